import { openSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { ReadStream } from 'node:tty';
import { Interrupted } from './ask.ts';

/** A line that is typed without being shown; Ctrl-C and a terminal that goes away interrupt. */
export async function hiddenLine(interrupt: AbortSignal): Promise<string> {
  const terminal = new ReadStream(openSync('/dev/tty', 'r'));
  const stop = () => terminal.destroy(new Interrupted());
  interrupt.addEventListener('abort', stop, { once: true });
  // In raw mode the terminal shows nothing of what is typed, and edits no line.
  terminal.setRawMode(true).setEncoding('utf8');
  try {
    let line = '';
    // A stream that is destroyed can no longer leave raw mode.
    for await (const keys of terminal.iterator({ destroyOnReturn: false }) as AsyncIterable<string>) {
      for (const key of keys) {
        if (key === '\r' || key === '\n') return line;
        if (key === '\u0003' || key === '\u0004') throw new Interrupted();
        line = key === '\u007f' || key === '\b' ? line.slice(0, -1) : line + key;
      }
    }
    throw new Interrupted();
  } finally {
    interrupt.removeEventListener('abort', stop);
    terminal.setRawMode(false);
    terminal.destroy();
  }
}

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
