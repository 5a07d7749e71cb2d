import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { flows } from '../../support/edits/flows.ts';
import { daemon } from '../../support/edits/ovs.ts';
import { process } from '../../support/edits/processes.ts';

testCheck('ovs-vswitchd-not-answering', [
  reject('a daemon that SIGSTOP has stopped', all(daemon('switch').hangs(), process(/^ovs-vswitchd /).frozen()), {
    summary: /ovs-vswitchd/,
    fix: ['kill -CONT 32'],
  }),
  reject('one that hangs', daemon('switch').hangs(), {
    summary: /ovs-vswitchd/,
    fix: ['/usr/share/openvswitch/scripts/ovs-ctl --no-ovsdb-server restart'],
  }),
  accept('one that has lost its flows', flows('br-int').none()),
]);
