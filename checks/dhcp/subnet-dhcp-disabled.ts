import { defineCheck } from '../../src/engine/check.ts';
import { valuesOf } from '../../src/facts/known.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'subnet-dhcp-disabled',
  layer: 'dhcp',
  title: 'Subnet has no DHCP',
  why: 'Neutron runs no DHCP server for it: guests get an address only by hand or from a config drive.',
  symptom: 'VMs of the subnet boot without an address, and nothing answers their requests.',
  remedy: 'Enable it: `openstack subnet set --dhcp SUBNET`, or configure the guests.',
  limits:
    'Read from `subnet show` in a saved text. It may be meant to be so; silent where the network is shown to be an external one.',
  sources: [
    'https://docs.openstack.org/python-openstackclient/latest/cli/command-objects/subnet.html',
    'https://docs.openstack.org/neutron/latest/admin/intro-os-networking.html',
  ],
  severity: 'warning',
  each: 'statements',
  comparesNoAddresses: true,
  with: ['statements'],
  explainedBy: [],
  applies: says('subnet-dhcp-disabled'),
  judge: (item, { statements }) =>
    statedFault(item, 'subnet-dhcp-disabled', ({ subnet, networkId }) => {
      const isExternal = valuesOf(statements).some(
        ({ statement }) => statement.kind === 'network-external' && statement.networkId === networkId,
      );
      return isExternal ? undefined : { summary: `DHCP is disabled in the subnet ${subnet}.`, fix: null };
    }),
});
