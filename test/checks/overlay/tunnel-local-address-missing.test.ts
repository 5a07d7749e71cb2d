import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device, routes } from '../../support/edits/ip.ts';
import { port } from '../../support/edits/ovs.ts';
import { tunnel } from '../../support/lab-names.ts';

testCheck('tunnel-local-address-missing', [
  reject('the address that the host had before', port(tunnel).option('local_ip', '198.18.0.99'), {
    summary: /198\.18\.0\.99/,
    fix: ['ovs-vsctl set Interface vxlan-c6120014 options:local_ip=198.18.0.10'],
  }),
  reject(
    'one where the host has no address in the range of its peer',
    all(device('eth1').addresses('198.18.7.10/24'), routes().with({ dst: '198.18.0.0/24', dev: 'eth1' })),
    { summary: /198\.18\.0\.10/, fix: null },
  ),
  accept('an address on lo', all(port(tunnel).option('local_ip', '198.51.100.1'))),
]);
