import { createHash } from 'node:crypto';
import { stackCommand } from '../../src/facts/ip.ts';

import { type Command, type CommandResult, type Host, runOne } from '../../src/host/host.ts';
import { type Change, exited } from './edits/change.ts';

interface Tenant {
  readonly namespace: string;
  readonly inode: number;
  readonly devices: readonly (readonly [name: string, address: string, prefix: number])[];
}

/**
 * A host with further routers of other tenants, each with a range of its own. All of its namespaces show in /proc what `ip`
 * tells of them.
 */
export function manyRouters(count: number): Change {
  const tenants = Array.from({ length: count }, (_, index) => tenantOf(index));
  const byName = new Map(tenants.map((tenant) => [tenant.namespace, tenant]));
  return (host): Host => ({
    ...host,
    run: (commands) => Promise.all(commands.map(async (command) => answer(host, command, tenants, byName))),
  });
}

function tenantOf(index: number): Tenant {
  const hex = createHash('sha256').update(`tenant ${index}`).digest('hex');
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
  const key = `${hex.slice(32, 40)}-${hex.slice(40, 42)}`;
  return {
    namespace: `qrouter-${id}`,
    inode: 4026540000 + index,
    devices: [
      [`qr-${key}`, `10.77.${index}.1`, 24],
      [`qg-${key}`, `203.0.113.${10 + index}`, 24],
    ],
  };
}

async function answer(
  host: Host,
  command: Command,
  tenants: readonly Tenant[],
  byName: ReadonlyMap<string, Tenant>,
): Promise<CommandResult> {
  const words = command.argv.join(' ');
  const namespace = / (?:-n|exec) (\S+)/.exec(words)?.[1] ?? '';
  const tenant = byName.get(namespace);
  if (words.includes(' /proc/net/dev '))
    return exited(
      outlineOf(tenant === undefined ? await runOne(host, stackCommand(namespace)) : exited(stackOf(tenant))),
      0,
    );
  if (words.startsWith('ip -n ') && tenant !== undefined) return exited(stackOf(tenant));
  if (words.endsWith('iptables-save') && tenant !== undefined) return exited('');
  const result = await runOne(host, command);
  if (result.kind !== 'exited') return result;
  const added = (line: (tenant: Tenant) => string) => exited(`${result.stdout}${tenants.map(line).join('')}`);
  if (words === 'ip netns list') return added((one) => `${one.namespace}\n`);
  if (words.startsWith('find /run/netns')) return added((one) => `${one.inode} /run/netns/${one.namespace}\n`);
  return result;
}

/** What `ip -batch` prints: addresses, routes, rules and settings. */
function stackOf({ devices }: Tenant): string {
  const links = [['lo', '127.0.0.1', 8] as const, ...devices].map(([ifname, local, prefixlen]) => ({
    ifname,
    flags: ['UP', 'LOWER_UP'],
    mtu: 1500,
    operstate: 'UNKNOWN',
    addr_info: [{ family: 'inet', local, prefixlen }],
  }));
  const routes = devices.map(([dev, address]) => ({ dst: `${address.replace(/\d+$/, '0')}/24`, dev }));
  const rules = [
    { priority: 0, src: 'all', table: 'local' },
    { priority: 32766, src: 'all', table: 'main' },
  ];
  const settings = [{ family: 'inet', interface: 'all', forwarding: true, proxy_neigh: false }];
  const gateway = { dst: 'default', gateway: '203.0.113.1', dev: devices[1]?.[0] };
  return `${[links, [...routes, gateway], rules, settings].map((part) => JSON.stringify(part)).join('\n')}\n`;
}

/** The devices, routes and addresses of that stack as the kernel shows them in /proc. */
function outlineOf(result: CommandResult): string {
  if (result.kind !== 'exited') return '';
  const [links = [], routes = []] = result.stdout
    .split('\n')
    .slice(0, 2)
    .map((line) => JSON.parse(line) as readonly Printed[]);
  const shown = (table: string, lines: readonly string[]) =>
    lines.map((line) => `/proc/net/${table}:${line}\n`).join('');
  const inMain = routes.filter(({ dst = '', table }) => table === undefined && dst.includes('/'));
  return [
    shown(
      'dev',
      links.map(({ ifname }) => `${ifname}: 0 0`),
    ),
    shown(
      'route',
      inMain.map(
        ({ dst = '', dev }) =>
          `${dev}\t${hexOf(dst.split('/')[0] ?? '')}\t00000000\t0001\t0\t0\t0\t${maskOf(dst)}\t0\t0\t0`,
      ),
    ),
    shown('fib_trie', [
      'Main:',
      ...links.flatMap(({ addr_info: held = [] }) =>
        held
          .filter(({ family }) => family === 'inet')
          .flatMap(({ local }) => [`     |-- ${local}`, '        /32 host LOCAL']),
      ),
    ]),
  ].join('');
}

interface Printed {
  readonly ifname?: string;
  readonly addr_info?: readonly { readonly family: string; readonly local: string }[];
  readonly dst?: string;
  readonly dev?: string;
  readonly table?: string;
}

const hexOf = (address: string): string =>
  Buffer.from(address.split('.').map(Number).toReversed()).toString('hex').toUpperCase();

function maskOf(range: string): string {
  const bits = '1'.repeat(Number(range.split('/')[1])).padEnd(32, '0');
  const bytes = bits.match(/.{8}/g) ?? [];
  return hexOf(bytes.map((byte) => Number.parseInt(byte, 2)).join('.'));
}
