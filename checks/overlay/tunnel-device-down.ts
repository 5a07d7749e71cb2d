import { defineCheck, told, toldPart } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/engine/evidence.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { tunnelEvidence } from '../../src/engine/tunnels.ts';

export default defineCheck({
  id: 'tunnel-device-down',
  layer: 'overlay',
  title: 'The device that tunnels start from is down',
  why: 'Tunnels run over the device that has their local address: while it is down, no other host is reached.',
  severity: 'error',
  each: 'tunnels',
  explainedBy: [],
  applies: ({ localIp }) => localIp !== undefined,
  judge(tunnel) {
    const [device, ...others] = told(tunnel.localDevices);
    if (device === undefined || others.length > 0) return undefined;
    if (toldPart(device.isUp, `whether ${device.name} is up`)) return undefined;
    return {
      summary: `${device.name}, from whose address ${tunnel.localIp} ${tunnel.siblings.length} tunnel(s) start, is down.`,
      evidence: [linkEvidence(undefined, device.name, device), tunnelEvidence(tunnel)],
      fix: safeFix(
        `Set ${device.name} up`,
        [['ip', 'link', 'set', device.name, 'up']],
        [['ip', 'link', 'set', device.name, 'down']],
        `Have the host's network configuration set ${device.name} up at boot.`,
      ),
      shared: `device ${device.name}`,
    };
  },
});
