import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { factIds, gatherFacts } from '../../src/facts/index.ts';
import type { Host } from '../../src/host/host.ts';
import { openRecording } from '../../src/host/recording.ts';
import { packageRoot } from '../../src/package.ts';
import { vlanColors } from '../../src/report/map/colors.ts';
import { renderDot, renderMermaid } from '../../src/report/map/graph.ts';
import { layoutOf } from '../../src/report/map/layout.ts';
import { type MapPort, mapOf, mapSchema, type NetworkMap } from '../../src/report/map/map.ts';
import type { Area, Box } from '../../src/report/map/measures.ts';
import { renderSvg } from '../../src/report/map/svg.ts';
import { renderMapText } from '../../src/report/map/text.ts';
import { buildTopology } from '../../src/topology/build.ts';
import { healthyHost, healthyRecordings } from '../support/recorded-host.ts';

async function mapOfHost(host: Host): Promise<NetworkMap> {
  const facts = await gatherFacts(host, factIds);
  // Whatever is mapped is as the published schema says.
  return mapSchema.parse(mapOf(host.name, buildTopology(facts, host.name), facts.database));
}

describe.each(['folsom', 'neutron'] as const)('the map of a healthy %s host', (layout) => {
  test('leads from every VM to the DHCP server and the router of its network, and from there outside', async () => {
    const { places, ports, wires, unknown } = await mapOfHost(healthyHost(layout));
    expect(unknown).toEqual([]);
    const reached = (from: string, seen = new Set<string>()): Set<string> => {
      if (seen.has(from)) return seen;
      seen.add(from);
      for (const wire of wires) {
        if (wire.from === from) reached(wire.to, seen);
        if (wire.to === from) reached(wire.from, seen);
      }
      return seen;
    };
    const everything = reached('br-int');
    expect(places.filter(({ name }) => !everything.has(name))).toEqual([]);
    expect(places.filter(({ kind }) => kind === 'vm')).toHaveLength(3);
    expect(new Set(ports.map(({ role }) => role))).toEqual(
      new Set(['dhcp', 'router-interface', 'router-gateway', 'vm']),
    );
    for (const { role, network, tag, seenIn, state } of ports) {
      expect([seenIn?.length, state]).toEqual([1, 'up']);
      if (role !== 'router-gateway') expect([typeof tag, typeof network?.because]).toEqual(['number', 'string']);
    }
    const tagsOf = (id: string) => new Set(ports.filter(({ network }) => network?.id === id).map(({ tag }) => tag));
    for (const { role, network } of ports) {
      if (role === 'dhcp') expect(tagsOf(network?.id ?? '').size).toBe(1);
    }
  });

  test('is drawn with every place and wire in each format', async () => {
    const map = await mapOfHost(healthyHost(layout));
    const [text, mermaid, dot] = [renderMapText(map, 80), renderMermaid(map), renderDot(map)];
    for (const { name } of map.places) for (const drawing of [mermaid, dot]) expect(drawing).toContain(`"${name}"`);
    for (const { by } of map.wires) for (const drawing of [text, mermaid, dot]) expect(drawing).toContain(by);
    for (const { name, network } of map.ports) {
      expect(text).toContain(`  ${name}  `);
      expect(text).toContain(network === null ? 'network unknown' : network.id);
    }
    expect(mermaid.split('\n').filter((line) => line.includes(' --- ') || line.includes(' ---|'))).toHaveLength(
      map.wires.length,
    );
    expect(dot.split('\n').filter((line) => line.includes(' -- '))).toHaveLength(map.wires.length);
  });

  test('is drawn as a picture with every place, port and wire, the boxes apart from each other', async () => {
    const map = await mapOfHost(healthyHost(layout));
    const elements = elementsOf(renderSvg(map));
    const texts = elements.filter(({ name }) => name === 'text').map(({ text }) => text);
    for (const { name } of map.places) expect(texts).toContain(name);
    for (const { name, role } of map.ports) expect(texts.join('\n')).toContain(`${name}  ${role}  `);
    const paths = elements.filter(({ name }) => name === 'path');
    expect(paths.map(({ text }) => text).toSorted()).toEqual(map.wires.map(({ by }) => by).toSorted());

    const { boxes, frame, width, height } = layoutOf(map);
    expectApart(boxes);
    for (const area of [frame, ...boxes]) {
      expect([area.x >= 0, area.y >= 0, area.x + area.width < width, area.y + area.height < height]).not.toContain(
        false,
      );
    }
  });
});

