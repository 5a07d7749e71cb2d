import { expect, test } from 'vitest';
import check from '../../../checks/metadata/metadata-input-filtered.ts';
import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { rules } from '../../support/edits/iptables.ts';
import { qrouterA } from '../../support/lab-names.ts';
import { diagnosisOf, healthyHost } from '../../support/recorded-host.ts';

const mangle = `ip netns exec ${qrouterA} iptables -t mangle`;

testCheck('metadata-input-filtered', [
  reject('a rule before all others', rules(qrouterA).first('filter', '-A INPUT -p tcp -m tcp --dport 9697 -j DROP'), {
    summary: /-A INPUT -p tcp -m tcp --dport 9697 -j DROP/,
    fix: [`ip netns exec ${qrouterA} iptables -t filter -D INPUT -p tcp -m tcp --dport 9697 -j DROP`],
  }),
  reject('a router that marks no request', rules(qrouterA).without('-j MARK --set-xmark 0x1/0xffff'), {
    summary: /0x1\/0xffff/,
    fix: [
      `${mangle} -A neutron-l3-agent-PREROUTING -d 169.254.169.254/32 -i qr-+ -p tcp -m tcp --dport 80 -j MARK --set-xmark 0x1/0xffff`,
    ],
  }),
  reject('a router that lets no marked request in', rules(qrouterA).without('--mark 0x1/0xffff -j ACCEPT'), {
    summary: /0x1\/0xffff/,
    fix: [`ip netns exec ${qrouterA} iptables -t filter -I neutron-l3-agent-INPUT -m mark --mark 0x1/0xffff -j ACCEPT`],
  }),
  accept(
    'a rule behind those of the agent',
    rules(qrouterA).last('filter', '-A INPUT -p tcp -m tcp --dport 9697 -j DROP'),
  ),
  accept('a rule for another port', rules(qrouterA).first('filter', '-A INPUT -p tcp -m tcp --dport 22 -j DROP')),
]);

test('what two rules tell differently may be misread, and is not judged', async () => {
  const change = rules(qrouterA).changed('--mark 0x1/0xffff -j ACCEPT', '--mark 0x7/0xffff -j ACCEPT');
  const { findings, checks } = await diagnosisOf(change(await healthyHost('neutron')), [check], { may: 'send' });
  expect([findings, checks[0]?.verdict]).toEqual([[], 'unknown']);
});
