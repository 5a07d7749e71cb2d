import { type Fix, required } from '../engine/check.ts';
import { routeWords } from '../evidence/routes.ts';
import type { Interface, Route, Stack } from '../facts/stack.ts';
import { addressesOn, cidrOf } from '../topology/addresses.ts';
import type { ExternalBridge } from '../topology/external.ts';

/** Makes a NIC a port of the external bridge, which takes over its addresses and routes. */
export function bridgeNicFix(view: ExternalBridge, nic: Interface, hostStack: Stack): Fix {
  const routes = required(hostStack.routes).filter((route) => isMovable(route, nic));
  const addresses = addressesOn(nic).map(cidrOf);
  const isBridged = view.uplinks.includes(nic.name);
  const move = (from: string, to: string): Fix['commands'] => [
    // From the last on: with the first address of a subnet go its others (ip-address(8), "secondary").
    ...addresses.toReversed().map((address) => ['ip', 'addr', 'del', address, 'dev', from]),
    ...addresses.map((address) => ['ip', 'addr', 'replace', address, 'dev', to]),
  ];
  return {
    summary: `${isBridged ? 'Move' : `Add ${nic.name} to ${view.name} and move`} its addresses and routes ${isBridged ? `to ${view.name}` : 'there'} (run it from a console)`,
    risk: 'disruptive',
    commands: [
      ...(isBridged ? [] : [['ovs-vsctl', '--may-exist', 'add-port', view.name, nic.name]]),
      ...move(nic.name, view.name),
      ['ip', 'link', 'set', view.name, 'up'],
      ...routes.map((route) => ['ip', 'route', 'replace', ...onto(route, view.name)]),
    ],
    undo: [
      ...(isBridged ? [] : [['ovs-vsctl', '--if-exists', 'del-port', view.name, nic.name]]),
      ...move(view.name, nic.name),
      ...routes.map((route) => ['ip', 'route', 'replace', ...onto(route, nic.name)]),
    ],
    permanent: `Configure the addresses on ${view.name}, with ${nic.name} as its port, in the host's network configuration.`,
  };
}

/** Routes that somebody set up; those of the kernel come with the address. */
const isMovable = (route: Route, nic: Interface): boolean =>
  route.device === nic.name && route.gateway !== undefined && route.table === 'main';

const onto = (route: Route, device: string): readonly string[] => routeWords({ ...route, device });
