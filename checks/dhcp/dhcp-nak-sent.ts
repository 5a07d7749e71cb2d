import { defineCheck, told } from '../../src/engine/check.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';
import { talkEvidence } from '../../src/engine/wire.ts';
import type { DhcpFacts } from '../../src/packets/dhcp-packet.ts';

export default defineCheck({
  id: 'dhcp-nak-sent',
  layer: 'dhcp',
  title: 'DHCP server refuses an address',
  why: 'A client that gets a NAK gives up its address and begins anew: its connections break, or it never gets one.',
  symptom: 'A VM loses its address at each renewal, or goes from DHCPREQUEST to DHCPNAK and begins anew for ever.',
  remedy:
    'Restart the DHCP agent where dnsmasq says "no leases left", which gives it a limit that fits the network; any other refusal has no one command.',
  limits:
    'Only heard with --passive, while it listens. A NAK by which a VM comes to another address is how a server should tell a change, and no fault; the same address again makes a warning.',
  sources: [
    'https://bugs.launchpad.net/bugs/1345947',
    'https://github.com/openstack/neutron/commit/74a16fde1c',
    'https://www.rfc-editor.org/rfc/rfc2131',
  ],
  severity: 'error',
  each: 'dhcpTalks',
  explainedBy: ['tag-shared-by-networks', 'dhcp-host-entry-missing', 'dhcp-leases-exhausted', 'dhcp-foreign-offer'],
  judge(talk) {
    const { server } = talk;
    const packets = told(talk.packets);
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
      evidence: [talkEvidence(talk, nak.clientMac)],
      fix: isFull
        ? restartFix(
            server.host,
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
