import { cloud } from '../../support/cloud-names.ts';
import { accept, leaveOpen, reject, testCloudCheck } from '../../support/cloud-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device, namespace } from '../../support/edits/ip.ts';

const twin = { name: 'net2', like: 'net1' } as const;
const [routerA, routerB] = cloud.routers;
const names = (router = routerA) => (router === undefined ? [] : [router.qr.device, router.qg.device]);

testCloudCheck('router-on-two-hosts', [
  reject(
    'routers that were moved, and stayed',
    { also: twin },
    {
      host: 'net1',
      summary: /^Router [-0-9a-f]+ has its addresses on net1 and net2\.$/,
      fix: null,
      count: 2,
    },
  ),
  accept('namespaces that are left empty', {
    also: { ...twin, change: all(...cloud.routers.map((router) => namespace(router.namespace).emptied())) },
  }),
  accept('routers whose ports there are down', {
    also: { ...twin, change: all(...[...names(), ...names(routerB)].map((name) => device(name).down())) },
  }),
  accept('routers without a gateway, which may be distributed ones', {
    also: { ...twin, change: all(...cloud.routers.map(({ qg }) => device(qg.device).gone())) },
  }),
  leaveOpen('recordings from before and after a move', { also: twin, recorded: { net1: '2020-01-01T00:00:00.000Z' } }),
]);
