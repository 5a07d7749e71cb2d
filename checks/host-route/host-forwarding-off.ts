import { defineCheck, required } from '../../src/engine/check.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';
import { addressesOn } from '../../src/topology/addresses.ts';

export default defineCheck({
  id: 'host-forwarding-off',
  layer: 'host-route',
  title: 'Host does not forward',
  why: "The host is the routers' gateway: with net.ipv4.ip_forward=0 it drops what VMs send to the outside.",
  symptom: 'VMs ping the host but nothing beyond it; floating IPs answer only to the host.',
  remedy: 'Set net.ipv4.ip_forward to 1 on the host and in /etc/sysctl.d.',
  limits:
    "Checked only on a host that holds the routers' gateway address, and only the global setting, not those of single devices.",
  sources: ['https://docs.kernel.org/networking/ip-sysctl.html', 'https://github.com/yeasy/easyOVS'],
  severity: 'error',
  each: 'externalBridges',
  with: ['hostStack'],
  explainedBy: [],
  applies: ({ interface: device, gateways }) => addressesOn(device).some(({ address }) => gateways.includes(address)),
  judge(view, { hostStack }) {
    if (required(hostStack.isForwarding)) return undefined;
    return {
      summary: `net.ipv4.ip_forward is 0 on the host, which is the routers' gateway (${view.gateways.join(', ')}).`,
      evidence: [{ command: ['sysctl', 'net.ipv4.ip_forward'], where: 'host', output: 'net.ipv4.ip_forward = 0' }],
      fix: safeFix(
        'Enable forwarding',
        [['sysctl', '-w', 'net.ipv4.ip_forward=1']],
        [['sysctl', '-w', 'net.ipv4.ip_forward=0']],
        'Set net.ipv4.ip_forward=1 in /etc/sysctl.d.',
      ),
    };
  },
});
