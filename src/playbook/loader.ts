import { realpathSync } from 'node:fs';
import type { Check } from '../engine/check.ts';
import { layers } from '../engine/layers.ts';
import { UserError } from '../errors.ts';
import { meant } from '../nearest.ts';
import { namesOf } from './condition.ts';
import { findPlaybook, isPlaybookPlace } from './find.ts';
import { type PlaybookFile, playbookSchema } from './schema.ts';
import { type SoundParts, soundParts } from './sound-parts.ts';
import { layerOf } from './step-check.ts';
import { hostNames, mistakesIn, templateMistakes } from './step-rules.ts';
import { verdictNamesOf } from './steps/common.ts';
import { type CustomStep, isCustomStep } from './steps/index.ts';
import { type Breakable, mistakesInTrial } from './trial-rules.ts';
import { type Problem, type ValidationIssue, validationIssuesOf } from './validation-issue.ts';
import { parseYaml, readText, type YamlFile } from './yaml-file.ts';

interface Loaded {
  readonly content: PlaybookFile;
  readonly yaml: YamlFile;
}

/** Far more than a site has, and few enough to be read in no time. */
const maxFiles = 50;

/** One playbook on its way in, with all that it includes: each file is read once, mistakes are gathered. */
export class PlaybookLoader {
  /** What is included stands before what includes it. */
  readonly files: Loaded[] = [];
  readonly problems: Problem[] = [];
  readonly #catalogue: readonly Check[];
  readonly #breakable: readonly Breakable[] | undefined;
  readonly #seen = new Set<string>();
  readonly #stepIds = new Set<string>();
  readonly #vars = new Set<string>();
  readonly #secrets = new Set<string>();
  /** Checks, layers and steps that come to a verdict. */
  readonly #run = new Set<string>();

  /** Without `breakable`, what the lab can break, nobody has asked about the playbook's tests. */
  constructor(catalogue: readonly Check[], breakable: readonly Breakable[] | undefined) {
    this.#catalogue = catalogue;
    this.#breakable = breakable;
  }

