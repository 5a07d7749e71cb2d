import { answerGap, answersAt, peerEnd, placeOfLoss } from '../../src/analysis/arp-reach.ts';
import { arpFlow, lossOf, passesFlows } from '../../src/analysis/lost-packet.ts';
import { causesBetweenRouterAndGateway, causesBetweenRouterAndVm } from '../../src/analysis/path-causes.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { reachEvidence } from '../../src/evidence/captures.ts';
import { traceEvidence } from '../../src/evidence/flows.ts';
import { flowFix } from '../../src/remedies/flows.ts';

export default defineCheck({
  id: 'arp-answer-lost',
  layer: 'security',
  title: 'ARP reply is lost on this host',
  why: 'The neighbour replies, but the router never receives it and sends nothing.',
  symptom: 'The router repeats ARP requests for a VM or its gateway, although tcpdump there shows the replies.',
  remedy:
    "Delete the flow that drops ARP, or restart the Open vSwitch agent; for a loss on a VM's bridge no fix is proposed.",
  limits:
    'The probe is an ARP request of the router, so it is not checked with --passive. A reply with another MAC is dropped on purpose and reported as such.',
  sources: [
    'https://www.openvswitch.org/support/dist-docs/ovs-fields.7.html',
    'https://bugs.launchpad.net/bugs/1372438',
  ],
  severity: 'error',
  each: 'reaches',
  with: ['services'],
  explainedBy: [...new Set([...causesBetweenRouterAndVm, ...causesBetweenRouterAndGateway])],
  judge(reach, { services }) {
    const { from, trace, address, vm, answers } = reach;
    const end = peerEnd(reach);
    if (end === undefined || required(answers).length > 0) return undefined;
    const answered = answersAt(reach, end);
    const gap = answerGap(reach);
    // What a guest says under another MAC is dropped on purpose.
    if (gap === undefined || (vm !== undefined && !answered.includes(vm.mac))) return undefined;
    const where = { trace, services, place: 'the switch' };
    const isOfFlows = gap.isInSwitch && !passesFlows(where, reach.bridge === undefined);
    return {
      summary: `${address} answers the ARP request of ${from.device}, but the reply is lost between ${gap.after} and ${gap.before}.`,
      evidence: [...reachEvidence(reach), ...traceEvidence(where)],
      ...placeOfLoss(reach, gap, where),
      fix: isOfFlows ? flowFix(where, arpFlow) : null,
      ...(isOfFlows ? { shared: lossOf(where) } : {}),
    };
  },
});
