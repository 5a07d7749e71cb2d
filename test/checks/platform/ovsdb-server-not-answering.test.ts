import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { daemon } from '../../support/edits/ovs.ts';
import { process } from '../../support/edits/processes.ts';

testCheck('ovsdb-server-not-answering', [
  reject('a daemon that SIGSTOP has stopped', all(daemon('database').hangs(), process(/^ovsdb-server /).frozen()), {
    summary: /ovsdb-server/,
    fix: ['kill -CONT 26'],
  }),
  reject('one that has died', all(daemon('database').refuses(), process(/^ovsdb-server /).gone()), {
    summary: /ovsdb-server/,
    fix: ['/usr/share/openvswitch/scripts/ovs-ctl --no-ovs-vswitchd start'],
  }),
  accept('a switch that does not answer, while the database does', daemon('switch').hangs()),
]);
