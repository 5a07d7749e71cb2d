import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { pasted } from '../../support/edits/texts.ts';

const namespace = 'qdhcp-3f2504e0-4f89-11d3-9a0c-0305e82c3301';
const lo = [
  '1: lo: <LOOPBACK> mtu 65536 qdisc noop state DOWN',
  '    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00',
];
const port = [
  '12: tap1a2b3c4d-5e: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UNKNOWN',
  '    link/ether fa:16:3e:00:00:02 brd ff:ff:ff:ff:ff:ff',
  '    inet 10.0.0.2/24 brd 10.0.0.255 scope global tap1a2b3c4d-5e',
];
const session = (...lines: readonly string[]) =>
  pasted([`root@net01:~# ip netns exec ${namespace} ip a`, ...lines, 'root@net01:~# ', ''].join('\n'));

testCheck(
  'dhcp-namespace-bare',
  [
    reject('a namespace with lo alone', session(...lo), {
      summary: new RegExp(`^There is nothing but lo in ${namespace}:`),
      fix: null,
    }),
    accept('one with its port', session(...lo, ...port)),
    accept('a text that ends behind the first line', session(lo[0] ?? '', 'lin')),
    accept(
      'ifconfig, which passes over what is down',
      pasted(
        [
          `root@net01:~# ip netns exec ${namespace} ifconfig`,
          'lo        Link encap:Local Loopback',
          '          inet addr:127.0.0.1  Mask:255.0.0.0',
          '          UP LOOPBACK RUNNING  MTU:65536  Metric:1',
          '          RX packets:0 errors:0 dropped:0 overruns:0 frame:0',
          '          TX packets:0 errors:0 dropped:0 overruns:0 carrier:0',
          'root@net01:~# ',
          '',
        ].join('\n'),
      ),
    ),
    accept('the host itself', pasted(['root@net01:~# ip a', ...lo, 'root@net01:~# ', ''].join('\n'))),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
