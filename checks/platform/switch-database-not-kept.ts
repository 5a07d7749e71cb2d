import { defineCheck, required } from '../../src/engine/check.ts';
import { containerEvidence, mountEvidence } from '../../src/evidence/containers.ts';

/** The file that it was told to use. */
const databaseIn = (args: string): string | undefined => args.match(/ (\/\S+\/)[^/ ]+\.db(?: |$)/)?.[1];

export default defineCheck({
  id: 'switch-database-not-kept',
  layer: 'platform',
  title: 'Database of Open vSwitch is not kept',
  why: 'It lies in the container itself: whenever that is re-created, bridges, ports and their tags are gone.',
  symptom: 'After an upgrade or reconfiguration all VMs of the host lose the network, and `ovs-vsctl show` is empty.',
  remedy:
    'No command is proposed: the deployment tool re-creates the container with a volume; back the database up before.',
  limits:
    'Looks at the mounts of the container of ovsdb-server; a database that its start script copies from elsewhere is warned of too.',
  sources: [
    'https://opendev.org/openstack/kolla-ansible/src/branch/master/ansible/roles/openvswitch/defaults/main.yml',
    'https://bugs.launchpad.net/kolla-ansible/+bug/1577154',
  ],
  severity: 'warning',
  each: 'containers',
  comparesNoAddresses: true,
  with: ['processes'],
  ofAnyDriver: true,
  explainedBy: [],
  applies: ({ work, inside }) => work?.role === 'ovsdb-server' && (!inside.known || inside.value !== undefined),
  judge({ container, inside: fact }, { processes }) {
    const inside = required(fact);
    const folder = databaseIn(required(processes).find(({ pid }) => pid === inside?.pid)?.args ?? '');
    if (inside === undefined || folder === undefined) return undefined;
    if (inside.mounts.some(({ point }) => point !== '/' && folder.startsWith(`${point}/`))) return undefined;
    return {
      summary: `The database of Open vSwitch has no volume: it is lost when ${container.name} is re-created.`,
      evidence: [mountEvidence(inside.pid, folder.slice(0, -1), ''), containerEvidence(container)],
      fix: null,
    };
  },
});