test('what the author of the blog post printed is mapped, and the rest is said to be unknown', async () => {
  const { ports, unknown } = await mapOfHost(openRecording(join(packageRoot, 'test/recordings/blog-post')));
  const rolesOf = (role: string) => ports.filter((port) => port.role === role).map(({ name, tag }) => [name, tag]);
  expect(rolesOf('dhcp')).toEqual([['tap0b9f0940-2c', 1]]);
  expect(rolesOf('vm')).toEqual([
    ['qvoa0bca375-a9', 1],
    ['qvo10d38cf7-7e', 1],
  ]);
  expect(rolesOf('router-interface')).toEqual([['qr-fce20708-25', 1]]);
  expect(rolesOf('router-gateway')).toEqual([['qg-5dd85641-81', null]]);
  // What was printed in a namespace proves that it is there, with the devices in it.
  const router = 'qrouter-43ffd046-ca80-450c-b6aa-b3340a69ed3e';
  expect(Object.fromEntries(ports.map(({ name, seenIn }) => [name, seenIn]))).toEqual({
    'qr-fce20708-25': [router],
    'qg-5dd85641-81': [router],
    'tap0b9f0940-2c': ['qdhcp-487dbcfc-62fb-4b87-ad8c-8fa4c015ac0a'],
    'qvoa0bca375-a9': null,
    'qvo10d38cf7-7e': null,
  });
  expect(unknown.join()).toContain('ip netns list');
});

test('names that a host made up end no quotes and reach no terminal raw', () => {
  const name = 'x"];\u001b[2J<script>\n--';
  const map: NetworkMap = {
    format: 'qdoctor.map/1',
    host: name,
    places: [{ name, kind: 'vm' }],
    ports: [],
    wires: [{ from: name, to: name, kind: 'port', by: name }],
    unknown: [name],
  };
  for (const drawing of [renderMermaid(map), renderDot(map)]) {
    expect(drawing).not.toMatch(/[\u001b<>]|x"/);
    expect(drawing.trim().split('\n').length).toBeLessThan(7);
  }
  expect(renderMapText(map, 80)).not.toContain('\u001b');
  const drawn = elementsOf(renderSvg(map));
  expect(new Set(drawn.map((element) => element.name))).toEqual(new Set(['svg', 'title', 'rect', 'path', 'text']));
  expect(drawn.filter(({ name }) => name === 'text').map(({ text }) => text)).toContain('x"];\\x1b[2J<script>\\x0a--');
});

describe.each([2, 6, 8, 40, 300])('a picture with %i VLANs on each of two bridges', (count) => {
  const ports = ['br-int', 'br-ex'].flatMap((bridge) =>
    Array.from(
      { length: count / 2 },
      (_, index): MapPort => ({
        name: `tap${bridge}${index}`,
        role: 'dhcp',
        bridge,
        tag: index + 1,
        network: null,
        seenIn: [],
        state: 'up',
        addresses: [],
      }),
    ),
  );

  test('has a colour of its own for each', () => {
    const colorOf = vlanColors(ports);
    expect(new Set(ports.map(colorOf)).size).toBe(ports.length);
    expect(ports.map(colorOf)).not.toContain(undefined);
  });

  test('says which is which, in a legend within the picture', () => {
    const map: NetworkMap = { format: 'qdoctor.map/1', host: 'net01', places: [], ports, wires: [], unknown: [] };
    const { legend, width } = layoutOf(map);
    expectApart(legend);
    expect(legend.filter(({ x, width: own }) => x + own > width)).toEqual([]);
    const shown = legend.flatMap(({ port }) => (port === undefined ? [] : [`${port.bridge} ${port.tag}`]));
    expect(shown).toEqual([...new Set(shown)]);
    const texts = legend.map(({ text }) => text);
    if (ports.length <= 24) expect(texts).toContain(`br-ex tag ${count / 2}`);
    else expect(texts).toContain(`and ${ports.length - 24} more local VLANs`);
  });
});

test('a picture has no character that XML has no room for', () => {
  const name = '\u0000\u001b\u009b\ufffe\uffff\ud800\u202e&"\'<]]>';
  const map: NetworkMap = {
    format: 'qdoctor.map/1',
    host: name,
    places: [],
    ports: [],
    wires: [],
    unknown: [`${name}${'long '.repeat(100)}`],
  };
  const drawing = renderSvg(map);
  expect(drawing).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\ufffe\uffff\u202e\p{Surrogate}]/u);
  expect(elementsOf(drawing)[0]).toMatchObject({ name: 'svg' });
});

