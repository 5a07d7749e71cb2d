import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { collectFacts } from '../../src/facts/collect.ts';
import type { Host } from '../../src/host/host.ts';
import { openRecording } from '../../src/host/recording.ts';
import { packageRoot } from '../../src/package.ts';
import { mapOf, mapSchema, type NetworkMap } from '../../src/report/map.ts';
import { renderDot, renderMermaid } from '../../src/report/map-graph.ts';
import { layoutOf } from '../../src/report/map-layout.ts';
import type { Area } from '../../src/report/map-measures.ts';
import { renderSvg } from '../../src/report/map-svg.ts';
import { renderMapText } from '../../src/report/map-text.ts';
import { buildTopology } from '../../src/topology/build.ts';
import { healthyHost, healthyRecordings } from '../support/recorded-host.ts';

async function mapOfHost(host: Host): Promise<NetworkMap> {
  const facts = await collectFacts(host, { isInScope: () => true, onProgress: () => undefined });
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
    const [text, mermaid, dot] = [renderMapText(map), renderMermaid(map), renderDot(map)];
    for (const { name } of map.places) for (const drawing of [mermaid, dot]) expect(drawing).toContain(`"${name}"`);
    for (const { by } of map.wires) for (const drawing of [text, mermaid, dot]) expect(drawing).toContain(by);
    for (const { name, network } of map.ports) {
      expect(text).toContain(`  ${name}  `);
      expect(text).toContain(network === null ? 'network not known' : network.id);
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
    const isApart = (one: Area, other: Area) =>
      one.x + one.width < other.x ||
      other.x + other.width < one.x ||
      one.y + one.height < other.y ||
      other.y + other.height < one.y;
    const overlaps = boxes.flatMap((one) =>
      boxes.filter((other) => one !== other && !isApart(one, other)).map((other) => [one.place.name, other.place.name]),
    );
    expect(overlaps).toEqual([]);
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
  expect(ports.map(({ seenIn }) => seenIn)).toEqual(ports.map(() => null));
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
  expect(renderMapText(map)).not.toContain('\u001b');
  const drawn = elementsOf(renderSvg(map));
  expect(new Set(drawn.map((element) => element.name))).toEqual(new Set(['svg', 'title', 'rect', 'path', 'text']));
  expect(drawn.filter(({ name }) => name === 'text').map(({ text }) => text)).toContain('x"];\\x1b[2J<script>\\x0a--');
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
