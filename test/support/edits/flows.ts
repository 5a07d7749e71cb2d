import { type Change, eachLine, fits } from './change.ts';

const isFlow = (line: string): boolean => line.includes('actions=');

/** What a bridge lists of its flows, and counts of them: the two have to agree. */
const flowList =
  (bridge: string, change: (text: string) => string): Change =>
  (host) => ({
    name: host.name,
    source: host.source,
    stream: (command, readySign) => host.stream(command, readySign),
    wait: (milliseconds) => host.wait(milliseconds),
    run: async (commands) => {
      const results = await host.run(commands);
      return Promise.all(
        commands.map(async ({ argv }, index) => {
          const result = results[index] ?? { kind: 'not-recorded' as const };
          if (argv[0] !== 'ovs-ofctl' || argv.at(-1) !== bridge || result.kind !== 'exited') return result;
          if (argv.includes('dump-flows')) return { ...result, stdout: change(result.stdout) };
          if (!argv.includes('dump-aggregate')) return result;
          const [tool, ...words] = argv;
          const list = words.map((word) => (word === 'dump-aggregate' ? 'dump-flows' : word));
          const [flows] = await host.run([{ argv: [tool, ...list] }]);
          const text = flows?.kind === 'exited' ? change(flows.stdout) : '';
          const count = text.split('\n').filter(isFlow).length;
          return { ...result, stdout: result.stdout.replace(/flow_count=\d+/, `flow_count=${count}`) };
        }),
      );
    },
  });

/** The flows of a bridge. */
export const flows = (bridge: string) => ({
  none: (): Change => flowList(bridge, (text) => eachLine(text, (line) => (isFlow(line) ? [] : line))),
  without: (pattern: string | RegExp): Change =>
    flowList(bridge, (text) => eachLine(text, (line) => (isFlow(line) && fits(line, pattern) ? [] : line))),
  /** In the words of ovs-ofctl: `table=0, priority=9,arp actions=drop`. */
  with: (table: number, flow: string): Change =>
    flowList(
      bridge,
      (text) => `${text} cookie=0x0, duration=9.9s, table=${table}, n_packets=5, n_bytes=500, idle_age=1, ${flow}\n`,
    ),
  changed: (from: string | RegExp, to: string): Change =>
    flowList(bridge, (text) => eachLine(text, (line) => (isFlow(line) ? line.replace(from, to) : line))),
});
