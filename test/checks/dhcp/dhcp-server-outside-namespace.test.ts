import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { newProcess, process } from '../../support/edits/processes.ts';
import { dnsmasqA, filesA, qdhcpA, restart } from '../../support/lab-names.ts';

testCheck('dhcp-server-outside-namespace', [
  reject('a dnsmasq on the host', process(dnsmasqA).onHost(), {
    summary: /qdhcp-4338c261/,
    subject: qdhcpA,
    fix: ['kill 162', restart.dhcp],
  }),
  accept(
    'one on the host beside one that is where it belongs',
    newProcess(`dnsmasq --pid-file=${filesA}/pid --dhcp-hostsfile=${filesA}/host`),
  ),
]);
