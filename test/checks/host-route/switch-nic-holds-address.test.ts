import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { pasted } from '../../support/edits/texts.ts';

const addresses = (master: string, address: string) => `
root@net1:~# ip a
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
    inet 127.0.0.1/8 scope host lo
2: enp0s3: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc pfifo_fast ${master}state UP qlen 1000
    link/ether 08:00:27:5e:1c:aa brd ff:ff:ff:ff:ff:ff
${address}`;
const held = '    inet 192.168.1.45/24 brd 192.168.1.255 scope global enp0s3\n';
const ports = 'root@net1:~# ovs-vsctl list-ports br-ex\nenp0s3\nphy-br-ex';

testCheck(
  'switch-nic-holds-address',
  [
    reject('a NIC that the kernel calls a port of the switch', pasted(addresses('master ovs-system ', held)), {
      summary: /^enp0s3 is a port of the switch and still has 192\.168\.1\.45\/24/,
      fix: null,
    }),
    reject('the same with its bridge', pasted(ports + addresses('master ovs-system ', held)), {
      summary: /^enp0s3 is a port of br-ex and still has 192\.168\.1\.45\/24/,
      fix: null,
    }),
    reject(
      'a NIC of which somebody asked for the bridge',
      pasted(`root@net1:~# ovs-vsctl port-to-br enp0s3\nbr-ex${addresses('master ovs-system ', held)}`),
      { summary: /^enp0s3 is a port of br-ex and still has 192\.168\.1\.45\/24/, fix: null },
    ),
    accept(
      'one that no bridge has',
      pasted(`root@net1:~# ovs-vsctl iface-to-br enp0s3\novs-vsctl: no interface named enp0s3${addresses('', held)}`),
    ),
    reject('a NIC that was perhaps added later', pasted(ports + addresses('', held)), {
      summary: /^enp0s3 is a port of br-ex/,
      fix: null,
      severity: 'warning',
    }),
    accept('a NIC without an address', pasted(ports + addresses('master ovs-system ', ''))),
    accept(
      'one with a link-local address',
      pasted(ports + addresses('master ovs-system ', '    inet 169.254.3.4/16 scope link enp0s3\n')),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
