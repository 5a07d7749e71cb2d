import { type Attributes, element, escaped } from '../markup.ts';
import { printableLine } from '../printable.ts';
import { vlanColors } from './colors.ts';
import { layoutOf } from './layout.ts';
import type { MapPort, NetworkMap } from './map.ts';
import {
  type Area,
  type Box,
  type Cell,
  type Curve,
  fontSize,
  headHeight,
  type LegendItem,
  lineHeight,
  padding,
  type Row,
  titleScale,
} from './measures.ts';

/** The map as a picture that stands alone: no script, no link, no font of its own. */
export const renderSvg = (map: NetworkMap): string => `<?xml version="1.0" encoding="UTF-8"?>\n${svgOf(map)}\n`;

/** The map as an element within a page. */
export function svgOf(map: NetworkMap): string {
  const { width, height, frame, title, legend, cells, cellTitleSize, boxes, curves, notes } = layoutOf(map);
  const colorOf = colorsOf(map.ports);
  const canvas = {
    xmlns: 'http://www.w3.org/2000/svg',
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    'font-family': 'DejaVu Sans Mono, Menlo, Consolas, monospace',
    'font-size': fontSize,
  };
  const large = { 'font-weight': 'bold', 'font-size': fontSize * titleScale };
  return element('svg', canvas, [
    element('title', {}, [escaped(printableLine(title))]),
    rectangle({ x: 0, y: 0, width, height }, { fill: '#ffffff' }),
    rectangle(frame, { fill: '#f7f8fa', stroke: grey, rx: 6 }),
    text(frame.x + 2 * padding, frame.y + headHeight, title, large),
    ...legend.flatMap((item) => drawnLegend(item, colorOf)),
    ...cells.flatMap((cell) => drawnCell(cell, cellTitleSize)),
    ...curves.map((curve) => drawnCurve(curve, colorOf(curve.port))),
    ...boxes.flatMap((box) => drawnBox(box, colorOf)),
    ...notes.map((note) => text(frame.x, note.y, note.text, { fill: red })),
  ]);
}

const grey = '#5a6472';
const red = '#d00000';
/** A colour for each local VLAN, so that an eye can follow a network. */
function colorsOf(ports: readonly MapPort[]): ColorOf {
  const ofVlan = vlanColors(ports);
  return (port) => (port?.tag === 'dead' ? red : ((port && ofVlan(port)) ?? grey));
}

const isBroken = (port: MapPort | undefined): boolean => port?.state === 'down' || port?.tag === 'dead';

const paleGrey = '#cfd6de';

const fills: Readonly<Record<Box['kind'], string>> = {
  segment: '#ffffff',
  'switch-bridge': '#dfe9f5',
  'linux-bridge': '#e9e9ee',
  router: '#fdebd0',
  dhcp: '#e0f2e5',
  vm: '#fff7c9',
  outside: '#ffffff',
};

const drawnLegend = ({ kind, port, text: words, ...area }: LegendItem, colorOf: ColorOf): readonly string[] => [
  ...(kind === undefined ? [] : [drawnOutline(kind, area, colorOf(port))]),
  text(area.x + padding, area.y + headHeight / 2 + 4, words, {
    fill: kind === undefined ? grey : textColorOf(port, colorOf),
  }),
];

const textColorOf = (port: MapPort | undefined, colorOf: ColorOf): string =>
  port === undefined ? '#000000' : colorOf(port);

const drawnCell = ({ title, ...area }: Cell, size: number): readonly string[] => [
  rectangle(area, { fill: '#ffffff', stroke: paleGrey, rx: 6 }),
  ...(size === 0 || title === ''
    ? []
    : [text(area.x + padding, area.y + size, title, { 'font-size': size, 'font-weight': 'bold', fill: grey })]),
];

function drawnBox({ kind, title, detail, port, rows, ...area }: Box, colorOf: ColorOf): readonly string[] {
  const isSegment = kind === 'segment';
  return [
    drawnOutline(kind, area, isSegment ? colorOf(port) : grey),
    text(area.x + padding, area.y + headHeight / 2 + 4, title, {
      'font-weight': 'bold',
      ...(isSegment ? { fill: colorOf(port) } : {}),
    }),
    ...(detail === undefined
      ? []
      : [text(area.x + padding, area.y + headHeight / 2 + 4 + lineHeight, detail, { fill: grey })]),
    ...rows.flatMap((row) => drawnRow(row, area)),
  ];
}

type ColorOf = (port: MapPort | undefined) => string;

const drawnOutline = (kind: Box['kind'], area: Area, stroke: string): string =>
  rectangle(area, {
    fill: fills[kind],
    stroke,
    'stroke-width': kind === 'segment' ? 2 : 1,
    rx: kind === 'vm' ? headHeight / 2 : 4,
  });

const drawnRow = ({ port, y, lines }: Row, { x }: Area): readonly string[] =>
  lines.map((line, index) =>
    text(x + padding, y + (index + 1) * lineHeight - 4, line, {
      fill: index > 0 ? grey : isBroken(port) ? red : '#000000',
    }),
  );

function drawnCurve({ wire, port, label, from, to, swing }: Curve, color: string): string {
  const line = element(
    'path',
    {
      d: `M${from.x},${from.y} C${from.x + swing},${from.y} ${to.x - swing},${to.y} ${to.x},${to.y}`,
      fill: 'none',
      stroke: color,
      'stroke-width': 2,
      ...(isBroken(port) ? { 'stroke-dasharray': '5 4' } : {}),
    },
    [element('title', {}, [escaped(printableLine(wire.by))])],
  );
  const look = { 'text-anchor': 'middle', fill: grey, stroke: '#ffffff', 'stroke-width': 3, 'paint-order': 'stroke' };
  return label === '' ? line : line + text((from.x + to.x) / 2, (from.y + to.y) / 2 - 4, label, look);
}

const rectangle = ({ x, y, width, height }: Area, look: Attributes): string =>
  element('rect', { x, y, width, height, ...look });

const text = (x: number, y: number, words: string, look: Attributes): string =>
  element('text', { x, y, 'xml:space': 'preserve', ...look }, [escaped(printableLine(words))]);
