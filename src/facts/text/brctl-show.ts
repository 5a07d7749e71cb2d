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
      if (isAmiss(first, bridge)) ports = undefined;
      ports?.push(first);
      if (ports === undefined) gap ??= line;
      continue;
    }
    const isRow = bridgeId.test(id ?? '') && (stp === 'yes' || stp === 'no') && more.length === 0;
    if (!isRow || bridges.has(first)) throw unsupportedCapture(line);
    bridge = first;
    ports = undefined;
    if (port !== undefined && isAmiss(port, bridge)) {
      gap ??= line;
      continue;
    }
    ports = port === undefined ? [] : [port];
    bridges.set(first, ports);
  }
  if (gap === undefined) return bridges;
  if (bridges.size === 0) throw unparsable('the heading of brctl show is missing', gap);
  return new Excerpt(bridges, `an excerpt of the bridges, as ${JSON.stringify(gap.trim().slice(0, 60))} shows`);
}

/**
 * The bridge of a hybrid plug holds devices of its own port only: where another follows, the line of its bridge was lost, and
 * where but a part of a name fits, some of its characters were.
 */
function isAmiss(port: string, bridge: string): boolean {
  const key = port.slice(3);
  const isOfPlug = /^(?:tap|qvb)/.test(port);
  if (/^qbr/.test(bridge)) return isOfPlug !== (key === bridge.slice(3));
  return isOfPlug && (key === bridge.slice(3) || `qbr${key}`.endsWith(bridge));
}

const isHeading = (line: string): boolean =>
  line.trim().split(/\s+/).join(' ') === 'bridge name bridge id STP enabled interfaces';
