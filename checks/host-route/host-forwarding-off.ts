import { defineCheck, told } from '../../src/engine/check.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { ipv4Of } from '../../src/topology/addresses.ts';

export default defineCheck({
  id: 'host-forwarding-off',
  layer: 'host-route',
  title: 'Host does not forward',
  why: "The host is the routers' gateway: with net.ipv4.ip_forward=0 it drops whatever VMs send beyond it.",
  severity: 'error',
  each: 'externalBridges',
  explainedBy: [],
  applies: ({ interface: device, gateways }) =>
    device !== undefined && (ipv4Of(device) ?? []).some(({ address }) => gateways.includes(address)),
  judge(view) {
    if (told(view.host.stack.isForwarding)) return undefined;
    return {
      summary: `net.ipv4.ip_forward is 0 on the host, which is the routers' gateway (${view.gateways.join(', ')}).`,
      evidence: [{ command: ['sysctl', 'net.ipv4.ip_forward'], where: 'host', output: 'net.ipv4.ip_forward = 0' }],
      fix: safeFix(
        'Switch forwarding on',
        [['sysctl', '-w', 'net.ipv4.ip_forward=1']],
        [['sysctl', '-w', 'net.ipv4.ip_forward=0']],
        'Put net.ipv4.ip_forward=1 into a file in /etc/sysctl.d.',
      ),
    };
  },
});
