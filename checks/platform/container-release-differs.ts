import { defineCheck } from '../../src/engine/check.ts';
import { containerEvidence } from '../../src/evidence/containers.ts';
import type { ContainerView } from '../../src/topology/containers.ts';

/** What one project releases has one tag. */
const projectOf = ({ name }: ContainerView['container']): string | undefined => name.split('_')[0];

/** The tag of an image, which may stand behind a registry with a port; a digest is none. */
const releaseOf = ({ image }: ContainerView['container']): string | undefined =>
  image.includes('@') ? undefined : image.match(/:([^:/]+)$/)?.[1];

export default defineCheck({
  id: 'container-release-differs',
  layer: 'platform',
  title: 'Container is of another release than its neighbours',
  why: "An upgrade that stopped halfway: agents of different releases may not understand each other's messages and flows.",
  symptom: 'Since an upgrade some changes of ports or routers are not carried out on this host.',
  remedy: 'No command is proposed: the deployment tool re-creates the container from the right image.',
  limits:
    'Compares the tags of the images of one deployment on this host; Open vSwitch and Neutron may have tags of their own, and images without a tag are not compared.',
  sources: [
    'https://opendev.org/openstack/kolla-ansible/src/branch/master/ansible/roles/neutron/defaults/main.yml',
    'https://docs.openstack.org/kolla-ansible/latest/user/operating-kolla.html',
  ],
  severity: 'warning',
  each: 'containers',
  comparesNoAddresses: true,
  ofAnyDriver: true,
  explainedBy: [],
  applies: ({ work, neighbours }) => work !== undefined && neighbours.length > 0,
  judge({ container, neighbours }) {
    const own = releaseOf(container);
    const peers = neighbours.filter((other) => projectOf(other) === projectOf(container));
    const releases = new Set(peers.map(releaseOf));
    const [other] = releases;
    // Of two there is no telling which one is behind.
    if (peers.length < 2 || releases.size !== 1 || own === undefined || other === undefined || other === own)
      return undefined;
    return {
      summary: `The container ${container.name} is of ${own}, its neighbours are of ${other}.`,
      evidence: [container, ...peers].map(containerEvidence),
      fix: null,
    };
  },
});
