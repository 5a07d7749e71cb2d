import { containerStep, onHost } from '../kinds/podman.ts';
import { imageOf } from '../kinds/podman-images.ts';
import type { Fault } from './fault.ts';

const older = imageOf('neutron-l3-agent').replace('2024.1', '2023.1');

const fault: Fault = {
  id: 'container-of-other-release',
  title: 'the container of the L3 agent was left at an older release',
  layer: 'platform',
  layouts: ['kolla'],
  expects: 'container-release-differs',
  effect: { shownBy: '/run/qdoctor-lab/as-host podman ps --format {{.Image}} | grep -q 2023' },
  fixes: { kolla: 0 },
  inject: ({ services }) => [
    onHost('podman', 'tag', imageOf('neutron-l3-agent'), older),
    containerStep('recreate', services.l3, `s|${imageOf('neutron-l3-agent')}|${older}|`),
  ],
  heal: ({ services }) => [containerStep('recreate', services.l3)],
};

export default fault;
