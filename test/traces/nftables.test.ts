import { expect, test } from 'vitest';
import { nftables } from '../../src/traces/gap/nftables.ts';
import { causesBy, hostAnswers } from './gap-support.ts';

/** A chain of the host's output with these rules, as `nft -j list ruleset` prints it. */
const ruleset = (policy: string, ...rules: readonly (readonly object[])[]): string =>
  JSON.stringify({
    nftables: [
      { chain: { family: 'inet', table: 'site', name: 'out', hook: 'output', policy } },
      { chain: { family: 'inet', table: 'site', name: 'own' } },
      ...rules.map((expr, index) => ({
        rule: { family: 'inet', table: 'site', chain: 'out', handle: index + 3, expr },
      })),
      { rule: { family: 'inet', table: 'site', chain: 'own', handle: 9, expr: [{ drop: null }] } },
    ],
  });

const to = (address: string) => ({
  match: { op: '==', left: { payload: { protocol: 'ip', field: 'daddr' } }, right: address },
});
const invalid = { match: { op: 'in', left: { ct: { key: 'state' } }, right: 'invalid' } };
const guest = '10.0.0.5';
const drop = { drop: null };
const write = (protocol: string, field: string, value: unknown) => ({
  mangle: { key: { payload: { protocol, field } }, value },
});

const certaintiesOf = (printed: string) =>
  causesBy(nftables, hostAnswers(guest), { 'nft -j': printed }).map(({ certainty }) => certainty);

test.each([
  ['a rule for the very packet', ruleset('accept', [to(guest), drop]), ['decided']],
  ['a rule for another', ruleset('accept', [to('10.0.0.6'), drop]), []],
  ['a rule behind one that accepts', ruleset('drop', [to(guest), { accept: null }], [drop]), []],
  ['a rule for what can’t be told', ruleset('accept', [invalid, drop]), ['possible']],
  [
    'a rule that gives the very packet another address',
    ruleset('accept', [to(guest), write('ip', 'daddr', '10.9.9.9')]),
    ['possible'],
  ],
  ['a rule that cuts the TTL of others', ruleset('accept', [to('10.0.0.6'), write('ip', 'ttl', 1)]), []],
  ['a rule that puts checksums right', ruleset('accept', [to(guest), write('udp', 'checksum', 0)]), []],
  ['a policy', ruleset('drop', [to('10.0.0.6'), { accept: null }]), ['decided']],
  ['a chain that a rule jumps to', ruleset('accept', [to(guest), { jump: { target: 'own' } }]), ['decided']],
  ['a chain that a rule for another jumps to', ruleset('accept', [to('10.0.0.6'), { jump: { target: 'own' } }]), []],
])('without counters, %s', (_, printed, expected) => {
  expect(certaintiesOf(printed)).toEqual(expected);
});

/** The rule for the very packet, with what its counter has. */
const counting = (packets: number) => ruleset('accept', [to(guest), { counter: { packets, bytes: 0 } }, drop]);

test.each([
  ['what was sent', 7, ['counted']],
  ['more than that: it has met other packets as well', 21, ['decided']],
  ['less', 2, []],
])('a rule that counted %s', (_, packets, expected) => {
  const causes = causesBy(nftables, hostAnswers(guest), { 'nft -j': [counting(0), counting(packets)] });
  expect(causes.map(({ certainty }) => certainty)).toEqual(expected);
});

const ttl = { mangle: { key: { payload: { protocol: 'ip', field: 'ttl' } }, value: 1 } };

test.each([
  ['a rule that sets it', ruleset('accept', [to(guest), ttl]), ['decided']],
  ['a rule that sets that of others', ruleset('accept', [to('10.0.0.6'), ttl]), []],
  ['what drops packets', ruleset('drop', [to(guest), drop]), []],
])('of a packet with too small a TTL, %s', (_, printed, expected) => {
  const spent = { ...hostAnswers(guest), spentTtl: { from: 64, to: 1 } };
  const causes = causesBy(nftables, spent, { 'nft -j': printed });
  expect(causes.map(({ certainty }) => certainty)).toEqual(expected);
  for (const { summary } of causes) expect(summary).toMatch(/changes the TTL of packets/);
});

/** The DHCP server of a namespace is asked, and its input chain has this rule. */
const dhcpAsked = { ...hostAnswers('255.255.255.255'), isBack: false };
const asked = {
  ...dhcpAsked,
  packet: { ...dhcpAsked.packet, src: '0.0.0.0', dst: '255.255.255.255', proto: { name: 'dhcp' as const } },
};
const port = (protocol: string, field: string, right: number) => ({
  match: { op: '==', left: { payload: { protocol, field } }, right },
});

test.each([
  ['udp dport 67', port('udp', 'dport', 67), ['decided']],
  ['th dport 67', port('th', 'dport', 67), ['decided']],
  ['th sport 68', port('th', 'sport', 68), ['decided']],
  ['th dport 68, which is for answers', port('th', 'dport', 68), []],
  ['tcp dport 67', port('tcp', 'dport', 67), []],
])('a DHCP request and %s', (_, match, expected) => {
  const causes = causesBy(nftables, asked, { 'nft -j': ruleset('accept', [match, drop]) });
  expect(causes.map(({ certainty }) => certainty)).toEqual(expected);
});
