import { type Known, mapKnown } from '../facts/known.ts';
import type { Interface, Route, Stack } from '../facts/stack.ts';
import { snatAddressesOfAgent } from '../netfilter/agent-rules.ts';
import type { Rule } from '../netfilter/rule.ts';
import { isInRange, prefixLengthOf } from './addresses.ts';
import { defineSection } from './define-section.ts';

/*
 * ifconfig shows one IPv4 address of a device. On qg that may be a floating IP, while the router's own address is told
 * by two others: the kernel has a route to its subnet, and the L3 agent translates to it.
 */

/** The stacks of the namespaces by their names, with the external addresses of routers where these are hidden. */
export const namespaceStacks = defineSection({
  name: 'namespaceStacks',
  facts: ['stacks', 'routerRules'],
  needs: [],
  build: ({ stacks, routerRules }): Stacks =>
    new Map(
      [...stacks].map(([namespace, stack]): [string, Stack] => {
        const rules = routerRules.get(namespace);
        return [namespace, rules === undefined ? stack : withOwnAddress(stack, rules)];
      }),
    ),
});

export type Stacks = ReadonlyMap<string, Stack>;

function withOwnAddress(stack: Stack, rules: Known<readonly Rule[]>): Stack {
  const { routes } = stack;
  if (!routes.known || !rules.known) return stack;
  const sources = snatAddressesOfAgent(rules.value);
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

const isOfSubnet = ({ family, prefixLength }: { readonly family: string; readonly prefixLength: number }): boolean =>
  family === 'inet' && prefixLength < 32;

/** As the kernel makes one for an address. */
export const isToSubnet = ({ gateway, destination, table }: Route): boolean =>
  gateway === undefined && table === 'main' && prefixLengthOf(destination) > 0 && prefixLengthOf(destination) < 32;
