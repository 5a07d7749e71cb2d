import { describe, expect, test } from 'vitest';
import type { SwitchDatabase } from '../../../src/facts/switch.ts';
import { parseOvsShow } from '../../../src/facts/text/ovs-show.ts';
import { recording } from './recorded.ts';

const text = recording('openvswitch-3.1.0/show.txt');
const portOf = ({ bridges }: SwitchDatabase, name: string) =>
  bridges.flatMap(({ ports }) => ports).find((port) => port.name === name);

describe('Open vSwitch 3.1', () => {
  const database = parseOvsShow(text);

  test('the bridges, and that they are all', () => {
    expect(database).toMatchObject({ version: '3.1.0', isComplete: true });
    expect(
      database.bridges.map(({ name, failMode, datapathType }) => [name, failMode, datapathType]).toSorted(),
    ).toEqual([
      ['br-ex', 'secure', 'netdev'],
      ['br-int', 'secure', 'netdev'],
      ['br-tun', 'secure', 'netdev'],
    ]);
  });

  test.each([
    ['qr-fce20708-25', { tag: 1, trunks: [], bridge: 'br-int', interfaces: [{ type: 'internal', error: undefined }] }],
    ['qvo10d38cf7-7e', { tag: 1, interfaces: [{ type: '', ofport: undefined }] }],
    ['tap0b9f0940-2c', { tag: 'dead', trunks: [4095] }],
    ['trunk0', { tag: undefined, trunks: [10, 20, 30] }],
    ['int-br-ex', { interfaces: [{ type: 'patch', options: { peer: 'phy-br-ex' } }] }],
    ['vxlan-0a0a0a01', { interfaces: [{ options: { in_key: 'flow', remote_ip: '10.10.10.1', df_default: 'true' } }] }],
    ['bond0', { interfaces: [{ name: 'bond-a' }, { name: 'bond-b' }] }],
    ['nic0', { interfaces: [{ type: '', error: 'could not open network device nic0 (No such device)' }] }],
    ['we"ird \\ x', { interfaces: [{ name: 'we"ird \\ x' }] }],
  ])('port %s', (name, expected) => {
    expect(portOf(database, name)).toMatchObject(expected);
  });
});

test('the switch of the blog post, Open vSwitch 1.4', () => {
  const database = parseOvsShow(recording('blog-post/ovs-vsctl_show'));
  expect(database).toMatchObject({ version: '1.4.0+build0', isComplete: true });
  expect(database.bridges.map(({ name, ports }) => [name, ports.map((port) => [port.name, port.tag])])).toEqual([
    [
      'br-ex',
      [
        ['br-ex', undefined],
        ['qg-5dd85641-81', undefined],
      ],
    ],
    [
      'br-int',
      [
        ['tap0b9f0940-2c', 1],
        ['qvoa0bca375-a9', 1],
        ['qr-fce20708-25', 1],
        ['qvo10d38cf7-7e', 1],
        ['br-int', undefined],
      ],
    ],
  ]);
});

test('a database without bridges', () => {
  expect(parseOvsShow(recording('openvswitch-3.1.0/show-empty.txt'))).toEqual({
    version: '3.1.0',
    bridges: [],
    isComplete: true,
    hasRoot: true,
  });
});

test('the version ends the text, with or without a line end', () => {
  expect(parseOvsShow(text.trimEnd())).toEqual(parseOvsShow(text));
  expect(() => parseOvsShow(text.trimEnd().slice(0, -1))).toThrow(/no line end/);
});

test('without the version, there may be more; a last port that may have more to it is left out', () => {
  const until = (line: string) => parseOvsShow(text.slice(0, text.indexOf(line) + line.length));
  const taken = until('        Port qvo10d38cf7-7e\n            tag: 1\n            Interface qvo10d38cf7-7e\n');
  expect(taken).toMatchObject({ version: undefined, isComplete: false });
  expect(portOf(taken, 'qvo10d38cf7-7e')).toBeUndefined();
  const internal = until('            Interface qr-fce20708-25\n                type: internal\n');
  expect(portOf(internal, 'qr-fce20708-25')).toMatchObject({ tag: 1 });
});

