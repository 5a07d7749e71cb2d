import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { flows } from '../../support/edits/flows.ts';
import { restart } from '../../support/lab-names.ts';

const own = 'dl_src=fa:16:3e:53:84:4f,arp_spa=';

testCheck(
  'native-anti-spoofing-wrong',
  [
    reject('the address that the port had before', flows('br-int').changed(`${own}10.11.12.3`, `${own}10.11.12.99`), {
      summary: /tap71e4b0be-57.*10\.11\.12\.99.*10\.11\.12\.3 fa:16:3e:53:84:4f/,
      fix: [restart.l2],
    }),
    accept(
      'one more pair that is allowed to the port',
      flows('br-int').with(
        71,
        'priority=95,arp,reg5=0x13,in_port=19,dl_src=fa:16:3e:53:84:4f,arp_spa=10.11.12.200 actions=resubmit(,94)',
      ),
    ),
    accept(
      'a port that may have any address of a range',
      flows('br-int').changed(`${own}10.11.12.3`, `${own}10.11.12.0/24`),
    ),
  ],
  { on: 'native-firewall' },
);
