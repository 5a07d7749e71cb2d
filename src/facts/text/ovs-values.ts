import { Unparsable } from '../known.ts';
import { unsupportedCapture } from './lines.ts';
import { macOf, numberOf } from './values.ts';

/* Values as ovs-vsctl prints them for people. Each function takes the line as well, to name it. */

// A string without quotes, or with them as in JSON: 1.4 quotes more of them than 3.x.
export const atom = String.raw`[\w.-]+|"(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*"`;
const isAtom = new RegExp(`^(?:${atom})$`);

export function stringOf(value: string, line: string): string {
  if (!isAtom.test(value)) throw unsupportedCapture(line);
  return value.startsWith('"') ? String(JSON.parse(value)) : value;
}

/** 4095 is where the agent parks a port that must not talk. */
export function tagOf(value: string, line: string): number | 'dead' {
  const tag = numberOf(value, line);
  if (tag > 4095) throw unsupportedCapture(line);
  return tag === 4095 ? 'dead' : tag;
}

export const numbersOf = (value: string, line: string): readonly number[] =>
  value
    .replace(/^\[(.*)\]$/, '$1')
    .split(', ')
    .filter((word) => word !== '')
    .map((word) => numberOf(word, line));

/** `{peer=patch-tun, remote_ip="10.0.0.1"}` */
export function mapOf(value: string, line: string): Readonly<Record<string, string>> {
  const entry = `(${atom})=(${atom})`;
  if (!new RegExp(String.raw`^\{(${entry}(, ${entry})*)?\}$`).test(value)) throw unsupportedCapture(line);
  const entries = [...value.matchAll(new RegExp(entry, 'g'))];
  return Object.fromEntries(
    entries.map(([, key = '', content = '']) => [stringOf(key, line), stringOf(content, line)]),
  );
}

/** The MAC that whoever plugged a port wrote down for its device. */
export function attachedMacOf(externalIds: Readonly<Record<string, string>>): string | undefined {
  const noted = externalIds['attached-mac'];
  const mac = macOf(noted);
  if (mac === undefined && noted !== undefined) throw new Unparsable(`no MAC: ${noted.slice(0, 60)}`);
  return mac;
}
