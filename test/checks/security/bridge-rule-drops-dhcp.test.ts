import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all, answered, exited } from '../../support/edits/change.ts';
import { wire } from '../../support/edits/wire.ts';
import { vm1 } from '../../support/lab-names.ts';

const rule = (words: string) =>
  answered(
    (argv) => argv[0] === 'ebtables-save',
    () => exited(`*filter\n:INPUT ACCEPT\n:FORWARD ACCEPT\n:OUTPUT ACCEPT\n-A FORWARD ${words} -j DROP\n`),
  );
const lost = wire(vm1.tap).without('OFFER');

testCheck(
  'bridge-rule-drops-dhcp',
  [
    reject(
      "a rule against DHCP on the VM's tap",
      all(lost, rule('-p IPv4 -o tap71e4b0be-57 --ip-proto udp --ip-sport 67')),
      {
        summary: /fa:16:3e:53:84:4f.*qvb71e4b0be-57.*tap71e4b0be-57/,
        fix: ['ebtables -D FORWARD -p IPv4 -o tap71e4b0be-57 --ip-proto udp --ip-sport 67 -j DROP'],
      },
    ),
    accept('a rule for another tap', all(lost, rule('-p IPv4 -o tapa895a5a6-65 --ip-proto udp --ip-sport 67'))),
    accept('a rule for another protocol', all(lost, rule('-p IPv6 -o tap71e4b0be-57'))),
  ],
  { onlyAskedWhere: "DHCP is lost on a VM's bridge" },
);
