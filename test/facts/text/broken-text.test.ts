import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Unparsable } from '../../../src/facts/known.ts';
import { recordings } from './recorded.ts';

/** What the text tells, or nothing where it is refused; any other exception is passed on and fails the test. */
function required(parse: (text: string) => readonly unknown[], text: string): readonly string[] {
  try {
    return parse(text).map((thing) => JSON.stringify(thing));
  } catch (error) {
    if (error instanceof Unparsable) return [];
    throw error;
  }
}

describe.each(recordings)('$path', ({ text, parse }) => {
  test('cut in the middle of a line, tells nothing that the whole does not', () => {
    const whole = new Set(required(parse, text));
    for (let end = 1; end < text.length; end += 1) {
      if (text[end - 1] === '\n') continue;
      expect(required(parse, text.slice(0, end)).filter((thing) => !whole.has(thing))).toEqual([]);
    }
  });

  test('cut or changed anywhere, is read or refused', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(text.length), byte, (end, position, code) => {
        const changed = `${text.slice(0, position)}${String.fromCharCode(code)}${text.slice(position + 1)}`;
        required(parse, text.slice(0, end));
        required(parse, `${text.slice(0, end)}\n`);
        required(parse, changed);
      }),
    );
  });

  test('tells the same with prompts, Windows line ends and blank lines', () => {
    const tools = 'ip ovs-vsctl brctl netstat ifconfig ps iptables bridge';
    const prompts = `stacker@dev01:~$ sudo ${tools}
[root@x ~(admin)]# ${tools}
# ${tools}
`;
    expect(required(parse, `${prompts}\n${text}\n`.replaceAll('\n', '\r\n'))).toEqual(required(parse, text));
  });
});

test.each(recordings)('a refusal of $path is short and names the line', ({ text, parse }) => {
  const cut = text.slice(0, -4).trimEnd();
  if (cut === '') return;
  try {
    parse(`${cut}\u001b[31m${'x'.repeat(500)}`);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(Unparsable);
    expect(String(error)).not.toContain('\u001b');
    expect(String(error).length).toBeLessThan(250);
  }
});
