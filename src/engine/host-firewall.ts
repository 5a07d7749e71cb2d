import type { Table } from '../facts/netfilter.ts';
import type { ExternalBridge, HostView } from '../topology/types.ts';
import { type Evidence, told } from './check.ts';

/** What ends FORWARD for a packet that no rule before it has accepted: a rule for all that is left, or the policy. */
export function forwardDrop({ policies, rules }: Table): string | undefined {
  const last = rules.find((rule) => /^-A FORWARD -j (?:DROP|REJECT)\b/.test(rule));
  return last ?? (policies.get('FORWARD') === 'DROP' ? '-P FORWARD DROP' : undefined);
}

/** Whether the L2 agent's firewall is there, but FORWARD does not lead to it. */
export const hybridJumpMissing = ({ chains, rules }: Table): boolean =>
  [...chains].some((chain) => chain.endsWith('-openvswi-FORWARD') && !rules.includes(`-A FORWARD -j ${chain}`));

/**
 * Whether a rule may let new connections through to the bridge, or from it. Whatever is not surely meant for others
 * (other devices, bridged packets, connections that are there already, ICMP) may.
 */
export function mayAccept(rule: string, { name, host }: ExternalBridge): boolean {
  const [, chain = ''] = rule.split(' ');
  if (!/ -j ACCEPT\b/.test(rule) || /^(?:INPUT|OUTPUT|(?:neutron|quantum|nova)-.*)$/.test(chain)) return false;
  if (/ -m physdev | -p (?:icmp|ipv6-icmp) /.test(rule)) return false;
  const states = rule.match(/ --(?:ct)?state (\S+)/)?.[1];
  if (states !== undefined && !states.split(',').includes('NEW')) return false;
  const devices = [...rule.matchAll(/(! )?-[io] (\S+)/g)].flatMap(([, not, device]) =>
    not === undefined ? (device ?? []) : [],
  );
  const kindOf = (device: string) =>
    host.stack.interfaces.known ? host.stack.interfaces.value.find((one) => one.name === device)?.kind : undefined;
  // Docker's and libvirt's bridges: their guests go through, which is no help to others.
  return devices.includes(name) || !devices.some((device) => device === 'lo' || kindOf(device) === 'bridge');
}

/** The host's rule that rewrites the source of all that goes out by a device; `undefined`: by any. */
export const masqueradeFor = ({ tables }: HostView, device: string | undefined): string | undefined =>
  told(tables)
    .get('nat')
    ?.rules.find((rule) => {
      const match = rule.match(/^-A POSTROUTING(?: -o (\S+))? -j (?:MASQUERADE|SNAT)\b/);
      return match !== null && match[1] === device;
    });

export const masqueradeEvidence = (rule: string): Evidence => ({
  command: ['iptables', '-t', 'nat', '-S', 'POSTROUTING'],
  where: 'host',
  output: rule,
});
