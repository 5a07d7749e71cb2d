import { defineCheck, told } from '../../src/engine/check.ts';
import { conditionOf, daemonEvidence, wakeOrStart } from '../../src/engine/fixes/daemons.ts';

export default defineCheck({
  id: 'ovsdb-server-not-answering',
  layer: 'platform',
  title: 'Open vSwitch database does not answer',
  why: 'Without ovsdb-server no port can be added, tagged or seen: the agents stand still, and no port can be judged.',
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
