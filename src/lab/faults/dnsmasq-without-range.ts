import { dnsmasqArgs } from '../dnsmasq.ts';
import type { LabModel } from '../model.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { dnsmasqPidFile, killByPidFile, restart } from './steps.ts';

function argumentsOf(model: LabModel): readonly string[] {
  return dnsmasqArgs(model, model.a.network).filter((word) => !word.startsWith('--dhcp-range='));
}

const fault: Fault = {
  id: 'dnsmasq-without-range',
  title: 'dnsmasq serves no DHCP: it was started without a range',
  layouts: bothLayouts,
  expects: 'dhcp-server-not-listening',
  inject: (model) => [
    killByPidFile(dnsmasqPidFile(model)),
    ['ip', 'netns', 'exec', model.a.network.namespace, 'dnsmasq', ...argumentsOf(model)],
  ],
  heal: (model) => [restart(model, 'dhcp')],
};

export default fault;
