import { overheadOfType } from '../../src/analysis/tunnels.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { valuesOf } from '../../src/facts/known.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';
import { addressesOn } from '../../src/topology/addresses.ts';

/** What a plain Ethernet carries. */
const usual = 1500;

export default defineCheck({
  id: 'underlay-mtu-small',
  layer: 'overlay',
  title: 'Device of the tunnels has no room for the packets of the VMs',
  why: 'A full-size packet of a VM and the header of its tunnel are larger than what the device carries: it is lost.',
  symptom: 'Between hosts ssh hangs though pings pass; on one host both work.',
  remedy:
    "Raise the MTU of the device and of the network behind it by the tunnel's overhead, or lower that of the networks (global_physnet_mtu).",
  limits:
    'Read from `ip addr`, `ip link` or `ifconfig` in a saved text. Only a device with less than 1500 bytes is named: with 1500, old releases told VMs their MTU by DHCP.',
  sources: [
    'https://docs.openstack.org/neutron/latest/admin/config-mtu.html',
    'https://www.rfc-editor.org/rfc/rfc7348',
  ],
  severity: 'warning',
  each: 'statements',
  with: ['hostStack'],
  explainedBy: ['tunnel-mtu-too-small'],
  applies: says('tunnel-local-ip'),
  judge: (item, { hostStack }) =>
    statedFault(item, 'tunnel-local-ip', ({ address, type, by }) => {
      const devices = valuesOf(hostStack.interfaces);
      const underlay = devices.find((device) => addressesOn(device).some((one) => one.address === address));
      const largest = Math.max(
        0,
        ...devices.flatMap(({ name, mtu }) => (/^(?:tap|qvo)/.test(name) ? (mtu ?? []) : [])),
      );
      // A host of which all is known is judged by the networks of its tunnels.
      if (by !== 'switch' || type === undefined || hostStack.isComplete || underlay?.mtu === undefined)
        return undefined;
      const needed = largest + overheadOfType(type);
      if (largest === 0 || underlay.mtu >= usual || underlay.mtu >= needed) return undefined;
      return {
        summary: `${underlay.name}, where the tunnels start, has MTU ${underlay.mtu}; ${type} needs ${needed} for the ${largest} bytes that VMs may send.`,
        fix: null,
      };
    }),
});
