import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { agentFile } from '../../support/edits/agent-files.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { process } from '../../support/edits/processes.ts';
import { dhcpA, dnsmasqA, filesA, qdhcpA, restart, vm1 } from '../../support/lab-names.ts';

testCheck('dhcp-port-address-missing', [
  reject('a port that has lost its address', device(dhcpA).addresses('169.254.169.254/32'), {
    summary: /tap3b3c85c8-49/,
    subject: qdhcpA,
    fix: [restart.dhcp],
  }),
  accept(
    'a network of IPv6 only',
    all(
      device(dhcpA).addresses(),
      agentFile(`${filesA}/host`).lines(`${vm1.mac},host-x.openstacklocal,[fd00::3]`),
      process(dnsmasqA).args(/--dhcp-range=\S+/, '--dhcp-range=set:subnet-1,fd00::,static,64,86400s'),
    ),
  ),
]);
