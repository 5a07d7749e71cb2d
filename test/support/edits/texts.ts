import type { Host } from '../../../src/host/host.ts';
import type { Change } from './change.ts';

/** One more text among what somebody saved of a host; `command`: what printed it, whole. */
export const savedText =
  (file: string, lines: readonly string[], namespace?: string, command?: string): Change =>
  (host): Host => ({
    ...host,
    run: (commands) => host.run(commands),
    stream: (asked, readySign) => host.stream(asked, readySign),
    wait: (milliseconds) => host.wait(milliseconds),
    savedTexts: () => [
      ...(host.savedTexts?.() ?? []),
      {
        ...{ file, line: 1, command: command?.split(' '), namespace, read: () => `${lines.join('\n')}\n` },
        isWhole: () => command !== undefined,
        noteUse: () => {},
      },
    ],
  });
