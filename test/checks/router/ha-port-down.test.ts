import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { device } from '../../support/edits/ip.ts';
import { haA, qrouterA, restart } from '../../support/lab-names.ts';

testCheck(
  'ha-port-down',
  [
    reject('a device that is down', device(haA).down(), {
      summary: /ha-76fa4ba7-da/,
      subject: qrouterA,
      fix: [`ip -n ${qrouterA} link set ha-76fa4ba7-da up`],
    }),
    reject('no such device', device(haA).gone(), { summary: /qrouter-6259a93a/, fix: [restart.l3] }),
    accept('a device without a carrier', device(haA).withoutCarrier()),
  ],
  { on: 'ha' },
);
