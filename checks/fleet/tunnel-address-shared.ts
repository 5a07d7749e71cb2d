import { tunnelEvidence } from '../../src/evidence/tunnels.ts';
import { defineCloudCheck, seenOn } from '../../src/fleet/check.ts';
import { namesOf, requireAtOnce } from '../../src/fleet/cloud.ts';

export default defineCloudCheck({
  id: 'tunnel-address-shared',
  layer: 'overlay',
  title: 'Two hosts have one local_ip',
  why: 'Other hosts have one tunnel for both, which ends on one of them: the VMs on the other are unreachable.',
  symptom: 'After a host was added from a copy, VMs on it or on its original lose contact with all other hosts.',
  remedy: 'Give the copy its own address, and set local_ip in the configuration of its Open vSwitch agent to it.',
  limits:
    'Which of the hosts is the copy is unknown, so no fix is proposed. IPv6 underlays are not checked; of recordings from different times it is unknown, for addresses pass from one host to another.',
  sources: [
    'https://docs.openstack.org/neutron/latest/configuration/ml2-conf.html',
    'https://bugs.launchpad.net/neutron/+bug/1464178',
  ],
  severity: 'error',
  each: 'tunnelAddresses',
  explainedBy: ['tunnel-local-address-missing'],
  explains: [],
  judge({ address, ends }) {
    const [first, ...others] = ends;
    if (first === undefined || others.length === 0) return undefined;
    requireAtOnce(ends.map(({ host }) => host));
    const names = ends.map(({ host }) => host.name);
    return {
      host: first.host.name,
      hosts: names,
      summary: `Tunnels of ${namesOf(ends.map(({ host }) => host))} all start from ${address}.`,
      evidence: ends.flatMap(({ host, tunnels }) =>
        tunnels.slice(0, 1).map((tunnel) => seenOn(host.name, tunnelEvidence(tunnel))),
      ),
      fix: null,
    };
  },
});
