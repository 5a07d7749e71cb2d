import { defineCheck } from '../../src/engine/check.ts';
import { patchPairFix } from '../../src/remedies/patch-ports.ts';

export default defineCheck({
  id: 'external-patch-missing',
  layer: 'external-bridge',
  title: 'Integration bridge and external bridge are not connected',
  why: "The routers' qg ports sit on br-int; only the patch pair leads from there to the external bridge.",
  symptom: 'Both br-int and br-ex look fine, but no traffic passes between them: every router of the host is cut off.',
  remedy: 'Add both patch ports as peers of each other, and restart the Open vSwitch agent for their flows.',
  limits:
    'Not checked for routers whose qg is on the external bridge itself. A veth pair in its place, as agents before Juno made it, is not checked.',
  sources: ['https://bugs.launchpad.net/bugs/1528894', 'https://github.com/openstack/neutron/commit/99915fa76b'],
  severity: 'error',
  each: 'externalBridges',
  comparesNoAddresses: true,
  with: ['services'],
  explainedBy: ['integration-bridge-missing', 'external-bridge-missing', 'bridge-mapping-missing'],
  applies: ({ patch, bridge }) => patch !== undefined && bridge !== undefined,
  judge({ name, patch, integrationBridge }, { services }) {
    if (patch === undefined || integrationBridge === undefined) return undefined;
    // Where both ends are there, one of them may name another peer.
    if (patch.port !== undefined && (patch.hasPeer || patch.facing !== undefined)) return undefined;
    const inside = patch.port?.name ?? `int-${name}`;
    const missing = [patch.port === undefined ? inside : '', patch.hasPeer ? '' : patch.peer].filter(
      (port) => port !== '',
    );
    return {
      summary: `The patch pair ${inside}/${patch.peer} between ${integrationBridge.name} and ${name} lacks ${missing.join(' and ')}.`,
      evidence: [
        {
          command: ['ovs-vsctl', '--columns=name,options', 'find', 'Interface', 'type=patch'],
          where: 'host',
          output: integrationBridge.ports
            .flatMap(({ interfaces }) => interfaces)
            .filter(({ type }) => type === 'patch')
            .map((port) => `${port.name} peer=${port.options['peer'] ?? ''}`)
            .join('\n'),
        },
      ],
      fix: patchPairFix(
        services,
        [
          { bridge: integrationBridge.name, name: inside },
          { bridge: name, name: patch.peer },
        ],
        missing,
        'The Open vSwitch agent creates the pair when it starts; bridge_mappings in its configuration must name the bridge.',
      ),
    };
  },
});
