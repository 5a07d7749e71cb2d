import { isIPv4, isIPv6 } from 'node:net';
import type { Route } from '../stack.ts';
import { outputLines, unparsable, unsupportedCapture } from './lines.ts';
import { ipv4Prefix, numberOf, prefixLengthOf, wordAfter } from './values.ts';

const typeOfWord: Readonly<Record<string, Route['type']>> = {
  unicast: 'unicast',
  local: 'local',
  broadcast: 'broadcast',
  blackhole: 'blackhole',
  unreachable: 'unreachable',
  prohibit: 'prohibit',
  throw: 'throw',
  anycast: 'other',
  multicast: 'other',
  nat: 'other',
};

/**
 * `ip route [show table all]`; the IPv6 routes of the latter are left out. Seen with iproute2 ss111117 (2011) to 6.1.
 * `ip route show table X` doesn't repeat the table: then the caller names it. Of several next hops, the first is told.
 */
export function parseIpRoute(text: string, table = 'main'): readonly Route[] {
  const routes: (readonly string[])[] = [];
  for (const line of outputLines(text, ['ip'])) {
    // `-o` joins the next hops with a backslash.
    const words = line.split(/\\?\s+/).filter((word) => word !== '');
    if (words[0] !== 'nexthop') routes.push(words);
    else routes.push([...(routes.pop() ?? refuse(line)), ...words]);
  }
  return routes.flatMap((words) => routeOf(words, table));
}

function routeOf(words: readonly string[], table: string): readonly Route[] {
  const line = words.join(' ');
  const type = Object.hasOwn(typeOfWord, words[0] ?? '') ? typeOfWord[words[0] ?? ''] : undefined;
  const [target, ...attributes] = type === undefined ? words : words.slice(1);
  if (isIpv6(target, attributes)) return [];
  const destination = ipv4Prefix(target) ?? refuse(line);
  const device = wordAfter(attributes, 'dev');
  // `via inet6 fe80::1` is a gateway of the other family.
  const via = wordAfter(attributes, 'via');
  const gateway = via === 'inet6' ? wordAfter(attributes, 'inet6') : via;
  if (gateway !== undefined && !isIPv4(gateway) && !isIPv6(gateway)) throw unsupportedCapture(line);
  if (attributes.some((word, index) => needsValue.has(word) && attributes[index + 1] === undefined)) refuse(line);
  if ((type ?? 'unicast') === 'unicast' && device === undefined) throw unparsable('a route without a device', line);
  // What a next hop says of itself is not said of the route.
  const own = attributes.slice(0, [...attributes, 'nexthop'].indexOf('nexthop'));
  return [
    {
      type: type ?? 'unicast',
      destination,
      gateway,
      device,
      table: wordAfter(own, 'table') ?? table,
      metric: own.includes('metric') ? numberOf(wordAfter(own, 'metric'), line) : 0,
      isOnlink: own.includes('onlink'),
      isLinkDown: own.includes('linkdown') || own.includes('dead'),
    },
  ];
}

const needsValue: ReadonlySet<string> = new Set(['via', 'dev', 'table', 'metric', 'proto', 'scope', 'src']);

/** `ip route show table all` lists both families. A default route has no address; only IPv6 has `pref` and `error`. */
function isIpv6(target: string | undefined, attributes: readonly string[]): boolean {
  const [address = ''] = (target ?? '').split('/');
  const gateway = wordAfter(attributes, 'via') ?? '';
  return (
    isIPv6(address) ||
    (target === 'default' && (isIPv6(gateway) || attributes.includes('pref') || attributes.includes('error')))
  );
}

function refuse(line: string): never {
  throw unsupportedCapture(line);
}

/** A route as far as the table of net-tools tells: `netstat -nr` has no metric, and neither tells the rest. */
export type PartialRoute = Omit<Route, 'metric' | 'isOnlink' | 'isLinkDown'> & { readonly metric: number | undefined };

const columns = ['Destination', 'Gateway', 'Genmask', 'Flags'];
const netstatHeading = [...columns, 'MSS', 'Window', 'irtt', 'Iface'].join(' ');
const routeHeading = [...columns, 'Metric', 'Ref', 'Use', 'Iface'].join(' ');

/**
 * `netstat -nr` and `route -n`: the main table. Seen with net-tools 1.60, 2.10 and BusyBox 1.35.
 * Where columns were lost in print, the rows run together with the heading: such a text is refused.
 */
export function parseNetstatRoutes(text: string): readonly PartialRoute[] {
  const lines = outputLines(text, ['netstat', 'route', 'ip']);
  const [title = '', headingLine = '', ...rows] = lines;
  const heading = headingLine.trim().split(/\s+/).join(' ');
  if (title.trim() !== 'Kernel IP routing table') throw unparsable('the title of a routing table is missing', title);
  if (heading !== netstatHeading && heading !== routeHeading) {
    throw unparsable('unknown heading of the routing table, columns may be missing', headingLine);
  }
  return rows.map((row) => rowOf(row, heading === routeHeading));
}

function rowOf(line: string, hasMetric: boolean): PartialRoute {
  const words = line.trim().split(/\s+/);
  const [destination = '', gateway = '', mask = '', flags = '', metric, , , device = ''] = words;
  if (words.length !== 8 || !/^[A-Z!]+$/.test(flags)) throw unsupportedCapture(line);
  if (flags.includes('G') && (!isIPv4(gateway) || gateway === '0.0.0.0')) throw unsupportedCapture(line);
  const isRejecting = flags.includes('!');
  // `U` without an interface is a blackhole, or a throw: the table has the same row for both.
  const hasDevice = device !== '*' && device !== '-';
  return {
    type: isRejecting ? 'unreachable' : hasDevice ? 'unicast' : 'other',
    destination: prefixOf(destination, mask, line),
    gateway: flags.includes('G') ? gateway : undefined,
    device: hasDevice ? device : undefined,
    table: 'main',
    metric: hasMetric ? numberOf(metric, line) : undefined,
  };
}

function prefixOf(destination: string, mask: string, line: string): string {
  const address = destination === 'default' ? '0.0.0.0' : destination;
  return ipv4Prefix(`${address}/${prefixLengthOf(mask, line)}`) ?? refuse(line);
}
