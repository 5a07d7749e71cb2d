import { defineCheck } from '../../src/engine/check.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'tunnels-unjoined',
  layer: 'overlay',
  title: 'No patch pair is shown between br-int and br-tun',
  why: 'Nothing else leads from VMs, DHCP servers and routers to the tunnels: other hosts are out of reach.',
  symptom: 'VMs of one host reach each other and nobody elsewhere, though all tunnels of br-tun exist.',
  remedy: 'Restart the Open vSwitch agent, which makes patch-tun and patch-int as peers of each other.',
  limits:
    'Read from a part of `ovs-vsctl show` in a pasted text that has both bridges with all their ports; of the whole, tunnel-patch-broken judges. It warns, as lines may be lost.',
  sources: [
    'https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html',
    'https://github.com/openstack/neutron/commit/99915fa76b',
  ],
  severity: 'warning',
  each: 'statements',
  with: ['switchDatabase'],
  explainedBy: ['tunnel-patch-broken', 'integration-bridge-missing'],
  // A file of its own that lacks its first line was cut by something else than a person.
  applies: (item) => item.isPasted && says('tunnels-unjoined')(item),
  judge: (item, { switchDatabase }) =>
    statedFault(item, 'tunnels-unjoined', ({ patches }) => {
      // Of a whole switch another check says which of the two is missing.
      if (switchDatabase.known && switchDatabase.value.isComplete) return undefined;
      return {
        summary: `No patch pair joins br-int and br-tun (${patches.length === 0 ? 'neither has a patch port' : patches.join(', ')}).`,
        fix: null,
      };
    }),
});
