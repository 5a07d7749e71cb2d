import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { pasted } from '../../support/edits/texts.ts';

const ns = 'ip netns exec qdhcp-99887766-5544-4332-8211-00ffeeddccbb';
const sockets = (...lines: readonly string[]) =>
  [
    `root@net1:~# ${ns} netstat -unlp`,
    'Active Internet connections (only servers)',
    'Proto Recv-Q Send-Q Local Address               Foreign Address             State       PID/Program name',
    ...lines,
    '',
  ].join('\n');
const dnsmasq = 'udp        0      0 0.0.0.0:67                  0.0.0.0:*                               2213/dnsmasq';
const lo = `root@net1:~# ${ns} ip addr
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
    inet 127.0.0.1/8 scope host lo
`;
const tap = `22: tap01020304-05: <BROADCAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UNKNOWN
    link/ether fa:16:3e:66:77:88 brd ff:ff:ff:ff:ff:ff
    inet 10.12.0.3/24 brd 10.12.0.255 scope global tap01020304-05
`;

testCheck(
  'dhcp-port-closed',
  [
    reject('a namespace with its tap and no listener', pasted(sockets() + lo + tap), {
      summary: /^Nothing listens on UDP port 67 in qdhcp-99887766\S+: no dnsmasq serves tap01020304-05/,
      fix: null,
    }),
    accept('a dnsmasq that listens', pasted(sockets(dnsmasq) + lo + tap)),
    accept('the namespace of a network that was deleted', pasted(sockets() + lo)),
    accept('a filtered list', pasted(sockets().replace('-unlp', '-unlp | grep 53') + lo + tap)),
    accept('a list of TCP', pasted(sockets().replace('-unlp', '-tnlp') + lo + tap)),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
