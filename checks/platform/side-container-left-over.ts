import { defineCheck, required } from '../../src/engine/check.ts';
import { containerEvidence } from '../../src/evidence/containers.ts';

export default defineCheck({
  id: 'side-container-left-over',
  layer: 'platform',
  title: 'Side container of a namespace that is gone',
  why: 'It holds the deleted namespace with its ports, and its addresses may be taken again elsewhere.',
  symptom: 'A network or router that was deleted still answers, and containers pile up on the host.',
  remedy: 'Remove the container; what is still needed the agent starts again.',
  limits:
    'By the name that kolla-ansible and TripleO give such a container; one that has exited holds nothing and is left alone.',
  sources: [
    'https://opendev.org/openstack/kolla/src/branch/master/kolla/docker/neutron/neutron-base/dnsmasq',
    'https://github.com/openstack/puppet-tripleo/blob/stable/wallaby/templates/neutron/dnsmasq.epp',
  ],
  severity: 'warning',
  each: 'containers',
  comparesNoAddresses: true,
  ofAnyDriver: true,
  explainedBy: [],
  applies: ({ side, container }) => side !== undefined && container.state === 'running',
  judge({ container, side, hasNamespace }) {
    if (side === undefined || required(hasNamespace)) return undefined;
    return {
      summary: `The container ${container.name} still runs, and there is no namespace ${side.namespace}.`,
      evidence: [
        containerEvidence(container),
        { command: ['ip', 'netns', 'list'], where: 'host', output: '', about: side.namespace },
      ],
      fix: {
        summary: `Remove the container ${container.name}`,
        risk: 'disruptive',
        commands: [[container.runtime, 'rm', '-f', container.name]],
        undo: [],
        permanent: 'Check the log of the agent for why it did not end it.',
      },
    };
  },
});
