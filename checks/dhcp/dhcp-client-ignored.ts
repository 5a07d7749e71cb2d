import { ownOffers, seenAt } from '../../src/analysis/dhcp-watch.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { wireEvidence } from '../../src/evidence/captures.ts';
import { processEvidence, settingEvidence } from '../../src/evidence/processes.ts';
import { withoutSettingFix } from '../../src/remedies/dnsmasq.ts';
import { settingIgnoring } from '../../src/topology/dhcp-settings.ts';

export default defineCheck({
  id: 'dhcp-client-ignored',
  layer: 'dhcp',
  title: 'DHCP server was told to ignore the VM',
  why: 'dnsmasq takes the DHCPDISCOVER and answers nothing, as a line of its configuration says.',
  symptom: 'Since dnsmasq_config_file was set or edited, VMs get no address, though dnsmasq runs and lists them.',
  remedy: 'Take the line out of the file that dnsmasq_config_file of dhcp_agent.ini names, and restart the DHCP agent.',
  limits:
    'Only where a DISCOVER was seen at the DHCP port and not answered. Tags that other lines set (dhcp-mac, dhcp-vendorclass) count as not set.',
  sources: [
    'https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html',
    'https://docs.openstack.org/neutron/latest/configuration/dhcp-agent.html',
  ],
  severity: 'error',
  each: 'dhcpWatches',
  with: ['services'],
  explainedBy: ['dhcp-server-outside-namespace', 'dhcp-server-not-listening', 'dhcp-server-frozen'],
  judge(watch, { services }) {
    const { server, clientMac } = watch;
    const setting = settingIgnoring(server, clientMac);
    if (setting === undefined) return undefined;
    required(watch.sent);
    if (seenAt(watch, 'server', 'DISCOVER').length === 0 || ownOffers(watch).length > 0) return undefined;
    const { processes, namespace } = server;
    const { name, value, from } = setting;
    return {
      summary: `The dnsmasq of ${namespace} gives ${clientMac} no answer: ${from?.file ?? 'its command line'} says ${name}=${value}.`,
      evidence: [
        wireEvidence(watch, 'server'),
        processEvidence(processes, `dnsmasq.*${server.networkId}`),
        ...settingEvidence(processes, setting),
      ],
      fix: withoutSettingFix(processes, setting, services, 'starts dnsmasq with its own settings'),
      shared: namespace,
    };
  },
});
