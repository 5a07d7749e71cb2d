import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { pasted } from '../../support/edits/texts.ts';

const ns = 'ip netns exec qrouter-9c8d7e6f-1122-4433-8855-66778899aabb';
const sockets = (...lines: readonly string[]) =>
  [
    `root@net1:~# ${ns} netstat -tulpn`,
    'Active Internet connections (only servers)',
    'Proto Recv-Q Send-Q Local Address Foreign Address State PID/Program name',
    ...lines,
    '',
  ].join('\n');
const proxy = 'tcp        0      0 0.0.0.0:9697            0.0.0.0:*               LISTEN      20113/python2';
const rule = `root@net1:~# ${ns} iptables -t nat -S | grep 9697
-A neutron-l3-agent-PREROUTING -d 169.254.169.254/32 -p tcp -m tcp --dport 80 -j REDIRECT --to-ports 9697
`;
const device = (name: string, address: string) =>
  `7: ${name}: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UNKNOWN\n    link/ether fa:16:3e:77:c1:d9 brd ff:ff:ff:ff:ff:ff\n${address}`;
const devices = (...all: readonly string[]) => `root@net1:~# ${ns} ip a\n${all.join('')}`;

testCheck(
  'metadata-port-closed',
  [
    reject('a rule without a listener', pasted(sockets() + rule), {
      summary: /^Nothing listens on port 9697 in qrouter-9c8d7e6f/,
      fix: null,
    }),
    accept('a proxy that listens', pasted(sockets(proxy) + rule)),
    accept('a router without the rule', pasted(sockets())),
    accept('a filtered list', pasted(sockets().replace('-tulpn', '-tulpn | grep tcp') + rule)),
    accept(
      'a router on standby',
      pasted(
        sockets() +
          rule +
          devices(
            device('ha-76fa4ba7-da', '    inet 169.254.192.5/18 scope global ha-76fa4ba7-da\n'),
            device('qr-1a2b3c4d-5e', ''),
          ),
      ),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
