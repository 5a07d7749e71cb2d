import { realpathSync } from 'node:fs';
import type { Check } from '../engine/check.ts';
import { layers } from '../engine/layers.ts';
import { UserError } from '../errors.ts';
import { namesOf } from './condition.ts';
import { findPlaybook } from './find.ts';
import { type Misfit, meant, misfitsOf, type Problem } from './problem.ts';
import { type PlaybookFile, playbookSchema } from './schema.ts';
import { layerOf } from './step-check.ts';
import { hostNames, mistakesIn, templateMistakes } from './step-rules.ts';
import { isOwnStep, type OwnStep, verdictNamesOf } from './step-schema.ts';
import { type Breakable, mistakesInTrial } from './trial-rules.ts';
import { parseYaml, readText, type YamlFile } from './yaml-file.ts';

interface Loaded {
  readonly content: PlaybookFile;
  readonly yaml: YamlFile;
}

/** Far more than a site has, and few enough to be read in no time. */
const maxFiles = 50;

/** One playbook on its way in, with all that it includes: each file is read once, mistakes are gathered. */
export class Loading {
  /** What is included stands before what includes it. */
  readonly files: Loaded[] = [];
  readonly problems: Problem[] = [];
  readonly #catalogue: readonly Check[];
  readonly #breakable: readonly Breakable[] | undefined;
  readonly #seen = new Set<string>();
  readonly #stepIds = new Set<string>();
  readonly #vars = new Set<string>();
  /** Checks, layers and steps that come to a verdict. */
  readonly #run = new Set<string>();

  /** Without `breakable`, what the lab can break, nobody has asked about the playbook's tests. */
  constructor(catalogue: readonly Check[], breakable: readonly Breakable[] | undefined) {
    this.#catalogue = catalogue;
    this.#breakable = breakable;
  }

  /** Reads the file that was asked for; one that can't be read at all is no mistake in a playbook. */
  load(file: string): PlaybookFile | undefined {
    const text = readText(file);
    if ('reason' in text) throw new UserError(`Playbook ${file} can't be read.`, { hint: text.reason });
    return this.#read(file, text.bytes, []);
  }

