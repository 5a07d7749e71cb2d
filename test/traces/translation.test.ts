import { expect, test } from 'vitest';
import { route } from '../../src/traces/gap/route.ts';
import { translation } from '../../src/traces/gap/translation.ts';
import { causesBy, hostAnswers } from './gap-support.ts';

const floating = '203.0.113.193';
const getOwn = 'route get 203.0.113.1 ';
const own = '[{"type":"local","dst":"203.0.113.1","dev":"lo"}]';
const onLink = `[{"dst":"${floating}","dev":"br-ex","prefsrc":"203.0.113.1"}]`;

test('who is on the same link as the router needs no gateway', () => {
  const prints = { [`fibmatch ${floating}`]: '203.0.113.0/24 dev br-ex proto kernel', [getOwn]: own };
  expect(causesBy(route, hostAnswers(floating), { ...prints, [`get ${floating}`]: onLink })).toEqual([]);
});

test('a route without its gateway is wrong where the target is on another link', () => {
  const tenant = '10.11.12.5';
  const [cause] = causesBy(route, hostAnswers(tenant), {
    [`fibmatch ${tenant}`]: '10.11.12.0/24 dev br-ex scope link',
    [getOwn]: own,
    [`get ${tenant}`]: `[{"dst":"${tenant}","dev":"br-ex"}]`,
    'route show table all': '10.11.12.0/24 dev br-ex scope link',
  });
  expect(cause?.summary).toMatch(/10\.11\.12\.0\/24 dev br-ex.* not via 203\.0\.113\.181 by br-ex/);
});

const rules = `*nat
:POSTROUTING ACCEPT [0:0]
[0:0] -A POSTROUTING -s 10.0.0.0/24 -o qg-1 -j SNAT --to-source 203.0.113.250
[9:0] -A neutron-l3-agent-snat -o qg-1 -j SNAT --to-source 203.0.113.181
COMMIT
`;

test.each([
  ['203.0.113.250', ['Rule 1 of chain POSTROUTING']],
  ['203.0.113.181', []],
])('a source of %s is by a rule that is none of the agents’ or is right', (src, named) => {
  const gap = {
    ...hostAnswers(src),
    translations: [
      { namespace: 'qrouter-1', from: { src: '10.0.0.5', dst: '203.0.113.1' }, to: { src, dst: '203.0.113.1' } },
    ],
  };
  const causes = causesBy(translation, gap, { 'iptables-save': rules });
  expect(causes.map(({ summary }) => summary.slice(0, 27))).toEqual(named);
  expect(causes.map(({ layer }) => layer)).toEqual(named.map(() => 'router'));
  expect(causes.flatMap(({ fix }) => fix?.commands ?? []).map((words) => words.slice(4, 9))).toEqual(
    named.map(() => ['iptables', '-t', 'nat', '-D', 'POSTROUTING']),
  );
});
