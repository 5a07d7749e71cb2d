import { addressEvidence } from '../../src/evidence/devices.ts';
import { valuesOf } from '../../src/facts/known.ts';
import { defineCloudCheck, seenOn } from '../../src/fleet/check.ts';
import { namesOf, requireAtOnce } from '../../src/fleet/cloud.ts';
import { addressesOn } from '../../src/topology/addresses.ts';
import type { Router } from '../../src/topology/routers.ts';

export default defineCloudCheck({
  id: 'router-on-two-hosts',
  layer: 'router',
  title: 'Router that is not highly available runs on two hosts',
  why: 'Both have its MACs and addresses: packets of its networks and floating IPs go to one or the other at random.',
  symptom: 'After a router was moved to another L3 agent, its gateway and floating IPs answer intermittently.',
  remedy:
    'Restart the L3 agent on the host that Neutron does not have the router on (openstack network agent list --router): it removes what is left.',
  limits:
    'HA and distributed routers are on many hosts on purpose; they and routers without a gateway are not judged. Which host is right only Neutron knows, so no fix is proposed.',
  sources: [
    'https://bugs.launchpad.net/neutron/+bug/1375625',
    'https://docs.openstack.org/neutron/latest/configuration/neutron.html#DEFAULT.allow_automatic_l3agent_failover',
  ],
  severity: 'error',
  each: 'cloudRouters',
  comparesNoAddresses: true,
  explainedBy: [],
  explains: ['address-answered-twice'],
  judge({ id, instances, subject }) {
    const legacy = instances.filter(({ router }) => router.mode === 'legacy' && holds(router).length > 0);
    const [first, ...others] = legacy;
    if (first === undefined || others.length === 0) return undefined;
    requireAtOnce(legacy.map(({ host }) => host));
    const names = legacy.map(({ host }) => host.name);
    return {
      host: first.host.name,
      hosts: names,
      subject,
      summary: `Router ${id} has its addresses on ${namesOf(legacy.map(({ host }) => host))}.`,
      evidence: legacy.flatMap(({ host, router }) =>
        holds(router)
          .slice(0, 1)
          .map((device) => seenOn(host.name, addressEvidence(router.namespace, device))),
      ),
      fix: null,
    };
  },
});

/** The external ports that are up: a distributed router has none in its namespace, even where nothing else tells it. */
const holds = ({ stack }: Pick<Router, 'stack'>) =>
  valuesOf(stack.interfaces).filter(
    (device) =>
      device.name.startsWith('qg-') && addressesOn(device).length > 0 && device.flags?.includes('UP') !== false,
  );
