import { defineCheck } from '../../src/engine/check.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

export default defineCheck({
  id: 'external-patch-peer-wrong',
  layer: 'external-bridge',
  title: 'Patch ports of the external bridge do not point at each other',
  why: 'Patch ports pass packets only if each names the other as its peer.',
  symptom: 'Both ends of the pair are listed on their bridges, but the counters of one of them do not change.',
  remedy: 'Set each port of the pair as the peer of the other.',
  limits:
    'A port of the integration bridge whose peer does not exist, and that no port of the external bridge names, counts as a missing pair.',
  sources: [
    'https://bugs.launchpad.net/bugs/1528894',
    'https://www.openvswitch.org/support/dist-docs/ovs-vswitchd.conf.db.5.html',
  ],
  severity: 'error',
  each: 'externalBridges',
  comparesNoAddresses: true,
  explainedBy: ['external-bridge-missing', 'external-patch-missing'],
  applies: ({ patch, bridge }) => patch?.port !== undefined && bridge !== undefined,
  judge({ name, patch, bridge, integrationBridge }) {
    const inside = patch?.port?.name;
    if (patch === undefined || bridge === undefined || inside === undefined) return undefined;
    const outside = bridge.ports.find((port) => port.name === patch.peer)?.interfaces[0];
    const { facing } = patch;
    if (outside === undefined && facing === undefined) return undefined;
    // The one that names the wrong peer, and the one that it should name.
    const [wrong, right, place, peer] =
      outside === undefined
        ? [inside, facing ?? '', integrationBridge?.name, patch.peer]
        : [outside.name, inside, name, outside.options['peer']];
    if (peer === right) return undefined;
    return {
      summary: `${wrong} on ${place} should be patched to ${right}, but its peer is ${peer ?? 'not set'}.`,
      evidence: [
        {
          command: ['ovs-vsctl', '--columns=name,type,options', 'find', 'Interface', 'type=patch'],
          where: 'host',
          output: `${right} peer=${wrong}\n${wrong} peer=${peer ?? ''}`,
        },
      ],
      fix: safeFix(
        `Make ${right} the peer of ${wrong}`,
        [['ovs-vsctl', 'set', 'Interface', wrong, 'type=patch', `options:peer=${right}`]],
        [
          peer === undefined
            ? ['ovs-vsctl', 'remove', 'Interface', wrong, 'options', 'peer']
            : ['ovs-vsctl', 'set', 'Interface', wrong, `options:peer=${peer}`],
        ],
        'The Open vSwitch agent sets the peers when it starts: find what changed them.',
      ),
    };
  },
});
