import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { UserError } from '../errors.ts';
import { version } from '../package.ts';
import { printable } from '../report/printable.ts';

/** Texts as the answer of a tool: the JSON of reports, or a page. */
export const answer = (...texts: readonly string[]): CallToolResult => ({
  content: texts.map((text) => ({ type: 'text', text })),
});

/** What a tool answers where it failed: one sentence, as the command line says it; never a stack. */
export function refusal(error: unknown): CallToolResult {
  return { ...answer(sentenceOf(error)), isError: true };
}

function sentenceOf(error: unknown): string {
  if (error instanceof UserError) {
    const place = [error.place?.file, error.place?.line, error.place?.column].filter((part) => part !== undefined);
    const at = place.length === 0 ? '' : `${place.join(':')}: `;
    return printable([`${at}${error.message}`, error.hint ?? []].flat().join(' '));
  }
  process.stderr.write(
    `qdoctor: this is a bug in qdoctor ${version}: ${printable(String((error as Error).stack ?? error))}\n`,
  );
  return `This is a bug in qdoctor ${version}; its standard error has what to report.`;
}
