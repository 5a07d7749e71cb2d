import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Excerpt } from '../../../src/facts/known.ts';
import { readBrctlShow } from '../../../src/facts/text/brctl-show.ts';
import { parseBridgeLink } from '../../../src/facts/text/bridge-link.ts';
import { readIfconfig } from '../../../src/facts/text/ifconfig.ts';
import { readIpAddress } from '../../../src/facts/text/ip-address.ts';
import { parseIpRule } from '../../../src/facts/text/ip-rule.ts';
import { parseIptablesList, parseIptablesSpec } from '../../../src/facts/text/iptables.ts';
import { parseNetnsList } from '../../../src/facts/text/netns-list.ts';
import { parseOvsList } from '../../../src/facts/text/ovs-list.ts';
import { parseOvsShow } from '../../../src/facts/text/ovs-show.ts';
import type { PartialInterface } from '../../../src/facts/text/partial-interface.ts';
import { parsePs } from '../../../src/facts/text/ps.ts';
import { parseIpRoute, parseNetstatRoutes } from '../../../src/facts/text/routes.ts';
import { parseSockets } from '../../../src/facts/text/sockets.ts';
import { parseSysctl } from '../../../src/facts/text/sysctl.ts';
import { rulesOfTable } from '../../../src/netfilter/tables.ts';

const folder = fileURLToPath(new URL('../../recordings/', import.meta.url));

export const recording = (path: string): string => readFileSync(`${folder}${path}`, 'utf8');

/** The versions of iproute2 that were recorded, all of one host in one state. */
export const iproutes = ['iproute2-ss111117', 'iproute2-ss131122', 'iproute2-ss151103', 'iproute2-6.1.0'] as const;

/** The interfaces of a whole listing. */
export function parseIpAddress(text: string): readonly PartialInterface[] {
  const { devices, gap } = readIpAddress(text);
  if (gap !== undefined) throw new Error(`an excerpt: ${gap}`);
  return devices;
}

/** The interfaces of a whole listing of ifconfig. */
export function parseIfconfig(text: string): readonly PartialInterface[] {
  const { devices, gap } = readIfconfig(text);
  if (gap !== undefined) throw new Error(`an excerpt: ${gap}`);
  return devices;
}

const bridgesIn = (text: string) => {
  const read = readBrctlShow(text);
  return read instanceof Excerpt ? read.seen : read;
};

/** The bridges of a whole listing. */
export function parseBrctlShow(text: string): ReadonlyMap<string, readonly string[]> {
  const read = readBrctlShow(text);
  if (read instanceof Excerpt) throw new Error(read.reason);
  return read;
}

/** Each parser as a list of what it found, one value per thing that has a name. */
const parsers: readonly (readonly [file: RegExp, parse: (text: string) => readonly unknown[]])[] = [
  [/ovs-vsctl_show$|^show/, (text) => parseOvsShow(text).bridges.flatMap(({ ports }) => ports)],
  [/^ps_/, parsePs],
  [/brctl/, (text) => [...bridgesIn(text)].flatMap(([bridge, ports]) => [bridge, ...ports.map((p) => [bridge, p])])],
  [/ifconfig/, (text) => readIfconfig(text).devices],
  [/^netstat(-.*[lp]|-W)|^ss-/, (text) => parseSockets(text).sockets],
  [/^list-/, (text) => parseOvsList(text).map((record) => [...record])],
  [/^bridge-/, (text) => [...parseBridgeLink(text)].flatMap(([bridge, ports]) => ports.map((port) => [bridge, port]))],
  [/^S-/, (text) => rulesOfTable(parseIptablesSpec('filter', text))],
  [/^L-/, (text) => rulesOfTable(parseIptablesList('filter', text))],
  [/^sysctl/, (text) => [...parseSysctl(text)]],
  [/netstat|^route-n/, parseNetstatRoutes],
  [/^ip-(o-)?route/, (text) => parseIpRoute(text)],
  [/^ip-rule/, parseIpRule],
  [/^ip-netns-list/, parseNetnsList],
  [/^ip-.*(addr|link)/, (text) => readIpAddress(text).devices],
];

/** Every recorded text with the parser that is meant for it. */
export const recordings = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.txt') || /^blog-post\/./.test(path))
  .map((path) => {
    const [, parse] = parsers.find(([file]) => file.test(path.replace(/^.*\//, ''))) ?? [];
    if (parse === undefined) throw new Error(`no parser for the recording ${path}`);
    return { path, text: recording(path), parse };
  });
