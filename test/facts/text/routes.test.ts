import { describe, expect, test } from 'vitest';
import { Unparsable } from '../../../src/facts/known.ts';
import { parseIpRoute, parseNetstatRoutes } from '../../../src/facts/text/routes.ts';
import { iproutes, recording } from './recorded.ts';

interface JsonRoute {
  readonly type?: string;
  readonly dst: string;
  readonly gateway?: string;
  readonly dev?: string;
  readonly table?: string;
  readonly metric?: number;
  readonly flags: readonly string[];
  readonly nexthops?: readonly { readonly gateway: string; readonly dev: string }[];
}

const prefix = (target: string) => (target.includes('/') ? target : `${target}/32`);

// The same host in the same moment, by the JSON output of iproute2 6.1.0.
const truth = (JSON.parse(recording('iproute2-6.1.0/ip-route-table-all.json')) as readonly JsonRoute[])
  .filter(({ dst, gateway = '' }) => !`${dst}${gateway}`.includes(':'))
  .map((route) => ({
    type: route.type ?? 'unicast',
    destination: route.dst === 'default' ? '0.0.0.0/0' : prefix(route.dst),
    gateway: route.gateway ?? route.nexthops?.[0]?.gateway,
    device: route.dev ?? route.nexthops?.[0]?.dev,
    table: route.table ?? 'main',
    metric: route.metric ?? 0,
    isOnlink: route.flags.includes('onlink'),
    isLinkDown: route.flags.includes('linkdown'),
  }));
const main = truth.filter(({ table }) => table === 'main');
// linkdown came with iproute2 4.2 (2015).
const before2015 = { isLinkDown: false };

describe.each(iproutes)('%s', (version) => {
  const asListed = version === 'iproute2-6.1.0' || version === 'iproute2-ss151103' ? {} : before2015;

  test('the routes of all tables, without those of IPv6', () => {
    const parsed = parseIpRoute(recording(`${version}/ip-route-table-all.txt`));
    expect(parsed).toEqual(truth.map((route) => ({ ...route, ...asListed })));
  });

  test('the main table, also with -o', () => {
    const parsed = parseIpRoute(recording(`${version}/ip-route.txt`));
    expect(parsed).toEqual(main.map((route) => ({ ...route, ...asListed })));
    expect(parseIpRoute(recording(`${version}/ip-o-route.txt`))).toEqual(parsed);
  });
});

test('a gateway of the other family', () => {
  const parsed = parseIpRoute(recording('iproute2-6.1.0/ip-route-via-inet6.txt'));
  expect(parsed.find(({ destination }) => destination === '10.50.0.0/24')?.gateway).toBe('fd00::9');
});

test('a table that the caller asked for by name, and one without routes', () => {
  expect(parseIpRoute(recording('iproute2-6.1.0/ip-route.txt'), '100')[0]?.table).toBe('100');
  expect(parseIpRoute('')).toEqual([]);
});

test('a multipath route without its next hops is refused', () => {
  const text = recording('iproute2-6.1.0/ip-route.txt').replace(/^\tnexthop.*\n/gm, '');
  expect(() => parseIpRoute(text)).toThrow(Unparsable);
});

describe.each(['net-tools-1.60', 'net-tools-2.10', 'busybox-1.35.0'])('%s', (version) => {
  const kernelTable = main.map(({ isOnlink: _onlink, isLinkDown: _down, ...route }) => ({
    ...route,
    type: { prohibit: 'unreachable', blackhole: 'other' }[route.type] ?? route.type,
  }));
  const sorted = (routes: readonly { readonly destination: string; readonly gateway: string | undefined }[]) =>
    routes.toSorted((a, b) => (`${a.destination} ${a.gateway}` < `${b.destination} ${b.gateway}` ? -1 : 1));

  test('route -n', () => {
    expect(sorted(parseNetstatRoutes(recording(`${version}/route-n.txt`)))).toEqual(sorted(kernelTable));
  });

  test('netstat -nr, which has no metric', () => {
    const parsed = parseNetstatRoutes(recording(`${version}/netstat-nr.txt`));
    expect(sorted(parsed)).toEqual(sorted(kernelTable.map((route) => ({ ...route, metric: undefined }))));
  });
});

test('a gateway that the table can not show is refused', () => {
  expect(() => parseNetstatRoutes(recording('net-tools-2.10/route-n-via-inet6.txt'))).toThrow(/10\.50\.0\.0/);
});

test.each([
  'netstat_-nr',
  'ip_netns_exec_qdhcp-487dbcfc-62fb-4b87-ad8c-8fa4c015ac0a_netstat_-nr',
  'ip_netns_exec_qrouter-43ffd046-ca80-450c-b6aa-b3340a69ed3e_netstat_-nr',
])('the table of the blog post, which lost its columns, is refused: %s', (file) => {
  expect(() => parseNetstatRoutes(recording(`blog-post/${file}`))).toThrow(/columns may be missing/);
});
