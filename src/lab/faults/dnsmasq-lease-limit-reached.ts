import type { Fault } from './fault.ts';
import { killDnsmasq, restart, startDnsmasq, writeLeases } from './steps.ts';

const deadMacs = ['fa:16:3e:0d:ea:01', 'fa:16:3e:0d:ea:02'];

// Those of 2012 keep no leases in a file.
const fault: Fault = {
  id: 'dnsmasq-lease-limit-reached',
  title: 'all leases that dnsmasq may give are held by MACs that are gone',
  layer: 'dhcp',
  layouts: ['neutron'],
  expects: 'dhcp-leases-exhausted',
  // The client starts again after every refusal, without end.
  effect: { shownBy: 'timeout 2 /run/qdoctor-lab/ask-for-lease vm-a1 2>&1 | grep -qi "DHCP NAK"' },
  inject: (model) => [
    killDnsmasq(model),
    writeLeases(
      model,
      deadMacs.map((mac, index) => ({ mac, address: `10.11.12.${201 + index}` })),
    ),
    startDnsmasq(model, (words) => words.map((word) => word.replace(/^--dhcp-lease-max=.*/, '--dhcp-lease-max=2'))),
  ],
  heal: (model) => [restart(model, 'dhcp')],
};

export default fault;
