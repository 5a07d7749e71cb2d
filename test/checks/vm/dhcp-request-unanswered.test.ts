import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';

testCheck(
  'dhcp-request-unanswered',
  [
    reject(
      'a console of dhclient',
      savedText('session.txt', [
        `Listening on LPF/eth0/fa:16:3e:00:be:ef`,
        `DHCPDISCOVER on eth0 to 255.255.255.255 port 67 interval 7`,
        `No DHCPOFFERS received.`,
      ]),
      { summary: /fa:16:3e:00:be:ef/, fix: null },
    ),
    reject('a console of CirrOS', savedText('session.txt', [`udhcpc: sending discover`, `udhcpc: no lease, failing`]), {
      summary: /got no offer/,
      fix: null,
    }),
    accept(
      'a client that got its lease in the end',
      savedText('session.txt', [
        `udhcpc: no lease, forking to background`,
        `udhcpc: lease of 10.11.12.3 obtained, lease time 86400`,
      ]),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
