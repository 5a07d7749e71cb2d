import { dnsmasqArgs } from '../dnsmasq.ts';
import type { LabModel } from '../model.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { dnsmasqPidFile, killByPidFile, restart } from './steps.ts';

function argumentsOf(model: LabModel): readonly string[] {
  return dnsmasqArgs(model, model.a.network).map((word) =>
    word.startsWith('--dhcp-range=') ? word.replace('10.11.12.0', '10.99.12.0') : word,
  );
}

const fault: Fault = {
  id: 'dnsmasq-range-of-other-subnet',
  title: 'dnsmasq was started with the range of another subnet',
  layouts: bothLayouts,
  expects: 'dhcp-range-wrong',
  inject: (model) => [
    killByPidFile(dnsmasqPidFile(model)),
    ['ip', 'netns', 'exec', model.a.network.namespace, 'dnsmasq', ...argumentsOf(model)],
  ],
  heal: (model) => [restart(model, 'dhcp')],
};

export default fault;
