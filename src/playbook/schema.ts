import * as z from 'zod';

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

const suppression = strictMap({
  check: text.describe('The id of a check'),
  subject: text.describe('The name or the id of what it is about, as reports tell it; `any` for everything'),
  reason: text.describe('Why this is no fault here, for those who come after'),
  until: z.iso.date().describe('The last day on which it holds, as 2027-01-31'),
});

export const playbookSchema = strictMap({
  version: z.literal(1).describe('The version of this format'),
  title: text.max(200),
  symptom: text.optional().describe('What a user notices'),
  description: text.optional().describe('What it looks at, and why'),
  include: z.array(text).optional().describe('Other playbooks, by name or by path from this file; theirs comes first'),
  passive: z.boolean().optional().describe('Nothing is sent and nothing is waited for: no check of DHCP on the wire'),
  steps: z.array(checkStep).min(1),
  suppress: z.array(suppression).optional().describe('What is found, but is meant to be so'),
});

export type PlaybookFile = z.infer<typeof playbookSchema>;
export type CheckStep = z.infer<typeof checkStep>;
export type Suppression = z.infer<typeof suppression>;
