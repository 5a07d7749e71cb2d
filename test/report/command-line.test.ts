import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commandLines, quoteWord } from '../../src/report/command-line.ts';

/** What a shell makes of a line: the words after the first command, as a program would get them. */
function wordsOf(line: string): readonly string[] {
  const output = execFileSync('sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' });
  return output.split('\0').slice(0, -1);
}

const hostile = [
  '',
  ' ',
  "it's",
  '"quoted"',
  '$(reboot)',
  '`reboot`',
  '$HOME',
  '!!',
  'a\\b\\',
  '* ? [a] {b,c} ~ # & ; | < >',
  '--help',
  '-n\u001b',
  '%s%d%%\u0007',
  "'\u001b]0;owned\u0007'",
  'one\ntwo',
  '\n\n',
  'ends with newlines\n\n',
  'tab\there',
  '\u001b[31mred\u0000'.replace('\u0000', ''),
  '\u202egnp.exe',
  'zero\u200bwidth',
  'Zürich 🐙',
  '\u0085\u009b31m',
];

// Any text that an argument can hold: no NUL, and whole characters.
const word = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !text.includes('\0'));
const control = fc.string({
  unit: fc.constantFrom('\u001b', '\n', '\t', '\\', "'", '%', '-', '$', '1', 'a', '\u0001'),
  maxLength: 8,
});

describe('a word of a command', () => {
  test.each(hostile)('%j reaches the program as it is', (text) => {
    expect(wordsOf(quoteWord(text))).toEqual([text]);
  });

  test('reaches the program as it is, whatever is in it', () => {
    const many = fc.array(fc.oneof(word, control), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(many, (words) => {
        expect(wordsOf(words.map(quoteWord).join(' '))).toEqual(words);
      }),
      { numRuns: 60, seed: 20121123 },
    );
  });

  test.each(['qrouter-43ffd046-ca80', '10.11.12.0/24', 'external_ids:iface-id=x', '--columns=name,tag', '%'])(
    '%s is not made harder to read',
    (text) => {
      expect(quoteWord(text)).toBe(text);
    },
  );

  test('shows no raw control character', () => {
    fc.assert(
      fc.property(fc.oneof(word, control), (text) => {
        expect(quoteWord(text).replaceAll('\n', '')).not.toMatch(
          /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u,
        );
      }),
      { seed: 20121123 },
    );
  });
});

describe('a command over several lines', () => {
  test('is the same command', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(word, control), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 10, max: 100 }),
        (words, width) => {
          expect(wordsOf(commandLines(words, width).join('\n'))).toEqual(words);
        },
      ),
      { numRuns: 60, seed: 20121123 },
    );
  });

  test('keeps to the width, as far as its words let it', () => {
    const short = fc.string({ unit: fc.constantFrom('a', '-', '/'), minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(short, { minLength: 1, maxLength: 40 }), (words) => {
        expect(commandLines(words, 76).filter((line) => line.length > 76)).toEqual([]);
      }),
      { seed: 20121123 },
    );
  });
});
