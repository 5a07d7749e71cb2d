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
      'a subnet with DHCP',
      savedText('session.txt', ['| Field | Value |', '+---+---+', '| cidr | 10.0.3.0/24 |', '| enable_dhcp | True |']),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
