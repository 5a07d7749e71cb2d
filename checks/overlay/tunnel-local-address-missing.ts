import type { Fix } from '../../src/engine/check.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { addressEvidence } from '../../src/evidence/devices.ts';
import { tunnelEvidence } from '../../src/evidence/tunnels.ts';
import { isInRange, rangeOf, subnetAddressesOn } from '../../src/topology/addresses.ts';
import type { Tunnel } from '../../src/topology/overlay.ts';
import { counted } from '../../src/words.ts';

export default defineCheck({
  id: 'tunnel-local-address-missing',
  layer: 'overlay',
  title: 'Tunnel local_ip is not on this host',
  why: 'Tunnels with a local_ip that is not on this host neither send nor receive.',
  symptom:
    'After the address of the host changed, no other host of the overlay is reachable; they still send to the old address.',
  remedy: "Set the tunnels' local_ip, and that of the agent, to the host's address towards their peers.",
  limits:
    "No fix is proposed if the device towards the peer has no address, or several, in the peer's range, as with tunnels over a gateway. IPv6 underlays are not checked.",
  sources: ['https://bugs.launchpad.net/bugs/1408603', 'https://github.com/openstack/neutron/commit/02c80d8e82'],
  severity: 'error',
  each: 'tunnels',
  with: ['hostStack'],
  explainedBy: [],
  applies: ({ localIp }, { hostStack }) => localIp !== undefined && hostStack.isComplete,
  judge(tunnel) {
    const { localIp, siblings, routeDevice } = tunnel;
    if (required(tunnel.localDevices).length > 0) return undefined;
    return {
      summary: `local_ip ${localIp} of ${counted(siblings.length, 'tunnel')} is not on this host.`,
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
    summary: `Set local_ip of the tunnels to ${own.address}, the host's address towards their peers`,
    risk: 'disruptive',
    commands: setLocal(own.address),
    undo: setLocal(localIp),
    permanent: `Set local_ip = ${own.address} in section [ovs] of the Open vSwitch agent's configuration, and restart the agent, which announces it to the other hosts.`,
  };
}
