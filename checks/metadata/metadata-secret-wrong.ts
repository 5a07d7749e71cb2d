import { defineCheck } from '../../src/engine/check.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'metadata-secret-wrong',
  layer: 'metadata',
  title: 'Metadata agent and nova have different secrets',
  why: 'nova rejects metadata requests with a wrong signature: guests get no SSH key and no host name.',
  symptom: 'Guests get status 403 or 500 from 169.254.169.254, and the metadata agent logs Forbidden.',
  remedy:
    'Set metadata_proxy_shared_secret to the same value in metadata_agent.ini and in nova.conf ([neutron]), and restart both.',
  limits: 'Known only from the log of the metadata agent or nova; the secrets are not read.',
  sources: [
    'https://docs.openstack.org/neutron/latest/configuration/metadata-agent.html',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/metadata/agent.py',
  ],
  severity: 'error',
  each: 'statements',
  comparesNoAddresses: true,
  explainedBy: [],
  applies: says('metadata-secret-refused'),
  judge: (item) =>
    statedFault(item, 'metadata-secret-refused', () => ({
      summary: 'nova rejects the requests of the metadata agent: their shared secrets differ.',
      fix: null,
    })),
});
