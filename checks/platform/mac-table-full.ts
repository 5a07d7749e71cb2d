import { defineCheck, required } from '../../src/engine/check.ts';
import { macTableOf } from '../../src/facts/mac-tables.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

/** What the agent sets (Neutron, bridge_mac_table_size); Open vSwitch by itself keeps 2048. */
const agentsSize = 50_000;
const ownSize = 2048;

export default defineCheck({
  id: 'mac-table-full',
  layer: 'platform',
  title: 'MAC table of a bridge is full',
  why: "Frames for MACs that are not in the table are flooded to every port: VMs receive others' traffic, and the switch is slow.",
  symptom: "All VMs of the host are slow, ovs-vswitchd uses much CPU, and VMs see others' unicast traffic.",
  remedy: 'Set the table to the size that later agents use, or double it.',
  limits: 'Unknown with Open vSwitch before 2.10. Reads the table once.',
  sources: [
    'https://github.com/canonical/hotsos/issues/1019',
    'https://www.openvswitch.org/support/dist-docs/ovs-vswitchd.conf.db.5.html',
  ],
  severity: 'warning',
  each: 'agentBridges',
  comparesNoAddresses: true,
  with: ['macTables'],
  explainedBy: [],
  applies({ bridge, name }, { macTables }) {
    const table = macTableOf(macTables, name);
    return bridge !== undefined && !(table.known && table.value === undefined);
  },
  judge({ name }, { macTables }) {
    const table = required(macTableOf(macTables, name));
    if (table === undefined || table.entries < table.max) return undefined;
    const setSize = (size: number) => ['ovs-vsctl', 'set', 'Bridge', name, `other_config:mac-table-size=${size}`];
    const size = table.max < agentsSize ? agentsSize : table.max * 2;
    return {
      summary: `MAC table of ${name} full (${table.entries}/${table.max}).`,
      evidence: [
        {
          command: ['ovs-appctl', 'fdb/stats-show', name],
          where: 'host',
          output: `Current/maximum MAC entries in the table: ${table.entries}/${table.max}`,
        },
      ],
      fix: safeFix(
        `Set the MAC table size to ${size}`,
        [setSize(size)],
        [
          table.max === ownSize
            ? ['ovs-vsctl', 'remove', 'Bridge', name, 'other_config', 'mac-table-size']
            : setSize(table.max),
        ],
        'The Open vSwitch database keeps the size; agents since Queens set bridge_mac_table_size when they start.',
      ),
    };
  },
});
