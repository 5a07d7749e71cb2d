import * as z from 'zod';
import type { Diagnosis, Finding, Suppressed } from '../engine/diagnose.ts';
import { layers } from '../engine/layers.ts';
import { outcomes } from '../packets/exchanges/exchange.ts';
import { problemKinds } from '../packets/exchanges/problem.ts';

/*
 * The report that others script against. The JSON Schema in schemas/ is made from this very schema, so what is
 * published is what is checked.
 */

const verdictSchema = z.enum(['pass', 'warn', 'fail', 'unknown', 'skipped']);
const layerSchema = z.enum(layers);
const argvSchema = z.array(z.string()).min(1).readonly();

/** What shows a fault. */
export const evidenceSchema = z.strictObject({
  command: argvSchema.describe('What to run to see it again'),
  where: z.string().describe('`host`, or the namespace it is about'),
  output: z.string(),
});

/** What heals it. */
export const fixSchema = z.strictObject({
  summary: z.string(),
  risk: z.enum(['safe', 'disruptive']),
  commands: z.array(argvSchema).readonly().describe('To be run in order, as root, on the host'),
  undo: z.array(argvSchema).readonly(),
  permanent: z.string().describe('How to keep it healed'),
});

const subjectSchema = z.strictObject({
  kind: z.enum(['host', 'bridge', 'router', 'network', 'port']),
  id: z.string(),
  name: z.string(),
});

export const findingSchema = z.strictObject({
  id: z.string(),
  check: z.string(),
  layer: layerSchema,
  severity: z.enum(['error', 'warning']),
  cause: z.enum(['root', 'consequence']),
  causedBy: z.array(z.string()).readonly(),
  subject: subjectSchema,
  summary: z.string(),
  evidence: z.array(evidenceSchema).readonly(),
  fix: fixSchema.nullable(),
});

const stepSchema = z.strictObject({
  command: argvSchema,
  exitCode: z.int().nullable().describe('Null where the command was not to be started or had to be ended'),
  output: z.string(),
});

const repairSchema = z.strictObject({
  check: z.string(),
  subject: subjectSchema,
  summary: z.string().describe('What was found'),
  fix: z.string(),
  commands: z.array(argvSchema).readonly(),
  outcome: z
    .enum(['planned', 'healed', 'rolled-back', 'not-rolled-back', 'interrupted'])
    .describe('`rolled-back`: it did not heal, and the host is as it was before'),
  applied: z.array(stepSchema).readonly(),
  undone: z.array(stepSchema).readonly(),
  left: z
    .array(
      z.strictObject({ part: z.string(), gone: z.array(z.string()).readonly(), come: z.array(z.string()).readonly() }),
    )
    .readonly()
    .describe('Where the host differs from before after it was rolled back'),
});

export type Repair = z.infer<typeof repairSchema>;

export const reportSchema = z.strictObject({
  format: z.literal('qdoctor.report/1'),
  version: z.string(),
  host: z.strictObject({ name: z.string(), source: z.enum(['local', 'ssh', 'bundle', 'directory', 'sosreport']) }),
  started: z.iso.datetime(),
  seconds: z.number(),
  playbook: z.string(),
  conclusion: z.string().optional().describe('The sentence of the playbook that holds'),
  scope: z.strictObject({
    networks: z.array(z.string()).readonly(),
    routers: z.array(z.string()).readonly(),
    ports: z.array(z.string()).readonly(),
    passive: z.boolean(),
  }),
  verdict: z.enum(['healthy', 'failing', 'incomplete']),
  layers: z.array(z.strictObject({ id: layerSchema, verdict: verdictSchema })).readonly(),
  findings: z.array(findingSchema).readonly().describe('Root causes first'),
  checks: z
    .array(
      z.strictObject({
        id: z.string(),
        layer: layerSchema,
        verdict: verdictSchema,
        subjects: z.int(),
        ms: z.number(),
        reason: z.string().nullable(),
      }),
    )
    .readonly(),
  suppressed: z
    .array(
      z.strictObject({
        check: z.string(),
        subject: subjectSchema,
        summary: z.string(),
        reason: z.string(),
        until: z.iso.date(),
      }),
    )
    .readonly()
    .optional()
    .describe('What was found, but is meant to be so, as the playbook says'),
  path: z
    .array(z.strictObject({ hop: z.string(), where: z.string(), verdict: z.enum(['seen', 'lost', 'not-watched']) }))
    .readonly()
    .describe('The way of one DHCPDISCOVER, a probe or a client that was heard, and of its OFFER'),
  dhcp: z
    .array(
      z.strictObject({
        network: z.string(),
        where: z.string().describe('The namespace of its DHCP port'),
        seconds: z.number().describe('How long it was listened to'),
        reason: z.string().nullable().describe('Why it could not be listened to'),
        exchanges: z
          .array(
            z.strictObject({
              xid: z.string(),
              clientMac: z.string().nullable(),
              outcome: z.enum(outcomes),
              address: z.string().nullable().describe('What was offered or given last'),
              packets: z.array(z.string()).readonly().describe('The message types in their order'),
            }),
          )
          .readonly(),
        problems: z
          .array(
            z.strictObject({
              kind: z.enum(problemKinds),
              severity: z.enum(['error', 'warning', 'note']),
              summary: z.string(),
            }),
          )
          .readonly(),
      }),
    )
    .readonly()
    .describe('What was heard of DHCP with --passive, network by network; nobody asked where it has no exchanges'),
  repairs: z
    .array(repairSchema)
    .readonly()
    .optional()
    .describe('With --fix: what was done, in its order, before the host was found as this report tells it'),
});

export type Report = z.infer<typeof reportSchema>;

/** What a report tells besides the diagnosis. */
export type Circumstances = Pick<
  Report,
  'version' | 'host' | 'started' | 'seconds' | 'playbook' | 'conclusion' | 'scope'
>;

export function buildReport(
  diagnosis: Diagnosis,
  wire: Pick<Report, 'path' | 'dhcp'>,
  circumstances: Circumstances,
): Report {
  return {
    format: 'qdoctor.report/1',
    ...circumstances,
    verdict: diagnosis.verdict,
    layers: diagnosis.layers,
    findings: diagnosis.findings.map(publish),
    checks: diagnosis.checks,
    ...(diagnosis.suppressed.length === 0 ? {} : { suppressed: diagnosis.suppressed.map(publishSuppressed) }),
    ...wire,
  };
}

const publishSuppressed = ({ subject: { kind, id, name }, ...rest }: Suppressed) => ({
  ...rest,
  subject: { kind, id, name },
});

function publish({ subject, ...finding }: Finding): Report['findings'][number] {
  const { kind, id, name } = subject;
  return {
    id: finding.id,
    check: finding.check,
    layer: finding.layer,
    severity: finding.severity,
    cause: finding.cause,
    causedBy: finding.causedBy,
    subject: { kind, id, name },
    summary: finding.summary,
    evidence: finding.evidence.map(({ command, where, output }) => ({ command, where, output })),
    fix: finding.fix,
  };
}