  /** What templates may use that the playbook itself names. */
  get #values(): readonly string[] {
    return [...[...this.#vars].map((name) => `vars.${name}`), ...[...this.#secrets].map((name) => `secrets.${name}`)];
  }

  /** Reads the file that was asked for; one that can't be read at all is no mistake in a playbook. */
  load(file: string): PlaybookFile | undefined {
    const text = readText(file);
    if ('reason' in text) throw new UserError(`Cannot read playbook ${file}: ${text.reason}.`);
    return this.#read(file, text.bytes, []);
  }

  #read(file: string, bytes: Buffer, chain: readonly string[]): PlaybookFile | undefined {
    const path = realpathSync(file);
    this.#seen.add(path);
    const yaml = parseYaml(file, bytes);
    if (!('content' in yaml)) {
      this.problems.push(...yaml);
      return undefined;
    }
    const result = playbookSchema.safeParse(yaml.content);
    for (const problem of result.error?.issues ?? []) {
      for (const issue of validationIssuesOf(problem, yaml.valueAt)) this.#complain(yaml, issue);
    }
    // Mistakes in meaning are found in the same go, as far as the parts can be read.
    const parts = soundParts(yaml.content);
    for (const [index, name] of parts.include) {
      this.#include(name, file, [...chain, path], (message, hint) =>
        this.#complain(yaml, { path: ['include', index], message, ...(hint === undefined ? {} : { hint }) }),
      );
    }
    this.#judge(parts, yaml);
    if (!result.success) return undefined;
    this.files.push({ content: result.data, yaml });
    return result.data;
  }

  #include(name: string, from: string, chain: readonly string[], complain: (message: string, hint?: string) => void) {
    let file: string;
    try {
      file = findPlaybook(name, from).file;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return complain(error.message, error.hint);
    }
    const text = readText(file);
    if ('reason' in text) return complain(`Cannot read playbook ${file}: ${text.reason}.`);
    const path = realpathSync(file);
    // The mistakes in a file show parts of it: a playbook of others must not show what its author could not read.
    if (!isPlaybookPlace(path, chain[0] ?? path)) {
      return complain(`'${name}' is not in the folder of the playbook.`, 'Include playbooks beside it, or by name.');
    }
    if (chain.includes(path)) {
      const circle = [...chain.slice(chain.indexOf(path)), path].join(' → ');
      return complain(`Include cycle: ${circle}.`);
    }
    if (this.#seen.has(path)) return;
    if (this.#seen.size >= maxFiles) return complain(`More than ${maxFiles} included playbooks.`);
    this.#read(file, text.bytes, chain);
  }

  /** What the schema can't tell: names that must be those of something. */
  #judge({ steps, unreadSteps, suppress, vars, secrets, tests, conclude }: SoundParts, yaml: YamlFile): void {
    for (const name of vars) this.#vars.add(name);
    for (const name of secrets) this.#secrets.add(name);
    // Checks run before all steps, wherever they stand.
    for (const [, step] of steps) if (!isCustomStep(step)) this.#addRun(step.check);
    for (const name of unreadSteps) this.#addRun(name);
    const first = new Map<string, number>();
    for (const [index, step] of steps) {
      if (isCustomStep(step)) {
        this.#judgeOwn(step, index, yaml, unreadSteps);
        continue;
      }
      const path = ['steps', index, 'check'];
      const earlier = first.get(step.check);
      if (earlier !== undefined) {
        this.#complain(yaml, { path, message: `'${step.check}' is already listed as steps.${earlier}.` });
      }
      first.set(step.check, index);
      this.#judgeName(step.check, path, yaml, [], 'not a layer or a check');
    }
    const ids = [...this.#catalogue.map(({ id }) => id), ...this.#stepIds, ...unreadSteps];
    for (const [index, { check }] of suppress) {
      if (ids.includes(check)) continue;
      const hint = meant(check, ids, 'See qdoctor checks.');
      this.#complain(yaml, { path: ['suppress', index, 'check'], message: `Unknown check '${check}'.`, hint });
    }
    for (const [index, { say, when = {} }] of conclude) {
      const path = ['conclude', index];
      for (const issue of templateMistakes(say, hostNames(this.#values), ['say'])) {
        this.#complain(yaml, { ...issue, path: [...path, ...issue.path] });
      }
      for (const { name, path: below } of namesOf(when)) this.#judgeRun(name, [...path, 'when', ...below], yaml);
    }
    for (const [index, row] of this.#breakable === undefined ? [] : tests) {
      for (const issue of mistakesInTrial(row, this.#breakable ?? [], ids, [...this.#vars, ...this.#secrets])) {
        this.#complain(yaml, { ...issue, path: ['tests', index, ...issue.path] });
      }
    }
  }

  #judgeOwn(step: CustomStep, index: number, yaml: YamlFile, unread: readonly string[]): void {
    const path = ['steps', index];
    if (this.#stepIds.has(step.id) || this.#catalogue.some(({ id }) => id === step.id)) {
      this.#complain(yaml, { path: [...path, 'id'], message: `Check '${step.id}' already exists.` });
    }
    for (const [at, name] of (step.after ?? []).entries()) {
      const place = [...path, 'after', at];
      this.#judgeName(name, place, yaml, [...this.#stepIds, ...unread], 'not a layer, a check or an earlier step');
    }
    for (const name of verdictNamesOf(step)) this.#judgeRun(name, [...path, 'when'], yaml);
    this.#stepIds.add(step.id);
    this.#run.add(step.id).add(layerOf(step));
    for (const issue of mistakesIn(step, this.#values)) {
      this.#complain(yaml, { ...issue, path: [...path, ...issue.path] });
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
    const hint = meant(name, [...this.#run], 'See qdoctor playbook show.');
    this.#complain(yaml, { path, key: name, message: `Nothing that runs earlier is called '${name}'.`, hint });
  }

  #judgeName(name: string, path: readonly PropertyKey[], yaml: YamlFile, more: readonly string[], what: string): void {
    const names = [...layers, ...this.#catalogue.map(({ id }) => id), ...more];
    if (names.includes(name)) return;
    const hint = meant(name, names, `Layers: ${layers.join(', ')}.`);
    this.#complain(yaml, { path, message: `'${name}' is ${what}.`, hint });
  }

  #complain(yaml: YamlFile, { path, key, message, hint }: ValidationIssue): void {
    this.problems.push({ place: yaml.placeOf(path, key), message, hint });
  }
}
