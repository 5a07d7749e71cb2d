import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { port } from '../../support/edits/ovs.ts';
import { frozenGroup, newProcess, process } from '../../support/edits/processes.ts';
import { vm1 } from '../../support/lab-names.ts';

testCheck('l2-agent-frozen', [
  reject('an agent that SIGSTOP has stopped', process(/neutron-openvswitch-agent --config/).frozen(), {
    summary: /Open vSwitch agent/,
    severity: 'warning',
    fix: ['kill -CONT 48'],
  }),
  reject(
    'one for which a port waits',
    all(process(/neutron-openvswitch-agent --config/).frozen(), port(vm1.qvo).tag(4095)),
    { summary: /Open vSwitch agent/, fix: ['kill -CONT 48'] },
  ),
  reject('an agent whose control group is frozen', frozenGroup('/sys/fs/cgroup/freezer/site', [48], 'freezer.state'), {
    summary: /frozen by its control group/,
    severity: 'warning',
    fix: [`sh -c echo THAWED >"$0" /sys/fs/cgroup/freezer/site/freezer.state`],
  }),
  reject(
    'an agent in a container that is paused',
    frozenGroup(`/sys/fs/cgroup/system.slice/docker-${'0123456789ab'.padEnd(64, '0')}.scope`, [48], 'cgroup.events'),
    { summary: /frozen by its control group/, severity: 'warning', fix: ['docker unpause 0123456789ab'] },
  ),
  accept('another process whose group is frozen', frozenGroup('/sys/fs/cgroup/site', [1], 'cgroup.events')),
  accept(
    'one of its processes',
    all(
      process(/neutron-openvswitch-agent --config/).frozen(),
      newProcess('/usr/bin/python3 /usr/bin/neutron-openvswitch-agent'),
    ),
  ),
]);
