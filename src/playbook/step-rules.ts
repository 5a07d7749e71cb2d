import { objectionTo } from './changing.ts';
import { verdicts } from './condition.ts';
import { jsonPath, regularExpression } from './expectation.ts';
import { namesFor, overOf } from './places.ts';
import { type Misfit, meant } from './problem.ts';
import { type CommandStep, type Expectation, isArp, isValueName, type OwnStep } from './step-schema.ts';
import { namesIn } from './template.ts';

const namesWith = (names: readonly string[], vars: readonly string[]): readonly string[] => [
  ...names,
  ...vars.map((name) => `vars.${name}`),
];

/** What templates may use that stand for no place. */
export const hostNames = (vars: readonly string[]): readonly string[] => namesWith(namesFor.host, vars);

/** What is wrong with a step of one's own that its schema can't tell; paths start at the step. */
export function mistakesIn(step: OwnStep, vars: readonly string[]): readonly Misfit[] {
  const names = namesWith(namesFor[overOf(step)], vars);
  return [
    ...('command' in step ? commandMistakes(step) : []),
    ...placeMistakes(step),
    ...whenMistakes(step),
    ...wordsOf(step).flatMap(({ word, path }) => templateMistakes(word, names, path)),
    ...step.expect.flatMap((one, index) =>
      expectationMistakes(one, names, kindOf(step)).map((misfit) => ({
        ...misfit,
        path: ['expect', index, ...misfit.path],
      })),
    ),
    ...fixMistakes(step, names),
  ];
}

function whenMistakes(step: OwnStep): readonly Misfit[] {
  return Object.entries(step.when ?? {}).flatMap(([name, wanted]): readonly Misfit[] => {
    if (isValueName(name)) return unknownName(name, namesFor[overOf(step)], ['when'], name);
    const known: readonly string[] = verdicts;
    return [wanted]
      .flat()
      .filter((word) => !known.includes(word))
      .map((word) => ({
        path: ['when', name],
        message: `'${word}' is no verdict.`,
        hint: `It is ${verdicts.join(', ')}.`,
      }));
  });
}

