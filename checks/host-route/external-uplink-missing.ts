import { defineCheck } from '../../src/engine/check.ts';
import { addressEvidence, bridgePortsEvidence } from '../../src/engine/evidence.ts';
import { hasNoUplink, hasOwnAddress, idleNics } from '../../src/engine/uplinks.ts';

export default defineCheck({
  id: 'external-uplink-missing',
  layer: 'host-route',
  title: 'External bridge leads nowhere',
  why: 'The bridge has no port that leads out, nor is the host itself the gateway: what routers send ends there.',
  symptom: 'No VM gets out and no floating IP answers; ARP requests of the routers come to br-ex, and nothing leaves.',
  remedy:
    'Make the one NIC that is up and serves nothing a port of the bridge; if there are several, nothing is proposed.',
  limits:
    'It speaks only where such a NIC is there: up, with a carrier, without address, bridge or VLAN on top. Where the host was the gateway and lost its address beside an idle NIC, the address is what is missing.',
  sources: [
    'https://github.com/dardelean/openstack-network-check',
    'https://github.com/openstack/charm-neutron-openvswitch/issues/1',
  ],
  severity: 'error',
  each: 'externalBridges',
  explainedBy: ['external-bridge-missing'],
  applies: hasNoUplink,
  judge(view) {
    const idle = hasOwnAddress(view) ? [] : idleNics(view);
    const [nic, ...others] = idle;
    if (nic === undefined || view.interface === undefined) return undefined;
    const isOne = others.length === 0;
    return {
      summary: `${view.name} has neither an uplink nor an address of ${view.ranges.join(', ')}, while ${idle.map(({ name }) => name).join(', ')} ${isOne ? 'is' : 'are'} up and ${isOne ? 'serves' : 'serve'} nothing.`,
      evidence: [
        bridgePortsEvidence(view.name, view.bridge),
        addressEvidence(undefined, view.interface),
        ...idle.map((one) => addressEvidence(undefined, one)),
      ],
      fix: isOne
        ? {
            summary: `Make ${nic.name} a port of ${view.name}`,
            risk: 'disruptive',
            commands: [['ovs-vsctl', '--may-exist', 'add-port', view.name, nic.name]],
            undo: [['ovs-vsctl', '--if-exists', 'del-port', view.name, nic.name]],
            permanent: 'The database of Open vSwitch keeps the port; have the NIC set up at boot without an address.',
          }
        : null,
    };
  },
});
