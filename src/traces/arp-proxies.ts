import { valuesOf } from '../facts/known.ts';
import { within } from '../facts/within.ts';
import { type Command, type Host, runOne } from '../host/host.ts';
import { addressesOn } from '../topology/addresses.ts';
import type { Topology } from '../topology/index.ts';
import type { ArpProxy, WalkedTrace } from '../topology/traces.ts';
import type { Journey } from './journey.ts';

const settings = ['proxy_arp', 'proxy_arp_pvlan'] as const;

/** Finds out why devices of this host answer ARP for a router's address that they do not have. */
export async function nameArpProxies(
  host: Host,
  { ports }: Topology,
  results: Map<Journey, WalkedTrace>,
): Promise<void> {
  const asked = new Map<string, readonly ArpProxy[]>();
  for (const [journey, trace] of results) {
    const { rivals } = trace;
    if (rivals === undefined) continue;
    const holders = valuesOf(ports).filter(({ mac }) => mac !== undefined && rivals.others.includes(mac));
    const found: ArpProxy[] = [];
    for (const { namespace, interface: device } of holders.flatMap(({ sightings }) => sightings)) {
      if (addressesOn(device).some(({ address }) => address === rivals.address)) continue;
      const key = `${namespace} ${device.name}`;
      const proxies = asked.get(key) ?? (await proxiesOf(host, namespace, device.name));
      asked.set(key, proxies);
      found.push(...proxies);
    }
    if (found.length > 0) results.set(journey, { ...trace, rivals: { ...rivals, proxies: found } });
  }
}

/** What makes a device answer for others; nothing where no setting does. */
async function proxiesOf(host: Host, namespace: string | undefined, device: string): Promise<readonly ArpProxy[]> {
  const paths = ['all', device].flatMap((place) => settings.map((name) => `/proc/sys/net/ipv4/conf/${place}/${name}`));
  const command: Command = { argv: within(namespace, 'grep', '-sH', '1', ...paths) };
  const result = await runOne(host, command);
  const lines = result.kind === 'exited' ? result.stdout.trim().split('\n') : [];
  const found = lines.flatMap((line) => /^\/proc\/sys\/(net\/ipv4\/conf\/.+):1$/.exec(line)?.[1] ?? []);
  return found.length === 0 ? [] : [{ namespace, device, settings: found, evidence: command.argv }];
}
