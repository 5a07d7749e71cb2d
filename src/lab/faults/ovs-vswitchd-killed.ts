import { ofTenantB, viaRouterA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { healExternalBridge, killByPidFile, ovsCtl, restart, vswitchdPidFile } from './steps.ts';

// A new ovs-vswitchd makes new devices in the root namespace; those in the namespaces stay, dead, and the agents take
// them for good.
const deleteDeadDevices = `for namespace in $(cd /run/netns && echo qrouter-* qdhcp-*); do
  for device in $(ip -n "$namespace" -o link show | awk -F ': ' '$2 ~ /^(qr-|qg-|tap)/ {print $2}'); do
    ip -n "$namespace" link delete "$device"
  done
done`;

const fault: Fault = {
  id: 'ovs-vswitchd-killed',
  title: 'ovs-vswitchd was killed',
  layer: 'platform',
  layouts: bothLayouts,
  expects: 'ovs-vswitchd-not-answering',
  effect: { breaks: [...viaRouterA, ...ofTenantB] },
  inject: () => [killByPidFile(vswitchdPidFile)],
  heal: (model) => [
    [ovsCtl, '--no-ovsdb-server', 'start'],
    ['sh', '-c', deleteDeadDevices],
    ...healExternalBridge(model),
    restart(model, 'l3'),
    restart(model, 'dhcp'),
    restart(model, 'l2'),
  ],
};

export default fault;
