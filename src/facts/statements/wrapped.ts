/** A line of a log, of a listing or of a session of its own. */
const begun =
  /^\s*(?:$|\d{4}-\d\d-\d\d|[A-Z][a-z]{2} [ \d]\d \d\d:|\[ *\d|[|+#$>`]|\S+[#$] )|\b(?:ERROR|CRITICAL|TRACE|WARNING|WARN|INFO|DEBUG)\b|\bdnsmasq(?:-dhcp)?\[/;

/** A line of a log with the next one, where a mail or a page may have broken it in two; undefined where it did not. */
export function unwrapped(lines: readonly string[], at: number): string | undefined {
  const [line = '', next = ''] = lines.slice(at, at + 2);
  return begun.test(next) ? undefined : `${line.trimEnd()} ${next.trim()}`;
}
