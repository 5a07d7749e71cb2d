import { isUp } from '../../src/analysis/devices.ts';
import { nicsOf } from '../../src/analysis/uplinks.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/evidence/devices.ts';
import { tunnelEvidence } from '../../src/evidence/tunnels.ts';
import type { Interface } from '../../src/facts/stack.ts';
import { setUpFix } from '../../src/remedies/links.ts';
import type { Inputs } from '../../src/topology/index.ts';
import { uplinksOf } from '../../src/topology/uplinks.ts';
import { counted } from '../../src/words.ts';

export default defineCheck({
  id: 'tunnel-device-down',
  layer: 'overlay',
  title: 'Tunnel device is down',
  why: 'Tunnels use the device with their local address, or the NIC in its bridge: while it is down, no other host is reachable.',
  symptom: 'No other host of the overlay answers, and tunnel counters do not rise.',
  remedy: 'Set the device up that has the local address of the tunnels, or the NIC by which it leaves the host.',
  limits:
    'Not reported where two devices hold that address. A device without a carrier, or a bond without a member, passes. Of several NICs in a bridge one that is up is enough.',
  sources: [
    'https://man7.org/linux/man-pages/man8/ip-link.8.html',
    'https://github.com/bilelmsekni/OpenStack-Grizzly-Install-Guide/issues/24',
  ],
  severity: 'error',
  each: 'tunnels',
  explainedBy: ['external-nic-down'],
  applies: ({ localIp }) => localIp !== undefined,
  with: ['hostStack', 'switchDatabase'],
  judge(tunnel, inputs) {
    const [device, ...others] = required(tunnel.localDevices);
    if (device === undefined || others.length > 0) return undefined;
    const end = `${device.name} (${tunnel.localIp}), local end of ${counted(tunnel.siblings.length, 'tunnel')}`;
    const nics = isUp(device) ? nicsUnder(device, inputs) : [];
    if (isUp(device) && (nics.length === 0 || nics.some(isUp))) return undefined;
    const down = nics.length === 0 ? [device] : nics;
    const names = down.map(({ name }) => name).join(', ');
    return {
      summary:
        nics.length === 0
          ? `${end}, is down.`
          : `${names}, by which ${end}, leaves this host, ${nics.length === 1 ? 'is' : 'are'} down.`,
      evidence: [...down.map((one) => linkEvidence(undefined, one.name, one)), tunnelEvidence(tunnel)],
      fix: setUpFix(down, `Set ${names} up at boot in the host's network configuration.`),
      shared: `device ${device.name}`,
    };
  },
});

/** The NICs in the bridge of Open vSwitch of which a device is the internal port: what they lose, the device does not show. */
function nicsUnder(
  { name }: Interface,
  { hostStack, switchDatabase }: Inputs<'hostStack' | 'switchDatabase'>,
): readonly Interface[] {
  const bridge = required(switchDatabase).bridges.find(({ ports }) => ports.some((port) => port.name === name));
  return bridge === undefined ? [] : nicsOf({ bridge, uplinks: uplinksOf(bridge, undefined) }, hostStack);
}
