import { healByKeys } from './heal-suite.ts';

healByKeys('folsom', [
  { fault: 'dhcp-tap-wrong-tag', symptom: 0, target: '10.11.12.4', columns: 60 },
  { fault: 'tenant-route-deleted', symptom: 1, target: '', columns: 80 },
  { fault: 'qg-no-address', symptom: 2, target: '', columns: 120 },
]);
