import { differenceOf, keyOf, momentOfReport } from './diff/diff.ts';
import { brokeLine, fixedLine, untoldLine } from './diff/text.ts';
import { printableLine } from './printable.ts';
import type { Report } from './report.ts';

/** What changes from one run to the next; what a run could not judge stays as it was last known. */
export class Watch {
  #last: Report | undefined;
  #untold: ReadonlySet<string> = new Set();
  #failure: string | undefined;

  /** The lines for a run: of the first its verdict and every finding, of a later one only what changed. */
  next(report: Report): readonly string[] {
    const { started, verdict, findings } = report;
    const isFirst = this.#last === undefined;
    const before = this.#last ?? { ...report, findings: [] };
    const { broke, healed, untold } = differenceOf(momentOfReport(before), momentOfReport(report));
    const unjudged = new Set(untold);
    const isNew = new Set(broke);
    const again = findings.filter((finding) => this.#untold.has(finding.check) && !isNew.has(finding));
    const lines = [
      ...(isFirst || before.verdict !== verdict ? [`verdict: ${isFirst ? '' : `${before.verdict} → `}${verdict}`] : []),
      ...(this.#failure === undefined ? [] : ['runs again']),
      ...broke.map((finding) => brokeLine(finding, isFirst ? 'found' : 'broke')),
      ...again.map((finding) => brokeLine(finding, 'still there')),
      ...healed.map(fixedLine),
      ...untold.filter((check) => !this.#untold.has(check)).map(untoldLine),
    ];
    const present = new Set(findings.map(keyOf));
    const kept = before.findings.filter((finding) => unjudged.has(finding.check) && !present.has(keyOf(finding)));
    this.#last = { ...report, findings: [...findings, ...kept] };
    this.#untold = unjudged;
    this.#failure = undefined;
    return lines.map((line) => stamped(started, line));
  }

  /** The line for a run that could not be made; none where the last one could not for the same reason. */
  failed(at: string, reason: string): readonly string[] {
    if (reason === this.#failure) return [];
    this.#failure = reason;
    return [stamped(at, `? not run: ${reason}`)];
  }
}

/** `2026-11-29 19:51:03 UTC  ✗ broke: …`. */
const stamped = (at: string, line: string): string =>
  `${at.slice(0, 10)} ${at.slice(11, 19)} UTC  ${printableLine(line)}`;
