import { defineCheck, required } from '../../src/engine/check.ts';
import { sessionEvidence } from '../../src/evidence/captures.ts';
import type { DhcpFacts } from '../../src/packets/dhcp-packet.ts';
import { restartFix } from '../../src/remedies/agents.ts';

export default defineCheck({
  id: 'dhcp-nak-sent',
  layer: 'dhcp',
  title: 'DHCP server refuses an address',
  why: 'A client that gets a NAK gives up its address and starts over: its connections break, or it never gets an address.',
  symptom: 'A VM loses its address at each renewal, or loops from DHCPREQUEST to DHCPNAK.',
  remedy:
    'Restart the DHCP agent where dnsmasq says "no leases left", which sets a limit that fits the network; for any other refusal no fix is proposed.',
  limits:
    'Seen only with --passive, while listening. A NAK that moves a VM to another address is correct; the same address again is a warning.',
  sources: [
    'https://bugs.launchpad.net/bugs/1345947',
    'https://github.com/openstack/neutron/commit/74a16fde1c',
    'https://www.rfc-editor.org/rfc/rfc2131',
  ],
  severity: 'error',
  each: 'dhcpSessions',
  with: ['services'],
  explainedBy: ['tag-shared-by-networks', 'dhcp-host-entry-missing', 'dhcp-leases-exhausted', 'dhcp-foreign-offer'],
  judge(session, { services }) {
    const { server } = session;
    const packets = required(session.packets);
    const refused = [...new Set(packets.map(({ clientMac }) => clientMac))].flatMap(
      (clientMac) => refusalOf(packets.filter((packet) => packet.clientMac === clientMac)) ?? [],
    );
    const worst = refused.find(({ isLasting }) => isLasting) ?? refused[0];
    if (worst === undefined) return undefined;
    const { nak, wanted, isLasting } = worst;
    const ownMac = server.interface.known ? server.interface.value?.mac : undefined;
    const isFull = nak.srcMac === ownMac && nak.errorText === 'no leases left';
    const others = refused.length === 1 ? '' : ` (and refuses ${refused.length - 1} more)`;
    const said = nak.errorText === null ? '' : `: "${nak.errorText}"`;
    return {
      summary: `${nak.srcMac === ownMac ? `dnsmasq in ${server.namespace}` : `A server with MAC ${nak.srcMac}`} refuses ${nak.clientMac} ${wanted}${others}${said}.`,
      evidence: [sessionEvidence(session, nak.clientMac)],
      fix: isFull
        ? restartFix(
            services,
            'dhcp-agent',
            "starts dnsmasq with a limit (--dhcp-lease-max) that fits the network's size",
          )
        : null,
      ...(isLasting ? {} : { severity: 'warning' as const }),
    };
  },
});

/**
 * What one client was refused. A NAK is how a server tells a client that its address has changed: who then gets
 * another one is served well. Who gets the same one lost it for nothing, and who is refused again gets none.
 */
function refusalOf(packets: readonly DhcpFacts[]) {
  const naks = packets.filter(({ type }) => type === 'NAK');
  const last = packets.findLastIndex(({ type }) => type === 'NAK');
  const nak = packets[last];
  if (nak === undefined) return undefined;
  const request = packets.slice(0, last).findLast(({ type }) => type === 'REQUEST');
  const wanted = request?.requestedIp ?? request?.ciaddr ?? 'its address';
  const given = packets.slice(last).find(({ type }) => type === 'ACK')?.yiaddr;
  if (given !== undefined && given !== wanted) return undefined;
  return { nak, wanted, isLasting: given === undefined && naks.length > 1 };
}
