import type { Finding } from '../engine/diagnose.ts';
import { valuesOf } from '../facts/known.ts';
import type { Topology } from '../topology/index.ts';
import type { WalkedTrace } from '../topology/traces.ts';
import { counted } from '../words.ts';
import { wrapped } from './printable.ts';
import type { Report } from './report.ts';

type ReportTrace = NonNullable<Report['traces']>[number];

/** The journeys that were walked; nothing where there are none. */
export function walkedTraces(
  { traces, notWalked }: Topology,
  findings: readonly Finding[],
): Pick<Report, 'traces' | 'notWalked'> {
  const walked = valuesOf(traces);
  if (walked.length === 0) return {};
  const { vms, journeys } = notWalked;
  return {
    traces: walked.map((trace) => reportedTrace(trace, findings)),
    ...(vms + journeys === 0 ? {} : { notWalked: { vms, journeys } }),
  };
}

/** A trace as reports publish it. */
export const reportedTrace = (trace: WalkedTrace, findings: readonly Finding[]): ReportTrace => ({
  id: trace.id,
  from: trace.from,
  to: trace.to,
  proto: trace.proto,
  bytes: trace.bytes,
  outcome: trace.outcome,
  hops: trace.hops.map(({ device, where, direction, verdict, text }) => ({
    ...{ device, where, direction, verdict },
    steps: [{ kind: 'packet', text }],
  })),
  gap: trace.gap === undefined ? null : { after: trace.gap.after ?? null, before: trace.gap.before ?? null },
  finding: findings.find(({ summary }) => summary === trace.cause?.summary)?.id ?? null,
  reason: trace.reason ?? null,
});

/** The journeys that were not answered though nothing is wrong with them, in a line each, and what was left out. */
export function traceLines({ traces = [], notWalked }: Report, width: number): readonly string[] {
  const unanswered = traces.filter(({ outcome }) => outcome === 'delivered' || outcome === 'filtered');
  const leftOut =
    notWalked === undefined
      ? []
      : [
          ...wrapped(
            '',
            `Not walked: ${counted(notWalked.vms, 'VM')}, ${counted(notWalked.journeys, 'further journey')}; --network or --port walks more.`,
            width,
          ),
        ];
  if (unanswered.length === 0) return leftOut;
  return [
    'Not answered, and not counted as failures:',
    ...unanswered.flatMap(({ from, to, proto, outcome }) =>
      wrapped(
        '  ',
        `${from} → ${to} (${proto}): ${outcome === 'filtered' ? 'filtered by its security group' : 'delivered, no reply'}`,
        width,
      ),
    ),
    ...leftOut,
  ];
}
