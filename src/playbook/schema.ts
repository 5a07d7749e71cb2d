import * as z from 'zod';
import { layers } from '../engine/layers.ts';

/*
 * What may stand in a playbook. The JSON Schema in schemas/ is made from this very schema, so what an editor completes
 * is what is checked.
 */

/** A map with these keys and no others; for one that is not known, the message lists those that are. */
const strictMap = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? Object.keys(shape).join(' ') : undefined),
  });

const text = z.string().min(1);

const severity = z.enum(['error', 'warning']);

const checkStep = strictMap({
  check: text.describe('A check by its id, or all checks of a layer'),
  severity: severity.optional().describe('How much its findings weigh, whatever the checks themselves say'),
});

const argv = z.array(text).min(1).max(100);

const expectation = strictMap({
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

const commandStep = strictMap({
  id: z.string().regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/, 'this is no id such as uplink-mtu-small'),
  title: text,
  why: text.describe('What a user loses where it is not as expected'),
  command: argv.describe('The tool and its words, one by one: it is never a line for a shell'),
  reads: z.boolean().describe('true: it only looks. false: it sends packets too, and is left out with --passive'),
  in: z
    .union([
      z.enum(['host', 'router', 'dhcp']),
      strictMap({ namespace: z.string().regex(/^\w[\w.-]*$/, 'this is no name of a namespace') }),
    ])
    .default('host')
    .describe('Where it runs: on the host, in each router, in each DHCP namespace, or in one by its name'),
  for_each: z.enum(['networks', 'vm-ports']).optional().describe('Runs once for each, with its values in templates'),
  when: z
    .record(z.string(), z.union([text, z.array(text).min(1)]))
    .optional()
    .describe('Only where these values are so, as router.mode: legacy'),
  seconds: z.number().min(1).max(60).default(10).describe('How long it may take'),
  layer: z.enum(layers).optional(),
  severity: severity.default('error'),
  after: z.array(text).optional().describe('Checks, layers or earlier steps whose findings explain this one'),
  expect: z.array(expectation).min(1).describe('The first that is not met is told'),
  fix: strictMap({
    summary: text,
    risk: z.enum(['safe', 'disruptive']),
    commands: z.array(argv).min(1),
    undo: z.array(argv).default([]),
    permanent: text.describe('How to keep it healed'),
  }).optional(),
});

const settings = z.record(
  z.string().regex(/^[a-z][a-z0-9_]*$/, 'this is no name of a variable'),
  z.union([z.string(), z.number()]),
);

const suppression = strictMap({
  check: text.describe('The id of a check'),
  subject: text.describe('The name or the id of what it is about, as reports tell it; `any` for everything'),
  reason: text.describe('Why this is no fault here, for those who come after'),
  until: z.iso.date().describe('The last day on which it holds, as 2027-01-31'),
});

const trial = strictMap({
  fault: text.describe('How the lab is broken: a fault of `qdoctor lab faults`, or `none`'),
  layout: z.enum(['folsom', 'neutron']).default('neutron').describe('The generation of Quantum in the lab'),
  set: settings.optional().describe('What `--set` gives to the playbook'),
  roots: z.array(text).describe('The checks and steps that must be named as root causes, and no others'),
});

export const playbookSchema = strictMap({
  version: z.literal(1).describe('The version of this format'),
  title: text.max(200),
  symptom: text.optional().describe('What a user notices'),
  description: text.optional().describe('What it looks at, and why'),
  include: z.array(text).optional().describe('Other playbooks, by name or by path from this file; theirs comes first'),
  passive: z.boolean().optional().describe('Nothing is sent and nothing is waited for: no check of DHCP on the wire'),
  vars: settings
    .optional()
    .describe('Values of the site, with their defaults: {{vars.NAME}} in commands, expectations and messages'),
  steps: z.array(z.union([checkStep, commandStep])).min(1),
  suppress: z.array(suppression).optional().describe('What is found, but is meant to be so'),
  tests: z.array(trial).min(1).optional().describe('What it must find in the lab: see `qdoctor playbook test`'),
});

export type PlaybookFile = z.infer<typeof playbookSchema>;
export type CheckStep = z.infer<typeof checkStep>;
export type CommandStep = z.infer<typeof commandStep>;
export type Expectation = z.infer<typeof expectation>;

export const isCommandStep = (step: CheckStep | CommandStep): step is CommandStep => 'command' in step;
export type Trial = z.infer<typeof trial>;
export type Suppression = z.infer<typeof suppression>;
