import type { Fault } from './fault.ts';
import { quietly } from './steps.ts';

const pidFile = '/run/qdoctor-lab/ovs-of-host.pid';

const script = `setsid ovs-vswitchd unix:/run/openvswitch/db.sock -vconsole:off -vsyslog:off --no-chdir --pidfile="$1" \\
  --unixctl="\${1%.pid}.ctl" --log-file=/var/log/openvswitch/ovs-vswitchd.log </dev/null >/dev/null 2>&1 &
while [ ! -s "$1" ]; do sleep 0.02; done`;

const fault: Fault = {
  id: 'switch-daemon-of-host',
  title: 'Open vSwitch of the host was started beside the one in a container',
  layer: 'platform',
  layouts: ['kolla'],
  expects: 'switch-daemon-duplicate',
  effect: { shownBy: '[ "$(pgrep -xc ovs-vswitchd)" -gt 1 ]' },
  // It waits for the other one to end, and so never tells that it has started.
  inject: () => [['sh', '-c', script, 'sh', pidFile]],
  heal: () => [quietly('sh', '-c', 'read -r pid <"$1" && kill "$pid" && rm -f "$1"', 'sh', pidFile)],
};

export default fault;
