import { defineCheck } from '../../src/engine/check.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'administratively-down',
  layer: 'tap',
  title: 'Neutron keeps it down on purpose',
  why: 'What has admin_state_up=False is not served: a port is parked on the dead VLAN, a router or a network has no namespace.',
  symptom: 'One VM, router or network is cut off, while all agents are alive.',
  remedy:
    'Set it up again: `openstack port set --enable PORT`, `router set --enable ROUTER`, `network set --enable NETWORK`.',
  limits: 'Read from `show` in a saved text. It may be meant to be so.',
  sources: [
    'https://docs.openstack.org/python-openstackclient/latest/cli/command-objects/port.html',
    'https://docs.openstack.org/python-openstackclient/latest/cli/command-objects/router.html',
  ],
  severity: 'error',
  each: 'statements',
  comparesNoAddresses: true,
  explainedBy: [],
  applies: says('administratively-down'),
  judge: (item) =>
    statedFault(item, 'administratively-down', ({ what, name }) => ({
      summary: `The ${what}${name === '' ? '' : ` ${name}`} is administratively down (admin_state_up is False).`,
      fix: null,
    })),
});
