import type { Argv } from '../../host/process.ts';
import { hostNic, type LabModel } from '../model.ts';
import { healExternalBridge, quietly } from './steps.ts';

/** The host's NIC as the lab has it, with its one address: no port of br-ex, which may hold the NIC's addresses by now. */
export function unbridgeHostNic(model: LabModel, addressFromFault: string): readonly Argv[] {
  const { device, address, peer, prefix } = hostNic;
  const own = `${address}/${prefix}`;
  return [
    ['ovs-vsctl', '--if-exists', 'del-port', 'br-ex', device],
    ...[device, 'br-ex'].flatMap((name) =>
      [addressFromFault, own].map((held) => quietly('ip', 'address', 'delete', held, 'dev', name)),
    ),
    ['ip', 'address', 'replace', own, 'dev', device],
    ['ip', 'route', 'replace', 'default', 'via', peer, 'dev', device],
    ...healExternalBridge(model),
    // The LAN has learned the MAC of br-ex for the host's address.
    ['ip', '-n', 'lan', 'neigh', 'flush', 'all'],
  ];
}
