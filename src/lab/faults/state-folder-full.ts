import { bothLayouts, type Fault } from './fault.ts';

const size = (words: string) =>
  ['sh', '-c', `${words}; exec mount -o remount,size="$size" "$1"`, 'sh', '/var/lib'] as const;

const fault: Fault = {
  id: 'state-folder-full',
  title: 'no space is left where the agents keep their state',
  layer: 'platform',
  layouts: bothLayouts,
  expects: 'state-folder-full',
  effect: { shownBy: '! dd if=/dev/zero of=/var/lib/more bs=64k count=1' },
  fixes: { folsom: 0, neutron: 0 },
  // /var/lib is a file system of the lab's own: as large as what is in it, it is full.
  inject: () => [size(`set -- "$1" $(df -k --output=used "$1"); size="$3"k`)],
  heal: () => [size('size=50%')],
};

export default fault;
