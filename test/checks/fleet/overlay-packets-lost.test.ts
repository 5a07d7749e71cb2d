import { cloud } from '../../support/cloud-names.ts';
import { accept, leaveOpen, reject, testCloudCheck } from '../../support/cloud-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { port } from '../../support/edits/ovs.ts';

const { vm2 } = cloud.a;

/** Its tap is a port of the switch. */
const guarded = all(port(vm2.qvo).renamed(vm2.tap), ...[vm2.qvo, vm2.qvb, vm2.qbr].map((name) => device(name).gone()));

testCloudCheck(
  'overlay-packets-lost',
  [
    reject(
      'packets that do not leave',
      { crossed: [{ from: 'cmp1', to: 'net1', small: [0, 0, 0], full: [0, 0, 0] }] },
      {
        host: 'cmp1',
        summary:
          /^None of 3 packets of network [-0-9a-f]+ that were injected on cmp1 for 10\.11\.12\.\d on net1 left in a tunnel\.$/,
        fix: null,
      },
    ),
    reject(
      'packets that come by the tunnel and reach no port',
      { crossed: [{ from: 'cmp1', to: 'net1', small: [3, 3, 0], full: [3, 3, 0] }] },
      {
        host: 'net1',
        summary:
          /^3 of 3 packets of network [-0-9a-f]+ came to net1 by the tunnel from cmp1, and none to (?:qr-|tap)[-0-9a-f]+\.$/,
        fix: null,
      },
    ),
    accept('a guest behind the firewall of the switch, which need not let them in', {
      on: { cmp2: guarded },
      crossed: [{ from: 'net1', to: 'cmp2', small: [3, 3, 0] }],
    }),
    accept('or out', { on: { cmp2: guarded }, crossed: [{ from: 'cmp2', to: 'net1', small: [0, 0, 0] }] }),
    reject(
      'a guest before whose firewall they are looked for',
      { crossed: [{ from: 'net1', to: 'cmp2', small: [3, 3, 0] }] },
      { host: 'cmp2', summary: /came to cmp2 by the tunnel from net1, and none to tap/, fix: null },
    ),
    accept('packets that the underlay lost', { crossed: [{ from: 'cmp1', to: 'net1', small: [3, 0, 0] }] }),
    leaveOpen('a host without tcpdump', {
      crossed: [{ from: 'cmp2', to: 'net1', trouble: 'tcpdump is not installed' }],
    }),
  ],
  { given: { crossed: [] } },
);
