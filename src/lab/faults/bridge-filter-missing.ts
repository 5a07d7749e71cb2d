import { labDir } from '../intent.ts';
import { whereTyped } from '../kinds/containers.ts';
import type { Fault } from './fault.ts';
import { quietly } from './steps.ts';

const folder = '/proc/sys/net/bridge';

// The module is the machine's: it is hidden from the lab, and what would load it there only takes the veil away.
const hideModule = `mount -t tmpfs -o ro qdoctor-lab "$1"
printf '#!/bin/sh\\n[ "$1" = br_netfilter ] && umount %s\\n' "$1" >"$2/modprobe"
chmod 755 "$2/modprobe"`;
const replaceLoader = 'mount --bind "$1/modprobe" "$(readlink -f "$(command -v modprobe)")"';

const fault: Fault = {
  id: 'bridge-filter-missing',
  title: 'the module by which frames on bridges pass the rules of security groups is not loaded',
  layer: 'platform',
  // The lab's Quantum of 2012 has no hybrid firewall.
  layouts: ['neutron'],
  expects: 'bridge-filter-off',
  effect: { shownBy: '[ ! -e /proc/sys/net/bridge/bridge-nf-call-iptables ]' },
  inject: (model) => [
    ['sh', '-ec', hideModule, 'sh', folder, labDir],
    whereTyped(model, ['sh', '-ec', replaceLoader, 'sh', labDir]),
  ],
  heal: (model) => [
    quietly('umount', folder),
    whereTyped(model, ['sh', '-c', 'umount "$(readlink -f "$(command -v modprobe)")" 2>/dev/null || :']),
  ],
};

export default fault;
