import { bothLayouts, type Fault } from './fault.ts';
import { quietly } from './steps.ts';

/*
 * The table is the machine's, which a lab neither sees nor may fill. So what the commands read there are files of the
 * lab, mounted over those of the kernel where only the lab sees it.
 */
const folders = ['/proc/sys/net/ipv4/neigh', '/proc/1/net'] as const;

const script = `mount -t tmpfs qdoctor-lab "$1"; mount -t tmpfs qdoctor-lab "$2"; mkdir "$1/default" "$2/stat"
for pair in 1:128 2:512 3:1024; do echo "\${pair#*:}" >"$1/default/gc_thresh\${pair%:*}"; done
printf 'entries  allocs   table_fulls\\n00000400 00001daa 0000002a\\n' >"$2/stat/arp_cache"`;

const fault: Fault = {
  id: 'neighbour-table-full',
  title: 'the kernel knows as many neighbours as it may',
  layer: 'platform',
  layouts: bothLayouts,
  expects: 'neighbour-table-full',
  effect: { shownBy: 'grep -q 00000400 /proc/1/net/stat/arp_cache' },
  inject: () => [['sh', '-ec', script, 'sh', ...folders]],
  heal: () => folders.map((folder) => quietly('umount', folder)),
};

export default fault;
