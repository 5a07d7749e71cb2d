import { defineCheck } from '../../src/engine/check.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'metadata-request-unanswered',
  layer: 'metadata',
  title: 'A guest got no metadata',
  why: 'Without metadata a guest has no SSH key, no host name and no user data.',
  symptom: "The guest's console shows cloud-init failing to reach 169.254.169.254.",
  remedy:
    'Check that haproxy or neutron-ns-metadata-proxy runs for the router or network, that the metadata agent reaches nova, and that their shared secrets match.',
  limits:
    "Read from a guest's console. A refused connection or no route is between guest and proxy; status 500 is behind the proxy, 403 and 404 are most often a wrong secret or address.",
  sources: [
    'https://docs.openstack.org/neutron/latest/contributor/internals/l3_agent.html',
    'https://cloudinit.readthedocs.io/en/latest/reference/datasources/openstack.html',
  ],
  severity: 'warning',
  each: 'statements',
  comparesNoAddresses: true,
  explainedBy: [
    'metadata-redirect-missing',
    'metadata-input-filtered',
    'metadata-address-missing',
    'metadata-route-missing',
    'metadata-proxy-not-running',
    'metadata-proxy-not-listening',
    'metadata-proxy-frozen',
    'metadata-agent-not-running',
    'metadata-agent-frozen',
    'metadata-agent-socket-missing',
    'nova-metadata-not-listening',
    'metadata-secret-wrong',
    'router-namespace-missing',
  ],
  applies: says('metadata-unanswered'),
  judge: (item) =>
    statedFault(item, 'metadata-unanswered', ({ because }) => ({
      summary: `A guest got no metadata: ${because}.`,
      fix: null,
    })),
});