function commandMistakes({ command }: CommandStep): readonly Misfit[] {
  const objection = objectionTo(command);
  return [
    ...(/\{\{/.test(command[0] ?? '')
      ? [{ path: ['command', 0], message: 'The tool itself can be no template.' }]
      : []),
    ...(objection === undefined ? [] : [{ path: ['command'], message: `${objection}.` }]),
  ];
}

function placeMistakes(step: OwnStep): readonly Misfit[] {
  const { in: where, for_each: each } = step;
  const ownPlace = 'probe' in step && (step.probe === 'dhcp' ? 'dhcp' : isArp(step.probe) ? 'router' : undefined);
  if (typeof ownPlace === 'string') {
    const keys = [
      ...(where === 'host' || where === ownPlace ? [] : ['in']),
      ...(each === undefined ? [] : ['for_each']),
    ];
    return keys.map((key) => ({ path: [key], message: `This probe runs once for each ${ownPlace}, without ${key}.` }));
  }
  if (each === undefined || (where !== 'router' && where !== 'dhcp')) return [];
  return [{ path: ['for_each'], message: `'in: ${where}' runs once in each ${where} already, without for_each.` }];
}

/** Every word of a step that may hold templates. */
function wordsOf(step: OwnStep): readonly { readonly word: string; readonly path: readonly PropertyKey[] }[] {
  if ('command' in step) return step.command.map((word, index) => ({ word, path: ['command', index] }));
  const [key, values] = 'capture' in step ? (['capture', step.capture] as const) : (['probe', step.probe] as const);
  return typeof values === 'string'
    ? []
    : Object.entries(values).flatMap(([name, word]) => (typeof word === 'string' ? [{ word, path: [key, name] }] : []));
}

type Kind = 'command' | 'capture' | 'probe';

const kindOf = (step: OwnStep): Kind => ('command' in step ? 'command' : 'capture' in step ? 'capture' : 'probe');

function fixMistakes({ fix }: OwnStep, names: readonly string[]): readonly Misfit[] {
  if (fix === undefined) return [];
  const ofLists = (['commands', 'undo'] as const).flatMap((key) =>
    fix[key].flatMap((command, at) =>
      command.flatMap((word, index) => templateMistakes(word, names, ['fix', key, at, index])),
    ),
  );
  const ofTexts = (['summary', 'permanent'] as const).flatMap((key) => templateMistakes(fix[key], names, ['fix', key]));
  return [...ofLists, ...ofTexts];
}

/** What is wrong with the templates of a text; `path` is its place. */
export function templateMistakes(
  text: string,
  names: readonly string[],
  path: readonly PropertyKey[],
): readonly Misfit[] {
  const used = namesIn(text);
  if (used === undefined) return [{ path, message: 'The braces of this template do not match: it is {{name}}.' }];
  return used.flatMap((name) => unknownName(name, names, path));
}

function unknownName(
  name: string,
  names: readonly string[],
  path: readonly PropertyKey[],
  key?: string,
): readonly Misfit[] {
  if (names.includes(name)) return [];
  const hint = meant(name, names, `The names here are ${names.join(', ')}.`);
  return [{ path, ...(key === undefined ? {} : { key }), message: `There is no '${name}' here.`, hint }];
}

const subjects = ['exit', 'lines', 'number', 'json', 'contains', 'matches', 'packets', 'answered'] as const;

/** What can be expected of each kind of step, `equals` for the whole output aside. */
const subjectsOf: Readonly<Record<Kind, readonly (typeof subjects)[number][]>> = {
  command: ['exit', 'lines', 'number', 'json', 'contains', 'matches'],
  capture: ['packets', 'json', 'contains', 'matches'],
  probe: ['answered', 'number', 'json', 'contains', 'matches'],
};

/** What is compared with equals, at_least or at_most. */
const counts: readonly string[] = ['lines', 'number', 'packets'];

function expectationMistakes(one: Expectation, names: readonly string[], kind: Kind): readonly Misfit[] {
  const { equals, at_least: least, at_most: most } = one;
  const about = subjects.filter((key) => one[key] !== undefined);
  const own = subjectsOf[kind];
  const isCompared = [equals, least, most].some((value) => value !== undefined);
  const [only] = about;
  const misfits: Misfit[] = [];
  const complain = (message: string, ...path: PropertyKey[]) => void misfits.push({ path, message });
  if (about.length > 1) complain(`One expectation is about one thing, not about ${about.join(' and ')}.`);
  for (const key of about.filter((name) => !own.includes(name))) {
    complain(`A ${kind} has no ${key}: say ${own.join(', ')} or equals.`, key);
  }
  if (only === undefined && equals === undefined) complain(`This expects nothing: say ${own.join(', ')} or equals.`);
  const isCount = only !== undefined && counts.includes(only);
  if (isCount && !isCompared) complain(`${only}: say equals, at_least or at_most too.`);
  const comparable = [...own.filter((key) => counts.includes(key)), 'json'].join(' and ');
  if (isCompared && only !== undefined && only !== 'json' && !isCount) {
    complain(`${only} says it all: equals, at_least and at_most go with ${comparable}.`);
  }
  if (only === undefined && (least !== undefined || most !== undefined)) {
    complain(`at_least and at_most go with ${comparable}.`);
  }
  for (const key of ['matches', 'number'] as const) {
    const pattern = one[key];
    const reason = pattern === undefined ? undefined : reasonAgainst(() => regularExpression(pattern));
    if (reason !== undefined) complain(`This is no regular expression of RE2: ${reason}.`, key);
    else if (key === 'number' && pattern !== undefined && regularExpression(pattern).groupCount() === 0) {
      complain('Put the number in parentheses, as in mtu (\\d+).', key);
    }
  }
  const { json } = one;
  const reason = json === undefined ? undefined : reasonAgainst(() => jsonPath(json));
  if (reason !== undefined) complain(`This is no JSONPath of RFC 9535: ${reason}.`, 'json');
  const templates = Object.entries({
    message: one.message,
    equals,
    contains: one.contains,
    at_least: least,
    at_most: most,
  });
  return [
    ...misfits,
    ...templates.flatMap(([key, text]) =>
      typeof text === 'string' ? templateMistakes(text, key === 'message' ? [...names, 'found'] : names, [key]) : [],
    ),
  ];
}

function reasonAgainst(compile: () => unknown): string | undefined {
  try {
    compile();
    return undefined;
  } catch (error) {
    return (error as Error).message.replace(/\.$/, '');
  }
}
