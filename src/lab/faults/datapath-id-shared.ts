import { bothLayouts, type Fault } from './fault.ts';

const fault: Fault = {
  id: 'datapath-id-shared',
  title: 'br-ex has the datapath id of br-int',
  layer: 'platform',
  layouts: bothLayouts,
  expects: 'bridges-share-datapath-id',
  effect: { shownBy: '[ "$(ovs-vsctl get Bridge br-int datapath_id)" = "$(ovs-vsctl get Bridge br-ex datapath_id)" ]' },
  inject: () => [
    [
      'sh',
      '-c',
      'id=$(ovs-vsctl get Bridge br-int datapath_id) && ovs-vsctl set Bridge br-ex other_config:datapath-id="$id"',
    ],
  ],
  heal: () => [['ovs-vsctl', 'remove', 'Bridge', 'br-ex', 'other_config', 'datapath-id']],
};

export default fault;
