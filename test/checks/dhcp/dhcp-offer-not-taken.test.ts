import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';

const client = 'fa:16:3e:00:be:ef';
const exchange = (time: string, ...further: readonly string[]) =>
  [`DHCPDISCOVER(tap0b9f0940-2c) ${client}`, `DHCPOFFER(tap0b9f0940-2c) 10.11.12.3 ${client}`, ...further].map(
    (line) => `Mar  1 ${time} net01 dnsmasq-dhcp[71]: ${line}`,
  );
const taken = [
  `DHCPREQUEST(tap0b9f0940-2c) 10.11.12.3 ${client}`,
  `DHCPACK(tap0b9f0940-2c) 10.11.12.3 ${client} host-10-11-12-3`,
];

testCheck(
  'dhcp-offer-not-taken',
  [
    reject(
      'a client that asks again and again',
      savedText('session.txt', [...exchange('10:00:00'), ...exchange('10:00:03'), ...exchange('10:00:06')]),
      { summary: /^dnsmasq on tap0b9f0940-2c offered 10\.11\.12\.3 to fa:16:3e:00:be:ef 3 times/, fix: null },
    ),
    reject(
      'once more after some seconds',
      savedText('session.txt', [...exchange('10:00:00'), ...exchange('10:00:08')]),
      {
        summary: / 2 times/,
        fix: null,
      },
    ),
    accept(
      'a client that takes the second offer',
      savedText('session.txt', [...exchange('10:00:00'), ...exchange('10:00:03', ...taken)]),
    ),
    accept(
      'one request that is heard twice',
      savedText('session.txt', [...exchange('10:00:00'), ...exchange('10:00:00')]),
    ),
    accept(
      'boots, of which another server may have answered',
      savedText('session.txt', [...exchange('10:00:00'), ...exchange('10:20:00'), ...exchange('11:00:00')]),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
