import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { newProcess, process } from '../../support/edits/processes.ts';
import { dnsmasqA, filesA, qdhcpA } from '../../support/lab-names.ts';

testCheck('dhcp-server-frozen', [
  reject('a dnsmasq that SIGSTOP has stopped', process(dnsmasqA).frozen(), {
    summary: /qdhcp-4338c261/,
    subject: qdhcpA,
    fix: ['kill -CONT 162'],
  }),
  accept(
    'one that was stopped, beside one that serves',
    all(
      process(dnsmasqA).frozen(),
      newProcess(`dnsmasq --pid-file=${filesA}/pid --dhcp-hostsfile=${filesA}/host`, { besideOf: dnsmasqA }),
    ),
  ),
]);
