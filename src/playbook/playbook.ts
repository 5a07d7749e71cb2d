import { type Check, isOfTheWire } from '../engine/check.ts';
import { UserError } from '../errors.ts';
import { hidden, neverShow } from '../host/redact.ts';
import { meant } from '../nearest.ts';
import { type Found, findPlaybook } from './find.ts';
import { PlaybookLoader } from './loader.ts';
import type { Question } from './question.ts';
import type { Conclusion, Suppression, Trial } from './schema.ts';
import { checkOf } from './step-check.ts';
import type { CheckStep } from './steps/common.ts';
import { type CustomStep, isCustomStep } from './steps/index.ts';
import type { Values } from './template.ts';
import type { Breakable } from './trial-rules.ts';
import { type Problem, refusal } from './validation-issue.ts';
import { accepting, weighing } from './wrap.ts';

export interface Playbook {
  readonly name: string;
  readonly title: string;
  readonly symptom: string | undefined;
  readonly description: string | undefined;
  readonly isPassive: boolean;
  /** In the order of the catalogue, which is that of causes; after these, those of the site's own steps. */
  readonly checks: readonly Check[];
  readonly steps: readonly CustomStep[];
  /** What templates call `vars.NAME`. */
  readonly vars: Values;
  /** Values that nothing shows; templates call them `secrets.NAME`. */
  readonly secrets: readonly string[];
  /** What holds no more: a run says so and goes on without. */
  readonly expired: readonly Problem[];
  readonly ask: readonly Question[];
  readonly conclude: readonly Conclusion[];
  readonly tests: readonly Trial[];
}

/** Loads a playbook by name, by its path, or as it was found; one with a mistake is refused before anything is run. */
export function loadPlaybook(
  wanted: string | Found,
  catalogue: readonly Check[],
  settings: readonly string[] = [],
  breakable?: readonly Breakable[],
): Playbook {
  const { playbook, problems } = readPlaybook(
    typeof wanted === 'string' ? findPlaybook(wanted) : wanted,
    catalogue,
    settings,
    breakable,
  );
  const [first, ...rest] = problems;
  if (first !== undefined) throw refusal([first, ...rest]);
  return playbook;
}

/** A playbook with all other checks beside its own: what is recorded for it, any can be run on. */
export function withAllChecks(playbook: Playbook, catalogue: readonly Check[]): Playbook {
  const own = new Map(playbook.checks.map((check) => [check.id, check]));
  const ids = catalogue.map(({ id }) => id);
  const steps = playbook.checks.filter(({ id }) => !ids.includes(id));
  return { ...playbook, checks: [...catalogue.map((check) => own.get(check.id) ?? check), ...steps] };
}

/** Reads a playbook and all that it includes, with every mistake in them; in their tests too, told what can be broken. */
export function readPlaybook(
  { name, file }: Found,
  catalogue: readonly Check[],
  settings: readonly string[] = [],
  breakable?: readonly Breakable[],
): { readonly playbook: Playbook; readonly problems: readonly Problem[] } {
  const loader = new PlaybookLoader(catalogue, breakable);
  const own = loader.load(file);
  const today = new Date().toISOString().slice(0, 10);
  const isOver = ({ until }: Suppression) => until < today;
  const all = loader.files.flatMap(({ content }) => content.steps);
  const steps = all.filter(isCustomStep);
  const suppressions = loader.files.flatMap(({ content }) => content.suppress ?? []).filter((one) => !isOver(one));
  const isPassive = own?.passive === true;
  const secrets = [...new Set(loader.files.flatMap(({ content }) => content.secrets ?? []))];
  const ask = questionsOf([...secrets.map(askForSecret), ...loader.files.flatMap(({ content }) => content.ask ?? [])]);
  const given = varsOf(Object.assign({}, ...loader.files.map(({ content }) => content.vars ?? {})), ask, settings);
  const vars = { ...given, ...hiddenValues(secrets, given) };
  const builtIn = chosen(
    all.filter((step): step is CheckStep => !isCustomStep(step)),
    isPassive ? catalogue.filter((check) => !isOfTheWire(check)) : catalogue,
  );
  const checks: readonly Check[] = [...builtIn, ...steps.map((step) => checkOf(step, explainersOf(step, catalogue)))];
  return {
    playbook: {
      name,
      title: own?.title ?? name,
      symptom: own?.symptom,
      description: own?.description,
      isPassive,
      checks: checks.map((check) =>
        accepting(
          check,
          suppressions.filter((one) => one.check === check.id),
        ),
      ),
      steps,
      ask,
      conclude: own?.conclude ?? [],
      tests: own?.tests ?? [],
      vars,
      secrets,
      expired: loader.files.flatMap(({ content, yaml }) =>
        (content.suppress ?? []).flatMap((one, index) =>
          isOver(one)
            ? [
                {
                  place: yaml.placeOf(['suppress', index, 'until']),
                  message: `The suppression of ${one.check} expired on ${one.until}; its findings count again.`,
                },
              ]
            : [],
        ),
      ),
    },
    problems: loader.problems,
  };
}

