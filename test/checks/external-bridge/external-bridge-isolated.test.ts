import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { pasted } from '../../support/edits/texts.ts';

const ports = (...names: readonly string[]) => ['root@net1:~# ovs-vsctl list-ports br-ex', ...names].join('\n');
const brEx = (address: string) => `
root@net1:~# ip a
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
    inet 127.0.0.1/8 scope host lo
2: br-ex: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UNKNOWN
    link/ether 08:00:27:5e:1c:aa brd ff:ff:ff:ff:ff:ff
${address}`;
const shown = (...more: readonly string[]) => `root@net1:~# ovs-vsctl show
b1b4c2a8-3f61-4f0a-9a0f-5d7d0b1f6a4e
    Bridge br-ex
        Port br-ex
            Interface br-ex
                type: internal
${more.join('\n')}
        Port "qg-4d1e90b2-77"
            Interface "qg-4d1e90b2-77"
                type: internal
    Bridge br-int
        Port br-int
            Interface br-int
                type: internal
    ovs_version: "2.0.1"
`;

testCheck(
  'external-bridge-isolated',
  [
    reject('br-ex with a qg alone, by list-ports', pasted(`${ports('qg-8f2c1a90-3b')}\nroot@net1:~#`), {
      summary: /^br-ex has no port that leads out of the host \(only qg-8f2c1a90-3b\)/,
      fix: null,
    }),
    reject('br-ex without a NIC, by show', pasted(shown()), { summary: /only qg-4d1e90b2-77/, fix: null }),
    reject('br-ex without any port', pasted(`${ports()}\nroot@net1:~#`), { summary: /it has none at all/, fix: null }),
    accept('br-ex with a NIC', pasted(`${ports('eth2', 'qg-8f2c1a90-3b')}\nroot@net1:~#`)),
    accept(
      'br-ex with a patch to another bridge',
      pasted(shown('        Port to-vlan', '            Interface to-vlan')),
    ),
    accept(
      'a filtered list',
      pasted('root@net1:~# ovs-vsctl list-ports br-ex | grep qg\nqg-8f2c1a90-3b\nroot@net1:~#'),
    ),
    accept(
      'a host that is the gateway',
      pasted(`${ports('qg-8f2c1a90-3b')}${brEx('    inet 172.24.4.1/24 scope global br-ex\n')}`),
    ),
    accept(
      'a host with a route by it, as DevStack makes one',
      pasted(
        `${ports('qg-8f2c1a90-3b')}\nroot@net1:~# ip route\ndefault via 10.0.2.2 dev eth0\n172.24.4.0/24 dev br-ex proto kernel scope link src 172.24.4.1\nroot@net1:~#`,
      ),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
