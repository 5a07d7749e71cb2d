import { hasNoUplink, hasOwnAddress, unusedNics } from '../../src/analysis/uplinks.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { addressEvidence } from '../../src/evidence/devices.ts';
import { bridgePortsEvidence } from '../../src/evidence/ports.ts';

export default defineCheck({
  id: 'external-uplink-missing',
  layer: 'host-route',
  title: 'External bridge has no uplink',
  why: 'The bridge has no uplink, and the host is not the gateway: traffic of the routers ends there.',
  symptom:
    'No VM reaches the outside and no floating IP answers; ARP requests of the routers reach br-ex, but leave the host nowhere.',
  remedy: 'Add the only idle NIC that is up to the bridge; with several, no fix is proposed.',
  limits:
    'Reported only if an idle NIC exists: up, with carrier, without address, bridge or VLAN. A host that was the gateway and lost its address looks the same.',
  sources: [
    'https://github.com/dardelean/openstack-network-check',
    'https://github.com/openstack/charm-neutron-openvswitch/issues/1',
  ],
  severity: 'error',
  each: 'externalBridges',
  with: ['hostStack', 'switchDatabase'],
  explainedBy: ['external-bridge-missing'],
  applies: hasNoUplink,
  judge(view, { hostStack, switchDatabase }) {
    const idle = hasOwnAddress(view) ? [] : unusedNics({ hostStack, switchDatabase });
    const [nic, ...others] = idle;
    if (nic === undefined || view.interface === undefined) return undefined;
    const isOne = others.length === 0;
    return {
      summary: `${view.name} has neither an uplink nor an address of ${view.ranges.join(', ')}, while ${idle.map(({ name }) => name).join(', ')} ${isOne ? 'is' : 'are'} up and idle.`,
      evidence: [
        bridgePortsEvidence(view.name, view.bridge),
        addressEvidence(undefined, view.interface),
        ...idle.map((one) => addressEvidence(undefined, one)),
      ],
      fix: isOne
        ? {
            summary: `Add ${nic.name} to ${view.name}`,
            risk: 'disruptive',
            commands: [['ovs-vsctl', '--may-exist', 'add-port', view.name, nic.name]],
            undo: [['ovs-vsctl', '--if-exists', 'del-port', view.name, nic.name]],
            permanent: 'The Open vSwitch database keeps the port; set the NIC up at boot without an address.',
          }
        : null,
    };
  },
});
