import { requiredPart } from '../engine/check.ts';
import type { Interface } from '../facts/stack.ts';
import { type Ipv4Address, ipv4Of } from '../topology/addresses.ts';

/* What a check needs to know of a device. */

export const isUp = (device: Interface): boolean => requiredPart(device.isUp, `whether ${device.name} is up`);

export const heldBy = (device: Interface): readonly Ipv4Address[] =>
  requiredPart(ipv4Of(device), `the addresses of ${device.name}`);
