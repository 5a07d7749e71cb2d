import { objectionTo } from './changing.ts';
import { jsonPath, regularExpression } from './expectation.ts';
import { namesFor, overOf } from './places.ts';
import { type Misfit, meant } from './problem.ts';
import type { CommandStep, Expectation } from './schema.ts';
import { namesIn } from './template.ts';

/** What is wrong with a command step that its schema can't tell; paths start at the step. */
export function mistakesIn(step: CommandStep, vars: readonly string[]): readonly Misfit[] {
  const names = [...namesFor[overOf(step)], ...vars.map((name) => `vars.${name}`)];
  const [tool = ''] = step.command;
  const objection = objectionTo(step.command);
  const hasTwoPlaces = (step.in === 'router' || step.in === 'dhcp') && step.for_each !== undefined;
  return [
    ...(/\{\{/.test(tool) ? [{ path: ['command', 0], message: 'The tool itself can be no template.' }] : []),
    ...(objection === undefined ? [] : [{ path: ['command'], message: `${objection}.` }]),
    ...(hasTwoPlaces
      ? [{ path: ['for_each'], message: `'in: ${step.in}' runs once in each ${step.in} already, without for_each.` }]
      : []),
    ...Object.keys(step.when ?? {}).flatMap((name) => unknownName(name, namesFor[overOf(step)], ['when'], name)),
    ...step.command.flatMap((word, index) => templateMistakes(word, names, ['command', index])),
    ...step.expect.flatMap((one, index) =>
      expectationMistakes(one, names).map((misfit) => ({ ...misfit, path: ['expect', index, ...misfit.path] })),
    ),
    ...fixMistakes(step, names),
  ];
}

function fixMistakes({ fix }: CommandStep, names: readonly string[]): readonly Misfit[] {
  if (fix === undefined) return [];
  const ofLists = (['commands', 'undo'] as const).flatMap((key) =>
    fix[key].flatMap((command, at) =>
      command.flatMap((word, index) => templateMistakes(word, names, ['fix', key, at, index])),
    ),
  );
  const ofTexts = (['summary', 'permanent'] as const).flatMap((key) => templateMistakes(fix[key], names, ['fix', key]));
  return [...ofLists, ...ofTexts];
}

function templateMistakes(text: string, names: readonly string[], path: readonly PropertyKey[]): readonly Misfit[] {
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

const subjects = ['exit', 'lines', 'number', 'json', 'contains', 'matches'] as const;

function expectationMistakes(one: Expectation, names: readonly string[]): readonly Misfit[] {
  const { equals, at_least: least, at_most: most } = one;
  const about = subjects.filter((key) => one[key] !== undefined);
  const isCompared = [equals, least, most].some((value) => value !== undefined);
  const [only] = about;
  const misfits: Misfit[] = [];
  const complain = (message: string, ...path: PropertyKey[]) => void misfits.push({ path, message });
  if (about.length > 1) complain(`One expectation is about one thing, not about ${about.join(' and ')}.`);
  if (only === undefined && equals === undefined)
    complain(`This expects nothing: say ${subjects.join(', ')} or equals.`);
  if ((only === 'lines' || only === 'number') && !isCompared) {
    complain(`${only}: say equals, at_least or at_most too.`);
  }
  if (isCompared && (only === 'exit' || only === 'contains' || only === 'matches')) {
    complain(`${only} says it all: equals, at_least and at_most go with lines, number and json.`);
  }
  if (only === undefined && (least !== undefined || most !== undefined)) {
    complain('at_least and at_most go with lines, number and json.');
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
