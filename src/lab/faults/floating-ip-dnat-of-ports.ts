import { within } from '../../facts/within.ts';
import type { Argv } from '../../host/process.ts';
import type { LabModel } from '../model.ts';
import type { Fault } from './fault.ts';

/** Puts one rule in the place of another. */
function swapped({ a: { router, vm1 }, floatingIp }: LabModel, put: readonly string[], take: readonly string[]) {
  const call = (verb: string, match: readonly string[]): Argv =>
    within(
      router.namespace,
      ...['iptables', '-t', 'nat', verb, 'neutron-l3-agent-PREROUTING', '-d', `${floatingIp}/32`],
      ...[...match, '-j', 'DNAT', '--to-destination', vm1.address],
    );
  return [call('-D', take), call('-A', put)];
}

const ports = ['-p', 'tcp', '--dport', '80:443'];

const fault: Fault = {
  id: 'floating-ip-dnat-of-ports',
  title: 'the floating IP is translated for some ports only',
  layer: 'floating-ip',
  layouts: ['neutron'],
  expects: 'floating-ip-dnat-missing',
  effect: { shownBy: 'ip netns exec "$1" iptables -t nat -S | grep "dport 80:443"' },
  inject: (model) => swapped(model, ports, []),
  heal: (model) => swapped(model, [], ports),
};

export default fault;
