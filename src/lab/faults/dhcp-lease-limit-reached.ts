import { dnsmasqArgs } from '../dnsmasq.ts';
import { askForLease } from '../lease.ts';
import type { LabModel } from '../model.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { dnsmasqPidFile, killByPidFile, restart } from './steps.ts';

/** With a limit of one lease, and none left over from before. */
function argumentsOf(model: LabModel): readonly string[] {
  const words = dnsmasqArgs(model, model.a.network).filter((word) => !/^--dhcp-lease(?:file|-max)=/.test(word));
  return [...words, '--leasefile-ro', '--dhcp-lease-max=1'];
}

// A guest that asks until it gets an address, for a minute at most, and without the pause of its client after a NAK.
const guest = '(for try in $(seq 60); do timeout 1 "$@" && break; done) >/dev/null 2>&1 &';

const fault: Fault = {
  id: 'dhcp-lease-limit-reached',
  title: 'dnsmasq has given all the leases that it may give, offers and then refuses, while a VM goes on asking',
  layouts: bothLayouts,
  expects: 'dhcp-nak-sent',
  seenWith: ['--passive', '--wait', '3'],
  inject: (model) => [
    killByPidFile(dnsmasqPidFile(model)),
    ['ip', 'netns', 'exec', model.a.network.namespace, 'dnsmasq', ...argumentsOf(model)],
    askForLease(model.a.vm2),
    ['sh', '-c', guest, 'guest', ...askForLease(model.a.vm1, 1)],
  ],
  heal: (model) => [restart(model, 'dhcp')],
};

export default fault;
