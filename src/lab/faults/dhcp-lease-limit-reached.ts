import { askForLease } from '../lease.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { killDnsmasq, restart, startDnsmasq } from './steps.ts';

/** None is left over from before. */
const withOneLease = (words: readonly string[]): readonly string[] => [
  ...words.filter((word) => !/^--dhcp-lease(?:file|-max)=/.test(word)),
  '--leasefile-ro',
  '--dhcp-lease-max=1',
];

// A guest that asks until it gets an address, for a minute at most, and without the pause of its client after a NAK.
const guest = '(for try in $(seq 60); do timeout 1 "$@" && break; done) >/dev/null 2>&1 &';

const fault: Fault = {
  id: 'dhcp-lease-limit-reached',
  title: 'dnsmasq has given all the leases that it may give, offers and then refuses, while a VM goes on asking',
  layer: 'dhcp',
  layouts: bothLayouts,
  expects: 'dhcp-nak-sent',
  // Refused, the client begins anew for ever.
  effect: { shownBy: '! timeout 3 /run/qdoctor-lab/ask-for-lease vm-a1' },
  seenWith: { passive: true, waitSeconds: 3 },
  inject: (model) => [
    killDnsmasq(model),
    startDnsmasq(model, withOneLease),
    askForLease(model.a.vm2),
    ['sh', '-c', guest, 'guest', ...askForLease(model.a.vm1, 1)],
  ],
  heal: (model) => [restart(model, 'dhcp')],
};

export default fault;
