import { defineCheck } from '../../src/engine/check.ts';
import { containerEvidence } from '../../src/evidence/containers.ts';
import { restartContainer } from '../../src/remedies/containers.ts';

export default defineCheck({
  id: 'container-unhealthy',
  layer: 'platform',
  title: 'Container is unhealthy',
  why: 'Its own health check fails: the program runs, but has lost its message queue, or does not answer.',
  symptom:
    'The agent is dead in `openstack network agent list` while its container is up, and changes are not carried out.',
  remedy: 'Restart the container, which connects again; if it stays unhealthy, its log says what it waits for.',
  limits:
    "By the runtime's word: a deployment without health checks passes, and so does a container in its first minutes (starting).",
  sources: [
    'https://opendev.org/openstack/kolla-ansible/src/branch/master/ansible/roles/neutron/defaults/main.yml',
    'https://docs.docker.com/reference/dockerfile/#healthcheck',
  ],
  severity: 'warning',
  each: 'containers',
  comparesNoAddresses: true,
  with: ['services'],
  ofAnyDriver: true,
  explainedBy: [
    'ovsdb-server-not-answering',
    'ovs-vswitchd-not-answering',
    'l2-agent-frozen',
    'l3-agent-frozen',
    'dhcp-agent-frozen',
    'l2-agent-not-running',
    'l3-agent-not-running',
    'dhcp-agent-not-running',
  ],
  applies: ({ container }) => container.state === 'running',
  judge(view, { services }) {
    const { container, work } = view;
    if (!/\(unhealthy\)/.test(container.status)) return undefined;
    const folder = work?.deployment.logFolder;
    return {
      summary: `The container ${container.name} is unhealthy (${container.status}).`,
      evidence: [containerEvidence(container)],
      fix: restartContainer(
        view,
        services,
        `Check its log${folder === undefined ? '' : ` in ${folder}`} for what its health check waits for.`,
      ),
    };
  },
});
