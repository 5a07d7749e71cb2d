import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';
import { restart } from '../../support/lab-names.ts';

testCheck(
  'dhcp-host-file-refused',
  [
    reject(
      'a line with a bad name',
      savedText('session.txt', [
        `dnsmasq[71]: bad DHCP host name at line 4 of /var/lib/neutron/dhcp/dd21654a-5510-4d83-acfc-82c5666aa85b/host`,
      ]),
      { summary: /line 4: bad DHCP host name/, fix: [restart.dhcp] },
    ),
    reject(
      'two lines with one address',
      savedText('session.txt', [
        `dnsmasq-dhcp[71]: duplicate dhcp-host IP address 10.11.12.99 at line 2 of /var/lib/neutron/dhcp/dd21654a-5510-4d83-acfc-82c5666aa85b/host`,
      ]),
      { summary: /duplicate dhcp-host IP address 10.11.12.99/, fix: [restart.dhcp] },
    ),
    accept(
      'a file that was read',
      savedText('session.txt', [
        `dnsmasq-dhcp[71]: read /var/lib/neutron/dhcp/dd21654a-5510-4d83-acfc-82c5666aa85b/host`,
      ]),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
