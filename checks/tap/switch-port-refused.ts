import { defineCheck } from '../../src/engine/check.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';

/** Devices of VMs, routers and networks, and those that the agents make between bridges; others lead out of the host. */
const ofAgents = /^(?:tap|qv[ob]|qr-|qg-|ha-|sg-|fg-|vnet|vhu|int-|phy-|patch-|vxlan-|gre-|geneve-)/;

/** What the words of the switch leave to do. */
const nexts: readonly (readonly [RegExp, string])[] = [
  [
    /Device or resource busy/,
    'Another bridge, bond or datapath holds the device: `ip -d link show DEVICE` names its master. Take it out there, then `ovs-vsctl del-port` and `add-port` it again.',
  ],
  [
    /File exists/,
    'A device of that name exists already, most often one of a former datapath: `ip -d link show DEVICE`. Delete it or give the bridge another name, then restart Open vSwitch.',
  ],
  [
    /Address family not supported|Protocol not supported|Operation not supported/,
    'The kernel lacks what the type of the port needs: load its module (`modprobe vxlan`, `gre`, `openvswitch`), then restart Open vSwitch.',
  ],
  [
    /ofport is -1/,
    'Open vSwitch gave the port no number: `ovs-vsctl list Interface PORT` has the error, and `lsmod` shows whether the module of the kernel fits the version.',
  ],
];

export default defineCheck({
  id: 'switch-port-refused',
  layer: 'tap',
  title: 'Switch could not add a port',
  why: 'The port is in the database, but the switch has no such port: nothing passes.',
  symptom: 'One VM, DHCP server or router interface is cut off; `ovs-vsctl show` has an error below it.',
  remedy:
    'If the device is gone, restart the agent or the instance that owns it, or delete the port; else check ovs-vswitchd.log for the reason.',
  limits:
    'Read from `ovs-vsctl show`, `list interface` or the log of ovs-vswitchd in a saved text. The port of a deleted instance may be left over.',
  sources: [
    'https://www.openvswitch.org/support/dist-docs/ovs-vswitchd.conf.db.5.html',
    'https://bugs.launchpad.net/bugs/1543094',
  ],
  severity: 'error',
  each: 'statements',
  comparesNoAddresses: true,
  explainedBy: [
    'port-device-missing',
    'external-nic-gone',
    'switch-devices-left-dead',
    'dhcp-port-missing',
    'router-interface-missing',
  ],
  applies: says('switch-port-refused'),
  judge: (item) =>
    statedFault(item, 'switch-port-refused', ({ device, because }) => ({
      severity: because.includes('No such device') ? 'warning' : 'error',
      summary:
        because === 'No such device'
          ? `The switch has a port ${device} and finds no device for it: ${because}.`
          : `The switch could not add ${device}: ${because}.`,
      fix: null,
      next: nexts.find(([form]) => form.test(because))?.[1],
      ...(ofAgents.test(device) ? {} : ({ layer: 'external-bridge' } as const)),
    })),
});
