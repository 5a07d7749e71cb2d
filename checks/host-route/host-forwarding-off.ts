import { defineCheck, told } from '../../src/engine/check.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { addressesOn } from '../../src/topology/addresses.ts';

export default defineCheck({
  id: 'host-forwarding-off',
  layer: 'host-route',
  title: 'Host does not forward',
  why: "The host is the routers' gateway: with net.ipv4.ip_forward=0 it drops whatever VMs send beyond it.",
  symptom: 'VMs ping the host, but nothing beyond it; floating IPs answer to the host and to nobody else.',
  remedy: 'Set net.ipv4.ip_forward to 1 on the host, and keep it in /etc/sysctl.d.',
  limits:
    "It asks only a host that holds the routers' gateway address, and looks at the one setting for all devices, not at those of each.",
  sources: ['https://docs.kernel.org/networking/ip-sysctl.html', 'https://github.com/yeasy/easyOVS'],
  severity: 'error',
  each: 'externalBridges',
  explainedBy: [],
  applies: ({ interface: device, gateways }) => addressesOn(device).some(({ address }) => gateways.includes(address)),
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
