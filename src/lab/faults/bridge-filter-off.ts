import type { Fault } from './fault.ts';

const setting = (value: 0 | 1) =>
  ['sh', '-c', 'echo "$1" >/proc/sys/net/bridge/bridge-nf-call-iptables', 'sh', String(value)] as const;

const fault: Fault = {
  id: 'bridge-filter-off',
  title: 'what VMs send passes the rules of their security groups by',
  layer: 'platform',
  // The lab's Quantum of 2012 has no hybrid firewall.
  layouts: ['neutron'],
  expects: 'bridge-filter-off',
  effect: { shownBy: 'grep 0 /proc/sys/net/bridge/bridge-nf-call-iptables' },
  inject: () => [setting(0)],
  heal: () => [setting(1)],
};

export default fault;