test('a port that is on the dead VLAN is drawn as such, up to its guest', async () => {
  const healthy = await mapOfHost(healthyHost('folsom'));
  const isVm = ({ role }: NetworkMap['ports'][number]) => role === 'vm';
  const name = healthy.ports.find(isVm)?.name ?? '';
  const ports = healthy.ports.map((port) => (port.name === name ? { ...port, tag: 'dead' as const } : port));
  const dashed = elementsOf(renderSvg({ ...healthy, ports })).filter(({ attributes }) =>
    attributes.has('stroke-dasharray'),
  );
  expect(elementsOf(renderSvg(healthy)).some(({ attributes }) => attributes.has('stroke-dasharray'))).toBe(false);
  expect(dashed.map(({ text }) => text)).toEqual([expect.stringContaining(name), expect.stringMatching(/^tap/)]);
});

function expectApart(boxes: readonly (Area & Partial<Pick<Box, 'title'>>)[]): void {
  const isApart = (one: Area, other: Area) =>
    one.x + one.width < other.x ||
    other.x + other.width < one.x ||
    one.y + one.height < other.y ||
    other.y + other.height < one.y;
  const overlaps = boxes.flatMap((one, index) =>
    boxes.slice(index + 1).flatMap((other) => (isApart(one, other) ? [] : [[one.title, other.title]])),
  );
  expect(overlaps).toEqual([]);
}

/** So many networks with a router, a DHCP server and so many VMs each, all on br-int. */
function mapWith(networks: number, vmsOfEach: number): NetworkMap {
  const each = Array.from({ length: networks }, (_, index) => {
    const network = { id: `${String(index).padStart(8, '0')}-0000-4000-8000-000000000000`, because: 'agent' };
    const [router, dhcp] = [`qrouter-${network.id}`, `qdhcp-${network.id}`];
    const port = (name: string, role: Role, tag: number) =>
      ({ name, role, bridge: 'br-int', tag, network, seenIn: [], state: 'up', addresses: [] }) as const;
    const keys = Array.from({ length: vmsOfEach }, (_, vm) => `${index}-${vm}`);
    return {
      places: [
        { name: router, kind: 'router' } as const,
        { name: dhcp, kind: 'dhcp' } as const,
        ...keys.flatMap((key) => [
          { name: `qbr${key}`, kind: 'linux-bridge' } as const,
          { name: `VM ${key}`, kind: 'vm' } as const,
        ]),
      ],
      ports: [
        port(`qg-${index}`, 'router-gateway', 1),
        port(`qr-${index}`, 'router-interface', index + 2),
        port(`tap-${index}`, 'dhcp', index + 2),
        ...keys.map((key) => port(`qvo${key}`, 'vm', index + 2)),
      ],
      wires: [
        { from: 'br-int', to: router, kind: 'port', by: `qg-${index}` } as const,
        { from: 'br-int', to: router, kind: 'port', by: `qr-${index}` } as const,
        { from: 'br-int', to: dhcp, kind: 'port', by: `tap-${index}` } as const,
        ...keys.flatMap((key) => [
          { from: 'br-int', to: `qbr${key}`, kind: 'veth', by: `qvo${key} = qvb${key}` } as const,
          { from: `qbr${key}`, to: `VM ${key}`, kind: 'member', by: `tap${key}` } as const,
        ]),
      ],
    };
  });
  return {
    format: 'qdoctor.map/1',
    host: 'net01',
    places: [{ name: 'br-int', kind: 'switch-bridge' }, ...each.flatMap(({ places }) => places)],
    ports: each.flatMap(({ ports }) => ports),
    wires: each.flatMap(({ wires }) => wires),
    unknown: [],
  };
}

