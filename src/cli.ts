#!/usr/bin/env node
import { CommanderError } from 'commander';
import { asksForVersions, programFor } from './commands/program.ts';
import { UserError } from './errors.ts';
import { version } from './package.ts';
import { printable } from './report/printable.ts';
import { allowStallWatch, endSoon } from './stalls.ts';

allowStallWatch();
const interrupt = new AbortController();
// Not once: signal-exit, below listr2, ends the process by force as soon as nobody else listens.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    endSoon();
    interrupt.abort();
  });
}

// A reader that went away, like `head`, has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return;
  const code = explain(new UserError('Cannot write to standard output.', { cause: error, hint: `${error.message}.` }));
  // By then the run may have set the code of what it found.
  process.once('exit', () => {
    process.exitCode = code;
  });
});

/** The exit code for whatever a command threw, after saying what it was. */
function explain(error: unknown): number {
  if (interrupt.signal.aborted) return 130;
  // Commander has already written its message; help and version end with 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UserError) {
    const { place, hint } = error;
    const at =
      place === undefined
        ? ''
        : `${[place.file, place.line, place.column].filter((part) => part !== undefined).join(':')}: `;
    const sentence = `${at}${error.message}${hint === undefined ? '' : ` ${hint}`}`;
    process.stderr.write(`qdoctor: ${printable(sentence.replace(/\s+/g, ' '))}\n`);
    return error.exitCode;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `qdoctor: this is a bug in qdoctor ${version}; please report it with these lines:\n${printable(text)}\n`,
  );
  return 4;
}

/** Nothing is left that could go on, and yet there is no answer: that is never a success. */
const noAnswer = () => {
  process.exitCode = explain(new Error('the run ended without a result'));
};

async function main(words: readonly string[]): Promise<void> {
  process.once('beforeExit', noAnswer);
  try {
    if (asksForVersions(words)) await (await import('./commands/version.ts')).showVersions();
    else await (await programFor(words, interrupt.signal)).parseAsync();
  } catch (error) {
    process.exitCode = explain(error);
  }
  process.off('beforeExit', noAnswer);
  // A command that was interrupted and has an answer of its own keeps it: `lab run -- bash` is such a one.
  if (interrupt.signal.aborted) process.exitCode ??= 130;
}

// Not awaited here: as a single executable the program is no ECMAScript module.
void main(process.argv.slice(2));
