import { placeOfLoss, requestGap } from '../../src/analysis/arp-reach.ts';
import { arpFlow, lossOf, passesFlows } from '../../src/analysis/lost-packet.ts';
import { causesBetweenRouterAndGateway, causesBetweenRouterAndVm } from '../../src/analysis/path-causes.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { reachEvidence } from '../../src/evidence/captures.ts';
import { traceEvidence } from '../../src/evidence/flows.ts';
import { flowFix } from '../../src/remedies/flows.ts';

export default defineCheck({
  id: 'arp-request-lost',
  layer: 'security',
  title: "Router's ARP request is lost on this host",
  why: "Ports, tags and devices are correct, but the router's ARP request does not arrive.",
  symptom: 'VMs have leases and reach each other, but the router lists them as FAILED or INCOMPLETE in `ip neigh`.',
  remedy:
    "Delete the flow that drops ARP, or restart the Open vSwitch agent; for a loss on the VM's bridge no fix is proposed.",
  limits:
    'Checked for guests and gateways of routers on this host, not with --passive. At most two routers probe one gateway.',
  sources: [
    'https://www.openvswitch.org/support/dist-docs/ovs-ofctl.8.html',
    'https://man7.org/linux/man-pages/man8/ip-neighbour.8.html',
  ],
  severity: 'error',
  each: 'reaches',
  with: ['services'],
  explainedBy: [...new Set([...causesBetweenRouterAndVm, ...causesBetweenRouterAndGateway])],
  judge(reach, { services }) {
    if (required(reach.answers).length > 0) return undefined;
    const gap = requestGap(reach);
    if (gap === undefined) return undefined;
    const { from, trace, address } = reach;
    const where = { trace, services, place: 'the switch' };
    const isOfFlows = gap.isInSwitch && !passesFlows(where, reach.bridge === undefined);
    return {
      summary: `The ARP request of ${from.device} for ${address} is lost between ${gap.after} and ${gap.before}.`,
      evidence: [...reachEvidence(reach), ...traceEvidence(where)],
      ...placeOfLoss(reach, gap, where),
      fix: isOfFlows ? flowFix(where, arpFlow) : null,
      ...(isOfFlows ? { shared: lossOf(where) } : {}),
    };
  },
});
