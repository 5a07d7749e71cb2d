import type { MapPort, NetworkMap, Place } from './map.ts';
import { layoutOf } from './map-layout.ts';
import {
  type Area,
  type Box,
  type Curve,
  fontSize,
  headHeight,
  lineHeight,
  padding,
  type Row,
  titleScale,
} from './map-measures.ts';
import { printableLine } from './printable.ts';

/** The map as a picture that stands alone: no script, no link, no font of its own. */
export function renderSvg(map: NetworkMap): string {
  const { width, height, frame, title, boxes, curves, notes } = layoutOf(map);
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
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    element('svg', canvas, [
      element('title', {}, [escaped(title)]),
      rectangle({ x: 0, y: 0, width, height }, { fill: '#ffffff' }),
      rectangle(frame, { fill: '#f7f8fa', stroke: grey, rx: 6 }),
      text(frame.x + 2 * padding, frame.y + headHeight, title, large),
      ...curves.map((curve) => drawnCurve(curve, colorOf(curve.port))),
      ...boxes.flatMap((box) => drawnBox(box, colorOf)),
      ...notes.map((note) => text(frame.x, note.y, note.text, { fill: red })),
    ]),
    '',
  ].join('\n');
}

const grey = '#5a6472';
const red = '#d00000';
/** Apart for those who see colours otherwise, too (Okabe and Ito). */
const palette = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#8c6d1f'] as const;

/** A colour for each local VLAN, so that an eye can follow a network. */
function colorsOf(ports: readonly MapPort[]): (port: MapPort | undefined) => string {
  const tags = [...new Set(ports.map(({ tag }) => tag))].filter((tag) => typeof tag === 'number');
  const colors = new Map(tags.toSorted((a, b) => a - b).map((tag, index) => [tag, palette[index % palette.length]]));
  return (port) => {
    const tag = port?.tag ?? null;
    return tag === 'dead' ? red : ((tag === null ? undefined : colors.get(tag)) ?? grey);
  };
}

const isBroken = (port: MapPort | undefined): boolean => port?.state === 'down' || port?.tag === 'dead';

const fills: Readonly<Record<Place['kind'], string>> = {
  'switch-bridge': '#dfe9f5',
  'linux-bridge': '#e9e9ee',
  router: '#fdebd0',
  dhcp: '#e0f2e5',
  vm: '#fff7c9',
  outside: '#ffffff',
};

function drawnBox({ place, rows, ...area }: Box, colorOf: (port: MapPort) => string): readonly string[] {
  const round = place.kind === 'vm' ? headHeight / 2 : 4;
  return [
    rectangle(area, { fill: fills[place.kind], stroke: grey, rx: round }),
    text(area.x + padding, area.y + headHeight / 2 + 4, place.name, { 'font-weight': 'bold' }),
    ...rows.flatMap((row) => drawnRow(row, area, colorOf(row.port))),
  ];
}

function drawnRow({ port, y, lines }: Row, { x, width }: Area, color: string): readonly string[] {
  const height = lines.length * lineHeight;
  const [first, other] = [isBroken(port) ? { fill: red } : {}, { fill: grey }];
  return [
    rectangle({ x: x + 1, y, width: width - 2, height }, { fill: '#ffffff' }),
    rectangle({ x: x + width - 4, y, width: 4, height }, { fill: color }),
    ...lines.map((line, index) =>
      text(x + padding, y + (index + 1) * lineHeight - 4, line, index === 0 ? first : other),
    ),
  ];
}

/** Wires leave a bridge to the right; to another bridge or to the outside they leave it to the left. */
function drawnCurve({ wire, port, from, to }: Curve, color: string): string {
  const swing = Math.min(60, 20 + Math.abs(to.y - from.y) / 10);
  const [out, back] = wire.kind === 'patch' ? [-swing, -swing] : wire.kind === 'uplink' ? [-40, 40] : [60, -60];
  const line = element(
    'path',
    {
      d: `M${from.x},${from.y} C${from.x + out},${from.y} ${to.x + back},${to.y} ${to.x},${to.y}`,
      fill: 'none',
      stroke: color,
      'stroke-width': 2,
      ...(isBroken(port) ? { 'stroke-dasharray': '5 4' } : {}),
    },
    [element('title', {}, [escaped(wire.by)])],
  );
  const label = { 'text-anchor': 'end', fill: grey };
  switch (wire.kind) {
    case 'patch':
      return line + text(from.x - swing, (from.y + to.y) / 2 + 4, wire.by, label);
    case 'veth':
    case 'member':
      return line + text(to.x - padding, to.y - 4, wire.by, label);
    // A port has its name in its row, and an uplink in what it leads to.
    case 'port':
    case 'uplink':
      return line;
  }
}

type Attributes = Readonly<Record<string, string | number>>;

const rectangle = ({ x, y, width, height }: Area, look: Attributes): string =>
  element('rect', { x, y, width, height, ...look });

const text = (x: number, y: number, words: string, look: Attributes): string =>
  element('text', { x, y, 'xml:space': 'preserve', ...look }, [escaped(words)]);

function element(name: string, attributes: Attributes, content: readonly string[] = []): string {
  const start = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(String(value))}"`)];
  return content.length === 0 ? `<${start.join(' ')}/>` : `<${start.join(' ')}>${content.join('\n')}</${name}>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML has no room at all for halves of characters and for two that are none (XML 1.0, Char). */
const escaped = (words: string): string =>
  printableLine(words)
    .replace(/[\p{Surrogate}\ufffe\uffff]/gu, '\ufffd')
    .replace(/[&<>"]/g, (character) => entities[character] ?? '');
