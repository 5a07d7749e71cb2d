import * as z from 'zod';
import { condition } from './condition.ts';
import { question } from './question.ts';
import { strictMap, text, variable } from './schema-parts.ts';
import { stepSchema } from './steps/index.ts';

/*
 * What may stand in a playbook. The JSON Schema in schemas/ is made from this very schema, so what an editor completes
 * is what is checked.
 */

const settings = z.record(variable, z.union([z.string(), z.number()]));

export const suppression = strictMap({
  check: text.describe('The id of a check'),
  subject: text.describe('Name or id of its subject, as in reports; `any` for all'),
  reason: text.describe('Why this is not a fault here'),
  until: z.iso.date().describe('Last day on which it applies, such as 2027-01-31'),
});

export const trial = strictMap({
  fault: text.describe('How the lab is broken: a fault of `qdoctor lab faults`, or `none`'),
  layout: z.enum(['folsom', 'neutron']).default('neutron').describe('The generation of Quantum in the lab'),
  set: settings.optional().describe('What `--set` gives to the playbook'),
  network: text.optional().describe('What --network, --router and --port give'),
  router: text.optional(),
  port: text.optional(),
  roots: z.array(text).describe('Checks and steps that must be reported as root causes, and no others'),
  concludes: text.optional().describe('Expected conclusion'),
});

export const conclusion = strictMap({
  say: text.describe('A sentence for the head of the report'),
  when: condition
    .optional()
    .describe(
      'What checks, layers and steps must have come to, as dhcp: fail; with all, any and not. Without it: always',
    ),
});

export const playbookSchema = strictMap({
  version: z.literal(1).describe('The version of this format'),
  title: text.max(200),
  symptom: text.optional().describe('What a user notices'),
  description: text.optional().describe('What it checks, and why'),
  include: z.array(text).optional().describe('Other playbooks, by name or by path from this file; theirs comes first'),
  passive: z.boolean().optional().describe('Sends nothing and waits for nothing: no checks on the wire'),
  ask: z.array(question).min(1).optional().describe('What the wizard asks; without it, options must answer'),
  vars: settings
    .optional()
    .describe('Values of the site, with their defaults: {{vars.NAME}} in commands, expectations and messages'),
  secrets: z
    .array(variable)
    .min(1)
    .optional()
    .describe(
      'Values that stand in no report, recording or log: {{secrets.NAME}} in commands; --set NAME=VALUE gives them',
    ),
  steps: z.array(stepSchema).min(1),
  conclude: z.array(conclusion).min(1).optional().describe('Conclusions: the first whose condition holds is reported'),
  suppress: z.array(suppression).optional().describe('Findings that are intended on this site'),
  tests: z.array(trial).min(1).optional().describe('What it must find in the lab; see `qdoctor playbook test`'),
});

export type PlaybookFile = z.infer<typeof playbookSchema>;
export type Conclusion = z.infer<typeof conclusion>;
export type Trial = z.infer<typeof trial>;
export type Suppression = z.infer<typeof suppression>;
