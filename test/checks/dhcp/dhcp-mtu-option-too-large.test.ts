import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { agentFile, dnsmasqConfig } from '../../support/edits/agent-files.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { process } from '../../support/edits/processes.ts';
import { wire } from '../../support/edits/wire.ts';
import { dhcpA, dnsmasqA, filesA, qdhcpA, restart } from '../../support/lab-names.ts';

/** What is offered, on the wire. */
const offered = (value: number | undefined) =>
  wire(dhcpA).changed('OFFER', { options: { 26: value === undefined ? undefined : [value >> 8, value & 0xff] } });
const mtu = (value: number) => all(process(dnsmasqA).args('option:mtu,1450', `option:mtu,${value}`), offered(value));

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
  reject(
    'a line of a configuration file that offers follow',
    all(dnsmasqConfig('dhcp-option-force=26,9000'), offered(9000)),
    {
      summary: /announces MTU 9000.*1450/,
      fix: ['sed -i s|^dhcp-option-force=26,9000$|#&| /etc/neutron/dnsmasq-neutron.conf', 'kill 162', restart.dhcp],
    },
  ),
  reject(
    'an options file that sets it',
    all(
      process(dnsmasqA).args('--dhcp-option-force=option:mtu,1450 ', ''),
      agentFile(`${filesA}/opts`).with('tag:x,option:mtu,9000'),
      offered(undefined),
    ),
    { summary: /announces MTU 9000.*1450/, fix: ['kill 162', restart.dhcp] },
  ),
  accept('a line of a configuration file that no offer follows', dnsmasqConfig('dhcp-option-force=26,9000')),
  accept('a smaller one', mtu(1400)),
  accept('jumbo frames at both ends', all(mtu(8950), device(dhcpA).mtu(8950))),
]);
