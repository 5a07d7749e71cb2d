import type { Fix } from '../../src/engine/check.ts';
import { defineCheck, told } from '../../src/engine/check.ts';
import { addressEvidence } from '../../src/engine/evidence.ts';
import { tunnelEvidence } from '../../src/engine/tunnels.ts';
import { counted } from '../../src/engine/words.ts';
import { isInRange, rangeOf, subnetAddressesOn } from '../../src/topology/addresses.ts';
import type { Tunnel } from '../../src/topology/overlay.ts';

export default defineCheck({
  id: 'tunnel-local-address-missing',
  layer: 'overlay',
  title: 'The address that tunnels start from is none of this host',
  why: 'Tunnels whose local_ip nobody here has send nothing, and what their other ends send arrives nowhere.',
  symptom:
    'After the address of the host changed, no other host of the overlay is reached; theirs still send to the old one.',
  remedy:
    'Let the tunnels start from the one address that the host has on the way to their other end, and set local_ip of the agent to it.',
  limits:
    'If the route leaves by a device with no address or several in the range of the peer, nothing is proposed: tunnels over a gateway are such a case. IPv6 underlays are not read.',
  sources: ['https://bugs.launchpad.net/bugs/1408603', 'https://github.com/openstack/neutron/commit/02c80d8e82'],
  severity: 'error',
  each: 'tunnels',
  explainedBy: [],
  applies: ({ localIp, host }) => localIp !== undefined && host.stack.isComplete,
  judge(tunnel) {
    const { localIp, siblings, routeDevice } = tunnel;
    if (told(tunnel.localDevices).length > 0) return undefined;
    return {
      summary: `${localIp}, where ${counted(siblings.length, 'tunnel')} of this host should start, is no address of it.`,
      evidence: [
        tunnelEvidence(tunnel),
        ...(routeDevice === undefined ? [] : [addressEvidence(undefined, routeDevice)]),
      ],
      fix: fixFor(tunnel),
      shared: `local_ip ${localIp}`,
    };
  },
});

/** The host's one address in the range of the tunnel's other end is where the tunnel can start from. */
function fixFor({ localIp, remoteIp, siblings, routeDevice }: Tunnel): Fix | null {
  const held = subnetAddressesOn(routeDevice);
  const [own, ...others] = held.filter((address) => isInRange(remoteIp, rangeOf(address)));
  if (own === undefined || others.length > 0) return null;
  const setLocal = (address: string | undefined) =>
    siblings.map((name) => ['ovs-vsctl', 'set', 'Interface', name, `options:local_ip=${address}`]);
  return {
    summary: `Let the tunnels start from ${own.address}, the address on the way to their other end`,
    risk: 'disruptive',
    commands: setLocal(own.address),
    undo: setLocal(localIp),
    permanent: `Set local_ip = ${own.address} in section [ovs] of the Open vSwitch agent's configuration, and restart the agent: other hosts learn the address from it.`,
  };
}
