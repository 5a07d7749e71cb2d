import { causesOfSilence } from '../../src/analysis/path-causes.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { placeOf, says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'neighbour-unanswered',
  layer: 'vm',
  title: 'ARP request gets no reply',
  why: 'Without the MAC of the next hop nothing can be sent to it.',
  symptom: 'Ping says "Destination Host Unreachable", and `arp -n` and `ip neigh` show the address as incomplete.',
  remedy:
    'Capture along the path: check that the request leaves by the right VLAN and NIC and arrives where the address is.',
  limits:
    'One moment of a saved text. Whether the request or the reply is lost, or the address is unused, is unknown. FAILED entries are ignored, as their peers may be gone.',
  sources: ['https://man7.org/linux/man-pages/man8/ip-neighbour.8.html', 'https://www.rfc-editor.org/rfc/rfc826'],
  severity: 'warning',
  each: 'statements',
  comparesNoAddresses: true,
  explainedBy: causesOfSilence,
  applies: says('neighbour-unanswered'),
  judge: (item) =>
    statedFault(item, 'neighbour-unanswered', ({ address, device, asked }) => ({
      summary: `No ARP reply from ${address}${device === undefined ? '' : ` on ${device}`}${placeOf(item)}${asked === undefined ? '' : `, asked ${asked} times`}; where the request is lost is unknown.`,
      fix: null,
    })),
});
