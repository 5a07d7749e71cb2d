import { outputLines, unsupportedCapture } from './lines.ts';

// `3: qvb10d38cf7-7e@qvo10d38cf7-7e: <…> mtu 1500 master qbr…`; before 2014 `3: qvb10d38cf7-7e state UP @qvo…: <…> …`.
const portLine = /^\d+: ([^\s@:]+).* master (\S+) /;
// With -d the options of a port follow it.
const detailLine = /^\s+\S/;

/** `bridge link`: the ports of each bridge that has any. Seen with iproute2 6.1. */
export function parseBridgeLink(text: string): ReadonlyMap<string, readonly string[]> {
  const bridges = new Map<string, string[]>();
  for (const line of outputLines(text, ['bridge'])) {
    const [, port, bridge] = portLine.exec(`${line} `) ?? [];
    if (port !== undefined && bridge !== undefined) bridges.set(bridge, [...(bridges.get(bridge) ?? []), port]);
    else if (!detailLine.test(line)) throw unsupportedCapture(line);
  }
  return bridges;
}
