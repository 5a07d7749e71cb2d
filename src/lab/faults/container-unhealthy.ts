import { containersDir } from '../agents/library.ts';
import { containerStep, onHost } from '../kinds/podman.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'container-unhealthy',
  title: "the health check of the DHCP agent's container fails",
  layer: 'platform',
  layouts: ['kolla'],
  expects: 'container-unhealthy',
  effect: { shownBy: '/run/qdoctor-lab/as-host podman ps --filter health=unhealthy --format {{.Names}} | grep -q .' },
  inject: ({ services }) => [
    ['touch', `${containersDir}/${services.dhcp}.sick`],
    onHost('sh', '-c', 'podman healthcheck run neutron_dhcp_agent >/dev/null || :'),
    // What made it fail is over; nobody has asked since.
    ['rm', '-f', `${containersDir}/${services.dhcp}.sick`],
  ],
  heal: ({ services }) => [containerStep('recreate', services.dhcp)],
};

export default fault;
