import { causesOfSilence } from '../../src/analysis/path-causes.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { placeOf, says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'echo-unanswered',
  layer: 'vm',
  title: 'Ping gets no reply',
  why: 'None of several requests got a reply.',
  symptom: 'Ping shows 100 % packet loss.',
  remedy:
    'Ping hop by hop: guest, DHCP namespace, router namespace, gateway; the first failure shows the place. Captures at both ends show whether request or reply is lost.',
  limits:
    'One moment of a saved text. Where the packet is lost is unknown; guests and gateways may drop pings, and security groups do so by default.',
  sources: [
    'https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html',
    'https://man7.org/linux/man-pages/man8/ping.8.html',
  ],
  severity: 'warning',
  each: 'statements',
  comparesNoAddresses: true,
  explainedBy: causesOfSilence,
  applies: says('echo-unanswered'),
  judge: (item) =>
    statedFault(item, 'echo-unanswered', ({ target, sent, refusals: [refusal] }) => ({
      summary: `${target} answered 0 of ${sent} pings${placeOf(item)}${refusal === undefined ? '' : refusal.from === '' ? `: ${refusal.because}` : `: ${refusal.from} says ${refusal.because}`}; where they are lost is unknown.`,
      fix: null,
      next: nextFor(target, refusal),
    })),
});

/** What a refusal leaves to look for; undefined where nobody said a word. */
function nextFor(
  target: string,
  refusal: { readonly from: string; readonly because: string } | undefined,
): string | undefined {
  if (refusal?.because !== 'Destination Host Unreachable' || refusal.from === '') return undefined;
  return refusal.from === target
    ? `${target} is a translated address: what stands behind it does not answer ARP. Check that the instance runs and has its address, then the way from the router's qr port to its tap.`
    : `${refusal.from} asked for the MAC of ${target} and got no reply: capture ARP (\`tcpdump -n arp\`) there and at ${target}, and hop by hop in between.`;
}
