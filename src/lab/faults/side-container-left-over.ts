import { uuidOf } from '../ids.ts';
import { onHost } from '../kinds/podman.ts';
import { imageOf } from '../kinds/podman-images.ts';
import type { Fault } from './fault.ts';

const name = `neutron_dhcp_agent_dnsmasq_qdhcp-${uuidOf('network', 'deleted')}`;

const fault: Fault = {
  id: 'side-container-left-over',
  title: 'a container for the dnsmasq of a network that was deleted still runs',
  layer: 'platform',
  layouts: ['kolla'],
  expects: 'side-container-left-over',
  effect: { shownBy: '/run/qdoctor-lab/as-host podman ps --format {{.Names}} | grep -q _dnsmasq_' },
  inject: () => [
    onHost(
      'podman',
      'run',
      '--detach',
      '--quiet',
      `--name=${name}`,
      '--network=host',
      imageOf('neutron-dhcp-agent'),
      'sleep',
      '1000000',
    ),
  ],
  heal: () => [onHost('podman', 'rm', '--force', '--ignore', '--time=0', name)],
};

export default fault;
