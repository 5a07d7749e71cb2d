import { required } from '../engine/check.ts';
import { valuesOf } from '../facts/known.ts';
import type { Interface, Stack } from '../facts/stack.ts';
import type { SwitchInterface } from '../facts/switch.ts';
import { ipv4Of, isInRange } from '../topology/addresses.ts';
import type { ExternalBridge } from '../topology/external.ts';
import type { Inputs } from '../topology/index.ts';
import { heldBy } from './devices.ts';

/**
 * The host's own devices by which a bridge leads out: NICs, bonds, VLANs. Ports that the switch makes itself (internal,
 * patch, tunnel) are not among them, nor are the taps of VMs, nor those whose device is gone.
 */
export function nicsOf(view: Pick<ExternalBridge, 'bridge' | 'uplinks'>, hostStack: Stack): readonly Interface[] {
  const names = nicPorts(view).map(({ name }) => name);
  return required(hostStack.interfaces).filter(({ name, kind }) => names.includes(name) && kind !== 'tun');
}

/** Devices that nobody but an administrator makes. A physical NIC has no kind at all. */
const nicKinds: readonly (string | undefined)[] = [undefined, 'bond', 'team', 'vlan'];

const nicName = /^(?:eth|en|em|bond)/;

const agentsName = /^(?:qvo|qvb|qbr|tap|int-|phy-|qr-|qg-)/;

/**
 * NICs that are up with a carrier and serve nothing: no address, no bridge, no device on top. Where a bridge has no way
 * out, one of them may be the uplink that it lost.
 */
export function unusedNics({
  hostStack,
  switchDatabase,
}: Inputs<'hostStack' | 'switchDatabase'>): readonly Interface[] {
  const devices = required(hostStack.interfaces);
  const parents = new Set(devices.map(({ parent }) => parent));
  const plugged = new Set(
    switchDatabase.known
      ? switchDatabase.value.bridges.flatMap(({ name, ports }) => [name, ...ports.map((port) => port.name)])
      : [],
  );
  return devices.filter(
    (device) =>
      device.isUp === true &&
      device.hasCarrier === true &&
      device.master === false &&
      device.name !== 'lo' &&
      // In a container a NIC is one end of a veth pair.
      (nicKinds.includes(device.kind) || (device.kind === 'veth' && nicName.test(device.name))) &&
      !agentsName.test(device.name) &&
      ipv4Of(device)?.length === 0 &&
      !parents.has(device.name) &&
      !plugged.has(device.name),
  );
}

/** Without an uplink nobody but the host itself can be the routers' gateway, and then the bridge's device has its address. */
export const hasNoUplink = ({ bridge, interface: device, uplinks, ranges }: ExternalBridge): boolean =>
  bridge !== undefined && device !== undefined && uplinks.length === 0 && ranges.length > 0;

/** Whether the bridge's device has an address of the external network. */
export function hasOwnAddress({ interface: device, ranges }: ExternalBridge): boolean {
  const held = device === undefined ? [] : heldBy(device);
  return held.some(({ address }) => ranges.some((range) => isInRange(address, range)));
}

/**
 * Uplinks that the switch could not open, as the host has no device of the name. Where the host's devices are not known, the
 * switch's own word for it is enough.
 */
export function missingNics(
  { bridge, uplinks }: Pick<ExternalBridge, 'bridge' | 'uplinks'>,
  { interfaces, isComplete }: Stack,
): readonly SwitchInterface[] {
  const names = new Set(valuesOf(interfaces).map(({ name }) => name));
  const isSaid = ({ error = '' }: SwitchInterface) => /\(No such device\)$/.test(error);
  const isMissed = ({ ofport, error }: SwitchInterface) => (ofport === -1 || error !== undefined) && isComplete;
  return nicPorts({ bridge, uplinks }).filter(
    (port) => !names.has(port.name) && (isSaid(port) || (required(interfaces) !== undefined && isMissed(port))),
  );
}

/** The ports of a bridge that lead out by devices of the host, whether those exist or not. */
export const nicPorts = ({ bridge, uplinks }: Pick<ExternalBridge, 'bridge' | 'uplinks'>): readonly SwitchInterface[] =>
  (bridge?.ports ?? [])
    .filter(({ name }) => uplinks.includes(name))
    .flatMap(({ interfaces }) => interfaces.filter(({ type }) => type === ''));
