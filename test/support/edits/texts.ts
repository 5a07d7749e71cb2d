import type { Host } from '../../../src/host/host.ts';
import type { Change } from './change.ts';

/** One more text among what somebody saved of a host. */
export const savedText =
  (file: string, lines: readonly string[], namespace?: string): Change =>
  (host): Host => ({
    ...host,
    run: (commands) => host.run(commands),
    stream: (command, readySign) => host.stream(command, readySign),
    wait: (milliseconds) => host.wait(milliseconds),
    savedTexts: () => [
      ...(host.savedTexts?.() ?? []),
      { file, line: 1, command: undefined, namespace, read: () => `${lines.join('\n')}\n`, noteUse: () => {} },
    ],
  });
