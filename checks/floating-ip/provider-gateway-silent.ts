import { defineCheck, told } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/engine/evidence.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { answersAt, farEnd, isDelivered, reachEvidence } from '../../src/engine/reach.ts';
import { causesBetweenRouterAndGateway } from '../../src/engine/way-causes.ts';

export default defineCheck({
  id: 'provider-gateway-silent',
  layer: 'floating-ip',
  title: 'Gateway of the external network does not answer',
  why: 'Floating IPs and all that VMs send to the outside go by this gateway, and nothing goes to who does not answer ARP.',
  symptom: 'No floating IP answers from outside and no VM gets out, while all is right on this host.',
  remedy:
    'Switch ARP on where it is off on the bridge of this host; else ask whoever runs the gateway, and see that what is between lets the MACs of the routers through.',
  limits:
    'A gateway that answers no ARP by design, and one that is slower than the probe, look the same. Not asked with --passive.',
  sources: [
    'https://github.com/rcbops/rpc-openstack/issues/460',
    'https://github.com/AJNOURI/COA/issues/60',
    'https://github.com/kubeovn/kube-ovn/issues/4117',
  ],
  severity: 'error',
  each: 'reaches',
  explainedBy: causesBetweenRouterAndGateway,
  applies: ({ vm }) => vm === undefined,
  judge(reach) {
    const { address, from, bridge } = reach;
    const end = farEnd(reach);
    if (end === undefined || told(reach.answers).length > 0) return undefined;
    if (!isDelivered(reach) || answersAt(reach, end).length > 0) return undefined;
    const own = bridge?.interface;
    const isMute = own?.name === end.device && own.flags?.includes('NOARP') === true;
    return {
      summary: isMute
        ? `${end.device} holds ${address}, the gateway of ${from.router.namespace}, but ARP is switched off on it.`
        : `ARP requests for the gateway ${address} leave by ${end.device}, but nobody answers.`,
      evidence: [...reachEvidence(reach), ...(isMute ? [linkEvidence(undefined, end.device, own)] : [])],
      fix: isMute
        ? safeFix(
            `Switch ARP on ${end.device} on`,
            [['ip', 'link', 'set', 'dev', end.device, 'arp', 'on']],
            [['ip', 'link', 'set', 'dev', end.device, 'arp', 'off']],
            'Nothing of Open vSwitch switches it off: see the network configuration of the host.',
          )
        : null,
      shared: `gateway ${address}`,
    };
  },
});
