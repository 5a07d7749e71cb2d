import * as z from 'zod';
import { layers } from '../../engine/layers.ts';
import { severity, strictMap, text } from '../schema-parts.ts';

/** A step that chooses checks. */
export const checkStep = strictMap({
  check: text.describe('A check by its id, or all checks of a layer'),
  severity: severity.optional().describe('How much its findings weigh, whatever the checks themselves say'),
});

/** A command as the words that it consists of. */
export const argv = z
  .array(text.regex(/^[^\0]*$/, 'a word of a command has no NUL'))
  .min(1)
  .max(100);

const expectation = strictMap({
  answered: z.boolean().optional().describe('Of a probe: whether there was an answer'),
  packets: z.literal(true).optional().describe('Of a capture: how many packets came, to be compared'),
  exit: z.int().min(0).max(125).optional().describe('The exit code; where no expectation has one, only 0 is judged'),
  contains: text.optional().describe('A part of the output'),
  matches: text.optional().describe('A regular expression of RE2, that something in the output matches'),
  lines: z.literal(true).optional().describe('The number of lines that are not empty, to be compared'),
  number: text.optional().describe('A regular expression with a number in its first parentheses, to be compared'),
  json: text.optional().describe('A JSONPath of RFC 9535: what it finds is compared, every value of it'),
  equals: z.union([z.string(), z.number(), z.boolean()]).optional().describe('Alone: the whole output'),
  at_least: z.union([z.number(), text]).optional(),
  at_most: z.union([z.number(), text]).optional(),
  not: z.boolean().optional().describe('It is wrong where all this holds'),
  message: text.describe('What is wrong otherwise; {{found}} is what there was instead'),
});

/** What each custom step has beside what it runs. */
export const common = {
  id: z.string().regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/, 'not a valid id such as uplink-mtu-small'),
  title: text,
  why: text.describe('What a user loses where it is not as expected'),
  in: z
    .union([
      z.enum(['host', 'router', 'dhcp']),
      strictMap({ namespace: z.string().regex(/^\w[\w.-]*$/, 'not a valid namespace name') }),
    ])
    .default('host')
    .describe('Where it runs: on the host, in each router, in each DHCP namespace, or in one by its name'),
  for_each: z.enum(['networks', 'vm-ports']).optional().describe('Runs once for each, with its values in templates'),
  when: z
    .record(z.string(), z.union([text, z.array(text).min(1)]))
    .optional()
    .describe(
      'Only where these values are so, as router.mode: legacy, and where what ran before came to this, as dhcp: fail',
    ),
  layer: z.enum(layers).optional(),
  severity: severity.default('error'),
  after: z.array(text).optional().describe('Checks, layers or earlier steps whose findings explain this one'),
  expect: z.array(expectation).min(1).describe('The first that is not met is reported'),
  fix: strictMap({
    summary: text,
    risk: z.enum(['safe', 'disruptive']),
    commands: z.array(argv).min(1),
    undo: z.array(argv).default([]),
    permanent: text.describe('How to make the fix permanent'),
  }).optional(),
};

/** A time limit, or how long to listen. */
export const seconds = z.number().min(1).max(60).default(10);

/** What is not to be read as an option. */
export const plain = z.string().regex(/^[^-]/, 'it would be read as an option');

const commonStep = strictMap(common);

export type CheckStep = z.infer<typeof checkStep>;
/** What all custom steps have. */
export type CommonStep = z.infer<typeof commonStep>;
export type Expectation = z.infer<typeof expectation>;

/** A name with a dot is that of a value; others are checks, layers and steps, with the verdict they came to. */
export const isValueName = (name: string): boolean => name.includes('.');

/** The checks, layers and steps on whose verdict a step depends. */
export const verdictNamesOf = ({ when = {} }: CommonStep): readonly string[] =>
  Object.keys(when).filter((name) => !isValueName(name));
