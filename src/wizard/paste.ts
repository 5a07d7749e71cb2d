import { openSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { ReadStream } from 'node:tty';
import { Interrupted } from './ask.ts';

/** What is pasted into the terminal, up to Ctrl-D. Standard input itself would be at its end after that. */
export async function pastedIntoTerminal(interrupt: AbortSignal): Promise<string> {
  const terminal = new ReadStream(openSync('/dev/tty', 'r'));
  const stop = () => terminal.destroy(new Interrupted());
  interrupt.addEventListener('abort', stop, { once: true });
  try {
    return await text(terminal);
  } finally {
    interrupt.removeEventListener('abort', stop);
    terminal.destroy();
  }
}
