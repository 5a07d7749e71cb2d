import { accept, leaveOpen, reject, testCloudCheck } from '../../support/cloud-rows.ts';

const named = (name: string) => ({ name, like: 'cmp2', hostname: 'cmp1' }) as const;

testCloudCheck('host-name-shared', [
  reject(
    'a compute that was given the name of another',
    { without: ['cmp2'], also: named('cmp1 (copy)') },
    { host: 'cmp1', summary: /^cmp1 and cmp1 \(copy\) all call themselves cmp1\.$/, fix: null },
  ),
  accept('a host of another cloud with the same name', {
    without: ['cmp1', 'cmp2'],
    also: { name: 'net1 (other)', like: 'ha', hostname: 'net1' },
  }),
  leaveOpen('a host that took the name of one that is gone', {
    without: ['cmp2'],
    also: named('cmp1 (copy)'),
    recorded: { cmp1: '2020-01-01T00:00:00.000Z' },
  }),
]);
