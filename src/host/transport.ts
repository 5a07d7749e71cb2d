import type { Argv, ProcessEnd } from './process.ts';

/** How a command gets to where it runs. */
export interface Transport {
  /** The words that run a command to its end. */
  run(argv: Argv, seconds: number): Argv;
  /** Those that run it for as long as standard input is held open, and no longer than a number of seconds. */
  stream(argv: Argv, seconds: number): Argv;
  /** Whether `run`, too, ends a command that is left alone. */
  readonly isHeld: boolean;
  /** What to tell if it was not the command that failed but the way to it. */
  failure(end: ProcessEnd): Error | undefined;
}

/**
 * A pipe that closes is the one sign that comes even from a qdoctor that was killed. The words are arguments, so none of
 * them is read as shell; the shell lets go of the output, which thus ends with the command.
 */
const whileHeld = `
seconds=$1
shift
"$@" </dev/null & it=$!
exec >/dev/null
timeout "$seconds" cat
kill "$it" 2>/dev/null
wait "$it"`;

/** On this machine. */
export const direct: Transport = {
  run: (argv) => argv,
  stream: (argv, seconds) => ['sh', '-c', whileHeld, 'sh', String(seconds), ...argv],
  isHeld: false,
  failure: () => undefined,
};
