import { defineCheck } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/evidence/processes.ts';
import { restartFix } from '../../src/remedies/agents.ts';
import { killCommands } from '../../src/remedies/dnsmasq.ts';

export default defineCheck({
  id: 'dhcp-server-files-missing',
  layer: 'dhcp',
  title: 'DHCP server was started without its files',
  why: 'Without its host file dnsmasq knows no VM and offers nothing; without its options file VMs get no route and no DNS server.',
  symptom: 'No VM of a network gets an address, or VMs get one without a default route, though the files are correct.',
  remedy: 'End dnsmasq and restart the DHCP agent, which starts it with the files of the network.',
  limits:
    'Compares the command line of dnsmasq with what the DHCP agent gives it; one that is cut off before its ranges is not judged.',
  sources: [
    'https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/dhcp.py',
  ],
  severity: 'error',
  each: 'dhcpServers',
  comparesNoAddresses: true,
  with: ['services'],
  explainedBy: [],
  // The agent names its ranges behind its files.
  applies: ({ processes }) => processes.some(({ ranges }) => ranges.length > 0),
  judge({ processes, namespace, networkId }, { services }) {
    const [process] = processes;
    if (process === undefined || processes.length > 1) return undefined;
    const { hostsFile, optsFile, folder } = process;
    const files = [
      { option: '--dhcp-hostsfile', name: 'host', given: hostsFile },
      { option: '--dhcp-optsfile', name: 'opts', given: optsFile },
    ];
    const missing = files.filter(({ name, given }) => given !== `${folder}/${name}`);
    if (missing.length === 0) return undefined;
    const words = missing.map(({ option, name, given }) =>
      given === undefined ? `without ${option}` : `with ${option}=${given} in place of ${folder}/${name}`,
    );
    return {
      summary: `The dnsmasq of ${namespace} was started ${words.join(' and ')}.`,
      evidence: [processEvidence(processes, `dnsmasq.*${networkId}`)],
      fix: restartFix(services, 'dhcp-agent', 'starts dnsmasq with its files', killCommands(processes)),
    };
  },
});
