import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { agentFile } from '../../support/edits/agent-files.ts';
import { process } from '../../support/edits/processes.ts';
import { dnsmasqA, filesA, qdhcpA, restart } from '../../support/lab-names.ts';

const range = /--dhcp-range=\S+/;

testCheck('dhcp-range-wrong', [
  reject(
    'the range of another subnet',
    process(dnsmasqA).args(range, '--dhcp-range=set:subnet-1,10.99.0.0,static,255.255.255.0,86400s'),
    {
      summary: /10\.11\.12\.0\/24.*tap3b3c85c8-49.*10\.99\.0\.0/,
      subject: qdhcpA,
      fix: ['kill 162', restart.dhcp],
    },
  ),
  reject('none', process(dnsmasqA).args(range, ''), { summary: /10\.11\.12\.0\/24/, fix: ['kill 162', restart.dhcp] }),
  accept(
    'a second subnet without DHCP, in which the port has no address',
    agentFile(`${filesA}/host`).with('fa:16:3e:00:be:ef,host-10-99-0-5.openstacklocal,10.99.0.5'),
  ),
  accept('a range without a netmask, as Folsom wrote it', process(dnsmasqA).args(',static,255.255.255.0,', ',static,')),
]);
