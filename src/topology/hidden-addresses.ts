import type { Facts } from '../facts/collect.ts';
import { type Known, mapKnown } from '../facts/known.ts';
import type { Interface, Route, Stack } from '../facts/stack.ts';
import { isInRange, prefixLengthOf } from './addresses.ts';

/*
 * ifconfig shows one IPv4 address of a device. On qg that may be a floating IP, while the router's own address is told
 * by two others: the kernel has a route to its subnet, and the L3 agent translates to it.
 */

/** The facts, with the external addresses of routers where these are hidden. */
export function withHiddenAddresses(facts: Facts): Facts {
  const stacks = [...facts.stacks].map(([namespace, stack]): [string, Stack] => {
    const rules = facts.routerRules.get(namespace);
    return [namespace, rules === undefined ? stack : withOwnAddress(stack, rules)];
  });
  return { ...facts, stacks: new Map(stacks) };
}

function withOwnAddress(stack: Stack, rules: Known<readonly string[]>): Stack {
  const { routes } = stack;
  if (!routes.known || !rules.known) return stack;
  const sources = rules.value.flatMap((rule) => rule.match(sourceOfAgent)?.[1] ?? []);
  const completed = (device: Interface): Interface => {
    const { addresses = [], hasEveryAddress } = device;
    if (hasEveryAddress || addresses.some(isOfSubnet)) return device;
    const hidden = routes.value
      .filter((route) => route.device === device.name && isToSubnet(route))
      .flatMap(({ destination }) => {
        const address = sources.find((source) => isInRange(source, destination));
        return address === undefined
          ? []
          : ({ family: 'inet', address, prefixLength: prefixLengthOf(destination) } as const);
      });
    return hidden.length === 0 ? device : { ...device, addresses: [...addresses, ...hidden] };
  };
  return { ...stack, interfaces: mapKnown(stack.interfaces, (all) => all.map(completed)) };
}

const sourceOfAgent = /^-A \S+-l3-agent-snat .*--to-source (\d+\.\d+\.\d+\.\d+)/;

const isOfSubnet = ({ family, prefixLength }: { readonly family: string; readonly prefixLength: number }): boolean =>
  family === 'inet' && prefixLength < 32;

/** As the kernel makes one for an address. */
export const isToSubnet = ({ gateway, destination, table }: Route): boolean =>
  gateway === undefined && table === 'main' && prefixLengthOf(destination) > 0 && prefixLengthOf(destination) < 32;
