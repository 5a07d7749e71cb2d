import { ip } from '../../facts/within.ts';
import type { Gap } from '../trace.ts';
import { type Blocker, type Cause, type Question, type Readings, type Remedy, whereOf } from './blocker.ts';

export const addressesOf = (namespace: string | undefined): Question => ({
  argv: ip(namespace, '-4', '-o', 'address', 'show'),
});

/**
 * An address of the host that is a guest's on one of its Linux bridges: the host answers ARP for it on all devices
 * (ip-sysctl.rst, arp_ignore 0), so also on that bridge, which then keeps what is for the guest.
 */
export const takenByBridge: Blocker = {
  id: 'own-address',
  commands: (gap) => (isForGuest(gap) ? [addressesOf(undefined)] : []),
  judge: (gap, readings) => {
    const { segment, packet } = gap;
    if (!isForGuest(gap) || segment.kind !== 'bridge') return [];
    const own = ownAddress(undefined, packet.dst, readings, [packet.dst]);
    if (own === undefined) return [];
    return [{ blocker: 'own-address', certainty: 'possible', layer: 'host-route', isForAll: true, ...own }];
  },
};

/** Out of a guest, to another one: what comes in is on its way to the guest's own MAC. */
const isForGuest = ({ segment, crossing, arp }: Gap): boolean =>
  segment.kind === 'bridge' && arp === undefined && crossing.from.kind === 'guest';

/** An address of the namespace itself that is the packet's target, which it should pass on. `others`: those of guests. */
export function ownAddress(
  namespace: string | undefined,
  target: string,
  readings: Readings,
  others: readonly string[],
): Pick<Cause, 'summary' | 'evidence' | 'fix'> | undefined {
  const found = addressLine(namespace, target, readings);
  if (found === undefined) return undefined;
  const { line, device, address } = found;
  const change = (verb: 'add' | 'del') => ip(namespace, 'address', verb, address, 'dev', device);
  // Nothing but the address goes with one of /32, or with one beside another of its subnet.
  const goesAlone = address.endsWith('/32') || !address.includes('/') || / secondary /.test(line);
  const remedy: Remedy = {
    summary: `Remove ${address} from ${device}`,
    risk: others.includes(target) && goesAlone ? 'safe' : 'disruptive',
    commands: [change('del')],
    undo: [change('add')],
    permanent: 'Find what added the address and remove it there.',
  };
  return {
    summary: `${namespace ?? 'The host'} has ${target} as an address of its own (on ${device}) and keeps what it should pass on.`,
    evidence: [{ command: addressesOf(namespace).argv, where: whereOf(namespace), output: line }],
    fix: remedy,
  };
}

/** The line of `ip -o address` that shows an address, of which a peer may be shown as well. */
export function addressLine(namespace: string | undefined, target: string, readings: Readings) {
  const line = (readings.text(addressesOf(namespace)) ?? '')
    .split('\n')
    .find((each) => each.includes(` inet ${target}/`) || each.includes(` inet ${target} `));
  const [, device, address] = line?.match(/^\d+: (\S+) +inet (\S+)/) ?? [];
  return line === undefined || device === undefined || address === undefined ? undefined : { line, device, address };
}
