import { cloud } from '../../support/cloud-names.ts';
import { accept, leaveOpen, reject, testCloudCheck } from '../../support/cloud-rows.ts';
import { device } from '../../support/edits/ip.ts';

const twin = { name: 'cmp9', like: 'cmp2' } as const;

testCloudCheck('vm-port-on-two-hosts', [
  reject(
    'a guest that was left behind on its previous host',
    { also: twin },
    {
      host: 'cmp2',
      summary: new RegExp(`^Port ${cloud.a.vm2.portId} is plugged in on cmp2 and cmp9\\.$`),
      fix: null,
    },
  ),
  accept('a port without a guest on the previous host', { also: { ...twin, change: device(cloud.a.vm2.tap).gone() } }),
  leaveOpen('recordings from before and after a migration', {
    also: twin,
    recorded: { cmp2: '2020-01-01T00:00:00.000Z' },
  }),
]);
