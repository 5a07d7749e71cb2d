import { within } from '../facts/within.ts';
import { captureWords } from '../probes/capture.ts';
import { dhcpFilter } from '../probes/capture-dhcp.ts';
import { connectWords, pingWords } from '../probes/connect.ts';
import { packetOutWords } from '../probes/packet-out.ts';
import type { OwnStep } from './step-schema.ts';

type Words = readonly string[];

/** The commands of a step with their templates, as `show` lists them: what stands there is known only on a host. */
export function commandsOf(step: OwnStep): readonly Words[] {
  if ('command' in step) {
    const [tool = '', ...args] = step.command;
    return [within(namespaceOf(step), tool, ...args)];
  }
  if ('capture' in step) {
    return [within(namespaceOf(step), ...captureWords(step.capture.device, step.capture.filter))];
  }
  const { probe } = step;
  if (probe === 'dhcp') {
    return [
      within('{{dhcp.namespace}}', ...captureWords('{{dhcp.device}}', dhcpFilter)),
      captureWords("{{each of the VM's devices}}", dhcpFilter),
      packetOutWords('{{bridge}}', '{{port}}', '{{a DHCPDISCOVER}}'),
    ];
  }
  if ('ping' in probe) return [within(namespaceOf(step), ...pingWords(probe.ping))];
  if ('tcp' in probe) return [within(namespaceOf(step), ...connectWords(probe.tcp, String(probe.port)))];
  return [
    within('{{router.namespace}}', ...captureWords('{{router.device}}', 'arp')),
    packetOutWords('{{bridge}}', '{{port}}', `{{an ARP request for ${probe.arp}}}`),
  ];
}

function namespaceOf({ in: where }: OwnStep): string | undefined {
  if (typeof where === 'object') return where.namespace;
  return { host: undefined, router: '{{router.namespace}}', dhcp: '{{dhcp.namespace}}' }[where];
}
