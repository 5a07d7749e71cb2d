import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { policyRules } from '../../support/edits/ip.ts';
import { qrouterA, restart } from '../../support/lab-names.ts';

const ofFixed = (rule: Readonly<Record<string, unknown>>) => rule['src'] === '10.11.12.3';
const fix = [
  'ip -n fip-b1d9befd-4b88-4632-acfa-3c02525cdaf0 route del 203.0.113.150/32 dev fpr-6259a93a-c',
  restart.l3,
];

testCheck(
  'fip-policy-rule-missing',
  [
    reject('a VM that leaves by SNAT instead', policyRules(qrouterA).without(ofFixed), {
      summary: /10\.11\.12\.3.*203\.0\.113\.150/,
      severity: 'warning',
      fix,
    }),
    reject(
      'one that has no other way',
      policyRules(qrouterA).without((rule) => rule['table'] === '16' || rule['table'] === '168496129'),
      { summary: /10\.11\.12\.3/, fix },
    ),
    accept(
      'a rule that is left over from a floating IP of before',
      policyRules(qrouterA).with({ priority: 58_144, src: '10.11.12.9', table: '16' }),
    ),
  ],
  { on: 'dvr' },
);
