import { causesOfNoOffer } from '../../src/analysis/path-causes.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'dhcp-request-unanswered',
  layer: 'vm',
  title: 'A DHCP client got no offer',
  why: 'A guest without an address reaches nothing, not even metadata.',
  symptom: 'The console of the guest says "No DHCPOFFERS received" or "No lease, failing".',
  remedy:
    "Capture UDP ports 67 and 68 at the guest's tap, at both sides of the switch, and at the DHCP port: `qdoctor dhcp` reads the captures.",
  limits:
    "Read from a guest's console or a capture as text. Whether the request or the offer is lost, or no server exists, is unknown.",
  sources: [
    'https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html',
    'https://www.rfc-editor.org/rfc/rfc2131',
  ],
  severity: 'warning',
  each: 'statements',
  explainedBy: causesOfNoOffer,
  applies: says('dhcp-unanswered'),
  judge: (item) =>
    statedFault(item, 'dhcp-unanswered', ({ mac, device, offered }) => {
      const client = `A DHCP client${mac === undefined ? (device === undefined ? '' : ` on ${device}`) : ` (${mac})`}`;
      return {
        summary:
          offered === undefined
            ? `${client} got no offer; where its request was lost is unknown.`
            : `${client} took the offer of ${offered}, and no ACK came; where its request was lost is unknown.`,
        fix: null,
        next:
          offered === undefined
            ? undefined
            : 'The way in both directions works for the offer: check the log of dnsmasq for a DHCPNAK or an error behind the DHCPREQUEST, and whether a second DHCP server answers on the network.',
      };
    }),
});
