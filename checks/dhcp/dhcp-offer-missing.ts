import { ownOffers, seenAt } from '../../src/analysis/dhcp-watch.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { wireEvidence } from '../../src/evidence/captures.ts';
import { restartFix } from '../../src/remedies/agents.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

export default defineCheck({
  id: 'dhcp-offer-missing',
  layer: 'dhcp',
  title: 'DHCP server sends no offer',
  why: 'The DHCPDISCOVER reaches the DHCP port and gets no reply: the VM boots without an address.',
  symptom: 'DHCPDISCOVERs of a VM are seen at the DHCP port, and no DHCPOFFER follows.',
  remedy:
    'Send dnsmasq SIGHUP if its host file lists the VM, as it may not have read it; otherwise restart the DHCP agent.',
  limits:
    'Detects that no offer is sent within two seconds, not why: the fix is the most likely one. With --passive it needs a guest that sends a request.',
  sources: [
    'https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html',
    'https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html',
    'https://www.rfc-editor.org/rfc/rfc2131',
  ],
  severity: 'error',
  each: 'dhcpWatches',
  with: ['services'],
  explainedBy: [
    'port-device-missing',
    'port-device-in-wrong-namespace',
    // A port without a tag sees the requests of all networks, with tags that dnsmasq does not look behind; so does a trunk.
    'port-tag-missing',
    'port-trunk-mode-left',
    'port-tag-wrong',
    'port-dead-vlan',
    'tag-shared-by-networks',
    'dhcp-port-down',
    'dhcp-server-not-running',
    'dhcp-server-outside-namespace',
    'dhcp-server-not-listening',
    'dhcp-server-frozen',
    'dhcp-interface-wrong',
    'dhcp-port-address-missing',
    'dhcp-port-address-wrong',
    'dhcp-range-wrong',
    'dhcp-server-files-missing',
    'dhcp-mtu-option-too-large',
    'dhcp-host-entry-missing',
    'dhcp-host-address-duplicate',
    'dhcp-host-line-unusable',
    'dhcp-address-leased-to-other',
    'dhcp-input-filtered',
    'dhcp-client-ignored',
  ],
  judge(watch, { services }) {
    required(watch.sent);
    const { server, clientMac } = watch;
    if (seenAt(watch, 'server', 'DISCOVER').length === 0 || ownOffers(watch).length > 0) return undefined;
    const [process] = server.processes;
    const isListed = server.files?.macs.has(clientMac) === true;
    return {
      summary: isListed
        ? `The DISCOVER of ${clientMac} reaches ${server.namespace}, but no OFFER leaves it, though the host file has a line for it.`
        : `The DISCOVER of ${clientMac} reaches ${server.namespace}, but no OFFER leaves it.`,
      evidence: [wireEvidence(watch, 'server')],
      fix:
        isListed && process !== undefined
          ? safeFix(
              'Reload the host file of dnsmasq (SIGHUP), which may have changed since it was read',
              [['kill', '-HUP', String(process.pid)]],
              [],
              'The DHCP agent sends this signal whenever it changes the file: check its log.',
            )
          : restartFix(services, 'dhcp-agent', 'rewrites the host file and starts dnsmasq with it'),
      shared: server.namespace,
    };
  },
});
