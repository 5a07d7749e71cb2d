import { dnsmasqArgs } from '../dnsmasq.ts';
import type { LabModel } from '../model.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { dnsmasqPidFile, killByPidFile, restart } from './steps.ts';

function argumentsOf(model: LabModel): readonly string[] {
  return [
    ...dnsmasqArgs(model, model.a.network).filter((word) => !word.startsWith('--dhcp-option-force=')),
    '--dhcp-option-force=26,9000',
  ];
}

const fault: Fault = {
  id: 'dhcp-mtu-option-too-large',
  title: 'dnsmasq tells the guests a larger MTU than the network has',
  layouts: bothLayouts,
  expects: 'dhcp-mtu-option-too-large',
  inject: (model) => [
    killByPidFile(dnsmasqPidFile(model)),
    ['ip', 'netns', 'exec', model.a.network.namespace, 'dnsmasq', ...argumentsOf(model)],
  ],
  heal: (model) => [restart(model, 'dhcp')],
};

export default fault;
