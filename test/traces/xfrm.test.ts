import { expect, test } from 'vitest';
import { xfrm } from '../../src/traces/gap/xfrm.ts';
import type { Gap } from '../../src/traces/trace.ts';
import { causesBy, hostAnswers } from './gap-support.ts';

const block = (direction: string) => `src 0.0.0.0/0 dst 10.11.12.0/24 \n\tdir ${direction} action block priority 0\n`;
const gap = hostAnswers('10.11.12.5');
const sets: Gap = {
  ...gap,
  isBack: false,
  segment: { kind: 'stack', namespace: undefined, in: undefined, out: 'br-ex' },
};

test('a tool that is refused its first packet sends no more: one that was blocked is enough', () => {
  const [cause] = causesBy(xfrm, sets, {
    xfrm_stat: ['XfrmOutPolBlock 45\n', 'XfrmOutPolBlock 46\n'],
    'xfrm policy': `${block('in')}${block('out')}`,
  });
  expect(cause?.fix?.commands).toEqual([
    ['ip', 'xfrm', 'policy', 'delete', 'src', '0.0.0.0/0', 'dst', '10.11.12.0/24', 'dir', 'out'],
  ]);
});

test('of what passes through, all packets have to be counted', () => {
  const stat = (after: number) => ({
    xfrm_stat: ['XfrmInPolBlock 0\n', `XfrmInPolBlock ${after}\n`] as const,
    'xfrm policy': block('fwd'),
  });
  expect(causesBy(xfrm, gap, stat(1))).toEqual([]);
  expect(causesBy(xfrm, gap, stat(7))).toHaveLength(1);
});
