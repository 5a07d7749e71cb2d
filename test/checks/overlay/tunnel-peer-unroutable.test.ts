import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { routes } from '../../support/edits/ip.ts';

testCheck('tunnel-peer-unroutable', [
  reject('no route at all', all(routes().without('198.18.0.0/24'), routes().without('default')), {
    summary: /198\.18\.0\.20.*vxlan-c6120014/,
    fix: null,
  }),
  reject('a route that ends the packets', routes().with({ dst: '198.18.0.20', type: 'blackhole' }), {
    summary: /blackhole.*198\.18\.0\.20/,
    fix: ['ip route del blackhole 198.18.0.20/32 table main'],
  }),
  accept('a peer behind a gateway', routes().without('198.18.0.0/24')),
  accept('a route that ends packets to others', routes().with({ dst: '198.18.77.0/24', type: 'unreachable' })),
]);
