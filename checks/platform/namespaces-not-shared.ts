import { defineCheck, required } from '../../src/engine/check.ts';
import { containerEvidence, mountEvidence } from '../../src/evidence/containers.ts';
import type { Mount } from '../../src/facts/containers.ts';

const folder = '/run/netns';

const folderMount = (mounts: readonly Mount[]): Mount | undefined => mounts.findLast(({ point }) => point === folder);

/** The one that the folder lies in, where it is none itself. */
const hostMount = (mounts: readonly Mount[]): Mount | undefined =>
  folderMount(mounts) ??
  mounts.findLast(({ point }) => point === '/run') ??
  mounts.findLast(({ point }) => point === '/');

export default defineCheck({
  id: 'namespaces-not-shared',
  layer: 'platform',
  title: 'Namespaces of an agent stay in its container',
  why: "The host and other containers get plain files in place of the namespaces, and after a restart the agent can't enter what it left.",
  symptom:
    'On the host `ip netns exec` says "Invalid argument", and DHCP or routers fail after the container is restarted.',
  remedy:
    'No command is proposed: how /run/netns is mounted is settled when a container is made, with shared propagation.',
  limits:
    'Looks at the mounts of the containers of L3 and DHCP agents which have a process; where namespaces are on the host all the same, this is a warning about the next restart.',
  sources: [
    'https://opendev.org/openstack/kolla-ansible/src/branch/master/ansible/roles/neutron/defaults/main.yml',
    'https://man7.org/linux/man-pages/man7/mount_namespaces.7.html',
    'https://bugs.launchpad.net/kolla/+bug/1616268',
  ],
  severity: 'warning',
  each: 'containers',
  comparesNoAddresses: true,
  ofAnyDriver: true,
  explainedBy: [],
  applies: ({ work, inside }) =>
    (work?.role === 'l3-agent' || work?.role === 'dhcp-agent') && (!inside.known || inside.value !== undefined),
  judge({ container, inside: fact, host }) {
    const inside = required(fact);
    if (inside === undefined) return undefined;
    const own = folderMount(inside.mounts);
    const ofHost = hostMount(required(host).mounts);
    if (own?.peers !== undefined && own.peers === ofHost?.peers) return undefined;
    return {
      summary: `${container.name} does not share /run/netns with the host: its namespaces are not visible here.`,
      evidence: [
        mountEvidence(
          inside.pid,
          folder,
          own === undefined ? '' : own.peers === undefined ? '(not shared)' : `shared:${own.peers}`,
        ),
        containerEvidence(container),
      ],
      // The mounts of a container can't be changed while it is there.
      fix: null,
    };
  },
});
