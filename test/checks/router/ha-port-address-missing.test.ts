import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { haA, qrouterA, restart } from '../../support/lab-names.ts';

const own = device(haA).withoutAddress('169.254.192.7');
const active = device(haA).withoutAddress('169.254.0.50');

testCheck(
  'ha-port-address-missing',
  [
    reject('a port with no address at all', all(own, active), {
      summary: /ha-76fa4ba7-da.*qrouter-6259a93a.*no address of its own/,
      subject: qrouterA,
      fix: [restart.l3],
    }),
    reject('one with the address of the active instance alone', own, { summary: /ha-76fa4ba7-da/, fix: [restart.l3] }),
    accept('a router that stands by', active),
  ],
  { on: 'ha' },
);
