import { bothLayouts, type Fault } from './fault.ts';

/** The smallest table that Open vSwitch makes. */
const smallest = 10;

// From a MAC of its own each; the type is one that IEEE 802 keeps for experiments.
const manyMacs = `ovs-vsctl set Bridge br-int other_config:mac-table-size=${smallest}
for number in $(seq 10 29); do
  ovs-ofctl packet-out br-int "in_port=LOCAL,packet=ffffffffffff0200000000$number$type,actions=NORMAL"
done`;

const fault: Fault = {
  id: 'mac-table-full',
  title: 'br-int has no room for more MACs',
  layer: 'platform',
  layouts: bothLayouts,
  expects: 'mac-table-full',
  effect: { shownBy: 'ovs-appctl fdb/stats-show br-int | grep -q 10/10' },
  inject: () => [['sh', '-ec', `type=88b5$(printf '%092d' 0)\n${manyMacs}`]],
  heal: ({ layout }) => [
    layout === 'folsom'
      ? ['ovs-vsctl', 'remove', 'Bridge', 'br-int', 'other_config', 'mac-table-size']
      : ['ovs-vsctl', 'set', 'Bridge', 'br-int', 'other_config:mac-table-size=50000'],
    ['ovs-appctl', 'fdb/flush', 'br-int'],
  ],
};

export default fault;
