import { dnsmasqArgs } from '../dnsmasq.ts';
import type { LabModel } from '../model.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { dnsmasqPidFile, quietly } from './steps.ts';

/** Only without DNS can two run side by side: the port of that belongs to one of them. */
function argumentsOf(model: LabModel): readonly string[] {
  return [...dnsmasqArgs(model, model.a.network), '--port=0'].map((word) =>
    word.replace(/^--(pid-file|dhcp-leasefile)=.*/, '$&.old'),
  );
}

const fault: Fault = {
  id: 'dnsmasq-left-over',
  title: 'a dnsmasq that the agent has lost sight of answers beside the new one',
  layouts: bothLayouts,
  expects: 'dhcp-server-duplicate',
  inject: (model) => [['ip', 'netns', 'exec', model.a.network.namespace, 'dnsmasq', ...argumentsOf(model)]],
  heal: (model) => [quietly('sh', '-c', 'read -r pid <"$1.old" && kill "$pid"', 'sh', dnsmasqPidFile(model))],
};

export default fault;
