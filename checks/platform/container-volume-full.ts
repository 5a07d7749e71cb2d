import { defineCheck, required } from '../../src/engine/check.ts';
import { containerEvidence } from '../../src/evidence/containers.ts';

export default defineCheck({
  id: 'container-volume-full',
  layer: 'platform',
  title: 'No space is left in a volume of a container',
  why: "Agents and Open vSwitch can't write logs, host files or the database: changes are half carried out or refused.",
  symptom: 'Agents log "No space left on device", or log nothing more at all, and new VMs get no address.',
  remedy: 'No command is proposed, as only the operator knows what may be deleted.',
  limits: 'Reported if no block or inode is left for who is not root on a volume of logs, of state or of the database.',
  sources: [
    'https://man7.org/linux/man-pages/man2/statfs.2.html',
    'https://opendev.org/openstack/kolla-ansible/src/branch/master/ansible/roles/common',
  ],
  severity: 'error',
  each: 'containers',
  comparesNoAddresses: true,
  ofAnyDriver: true,
  explainedBy: ['state-folder-full'],
  applies: ({ work, inside }) => work !== undefined && (!inside.known || inside.value !== undefined),
  judge({ container, inside: fact }) {
    const inside = required(fact);
    // What is no mount of its own lies in the container itself.
    const volume = inside?.mounts.findLast(({ point }) => inside.full.includes(point));
    if (inside === undefined || volume === undefined) return undefined;
    const full = volume.point;
    return {
      summary: `The volume ${full} of ${container.name} has no space left.`,
      evidence: [
        {
          command: ['stat', '-f', '-c', '%a %b %d %c %n', `/proc/${inside.pid}/root${full}`],
          where: 'host',
          output: '',
        },
        containerEvidence(container),
      ],
      // Containers share their volumes, and these a file system: one is enough to name it.
      shared: `full ${volume.source.split(' ')[0]}`,
      fix: null,
    };
  },
});
