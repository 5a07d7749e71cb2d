import { defineCheck } from '../../src/engine/check.ts';
import { heldBy } from '../../src/engine/devices.ts';
import { addressMissing } from '../../src/engine/ports.ts';

export default defineCheck({
  id: 'snat-port-address-missing',
  layer: 'router',
  title: 'SNAT port of a distributed router has no address',
  why: 'VMs without a floating IP leave by the SNAT namespace, and the router finds that by the address of sg there.',
  symptom: 'VMs of a distributed router that have no floating IP reach nothing outside; those with one do.',
  remedy: 'Give sg in the SNAT namespace its address again.',
  limits:
    "Judged on the node that has the SNAT namespace. The address is the next hop of the router's own policy route; where that is gone too, a restart of the L3 agent is offered.",
  sources: [
    'https://docs.openstack.org/neutron/latest/admin/deploy-ovs-ha-dvr.html',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/dvr_edge_router.py',
  ],
  severity: 'error',
  each: 'distributedRouters',
  explainedBy: [],
  applies: ({ snat }) => snat !== undefined,
  judge({ snat, host }) {
    if (snat === undefined) return undefined;
    const { namespace, device, expected, prefixLength } = snat;
    if (heldBy(device).length > 0) return undefined;
    return addressMissing({
      namespace,
      device,
      expected:
        expected === undefined || Number.isNaN(prefixLength)
          ? undefined
          : { address: expected, prefixLength, because: "the router's policy route leads there" },
      host,
      agent: 'l3-agent',
    });
  },
});
