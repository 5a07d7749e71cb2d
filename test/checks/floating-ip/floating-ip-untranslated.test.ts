import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { pasted } from '../../support/edits/texts.ts';

const ns = 'ip netns exec qrouter-0a7d29c4-6a1c-4f6e-b7d7-9c5d0ce3a111';
const rules = (...dnat: readonly string[]) => `root@net1:~# ${ns} iptables -t nat -L -n
Chain PREROUTING (policy ACCEPT)
target     prot opt source               destination
quantum-l3-agent-PREROUTING  all  --  0.0.0.0/0            0.0.0.0/0

Chain quantum-l3-agent-PREROUTING (1 references)
target     prot opt source               destination
DNAT       tcp  --  0.0.0.0/0            169.254.169.254      tcp dpt:80 to:10.20.0.5:8775
${dnat.map((line) => `${line}\n`).join('')}`;
const held = `root@net1:~# ${ns} ip addr show qg-b7f10a22-55
12: qg-b7f10a22-55: <BROADCAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UNKNOWN
    link/ether fa:16:3e:0a:b4:3e brd ff:ff:ff:ff:ff:ff
    inet 10.20.0.103/24 brd 10.20.0.255 scope global qg-b7f10a22-55
    inet 10.20.0.104/32 brd 10.20.0.104 scope global qg-b7f10a22-55
`;
const dnat = 'DNAT       all  --  0.0.0.0/0            10.20.0.104          to:192.168.5.4';

testCheck(
  'floating-ip-untranslated',
  [
    reject('a floating IP that no rule names', pasted(held + rules()), {
      summary: /^No DNAT rule leads 10\.20\.0\.104 to a VM/,
      fix: null,
    }),
    accept('one with its rule', pasted(held + rules(dnat))),
    accept('a filtered list', pasted(held + rules().replace('-L -n', '-L -n | grep -v xxx'))),
    accept(
      'names in place of addresses',
      pasted(held + rules('DNAT       all  --  anywhere             fip.example.com      to:192.168.5.4')),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
