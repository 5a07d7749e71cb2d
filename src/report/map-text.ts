import type { MapPort, NetworkMap, Wire } from './map.ts';
import { printableLine } from './printable.ts';

/** Bridge by bridge, with what is known of each port, then the wires. */
export function renderMapText({ host, places, ports, wires, unknown }: NetworkMap): string {
  const bridges = places.filter(({ kind }) => kind === 'switch-bridge').map(({ name }) => name);
  const lines = [
    `How ${printableLine(host)} is wired`,
    ...bridges.flatMap((bridge) => [
      '',
      printableLine(bridge),
      ...portLines(ports.filter((port) => port.bridge === bridge)),
    ]),
    ...(wires.length === 0 ? [] : ['', 'Wires', ...wires.map(wireLine)]),
    ...(unknown.length === 0 ? [] : ['', 'Not known', ...unknown.map((reason) => `  ? ${printableLine(reason)}`)]),
  ];
  return `${lines.join('\n')}\n`;
}

const portLines = (ports: readonly MapPort[]): readonly string[] =>
  ports.length === 0
    ? ['  no port of an agent or a VM']
    : ports.flatMap(({ name, role, tag, network, seenIn, state, addresses }) => [
        `  ${[name, role, tagWords(tag), ...(state === null ? [] : [state]), ...addresses].map(printableLine).join('  ')}`,
        `      ${printableLine(networkWords(network))}`,
        ...seenLines(seenIn),
      ]);

function seenLines(seenIn: MapPort['seenIn']): readonly string[] {
  if (seenIn === null) return ['      where its device is, is not known'];
  return seenIn.length === 0
    ? ['      its device is nowhere on this host']
    : seenIn.map((place) => `      in ${printableLine(place)}`);
}

const reasons: Readonly<Record<string, string>> = {
  agent: "agent's note",
  namespace: 'namespace',
  dnsmasq: "dnsmasq's command line",
  'host-file': "DHCP server's host file",
  tag: 'tag',
};

/** A port's network and what told it. */
const networkWords = (network: MapPort['network']): string =>
  network === null
    ? 'network not known'
    : `network ${network.id} (by its ${reasons[network.because] ?? network.because})`;

/** A port's tag. */
export const tagWords = (tag: MapPort['tag']): string =>
  tag === null ? 'no tag' : tag === 'dead' ? 'dead VLAN 4095' : `tag ${tag}`;

const wireLine = ({ from, to, by, kind }: Wire): string =>
  `  ${[from, by, to].map(printableLine).join(' ── ')}${kind === 'port' ? '' : ` (${kind})`}`;
