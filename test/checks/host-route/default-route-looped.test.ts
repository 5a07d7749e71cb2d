import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { routes } from '../../support/edits/ip.ts';
import { qrouterA } from '../../support/lab-names.ts';

const byOwnRouter = routes().changed('default', { gateway: '203.0.113.101', dev: 'br-ex' });

testCheck('default-route-looped', [
  reject('a default route by a router of its own, and no other', byOwnRouter, {
    summary: /203\.0\.113\.101.*qrouter-6259a93a/,
    fix: null,
  }),
  reject(
    'one that is better than that of the NIC',
    all(byOwnRouter, routes().with({ dst: 'default', gateway: '192.0.2.1', dev: 'eth0', metric: 100 })),
    { summary: /203\.0\.113\.101/, fix: ['ip route del default via 203.0.113.101 dev br-ex'] },
  ),
  accept('one that is worse', routes().with({ dst: 'default', gateway: '203.0.113.101', dev: 'br-ex', metric: 100 })),
  accept(
    'a router whose own default route leads elsewhere',
    all(byOwnRouter, routes(qrouterA).changed('default', { gateway: '203.0.113.254' })),
  ),
]);
