import { defineCheck, told } from '../../src/engine/check.ts';
import { killCommands } from '../../src/engine/dhcp.ts';
import { linkEvidence, processEvidence } from '../../src/engine/evidence.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';
import { ip } from '../../src/facts/within.ts';

export default defineCheck({
  id: 'dhcp-mtu-option-too-large',
  layer: 'dhcp',
  title: 'DHCP tells the guests a larger MTU than their network has',
  why: 'Small packets pass and large ones are lost on the way: a ping works, and a download or an SSH login hangs.',
  symptom: 'Pings pass and an ssh login or download hangs, most often since the MTU of the network was lowered.',
  remedy:
    "End dnsmasq and restart the DHCP agent, which starts it with the network's MTU; the VMs take it with their next lease.",
  limits:
    'It compares with the DHCP port of the network here. A path that is narrower only on its way to another host, and an MTU set in the guest, are not seen.',
  sources: [
    'https://docs.openstack.org/neutron/latest/admin/config-mtu.html',
    'https://www.rfc-editor.org/rfc/rfc2132',
  ],
  severity: 'warning',
  each: 'dhcpServers',
  explainedBy: [],
  applies: ({ processes }) => processes.some(({ mtu }) => mtu !== undefined),
  judge({ interface: fact, processes, namespace, networkId, host }) {
    const device = told(fact);
    const [mtu] = processes.flatMap((process) => process.mtu ?? []);
    if (device?.mtu === undefined || mtu === undefined || mtu <= device.mtu) return undefined;
    return {
      summary: `DHCP of ${namespace} tells the guests an MTU of ${mtu}; the DHCP port of their network has ${device.mtu}.`,
      evidence: [
        processEvidence(processes, `dnsmasq.*${networkId}`),
        {
          ...linkEvidence(namespace, device.name, device),
          command: ip(namespace, 'link', 'show', 'dev', device.name),
          output: `${device.name} mtu ${device.mtu}`,
        },
      ],
      fix: restartFix(
        host,
        'dhcp-agent',
        "starts dnsmasq with the network's MTU; guests take it with their next lease",
        killCommands(processes),
      ),
    };
  },
});
