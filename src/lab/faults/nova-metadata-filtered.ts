import { metadataOfA } from '../journeys.ts';
import type { Fault } from './fault.ts';

const rule = ['OUTPUT', '-o', 'lo', '-p', 'tcp', '--dport', '8775', '-j', 'DROP'] as const;

const fault: Fault = {
  id: 'nova-metadata-filtered',
  title: "a rule that drops what the host sends to nova's metadata API",
  layer: 'metadata',
  // Folsom's routers have no proxy.
  layouts: ['neutron'],
  expects: 'nova-metadata-unreachable',
  effect: { breaks: [...metadataOfA, 'b1-metadata'] },
  fixes: { neutron: 0 },
  inject: () => [['iptables', '-I', ...rule]],
  heal: () => [['sh', '-c', 'iptables -D "$@" 2>/dev/null || true', 'sh', ...rule]],
};

export default fault;
