import { notUnderstood, outputLines, unparsable } from './lines.ts';

const bridgeId = /^[0-9a-f]{4}\.[0-9a-f]{12}$/;

/**
 * `brctl show`: the ports of each bridge. Seen with bridge-utils 1.5 and 1.7, which prints nothing without a bridge;
 * with the brcompat module of Open vSwitch 1.4, the bridges of Open vSwitch are among them.
 */
export function parseBrctlShow(text: string): ReadonlyMap<string, readonly string[]> {
  const [heading, ...rows] = outputLines(text, ['brctl']);
  const bridges = new Map<string, string[]>();
  if (heading === undefined) return bridges;
  if (heading.trim().split(/\s+/).join(' ') !== 'bridge name bridge id STP enabled interfaces') {
    throw unparsable('the heading of brctl show is missing', heading);
  }
  let ports: string[] | undefined;
  for (const line of rows) {
    const [first = '', id, stp, port, ...more] = line.trim().split(/\s+/);
    if (id === undefined && /^\s/.test(line) && ports !== undefined) {
      ports.push(first);
      continue;
    }
    const isRow = bridgeId.test(id ?? '') && (stp === 'yes' || stp === 'no') && more.length === 0;
    if (!isRow || bridges.has(first)) throw notUnderstood(line);
    ports = port === undefined ? [] : [port];
    bridges.set(first, ports);
  }
  return bridges;
}
