import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checks } from '../../checks/index.ts';
import type { Check } from '../../src/engine/check.ts';
import type { Facts } from '../../src/facts/index.ts';
import { openArchive, openRecording } from '../../src/host/recording.ts';
import { packageRoot } from '../../src/package.ts';
import { placesOf, sectionsFor } from '../../src/playbook/places.ts';
import { command } from '../../src/playbook/steps/command.ts';
import { watchDhcp } from '../../src/probes/watch-dhcp.ts';
import { watchReach } from '../../src/probes/watch-reach.ts';
import { watchWire } from '../../src/probes/watch-wire.ts';
import { mapOf, mapSections } from '../../src/report/map/map.ts';
import { buildTopology } from '../../src/topology/build.ts';
import {
  findNetwork,
  findPort,
  findRouter,
  routersOfNetworks,
  sectionsOfNeeds,
  sectionsToFind,
} from '../../src/topology/find.ts';
import { foundations, sections, type Topology } from '../../src/topology/index.ts';
import { hostSubject } from '../../src/topology/subject.ts';
import { watchTraces } from '../../src/traces/watch-traces.ts';
import { networkCheck } from '../engine/made-up-checks.ts';
import { factsOf } from '../support/recorded-host.ts';

/*
 * What is gathered, and what `qdoctor checks ID` says that a check looks at, follows from what checks and sections
 * declare. So each has to read all that it declares, on some recording at least, and nothing else on any.
 */

/** The folders of recordings of whole hosts: qdoctor's own, and saved outputs with the switch among them. */
const folders = ['recordings', 'test/recordings'].flatMap((root) =>
  readdirSync(join(packageRoot, root), { recursive: true, encoding: 'utf8' })
    .filter((path) => ['manifest.json', 'ovs-vsctl_show', 'ovs-vsctl_list_Port'].includes(basename(path)))
    .map((path) => join(packageRoot, root, dirname(path))),
);

/** Those that are packed, with other layouts and with walked journeys among them. */
const archives = readdirSync(join(packageRoot, 'test/recordings'))
  .filter((name) => name.endsWith('.tar.gz'))
  .map((name) => join(packageRoot, 'test/recordings', name));

const watching = { isInScope: () => true, wantedPorts: [], permission: { may: 'send' } } as const;

const hosts = await Promise.all(
  [
    ...[...new Set(folders)].map(async (folder) => openRecording(folder)),
    ...archives.map(async (archive) => openArchive(archive)),
  ].map(async (opening) => {
    const host = await opening;
    const facts = await factsOf(host);
    return { host, facts, topology: await watchWire(host, buildTopology(facts, host.name), watching) };
  }),
);

/** An object that notes by which names it is read. */
const noting = <T extends object>(source: T, reads: Set<string>): T =>
  new Proxy(source, {
    get(target, name) {
      reads.add(String(name));
      return Reflect.get(target, name);
    },
  });

/** Whatever is asked of it, it gives itself. By it a check is asked whose section no recording has an item of. */
const blank: never = new Proxy(() => blank, {
  get: (_, name) => (name === Symbol.toPrimitive ? () => '' : name === Symbol.iterator ? [][Symbol.iterator] : blank),
}) as never;

/** The names of the inputs that a check reads, over all recordings. */
function readsOf({ each, applies, judge }: Check): readonly string[] {
  const reads = new Set<string>();
  for (const { topology } of hosts) {
    const inputs = noting(topology, reads);
    const section = topology[each];
    for (const item of [...(section.known ? section.value : []), blank]) {
      // One that can't tell has read what it takes for that, and a blank item drives any check mad.
      quietly(() => applies?.(item as never, inputs) !== false && judge(item as never, inputs));
      quietly(() => judge(item as never, inputs));
    }
  }
  return [...reads].sort();
}

function quietly(work: () => unknown): void {
  try {
    work();
  } catch {}
}

const inOrder = (names: readonly string[] = []) => [...names].sort();

