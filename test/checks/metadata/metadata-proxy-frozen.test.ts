import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { newProcess, process } from '../../support/edits/processes.ts';
import { routerA } from '../../support/lab-names.ts';

testCheck('metadata-proxy-frozen', [
  reject('the proxy of a router', process(`ns-metadata-proxy/${routerA}.conf`).frozen(), {
    summary: /qrouter-6259a93a/,
    fix: ['kill -CONT 116'],
  }),
  accept(
    'a proxy whose second process goes on',
    all(
      process(`ns-metadata-proxy/${routerA}.conf`).frozen(),
      newProcess(`haproxy -f /var/lib/neutron/ns-metadata-proxy/${routerA}.conf`, {
        besideOf: new RegExp(`ns-metadata-proxy/${routerA}`),
      }),
    ),
  ),
]);
