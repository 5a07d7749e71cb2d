import { plugCauses } from '../../src/analysis/path-causes.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'dhcp-offer-not-taken',
  layer: 'dhcp',
  title: 'DHCP client asks again after each offer',
  why: 'The server answers, and no request follows: the offer does not reach the client, or the client does not accept it.',
  symptom: 'The log of dnsmasq repeats DHCPDISCOVER and DHCPOFFER for one client, without DHCPREQUEST and DHCPACK.',
  remedy:
    'The way to the server works, the way back is to be checked: capture UDP ports 67 and 68 at the DHCP port, the uplinks or tunnels of both hosts, and the guest; the last place with the offer is next to the fault.',
  limits:
    'Read from the log of dnsmasq in a saved text. A client that took the offer of another server, as PXE boots may, looks the same.',
  sources: [
    'https://www.rfc-editor.org/rfc/rfc2131',
    'https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html',
  ],
  severity: 'warning',
  each: 'statements',
  explainedBy: [
    'port-dead-vlan',
    'port-tag-missing',
    'port-tag-wrong',
    ...plugCauses,
    'tunnel-input-rejected',
    'tunnels-refused',
    'tunnels-unjoined',
  ],
  applies: says('dhcp-offer-untaken'),
  judge: (item) =>
    statedFault(item, 'dhcp-offer-untaken', ({ mac, address, device, offers }) => ({
      summary: `dnsmasq on ${device} offered ${address} to ${mac} ${offers} times, and the client never requested it: the offer is lost on its way back, or not accepted.`,
      fix: null,
    })),
});
