import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Argv, runProcess } from '../../src/host/process.ts';

const patienceMs = 150_000;

/** A real terminal of 24 lines, driven by keys, as a user sits before it. */
export interface Terminal {
  /** Everything that was on the screen so far, scrolled away or not. */
  text(): Promise<string>;
  /** The length of the longest line, before the terminal wrapped it. */
  widest(): Promise<number>;
  /** Waits until `sign` is there once more than when the last keys were pressed; gives back all of the text. */
  sees(sign: string): Promise<string>;
  /** Presses keys, by tmux's names: `Enter`, `Down`, `C-c`; anything else is typed. */
  press(...keys: readonly string[]): Promise<void>;
  /** The same, faster than any program can ask. */
  pressAtOnce(...keys: readonly string[]): Promise<void>;
  /** Every byte that was written to the terminal. */
  raw(): Promise<string>;
  /** The exit code, once the command has ended. */
  exitCode(): Promise<number>;
  close(): Promise<void>;
}

/** Starts a command in a terminal of its own; its server and socket go with `close`. */
export async function openTerminal(
  argv: Argv,
  environment: Readonly<Record<string, string>> = {},
  columns = 80,
): Promise<Terminal> {
  const folder = mkdtempSync(join(tmpdir(), 'qdoctor-tmux-'));
  const name = `t${randomBytes(4).toString('hex')}`;
  const tmux = async (...words: readonly string[]): Promise<string> => {
    const end = await runProcess(['tmux', '-S', join(folder, 'socket'), '-f', '/dev/null', ...words], {
      timeoutMs: 30_000,
    });
    if (end.kind !== 'exited' || end.exitCode !== 0) throw new Error(`tmux ${words[0]}: ${JSON.stringify(end)}`);
    return end.stdout;
  };
  const assignments = Object.entries(environment).map(([key, value]) => `${key}=${value}`);
  // The shell stays, so that what was on the screen can be read after the command has ended; Ctrl-C is not for it.
  const script = 'trap : INT; "$@"; echo "ended with $?"; exec sleep 1000';
  const words = ['env', ...assignments, 'sh', '-c', script, 'sh', ...argv];
  // The command begins only when all that it writes is kept.
  const start = ['sh', '-c', 'read -r go; exec "$@"', 'sh', ...words];
  await tmux('new-session', '-d', '-s', name, '-x', String(columns), '-y', '24', ...start);
  await tmux('pipe-pane', '-t', name, `cat >'${join(folder, 'raw')}'`);
  await tmux('send-keys', '-t', name, 'Enter');
  const capture = (...from: readonly string[]) => tmux('capture-pane', '-p', '-t', name, ...from);
  const text = () => capture('-S', '-2000');
  let before = '';
  const sees = async (sign: string): Promise<string> => {
    const startedMs = Date.now();
    for (;;) {
      const all = await text();
      if (all.split(sign).length > before.split(sign).length) return all;
      if (Date.now() - startedMs > patienceMs) throw new Error(`"${sign}" is not to be seen in:\n${all.trimEnd()}`);
      await sleep(50);
    }
  };
  return {
    text,
    widest: async () =>
      Math.max(...(await capture('-J', '-S', '-2000')).split('\n').map((line) => line.trimEnd().length)),
    sees,
    press: async (...keys) => {
      before = await text();
      for (const key of keys) await tmux('send-keys', '-t', name, key);
    },
    pressAtOnce: async (...keys) => {
      before = await text();
      await tmux('send-keys', '-t', name, ...keys);
    },
    raw: () => readFile(join(folder, 'raw'), 'utf8'),
    exitCode: async () => {
      before = '';
      return Number(/ended with (\d+)/.exec(await sees('ended with '))?.[1]);
    },
    close: async () => {
      await tmux('kill-server').catch(() => undefined);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
