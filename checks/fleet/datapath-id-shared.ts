import { defineCloudCheck, seenOn } from '../../src/fleet/check.ts';
import { namesOf, requireAtOnce } from '../../src/fleet/cloud.ts';

export default defineCloudCheck({
  id: 'datapath-id-shared',
  layer: 'platform',
  title: 'Two hosts have one datapath id',
  why: 'The id is made at random on each host: two equal ones are copies, as their MACs and other ids may be.',
  symptom: 'After a host was added from an image of another, a controller or monitoring mixes them up.',
  remedy: "Remove the copy's other_config:datapath-id and hwaddr, or create its Open vSwitch database again.",
  limits:
    "A warning: agents of Neutron talk to their own host's switch only. A host that was recorded under two names at different times is not judged.",
  sources: [
    'https://man7.org/linux/man-pages/man5/ovs-vswitchd.conf.db.5.html',
    'https://bugs.launchpad.net/bugs/1697243',
  ],
  severity: 'warning',
  each: 'datapathIds',
  comparesNoAddresses: true,
  explainedBy: [],
  explains: [],
  judge({ id, bridge, hosts }) {
    const [first, copy] = hosts;
    if (first === undefined || copy === undefined) return undefined;
    requireAtOnce(hosts);
    return {
      host: copy.name,
      hosts: hosts.map(({ name }) => name),
      summary: `${bridge} has the datapath id ${id} on ${namesOf(hosts)}.`,
      evidence: hosts.map(({ name }) =>
        seenOn(name, { command: ['ovs-vsctl', 'get', 'Bridge', bridge, 'datapath_id'], where: 'host', output: id }),
      ),
      // Which of them is the copy does not matter: each may have another.
      fix: {
        summary: `Give ${bridge} of ${copy.name} another datapath id`,
        risk: 'disruptive',
        commands: [['ovs-vsctl', 'set', 'Bridge', bridge, `other_config:datapath-id=${otherId(id)}`]],
        undo: [['ovs-vsctl', 'remove', 'Bridge', bridge, 'other_config', 'datapath-id']],
        permanent: 'Create the Open vSwitch database of hosts that are made from an image on their first start.',
      },
    };
  },
});

/** The same id with its first digit changed, which no MAC reaches. */
const otherId = (id: string): string => `${id.startsWith('f') ? 'e' : 'f'}${id.slice(1)}`;
