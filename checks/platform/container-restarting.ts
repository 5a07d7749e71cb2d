import { defineCheck } from '../../src/engine/check.ts';
import { containerEvidence } from '../../src/evidence/containers.ts';

export default defineCheck({
  id: 'container-restarting',
  layer: 'platform',
  title: 'Container keeps restarting',
  why: 'Its program ends soon after each start, so nothing does its work, and what it had started ends with it.',
  symptom: 'The agent is up and down in `openstack network agent list`, and new ports or networks are not set up.',
  remedy: "No command is proposed: the container's log says why its program ends.",
  limits:
    'By what the runtime lists: Docker has a state for it, Podman leaves it to systemd, and shows a container that was just started.',
  sources: [
    'https://docs.docker.com/reference/cli/docker/container/ls/',
    'https://bugs.launchpad.net/kolla-ansible/+bug/1829133',
  ],
  severity: 'error',
  each: 'containers',
  ofAnyDriver: true,
  explainedBy: [],
  applies: ({ container }) => container.state !== 'exited' && container.state !== 'created',
  judge({ container }) {
    if (container.state !== 'restarting') return undefined;
    return {
      summary: `The container ${container.name} keeps restarting (${container.status}).`,
      evidence: [containerEvidence(container)],
      // Only its log tells why its program ends.
      fix: null,
    };
  },
});
