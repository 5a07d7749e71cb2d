import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { flows } from '../../support/edits/flows.ts';
import { restart } from '../../support/lab-names.ts';

const own = 'dl_src=fa:16:3e:53:84:4f,arp_spa=';
const sent = 'dl_src=fa:16:3e:53:84:4f,nw_src=';

testCheck(
  'native-anti-spoofing-wrong',
  [
    reject('the address that the port had before', flows('br-int').changed(`${own}10.11.12.3`, `${own}10.11.12.99`), {
      summary: /tap71e4b0be-57.*10\.11\.12\.99.*10\.11\.12\.3 fa:16:3e:53:84:4f/,
      fix: [restart.l2],
    }),
    reject(
      'a DHCP host file that is out of date',
      all(
        flows('br-int').changed(`${own}10.11.12.3`, `${own}10.11.12.99`),
        flows('br-int').changed(`${sent}10.11.12.3`, `${sent}10.11.12.99`),
      ),
      {
        summary: /host file gives tap71e4b0be-57 10\.11\.12\.3; all flows.*10\.11\.12\.99/,
        fix: [restart.dhcp],
      },
    ),
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
