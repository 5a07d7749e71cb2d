import { defineCheck, required } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/evidence/devices.ts';
import { valuesOf } from '../../src/facts/known.ts';
import { ip } from '../../src/facts/within.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';
import { mayStandBy, type RouterLeg } from '../../src/topology/routers.ts';

/** What every host must be able to receive (RFC 791). */
const leastMtu = 576;
/** That of Ethernet, and of the agent's external networks unless they are configured otherwise. */
const usualMtu = 1500;

export default defineCheck({
  id: 'router-gateway-mtu-small',
  layer: 'router',
  title: "Router's external port has a small MTU",
  why: 'What VMs send is refused or cut in pieces at qg: pings pass, while downloads and logins are slow or hang.',
  symptom: 'VMs of one router reach the outside by small packets only.',
  remedy: "Set the MTU that other routers' ports of the network have, or that of Ethernet.",
  limits:
    'An error below 576 bytes, and a warning where all other routers of the network on this host have one larger MTU: with a single router, other values pass.',
  sources: ['https://docs.openstack.org/neutron/latest/admin/config-mtu.html', 'https://www.rfc-editor.org/rfc/rfc791'],
  severity: 'error',
  each: 'routerLegs',
  with: ['routerLegs'],
  explainedBy: [],
  applies: ({ role, router, interface: device }) =>
    role === 'router-gateway' && !mayStandBy(router) && (!device.known || device.value?.mtu !== undefined),
  judge(leg, { routerLegs }) {
    const device = required(leg.interface);
    if (device?.mtu === undefined) return undefined;
    const others = new Set(
      valuesOf(routerLegs)
        .filter((other) => other.device !== leg.device && isOnOneNetwork(other, leg))
        .flatMap(({ interface: found }) => (found.known ? (found.value?.mtu ?? []) : [])),
    );
    const [common] = others.size === 1 ? others : [];
    const isTiny = device.mtu < leastMtu;
    if (!isTiny && (common === undefined || common <= device.mtu)) return undefined;
    const right = common === undefined || common < leastMtu ? usualMtu : common;
    const { namespace } = leg.router;
    const change = (mtu: number) => [ip(namespace, 'link', 'set', 'dev', leg.device, 'mtu', String(mtu))];
    return {
      ...(isTiny ? {} : { severity: 'warning' }),
      summary: `${leg.device} in ${namespace} has MTU ${device.mtu}${common === undefined ? '' : `; other routers of its network have ${common}`}.`,
      evidence: [
        {
          ...linkEvidence(namespace, leg.device, device),
          command: ip(namespace, 'link', 'show', 'dev', leg.device),
          output: `${leg.device} mtu ${device.mtu}`,
        },
      ],
      fix: safeFix(
        `Set the MTU of ${leg.device} to ${right}`,
        change(right),
        change(device.mtu),
        "The L3 agent sets the network's MTU when it plugs the port: find what changed it.",
      ),
    };
  },
});

function isOnOneNetwork({ port: one, role }: RouterLeg, { port: other }: RouterLeg): boolean {
  const [first, second] = [one, other].map((port) => (port.known ? port.value?.network?.id : undefined));
  return role === 'router-gateway' && first !== undefined && first === second;
}
