import { answersAt, isDelivered, peerEnd } from '../../src/analysis/arp-reach.ts';
import { causesBetweenRouterAndGateway } from '../../src/analysis/path-causes.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { reachEvidence } from '../../src/evidence/captures.ts';
import { linkEvidence } from '../../src/evidence/devices.ts';
import { ip } from '../../src/facts/within.ts';
import { defaultRouteCommands } from '../../src/remedies/routes.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

export default defineCheck({
  id: 'provider-gateway-silent',
  layer: 'floating-ip',
  title: 'Gateway of the external network does not answer',
  why: 'Floating IPs and all traffic of VMs to the outside use this gateway, and without its ARP reply nothing can be sent.',
  symptom: 'No floating IP answers from outside and no VM reaches the outside, while this host is correct.',
  remedy:
    "Enable ARP where it is off on this host's bridge, or set the gateway that other routers of the range use; otherwise check the gateway, and that switches in between accept the routers' MACs.",
  limits: 'A gateway that does not answer ARP by design, or too late, looks the same. Not checked with --passive.',
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
    const end = peerEnd(reach);
    if (end === undefined || required(reach.answers).length > 0) return undefined;
    if (!isDelivered(reach) || answersAt(reach, end).length > 0) return undefined;
    const own = bridge?.interface;
    const isMute = own?.name === end.device && own.flags?.includes('NOARP') === true;
    const { router, device } = from;
    const [other, ...others] = router.likelyGateways.filter((each) => each !== address);
    if (!isMute && other !== undefined && others.length === 0) {
      const words = `${router.namespace} has its default route via ${address}, which answers no ARP request`;
      return {
        layer: 'router',
        summary: `${words}; other routers, or this host, show that it should be ${other}.`,
        evidence: reachEvidence(reach),
        fix: safeFix(
          `Set the default route via ${other}`,
          defaultRouteCommands(router, device, other),
          [ip(router.namespace, 'route', 'replace', 'default', 'via', address, 'dev', device)],
          'Correct the gateway of the external subnet in Neutron, if it is that one.',
        ),
        shared: `gateway ${address}`,
      };
    }
    return {
      ...(isMute ? { layer: 'host-route' } : {}),
      summary: isMute
        ? `${end.device} holds ${address}, the gateway of ${from.router.namespace}, but ARP is switched off on it.`
        : `ARP requests for the gateway ${address} leave by ${end.device}, but get no reply.`,
      evidence: [...reachEvidence(reach), ...(isMute ? [linkEvidence(undefined, end.device, own)] : [])],
      fix: isMute
        ? safeFix(
            `Enable ARP on ${end.device}`,
            [['ip', 'link', 'set', 'dev', end.device, 'arp', 'on']],
            [['ip', 'link', 'set', 'dev', end.device, 'arp', 'off']],
            "Open vSwitch does not disable it: check the host's network configuration.",
          )
        : null,
      shared: `gateway ${address}`,
    };
  },
});