/** The checks that steps name, each once; of two steps that weigh one, the later holds. */
function chosen(steps: readonly CheckStep[], catalogue: readonly Check[]): readonly Check[] {
  return catalogue.flatMap((check) => {
    const own = steps.filter((step) => step.check === check.id || step.check === check.layer);
    if (own.length === 0) return [];
    return [weighing(check, own.findLast(({ severity }) => severity !== undefined)?.severity)];
  });
}

const explainersOf = ({ after = [] }: CustomStep, catalogue: readonly Check[]): readonly string[] =>
  after.flatMap((name) => {
    const ofLayer = catalogue.filter(({ layer }) => layer === name).map(({ id }) => id);
    return ofLayer.length === 0 ? [name] : ofLayer;
  });

const askForSecret = (name: string): Question => ({ set: name, question: `What is ${name}? No report shows it.` });

/** Shorter ones stand in too many words. */
const shortestSecret = 4;

/** The values that were given for secrets, as templates call them; from now on nothing shows them. */
function hiddenValues(secrets: readonly string[], given: Values): Values {
  const values = secrets.flatMap((name): [string, string][] => {
    const value = given[`vars.${name}`];
    return value === undefined ? [] : [[name, value]];
  });
  for (const [name, value] of values) {
    if (value.length < shortestSecret) {
      throw new UserError(`The secret ${name} has fewer than ${shortestSecret} characters.`, {
        hint: 'One as short cannot be hidden.',
      });
    }
    neverShow(value);
  }
  return Object.fromEntries(values.map(([name, value]) => [`secrets.${name}`, value]));
}

/** A playbook as it was run when its recording was made, which has no secrets. */
export const asRecorded = (playbook: Playbook): Playbook => ({
  ...playbook,
  vars: {
    ...playbook.vars,
    ...Object.fromEntries(
      playbook.secrets.flatMap((name) => ['vars', 'secrets'].map((group) => [`${group}.${name}`, hidden])),
    ),
  },
});

/** Of two questions about one thing, the later holds. */
const questionsOf = (all: readonly Question[]): readonly Question[] => [
  ...new Map(all.map((asked) => ['for' in asked ? asked.for : `vars.${asked.set}`, asked])).values(),
];

/** The variables with what `--set NAME=VALUE` makes of them; one that is only asked for has no value before. */
function varsOf(
  defaults: Readonly<Record<string, string | number>>,
  ask: readonly Question[],
  settings: readonly string[],
): Values {
  const asked = ask.flatMap((one) => ('set' in one ? [one] : []));
  const names = [...new Set([...Object.keys(defaults), ...asked.map(({ set }) => set)])];
  const vars = new Map(Object.entries(defaults).map(([name, value]) => [name, String(value)]));
  for (const setting of settings) {
    const [name = '', ...rest] = setting.split('=');
    const value = rest.join('=');
    if (!names.includes(name) || rest.length === 0) {
      const hint = meant(name, names, names.length === 0 ? 'It has no variables.' : `Variables: ${names.join(', ')}.`);
      throw new UserError(`--set ${setting}: the playbook has no such variable.`, { hint });
    }
    if (typeof defaults[name] === 'number' && (value.trim() === '' || Number.isNaN(Number(value)))) {
      throw new UserError(`--set ${setting}: not a number.`);
    }
    const choices = asked.find(({ set }) => set === name)?.choices?.map(String);
    if (choices?.includes(value) === false) {
      throw new UserError(`--set ${setting}: must be ${choices.join(' or ')}.`);
    }
    vars.set(name, value);
  }
  return Object.fromEntries([...vars].map(([name, value]) => [`vars.${name}`, value]));
}
