import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { rules } from '../../support/edits/iptables.ts';
import { qrouterA } from '../../support/lab-names.ts';

testCheck(
  'router-snat-missing',
  [
    reject('a range that goes out untranslated', rules(qrouterA).without('-s 10.11.12.0/24 -j SNAT'), {
      summary: /qrouter-6259a93a.*10\.11\.12\.0\/24/,
      subject: qrouterA,
      fix: [
        `ip netns exec ${qrouterA} iptables -t nat -A quantum-l3-agent-snat -s 10.11.12.0/24 -j SNAT --to-source 203.0.113.101`,
      ],
    }),
    accept(
      'a router of Neutron that was told not to translate',
      rules(qrouterA).without('-o qg-e271892c-4d -j SNAT'),
      'neutron',
    ),
    accept('a floating IP that is translated no more', rules(qrouterA).without('quantum-l3-agent-float-snat -s')),
  ],
  { on: 'folsom' },
);
