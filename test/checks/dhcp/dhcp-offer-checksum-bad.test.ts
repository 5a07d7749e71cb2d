import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { wire } from '../../support/edits/wire.ts';
import { qdhcpA, vm1 } from '../../support/lab-names.ts';

/** The last two bytes of the UDP header, in an untagged frame. */
const checksumAt = 14 + 20 + 6;
const spoiled = (bytes: Uint8Array) => bytes.fill(0x77, checksumAt, checksumAt + 2);

testCheck('dhcp-offer-checksum-bad', [
  reject('a sum that something has spoiled', wire(vm1.tap).bytes('OFFER', spoiled), {
    summary: /fa:16:3e:53:84:4f/,
    subject: qdhcpA,
    fix: null,
  }),
  accept(
    'an offer without a sum, which UDP allows',
    wire(vm1.tap).bytes('OFFER', (bytes) => bytes.fill(0, checksumAt, checksumAt + 2)),
  ),
]);
