import { expect } from 'vitest';
import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { process } from '../../support/edits/processes.ts';
import { qrouterA } from '../../support/lab-names.ts';

const keepalived = process(/keepalived -P/);

testCheck(
  'ha-keepalived-frozen',
  [
    reject('a router whose keepalived is suspended', keepalived.frozen(), {
      summary: /qrouter-6259a93a.*SIGSTOP/,
      subject: qrouterA,
      fix: [expect.stringMatching(/^kill -CONT \d+$/)],
    }),
    accept('one that has none, which has its own finding', keepalived.gone()),
    accept('a suspended monitor beside it', process('neutron-keepalived-state-change').frozen()),
  ],
  { on: 'ha' },
);
