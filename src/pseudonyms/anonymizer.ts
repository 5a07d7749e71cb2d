import { randomBytes } from 'node:crypto';
import { sumOf } from '../facts/agent-files.ts';
import { groupedBy } from '../grouped.ts';
import type { Anonymizer, Recorder } from '../host/recorder.ts';
import { redact, redactWords } from '../host/redact.ts';
import { Pseudonyms } from './pseudonyms.ts';

/** Pseudonyms for all that a host answered; without the key, which nobody keeps, none leads back to what it stands for. */
export function pseudonyms(recorder: Recorder, key: Uint8Array = randomBytes(32)): Anonymizer {
  const texts = recorder.texts();
  const known = new Pseudonyms(key, recorder.name, texts);
  const hide = (text: string, tool?: string) => known.text(redact(text, tool));
  const sums = new Map(texts.flatMap((text) => sumsOfFiles(text, hide)));
  const text = (given: string, tool?: string) =>
    hide(given, tool).replace(/\b[0-9a-f]{64}\b/g, (sum) => sums.get(sum) ?? sum);
  return {
    text,
    words: ([tool, ...words]) => [
      tool,
      ...redactWords([tool, ...words])
        .slice(1)
        .map((word) => text(word)),
    ],
    capture: (bytes) => known.capture(bytes),
  };
}

/** Plain data, such as a report, with every text in it anonymized. */
export const anonymized = <T>(data: T, anonymizer: Anonymizer): T =>
  JSON.parse(JSON.stringify(data), (_, value: unknown) =>
    typeof value === 'string' ? anonymizer.text(value) : value,
  ) as T;

/** Files as `grep -H` tells them, by their sums: of each the sum that it has anonymized, since the two are compared. */
function sumsOfFiles(text: string, hide: (text: string) => string): readonly [string, string][] {
  const files = groupedBy(text.matchAll(/^(\/[^:\n]*):(.*)$/gm), ([, path]) => path);
  const ends = ['', '\n'];
  return [...files.values()].flatMap((found) => {
    const lines = found.map(([, , line = '']) => line).join('\n');
    return ends.map((end): [string, string] => [sumOf(`${lines}${end}`), sumOf(`${hide(lines)}${end}`)]);
  });
}