type Role = NetworkMap['ports'][number]['role'];

test.each([
  [3, 2],
  [30, 2],
  [200, 1],
  [1, 90],
])(
  '%i networks with %i VMs each are about as wide as a screen, every box apart and each VLAN in its colour',
  (networks, vms) => {
    const map = mapWith(networks, vms);
    const { boxes, width, height } = layoutOf(map);
    expectApart(boxes);
    expect(width / height).toBeGreaterThan(1);
    expect(width / height).toBeLessThan(3);
    const elements = elementsOf(renderSvg(map));
    const wires = elements.filter(({ name }) => name === 'path');
    expect(wires).toHaveLength(map.wires.length);
    const colors = new Map(wires.map(({ text, attributes }) => [text, attributes.get('stroke')]));
    const interfaces = map.ports.filter(({ role }) => role === 'router-interface');
    expect(new Set(interfaces.map(({ name }) => colors.get(name))).size).toBe(networks);
  },
);

interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly text: string;
}

/** The elements of a document in XML's simplest forms, in their order; anything else, or wrongly nested, is an error. */
function elementsOf(xml: string): readonly Element[] {
  const [head = '', body = ''] = [xml.slice(0, xml.indexOf('\n')), xml.slice(xml.indexOf('\n') + 1)];
  expect(head).toBe('<?xml version="1.0" encoding="UTF-8"?>');
  const words = `(?:[^<>&"]|&(?:amp|lt|gt|quot);)*`;
  const token = new RegExp(`<([a-z]+)((?: [a-zA-Z:-]+="${words}")*)(/?)>|</([a-z]+)>|${words}`, 'gy');
  const elements: (Element & { text: string })[] = [];
  const open: (Element & { text: string })[] = [];
  for (let at = 0; at < body.length; at = token.lastIndex) {
    const [whole = '', name, attributes = '', isEmpty, closed] = token.exec(body) ?? [];
    if (whole === '') throw new Error(`no XML: ${body.slice(at, at + 60)}`);
    if (closed !== undefined) expect(open.pop()?.name).toBe(closed);
    else if (name === undefined) for (const element of open) element.text += plain(whole).trim();
    else {
      const pairs = [...attributes.matchAll(/ ([^=]+)="([^"]*)"/g)];
      const element = {
        name,
        attributes: new Map(pairs.map(([, key = '', value = '']) => [key, plain(value)])),
        text: '',
      };
      expect(element.attributes.size).toBe(pairs.length);
      elements.push(element);
      if (isEmpty === '') open.push(element);
    }
  }
  expect(open).toEqual([]);
  expect(elements.filter(({ name }) => name === 'svg')).toHaveLength(1);
  return elements;
}

const plain = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

test('the command line: every format from a recording; another one is refused', () => {
  const map = (format: string) =>
    spawnSync(
      process.execPath,
      [join(packageRoot, 'dist/src/cli.js'), 'map', '--from', healthyRecordings.neutron, '--format', format],
      { encoding: 'utf8' },
    );
  expect(map('text')).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/^How lab is wired\n/) });
  expect(JSON.parse(map('json').stdout)).toMatchObject({ format: 'qdoctor.map/1', host: 'lab', unknown: [] });
  expect(map('mermaid').stdout).toMatch(/^flowchart LR\n/);
  expect(map('dot').stdout).toMatch(/^graph qdoctor \{\n/);
  expect(map('svg').stdout).toMatch(/^<\?xml .*\n<svg [\s\S]*<\/svg>\n$/);
  expect(map('png')).toMatchObject({ status: 2, stdout: '' });
});
