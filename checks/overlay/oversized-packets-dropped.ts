import { defineCheck } from '../../src/engine/check.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'oversized-packets-dropped',
  layer: 'overlay',
  title: 'Switch dropped packets larger than the MTU',
  why: 'The switch sends no packet out of a device whose MTU is smaller: it drops it, and tells nobody but the kernel log.',
  symptom: 'Pings pass, and ssh, TLS or downloads hang for the guest behind the device.',
  remedy:
    'Give both ends of the network the same MTU: that of the guest, of its tap and of the router must be the one of the Neutron network (`openstack network show -c mtu`).',
  limits:
    'Read from a saved log of the kernel, which may be older than the last change. Bridges themselves are left out.',
  sources: [
    'https://github.com/torvalds/linux/blob/master/net/openvswitch/vport.c',
    'https://docs.openstack.org/neutron/latest/admin/config-mtu.html',
  ],
  severity: 'warning',
  ofAnyDriver: true,
  each: 'statements',
  comparesNoAddresses: true,
  explainedBy: ['tunnel-mtu-too-small', 'underlay-mtu-small', 'hybrid-plug-mtu-small'],
  // What floods to the bridge's own device is nobody's packet.
  applies: (item) => says('oversized-dropped')(item) && !isOfBridge(item.statement),
  judge: (item) =>
    statedFault(item, 'oversized-dropped', ({ device, largest, mtu, count }) => ({
      summary: `The switch dropped ${count} packets for ${device}: up to ${largest} bytes, and its MTU is ${mtu}.`,
      fix: null,
    })),
});

const isOfBridge = (statement: { readonly kind: string; readonly device?: string | undefined }): boolean =>
  statement.device?.startsWith('br-') === true;
