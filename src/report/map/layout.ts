import { wrapAnsi } from 'fast-wrap-ansi';
import { printableLine } from '../printable.ts';
import { vlansOf } from './colors.ts';
import { componentsOf, type Drawing, drawingOf, moved } from './drawing.ts';
import type { MapPort, NetworkMap } from './map.ts';
import {
  type Area,
  bottomOf,
  fontSize,
  gap,
  headHeight,
  type LegendItem,
  lineHeight,
  type MapLayout,
  margin,
  type Point,
  padding,
  rightOf,
  titleScale,
  widthOf,
} from './measures.ts';
import { bridgeGraph, type Graph, networkGraph } from './segments.ts';
import { tagWords } from './text.ts';

const lettersOfNote = 130;
/** Of a picture with many networks: as wide as a screen is, for its height. */
const aspect = 1.6;

/**
 * The bridges above; below them, in columns, what is wired together: a network with its router, DHCP server and VMs.
 */
export function layoutOf(map: NetworkMap): MapLayout {
  const title = `How ${printableLine(map.host)} is wired`;
  const top = margin + headHeight + gap;
  const legend = legendOf(map.ports, { x: margin + padding, y: top });
  const bridges = moved(drawingOf(bridgeGraph(map)), { x: margin + padding, y: bottomOf(legend, top) + gap });
  const components = componentsOf(networkGraph(map));
  const cellTitleSize = cellTitleSizeFor(components.length);
  const cells = packed(
    components.map((graph) => titled(drawingOf(graph), cellTitleOf(graph), cellTitleSize)),
    { x: margin + padding, y: bridges.y + bridges.height + gap },
  );
  const drawings = [bridges, ...cells];
  const right = Math.max(rightOf([...legend, ...drawings], margin), margin + padding + widthOf([title]) * titleScale);
  const bottom = bottomOf(drawings, top) + margin;
  const notes = map.unknown
    .flatMap((reason) => linesOfNote(`Not known: ${printableLine(reason)}`))
    .map((text, index) => ({ text, y: bottom + margin + (index + 1) * lineHeight }));
  return {
    width: Math.max(right + padding, margin + widthOf(notes.map(({ text }) => text))) + margin,
    height: (notes.at(-1)?.y ?? bottom) + margin,
    frame: { x: margin, y: margin, width: right + padding - margin, height: bottom - margin },
    title,
    legend,
    cells,
    cellTitleSize,
    boxes: drawings.flatMap(({ boxes }) => boxes),
    curves: drawings.flatMap(({ curves }) => curves),
    notes,
  };
}

const linesOfNote = (text: string): readonly string[] => wrapAnsi(text, lettersOfNote, { hard: true }).split('\n');

const kindsInLegend: readonly Explained[] = [
  { kind: 'router', text: 'router' },
  { kind: 'dhcp', text: 'DHCP server' },
  { kind: 'linux-bridge', text: 'Linux bridge' },
  { kind: 'vm', text: 'VM' },
  { kind: 'segment', text: 'no VLAN tag' },
  { kind: undefined, text: 'dashed: the port is down or on the dead VLAN 4095' },
];

type Explained = Pick<LegendItem, 'kind' | 'port' | 'text'>;

/** Of so many VLANs the colours are explained; a picture of more has their tags in its boxes. */
const mostVlansInLegend = 24;
const legendWidth = 1000;

/** What the kinds of boxes mean, and below it the colour of each VLAN. */
function legendOf(ports: readonly MapPort[], { x, y }: Point): readonly LegendItem[] {
  const all = vlansOf(ports);
  const vlans = all
    .slice(0, mostVlansInLegend)
    .map((port): Explained => ({ kind: 'segment', port, text: `${port.bridge} ${tagWords(port.tag)}` }));
  const rest = all.length - vlans.length;
  const more: readonly Explained[] = rest > 0 ? [{ kind: undefined, text: `and ${rest} more local VLANs` }] : [];
  const kinds = inRows(kindsInLegend, { x, y });
  return [...kinds, ...inRows([...vlans, ...more], { x, y: bottomOf(kinds, y) + gap / 2 })];
}

/** One beside the other, in as many rows as they need. */
function inRows(items: readonly Explained[], { x, y }: Point): readonly LegendItem[] {
  let at = { x, y };
  return items.map((item) => {
    const width = widthOf([item.text]) + 2 * padding;
    if (at.x > x && at.x + width > x + legendWidth) at = { x, y: at.y + headHeight + gap / 2 };
    const placed = { ...item, ...at, width, height: headHeight };
    at = { ...at, x: at.x + width + gap };
    return placed;
  });
}

/** Cells that are few need no titles; those of many can be read where the whole picture fits a screen. */
const cellTitleSizeFor = (cells: number): number =>
  cells <= fewCells ? 0 : Math.min(48, Math.round(5 * Math.sqrt(cells)));
const fewCells = 6;

const mostTagsInTitle = 4;

/** The VLANs of what is wired together; the external network is everywhere, and is left out. */
function cellTitleOf({ nodes }: Graph): string {
  const ports = nodes.flatMap((node) => node.ports).filter(({ role }) => role !== 'router-gateway');
  const tags = [...new Set(ports.map(({ tag }) => (typeof tag === 'number' ? `VLAN ${tag}` : tagWords(tag))))];
  const more = tags.length > mostTagsInTitle ? [`and ${tags.length - mostTagsInTitle} more`] : [];
  return [...tags.slice(0, mostTagsInTitle), ...more].join(', ');
}

function titled(drawing: Drawing, title: string, size: number): Drawing {
  if (size === 0 || title === '') return drawing;
  const lowered = moved(drawing, { x: 0, y: size });
  return {
    ...lowered,
    y: 0,
    title,
    height: drawing.height + size,
    width: Math.max(drawing.width, (widthOf([title]) * size) / fontSize + 2 * padding),
  };
}

/** In so many columns that the whole is about as wide as a screen, each drawing in the column that is the shortest yet. */
function packed(drawings: readonly Drawing[], at: Point): readonly Drawing[] {
  let best = inColumns(drawings, 1);
  for (let count = 2; count <= drawings.length && ratioOf(best) < aspect; count += 1) {
    const wider = inColumns(drawings, count);
    if (distance(wider) > distance(best)) break;
    best = wider;
  }
  return drawings.map((drawing, index) => moved(moved(drawing, best[index] ?? at), at));
}

const ratioOf = (areas: readonly Area[]): number => rightOf(areas, 1) / bottomOf(areas, 1);
const distance = (areas: readonly Area[]): number => Math.abs(Math.log(ratioOf(areas) / aspect));

/** Where each of some areas comes to stand. */
function inColumns(areas: readonly Area[], count: number): readonly Area[] {
  const columns = Array.from({ length: count }, () => ({ width: 0, height: 0 }));
  const placed = areas.map((area) => {
    const column = columns.reduce((least, each) => (each.height < least.height ? each : least));
    const y = column.height;
    column.width = Math.max(column.width, area.width);
    column.height += area.height + gap;
    return { area, column, y };
  });
  const leftOf = new Map(
    columns.map((column, index) => {
      const before = columns.slice(0, index);
      return [column, before.reduce((sum, { width }) => sum + width + gap, 0)] as const;
    }),
  );
  return placed.map(({ area, column, y }) => ({ ...area, x: leftOf.get(column) ?? 0, y }));
}