test('of an excerpt, the bridges that are in it are told', () => {
  const lines = text.split('\n');
  const start = lines.indexOf('    Bridge br-int');
  const excerpt = ['...', ...lines.slice(start, start + 7), '...', ''].join('\n');
  expect(parseOvsShow(excerpt)).toMatchObject({ isComplete: false, bridges: [{ name: 'br-int' }] });
});

test('what stands behind a gap, a remark or a line that was lost is not taken for another thing', () => {
  const dead = 'Port "tap0a1b2c3d-4e" <- this one\n  tag: 4095\n  Interface "tap0a1b2c3d-4e"\n    type: internal\n';
  expect(portOf(parseOvsShow(`...\n${dead}...\n`), 'tap0a1b2c3d-4e')).toMatchObject({ tag: 'dead', bridge: 'br-int' });
  // The tag of a port that was left out is not that of the one before it.
  const cut = parseOvsShow(`Bridge br-int\n  Port br-int\n    Interface br-int\n      type: internal\n...\n  tag: 7\n`);
  expect(portOf(cut, 'br-int')).toMatchObject({ tag: undefined });
  const lost = text.replace('    Bridge br-ex\n', '');
  expect(parseOvsShow(lost).isComplete).toBe(false);
  expect(portOf(parseOvsShow(lost), 'phy-br-ex')).toBeUndefined();
  const portless = parseOvsShow(text.replace(/ +Port qvo10d38cf7-7e\n/, ''));
  expect(portless.isComplete).toBe(false);
  expect(portOf(portless, 'qvo10d38cf7-7e')).toBeUndefined();
});

test.each([
  ['an attribute that moved', text.replace('tag: 1\n', 'tag: x\n')],
  // The switch itself shows an error at a patch port or a tunnel without options.
  ['a patch port that lost its options', text.replace(/ +options: \{peer=phy-br-ex\}\n/, '')],
  ['a port that lost its interface', text.replace(/ +Interface qvo10d38cf7-7e\n/, '')],
])('is an excerpt with %s', (_what, broken) => {
  expect(parseOvsShow(broken).isComplete).toBe(false);
});

test('neither indentation nor the source of a web page matters', () => {
  expect(parseOvsShow(text.replace(/^ +/gm, ''))).toEqual(parseOvsShow(text));
  const blog = recording('blog-post/ovs-vsctl_show');
  expect(parseOvsShow(blog.replaceAll('"', '&quot;'))).toEqual(parseOvsShow(blog));
});

test.each([
  ['nothing', ''],
  ['an error message', 'ovs-vsctl: unix:/var/run/openvswitch/db.sock: database connection failed ()\n'],
])('refuses %s', (_what, broken) => {
  expect(() => parseOvsShow(broken)).toThrow(/printed nothing|not what ovs-vsctl show prints/);
});

test('of two excerpts of one switch, the later one tells of a port', () => {
  const part = (tag: number) =>
    `...\n    Bridge br-int\n        Port "tap1d00f1a2-b3"\n            tag: ${tag}\n            Interface "tap1d00f1a2-b3"\n                type: internal\n`;
  const { bridges, isComplete } = parseOvsShow(`${part(4095)}...\n${part(3)}`);
  expect(bridges).toMatchObject([{ name: 'br-int', ports: [{ name: 'tap1d00f1a2-b3', tag: 3 }] }]);
  expect(bridges[0]?.ports).toHaveLength(1);
  expect(isComplete).toBe(false);
});

test('a patch port whose options lack the peer is a damaged line', () => {
  const shown = (options: string) =>
    parseOvsShow(
      `    Bridge br-ex\n        Port br-ex\n            Interface br-ex\n                type: internal\n        Port phy-br-ex\n            Interface phy-br-ex\n                type: patch\n                options: ${options}\n    ovs_version: "2.5.0"\n`,
    );
  expect(shown('{peer=int-br-ex}')).toMatchObject({ isComplete: true });
  expect(shown('{pXer=int-br-ex}').isComplete).toBe(false);
});
