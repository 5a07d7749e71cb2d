import { defineCheck, told } from '../../src/engine/check.ts';
import { conditionOf, daemonEvidence, wakeOrStart } from '../../src/engine/fixes/daemons.ts';

export default defineCheck({
  id: 'ovsdb-server-not-answering',
  layer: 'platform',
  title: 'Open vSwitch database does not answer',
  why: 'Without ovsdb-server no port can be added, tagged or seen: the agents stand still, and no port can be judged.',
  symptom:
    'Each ovs-vsctl hangs or cannot connect, and whatever is started from now on gets no network; VMs that run go on as before.',
  remedy:
    'Restart the Open vSwitch service, or start this daemon alone by ovs-ctl; one that a signal has stopped is let go on with SIGCONT.',
  limits:
    'A database that needs more than 5 seconds for an answer counts as dead; where ovs-vsctl is missing or refused, the check cannot tell.',
  sources: [
    'https://www.openvswitch.org/support/dist-docs/ovs-ctl.8.html',
    'https://bugs.launchpad.net/bugs/1910946',
    'https://github.com/openstack/neutron/commit/5d8f3fd614',
  ],
  severity: 'error',
  each: 'daemons',
  explainedBy: [],
  applies: ({ name }) => name === 'ovsdb-server',
  judge(view) {
    const daemon = told(view.daemon);
    if (daemon.answers) return undefined;
    return { summary: conditionOf(daemon), evidence: daemonEvidence(daemon), fix: wakeOrStart(view.host, daemon) };
  },
});
