import { counted } from '../../words.ts';
import type { NamedFormat } from '../formats/format.ts';
import { toJson } from '../json.ts';
import { element, escaped } from '../markup.ts';
import { printableLine } from '../printable.ts';
import { table } from '../table.ts';
import type { CloudMap } from './cloud.ts';

interface CloudMapFormat extends NamedFormat {
  /** `width`: columns of the page, for text. */
  render(map: CloudMap, width: number): string;
}

/** The formats of `qdoctor map` for several hosts. */
export const cloudMapFormats: readonly CloudMapFormat[] = [
  { name: 'text', isForTerminal: true, render: renderText },
  { name: 'json', isForTerminal: true, render: (map) => toJson(map) },
  { name: 'mermaid', isForTerminal: true, render: renderMermaid },
  { name: 'dot', isForTerminal: true, render: renderDot },
  { name: 'svg', isForTerminal: true, render: renderSvg },
];

type CloudMapHost = CloudMap['hosts'][number];

/** `2 networks, 1 router, 2 DHCP servers, 3 VMs`: what is on a host. */
function contentsOf({ networks }: CloudMapHost): string {
  const routers = new Set(networks.flatMap((network) => network.routers)).size;
  const servers = networks.filter(({ hasDhcpServer }) => hasDhcpServer).length;
  const vms = networks.reduce((sum, network) => sum + network.vms, 0);
  const parts = [
    [networks.length, 'network'],
    [routers, 'router'],
    [servers, 'DHCP server'],
    [vms, 'VM'],
  ] as const;
  return parts.flatMap(([count, noun]) => (count === 0 ? [] : counted(count, noun))).join(', ') || 'nothing';
}

function renderText({ hosts, tunnels, elsewhere }: CloudMap, width: number): string {
  const ids = [...new Set(hosts.flatMap(({ networks }) => networks.map(({ id }) => id)))];
  const partsOf = (id: string) =>
    hosts.flatMap(({ name, networks }) => {
      const own = networks.find((network) => network.id === id);
      if (own === undefined) return [];
      const { routers, hasDhcpServer, vms } = own;
      const parts = [
        routers.length > 0 ? 'router' : [],
        hasDhcpServer ? 'DHCP' : [],
        vms > 0 ? counted(vms, 'VM') : [],
      ];
      return [`${name} (${parts.flat().join(', ') || 'port'})`];
    });
  const sections = [
    table(
      [
        ['HOST', 'LOCAL_IP', 'HAS'],
        ...hosts.map((host) => [host.name, host.addresses.join(', ') || '-', contentsOf(host)]),
      ],
      width,
    ),
    table(
      [
        ['TUNNEL', 'TYPE'],
        ...tunnels.map(({ from, to, type, isMutual }) => [`${from} ${isMutual ? '<->' : '-->'} ${to}`, type]),
      ],
      width,
    ),
    table([['NETWORK', 'ON'], ...ids.map((id) => [id, partsOf(id).join(', ')])], width),
    elsewhere.length === 0 ? [] : [`Tunnels to hosts that are not shown: ${elsewhere.map(printableLine).join(', ')}`],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** Nodes by numbers: what hosts call themselves is no syntax. */
const numbersOf = ({ hosts }: CloudMap): ReadonlyMap<string, number> =>
  new Map(hosts.map(({ name }, index) => [name, index]));

const quoted = (text: string): string => `"${printableLine(text).replace(/["\\]/g, "'")}"`;

function renderDot(map: CloudMap): string {
  const numbers = numbersOf(map);
  const nodes = map.hosts.map((host, index) => `  h${index} [label=${quoted(`${host.name}: ${contentsOf(host)}`)}];`);
  const edges = map.tunnels.map(({ from, to, type, isMutual }) => {
    const style = isMutual ? 'dir=both' : 'color=red';
    return `  h${numbers.get(from)} -> h${numbers.get(to)} [label=${quoted(type)}, ${style}];`;
  });
  return `${['digraph cloud {', '  node [shape=box];', ...nodes, ...edges, '}'].join('\n')}\n`;
}

function renderMermaid(map: CloudMap): string {
  const numbers = numbersOf(map);
  const nodes = map.hosts.map((host, index) => `  h${index}[${quoted(`${host.name}: ${contentsOf(host)}`)}]`);
  const edges = map.tunnels.map(
    ({ from, to, type, isMutual }) =>
      `  h${numbers.get(from)} ${isMutual ? '<-->' : '-->'}|${quoted(type)}| h${numbers.get(to)}`,
  );
  return `${['flowchart LR', ...nodes, ...edges].join('\n')}\n`;
}

const box = { width: 230, height: 44 } as const;
const fontSize = 12;

/** Hosts on a circle, with a line for each tunnel: red, where none leads back. */
function renderSvg(map: CloudMap): string {
  const numbers = numbersOf(map);
  const radius = Math.max(160, (map.hosts.length * (box.height + 16)) / Math.PI);
  const size = { width: 2 * radius + box.width + 40, height: 2 * radius + box.height + 40 };
  const placeOf = (index: number) => {
    const angle = (2 * Math.PI * index) / map.hosts.length - Math.PI / 2;
    return {
      x: Math.round(size.width / 2 + radius * Math.cos(angle)),
      y: Math.round(size.height / 2 + radius * Math.sin(angle)),
    };
  };
  const lines = map.tunnels.map(({ from, to, isMutual }) => {
    const [start, end] = [placeOf(numbers.get(from) ?? 0), placeOf(numbers.get(to) ?? 0)];
    const ends = { x1: start.x, y1: start.y, x2: end.x, y2: end.y };
    return element('line', { ...ends, stroke: isMutual ? '#5a6472' : '#d00000' }, []);
  });
  const hosts = map.hosts.flatMap((host, index) => {
    const { x, y } = placeOf(index);
    const [left, top] = [x - box.width / 2, y - box.height / 2];
    return [
      element('rect', { x: left, y: top, ...box, fill: '#dfe9f5', stroke: '#5a6472', rx: 6 }, []),
      element('text', { x: left + 8, y: top + 17, 'font-weight': 'bold' }, [escaped(printableLine(host.name))]),
      element('text', { x: left + 8, y: top + 35 }, [escaped(contentsOf(host))]),
    ];
  });
  const canvas = {
    xmlns: 'http://www.w3.org/2000/svg',
    ...size,
    viewBox: `0 0 ${size.width} ${size.height}`,
    'font-family': 'DejaVu Sans, Helvetica, sans-serif',
    'font-size': fontSize,
  };
  const title = element('title', {}, [escaped(`${map.hosts.length} hosts and the tunnels between them`)]);
  const ground = element('rect', { x: 0, y: 0, ...size, fill: '#ffffff' }, []);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('svg', canvas, [title, ground, ...lines, ...hosts])}\n`;
}
