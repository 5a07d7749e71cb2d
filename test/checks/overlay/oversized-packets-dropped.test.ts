import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';

const dropped = (device: string, bytes: number) =>
  `May  6 10:49:21 cmp01 kernel: [13502680.515977] ${device}: dropped over-mtu packet: ${bytes} > 1450`;

testCheck(
  'oversized-packets-dropped',
  [
    reject(
      'lines of the kernel, by the largest packet',
      savedText('session.txt', [dropped('tap0e778df8-ca', 2776), dropped('tap0e778df8-ca', 8950)]),
      { summary: /dropped 2 packets for tap0e778df8-ca: up to 8950 bytes, and its MTU is 1450\.$/, fix: null },
    ),
    accept('what floods to the device of a bridge', savedText('session.txt', [dropped('br-int', 1460)])),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
