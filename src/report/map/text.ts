import { hanging, printableLine } from '../printable.ts';
import type { MapPort, NetworkMap, Wire } from './map.ts';

/** Bridge by bridge, with what is known of each port, then the wires. */
export function renderMapText({ host, places, ports, wires, unknown }: NetworkMap, width: number): string {
  const bridges = places.filter(({ kind }) => kind === 'switch-bridge').map(({ name }) => name);
  const lines = [
    `How ${printableLine(host)} is wired`,
    ...bridges.flatMap((bridge) => [
      '',
      printableLine(bridge),
      ...portLines(ports.filter((port) => port.bridge === bridge)),
    ]),
    ...(wires.length === 0 ? [] : ['', 'Wires', ...wires.map(wireLine)]),
    ...(unknown.length === 0 ? [] : ['', 'Unknown', ...unknown.map((reason) => `  ? ${reason}`)]),
  ];
  return `${lines.flatMap((line) => folded(line, width)).join('\n')}\n`;
}

/** A line that keeps its indent, folded below its first word where it does not fit. */
function folded(line: string, width: number): readonly string[] {
  const indent = line.length - line.trimStart().length;
  if (line.length <= width) return [printableLine(line)];
  return hanging(' '.repeat(indent), line.trimStart(), indent + 4, width);
}

const portLines = (ports: readonly MapPort[]): readonly string[] =>
  ports.length === 0
    ? ['  no ports of agents or VMs']
    : ports.flatMap(({ name, role, tag, network, seenIn, state, addresses }) => [
        `  ${[name, role, tagWords(tag), ...(state === null ? [] : [state]), ...addresses].map(printableLine).join('  ')}`,
        `      ${printableLine(networkWords(network))}`,
        ...seenLines(seenIn),
      ]);

function seenLines(seenIn: MapPort['seenIn']): readonly string[] {
  if (seenIn === null) return ['      the namespace of its device is unknown'];
  return seenIn.length === 0
    ? ['      its device is missing on this host']
    : seenIn.map((place) => `      in ${printableLine(place)}`);
}

const reasons: Readonly<Record<string, string>> = {
  agent: 'net_uuid in other_config',
  namespace: 'its namespace',
  dnsmasq: 'the command line of dnsmasq',
  'host-file': 'the host file of the DHCP server',
  tag: 'its tag',
};

/** A port's network and what told it. */
const networkWords = (network: MapPort['network']): string =>
  network === null ? 'network unknown' : `network ${network.id} (from ${reasons[network.because] ?? network.because})`;

/** A port's tag. */
export const tagWords = (tag: MapPort['tag']): string =>
  tag === null ? 'no tag' : tag === 'dead' ? 'dead VLAN 4095' : `tag ${tag}`;

const wireLine = ({ from, to, by, kind }: Wire): string =>
  `  ${[from, by, to].map(printableLine).join(' ── ')}${kind === 'port' ? '' : ` (${kind})`}`;
