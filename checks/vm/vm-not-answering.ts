import { defineCheck, told } from '../../src/engine/check.ts';
import { answersAt, farEnd, isDelivered, reachEvidence } from '../../src/engine/reach.ts';

export default defineCheck({
  id: 'vm-not-answering',
  layer: 'vm',
  title: 'Guest does not answer',
  why: 'The way to the guest is whole: it is the guest itself that is down, hangs, or has lost its address.',
  symptom: 'A VM that was reached before is not any more, and nothing on its way has changed.',
  remedy: 'Look at the guest itself: `openstack console log show`, its network settings, or restart it.',
  limits:
    'Judged only of guests that hold a lease or that the router remembers, or that were asked about with --port: others may still be booting.',
  sources: [
    'https://major.io/2016/05/16/troubleshooting-openstack-network-connectivity/',
    'https://techbackground.blogspot.com/2013/05/debugging-quantum-dhcp-and-open-vswitch.html',
  ],
  severity: 'error',
  each: 'reaches',
  explainedBy: ['dhcp-host-entry-missing'],
  applies: ({ vm }) => vm !== undefined,
  judge(reach) {
    const { address, from, isWanted, traceOfGuest } = reach;
    const end = farEnd(reach);
    if (end === undefined || told(reach.answers).length > 0) return undefined;
    // One that was never heard of may still be booting.
    if (traceOfGuest === undefined && !isWanted) return undefined;
    if (!isDelivered(reach) || answersAt(reach, end).length > 0) return undefined;
    return {
      summary: `The ARP request of ${from.device} for ${address} comes out at ${end.device}, but the guest does not answer${
        traceOfGuest === undefined ? ', and nothing tells that it ever had this address' : ''
      }.`,
      evidence: [...reachEvidence(reach), ...(traceOfGuest === undefined ? [] : [traceOfGuest])],
      // Its console tells more: `openstack console log show`.
      fix: null,
    };
  },
});
