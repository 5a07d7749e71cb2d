import { containerStep, onHost } from '../kinds/podman.ts';
import type { Fault } from './fault.ts';

const nameServer = (address: string) => [onHost('sh', '-c', 'echo "nameserver $1" >/etc/resolv.conf', 'sh', address)];

const fault: Fault = {
  id: 'container-resolver-outdated',
  title: 'the container of the L3 agent asks the name server that the host had before',
  layer: 'platform',
  layouts: ['kolla'],
  expects: 'container-resolver-outdated',
  effect: {
    shownBy: '! grep -q 203.0.113.54 /proc/$(/run/qdoctor-lab/pid /run/neutron-l3-agent.pid)/root/etc/resolv.conf',
  },
  inject: ({ services }) => [
    ...nameServer('203.0.113.53'),
    containerStep('recreate', services.l3),
    ...nameServer('203.0.113.54'),
  ],
  heal: ({ services }) => [onHost('sh', '-c', ': >/etc/resolv.conf'), containerStep('recreate', services.l3)],
};

export default fault;