  #read(file: string, bytes: Buffer, way: readonly string[]): PlaybookFile | undefined {
    const path = realpathSync(file);
    this.#seen.add(path);
    const yaml = parseYaml(file, bytes);
    if (!('content' in yaml)) {
      this.problems.push(...yaml);
      return undefined;
    }
    const result = playbookSchema.safeParse(yaml.content);
    if (!result.success) {
      for (const issue of result.error.issues) {
        for (const misfit of misfitsOf(issue, yaml.valueAt)) this.#complain(yaml, misfit);
      }
      return undefined;
    }
    const content = result.data;
    for (const [index, name] of (content.include ?? []).entries()) {
      this.#include(name, file, [...way, path], (message, hint) =>
        this.#complain(yaml, { path: ['include', index], message, ...(hint === undefined ? {} : { hint }) }),
      );
    }
    this.#judge(content, yaml);
    this.files.push({ content, yaml });
    return content;
  }

  #include(name: string, from: string, way: readonly string[], complain: (message: string, hint?: string) => void) {
    let file: string;
    try {
      file = findPlaybook(name, from).file;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return complain(error.message, error.hint);
    }
    const text = readText(file);
    if ('reason' in text) return complain(`Playbook ${file} can't be read.`, text.reason);
    const path = realpathSync(file);
    if (way.includes(path)) {
      const circle = [...way.slice(way.indexOf(path)), path].join(' includes ');
      return complain(`This leads back to where it began: ${circle}.`);
    }
    if (this.#seen.has(path)) return;
    if (this.#seen.size >= maxFiles) return complain(`More than ${maxFiles} playbooks are included.`);
    this.#read(file, text.bytes, way);
  }

  /** What the schema can't tell: names that must be those of something. */
  #judge({ steps, suppress = [], vars = {}, ask = [], tests = [], conclude = [] }: PlaybookFile, yaml: YamlFile): void {
    for (const name of Object.keys(vars)) this.#vars.add(name);
    for (const asked of ask) if ('set' in asked) this.#vars.add(asked.set);
    // Checks run before all steps, wherever they stand.
    for (const step of steps) if (!isOwnStep(step)) this.#addRun(step.check);
    const first = new Map<string, number>();
    for (const [index, step] of steps.entries()) {
      if (isOwnStep(step)) {
        this.#judgeOwn(step, index, yaml);
        continue;
      }
      const path = ['steps', index, 'check'];
      const earlier = first.get(step.check);
      if (earlier !== undefined) {
        this.#complain(yaml, { path, message: `'${step.check}' is steps.${earlier} already.` });
      }
      first.set(step.check, index);
      this.#judgeName(step.check, path, yaml, [], 'neither a layer nor a check');
    }
    const ids = [...this.#catalogue.map(({ id }) => id), ...this.#stepIds];
    for (const [index, { check }] of suppress.entries()) {
      if (ids.includes(check)) continue;
      const hint = meant(check, ids, 'See "qdoctor checks".');
      this.#complain(yaml, { path: ['suppress', index, 'check'], message: `There is no check '${check}'.`, hint });
    }
    for (const [index, { say, when = {} }] of conclude.entries()) {
      const path = ['conclude', index];
      for (const misfit of templateMistakes(say, hostNames([...this.#vars]), ['say'])) {
        this.#complain(yaml, { ...misfit, path: [...path, ...misfit.path] });
      }
      for (const { name, path: below } of namesOf(when)) this.#judgeRun(name, [...path, 'when', ...below], yaml);
    }
    for (const [index, row] of this.#breakable === undefined ? [] : tests.entries()) {
      for (const misfit of mistakesInTrial(row, this.#breakable ?? [], ids, [...this.#vars])) {
        this.#complain(yaml, { ...misfit, path: ['tests', index, ...misfit.path] });
      }
    }
  }

  #judgeOwn(step: OwnStep, index: number, yaml: YamlFile): void {
    const path = ['steps', index];
    if (this.#stepIds.has(step.id) || this.#catalogue.some(({ id }) => id === step.id)) {
      this.#complain(yaml, { path: [...path, 'id'], message: `There is a check '${step.id}' already.` });
    }
    for (const [at, name] of (step.after ?? []).entries()) {
      const place = [...path, 'after', at];
      this.#judgeName(name, place, yaml, [...this.#stepIds], 'no layer, no check and no earlier step');
    }
    for (const name of verdictNamesOf(step)) this.#judgeRun(name, [...path, 'when'], yaml);
    this.#stepIds.add(step.id);
    this.#run.add(step.id).add(layerOf(step));
    for (const misfit of mistakesIn(step, [...this.#vars])) {
      this.#complain(yaml, { ...misfit, path: [...path, ...misfit.path] });
    }
  }

  #addRun(name: string): void {
    this.#run.add(name);
    for (const { id, layer } of this.#catalogue) {
      if (id === name) this.#run.add(layer);
      if (layer === name) this.#run.add(id);
    }
  }

  /** A condition on a verdict needs something that comes to one, and before it. */
  #judgeRun(name: string, path: readonly PropertyKey[], yaml: YamlFile): void {
    if (this.#run.has(name)) return;
    const hint = meant(name, [...this.#run], 'See "qdoctor playbook show".');
    this.#complain(yaml, { path, key: name, message: `Nothing that runs before this is '${name}'.`, hint });
  }

  #judgeName(name: string, path: readonly PropertyKey[], yaml: YamlFile, more: readonly string[], what: string): void {
    const names = [...layers, ...this.#catalogue.map(({ id }) => id), ...more];
    if (names.includes(name)) return;
    const hint = meant(name, names, `The layers are ${layers.join(', ')}.`);
    this.#complain(yaml, { path, message: `'${name}' is ${what}.`, hint });
  }

  #complain(yaml: YamlFile, { path, key, message, hint }: Misfit): void {
    this.problems.push({ place: yaml.placeOf(path, key), message, hint });
  }
}
