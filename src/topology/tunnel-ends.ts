import type { Facts } from '../facts/index.ts';
import { type Known, known, seenOf, valuesOf } from '../facts/known.ts';
import type { Interface } from '../facts/stack.ts';
import type { Tables } from '../netfilter/rule.ts';
import { defineSection } from './define-section.ts';
import { type Tunnel, tunnels } from './overlay.ts';
import type { Subject } from './subject.ts';

/** The host as the end of its tunnels: what its own firewall does to the packets that come in by them. */
export interface TunnelEnd {
  readonly subject: Subject;
  readonly tables: Known<Tables>;
  /** What comes in by tunnels; the reason where it is not known which there are. */
  readonly carriers: Known<readonly Carrier[]>;
}

/** The packets that carry those of the tenants. */
export interface Carrier {
  /** The tunnel's device, or undefined for one of which it is not known whether there is any. */
  readonly name: string;
  readonly protocol: 'udp' | 'gre';
  /** Any of these, where it is not known which. */
  readonly ports: readonly number[];
  readonly localIp: string | undefined;
  readonly remoteIp: string | undefined;
  readonly device: string | undefined;
}

export const tunnelEnds = defineSection({
  name: 'tunnelEnds',
  standsAlone: true,
  facts: ['hostStack', 'hostTables'],
  needs: [tunnels],
  build: ({ hostStack, hostTables }, { tunnels: all }, subject): Known<readonly TunnelEnd[]> =>
    known([{ subject, tables: hostTables, carriers: carriersOf(hostStack, all) }]),
});

function carriersOf({ interfaces }: Facts['hostStack'], tunnels: Known<readonly Tunnel[]>): Known<readonly Carrier[]> {
  const seen = [...valuesOf(tunnels).map(ofSwitch), ...(seenOf(interfaces) ?? []).flatMap(ofLinuxBridge)];
  if (seen.length > 0) return known(seen);
  if (!tunnels.known) return { known: false, reason: tunnels.reason };
  return interfaces.known ? known([]) : { known: false, reason: interfaces.reason };
}

/** ovs-vswitchd.conf.db(5), "dst_port". */
const usualPorts: Readonly<Record<string, number>> = { vxlan: 4789, geneve: 6081 };

function ofSwitch({ name, device, localIp, remoteIp, routeDevice }: Tunnel): Carrier {
  const port = Number(device.options['dst_port'] ?? usualPorts[device.type] ?? 4789);
  const isGre = device.type.startsWith('gre');
  return {
    ...{ name, localIp, remoteIp, device: routeDevice?.name },
    protocol: isGre ? 'gre' : 'udp',
    ports: isGre ? [] : [port],
  };
}

/** The agent's device of a network; the kernel takes 8472 where the agent does not say 4789. */
const ofLinuxBridge = ({ name }: Interface): readonly Carrier[] =>
  /^vxlan-\d+$/.test(name)
    ? [{ name, protocol: 'udp', ports: [4789, 8472], localIp: undefined, remoteIp: undefined, device: undefined }]
    : [];
