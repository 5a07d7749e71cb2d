import { bothLayouts, type Fault } from './fault.ts';
import { dnsmasqPidFile, quietly } from './steps.ts';

const fault: Fault = {
  id: 'dnsmasq-pid-file-wrong',
  title: 'the pid file of dnsmasq names another process',
  layer: 'dhcp',
  layouts: bothLayouts,
  expects: 'dhcp-pid-file-wrong',
  effect: { shownBy: '[ "$(cat "$4/pid")" = 1 ]' },
  inject: (model) => [['sh', '-c', 'cp "$1" "$1.right" && echo 1 >"$1"', 'sh', dnsmasqPidFile(model)]],
  heal: (model) => [quietly('mv', `${dnsmasqPidFile(model)}.right`, dnsmasqPidFile(model))],
};

export default fault;
