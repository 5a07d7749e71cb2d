import { heldBy } from '../../src/analysis/devices.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { addressMissing } from '../../src/judgements/ports.ts';

export default defineCheck({
  id: 'snat-port-address-missing',
  layer: 'router',
  title: 'SNAT port of a distributed router has no address',
  why: 'VMs without a floating IP leave via the SNAT namespace, which the router reaches by the address of sg.',
  symptom: 'VMs of a distributed router that have no floating IP reach nothing outside; those with one do.',
  remedy: 'Restore the address of sg in the SNAT namespace.',
  limits:
    "Checked on the node with the SNAT namespace. The address is the next hop of the router's policy route; without it the fix is a restart of the L3 agent.",
  sources: [
    'https://docs.openstack.org/neutron/latest/admin/deploy-ovs-ha-dvr.html',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/dvr_edge_router.py',
  ],
  severity: 'error',
  each: 'distributedRouters',
  comparesNoAddresses: true,
  fromExcerpts: true,
  with: ['services'],
  explainedBy: [],
  applies: ({ snat }) => snat !== undefined,
  judge({ snat }, { services }) {
    if (snat === undefined) return undefined;
    const { namespace, device, expected, prefixLength, isStandby } = snat;
    if (heldBy(device).length > 0 || required(isStandby)) return undefined;
    return addressMissing({
      namespace,
      device,
      expected:
        expected === undefined || Number.isNaN(prefixLength)
          ? undefined
          : { address: expected, prefixLength, because: "next hop of the router's policy route" },
      services,
      agent: 'l3-agent',
    });
  },
});
