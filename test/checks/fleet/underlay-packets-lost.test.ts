import { accept, leaveOpen, reject, testCloudCheck } from '../../support/cloud-rows.ts';

testCloudCheck(
  'underlay-packets-lost',
  [
    reject(
      'packets of which none arrives',
      { crossed: [{ from: 'cmp2', to: 'net1', small: [3, 0, 0], full: [3, 0, 0] }] },
      {
        host: 'cmp2',
        summary: /^3 of 3 packets left cmp2 in a tunnel to net1, and none arrived there\.$/,
        fix: null,
      },
    ),
    reject(
      'a host that hears of nobody, which is where to look',
      {
        crossed: [
          { from: 'net1', to: 'cmp1', small: [3, 0, 0] },
          { from: 'cmp2', to: 'cmp1', small: [3, 0, 0] },
        ],
      },
      { host: 'cmp1', summary: /^3 of 3 packets left net1 in a tunnel to cmp1/, fix: null, count: 2 },
    ),
    accept('packets of which some arrive', { crossed: [{ from: 'cmp2', to: 'net1', small: [3, 1, 1] }] }),
    accept('packets that no tunnel was seen with, as it is encrypted', {
      crossed: [{ from: 'cmp2', to: 'net1', small: [0, 0, 3], full: [0, 0, 3] }],
    }),
    leaveOpen('a host without tcpdump', {
      crossed: [{ from: 'cmp2', to: 'net1', trouble: 'tcpdump is not installed' }],
    }),
    leaveOpen('recordings, between which nothing was sent', {}, 'skipped'),
  ],
  { given: { crossed: [] } },
);
