import type { Argv } from '../../host/process.ts';
import type { LabModel } from '../model.ts';
import { bothLayouts, type Fault } from './fault.ts';

/** Gives the ports of tenant b a tag, and with it what the agent noted as its intent. */
function move({ layout, b }: LabModel, tag: number): readonly Argv[] {
  const intent = layout === 'folsom' ? [] : [`other_config:tag=${tag}`];
  return [b.network.dhcpPort.device, b.router.qr.device, b.vm1.qvo].map((device) => [
    'ovs-vsctl',
    'set',
    'Port',
    device,
    `tag=${tag}`,
    ...intent,
  ]);
}

const fault: Fault = {
  id: 'networks-share-tag',
  title: 'two networks have the same local VLAN tag',
  layer: 'vlan',
  layouts: bothLayouts,
  expects: 'tag-shared-by-networks',
  effect: { shownBy: '[ "$(ovs-vsctl get Port "$2" tag)" = "$(ovs-vsctl get Port "$3" tag)" ]' },
  inject: (model) => move(model, model.a.network.tag),
  heal: (model) => move(model, model.b.network.tag),
};

export default fault;
