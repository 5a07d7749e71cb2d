import { outputLines, unparsable } from './lines.ts';

// procps and BusyBox print `key = value`; a value may be empty, or have spaces in it.
const setting = /^([a-z][\w./:@*-]*) ?= ?(.*)$/;
// Keys that may only be written, or are not for everybody.
const remark = /^(?:sysctl|error): /;

/** `sysctl -a`, or of some keys. Seen with procps 4.0.2. */
export function parseSysctl(text: string): ReadonlyMap<string, string> {
  return new Map(
    outputLines(text, ['sysctl', 'ip']).flatMap((line): [string, string][] => {
      const [, key, value] = setting.exec(line.trim()) ?? [];
      if (key !== undefined && value !== undefined) return [[key, value.trim()]];
      if (remark.test(line)) return [];
      throw unparsable('a line without a setting', line);
    }),
  );
}

/** Whether all keys are there that begin with `net.`: they are printed in the order of the alphabet. */
export function hasAllOfNet(settings: ReadonlyMap<string, string>): boolean {
  const keys = [...settings.keys()];
  const [first, last] = [
    keys.findIndex((key) => key.startsWith('net.')),
    keys.findLastIndex((key) => key.startsWith('net.')),
  ];
  return settings.has('net.ipv4.ip_forward') && first > 0 && last < keys.length - 1;
}
