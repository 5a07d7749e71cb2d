import type { Found, Statement } from './statement.ts';

/** A line of a log, of a listing or of a session of its own. */
const begun =
  /^\s*(?:$|\d{4}-\d\d-\d\d|[A-Z][a-z]{2} [ \d]\d \d\d:|\[ *\d|[|+#$>`]|\S+[#$] )|\b(?:ERROR|CRITICAL|TRACE|WARNING|WARN|INFO|DEBUG)\b|\bdnsmasq(?:-dhcp)?\[/;

/** A line of a log with the next one, where a mail or a page may have broken it in two; undefined where it did not. */
function unwrapped(lines: readonly string[], at: number): string | undefined {
  const [line = '', next = ''] = lines.slice(at, at + 2);
  return begun.test(next) ? undefined : `${line.trimEnd()} ${next.trim()}`;
}

/** The statement of a line, or of it and the next one where it is of a log that was broken in two; with the lines that make it. */
export function foundInLine(
  lines: readonly string[],
  at: number,
  isOfLog: RegExp,
  statementIn: (line: string) => Statement | undefined,
): Found | undefined {
  const line = lines[at] ?? '';
  const own = statementIn(line.trimEnd());
  if (own !== undefined) return { statement: own, at: [at] };
  const whole = isOfLog.test(line) ? unwrapped(lines, at) : undefined;
  const broken = whole === undefined ? undefined : statementIn(whole.trimEnd());
  // What the next line says alone is not of this one.
  return broken === undefined || statementIn((lines[at + 1] ?? '').trimEnd()) !== undefined
    ? undefined
    : { statement: broken, at: [at, at + 1] };
}
