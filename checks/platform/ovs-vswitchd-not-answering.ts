import { defineCheck, told } from '../../src/engine/check.ts';
import { conditionOf, daemonEvidence, startSwitch } from '../../src/engine/fixes/daemons.ts';

export default defineCheck({
  id: 'ovs-vswitchd-not-answering',
  layer: 'platform',
  title: 'Switch daemon does not answer',
  why: 'ovs-vswitchd forwards the packets: without it no VM, router or DHCP server of this host reaches another.',
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
