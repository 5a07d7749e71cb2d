import type { Interface } from '../facts/stack.ts';
import { type Ipv4Address, ipv4Of } from '../topology/addresses.ts';
import { toldPart } from './check.ts';

/* What a check has to be told of a device. */

export const isUp = (device: Interface): boolean => toldPart(device.isUp, `whether ${device.name} is up`);

export const heldBy = (device: Interface): readonly Ipv4Address[] =>
  toldPart(ipv4Of(device), `the addresses of ${device.name}`);
