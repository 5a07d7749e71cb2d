import { defineCheck, required } from '../../src/engine/check.ts';
import { processEvidence, settingEvidence } from '../../src/evidence/processes.ts';
import { ip } from '../../src/facts/within.ts';
import { restartFix } from '../../src/remedies/agents.ts';
import { killCommands, withoutSettingFix } from '../../src/remedies/dnsmasq.ts';

export default defineCheck({
  id: 'dhcp-interface-wrong',
  layer: 'dhcp',
  title: 'DHCP server was started for another interface, or without its own',
  why: 'dnsmasq ignores requests on interfaces that its command line leaves out.',
  symptom: 'Since the DHCP port was re-created, dnsmasq runs and listens, but answers no requests.',
  remedy: 'End dnsmasq and restart the DHCP agent, which starts it for the current port.',
  limits:
    'Only early agents pass an interface, and later ones a configuration file (dnsmasq_config_file) that may; wildcards, and one existing device among several, are accepted.',
  sources: [
    'https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/dhcp.py',
  ],
  severity: 'error',
  each: 'dhcpServers',
  comparesNoAddresses: true,
  with: ['services'],
  explainedBy: ['dhcp-port-missing', 'port-device-in-wrong-namespace', 'dhcp-server-outside-namespace'],
  applies: ({ processes }) => processes.some(({ devices, excepted }) => devices.length > 0 || excepted.length > 0),
  judge({ interface: fact, stack, processes, namespace, networkId }, { services }) {
    const device = required(fact);
    if (device === undefined || stack === undefined || !stack.isComplete) return undefined;
    const isLeftOut = ({ excepted }: (typeof processes)[number]) => excepted.some((name) => isNamed(name, device.name));
    if (processes.length > 0 && processes.every(isLeftOut)) {
      const configured = processes
        .flatMap(({ settings }) => settings)
        .find(({ name, value, from }) => from !== undefined && leaving.includes(name) && isNamed(value, device.name));
      return {
        summary: `The dnsmasq of ${namespace} was told to leave ${device.name}, its DHCP port, out.`,
        evidence: [processEvidence(processes, `dnsmasq.*${networkId}`), ...settingEvidence(processes, configured)],
        fix: withoutSettingFix(processes, configured, services, 'starts dnsmasq for its port'),
      };
    }
    const present = new Set(required(stack.interfaces).map(({ name }) => name));
    // A name may end with a wildcard.
    const isLost = (devices: readonly string[]) =>
      devices.length > 0 && devices.every((name) => !name.endsWith('*') && !present.has(name));
    if (!processes.every(({ devices }) => isLost(devices))) return undefined;
    const wanted = processes.flatMap(({ devices }) => devices).join(', ');
    return {
      summary: `The dnsmasq of ${namespace} was started for ${wanted}, which does not exist; the DHCP port is ${device.name}.`,
      evidence: [
        processEvidence(processes, `dnsmasq.*${networkId}`),
        { command: ip(namespace, '-br', 'link'), where: namespace, output: [...present].join('\n') },
      ],
      fix: restartFix(services, 'dhcp-agent', 'starts dnsmasq for its present port', killCommands(processes)),
    };
  },
});

const leaving = ['except-interface', 'no-dhcp-interface'];

/** A name on the command line of dnsmasq(8) may end with a wildcard. */
const isNamed = (name: string, device: string): boolean =>
  name.endsWith('*') ? device.startsWith(name.slice(0, -1)) : name === device;