describe('a check reads what it declares, and nothing else:', () => {
  test.each(checks.map((check) => [check.id, check] as const))('%s', (_, check) => {
    expect(readsOf(check)).toEqual(inOrder(check.with));
  });

  test('one that reads more is found out', () => {
    const sly = networkCheck('sly', [], {
      with: ['flows'],
      judge: (_, { flows, services }) => void [flows, services],
    });
    expect(readsOf(sly)).toEqual(['flows', 'services']);
  });

  test('and so is one that declares more', () => {
    const greedy = networkCheck('greedy', [], {
      with: ['flows', 'services'],
      judge: (_, { flows }) => void flows,
    });
    expect(readsOf(greedy)).toEqual(['flows']);
  });
});

describe('a section is made from what it declares, and from nothing else:', () => {
  const built = [...sections, ...foundations].filter(({ source }) => source === 'facts');

  test.each(built.map((section) => [section.name, section] as const))('%s', (_, section) => {
    const reads = { facts: new Set<string>(), sections: new Set<string>() };
    for (const { facts, topology, host } of hosts) {
      const given = [noting(facts, reads.facts), noting(topology, reads.sections)] as const;
      section.build(given[0] as never, given[1] as never, hostSubject(host.name));
    }
    expect([...reads.facts].sort()).toEqual(inOrder(section.facts));
    expect([...reads.sections].sort()).toEqual(inOrder(section.needs.map(({ name }) => name)));
  });
});

describe('a probe learns where to look from what its sections declare, and from nothing else:', () => {
  const declared = (...names: readonly string[]) =>
    inOrder([
      ...new Set(
        sections
          .filter(({ name }) => names.includes(name))
          .flatMap(({ facts, needs }) => [...facts, ...needs.map(({ name }) => name)]),
      ),
    ]);

  test('DHCP', async () => {
    const reads = new Set<string>();
    for (const { host, topology } of hosts) await watchDhcp(host, noting(topology, reads), watching);
    expect([...reads].sort()).toEqual(declared('dhcpWatches', 'dhcpSessions'));
  });

  test('what routers reach', async () => {
    const reads = new Set<string>();
    for (const { host, topology } of hosts) await watchReach(host, noting(topology, reads), () => true, []);
    expect([...reads].sort()).toEqual(declared('reaches'));
  });

  test('journeys', async () => {
    const reads = new Set<string>();
    for (const { host, topology } of hosts) {
      const options = { isInScope: () => true, wantedPorts: [], isExplained: () => false };
      await watchTraces(host, noting(topology, reads), options);
    }
    expect([...reads].sort()).toEqual(declared('traces'));
  });
});

describe('what is shown or asked for besides is what its list names, and nothing else:', () => {
  const readBy = (work: (topology: Topology, facts: Facts, host: string) => unknown): readonly string[] => {
    const reads = new Set<string>();
    for (const { topology, facts, host } of hosts) quietly(() => work(noting(topology, reads), facts, host.name));
    return [...reads].sort();
  };

  test('the map', () => {
    expect(readBy((topology, { database }, host) => mapOf(host, topology, database))).toEqual(inOrder(mapSections));
  });

  test('a network, a router or a port by its name', () => {
    expect(readBy((topology) => findNetwork(topology, 'x'))).toEqual(inOrder(sectionsToFind.networks));
    expect(readBy((topology) => findRouter(topology, 'x'))).toEqual(inOrder(sectionsToFind.routers));
    expect(readBy((topology) => findPort(topology, 'x'))).toEqual(inOrder(sectionsToFind.ports));
    expect(readBy((topology) => routersOfNetworks(topology, ['x']))).toEqual(inOrder(sectionsOfNeeds));
  });

  test("the places of a playbook's step", () => {
    for (const where of [{ in: 'router' }, { in: 'dhcp' }, { for_each: 'networks' }, { for_each: 'vm-ports' }]) {
      const step = command.schema.parse({
        ...{ id: 'a-step', title: 'A step', why: 'It has to be.', command: ['true'], reads: true },
        ...{ ...where, expect: [{ exit: 0, message: 'It failed.' }] },
      });
      expect(readBy((topology, _, host) => placesOf(step, topology, host))).toEqual(inOrder(sectionsFor(step)));
    }
  });
});
