import type { Fix } from '../engine/check.ts';
import { valuesOf } from '../facts/known.ts';
import type { Stack } from '../facts/stack.ts';
import { ip } from '../facts/within.ts';
import { addressesOn, cidrOf, type Ipv4Address, isInRange, rangeOf } from '../topology/addresses.ts';
import { safeFix } from './safe-fix.ts';

/** An address, and the device of the host or of a namespace that has it. */
export interface HeldAddress extends Ipv4Address {
  readonly device: string;
  readonly namespace: string | undefined;
}

/** Where a stack has an address, whatever its prefix; several devices may. */
export const holdersOf = (
  address: string,
  namespace: string | undefined,
  { interfaces }: Pick<Stack, 'interfaces'>,
): readonly HeldAddress[] =>
  valuesOf(interfaces).flatMap((device) =>
    addressesOn(device)
      .filter((held) => held.address === address)
      .map((held) => ({ ...held, device: device.name, namespace })),
  );

/**
 * Whether nothing goes with it: a stack that reaches a gateway by the address's subnet loses those routes, and the other
 * addresses that it has there (ip-sysctl.rst, `promote_secondaries`).
 */
export function goesAlone({ device, ...held }: HeldAddress, { interfaces, routes }: Stack): boolean {
  if (held.prefixLength === 32) return true;
  const range = rangeOf(held);
  const neighbours = valuesOf(interfaces)
    .filter(({ name }) => name === device)
    .flatMap((each) =>
      addressesOn(each).filter(({ address }) => address !== held.address && isInRange(address, range)),
    );
  const ways = valuesOf(routes).filter(({ gateway }) => gateway !== undefined && isInRange(gateway, range));
  return routes.known && [...neighbours, ...ways].length === 0;
}

/** Takes an address from a device that is not to have it. */
export function removeAddressFix({ device, namespace, ...held }: HeldAddress): Fix {
  const words = [cidrOf(held), 'dev', device];
  return safeFix(
    `Remove ${held.address} from ${device}`,
    [ip(namespace, 'address', 'del', ...words)],
    [ip(namespace, 'address', 'add', ...words)],
    'Find what added the address (a script, a leftover of another router) and stop that.',
  );
}
