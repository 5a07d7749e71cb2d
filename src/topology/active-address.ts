import type { Interface, Stack } from '../facts/stack.ts';
import { addressesOn, isInRange } from './addresses.ts';
import { isToSubnet } from './hidden-addresses.ts';

/** keepalived.py: the first range of 169.254.0.0/16 that is free of others, by a prefix of 24. */
const activeRange = '169.254.0.0/16';
const activePrefix = 24;

/** Where not every address is shown, the kernel's route to its subnet tells of it. */
export function holdsActive(device: Interface, stack: Stack): boolean {
  if (addressesOn(device).some(isOfActive)) return true;
  if (device.hasEveryAddress || !stack.routes.known) return false;
  return stack.routes.value.some((route) => {
    const [address = '', prefixLength] = route.destination.split('/');
    return (
      route.device === device.name && isToSubnet(route) && isOfActive({ address, prefixLength: Number(prefixLength) })
    );
  });
}

/** Whether an address is one that keepalived holds while it is active, and not that of the port. */
export const isOfActive = ({
  address,
  prefixLength,
}: {
  readonly address: string;
  readonly prefixLength: number;
}): boolean => prefixLength === activePrefix && isInRange(address, activeRange);
