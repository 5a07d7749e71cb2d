import { wrapAnsi } from 'fast-wrap-ansi';
import { type MapPort, type NetworkMap, type Place, portFinder, type Wire } from './map.ts';
import {
  type Area,
  type Box,
  type Curve,
  headHeight,
  letterWidth,
  lineHeight,
  type MapLayout,
  type Point,
  padding,
  type Row,
  titleScale,
} from './map-measures.ts';
import { networkWords, tagWords } from './map-text.ts';
import { printableLine } from './printable.ts';

const margin = 24;
const gap = 16;
const leastWireRoom = 160;
const lettersOfNote = 130;

/**
 * Bridges with their ports to the left, what is plugged into them to the right, VMs behind their Linux bridges, and
 * outside the frame what uplinks lead to.
 */
export function layoutOf(map: NetworkMap): MapLayout {
  const wiring = wiringOf(map);
  const { outside, bridges, plugged, behind } = columnsOf(map);
  const labelsOf = (...kinds: readonly Wire['kind'][]) =>
    map.wires.filter(({ kind }) => kinds.includes(kind)).map(({ by }) => by);
  const wireRoom = Math.max(leastWireRoom, widthOf(labelsOf('veth', 'member')) + 2 * margin);
  const title = `How ${printableLine(map.host)} is wired`;

  const left = margin + roomFor(outside.map(({ name }) => name));
  const top = margin + headHeight + gap;
  const first = bridgeColumn(wiring, bridges, plugged, { x: left + margin + roomFor(labelsOf('patch')), y: top });
  const second = column(wiring, plugged, first, { x: rightOf(first, left) + wireRoom, y: top });
  const third = column(wiring, behind, second, { x: rightOf(second, left) + wireRoom, y: top });
  const inside = [...first, ...second, ...third];
  const boxes = [...column(wiring, outside, first, { x: margin, y: top }), ...inside];

  const right = Math.max(rightOf(inside, left), left + widthOf([title]) * titleScale) + margin;
  const bottom = bottomOf(boxes, top) + margin;
  const notes = map.unknown
    .flatMap((reason) => linesOfNote(`Not known: ${printableLine(reason)}`))
    .map((text, index) => ({ text, y: bottom + margin + (index + 1) * lineHeight }));
  return {
    width: Math.max(right, left + widthOf(notes.map(({ text }) => text))) + margin,
    height: (notes.at(-1)?.y ?? bottom) + margin,
    frame: { x: left, y: margin, width: right - left, height: bottom - margin },
    title,
    boxes,
    curves: curvesOf(wiring, boxes),
    notes,
  };
}

interface Wiring {
  readonly map: NetworkMap;
  readonly portOf: (wire: Wire) => MapPort | undefined;
  readonly wiresTo: (place: string) => readonly Wire[];
}

function wiringOf(map: NetworkMap): Wiring {
  const byEnd = new Map<string, Wire[]>();
  for (const wire of map.wires) byEnd.set(wire.to, [...(byEnd.get(wire.to) ?? []), wire]);
  return { map, portOf: portFinder(map), wiresTo: (place) => byEnd.get(place) ?? [] };
}

const ranks: readonly Place['kind'][] = ['router', 'dhcp', 'outside', 'linux-bridge', 'vm'];

function columnsOf({ places, wires }: NetworkMap) {
  const ends = (wanted: Wire['kind']) => new Set(wires.filter(({ kind }) => kind === wanted).map(({ to }) => to));
  const [uplinks, members] = [ends('uplink'), ends('member')];
  const columnOf = ({ name, kind }: Place) => {
    if (uplinks.has(name)) return 'outside';
    if (kind === 'switch-bridge') return 'bridges';
    return members.has(name) ? 'behind' : 'plugged';
  };
  const inColumn = (column: string) => places.filter((place) => columnOf(place) === column);
  return {
    outside: inColumn('outside'),
    bridges: inColumn('bridges'),
    plugged: inColumn('plugged').toSorted((one, other) => ranks.indexOf(one.kind) - ranks.indexOf(other.kind)),
    behind: inColumn('behind'),
  };
}

const widthOf = (texts: readonly string[]): number =>
  Math.ceil(texts.reduce((most, text) => Math.max(most, [...printableLine(text)].length), 0) * letterWidth);
/** For what stands to the left of other things, with the wires between them. */
const roomFor = (texts: readonly string[]): number => (texts.length === 0 ? 0 : widthOf(texts) + 3 * margin);
const rightOf = (boxes: readonly Area[], least: number): number =>
  boxes.reduce((most, { x, width }) => Math.max(most, x + width), least);
const bottomOf = (boxes: readonly Area[], least: number): number =>
  boxes.reduce((most, { y, height }) => Math.max(most, y + height), least);
