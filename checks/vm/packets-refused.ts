import { causesOfSilence } from '../../src/analysis/path-causes.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'packets-refused',
  layer: 'vm',
  title: 'A host refuses packets by ICMP',
  why: "Another host answers with an ICMP error: a firewall's REJECT, or a router without a route.",
  symptom: 'Ping says "Destination Host Prohibited" or "Unreachable", and connections fail at once.',
  remedy:
    'On the host that sends the error check `iptables -L INPUT -n -v` and FORWARD, with their counters, for a REJECT before the accepting rule.',
  limits:
    'Read from a capture as text. Which rule rejects, and whether on purpose, is unknown; errors about single ports are ignored.',
  sources: ['https://www.rfc-editor.org/rfc/rfc792', 'https://www.rfc-editor.org/rfc/rfc1812'],
  severity: 'warning',
  each: 'statements',
  comparesNoAddresses: true,
  explainedBy: causesOfSilence,
  applies: says('packets-refused'),
  judge: (item) =>
    statedFault(item, 'packets-refused', ({ from, to, because }) => ({
      summary: `${from} rejects packets of ${to} (${because}); by which rule or route is unknown.`,
      fix: null,
    })),
});
