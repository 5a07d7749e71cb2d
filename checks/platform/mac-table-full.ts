import { defineCheck, told } from '../../src/engine/check.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';

/** What the agent sets (Neutron, bridge_mac_table_size); Open vSwitch by itself keeps 2048. */
const agentsSize = 50_000;
const ownSize = 2048;

export default defineCheck({
  id: 'mac-table-full',
  layer: 'platform',
  title: 'MAC table of a bridge is full',
  why: 'What is for a MAC that found no room goes out at every port: VMs see what is not theirs, and the switch is slow.',
  symptom: 'All VMs of the host are slow, ovs-vswitchd takes much processor time, and unicast of others comes by.',
  remedy: 'Give the bridge a table of the size that later agents give it, or twice the size that it has.',
  limits: 'Open vSwitch before 2.10 does not tell, nor does a recording without its answer. It reads one moment.',
  sources: [
    'https://github.com/canonical/hotsos/issues/1019',
    'https://www.openvswitch.org/support/dist-docs/ovs-vswitchd.conf.db.5.html',
  ],
  severity: 'warning',
  each: 'agentBridges',
  explainedBy: [],
  applies: ({ bridge, macTable }) => bridge !== undefined && !(macTable.known && macTable.value === undefined),
  judge({ name, macTable }) {
    const table = told(macTable);
    if (table === undefined || table.entries < table.max) return undefined;
    const setSize = (size: number) => ['ovs-vsctl', 'set', 'Bridge', name, `other_config:mac-table-size=${size}`];
    const size = table.max < agentsSize ? agentsSize : table.max * 2;
    return {
      summary: `The MAC table of ${name} is full with ${table.entries} entries.`,
      evidence: [
        {
          command: ['ovs-appctl', 'fdb/stats-show', name],
          where: 'host',
          output: `Current/maximum MAC entries in the table: ${table.entries}/${table.max}`,
        },
      ],
      fix: safeFix(
        `Let it keep ${size} MACs`,
        [setSize(size)],
        [
          table.max === ownSize
            ? ['ovs-vsctl', 'remove', 'Bridge', name, 'other_config', 'mac-table-size']
            : setSize(table.max),
        ],
        'The database of Open vSwitch keeps the size; agents since Queens set bridge_mac_table_size when they start.',
      ),
    };
  },
});
