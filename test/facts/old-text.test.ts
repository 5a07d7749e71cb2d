import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Facts, factIds, gatherFacts } from '../../src/facts/index.ts';
import type { Known } from '../../src/facts/known.ts';
import type { Stack } from '../../src/facts/stack.ts';
import { openRecording } from '../../src/host/recording.ts';
import { packageRoot } from '../../src/package.ts';
import { openOldText } from '../support/old-text.ts';
import { diagnosisOf, healthyRecordings } from '../support/recorded-host.ts';

/*
 * One healthy lab in one state, recorded twice: as qdoctor does, and by tools whose outputs are for people.
 */

const saved = (how: 'shown' | 'listed') => openOldText(join(packageRoot, 'test/recordings/lab-neutron-text'), how);

const factsOf = (host: Parameters<typeof gatherFacts>[0]): Promise<Facts> => gatherFacts(host, factIds);

const [recorded, listed, shown] = await Promise.all([
  factsOf(openRecording(healthyRecordings.neutron)),
  factsOf(saved('listed')),
  factsOf(saved('shown')),
]);

function value<T>(fact: Known<T>): T {
  if (!fact.known) throw new Error(fact.reason);
  return fact.value;
}

const byName = <T extends { readonly name: string }>(list: readonly T[]): readonly T[] =>
  list.toSorted((one, other) => one.name.localeCompare(other.name));

/** What ifconfig and route tell of a stack. */
const asOfOld = ({ interfaces, routes, isForwarding, isComplete }: Stack) => ({
  isComplete,
  isForwarding: value(isForwarding),
  devices: byName(value(interfaces)).map(({ name, isUp, mac, mtu, addresses }) => ({
    ...{ name, isUp, mtu },
    mac: mac === '00:00:00:00:00:00' ? undefined : mac,
    first: addresses?.find(({ family }) => family === 'inet'),
  })),
  routes: value(routes)
    .filter(({ table }) => table === 'main')
    .map(({ destination, gateway, device, metric }) => [destination, gateway, device, metric].join(' '))
    .toSorted(),
});

test('text tells the same of each network stack', () => {
  expect([...listed.stacks.keys()].toSorted()).toEqual([...recorded.stacks.keys()].toSorted());
  expect(asOfOld(listed.hostStack)).toEqual(asOfOld(recorded.hostStack));
  for (const [name, stack] of recorded.stacks) {
    expect(asOfOld(listed.stacks.get(name) ?? stack)).toEqual(asOfOld(stack));
  }
});

test('and of the Linux bridges', () => {
  const mastersOf = (facts: Facts) =>
    byName(value(facts.hostStack.interfaces)).map(({ name, master }) => [name, master]);
  expect(mastersOf(listed)).toEqual(mastersOf(recorded));
});

test('and of the switch, where it is listed; where it is only shown, all but notes and numbers', () => {
  const portsOf = (facts: Facts) => byName(value(facts.database).bridges.flatMap(({ ports }) => ports));
  const { bridges: _, ...rest } = value(recorded.database);
  expect(value(listed.database)).toMatchObject(rest);
  expect(value(shown.database)).toMatchObject(rest);
  expect(portsOf(listed)).toEqual(portsOf(recorded));
  const bare = portsOf(recorded).map((port) => ({
    ...port,
    otherConfig: {},
    interfaces: port.interfaces.map((device) => ({
      ...device,
      externalIds: {},
      attachedMac: undefined,
      ofport: undefined,
    })),
  }));
  expect(portsOf(shown)).toEqual(bare);
});

test('and of the DHCP servers, their files, sockets and namespaces', () => {
  const serversOf = ({ dnsmasq }: Facts) =>
    value(dnsmasq)
      .map(({ hasHostPid: _, ...listed }) => listed)
      .toSorted((one, other) => one.pid - other.pid);
  expect(serversOf(listed)).toEqual(serversOf(recorded));
  expect(new Set(value(listed.dhcpSockets))).toEqual(new Set(value(recorded.dhcpSockets)));
  const foldersOf = ({ agentFiles }: Facts) =>
    value(agentFiles).dhcp.toSorted((one, other) => one.folder.localeCompare(other.folder));
  expect(foldersOf(listed)).toEqual(foldersOf(recorded));
});

test('and of the metadata proxies, the flows and the kernel', () => {
  const proxiesOf = ({ metadata: { proxies, ports } }: Facts) =>
    value(proxies)
      .map(({ pid, id, whereabouts }) => ({ pid, id, whereabouts, ports: value(ports).get(pid) }))
      .toSorted((one, other) => one.pid - other.pid);
  expect(proxiesOf(listed)).toEqual(proxiesOf(recorded));
  const textsOf = ({ flows }: Facts) =>
    [...flows].flatMap(([bridge, list]) => value(list).map(({ text }) => `${bridge} ${text}`)).toSorted();
  expect(textsOf(listed)).toEqual(textsOf(recorded));
  const { isBridgeFiltered, conntrackMax } = value(recorded.kernel);
  expect(value(listed.kernel)).toMatchObject({ isBridgeFiltered, conntrackMax, neighbours: undefined });
});

test.each(['shown', 'listed'] as const)('nothing is found in the text of a healthy host (%s)', async (how) => {
  expect((await diagnosisOf(saved(how))).findings).toEqual([]);
});
