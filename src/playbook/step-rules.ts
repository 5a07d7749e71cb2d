import { meant } from '../nearest.ts';
import { verdicts } from './condition.ts';
import { jsonPath, regularExpression } from './expectation.ts';
import { namesFor, overOf } from './places.ts';
import { type Expectation, isValueName } from './steps/common.ts';
import { type CustomStep, kindOf } from './steps/index.ts';
import type { ExpectedPart, StepKind } from './steps/step-kind.ts';
import { namesIn } from './template.ts';
import type { ValidationIssue } from './validation-issue.ts';

/** What templates may use that stand for no place. */
export const hostNames = (values: readonly string[]): readonly string[] => [...namesFor.host, ...values];

/** What is wrong with a step of one's own that its schema can't tell; paths start at the step. `values`: of the playbook. */
export function mistakesIn(step: CustomStep, values: readonly string[]): readonly ValidationIssue[] {
  const names = [...namesFor[overOf(step)], ...values];
  const kind = kindOf(step);
  return [
    ...kind.mistakes(step),
    ...placeMistakes(step),
    ...whenMistakes(step),
    ...kind.templates(step).flatMap(({ word, path }) => templateMistakes(word, names, path)),
    ...step.expect.flatMap((one, index) =>
      expectationMistakes(one, names, kind).map((issue) => ({
        ...issue,
        path: ['expect', index, ...issue.path],
      })),
    ),
    ...fixMistakes(step, names),
  ];
}

function whenMistakes(step: CustomStep): readonly ValidationIssue[] {
  return Object.entries(step.when ?? {}).flatMap(([name, wanted]): readonly ValidationIssue[] => {
    if (isValueName(name)) return unknownName(name, namesFor[overOf(step)], ['when'], name);
    const known: readonly string[] = verdicts;
    return [wanted]
      .flat()
      .filter((word) => !known.includes(word))
      .map((word) => ({
        path: ['when', name],
        message: `'${word}' is not a verdict.`,
        hint: `Allowed: ${verdicts.join(', ')}.`,
      }));
  });
}

function placeMistakes(step: CustomStep): readonly ValidationIssue[] {
  const { in: where, for_each: each } = step;
  const kind = kindOf(step);
  const ownPlace = kind.ownPlace(step);
  if (ownPlace !== undefined) {
    const keys = [
      ...(where === 'host' || where === ownPlace ? [] : ['in']),
      ...(each === undefined ? [] : ['for_each']),
    ];
    return keys.map((key) => ({
      path: [key],
      message: `This ${kind.name} runs once for each ${ownPlace}, without ${key}.`,
    }));
  }
  if (each === undefined || (where !== 'router' && where !== 'dhcp')) return [];
  return [{ path: ['for_each'], message: `'in: ${where}' runs once in each ${where} already, without for_each.` }];
}

function fixMistakes({ fix }: CustomStep, names: readonly string[]): readonly ValidationIssue[] {
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
): readonly ValidationIssue[] {
  const used = namesIn(text);
  if (used === undefined) return [{ path, message: 'Unbalanced braces in a template. Write {{name}}.' }];
  return used.flatMap((name) => unknownName(name, names, path));
}

function unknownName(
  name: string,
  names: readonly string[],
  path: readonly PropertyKey[],
  key?: string,
): readonly ValidationIssue[] {
  if (names.includes(name)) return [];
  const hint = meant(name, names, `Known names: ${names.join(', ')}.`);
  return [{ path, ...(key === undefined ? {} : { key }), message: `Unknown name '${name}'.`, hint }];
}

const parts = [
  'exit',
  'lines',
  'number',
  'json',
  'contains',
  'matches',
  'packets',
  'answered',
] as const satisfies readonly ExpectedPart[];

/** What is compared with equals, at_least or at_most. */
const counts: readonly string[] = ['lines', 'number', 'packets'];

function expectationMistakes(
  one: Expectation,
  names: readonly string[],
  { name, expects: own }: StepKind,
): readonly ValidationIssue[] {
  const { equals, at_least: least, at_most: most } = one;
  const about = parts.filter((key) => one[key] !== undefined);
  const isCompared = [equals, least, most].some((value) => value !== undefined);
  const [only] = about;
  const issues: ValidationIssue[] = [];
  const complain = (message: string, ...path: PropertyKey[]) => void issues.push({ path, message });
  if (about.length > 1) complain(`One key per expectation, not ${about.join(' and ')}.`);
  for (const key of about.filter((part) => !own.includes(part))) {
    complain(`'${key}' does not apply to a ${name}: use ${own.join(', ')} or equals.`, key);
  }
  if (only === undefined && equals === undefined) complain(`Nothing is expected: use ${own.join(', ')} or equals.`);
  const isCount = only !== undefined && counts.includes(only);
  if (isCount && !isCompared) complain(`${only}: also needs equals, at_least or at_most.`);
  const comparable = [...own.filter((key) => counts.includes(key)), 'json'].join(' and ');
  if (isCompared && only !== undefined && only !== 'json' && !isCount) {
    complain(`equals, at_least and at_most go with ${comparable}, not with ${only}.`);
  }
  if (only === undefined && (least !== undefined || most !== undefined)) {
    complain(`at_least and at_most go with ${comparable}.`);
  }
  for (const key of ['matches', 'number'] as const) {
    const pattern = one[key];
    const reason = pattern === undefined ? undefined : reasonAgainst(() => regularExpression(pattern));
    if (reason !== undefined) complain(`Not a valid RE2 regular expression: ${reason}.`, key);
    else if (key === 'number' && pattern !== undefined && regularExpression(pattern).groupCount() === 0) {
      complain('Put the number in parentheses: mtu (\\d+).', key);
    }
  }
  const { json } = one;
  const reason = json === undefined ? undefined : reasonAgainst(() => jsonPath(json));
  if (reason !== undefined) complain(`Not a valid RFC 9535 JSONPath: ${reason}.`, 'json');
  const templates = Object.entries({
    message: one.message,
    equals,
    contains: one.contains,
    at_least: least,
    at_most: most,
  });
  return [
    ...issues,
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
