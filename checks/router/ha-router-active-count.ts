import { defineCheck } from '../../src/engine/check.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'ha-router-active-count',
  layer: 'router',
  title: 'Highly available router is not active exactly once',
  why: 'Two active instances both answer for its addresses, and with none nobody does.',
  symptom: 'Floating IPs and the way out work now and then, or not at all.',
  remedy:
    'Check that the hosts reach each other on the HA network (VLAN or tunnel, VRRP, protocol 112), and keepalived on each.',
  limits: 'Known only from a table of agents in a saved text, which may be some seconds behind a switch-over.',
  sources: [
    'https://docs.openstack.org/neutron/latest/admin/deploy-ovs-ha-vrrp.html',
    'https://bugs.launchpad.net/neutron/+bug/1375625',
  ],
  severity: 'error',
  each: 'statements',
  comparesNoAddresses: true,
  explainedBy: [],
  applies: says('ha-active-count'),
  judge: (item) =>
    statedFault(item, 'ha-active-count', ({ active, all }) => ({
      // The row of an active one may have been lost.
      severity: active.length === 0 ? 'warning' : 'error',
      summary:
        active.length === 0
          ? `No instance of a highly available router is active, on none of ${all.join(', ')}.`
          : `A highly available router is active on ${active.length} hosts: ${active.join(', ')}.`,
      fix: null,
    })),
});
