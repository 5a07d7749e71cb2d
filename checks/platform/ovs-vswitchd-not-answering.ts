import { defineCheck, told } from '../../src/engine/check.ts';
import { conditionOf, daemonEvidence, startSwitch } from '../../src/engine/fixes/daemons.ts';

export default defineCheck({
  id: 'ovs-vswitchd-not-answering',
  layer: 'platform',
  title: 'Switch daemon does not answer',
  why: 'ovs-vswitchd forwards the packets: without it no VM, router or DHCP server of this host reaches another.',
  symptom:
    'All VMs of the host lose the network at once, or, while the kernel still holds their flows, everything new hangs.',
  remedy:
    'Start the daemon again or let it go on with SIGCONT; of a userspace switch the dead devices are removed too, and the agents restarted to plug new ones.',
  limits:
    'It asks whether the daemon answers within 5 seconds: one that answers, but has lost its flows or its kernel module, passes.',
  sources: [
    'https://www.openvswitch.org/support/dist-docs/ovs-vswitchd.8.html',
    'https://bugs.launchpad.net/bugs/1839592',
    'https://github.com/iesgn/openstack-debian-ansible/issues/6',
  ],
  severity: 'error',
  each: 'daemons',
  explainedBy: [],
  applies: ({ name }) => name === 'ovs-vswitchd',
  judge(view) {
    const daemon = told(view.daemon);
    if (daemon.answers) return undefined;
    return { summary: conditionOf(daemon), evidence: daemonEvidence(daemon), fix: startSwitch(view, daemon) };
  },
});
