import { healByKeys } from './heal-suite.ts';

healByKeys('neutron', [
  { fault: 'vm-tap-down', symptom: 0, target: '10.11.12.3' },
  { fault: 'router-forwarding-off', symptom: 3, target: '' },
  { fault: 'dnsmasq-frozen', symptom: 6 },
]);
