import { join } from 'node:path';
import { expect, test } from 'vitest';
import { collectFacts, type Facts } from '../../src/facts/collect.ts';
import type { Interface, Stack } from '../../src/facts/stack.ts';
import { openRecording } from '../../src/host/recording.ts';
import { packageRoot } from '../../src/package.ts';
import { withHiddenAddresses } from '../../src/topology/hidden-addresses.ts';

const facts = await collectFacts(openRecording(join(packageRoot, 'test/recordings/lab-neutron-text/shown')), {
  isInScope: () => true,
  onProgress: () => {},
});

/** The facts with something else in place of what is told of the routers' external devices. */
const withGateways = (change: (device: Interface) => Interface): Facts => ({
  ...facts,
  stacks: new Map(
    [...facts.stacks].map(([name, stack]): [string, Stack] => {
      const { interfaces } = stack;
      if (!interfaces.known) return [name, stack];
      const value = interfaces.value.map((device) => (device.name.startsWith('qg-') ? change(device) : device));
      return [name, { ...stack, interfaces: { known: true, value } }];
    }),
  ),
});

const addressesIn = ({ stacks }: Facts) =>
  [...stacks.values()].flatMap(({ interfaces }) =>
    interfaces.known
      ? interfaces.value.filter(({ name }) => name.startsWith('qg-')).map(({ addresses }) => addresses)
      : [],
  );

const own = addressesIn(facts).map((addresses) => addresses?.find(({ family }) => family === 'inet'));
const floating = { family: 'inet', address: '203.0.113.150', prefixLength: 32 } as const;

test('where ifconfig shows a floating IP, route and rule tell the own address of the router', () => {
  const hidden = withGateways((device) => ({ ...device, addresses: [floating] }));
  expect(addressesIn(withHiddenAddresses(hidden))).toEqual(own.map((address) => [floating, address]));
});

test('a device without any address has none, whatever the rules say', () => {
  const bare = withGateways((device) => ({ ...device, addresses: [], hasEveryAddress: true }));
  expect(addressesIn(withHiddenAddresses(bare))).toEqual(own.map(() => []));
});

test('where nothing tells the addresses and no route does, they stay untold', () => {
  const untold = withGateways((device) => ({ ...device, addresses: undefined, hasEveryAddress: false }));
  const stacks = new Map(
    [...untold.stacks].map(([name, stack]) => [name, { ...stack, routes: { known: true, value: [] } } as const]),
  );
  expect(addressesIn(withHiddenAddresses({ ...untold, stacks }))).toEqual(own.map(() => undefined));
});
