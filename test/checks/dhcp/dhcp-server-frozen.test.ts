import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { frozenGroup, newProcess, process } from '../../support/edits/processes.ts';
import { dnsmasqA, filesA, qdhcpA } from '../../support/lab-names.ts';

testCheck('dhcp-server-frozen', [
  reject('a dnsmasq that SIGSTOP has stopped', process(dnsmasqA).frozen(), {
    summary: /qdhcp-4338c261/,
    subject: qdhcpA,
    fix: ['kill -CONT 162'],
  }),
  reject(
    'a dnsmasq whose control group is frozen',
    frozenGroup('/sys/fs/cgroup/system.slice/site', [162], 'cgroup.events'),
    {
      summary: /frozen by its control group/,
      subject: qdhcpA,
      fix: [`sh -c echo 0 >"$0" /sys/fs/cgroup/system.slice/site/cgroup.freeze`],
    },
  ),
  accept(
    'one that was stopped, beside one that serves',
    all(
      process(dnsmasqA).frozen(),
      newProcess(`dnsmasq --pid-file=${filesA}/pid --dhcp-hostsfile=${filesA}/host`, { besideOf: dnsmasqA }),
    ),
  ),
]);
