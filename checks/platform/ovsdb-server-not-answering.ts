import { conditionOf } from '../../src/analysis/processes.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { daemonEvidence } from '../../src/evidence/processes.ts';
import { resumeOrStart } from '../../src/remedies/open-vswitch.ts';

export default defineCheck({
  id: 'ovsdb-server-not-answering',
  layer: 'platform',
  title: 'Open vSwitch database does not answer',
  why: 'Without ovsdb-server no port can be added, tagged or listed: the agents are blocked, and no port can be checked.',
  symptom: 'Each ovs-vsctl hangs or cannot connect, and new VMs get no network; running ones are not affected.',
  remedy: 'Restart the Open vSwitch service, or start this daemon with ovs-ctl; resume a suspended one (SIGCONT).',
  limits:
    'A database that needs more than 5 seconds counts as dead; unknown where ovs-vsctl is missing or not permitted.',
  sources: [
    'https://www.openvswitch.org/support/dist-docs/ovs-ctl.8.html',
    'https://bugs.launchpad.net/bugs/1910946',
    'https://github.com/openstack/neutron/commit/5d8f3fd614',
  ],
  severity: 'error',
  each: 'daemons',
  comparesNoAddresses: true,
  ofAnyDriver: true,
  with: ['services'],
  explainedBy: [],
  applies: ({ name }) => name === 'ovsdb-server',
  judge(view, { services }) {
    const daemon = required(view.daemon);
    if (daemon.answers) return undefined;
    return { summary: conditionOf(daemon), evidence: daemonEvidence(daemon), fix: resumeOrStart(services, daemon) };
  },
});
