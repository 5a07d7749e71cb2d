import { defineCheck } from '../../src/engine/check.ts';
import { patchPairFix } from '../../src/engine/fixes/patch.ts';

export default defineCheck({
  id: 'tunnel-patch-broken',
  layer: 'overlay',
  title: 'Integration bridge and tunnel bridge are not connected',
  why: 'Tunnels hang on br-tun: only the patch pair leads there from the ports of VMs, DHCP servers and routers.',
  symptom: 'Nothing that a VM sends ever comes to br-tun, whose tunnels are all there.',
  remedy: 'Add the pair patch-tun and patch-int again with each other as peers, and restart the Open vSwitch agent.',
  limits:
    "Any two patch ports that are each other's peers will do, as int_peer_patch_port and tun_peer_patch_port can rename them; a broken pair is mended under the names that the agent has given it since Folsom.",
  sources: [
    'https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html',
    'https://github.com/openstack/neutron/commit/99915fa76b',
  ],
  severity: 'error',
  each: 'overlays',
  explainedBy: ['integration-bridge-missing'],
  applies: ({ host }) => host.database.known && host.database.value.isComplete,
  judge({ patch, bridge, integrationBridge, host }) {
    const [inside, outside] = patch;
    const faults = [[inside, outside] as const, [outside, inside] as const].flatMap(([end, other]) => {
      if (end.device === undefined) return [`${end.name} is missing on ${end.bridge}`];
      const peer = end.device.options['peer'];
      return peer === other.name ? [] : [`${end.name} has the peer ${peer ?? 'nobody'}`];
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
        host,
        patch,
        patch.filter(({ device }) => device === undefined).map(({ name }) => name),
        'The Open vSwitch agent makes the pair when it starts: find out who changed it since.',
      ),
    };
  },
});
