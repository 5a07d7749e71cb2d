import type { Command } from 'commander';

/** What both the program and a command that prints pages are asked. */
export interface PagerOptions {
  readonly pager?: boolean;
}

/** Lets a command print long text page by page, and its user refuse that. */
export const withPager = (command: Command): Command =>
  command.option('--no-pager', 'print long text at once, not in a pager (also: PAGER=cat)');

/** Prints a text; one that is longer than the terminal in the user's pager. */
export async function showPage(text: string, program: Command, own: PagerOptions): Promise<void> {
  const isRefused = own.pager === false || program.opts<PagerOptions>().pager === false;
  const pager = isRefused || fits(text) ? undefined : pagerOf(process.env);
  if (pager !== undefined) {
    const { feedInteractive } = await import('../host/interactive.ts');
    if (await feedInteractive(pager, text, lessOptions(process.env))) return;
  }
  process.stdout.write(text);
}

/** On one screen with the next prompt; a pipe has no end, and neither has the log of a CI. */
function fits(text: string): boolean {
  const { isTTY, columns, rows } = process.stdout;
  const isUnattended = (process.env['CI'] ?? '') !== '' || process.env['TERM'] === 'dumb';
  if (!isTTY || !process.stdin.isTTY || isUnattended) return true;
  const needed = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / columns)), 0);
  return needed <= rows;
}

/** The words of PAGER, by default less; undefined where it is empty or cat. They are no script: no shell reads them. */
function pagerOf({ PAGER }: NodeJS.ProcessEnv): readonly [string, ...string[]] | undefined {
  const [tool = '', ...words] = (PAGER ?? 'less').trim().split(/\s+/);
  return tool === '' || tool === 'cat' ? undefined : [tool, ...words];
}

/** As git has it: less ends by itself where one screen is enough, shows colours, and leaves the text on the terminal. */
const lessOptions = ({ LESS }: NodeJS.ProcessEnv): Readonly<Record<string, string>> =>
  LESS === undefined ? { LESS: 'FRX' } : {};
