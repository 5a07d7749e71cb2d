import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { cli } from '../support/diagnosis.ts';
import { inlineCommands } from './shown-commands.ts';

const helpOf = (words: readonly string[]): string => {
  const [node, ...rest] = cli;
  const { status, stdout, stderr } = spawnSync(node, [...rest, ...words, '--help'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout;
};

const main = helpOf([]);
const commandsOf = (help: string): readonly string[] =>
  [...(help.split('\nCommands:\n')[1] ?? '').matchAll(/^ {2}([a-z]+)/gm)].map(([, name = '']) => name);

const helps = new Map<string, string>();
const cached = (words: readonly string[]): string => {
  const key = words.join(' ');
  const help = helps.get(key) ?? helpOf(words);
  helps.set(key, help);
  return help;
};

test.each(inlineCommands.map(({ page, line }) => [line, page] as const))('`%s` in %s has known words', (line) => {
  const words = line
    .replace(/^sudo /, '')
    .split(/\s+/)
    .slice(1);
  const options = words.filter((word) => /^--[a-z]/.test(word)).map((word) => word.replace(/[=,].*$/, ''));
  const [first = ''] = words.filter((word) => !word.startsWith('-'));
  const isCommand = commandsOf(main).includes(first);
  // Without an option before it, the first word names a command.
  if (!words[0]?.startsWith('-')) expect(commandsOf(main)).toContain(first);
  const group = isCommand ? commandsOf(cached([first])) : [];
  const [, second = ''] = words.filter((word) => !word.startsWith('-'));
  const own = isCommand ? [first, ...(group.includes(second) ? [second] : [])] : [];
  const help = `${main}${own.length === 0 ? '' : cached(own)}`;
  for (const option of options) expect(help).toContain(option);
});
