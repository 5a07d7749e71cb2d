import { defineCheck } from '../../src/engine/check.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'external-veth-missing',
  layer: 'external-bridge',
  title: 'Bridge lacks its end of the veth pair',
  why: 'Only the pair of veth devices leads from the integration bridge to the bridge of a physical network.',
  symptom: 'Flat and VLAN networks of the physical network are cut off on this host, though both bridges look fine.',
  remedy:
    'Restart the Open vSwitch agent, which makes the pair again, or `ovs-vsctl add-port BRIDGE phy-BRIDGE` where the device is there.',
  limits:
    'Read from `ovs-vsctl show` of the time of veth pairs (until Juno) in a saved text. Routers whose qg port is on the bridge itself do without it.',
  sources: [
    'https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html',
    'https://github.com/openstack/neutron/commit/99915fa76b',
  ],
  severity: 'warning',
  each: 'statements',
  comparesNoAddresses: true,
  explainedBy: ['integration-bridge-missing', 'external-bridge-missing'],
  applies: says('bridge-end-missing'),
  judge: (item) =>
    statedFault(item, 'bridge-end-missing', ({ bridge, inside, missing }) => ({
      summary: `br-int has ${inside}, and ${bridge} lacks the other end, ${missing}.`,
      fix: null,
    })),
});
