import type { ProcessEnd } from '../host/process.ts';

/** A file of lines. */
export const lines = (all: readonly string[]) => all.map((line) => `${line}\n`).join('');

/** `DEVICE ADDRESS/PREFIX`, as a command for `ip`. */
export function addressCommand(line: string): string {
  const [device, address = ''] = line.split(' ');
  const broadcast = address.endsWith('/32') ? address.slice(0, -3) : '+';
  return `address replace ${address} brd ${broadcast} dev ${device}`;
}

/** What a command that went wrong said, or else how it ended. */
export const saidBy = (end: ProcessEnd): string =>
  end.kind === 'exited' ? end.stderr.trim() || end.stdout.trim() || `exit code ${end.exitCode}` : end.kind;
