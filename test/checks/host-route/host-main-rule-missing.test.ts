import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { policyRules } from '../../support/edits/ip.ts';

const withoutMain = policyRules().without(({ table }) => table === 'main');

testCheck('host-main-rule-missing', [
  reject('no rule for the table main', withoutMain, {
    summary: /no policy rule for the table main/,
    fix: ['ip rule add pref 32766 lookup main'],
  }),
  accept(
    'a rule with another priority',
    all(withoutMain, policyRules().with({ priority: 100, src: 'all', table: 'main' })),
  ),
]);
