import type { Argv } from '../host/process.ts';
import { healExternalBridge, quietly } from './faults/steps.ts';
import { externalNetwork, hostNic, type LabModel, outsideAddress } from './model.ts';

/** The NIC by which the external network leaves the host, where the gateway is somebody else. */
export const uplinkNic = 'eth2';

const inLan = (...words: readonly string[]): Argv => ['ip', '-n', 'lan', ...words];
const gateway = `${externalNetwork.gateway}/24`;

/** Gives the external network a gateway outside of the host, behind a NIC of br-ex, as a provider has it. */
export const moveGatewayOut = ({ a }: LabModel): readonly Argv[] => [
  ['ip', 'link', 'add', uplinkNic, 'type', 'veth', 'peer', 'name', uplinkNic, 'netns', 'lan'],
  ['ip', 'link', 'set', uplinkNic, 'up'],
  ['ovs-vsctl', 'add-port', externalNetwork.bridge, uplinkNic],
  ['ip', '-4', 'address', 'flush', 'dev', externalNetwork.bridge],
  inLan('route', 'delete', externalNetwork.cidr),
  inLan('link', 'set', uplinkNic, 'up'),
  inLan('address', 'add', gateway, 'dev', uplinkNic),
  inLan('route', 'add', outsideAddress, 'via', hostNic.address),
  inLan('route', 'add', a.network.cidr, 'via', a.router.qg.address),
  ['ip', 'netns', 'exec', 'lan', 'sh', '-c', 'echo 1 >/proc/sys/net/ipv4/ip_forward'],
  ['ip', 'route', 'add', externalNetwork.cidr, 'via', hostNic.peer],
  ['ip', 'route', 'add', a.network.cidr, 'via', hostNic.peer],
];

/** Makes the host the gateway again. */
export const moveGatewayIn = (model: LabModel): readonly Argv[] => [
  ['ovs-vsctl', '--if-exists', 'del-port', externalNetwork.bridge, uplinkNic],
  quietly('ip', 'link', 'delete', uplinkNic),
  quietly(...inLan('route', 'delete', outsideAddress)),
  quietly('ip', 'route', 'delete', externalNetwork.cidr, 'via', hostNic.peer),
  ...healExternalBridge(model),
  inLan('route', 'replace', externalNetwork.cidr, 'via', hostNic.address),
];
