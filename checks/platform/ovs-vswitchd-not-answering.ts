import { conditionOf } from '../../src/analysis/processes.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { daemonEvidence } from '../../src/evidence/processes.ts';
import { startSwitch } from '../../src/remedies/open-vswitch.ts';

export default defineCheck({
  id: 'ovs-vswitchd-not-answering',
  layer: 'platform',
  title: 'Switch daemon does not answer',
  why: 'ovs-vswitchd forwards the packets: without it no VM, router or DHCP server of this host reaches another.',
  symptom:
    'All VMs of the host lose the network at once, or, while the kernel still has their flows, all new connections hang.',
  remedy:
    'Start or resume (SIGCONT) the daemon; with a userspace switch also delete the stale devices and restart the agents to plug new ones.',
  limits: 'Tests whether the daemon answers within 5 seconds: one that has lost its flows or its kernel module passes.',
  sources: [
    'https://www.openvswitch.org/support/dist-docs/ovs-vswitchd.8.html',
    'https://bugs.launchpad.net/bugs/1839592',
    'https://github.com/iesgn/openstack-debian-ansible/issues/6',
  ],
  severity: 'error',
  each: 'daemons',
  comparesNoAddresses: true,
  ofAnyDriver: true,
  with: ['services', 'switchDatabase', 'externalBridges', 'tenantRanges', 'ports'],
  explainedBy: [],
  applies: ({ name }) => name === 'ovs-vswitchd',
  judge({ daemon: fact }, { services, switchDatabase, externalBridges, tenantRanges, ports }) {
    const daemon = required(fact);
    if (daemon.answers) return undefined;
    return {
      summary: conditionOf(daemon),
      evidence: daemonEvidence(daemon),
      fix: startSwitch(daemon, services, { switchDatabase, externalBridges, tenantRanges, ports }),
    };
  },
});
