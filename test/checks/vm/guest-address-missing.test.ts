import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';

const rows = (...devices: readonly string[]) =>
  savedText('console.txt', [
    'ci-info: | Device |  Up  |  Address  |    Mask   |     Hw-Address    |',
    'ci-info: |  lo:   | True | 127.0.0.1 | 255.0.0.0 |         .         |',
    ...devices,
  ]);

testCheck(
  'guest-address-missing',
  [
    reject(
      'a device without an address',
      rows('ci-info: | ens3:  | True |     .     |     .     | fa:16:3e:00:be:ef |'),
      {
        summary: /^ens3 \(fa:16:3e:00:be:ef\) of a guest has no address\.$/,
        fix: null,
      },
    ),
    reject(
      'one with the address of its link alone',
      rows('ci-info: |  ens3  | True | fe80::f816:3eff:fe00:beef/64 |     .     |  link  | fa:16:3e:00:be:ef |'),
      { summary: /^ens3 /, fix: null },
    ),
    reject(
      'a guest in which no device came up',
      savedText('console.txt', [
        'cloud-init-nonet[4.31]: waiting 120 seconds for network device',
        'cloud-init-nonet[124.33]: gave up waiting for a network device.',
        'ci-info: lo    : 1 127.0.0.1       255.0.0.0       .',
      ]),
      { summary: /^No network device came up in a guest\.$/, fix: null },
    ),
    accept(
      'a second device that is not used',
      rows(
        'ci-info: | ens3:  | True | 10.11.12.3 | 255.255.255.0 | fa:16:3e:00:be:ef |',
        'ci-info: | ens4:  | False |     .     |     .     | fa:16:3e:00:be:e0 |',
      ),
    ),
    accept(
      'a guest of an IPv6 network',
      rows('ci-info: |  ens3  | True | 2001:db8::f816:3eff:fe00:beef/64 | . | global | fa:16:3e:00:be:ef |'),
    ),
    accept(
      'a guest whose network came late',
      savedText('console.txt', [
        'cloud-init-nonet[124.33]: gave up waiting for a network device.',
        'ci-info: eth0  : 1 10.11.12.3      255.255.255.0   fa:16:3e:00:be:ef',
      ]),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
