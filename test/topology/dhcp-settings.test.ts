import { expect, test } from 'vitest';
import { dnsmasqOf } from '../../src/facts/dnsmasq.ts';
import type { Process } from '../../src/facts/processes.ts';
import { settingsFor } from '../../src/topology/dhcp-settings.ts';
import type { DhcpServer } from '../../src/topology/networks.ts';

const mac = 'fa:16:3e:00:00:05';

/** A server with these lines in its files, and nothing else that matters here. */
function serverWith(host: readonly string[], options: readonly string[], args: string): DhcpServer {
  const hosts = host.map((line) => ({
    mac: line.slice(0, 17),
    address: line.match(/[\d.]+\.\d+$|[\d.]+(?=,set)/)?.[0] ?? '',
    line,
  }));
  const files = '--dhcp-hostsfile=/var/lib/neutron/dhcp/5e1b4a0c-0000-4000-8000-000000000001/host';
  const processes = dnsmasqOf([{ pid: 1, args: `${args} ${files}` } as Process]);
  return { files: { hosts, options }, processes } as unknown as DhcpServer;
}

const range = '--dhcp-range=set:subnet-1,10.11.12.0,static,255.255.255.0,86400s';
const line = `${mac},host-10-11-12-5.openstacklocal,10.11.12.5`;

test('address, router, name servers and MTU, as today and as in Folsom', () => {
  const today = serverWith(
    [line],
    [
      'tag:subnet-1,option:dns-server,10.0.0.1,10.0.0.2',
      'tag:subnet-1,option:router,10.11.12.1',
      'tag:subnet-1,249,0.0.0.0/0',
    ],
    `dnsmasq ${range} --dhcp-option-force=option:mtu,1450`,
  );
  expect(settingsFor(today, mac)).toEqual({
    address: '10.11.12.5',
    options: new Map([
      ['router', ['10.11.12.1']],
      ['dns-server', ['10.0.0.1', '10.0.0.2']],
      ['mtu', ['1450']],
    ]),
    leaseSeconds: 86_400,
  });
  const folsom = serverWith(
    [line],
    ['tag:tag0,option:router,10.11.12.1'],
    'dnsmasq --dhcp-range=set:tag0,10.11.12.0,static,120s',
  );
  expect(settingsFor(folsom, mac)).toMatchObject({ options: new Map([['router', ['10.11.12.1']]]), leaseSeconds: 120 });
});

test("another subnet's lines, an option of the port's own beside the network's, and the server itself: not told", () => {
  const options = (lines: readonly string[], host = line) =>
    settingsFor(serverWith([host], lines, `dnsmasq ${range}`), mac)?.options.get('router');
  expect(options(['tag:subnet-2,option:router,10.11.13.1'])).toBeUndefined();
  expect(options(['tag:subnet-1,option:router,0.0.0.0'])).toBeUndefined();
  expect(options(['tag:subnet-1,option:router'])).toBeUndefined();
  const own = ['tag:subnet-1,option:router,10.11.12.1', 'tag:port-1,option:router,10.11.12.9'];
  expect(options(own)).toEqual(['10.11.12.1']);
  expect(options(own, `${mac},host-5.x,10.11.12.5,set:port-1`)).toBeUndefined();
  expect(options(['tag:subnet-1,3,10.11.12.1'])).toEqual(['10.11.12.1']);
});

test('a client that is not in the host file, or in it twice, and a server that does not run: nothing is told', () => {
  expect(settingsFor(serverWith([], [], `dnsmasq ${range}`), mac)).toBeUndefined();
  expect(settingsFor(serverWith([line, line.replace('12.5', '13.5')], [], `dnsmasq ${range}`), mac)).toBeUndefined();
  expect(settingsFor({ ...serverWith([line], [], ''), processes: [] }, mac)).toBeUndefined();
});

test('the lease time of the range, unless a line sets another one', () => {
  const lease = (field: string, options: readonly string[] = [], host = line) =>
    settingsFor(serverWith([host], options, `dnsmasq ${range.replace('86400s', field)}`), mac)?.leaseSeconds;
  expect(['600', '5s', '45m', '12h', '2d', 'infinite'].map((field) => lease(field))).toEqual([
    600,
    120,
    2700,
    43_200,
    172_800,
    undefined,
  ]);
  expect(lease('12h', ['tag:subnet-1,option:lease-time,600'])).toBeUndefined();
  expect(lease('12h', ['tag:subnet-1,51,600'])).toBeUndefined();
  expect(lease('12h', [], `${line},1h`)).toBeUndefined();
});
