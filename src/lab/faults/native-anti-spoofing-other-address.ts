import { toVmA1 } from '../journeys.ts';
import { dressAsNativeFirewall, undressNativeFirewall } from '../kinds/native-firewall.ts';
import type { LabModel } from '../model.ts';
import type { Fault } from './fault.ts';
import { ofportOf } from './steps.ts';

/** Lets the VM send under another address than its own, in place of one flow of the firewall. */
const readdressFlow = ({ a }: LabModel, match: string, source: string, actions: string): string => {
  const flow = `table=71,${match},reg5=$ofport,in_port=$ofport,dl_src=${a.vm1.mac},${source}`;
  return `ovs-ofctl --strict del-flows br-int "${flow}=${a.vm1.address}" &&
ovs-ofctl add-flow br-int "${flow}=10.11.12.77,actions=${actions}"`;
};

const fault: Fault = {
  id: 'native-anti-spoofing-other-address',
  title: "the switch's own firewall knows a VM by another address than its own",
  layer: 'security',
  layouts: ['neutron'],
  expects: 'native-anti-spoofing-wrong',
  effect: { breaks: toVmA1 },
  rewiresLab: true,
  inject: (model) => [
    ...dressAsNativeFirewall(model),
    ofportOf(
      model.a.vm1.tap,
      `${readdressFlow(model, 'priority=95,arp', 'arp_spa', 'resubmit(,94)')} &&
${readdressFlow(model, 'priority=65,ip', 'nw_src', 'ct(table=72,zone=NXM_NX_REG6[0..15])')}`,
    ),
  ],
  heal: undressNativeFirewall,
};

export default fault;
