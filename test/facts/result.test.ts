import { describe, expect, test } from 'vitest';
import { Excerpt } from '../../src/facts/known.ts';
import { parsed } from '../../src/facts/result.ts';

const command = { argv: ['ip', 'netns'] } as const;
const lines = (text: string) => text.trimEnd().split('\n');
const listing = { kind: 'exited', exitCode: 0, stdout: 'a\nb\n', stderr: '' } as const;
const excerpt = { ...listing, partial: 'an excerpt: ip netns | grep a' };

describe('a partial listing', () => {
  test('is never read as a whole one', () => {
    expect(parsed(command, listing, lines)).toEqual({ known: true, value: ['a', 'b'] });
    expect(parsed(command, excerpt, lines)).toEqual({
      known: false,
      reason: 'an excerpt: ip netns | grep a',
      seen: ['a', 'b'],
    });
  });

  test('and neither is a text with gaps', () => {
    expect(parsed(command, listing, (text) => new Excerpt(lines(text), 'lines were left out'))).toEqual({
      known: false,
      reason: 'lines were left out',
      seen: ['a', 'b'],
    });
  });
});
