import { defineCheck, told } from '../../src/engine/check.ts';
import { addressEvidence, bridgePortsEvidence, spellRoute } from '../../src/engine/evidence.ts';
import type { Interface, Route } from '../../src/facts/stack.ts';
import { ipv4Of, isInRange } from '../../src/topology/addresses.ts';
import type { ExternalBridge } from '../../src/topology/types.ts';

export default defineCheck({
  id: 'external-nic-not-bridged',
  layer: 'host-route',
  title: 'NIC of the external network is not a port of the external bridge',
  why: 'ARP for a router or floating IP reaches the NIC, but the qg port is behind br-ex: nobody answers.',
  severity: 'error',
  each: 'externalBridges',
  explainedBy: [],
  applies: ({ bridge, ranges }) => bridge !== undefined && ranges.length > 0,
  judge(view) {
    const nic = told(view.host.stack.interfaces).find((device) => isStray(view, device));
    if (nic === undefined || view.interface === undefined) return undefined;
    const routes = told(view.host.stack.routes).filter((route) => isMovable(route, nic));
    const addresses = (ipv4Of(nic) ?? []).map(({ address, prefixLength }) => `${address}/${prefixLength}`);
    return {
      summary: `${nic.name} and ${view.name} both have addresses of ${view.ranges.join(', ')}, but ${nic.name} is no port of ${view.name}.`,
      evidence: [
        addressEvidence(undefined, nic),
        addressEvidence(undefined, view.interface),
        bridgePortsEvidence(view.name, view.bridge),
      ],
      fix: {
        summary: `Make ${nic.name} a port of ${view.name} and move its addresses and routes there (run it from a console)`,
        risk: 'disruptive',
        commands: [
          ['ovs-vsctl', '--may-exist', 'add-port', view.name, nic.name],
          ...addresses.map((address) => ['ip', 'addr', 'del', address, 'dev', nic.name]),
          ...addresses.map((address) => ['ip', 'addr', 'replace', address, 'dev', view.name]),
          ['ip', 'link', 'set', view.name, 'up'],
          ...routes.map((route) => ['ip', 'route', 'replace', ...onto(route, view.name)]),
        ],
        undo: [
          ['ovs-vsctl', '--if-exists', 'del-port', view.name, nic.name],
          ...addresses.map((address) => ['ip', 'addr', 'del', address, 'dev', view.name]),
          ...addresses.map((address) => ['ip', 'addr', 'replace', address, 'dev', nic.name]),
          ...routes.map((route) => ['ip', 'route', 'replace', ...onto(route, nic.name)]),
        ],
        permanent: `Give the addresses to ${view.name} and make ${nic.name} its port in the host's network configuration.`,
      },
    };
  },
});

function isStray({ name, bridge, ranges, host }: ExternalBridge, device: Interface): boolean {
  if (
    device.name === name ||
    device.kind === 'bridge' ||
    bridge?.ports.some((port) => port.name === device.name) === true
  ) {
    return false;
  }
  const isSwitch = host.database.known && host.database.value.bridges.some((other) => other.name === device.name);
  const held = ipv4Of(device) ?? [];
  // A /32 is an address that somebody routes here, not a leg in the range.
  return (
    !isSwitch &&
    held.some(({ address, prefixLength }) => prefixLength < 32 && ranges.some((range) => isInRange(address, range)))
  );
}

/** Routes that somebody set up; those of the kernel come with the address. */
const isMovable = (route: Route, nic: Interface): boolean =>
  route.device === nic.name && route.gateway !== undefined && route.table === 'main';

const onto = (route: Route, device: string): readonly string[] => spellRoute({ ...route, device }).split(' ');
