import * as z from 'zod';
import { type Diagnosis, type Finding, type Suppressed, verdicts } from '../engine/diagnose.ts';
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

const linesSchema = z.tuple([z.int(), z.int()]).readonly();

/** What shows a fault. */
export const evidenceSchema = z.strictObject({
  command: argvSchema.describe('The command that was run'),
  where: z.string().describe('`host`, or the namespace it is about'),
  host: z.string().optional().describe('Of several hosts the one on which it is seen'),
  output: z.string().describe('Its output, or the lines of it that matter'),
  exitCode: z.int().optional().describe('Where the command did not end with 0'),
  about: z.string().optional().describe('Only lines with this are shown; an empty output says that there are none'),
  file: z.string().optional().describe('Of a recording: where it stands'),
  lines: linesSchema.optional().describe('The first and the last line there'),
});

/** What fixes it. */
export const fixSchema = z.strictObject({
  summary: z.string(),
  risk: z.enum(['safe', 'disruptive']),
  commands: z.array(argvSchema).readonly().describe('To be run in order, as root, on the host'),
  undo: z.array(argvSchema).readonly(),
  permanent: z.string().describe('How to make the fix permanent'),
});

const probedSchema = z.strictObject({ sent: z.int(), answered: z.int() });

/** Who notices a fault. */
const affectedSchema = z.strictObject({
  vms: z
    .array(
      z.strictObject({
        address: z.string().nullable().describe('Its fixed IP'),
        port: z.string().describe('Its device on the host'),
        instance: z.string().nullable().describe("Nova's UUID of it, where the switch holds it"),
      }),
    )
    .readonly(),
  networks: z.array(z.string()).readonly().describe('UUIDs'),
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
  affected: affectedSchema.default({ vms: [], networks: [] }),
  summary: z.string(),
  evidence: z.array(evidenceSchema).readonly(),
  fix: fixSchema.nullable(),
  next: z.string().optional().describe('What to do in place of a fix, where more is known than what the check advises'),
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
    .enum(['planned', 'withdrawn', 'healed', 'rolled-back', 'not-rolled-back', 'interrupted'])
    .describe(
      '`withdrawn`: it was no longer as diagnosed, and nothing was done; `rolled-back`: it did not help, and the host is as it was before',
    ),
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
  host: z.strictObject({
    name: z.string(),
    source: z.enum(['local', 'ssh', 'bundle', 'directory', 'sosreport']),
    recorded: z.iso.datetime().optional().describe('When a bundle was recorded'),
  }),
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
  timedOut: z.number().optional().describe('The seconds of --timeout, where the run reached that limit'),
  inventory: z
    .strictObject({
      routers: z.int().nullable(),
      networks: z.int().nullable(),
      vms: z.int().nullable(),
      floatingIps: z.int().nullable(),
    })
    .default({ routers: null, networks: null, vms: null, floatingIps: null })
    .describe('How many were in scope; null where the playbook does not need them, or they are unknown'),
  probed: z
    .strictObject({ dhcp: probedSchema, arp: probedSchema })
    .default({ dhcp: { sent: 0, answered: 0 }, arp: { sent: 0, answered: 0 } })
    .describe('Networks probed by DHCP and VMs probed by ARP, and how many answered'),
  verdict: z.enum(verdicts).describe('`degraded`: warnings only'),
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
    .describe('Findings that the playbook accepts'),
  path: z
    .array(z.strictObject({ hop: z.string(), where: z.string(), verdict: z.enum(['seen', 'lost', 'not-watched']) }))
    .readonly()
    .describe('The path of one DHCPDISCOVER, of a probe or a client, and of its OFFER'),
  traces: z
    .array(
      z.strictObject({
        id: z.string(),
        from: z.string(),
        to: z.string(),
        proto: z.string().describe('`icmp`, `arp`, `dhcp`, or `tcp:` or `udp:` and the port'),
        bytes: z.int().describe('Length of the packet'),
        outcome: z.enum(['answered', 'delivered', 'filtered', 'rejected', 'misdelivered', 'lost', 'unknown']),
        hops: z
          .array(
            z.strictObject({
              device: z.string(),
              where: z.string(),
              direction: z.enum(['in', 'out']),
              verdict: z.enum(['seen', 'lost', 'not-watched']),
              steps: z.array(z.strictObject({ kind: z.string(), text: z.string() })).readonly(),
            }),
          )
          .readonly(),
        gap: z
          .strictObject({ after: z.string().nullable(), before: z.string().nullable() })
          .nullable()
          .describe('Between the last place that saw it and the first that did not'),
        finding: z.string().nullable().describe('The finding that names what stopped it'),
        reason: z.string().nullable(),
      }),
    )
    .readonly()
    .optional()
    .describe('The journeys that were walked with real packets; absent where none may be sent'),
  notWalked: z
    .strictObject({ vms: z.int(), journeys: z.int() })
    .optional()
    .describe('VMs to which nothing was sent, and journeys of others that were left out; absent where all were walked'),
  dhcp: z
    .array(
      z.strictObject({
        network: z.string(),
        where: z.string().describe('The namespace of its DHCP port'),
        seconds: z.number().describe('How long it was captured'),
        reason: z.string().nullable().describe('Why it could not be captured'),
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
    .describe('DHCP seen with --passive, network by network; without exchanges no requests were seen'),
  repairs: z
    .array(repairSchema)
    .readonly()
    .optional()
    .describe('With --fix: what was done, in order, before the state that this report shows'),
  notes: z.array(z.string()).readonly().optional().describe('What to know of the evidence as a whole'),
  inputs: z
    .array(
      z.strictObject({
        file: z.string(),
        lines: linesSchema.nullable().describe('The first and the last line; null: the whole file'),
        readAs: z.string().nullable().describe('The command that it is the output of; null where none was recognised'),
        used: z.boolean().describe('Whether anything was learned from it'),
        whole: z.boolean().describe('False where it shows only a part of what its command lists'),
        reason: z.string().nullable().describe('Why it was not used, or is not whole'),
      }),
    )
    .readonly()
    .optional()
    .describe('Of a recording by others: what was read as what, and what was not'),
});

export type Report = z.infer<typeof reportSchema>;

/** What a recording of several hosts gives as JSON. */
export const reportsSchema = z.strictObject({
  format: z.literal('qdoctor.reports/1'),
  reports: z.array(reportSchema).min(2).readonly().describe('One of each host, in the order of the recording'),
});

export type Reports = z.infer<typeof reportsSchema>;

/** What a report tells besides the diagnosis. */
export type RunInfo = Pick<
  Report,
  | 'version'
  | 'host'
  | 'started'
  | 'seconds'
  | 'playbook'
  | 'conclusion'
  | 'scope'
  | 'timedOut'
  | 'inventory'
  | 'probed'
  | 'inputs'
>;

export type Affected = z.infer<typeof affectedSchema>;

export function buildReport(
  diagnosis: Diagnosis,
  wire: Pick<Report, 'path' | 'dhcp' | 'traces' | 'notWalked'>,
  circumstances: RunInfo,
  affectedBy: (finding: Finding) => Affected,
): Report {
  return {
    format: 'qdoctor.report/1',
    ...circumstances,
    verdict: diagnosis.verdict,
    layers: diagnosis.layers,
    findings: diagnosis.findings.map((finding) => publish(finding, affectedBy(finding))),
    checks: diagnosis.checks,
    ...(diagnosis.suppressed.length === 0 ? {} : { suppressed: diagnosis.suppressed.map(publishSuppressed) }),
    ...wire,
  };
}

const publishSuppressed = ({ subject: { kind, id, name }, ...rest }: Suppressed) => ({
  ...rest,
  subject: { kind, id, name },
});

/** A finding as reports have it. */
export function publish({ subject, ...finding }: Finding, affected: Affected): Report['findings'][number] {
  const { kind, id, name } = subject;
  return {
    id: finding.id,
    check: finding.check,
    layer: finding.layer,
    severity: finding.severity,
    cause: finding.cause,
    causedBy: finding.causedBy,
    subject: { kind, id, name },
    affected,
    summary: finding.summary,
    evidence: finding.evidence.map(({ isSeen: _, file, lines, ...evidence }) => ({
      ...evidence,
      ...(file === undefined ? {} : { file }),
      ...(lines === undefined ? {} : { lines }),
    })),
    fix: finding.fix,
    ...(finding.next === undefined ? {} : { next: finding.next }),
  };
}
