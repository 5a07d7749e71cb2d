import type { Fault } from './fault.ts';
import { quietly } from './steps.ts';

const pidFile = '/run/qdoctor-lab/ovs-of-host.pid';

const fault: Fault = {
  id: 'switch-daemon-of-host',
  title: 'Open vSwitch of the host was started beside the one in a container',
  layer: 'platform',
  layouts: ['kolla'],
  expects: 'switch-daemon-duplicate',
  effect: { shownBy: '[ "$(pgrep -xc ovs-vswitchd)" -gt 1 ]' },
  inject: () => [
    [
      'ovs-vswitchd',
      'unix:/run/openvswitch/db.sock',
      ...['-vconsole:off', '-vsyslog:off', '--no-chdir', '--detach', `--pidfile=${pidFile}`],
      ...['--unixctl=/run/openvswitch/of-host.ctl', '--log-file=/var/log/openvswitch/ovs-vswitchd.log'],
    ],
  ],
  heal: () => [quietly('sh', '-c', 'read -r pid <"$1" && kill "$pid" && rm -f "$1"', 'sh', pidFile)],
};

export default fault;
