import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { agentFile } from '../../support/edits/agent-files.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { process } from '../../support/edits/processes.ts';
import { haA, qrouterA, restart, routerA } from '../../support/lab-names.ts';

const state = agentFile(`/var/lib/neutron/ha_confs/${routerA}/state`);
const monitor = process('neutron-keepalived-state-change');
const standby = device(haA).withoutAddress('169.254.0.50');

testCheck(
  'ha-state-outdated',
  [
    reject('a standby that is said to be active', all(standby, monitor.gone()), {
      summary: /qrouter-6259a93a.*primary/,
      subject: qrouterA,
      fix: [restart.l3],
    }),
    reject('an active one that is said to stand by', all(state.lines('backup'), monitor.frozen()), {
      summary: /qrouter-6259a93a.*backup/,
      fix: [restart.l3],
    }),
    reject('one that is said to be active, holds nothing, and is watched', standby, {
      severity: 'warning',
      summary: /primary.*does not hold.*though/,
      fix: [restart.l3],
    }),
    accept('a state that is about to be told', state.lines('backup')),
    accept('a standby, and told so', all(standby, state.lines('backup'), monitor.gone())),
  ],
  { on: 'ha' },
);
