import { defineCheck } from '../../src/engine/check.ts';

export default defineCheck({
  id: 'bridges-share-datapath-id',
  layer: 'platform',
  title: 'Two bridges have one datapath id',
  why: 'The agent identifies bridges by their datapath ID: with two equal ones, flows of one are installed on the other.',
  symptom: 'Flows of one bridge appear on another, and traffic is lost after a restart of the agent.',
  remedy: 'Give one of the two a datapath id of its own.',
  limits: 'Bridges that no agent manages are compared too. It may have had no effect so far, so it is a warning.',
  sources: ['https://bugs.launchpad.net/bugs/1697243', 'https://github.com/openstack/neutron/commit/379a9faf62'],
  severity: 'warning',
  each: 'agentBridges',
  comparesNoAddresses: true,
  ofAnyDriver: true,
  explainedBy: [],
  applies: ({ bridge }) => bridge?.datapathId !== undefined,
  judge({ name, bridge, twins }) {
    const [twin] = twins;
    if (twin === undefined) return undefined;
    return {
      summary: `${name} and ${twins.join(', ')} have the datapath id ${bridge?.datapathId}.`,
      evidence: [
        {
          command: ['ovs-vsctl', '--columns=name,datapath_id', 'list', 'Bridge'],
          where: 'host',
          output: [name, ...twins].map((one) => `${one} ${bridge?.datapathId}`).join('\n'),
        },
      ],
      // Any id that no other bridge has will do: this one is made of the old one.
      fix: {
        summary: `Give ${twin} a datapath id of its own`,
        risk: 'disruptive',
        commands: [
          ['ovs-vsctl', 'set', 'Bridge', twin, `other_config:datapath-id=${otherId(bridge?.datapathId ?? '')}`],
        ],
        undo: [['ovs-vsctl', 'set', 'Bridge', twin, `other_config:datapath-id=${bridge?.datapathId}`]],
        permanent:
          'Bridges stacked on VLAN devices of one NIC take its MAC, and their id from it: set the id where the bridge is made.',
      },
      shared: [name, ...twins].sort().join(),
    };
  },
});

/** The same id with its first digit changed, which no MAC reaches. */
const otherId = (id: string): string => `${id.startsWith('f') ? 'e' : 'f'}${id.slice(1)}`;
