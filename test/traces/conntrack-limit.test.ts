import { expect, test } from 'vitest';
import { conntrackLimit } from '../../src/traces/gap/conntrack-limit.ts';
import type { Gap } from '../../src/traces/trace.ts';
import { causesBy, hostAnswers } from './gap-support.ts';

const gap: Gap = {
  ...hostAnswers('10.0.0.5'),
  segment: { kind: 'switch', from: undefined, to: { bridge: 'br-int', port: 'tap-1', ofport: 5 } },
};
const fixes = (limits: string, most: string, present: string) =>
  causesBy(conntrackLimit, gap, { 'ct-get-limits': limits, 'ct-get-maxconns': most, 'ct-get-nconns': present }).map(
    ({ fix }) => fix?.commands[0]?.join(' '),
  );

test('a zone or a switch that tracks no more connections is named, and its limit taken away', () => {
  expect(fixes('default limit=0\nzone=3,limit=1,count=1\n', '3000000\n', '20\n')).toEqual([
    'ovs-appctl dpctl/ct-del-limits zone=3',
  ]);
  expect(fixes('default limit=0\n', '1\n', '1\n')).toEqual(['ovs-appctl dpctl/ct-set-maxconns 3000000']);
});

test('a limit that is not reached is none', () => {
  expect(fixes('default limit=0\nzone=3,limit=9,count=1\nzone=4,limit=0,count=7\n', '3000000\n', '20\n')).toEqual([]);
  expect(fixes('', '', '')).toEqual([]);
});
