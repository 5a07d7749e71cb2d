import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/package.ts';

/** A command that a page shows, and where. */
export interface ShownCommand {
  readonly page: string;
  readonly line: string;
}

const pages = [
  'README.md',
  ...readdirSync(join(packageRoot, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

const textOf = (page: string): string => readFileSync(join(packageRoot, page), 'utf8');

const withoutComment = (line: string): string => line.replace(/\s+# .*$/, '').trim();

/** The commands of a block: every line of `sh`, those with a prompt of `console`. */
const commandsIn = (language: string, block: string): readonly string[] =>
  block
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => language === 'sh' || /^[$#] /.test(line))
    .map((line) => withoutComment(line.replace(/^[$#] /, '')))
    .filter((line) => line !== '');

/** Every command in a code block of README and docs. */
export const shownCommands: readonly ShownCommand[] = pages.flatMap((page) =>
  [...textOf(page).matchAll(/^```(sh|console)\n(.*?)^```/gms)].flatMap(([, language = '', block = '']) =>
    commandsIn(language, block).map((line) => ({ page, line })),
  ),
);

/** Every call of qdoctor within a sentence. */
export const inlineCommands: readonly ShownCommand[] = pages.flatMap((page) =>
  [
    ...textOf(page)
      .replace(/^```.*?^```/gms, '')
      .matchAll(/`((?:sudo )?qdoctor [^`]+)`/g),
  ].map(([, line = '']) => ({
    page,
    line: line.replaceAll('\n', ' '),
  })),
);
