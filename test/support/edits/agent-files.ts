import { createHash } from 'node:crypto';
import type { CommandResult } from '../../../src/host/host.ts';
import { dnsmasqA } from '../lab-names.ts';
import { all, answered, type Change, exited } from './change.ts';
import { process } from './processes.ts';

const isContents = (argv: readonly string[]): boolean => argv[0] === 'grep' && argv.includes('--include=host');
const isSums = (argv: readonly string[]): boolean => argv[0] === 'find' && argv.includes('sha256sum');
const sumOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What the lines of a file become, with the sum that `find` has of it; undefined: the file is gone. */
const changedFile =
  (path: string, change: (lines: readonly string[]) => readonly string[] | undefined): Change =>
  (host) => {
    let lines: readonly string[] | undefined;
    const contents = (text: string): string => {
      const all = text.split('\n').filter((line) => line !== '');
      const own = all.filter((line) => line.startsWith(`${path}:`)).map((line) => line.slice(path.length + 1));
      lines = change(own);
      const others = all.filter((line) => !line.startsWith(`${path}:`));
      return [...others, ...(lines ?? []).map((line) => `${path}:${line}`), ''].join('\n');
    };
    const sums = (text: string): string => {
      const others = text.split('\n').filter((line) => line !== '' && !line.endsWith(`  ${path}`));
      const own = lines === undefined ? [] : [`${sumOf(lines.length === 0 ? '' : `${lines.join('\n')}\n`)}  ${path}`];
      return [...others, ...own, ''].join('\n');
    };
    return {
      name: host.name,
      source: host.source,
      stream: (command, readySign) => host.stream(command, readySign),
      wait: (milliseconds) => host.wait(milliseconds),
      run: async (commands) => {
        const results = await host.run(commands);
        const edited = (index: number, isMeant: typeof isSums, edit: (text: string) => string) => {
          const result: CommandResult = results[index] ?? { kind: 'not-recorded' };
          const isOurs = isMeant(commands[index]?.argv ?? []) && result.kind === 'exited';
          return isOurs ? { ...result, stdout: edit(result.stdout) } : undefined;
        };
        // The contents first: the sums follow from them.
        const ofContents = commands.map((_, index) => edited(index, isContents, contents));
        return commands.map(
          (_, index) => ofContents[index] ?? edited(index, isSums, sums) ?? results[index] ?? { kind: 'not-recorded' },
        );
      },
    };
  };

/** A file that an agent wrote for its dnsmasq, haproxy or keepalived. */
export const agentFile = (path: string) => ({
  gone: (): Change => changedFile(path, () => undefined),
  /** One more file, or all lines of one anew. */
  lines: (...lines: readonly string[]): Change => changedFile(path, () => lines),
  with: (line: string): Change => changedFile(path, (lines) => [...lines, line]),
  without: (text: string): Change => changedFile(path, (lines) => lines.filter((line) => !line.includes(text))),
  changed: (from: string | RegExp, to: string): Change =>
    changedFile(path, (lines) => lines.map((line) => line.replace(from, to))),
});

/** The lines of a configuration file with which tenant a's dnsmasq was started. */
export const dnsmasqConfig = (...lines: readonly string[]): Change => {
  const file = '/etc/neutron/dnsmasq-neutron.conf';
  return all(
    process(dnsmasqA).args(/--conf-file=\S*/, `--conf-file=${file}`),
    answered(
      (argv) => argv.some((word) => word.endsWith(file)),
      (_, { argv }) => {
        const path = argv.find((word) => word.endsWith(file));
        return exited([...lines.map((line) => `${path}:${line}`), '/proc/self/comm:grep', ''].join('\n'));
      },
    ),
  );
};
