import { labDir } from '../intent.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { quietly } from './steps.ts';

/*
 * The limit is the machine's, not the lab's. So what the commands read there are files of the lab, mounted over those
 * of the kernel where only the lab sees it.
 */
const folder = '/proc/sys/net/netfilter';

const fault: Fault = {
  id: 'conntrack-table-full',
  title: 'the host tracks as many connections as it may',
  layer: 'platform',
  layouts: bothLayouts,
  expects: 'conntrack-table-full',
  effect: { shownBy: '[ "$(cat /proc/sys/net/netfilter/nf_conntrack_count)" = 262144 ]' },
  inject: () =>
    ['count', 'max'].map((name) => [
      'sh',
      '-c',
      'echo 262144 >"$1/$2" && mount --bind "$1/$2" "$3/$2"',
      'sh',
      labDir,
      `nf_conntrack_${name}`,
      folder,
    ]),
  heal: () => ['count', 'max'].map((name) => quietly('umount', `${folder}/nf_conntrack_${name}`)),
};

export default fault;
