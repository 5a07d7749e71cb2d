import { healByKeys } from './heal-suite.ts';

healByKeys('neutron', [
  // Tenant b has a VM of the same address.
  { fault: 'vm-tap-down', symptom: 0, target: ({ a }) => a.vm1.qvo.replace('qvo', '') },
  { fault: 'router-forwarding-off', symptom: 3, target: '' },
  { fault: 'dnsmasq-frozen', symptom: 6 },
]);
