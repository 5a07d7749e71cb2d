import { defineCheck } from '../../src/engine/check.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'switch-lacks-bridge',
  layer: 'platform',
  title: 'Switch was asked about a bridge it lacks',
  why: 'What plugs a port into a bridge that does not exist fails: instances do not start, routers and tunnels are cut off.',
  symptom: 'Commands and logs say "ovs-vsctl: no bridge named br-int".',
  remedy:
    'Restart the Open vSwitch agent, which creates br-int and br-tun; create br-ex (`ovs-vsctl add-br br-ex`) and add the NIC that leads outside.',
  limits: 'Read from a saved text: the bridge may have been created since, and another host may be meant.',
  sources: [
    'https://www.openvswitch.org/support/dist-docs/ovs-vsctl.8.html',
    'https://docs.openstack.org/neutron/latest/admin/deploy-ovs-provider.html',
  ],
  severity: 'warning',
  each: 'statements',
  comparesNoAddresses: true,
  explainedBy: ['integration-bridge-missing'],
  applies: says('bridge-unknown'),
  judge: (item) =>
    statedFault(item, 'bridge-unknown', ({ bridge }) => ({
      summary: `The switch had no bridge ${bridge} when it was asked about it.`,
      fix: null,
    })),
});
