import { defineCheck } from '../../src/engine/check.ts';
import { patchPairFix } from '../../src/remedies/patch-ports.ts';

export default defineCheck({
  id: 'tunnel-patch-broken',
  layer: 'overlay',
  title: 'Integration bridge and tunnel bridge are not connected',
  why: 'Only the patch pair connects VMs, DHCP servers and routers to the tunnels on br-tun.',
  symptom: 'No traffic of VMs reaches br-tun, though all its tunnels exist.',
  remedy:
    'Re-create the patch ports patch-tun and patch-int as peers of each other, and restart the Open vSwitch agent.',
  limits:
    'Any two patch ports that are peers pass, as int_peer_patch_port and tun_peer_patch_port can rename them; a broken pair is restored under its default names.',
  sources: [
    'https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html',
    'https://github.com/openstack/neutron/commit/99915fa76b',
  ],
  severity: 'error',
  each: 'overlays',
  comparesNoAddresses: true,
  with: ['services', 'switchDatabase'],
  explainedBy: ['integration-bridge-missing'],
  applies: (_, { switchDatabase }) => switchDatabase.known && switchDatabase.value.isComplete,
  judge({ patch, bridge, integrationBridge }, { services }) {
    const [inside, outside] = patch;
    const faults = [[inside, outside] as const, [outside, inside] as const].flatMap(([end, other]) => {
      if (end.device === undefined) return [`${end.name} is missing on ${end.bridge}`];
      const peer = end.device.options['peer'];
      return peer === other.name ? [] : [`${end.name} has peer ${peer ?? 'not set'}`];
    });
    if (faults.length === 0) return undefined;
    return {
      summary: `The patch pair between ${integrationBridge.name} and ${bridge.name} is broken: ${faults.join(', ')}.`,
      evidence: [
        {
          command: ['ovs-vsctl', '--columns=name,options', 'find', 'Interface', 'type=patch'],
          where: 'host',
          output: patch
            .map(
              ({ name, device }) =>
                `${name} ${device === undefined ? '(missing)' : `peer=${device.options['peer'] ?? ''}`}`,
            )
            .join('\n'),
        },
      ],
      fix: patchPairFix(
        services,
        patch,
        patch.filter(({ device }) => device === undefined).map(({ name }) => name),
        'The Open vSwitch agent creates the pair when it starts: find what changed it.',
      ),
    };
  },
});
