import { bothLayouts, type Fault } from './fault.ts';
import { readThenPutBack, reloadHostsFile } from './steps.ts';

const fault: Fault = {
  id: 'dhcp-options-not-reloaded',
  title: 'the options file names the right router again, but dnsmasq has not reloaded it',
  layer: 'dhcp',
  layouts: bothLayouts,
  expects: 'dhcp-offer-outdated',
  effect: { shownBy: "/run/qdoctor-lab/ask-for-lease vm-a1 | grep -q 'router 10.11.12.254$'" },
  inject: (model) => [readThenPutBack(model, 'opts', 's/option:router,.*/option:router,10.11.12.254/')],
  heal: (model) => [reloadHostsFile(model)],
};

export default fault;
