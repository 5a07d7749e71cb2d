import type { Found, StatementReader } from './statement.ts';

const address = String.raw`(\d{1,3}(?:\.\d{1,3}){3})`;
const shown = new RegExp(String.raw`^\s*options\s*: \{.*\blocal_ip="?${address}"?`);
const remote = new RegExp(String.raw`\bremote_ip="?${address}"?`);
const set = new RegExp(String.raw`^(?:\S+:\s*)?\s*local_ip\s*=\s*${address}\s*$`);

/** Where the tunnels of the host start, by the switch (`options` of a tunnel) and by the settings of the agent. */
export const tunnelAddresses: StatementReader = {
  sign: /\blocal_ip\s*=/,
  read(lines) {
    const found = new Map<string, { type: string | undefined; remotes: string[]; at: number[] }>();
    let type: string | undefined;
    const note = (key: string, at: number): { remotes: string[] } => {
      const entry = found.get(key) ?? { type, remotes: [], at: [] };
      entry.at.push(at);
      found.set(key, entry);
      return entry;
    };
    for (const [at, line] of lines.entries()) {
      type = /^\s*type: (\w+)\s*$/.exec(line)?.[1] ?? type;
      const own = shown.exec(line)?.[1];
      const other = remote.exec(line)?.[1];
      if (own !== undefined) note(`switch ${own}`, at).remotes.push(...(other === undefined ? [] : [other]));
      const setting = set.exec(line)?.[1];
      if (setting !== undefined) note(`settings ${setting}`, at);
    }
    return [...found].map(([key, { type: kind, remotes, at }]): Found => {
      const [source, local = ''] = key.split(' ');
      const by = source === 'switch' ? 'switch' : 'settings';
      return {
        statement: {
          kind: 'tunnel-local-ip',
          address: local,
          type: by === 'switch' ? kind : undefined,
          by,
          remotes: [...new Set(remotes)],
        },
        at,
      };
    });
  },
};
