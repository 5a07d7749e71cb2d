import type * as z from 'zod';
import { type Place, UserError } from '../errors.ts';
import { meant } from '../nearest.ts';

/** A mistake in a playbook, with its place and what may have been meant. */
export interface Problem {
  readonly place: Place;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** The first problem, as one that ends a run; a playbook with a mistake is not run at all. */
export function refusal([first, ...rest]: readonly [Problem, ...Problem[]]): UserError {
  const { message, hint, place } = first;
  const others = rest.length === 0 ? undefined : `${rest.length} more: see qdoctor playbook lint ${first.place.file}.`;
  const hints = [hint, others].filter((part) => part !== undefined).join(' ');
  return new UserError(message, { place, ...(hints === '' ? {} : { hint: hints }) });
}

/** One thing that does not fit the schema; `key` is the very key where it is about one that is not known. */
export interface ValidationIssue {
  readonly path: readonly PropertyKey[];
  readonly key?: string;
  readonly message: string;
  readonly hint?: string;
}

/** What does not fit the schema, in a user's words. */
export function validationIssuesOf(
  issue: z.core.$ZodIssue,
  valueAt: (path: readonly PropertyKey[]) => unknown,
): ValidationIssue[] {
  return plainIssuesOf(issue).flatMap((plain) => issuesOfOne(plain, valueAt));
}

/** An issue, or for a value that can be of several kinds those of the kind that it most likely is meant to be. */
export function plainIssuesOf(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  const branch = issue.code === 'invalid_union' ? branchFor(issue) : undefined;
  if (branch === undefined) return [issue];
  return branch.flatMap((inner) => plainIssuesOf({ ...inner, path: [...issue.path, ...inner.path] }));
}

function issuesOfOne(issue: z.core.$ZodIssue, valueAt: (path: readonly PropertyKey[]) => unknown): ValidationIssue[] {
  const { path } = issue;
  const where = path.length === 0 ? 'The playbook' : path.join('.');
  if (issue.code !== 'unrecognized_keys') {
    return [{ path, message: `${where}: ${wordsOf(issue, valueAt(path))}.` }];
  }
  const names = issue.message.split(' ');
  return issue.keys.map((key) => ({
    path,
    key,
    message: `${where}: unknown key '${key}'.`,
    hint: meant(key, names, `Allowed keys: ${names.join(', ')}.`),
  }));
}

/** What is wrong with a value, seen as the kind that it most likely is meant to be; undefined where it is of none. */
function branchFor({ errors }: z.core.$ZodIssueInvalidUnion): z.core.$ZodIssue[] | undefined {
  const isOfKind = (issues: readonly z.core.$ZodIssue[]) =>
    !issues.some(({ path, code }) => path.length === 0 && (code === 'invalid_type' || code === 'invalid_value'));
  const fitting = errors.filter(isOfKind);
  if (fitting.length === 0) return errors.find((issues) => issues.some(({ code }) => code === 'invalid_value'));
  return [...fitting].sort((one, other) => weightOf(one) - weightOf(other))[0];
}

/** How far a value is from a kind: how many of its keys are not that kind's, and how much else is wrong. */
const weightOf = (issues: readonly z.core.$ZodIssue[]): number =>
  issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0);

function wordsOf(issue: Exclude<z.core.$ZodIssue, { code: 'unrecognized_keys' }>, value: unknown): string {
  if (value === undefined) return 'missing';
  if (issue.code === 'invalid_union') {
    const wanted = issue.errors.flatMap((inner) =>
      inner.flatMap((one) => (one.code === 'invalid_type' ? [kinds[one.expected] ?? one.expected] : [])),
    );
    return `expected ${[...new Set(wanted)].join(' or ')}, got ${kindOf(value)}`;
  }
  if (issue.code === 'invalid_type' && issue.path.at(-1) === 'command' && typeof value === 'string') {
    return `write a list of words, not a shell line: [${value.trim().split(/\s+/).join(', ')}]`;
  }
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? issue.message;
  if (issue.code === 'invalid_type') return `expected ${kinds[issue.expected] ?? issue.expected}, got ${kindOf(value)}`;
  if (issue.code === 'invalid_value') return `must be ${issue.values.map(String).join(' or ')}`;
  if (issue.code === 'invalid_format' && issue.format === 'date') return 'not a date such as 2027-01-31';
  if (issue.code === 'too_big' && issue.origin === 'number') return `more than ${issue.maximum}`;
  if (issue.code === 'too_small' && issue.minimum === 1 && issue.origin !== 'number') return 'empty';
  return issue.message.replace(/\.$/, '');
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
};

function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  return (Array.isArray(value) ? kinds['array'] : kinds[typeof value]) ?? typeof value;
}
