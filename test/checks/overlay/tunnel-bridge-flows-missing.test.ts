import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { flows } from '../../support/edits/flows.ts';
import { port } from '../../support/edits/ovs.ts';
import { restart, tunnel } from '../../support/lab-names.ts';

testCheck('tunnel-bridge-flows-missing', [
  reject('a bridge without any flow', flows('br-tun').none(), { summary: /br-tun/, fix: [restart.l2] }),
  reject('a table to which packets are sent, and which is empty', flows('br-tun').without('table=22'), {
    summary: /br-tun.*22/,
    fix: [restart.l2],
  }),
  reject('a host without peers, which loses nothing yet', all(flows('br-tun').none(), port(tunnel).gone()), {
    summary: /br-tun/,
    severity: 'warning',
    fix: [restart.l2],
  }),
  accept('a table to which nothing is sent', flows('br-tun').without('table=6')),
]);
