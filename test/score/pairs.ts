import type { Fault } from '../../src/lab/faults/fault.ts';
import { faults } from '../../src/lab/faults/index.ts';
import type { LabModel } from '../../src/lab/model.ts';

/** Two faults that have nothing to do with each other: both are root causes. */
export interface Pair {
  readonly id: string;
  readonly faults: readonly [Fault, Fault];
}

/** The first in tenant a, the second in tenant b: two networks that share nothing but the host. */
const acrossTenants: readonly (readonly [string, string])[] = [
  ['dhcp-no-offer', 'dhcp-tap-wrong-tag'],
  ['dnsmasq-frozen', 'dhcp-no-offer'],
  ['dhcp-host-entry-missing', 'qr-down'],
  ['dhcp-tap-down', 'qg-no-address'],
  ['dhcp-tap-no-address', 'dhcp-tap-no-tag'],
  ['qdhcp-namespace-deleted', 'dhcp-input-filtered'],
  ['qr-no-address', 'qvo-down'],
  ['qr-wrong-tag', 'dnsmasq-without-range'],
  ['qg-down', 'qvb-down'],
  ['qg-removed-from-bridge', 'dhcp-tap-dead-vlan'],
  ['router-forwarding-off', 'qbr-down'],
  ['router-no-default-route', 'vm-tap-down'],
  ['qrouter-namespace-deleted', 'qvo-wrong-tag'],
  ['qvo-no-tag', 'qr-no-address'],
  ['qvo-removed-from-br-int', 'dnsmasq-frozen'],
  ['qvb-not-in-qbr', 'vm-tap-not-in-qbr'],
  ['security-group-drops-dhcp', 'router-no-default-route'],
  ['dhcp-hosts-not-reloaded', 'qg-wrong-prefix'],
];

/** Both in tenant a or on the host, on different paths. */
const together: readonly (readonly [string, string])[] = [
  ['tenant-route-deleted', 'dhcp-no-offer'],
  ['tenant-route-via-nobody', 'dhcp-tap-wrong-tag'],
  ['router-forwarding-off', 'dhcp-no-offer'],
  ['router-no-default-route', 'dhcp-host-entry-missing'],
  ['host-forwarding-off', 'dnsmasq-frozen'],
  ['external-nic-not-bridged', 'dhcp-tap-down'],
  ['qg-no-address', 'dhcp-input-filtered'],
  ['br-ex-no-address', 'qvo-down'],
];

/** The same model with the tenants in each other's place, for what a fault does to tenant a to be done to b. */
function swapped(model: LabModel): LabModel {
  const { a, b } = model;
  return { ...model, a: { ...b, vm2: b.vm1 }, b: a };
}

function faultOf(id: string): Fault {
  const fault = faults.find((candidate) => candidate.id === id);
  if (fault === undefined) throw new Error(`no fault ${id}`);
  return fault;
}

function inTenantB(fault: Fault): Fault {
  return {
    ...fault,
    inject: (model) => fault.inject(swapped(model)),
    heal: (model) => fault.heal(swapped(model)),
  };
}

export const pairs: readonly Pair[] = [
  ...acrossTenants.map(
    ([one, other]): Pair => ({
      id: `${one} in tenant a, ${other} in tenant b`,
      faults: [faultOf(one), inTenantB(faultOf(other))],
    }),
  ),
  ...together.map(([one, other]): Pair => ({ id: `${one}, ${other}`, faults: [faultOf(one), faultOf(other)] })),
];
