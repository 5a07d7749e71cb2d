import { answered, type Change, eachLine, exited, fits } from './change.ts';

const empty = ['raw', 'mangle', 'nat', 'filter'].map(
  (table) =>
    `*${table}\n${table === 'filter' ? ':INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n' : ''}COMMIT\n`,
);

/** What iptables-save prints in a namespace or on the host itself; a namespace of which that was not recorded has no rules. */
const saved = (place: string | undefined, change: (text: string) => string): Change =>
  answered(
    (argv) => argv.at(-1) === 'iptables-save' && (place === undefined ? argv.length === 1 : argv.includes(place)),
    (result) => exited(change(result.kind === 'exited' ? result.stdout : empty.join(''))),
  );

const isRule = (line: string): boolean => line.startsWith('-A ');

/** The rules of a namespace, or of the host itself. */
export const rules = (place?: string) => ({
  /** `iptables -F` and `-X` in all tables: the chains of the kernel are left. */
  flushed: (): Change =>
    saved(place, (text) => eachLine(text, (line) => (isRule(line) || line.includes(' - [') ? [] : line))),
  without: (pattern: string | RegExp): Change =>
    saved(place, (text) => eachLine(text, (line) => (isRule(line) && fits(line, pattern) ? [] : line))),
  changed: (from: string | RegExp, to: string): Change =>
    saved(place, (text) => eachLine(text, (line) => (isRule(line) ? line.replace(from, to) : line))),
  /** One more rule at the head of its chain, which is made where it is not there. */
  first: (table: string, rule: string): Change => saved(place, (text) => inserted(text, table, rule, 'first')),
  last: (table: string, rule: string): Change => saved(place, (text) => inserted(text, table, rule, 'last')),
  policy: (table: string, chain: string, policy: string): Change =>
    saved(place, (text) =>
      inTable(text, table, (lines) => [
        `:${chain} ${policy} [0:0]`,
        ...lines.filter((line) => !line.startsWith(`:${chain} `)),
      ]),
    ),
});

function inTable(text: string, table: string, change: (lines: readonly string[]) => readonly string[]): string {
  const lines = (text === '' ? `*${table}\nCOMMIT\n` : text).split('\n');
  const start = lines.indexOf(`*${table}`);
  if (start === -1) return inTable(`${text}*${table}\nCOMMIT\n`, table, change);
  const end = lines.indexOf('COMMIT', start);
  return [...lines.slice(0, start + 1), ...change(lines.slice(start + 1, end)), ...lines.slice(end)].join('\n');
}

function inserted(text: string, table: string, rule: string, place: 'first' | 'last'): string {
  const chain = rule.split(' ')[1] ?? '';
  return inTable(text, table, (lines) => {
    const chains = lines.filter((line) => !isRule(line));
    const others = lines.filter(isRule);
    // A chain of somebody's own has a name in small letters; the targets of extensions are in capitals.
    const led = rule.match(/ -j ([a-z]\S*)/)?.slice(1) ?? [];
    const missing = [chain, ...led].filter((name) => !chains.some((line) => line.startsWith(`:${name} `)));
    const named = [...chains, ...missing.map((name) => `:${name} - [0:0]`)];
    return [...named, ...(place === 'first' ? [rule, ...others] : [...others, rule])];
  });
}
