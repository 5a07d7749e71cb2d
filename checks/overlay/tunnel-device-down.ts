import { defineCheck, told } from '../../src/engine/check.ts';
import { isUp } from '../../src/engine/devices.ts';
import { linkEvidence } from '../../src/engine/evidence.ts';
import { setUpFix } from '../../src/engine/fixes/links.ts';
import { tunnelEvidence } from '../../src/engine/tunnels.ts';
import { counted } from '../../src/engine/words.ts';

export default defineCheck({
  id: 'tunnel-device-down',
  layer: 'overlay',
  title: 'The device that tunnels start from is down',
  why: 'Tunnels run over the device that has their local address: while it is down, no other host is reached.',
  symptom: 'No other host of the overlay answers, and tunnel counters rise nowhere.',
  remedy: 'Set the device up that has the local address of the tunnels.',
  limits:
    'Where two devices hold that address, it is silent. A device that is up without a carrier, or a bond without a leg, passes.',
  sources: [
    'https://man7.org/linux/man-pages/man8/ip-link.8.html',
    'https://github.com/bilelmsekni/OpenStack-Grizzly-Install-Guide/issues/24',
  ],
  severity: 'error',
  each: 'tunnels',
  explainedBy: [],
  applies: ({ localIp }) => localIp !== undefined,
  judge(tunnel) {
    const [device, ...others] = told(tunnel.localDevices);
    if (device === undefined || others.length > 0) return undefined;
    if (isUp(device)) return undefined;
    return {
      summary: `${device.name}, whose address ${tunnel.localIp} is the start of ${counted(tunnel.siblings.length, 'tunnel')}, is down.`,
      evidence: [linkEvidence(undefined, device.name, device), tunnelEvidence(tunnel)],
      fix: setUpFix([device], `Have the host's network configuration set ${device.name} up at boot.`),
      shared: `device ${device.name}`,
    };
  },
});
