import { healByKeys } from './heal-suite.ts';

healByKeys('neutron', [
  // Tenant b has a VM of the same address.
  { fault: 'vm-tap-down', symptom: 0, target: ({ a }) => a.vm1.qvo.replace('qvo', ''), columns: 60 },
  { fault: 'router-forwarding-off', symptom: 3, target: '', columns: 80 },
  { fault: 'dnsmasq-frozen', symptom: 6, columns: 120 },
]);
