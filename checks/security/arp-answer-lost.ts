import { defineCheck, told } from '../../src/engine/check.ts';
import { flowFix, lossOf, traceEvidence } from '../../src/engine/fixes/flows.ts';
import { answerGap, answersAt, arpFlow, farEnd, reachEvidence } from '../../src/engine/reach.ts';
import { causesBetweenRouterAndGateway, causesBetweenRouterAndVm } from '../../src/engine/way-causes.ts';

export default defineCheck({
  id: 'arp-answer-lost',
  layer: 'security',
  title: 'Answer to an ARP request gets lost on this host',
  why: 'The neighbour answers, but the router never hears of it, and sends nothing to who does not answer.',
  symptom: 'The router asks for a VM or its gateway again and again, although tcpdump there shows the answers.',
  remedy:
    "Delete the flow that drops ARP, or restart the Open vSwitch agent; for a loss on a VM's bridge there is no one command.",
  limits:
    'The probe is an ARP request of the router, so --passive never shows it. What a guest answers under a foreign MAC is dropped on purpose, and told of as such.',
  sources: [
    'https://www.openvswitch.org/support/dist-docs/ovs-fields.7.html',
    'https://bugs.launchpad.net/bugs/1372438',
  ],
  severity: 'error',
  each: 'reaches',
  explainedBy: [...new Set([...causesBetweenRouterAndVm, ...causesBetweenRouterAndGateway])],
  judge(reach) {
    const { from, trace, address, vm, answers } = reach;
    const end = farEnd(reach);
    if (end === undefined || told(answers).length > 0) return undefined;
    const answered = answersAt(reach, end);
    const gap = answerGap(reach);
    // What a guest says under another MAC is dropped on purpose.
    if (gap === undefined || (vm !== undefined && !answered.includes(vm.mac))) return undefined;
    const where = { trace, host: from.router.host, place: 'the switch' };
    return {
      summary: `${address} answers the ARP request of ${from.device}, but the answer is lost between ${gap.after} and ${gap.before}.`,
      evidence: [...reachEvidence(reach), ...traceEvidence(where)],
      fix: gap.isInSwitch ? flowFix(where, arpFlow) : null,
      ...(gap.isInSwitch ? { shared: lossOf(where) } : {}),
    };
  },
});
