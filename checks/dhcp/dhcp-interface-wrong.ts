import { defineCheck, told } from '../../src/engine/check.ts';
import { killCommands } from '../../src/engine/dhcp.ts';
import { processEvidence } from '../../src/engine/evidence.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';
import { ip } from '../../src/facts/within.ts';

export default defineCheck({
  id: 'dhcp-interface-wrong',
  layer: 'dhcp',
  title: 'DHCP server was started for another interface',
  why: 'dnsmasq ignores requests that come in by an interface other than those of its command line.',
  symptom: 'Since the DHCP port was made anew, dnsmasq runs and listens, and answers nobody.',
  remedy: 'End dnsmasq and restart the DHCP agent, which starts it for the port of today.',
  limits:
    'Agents of today give no interface, so this is about those of the first years; names with a wildcard, and one present device among several, are fine.',
  sources: [
    'https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/dhcp.py',
  ],
  severity: 'error',
  each: 'dhcpServers',
  explainedBy: ['dhcp-port-missing', 'port-device-in-wrong-namespace', 'dhcp-server-outside-namespace'],
  applies: ({ processes }) => processes.some(({ devices }) => devices.length > 0),
  judge({ interface: fact, stack, processes, namespace, networkId, host }) {
    const device = told(fact);
    if (device === undefined || stack === undefined || !stack.isComplete) return undefined;
    const present = new Set(told(stack.interfaces).map(({ name }) => name));
    // A name may end with a wildcard.
    const isLost = (devices: readonly string[]) =>
      devices.length > 0 && devices.every((name) => !name.endsWith('*') && !present.has(name));
    if (!processes.every(({ devices }) => isLost(devices))) return undefined;
    const wanted = processes.flatMap(({ devices }) => devices).join(', ');
    return {
      summary: `The dnsmasq of ${namespace} was started for ${wanted}, which is not there; the DHCP port is ${device.name}.`,
      evidence: [
        processEvidence(processes, `dnsmasq.*${networkId}`),
        { command: ip(namespace, '-br', 'link'), where: namespace, output: [...present].join('\n') },
      ],
      fix: restartFix(host, 'dhcp-agent', 'starts dnsmasq for its present port', killCommands(processes)),
    };
  },
});