const linesOfNote = (text: string): readonly string[] => wrapAnsi(text, lettersOfNote, { hard: true }).split('\n');

/** The bridge with the most ports stands last: patches from all others lead down to it. */
function bridgeColumn(
  { map, portOf, wiresTo }: Wiring,
  bridges: readonly Place[],
  plugged: readonly Place[],
  { x, y }: Point,
): readonly Box[] {
  // In the order of what they lead to, ports cross each other's wires least.
  const inOrder = new Set(plugged.flatMap(({ name }) => wiresTo(name).flatMap((wire) => portOf(wire) ?? [])));
  const ports = [...inOrder, ...map.ports.filter((port) => !inOrder.has(port))];
  const filled = bridges.map((place) => ({ place, ports: ports.filter(({ bridge }) => bridge === place.name) }));
  const boxes: Box[] = [];
  let start = y;
  for (const { place, ports } of filled.toSorted((one, other) => one.ports.length - other.ports.length)) {
    let end = start + headHeight;
    const rows = ports.map((port): Row => {
      const row = { port, y: end, lines: linesOf(port) };
      end += row.lines.length * lineHeight + padding;
      return row;
    });
    const width = widthOf([place.name, ...rows.flatMap(({ lines }) => lines)]) + 2 * padding;
    boxes.push({ place, rows, x, y: start, width, height: end - start });
    start = end + gap;
  }
  const width = boxes.reduce((most, box) => Math.max(most, box.width), 0);
  return boxes.map((box) => ({ ...box, width }));
}

const linesOf = ({ name, role, tag, state, network, addresses }: MapPort): readonly string[] =>
  [
    [name, role, tagWords(tag), ...(state === null ? [] : [state])].join('  '),
    networkWords(network),
    ...(addresses.length === 0 ? [] : [addresses.join('  ')]),
  ].map(printableLine);

/** Places one under the other, each as near as can be to where its wires come from. */
function column(wiring: Wiring, places: readonly Place[], before: readonly Box[], { x, y }: Point): readonly Box[] {
  const sources = byName(before);
  const width = widthOf(places.map(({ name }) => name)) + 2 * padding;
  const boxes: Box[] = [];
  let free = y;
  for (const place of places) {
    const starts = wiring.wiresTo(place.name).flatMap((wire) => startOf(wire, wiring, sources)?.y ?? []);
    const height = headHeight + Math.max(0, starts.length - 1) * lineHeight;
    const middle = starts.reduce((sum, start) => sum + start, 0) / starts.length;
    const box = {
      place,
      rows: [],
      x,
      width,
      height,
      y: starts.length === 0 ? free : Math.max(free, middle - height / 2),
    };
    boxes.push(box);
    free = box.y + height + gap;
  }
  return boxes;
}

const byName = (boxes: readonly Box[]): ReadonlyMap<string, Box> => new Map(boxes.map((box) => [box.place.name, box]));

/** Where a wire leaves a box to the right: at its port's row, or at the head. */
function startOf(wire: Wire, { portOf }: Wiring, boxes: ReadonlyMap<string, Box>): Point | undefined {
  const box = boxes.get(wire.from);
  if (box === undefined) return undefined;
  const port = portOf(wire);
  const row = port === undefined ? undefined : box.rows.find((each) => each.port === port);
  return { x: box.x + box.width, y: row === undefined ? box.y + headHeight / 2 : row.y + lineHeight / 2 };
}

/** Wires that end in the same box end one under the other, in the order in which they begin. */
function curvesOf(wiring: Wiring, boxes: readonly Box[]): readonly Curve[] {
  const sources = byName(boxes);
  return boxes.flatMap((target) => {
    const head = target.y + headHeight / 2;
    return wiring
      .wiresTo(target.place.name)
      .flatMap((wire) => {
        const start = startOf(wire, wiring, sources);
        return start === undefined ? [] : [{ wire, start }];
      })
      .toSorted((one, other) => one.start.y - other.start.y)
      .map(({ wire, start }, index): Curve => {
        const port = wiring.portOf(wire) ?? portBefore(wire, wiring);
        const origin = { x: sources.get(wire.from)?.x ?? 0, y: start.y };
        if (wire.kind === 'patch') return { wire, port, from: origin, to: { x: target.x, y: head } };
        if (wire.kind === 'uplink') return { wire, port, from: origin, to: { x: target.x + target.width, y: head } };
        return { wire, port, from: start, to: { x: target.x, y: head + index * lineHeight } };
      });
  });
}

/** The port of the switch that a Linux bridge is plugged into. */
const portBefore = ({ from }: Wire, { portOf, wiresTo }: Wiring): MapPort | undefined =>
  wiresTo(from).flatMap((wire) => (wire.kind === 'veth' ? (portOf(wire) ?? []) : []))[0];
