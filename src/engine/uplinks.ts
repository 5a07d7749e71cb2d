import type { Interface } from '../facts/stack.ts';
import type { ExternalBridge } from '../topology/types.ts';
import { told } from './check.ts';

/**
 * The host's own devices by which a bridge leads out: NICs, bonds, VLANs. Ports that the switch makes itself (internal,
 * patch, tunnel) are not among them, nor are the taps of VMs, nor those whose device is gone.
 */
export function nicsOf({ bridge, uplinks, host }: ExternalBridge): readonly Interface[] {
  const names = (bridge?.ports ?? [])
    .filter(({ name }) => uplinks.includes(name))
    .flatMap(({ interfaces }) => interfaces.filter(({ type }) => type === '').map(({ name }) => name));
  return told(host.stack.interfaces).filter(({ name, kind }) => names.includes(name) && kind !== 'tun');
}
