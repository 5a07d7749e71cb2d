import { bothLayouts, type Fault } from './fault.ts';
import { dnsmasqPidFile, quietly, startDnsmasq } from './steps.ts';

/** Only without DNS can two run side by side: the port of that belongs to one of them. */
const besideTheOther = (words: readonly string[]): readonly string[] =>
  [...words, '--port=0'].map((word) => word.replace(/^--(pid-file|dhcp-leasefile)=.*/, '$&.old'));

const fault: Fault = {
  id: 'dnsmasq-left-over',
  title: 'a dnsmasq that the agent has lost sight of answers beside the new one',
  layer: 'dhcp',
  layouts: bothLayouts,
  expects: 'dhcp-server-duplicate',
  effect: { shownBy: '[ "$(pgrep -c -f "dnsmasq.*$4/")" -gt 1 ]' },
  inject: (model) => [startDnsmasq(model, besideTheOther)],
  heal: (model) => [quietly('sh', '-c', 'read -r pid <"$1.old" && kill "$pid"', 'sh', dnsmasqPidFile(model))],
};

export default fault;
