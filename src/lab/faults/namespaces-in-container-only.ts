import type { Argv } from '../../host/process.ts';
import { containerStep } from '../kinds/podman.ts';
import type { Fault } from './fault.ts';
import { quietly } from './steps.ts';

const fault: Fault = {
  id: 'namespaces-in-container-only',
  title: 'the container of the DHCP agent does not share /run/netns with the host',
  layer: 'platform',
  layouts: ['kolla'],
  expects: 'namespaces-not-shared',
  effect: { shownBy: '! ip netns exec "$5" true' },
  fixes: { kolla: 0 },
  inject: ({ services, a, b }) => [
    containerStep('stop', services.dhcp),
    ...[a, b].map(({ network }): Argv => ['ip', 'netns', 'delete', network.namespace]),
    containerStep('recreate', services.dhcp, 's|/run/netns:shared|/run/netns|'),
  ],
  heal: ({ services, a, b }) => [
    containerStep('stop', services.dhcp),
    ...[a, b].map(({ network }): Argv => quietly('ip', 'netns', 'delete', network.namespace)),
    containerStep('recreate', services.dhcp),
  ],
};

export default fault;
