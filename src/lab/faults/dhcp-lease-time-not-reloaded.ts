import { bothLayouts, type Fault } from './fault.ts';
import { readThenPutBack, reloadHostsFile } from './steps.ts';

const fault: Fault = {
  id: 'dhcp-lease-time-not-reloaded',
  title: 'the host file gives a VM no lease time of its own any more, but dnsmasq has not reloaded it',
  layer: 'dhcp',
  layouts: bothLayouts,
  expects: 'dhcp-offer-outdated',
  effect: { shownBy: "/run/qdoctor-lab/ask-for-lease vm-a1 2>&1 | grep -q 'lease time 600'" },
  inject: (model) => [readThenPutBack(model, 'host', `/^${model.a.vm1.mac},/s/$/,600/`)],
  heal: (model) => [reloadHostsFile(model)],
};

export default fault;
