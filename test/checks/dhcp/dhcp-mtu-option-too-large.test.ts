import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { process } from '../../support/edits/processes.ts';
import { dhcpA, dnsmasqA, qdhcpA, restart } from '../../support/lab-names.ts';

const mtu = (value: number) => process(dnsmasqA).args('option:mtu,1450', `option:mtu,${value}`);

testCheck('dhcp-mtu-option-too-large', [
  reject('the MTU of a wire for a network in tunnels', mtu(1500), {
    summary: /1500.*1450/,
    subject: qdhcpA,
    fix: ['kill 162', restart.dhcp],
  }),
  reject('a DHCP port into which no offer fits', device(dhcpA).mtu(200), {
    summary: /1450.*200/,
    severity: 'error',
    fix: [`ip -n ${qdhcpA} link set dev ${dhcpA} mtu 1450`],
  }),
  accept('a smaller one', mtu(1400)),
  accept('jumbo frames at both ends', all(mtu(8950), device(dhcpA).mtu(8950))),
]);
