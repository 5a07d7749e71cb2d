import type { CloudFault, CloudPart } from './fault.ts';

const id = '0000b6f2a7d21e49';

const copied: Pick<CloudPart, 'inject' | 'heal'> = {
  inject: () => [['ovs-vsctl', 'set', 'Bridge', 'br-int', `other_config:datapath-id=${id}`]],
  heal: () => [['ovs-vsctl', 'remove', 'Bridge', 'br-int', 'other_config', 'datapath-id']],
};

const fault: CloudFault = {
  id: 'datapath-id-copied',
  title: 'a compute was made from an image with the database of Open vSwitch of another',
  layer: 'platform',
  at: 'cmp2',
  expects: 'datapath-id-shared',
  shownBy: `ovs-vsctl get Bridge br-int datapath_id | grep -q ${id}`,
  before: [{ at: 'cmp1', ...copied }],
  ...copied,
};

export default fault;
