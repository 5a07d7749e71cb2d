import { expect, test } from 'vitest';
import { diagnosisOfSaved, foundIn } from '../support/saved-folder.ts';

/* People ask the switch for one port, or for a few columns. */

const said = async (...lines: readonly string[]) =>
  foundIn(await diagnosisOfSaved({ 'session.txt': `${lines.join('\n')}\nroot@net01:~# ` }));

test('the tag of one port is known by itself', async () => {
  const ask = 'root@net01:~# ovs-vsctl get port qg-ae30f0d8-56 tag';
  expect(await said(ask, '4095')).toEqual(['error port-dead-vlan qg-ae30f0d8-56']);
  expect(await said(ask, '3')).toEqual([]);
});

test('a list of some columns tells which tag the agent wanted', async () => {
  const list = (tag: string) => [
    'root@net01:~# ovs-vsctl --columns=name,tag,other_config list port',
    'name                : "qvo81b2f7c6-40"',
    'other_config        : {net_uuid="d7b6c3ff-2a2e-4ad8-9c57-4fa0b84f2b2b", network_type=vxlan, tag="2"}',
    `tag                 : ${tag}`,
  ];
  expect(await said(...list('5'))).toEqual(['warning port-tag-wrong qvo81b2f7c6-40']);
  expect(await said(...list('2'))).toEqual([]);
});

test('a tap that neither its own line nor the list of bridges puts into its bridge', async () => {
  const bridges = (...ports: readonly string[]) => [
    'root@net01:~# brctl show',
    'bridge name\tbridge id\t\tSTP enabled\tinterfaces',
    `qbr44e1ca0b-d9\t\t8000.3a7f1c55e201\tno\t\t${ports.join('\n\t\t\t\t\t\t\t')}`,
    'virbr0\t\t8000.000000000000\tyes\t\t',
  ];
  const link = (master: string) => [
    'root@net01:~# ip link show tap44e1ca0b-d9',
    `47: tap44e1ca0b-d9: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc pfifo_fast ${master}state UNKNOWN mode DEFAULT`,
    '    link/ether fe:16:3e:fd:02:6a brd ff:ff:ff:ff:ff:ff',
  ];
  expect(await said(...bridges('qvb44e1ca0b-d9'), ...link(''))).toEqual(['error hybrid-tap-unbridged qvo44e1ca0b-d9']);
  expect(await said(...bridges('qvb44e1ca0b-d9', 'tap44e1ca0b-d9'), ...link('master qbr44e1ca0b-d9 '))).toEqual([]);
});
