import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Facts, factIds, gatherFacts } from '../../src/facts/index.ts';
import type { Interface, Stack } from '../../src/facts/stack.ts';
import { openRecording } from '../../src/host/recording.ts';
import { packageRoot } from '../../src/package.ts';
import { buildTopology } from '../../src/topology/build.ts';

const facts = await gatherFacts(openRecording(join(packageRoot, 'test/recordings/lab-neutron-text/shown')), factIds);

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

const addressesIn = (stacks: Facts['stacks']) =>
  [...stacks.values()].flatMap(({ interfaces }) =>
    interfaces.known
      ? interfaces.value.filter(({ name }) => name.startsWith('qg-')).map(({ addresses }) => addresses)
      : [],
  );

const completed = (read: Facts) => buildTopology(read, 'net01').namespaceStacks;

const own = addressesIn(facts.stacks).map((addresses) => addresses?.find(({ family }) => family === 'inet'));
const floating = { family: 'inet', address: '203.0.113.150', prefixLength: 32 } as const;

test('where ifconfig shows a floating IP, route and rule tell the own address of the router', () => {
  const hidden = withGateways((device) => ({ ...device, addresses: [floating] }));
  expect(addressesIn(completed(hidden))).toEqual(own.map((address) => [floating, address]));
});

test('a device without any address has none, whatever the rules say', () => {
  const bare = withGateways((device) => ({ ...device, addresses: [], hasEveryAddress: true }));
  expect(addressesIn(completed(bare))).toEqual(own.map(() => []));
});

test('where nothing tells the addresses and no route does, they stay untold', () => {
  const untold = withGateways((device) => ({ ...device, addresses: undefined, hasEveryAddress: false }));
  const stacks = new Map(
    [...untold.stacks].map(([name, stack]) => [name, { ...stack, routes: { known: true, value: [] } } as const]),
  );
  expect(addressesIn(completed({ ...untold, stacks }))).toEqual(own.map(() => undefined));
});
