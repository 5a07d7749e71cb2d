import * as z from 'zod';
import type { WalkedTrace } from '../topology/traces.ts';
import { commandLines } from './command-line.ts';
import type { NamedFormat } from './formats/format.ts';
import { toJson } from './json.ts';
import { printable, printableLine, wrapped } from './printable.ts';
import { evidenceSchema, fixSchema, reportSchema } from './report.ts';
import { reportedTrace } from './walked-traces.ts';

const traceSchema = reportSchema.shape.traces.unwrap().unwrap().element;

/**
 * What `qdoctor trace --format json` prints.
 * The schema in `schemas` is written from it.
 */
export const tracedSchema = z.strictObject({
  format: z.literal('qdoctor.trace/1'),
  trace: traceSchema,
  cause: z
    .strictObject({
      layer: z.string(),
      summary: z.string(),
      evidence: z.array(evidenceSchema).readonly(),
      fix: fixSchema.nullable(),
    })
    .nullable()
    .describe('What stopped it, or all that is known of the place where it was lost'),
});

export interface TraceRenderOptions {
  /** Columns of the page. */
  readonly width: number;
  readonly isQuiet: boolean;
  readonly isVerbose: boolean;
}

interface TraceFormat extends NamedFormat {
  render(trace: WalkedTrace, options: TraceRenderOptions): string;
}

/** The formats of `qdoctor trace`. */
export const traceFormats: readonly TraceFormat[] = [
  { name: 'text', isForTerminal: true, render: renderText },
  { name: 'json', isForTerminal: true, render: (trace) => toJson(traced(trace)) },
];

/** As JSON: a trace, and what stopped it. */
export function traced(walked: WalkedTrace): z.infer<typeof tracedSchema> {
  const { cause } = walked;
  return {
    format: 'qdoctor.trace/1',
    trace: reportedTrace(walked, []),
    cause:
      cause === undefined
        ? null
        : {
            layer: cause.layer,
            summary: cause.summary,
            evidence: cause.evidence.map(({ command, where, output }) => ({ command, where, output })),
            fix: cause.fix,
          },
  };
}

const gapWords = ({ after, before }: NonNullable<WalkedTrace['gap']>): string =>
  after === undefined
    ? `Not seen anywhere, first expected at ${before ?? 'its destination'}.`
    : `Last seen at ${after}, not seen at ${before ?? 'its destination'}.`;

const signs = { seen: '✓', lost: '✗', 'not-watched': '?' } as const;

function renderText(walked: WalkedTrace, { isQuiet, isVerbose, width }: TraceRenderOptions): string {
  const { from, to, proto, bytes, outcome, hops, cause, reason, gap } = walked;
  const head = `${outcome.toUpperCase()}: ${from} > ${to}, ${proto}, ${bytes} bytes`;
  if (isQuiet) return `${printableLine(head)}\n`;
  const firstLost = hops.findIndex(({ verdict }) => verdict === 'lost');
  const shown = isVerbose || firstLost === -1 ? hops : hops.slice(0, firstLost + 1);
  const path = shown.flatMap(({ verdict, device, where, direction, text }) =>
    wrapped(
      `  ${signs[verdict]} ${direction === 'in' ? '→' : '←'} `,
      `${device}${where === 'host' ? '' : ` in ${where}`}: ${text}`,
      width,
    ),
  );
  const causeLines =
    cause === undefined
      ? []
      : [
          '',
          ...wrapped('', cause.summary, width),
          `  layer ${cause.layer}`,
          ...cause.evidence.flatMap(({ command, output }) => [
            ...commandLines(command, width - 4).map((line, index) => `  ${index === 0 ? '$ ' : '  '}${line}`),
            ...(isVerbose ? output : output.split('\n').slice(0, 6).join('\n'))
              .split('\n')
              .map((line) => `    ${line}`),
          ]),
          ...(cause.fix === null
            ? []
            : [
                '',
                ...wrapped('Fix: ', cause.fix.summary, width),
                ...cause.fix.commands.flatMap((command) => commandLines(command, width - 2).map((line) => `  ${line}`)),
              ]),
        ];
  const lines = [
    head,
    ...(reason === undefined ? [] : wrapped('', reason, width)),
    ...path,
    ...(gap === undefined || outcome === 'answered' ? [] : wrapped('', gapWords(gap), width)),
    ...causeLines,
  ];
  return `${lines.map((line) => printable(line)).join('\n')}\n`;
}
