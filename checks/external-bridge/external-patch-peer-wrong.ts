import { defineCheck } from '../../src/engine/check.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

export default defineCheck({
  id: 'external-patch-peer-wrong',
  layer: 'external-bridge',
  title: 'Patch ports of the external bridge do not point at each other',
  why: 'Patch ports pass packets only if each names the other as its peer.',
  symptom: 'Both ends of the pair are listed on their bridges, but the counters of one of them do not change.',
  remedy: 'Set the port of the integration bridge as the peer of the one on the external bridge.',
  limits:
    'Follows the pair from the integration bridge: a port there without a peer, or with a peer that does not exist, counts as a missing pair.',
  sources: [
    'https://bugs.launchpad.net/bugs/1528894',
    'https://www.openvswitch.org/support/dist-docs/ovs-vswitchd.conf.db.5.html',
  ],
  severity: 'error',
  each: 'externalBridges',
  explainedBy: ['external-bridge-missing', 'external-patch-missing'],
  applies: ({ patch, bridge }) => patch?.port !== undefined && bridge !== undefined,
  judge({ name, patch, bridge }) {
    const inside = patch?.port?.name;
    const outside = bridge?.ports.find((port) => port.name === patch?.peer)?.interfaces[0];
    const back = outside?.options['peer'];
    if (inside === undefined || outside === undefined || back === inside) return undefined;
    return {
      summary: `${outside.name} on ${name} should be patched to ${inside}, but its peer is ${back ?? 'not set'}.`,
      evidence: [
        {
          command: ['ovs-vsctl', '--columns=name,type,options', 'find', 'Interface', 'type=patch'],
          where: 'host',
          output: `${inside} peer=${outside.name}\n${outside.name} peer=${back ?? ''}`,
        },
      ],
      fix: safeFix(
        `Make ${inside} the peer of ${outside.name}`,
        [['ovs-vsctl', 'set', 'Interface', outside.name, 'type=patch', `options:peer=${inside}`]],
        [
          back === undefined
            ? ['ovs-vsctl', 'remove', 'Interface', outside.name, 'options', 'peer']
            : ['ovs-vsctl', 'set', 'Interface', outside.name, `options:peer=${back}`],
        ],
        'The Open vSwitch agent sets the peers when it starts: find what changed them.',
      ),
    };
  },
});
