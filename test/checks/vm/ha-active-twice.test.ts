import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { announcement, vrrp } from '../../support/edits/wire.ts';
import { haA, qrouterA } from '../../support/lab-names.ts';

const own = (seconds: number) => announcement('169.254.192.7', 50, 50, seconds);
const other = (seconds: number, id = 50) => announcement('169.254.192.8', id, 100, seconds);
const { heard } = vrrp(haA);

testCheck(
  'ha-active-twice',
  [
    reject('two that go on side by side', heard(own(0), other(1), own(2), other(3), own(4), other(5)), {
      summary: /qrouter-6259a93a.*169\.254\.192\.8.*priority 100/,
      subject: qrouterA,
      fix: null,
    }),
    accept('one alone', heard(own(0), own(2))),
    accept('another one that takes over', heard(own(0), own(2), other(3), other(5), other(7))),
    accept('one that gives way as this one goes on', heard(other(0), own(1), own(3), own(5))),
    accept('another router of the tenant', heard(own(0), other(1, 51), own(2), other(3, 51), own(4), other(5, 51))),
  ],
  { on: 'ha' },
);
