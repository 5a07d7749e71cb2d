import { Excerpt } from '../known.ts';
import { isEllipsis, outputLines, unparsable, unsupportedCapture } from './lines.ts';

/** The ports of each bridge. */
type Bridges = ReadonlyMap<string, readonly string[]>;

const bridgeId = /^[0-9a-f]{4}\.[0-9a-f]{12}$/;

/**
 * `brctl show`: the ports of each bridge. Seen with bridge-utils 1.5 and 1.7, which prints nothing without a bridge;
 * with the brcompat module of Open vSwitch 1.4, the bridges of Open vSwitch are among them.
 */
export function readBrctlShow(text: string): Bridges | Excerpt<Bridges> {
  const lines = outputLines(text, ['brctl']);
  const bridges = new Map<string, string[]>();
  const isWhole = lines[0] === undefined || isHeading(lines[0]);
  let gap = isWhole ? undefined : lines[0];
  let bridge = '';
  let ports: string[] | undefined;
  for (const line of lines[0] !== undefined && isWhole ? lines.slice(1) : lines) {
    if (isEllipsis(line)) {
      gap ??= line;
      ports = undefined;
      continue;
    }
    const [first = '', id, stp, port, ...more] = line.trim().split(/\s+/);
    if (id === undefined && /^\s/.test(line)) {
      // Behind a gap, the bridge of a port is not told.
      if (isOfOtherVm(first, bridge)) ports = undefined;
      ports?.push(first);
      if (ports === undefined) gap ??= line;
      continue;
    }
    const isRow = bridgeId.test(id ?? '') && (stp === 'yes' || stp === 'no') && more.length === 0;
    if (!isRow || bridges.has(first)) throw unsupportedCapture(line);
    ports = port === undefined ? [] : [port];
    bridge = first;
    bridges.set(first, ports);
  }
  if (gap === undefined) return bridges;
  if (bridges.size === 0) throw unparsable('the heading of brctl show is missing', gap);
  return new Excerpt(bridges, `an excerpt of the bridges, as ${JSON.stringify(gap.trim().slice(0, 60))} shows`);
}

/** The bridge of a hybrid plug holds devices of its own port only: where another follows, the line of its bridge was lost. */
const isOfOtherVm = (port: string, bridge: string): boolean =>
  /^qbr/.test(bridge) && /^(?:tap|qvb)/.test(port) && port.slice(3) !== bridge.slice(3);

const isHeading = (line: string): boolean =>
  line.trim().split(/\s+/).join(' ') === 'bridge name bridge id STP enabled interfaces';
