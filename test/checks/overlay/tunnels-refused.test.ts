import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';

testCheck(
  'tunnels-refused',
  [
    reject(
      'the rules of RHEL',
      savedText('session.txt', [
        'Chain INPUT (policy ACCEPT)',
        'target     prot opt source               destination',
        'ACCEPT     all  --  anywhere             anywhere             state RELATED,ESTABLISHED',
        'ACCEPT     tcp  --  anywhere             anywhere             state NEW tcp dpt:ssh',
        'REJECT     all  --  anywhere             anywhere             reject-with icmp-host-prohibited',
      ]),
      { summary: /accept no VXLAN/, fix: null },
    ),
    reject(
      'a closed policy of nftables',
      savedText('session.txt', [
        'table inet filter {',
        '  chain input {',
        '    type filter hook input priority filter; policy drop;',
        '    tcp dport 22 accept',
        '  }',
        '}',
      ]),
      { summary: /policy drop/, fix: null },
    ),
    accept(
      'rules with VXLAN among them',
      savedText('session.txt', [
        'Chain INPUT (policy DROP)',
        'target     prot opt source               destination',
        'ACCEPT     udp  --  anywhere             anywhere             udp dpt:4789',
      ]),
    ),
    accept(
      'a chain that is not in the text',
      savedText('session.txt', [
        'Chain INPUT (policy DROP)',
        'target     prot opt source               destination',
        'IN_public  all  --  anywhere             anywhere',
      ]),
    ),
    accept(
      'rules of nftables with GRE among them',
      savedText('session.txt', [
        '  chain input {',
        '    type filter hook input priority filter; policy drop;',
        '    ip protocol gre accept',
        '  }',
      ]),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
