import { defineCheck, told } from '../../src/engine/check.ts';
import { flowFix, lossOf, traceEvidence } from '../../src/engine/fixes/flows.ts';
import { arpFlow, reachEvidence, requestGap } from '../../src/engine/reach.ts';
import { causesBetweenRouterAndGateway, causesBetweenRouterAndVm } from '../../src/engine/way-causes.ts';

export default defineCheck({
  id: 'arp-request-lost',
  layer: 'security',
  title: "Router's ARP request gets lost on this host",
  why: 'Ports, tags and devices are right, but the request by which a router finds its neighbour does not come through.',
  symptom: 'VMs have leases and reach each other, and the router has them as FAILED or INCOMPLETE in `ip neigh`.',
  remedy:
    "Delete the flow that drops ARP, or restart the Open vSwitch agent; a loss on the VM's own bridge gets no command.",
  limits:
    'Asked for guests and gateways of routers on this host, not with --passive. Two routers at most ask for one gateway.',
  sources: [
    'https://www.openvswitch.org/support/dist-docs/ovs-ofctl.8.html',
    'https://man7.org/linux/man-pages/man8/ip-neighbour.8.html',
  ],
  severity: 'error',
  each: 'reaches',
  explainedBy: [...new Set([...causesBetweenRouterAndVm, ...causesBetweenRouterAndGateway])],
  judge(reach) {
    if (told(reach.answers).length > 0) return undefined;
    const gap = requestGap(reach);
    if (gap === undefined) return undefined;
    const { from, trace, address } = reach;
    const where = { trace, host: from.router.host, place: 'the switch' };
    return {
      summary: `The ARP request of ${from.device} for ${address} is lost between ${gap.after} and ${gap.before}.`,
      evidence: [...reachEvidence(reach), ...traceEvidence(where)],
      fix: gap.isInSwitch ? flowFix(where, arpFlow) : null,
      ...(gap.isInSwitch ? { shared: lossOf(where) } : {}),
    };
  },
});
