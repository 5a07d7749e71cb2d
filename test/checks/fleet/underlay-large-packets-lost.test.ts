import { accept, leaveOpen, reject, testCloudCheck } from '../../support/cloud-rows.ts';

testCloudCheck(
  'underlay-large-packets-lost',
  [
    reject(
      'a switch that takes small frames only',
      { crossed: [{ from: 'cmp1', to: 'cmp2', full: [3, 0, 0] }] },
      {
        host: 'cmp1',
        summary:
          /^Packets of 1450 bytes from cmp1 to cmp2 left in a tunnel, and none arrived; those of 84 bytes arrived\.$/,
        fix: null,
      },
    ),
    reject(
      'a host that cannot even send them',
      { crossed: [{ from: 'cmp1', to: 'cmp2', full: [0, 0, 0] }] },
      { host: 'cmp1', summary: /to cmp2 did not leave it; those of 84 bytes arrived\.$/, fix: null },
    ),
    accept('packets of no size, which is another fault', {
      crossed: [{ from: 'cmp1', to: 'cmp2', small: [3, 0, 0], full: [3, 0, 0] }],
    }),
    leaveOpen('a host without tcpdump', {
      crossed: [{ from: 'cmp2', to: 'net1', trouble: 'tcpdump is not installed' }],
    }),
  ],
  { given: { crossed: [] } },
);
