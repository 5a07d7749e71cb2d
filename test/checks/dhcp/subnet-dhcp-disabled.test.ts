import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';

testCheck(
  'subnet-dhcp-disabled',
  [
    reject(
      'a table',
      savedText('session.txt', ['| Field | Value |', '+---+---+', '| cidr | 10.0.3.0/24 |', '| enable_dhcp | False |']),
      { summary: /subnet 10.0.3.0/, fix: null },
    ),
    accept(
      'the subnet of a network that is shown to be external',
      savedText('session.txt', [
        '| Field | Value |',
        '+---+---+',
        '| id | d1eccd72-cd5a-4532-8cc8-c6c4ffdd8bff |',
        '| router:external | True |',
        '+---+---+',
        '',
        '| Field | Value |',
        '+---+---+',
        '| cidr | 10.0.3.0/24 |',
        '| enable_dhcp | False |',
        '| network_id | d1eccd72-cd5a-4532-8cc8-c6c4ffdd8bff |',
      ]),
    ),
    accept(
      'a subnet with DHCP',
      savedText('session.txt', ['| Field | Value |', '+---+---+', '| cidr | 10.0.3.0/24 |', '| enable_dhcp | True |']),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
