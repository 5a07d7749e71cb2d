import { isUp } from '../../src/analysis/devices.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/evidence/devices.ts';
import { tunnelEvidence } from '../../src/evidence/tunnels.ts';
import { setUpFix } from '../../src/remedies/links.ts';
import { counted } from '../../src/words.ts';

export default defineCheck({
  id: 'tunnel-device-down',
  layer: 'overlay',
  title: 'Tunnel device is down',
  why: 'Tunnels use the device with their local address: while it is down, no other host is reachable.',
  symptom: 'No other host of the overlay answers, and tunnel counters do not rise.',
  remedy: 'Set the device up that has the local address of the tunnels.',
  limits:
    'Not reported where two devices hold that address. A device without a carrier, or a bond without a member, passes.',
  sources: [
    'https://man7.org/linux/man-pages/man8/ip-link.8.html',
    'https://github.com/bilelmsekni/OpenStack-Grizzly-Install-Guide/issues/24',
  ],
  severity: 'error',
  each: 'tunnels',
  explainedBy: [],
  applies: ({ localIp }) => localIp !== undefined,
  judge(tunnel) {
    const [device, ...others] = required(tunnel.localDevices);
    if (device === undefined || others.length > 0) return undefined;
    if (isUp(device)) return undefined;
    return {
      summary: `${device.name} (${tunnel.localIp}), local end of ${counted(tunnel.siblings.length, 'tunnel')}, is down.`,
      evidence: [linkEvidence(undefined, device.name, device), tunnelEvidence(tunnel)],
      fix: setUpFix([device], `Set ${device.name} up at boot in the host's network configuration.`),
      shared: `device ${device.name}`,
    };
  },
});
