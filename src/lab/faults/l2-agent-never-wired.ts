import { toVmA1 } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { killAgent, restart } from './steps.ts';

const noteKeys = ['net_uuid', 'network_type', 'physical_network', 'segmentation_id', 'tag'];

const fault: Fault = {
  id: 'l2-agent-never-wired',
  title: 'the Open vSwitch agent was dead when a VM was plugged in: its port has no VLAN',
  layer: 'platform',
  layouts: bothLayouts,
  expects: 'l2-agent-not-running',
  effect: { breaks: toVmA1 },
  inject: (model) => [
    killAgent(model, 'l2'),
    ['ovs-vsctl', 'clear', 'Port', model.a.vm1.qvo, 'tag'],
    ['ovs-vsctl', 'remove', 'Port', model.a.vm1.qvo, 'other_config', ...noteKeys],
  ],
  heal: (model) => [restart(model, 'l2')],
};

export default fault;
