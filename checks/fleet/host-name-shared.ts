import { tunnelEvidence } from '../../src/evidence/tunnels.ts';
import { valuesOf } from '../../src/facts/known.ts';
import { defineCloudCheck, seenOn } from '../../src/fleet/check.ts';
import { areJoined, type CloudHost, namesOf, requireAtOnce } from '../../src/fleet/cloud.ts';

export default defineCloudCheck({
  id: 'host-name-shared',
  layer: 'platform',
  title: 'Two hosts have one hostname',
  why: 'Neutron knows an agent by the name of its host: of two it takes what they report for one, and binds ports to either.',
  symptom: 'An agent in openstack network agent list changes its local_ip again and again, and new ports stay down.',
  remedy: 'Give one of the hosts its own hostname, or its agents their own `host` in neutron.conf, and restart them.',
  limits:
    'A warning, for agents may have their names from `host` in neutron.conf. Asked of hosts with tunnels to each other; of one host that was recorded twice the newer recording counts.',
  sources: [
    'https://docs.openstack.org/neutron/latest/configuration/neutron.html#DEFAULT.host',
    'https://bugs.launchpad.net/neutron/+bug/1464178',
  ],
  severity: 'warning',
  each: 'hostnames',
  explainedBy: [],
  explains: [],
  judge({ hostname, hosts }) {
    const [first, ...others] = hosts;
    const same = first === undefined ? [] : others.filter((other) => areJoined(first, other));
    if (first === undefined || same.length === 0) return undefined;
    const all = [first, ...same];
    requireAtOnce(all);
    return {
      host: first.name,
      hosts: all.map(({ name }) => name),
      summary: `${namesOf(all)} all call themselves ${hostname}.`,
      evidence: all.flatMap(tunnelOf),
      fix: null,
    };
  },
});

/** By its local_ip it is told from the other. */
const tunnelOf = (host: CloudHost) =>
  valuesOf(host.topology.tunnels)
    .slice(0, 1)
    .map((tunnel) => seenOn(host.name, tunnelEvidence(tunnel)));
