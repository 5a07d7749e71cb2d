import { defineCheck } from '../../src/engine/check.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';

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
      summary: `The switch could not add ${device}: ${because}.`,
      fix: null,
    })),
});
