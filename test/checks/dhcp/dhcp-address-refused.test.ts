import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';
import { restart } from '../../support/lab-names.ts';

testCheck(
  'dhcp-address-refused',
  [
    reject(
      'a client of which dnsmasq does not know',
      savedText('session.txt', [
        `dnsmasq-dhcp[71]: DHCPDISCOVER(tap0b9f0940-2c) fa:16:3e:00:be:ef no address available`,
      ]),
      { summary: /fa:16:3e:00:be:ef on tap0b9f0940-2c: no address available/, fix: [restart.dhcp] },
    ),
    reject(
      'an address that is leased to another client',
      savedText('session.txt', [
        `Mar  1 10:00:00 net01 dnsmasq-dhcp[71]: not using configured address 10.11.12.3 because it is leased to fa:16:3e:00:be:ef`,
      ]),
      { summary: /10.11.12.3: not using configured address/, fix: [restart.dhcp] },
    ),
    accept(
      'a client that gets its address',
      savedText('session.txt', [
        `dnsmasq-dhcp[71]: DHCPDISCOVER(tap0b9f0940-2c) fa:16:3e:00:be:ef`,
        `dnsmasq-dhcp[71]: DHCPOFFER(tap0b9f0940-2c) 10.11.12.3 fa:16:3e:00:be:ef`,
      ]),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
