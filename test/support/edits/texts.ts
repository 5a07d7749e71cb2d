import type { Host } from '../../../src/host/host.ts';
import { savedHosts } from '../../../src/host/saved/hosts.ts';
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
        isPasted: true,
        isWhole: () => command !== undefined,
        noteUse: () => {},
      },
    ],
  });

/** In place of the host what somebody pasted of one: prompts, commands and what they printed. */
export const pasted =
  (text: string): Change =>
  () => {
    const file = 'session.txt';
    const content = Buffer.from(text);
    const [host] = savedHosts({
      name: file,
      paths: new Set([file]),
      read: (path) => (path === file ? content : undefined),
    });
    if (host === undefined) throw new Error('nothing was recognised in the text');
    return host;
  };
