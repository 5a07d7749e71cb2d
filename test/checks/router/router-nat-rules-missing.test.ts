import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { rules } from '../../support/edits/iptables.ts';
import { floatingIp, qrouterA, restart } from '../../support/lab-names.ts';

testCheck('router-nat-rules-missing', [
  reject('a router without any rule', rules(qrouterA).flushed(), {
    summary: /qrouter-6259a93a/,
    subject: qrouterA,
    fix: [restart.l3],
  }),
  accept('a router without floating IPs', rules(qrouterA).without(floatingIp)),
  accept('a distributed router', rules(qrouterA).without('-A PREROUTING -j neutron-l3-agent-PREROUTING'), 'dvr'),
]);
