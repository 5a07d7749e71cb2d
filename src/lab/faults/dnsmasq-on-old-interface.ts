import { dnsmasqArgs } from '../dnsmasq.ts';
import type { LabModel } from '../model.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { dnsmasqPidFile, killByPidFile, restart } from './steps.ts';

function argumentsOf(model: LabModel): readonly string[] {
  return [
    ...dnsmasqArgs(model, model.a.network).filter((word) => !/^--(?:bind|interface|except)/.test(word)),
    '--bind-dynamic',
    '--interface=tap0badcafe-00',
  ];
}

const fault: Fault = {
  id: 'dnsmasq-on-old-interface',
  title: 'dnsmasq was started for a DHCP port that is no more',
  layouts: bothLayouts,
  expects: 'dhcp-interface-wrong',
  inject: (model) => [
    killByPidFile(dnsmasqPidFile(model)),
    ['ip', 'netns', 'exec', model.a.network.namespace, 'dnsmasq', ...argumentsOf(model)],
  ],
  heal: (model) => [restart(model, 'dhcp')],
};

export default fault;
