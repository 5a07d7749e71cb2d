import { foundIn } from '../engine/check.ts';
import type { Known } from '../facts/known.ts';
import type { Stack } from '../facts/stack.ts';
import { conditionsOf, conditionsOfKind, dropsEverything, jumpsTo } from '../netfilter/predicates.ts';
import type { Match, Rule, Table, Tables } from '../netfilter/rule.ts';
import { rulesIn } from '../netfilter/tables.ts';
import type { ExternalBridge } from '../topology/external.ts';

/** What ends FORWARD for a packet that no rule before it has accepted: a rule for all that is left, or the policy. */
export function forwardDrop(filter: Table): string | undefined {
  const last = rulesIn(filter, 'FORWARD').find(dropsEverything);
  return last?.text ?? (filter.chains.get('FORWARD')?.base?.policy === 'drop' ? '-P FORWARD DROP' : undefined);
}

/** Whether the L2 agent's firewall is there, but FORWARD does not lead to it. */
export const hybridJumpMissing = (filter: Table): boolean =>
  [...filter.chains.keys()].some(
    (chain) => chain.endsWith('-openvswi-FORWARD') && !rulesIn(filter, 'FORWARD').some((rule) => jumpsTo(rule, chain)),
  );

/**
 * Whether a rule may let new connections through to the bridge, or from it. Whatever is not surely meant for others
 * (other devices, bridged packets, connections that are there already, ICMP) may.
 */
export function mayAccept(rule: Rule, { name }: ExternalBridge, { interfaces }: Stack): boolean {
  if (rule.target.kind !== 'accept' || /^(?:INPUT|OUTPUT|(?:neutron|quantum|nova)-.*)$/.test(rule.chain)) return false;
  if (rule.matches.some(isOnlyForOthers)) return false;
  const devices = [...conditionsOfKind(rule, 'in'), ...conditionsOfKind(rule, 'out')].map(({ device }) => device);
  const kindOf = (device: string) =>
    interfaces.known ? interfaces.value.find((one) => one.name === device)?.kind : undefined;
  // Docker's and libvirt's bridges: their guests go through, which is no help to others.
  return devices.includes(name) || !devices.some((device) => device === 'lo' || kindOf(device) === 'bridge');
}

function isOnlyForOthers(match: Match): boolean {
  switch (match.kind) {
    case 'is-bridged':
    case 'port-in':
    case 'port-out':
      return true;
    case 'other':
      return match.module === 'physdev';
    case 'protocol':
      return !match.isNegated && /^icmp/.test(match.protocol);
    case 'state':
      return match.states.includes('NEW') === match.isNegated;
    default:
      return false;
  }
}

/** The host's rule that rewrites the source of all that goes out by a device; `undefined`: by any. */
export const masqueradeFor = (tables: Known<Tables>, device: string | undefined): Rule | undefined =>
  foundIn(tables, (seen) =>
    rulesIn(seen.get('nat'), 'POSTROUTING').find((rule) => {
      const [out, ...others] = conditionsOf(rule);
      const isForDevice = out === undefined ? device === undefined : out.kind === 'out' && out.device === device;
      return isMasquerade(rule) && isForDevice && out?.isNegated !== true && others.length === 0;
    }),
  );

const isMasquerade = ({ target }: Rule): boolean => target.kind === 'masquerade' || target.kind === 'snat';
