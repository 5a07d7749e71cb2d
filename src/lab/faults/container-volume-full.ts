import { labDir } from '../intent.ts';
import { containerStep, onHost } from '../kinds/podman.ts';
import type { Fault } from './fault.ts';

const folder = `${labDir}/full`;

const fault: Fault = {
  id: 'container-volume-full',
  title: 'no space is left for the logs of the containers',
  layer: 'platform',
  layouts: ['kolla'],
  expects: 'container-volume-full',
  effect: {
    shownBy:
      '[ "$(stat -f -c %a /proc/$(/run/qdoctor-lab/pid /run/neutron-openvswitch-agent.pid)/root/var/log/kolla)" = 0 ]',
  },
  fixes: { kolla: 0 },
  inject: ({ services }) => [
    onHost(
      'sh',
      '-ec',
      `mkdir -p ${folder}; mount -t tmpfs -o size=64k qdoctor-lab ${folder}; dd if=/dev/zero of=${folder}/core bs=4k 2>/dev/null || :`,
    ),
    containerStep('recreate', services.l2, `s|kolla_logs:/var/log/kolla/|${folder}:/var/log/kolla/|`),
  ],
  heal: ({ services }) => [
    containerStep('recreate', services.l2),
    onHost('sh', '-c', `umount ${folder} 2>/dev/null || :`),
  ],
};

export default fault;
