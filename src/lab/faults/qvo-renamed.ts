import { bothLayouts, type Fault } from './fault.ts';

const renamed = 'renamed0';
const rename = (from: string, to: string) =>
  [
    ['ip', 'link', 'set', from, 'down'],
    ['ip', 'link', 'set', from, 'name', to],
    ['ip', 'link', 'set', to, 'up'],
  ] as const;

const fault: Fault = {
  id: 'qvo-renamed',
  title: 'the device qvo of a VM has another name',
  layer: 'tap',
  layouts: bothLayouts,
  expects: 'port-device-missing',
  effect: { shownBy: `ip link show ${renamed}` },
  inject: ({ a: { vm1 } }) => rename(vm1.qvo, renamed),
  heal: ({ a: { vm1 } }) => rename(renamed, vm1.qvo),
};

export default fault;
