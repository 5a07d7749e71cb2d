import { all, answered, type Change, eachLine, exited, printed } from './change.ts';

/** As far as `ip -j` was recorded: every other key of it is passed on as it is. */
interface Address {
  readonly family: string;
  readonly local: string;
  readonly prefixlen: number;
}
interface Link {
  readonly ifname: string;
  readonly flags: readonly string[];
  readonly addr_info: readonly Address[];
  readonly [key: string]: unknown;
}
interface Route {
  readonly dst: string;
  readonly dev?: string;
  readonly gateway?: string;
  readonly [key: string]: unknown;
}
interface Setting {
  readonly family: string;
  readonly interface: string;
  readonly [key: string]: unknown;
}
interface Stack {
  readonly links: readonly Link[];
  readonly routes: readonly Route[];
  readonly rules: readonly Readonly<Record<string, unknown>>[];
  readonly settings: readonly Setting[];
}

/** `undefined`: the host itself. */
type Place = string | undefined;

const isStackOf = (argv: readonly string[], place: Place): boolean =>
  argv[0] === 'ip' && argv.includes('-batch') && (place === undefined ? argv[1] !== '-n' : argv[2] === place);

/** One answer of `ip -batch` has these four in a row. */
function rewritten(text: string, change: (stack: Stack) => Stack): string {
  const [links = '[]', routes = '[]', rules = '[]', settings = '[]'] = text.trim().split('\n');
  const changed = change({
    links: JSON.parse(links) as Link[],
    routes: JSON.parse(routes) as Route[],
    rules: JSON.parse(rules) as Record<string, unknown>[],
    settings: JSON.parse(settings) as Setting[],
  });
  const answers = [changed.links, changed.routes, changed.rules, changed.settings];
  return `${answers.map((answer) => JSON.stringify(answer)).join('\n')}\n`;
}

/** What `ip` tells of a namespace, or of the host itself. */
const stack = (place: Place, change: (stack: Stack) => Stack): Change =>
  printed(
    (argv) => isStackOf(argv, place),
    (text) => rewritten(text, change),
  );

/** What `ip` tells wherever the device is. */
const whereIs = (name: string, change: (stack: Stack) => Stack): Change =>
  printed(
    (argv) => argv[0] === 'ip' && argv.includes('-batch'),
    (text) =>
      rewritten(text, (before) => (before.links.some(({ ifname }) => ifname === name) ? change(before) : before)),
  );

const link = (name: string, change: (link: Link) => Link): Change =>
  whereIs(name, (before) => ({
    ...before,
    links: before.links.map((one) => (one.ifname === name ? change(one) : one)),
  }));

/** The kernel's own routes (table local) stay: no check goes by them. */
const withoutRoutesBy = (name: string): Change =>
  whereIs(name, (before) => ({ ...before, routes: before.routes.filter(({ dev }) => dev !== name) }));

const addressOf = (cidr: string): Address => {
  const [local = '', prefix = '32'] = cidr.split('/');
  return { family: 'inet', local, prefixlen: Number(prefix) };
};

const setting = (name: string, key: string, value: unknown): Change =>
  whereIs(name, (before) => ({
    ...before,
    settings: before.settings.map((one) =>
      one.interface === name && one.family === 'inet' ? { ...one, [key]: value } : one,
    ),
  }));

/** A network device, in whichever namespace it is. */
export const device = (name: string) => ({
  /** Set down, with which the kernel drops the routes that lead out by it. */
  down: (): Change =>
    all(
      link(name, (one) => ({
        ...one,
        flags: one.flags.filter((flag) => flag !== 'UP' && flag !== 'LOWER_UP'),
        operstate: 'DOWN',
      })),
      withoutRoutesBy(name),
    ),
  withoutCarrier: (): Change =>
    link(name, (one) => ({
      ...one,
      flags: ['NO-CARRIER', ...one.flags.filter((flag) => flag !== 'LOWER_UP')],
      operstate: 'DOWN',
    })),
  mtu: (mtu: number): Change => link(name, (one) => ({ ...one, mtu })),
  mac: (address: string): Change => link(name, (one) => ({ ...one, address })),
  /** A port of another bridge, or of none. */
  master: (master: string | undefined): Change =>
    link(name, ({ master: _, ...one }) => (master === undefined ? one : { ...one, master })),
  withFlag: (flag: string): Change => link(name, (one) => ({ ...one, flags: [...one.flags, flag] })),
  /** IPv4 addresses in place of its own; with none left, the kernel drops its routes. */
  addresses: (...cidrs: readonly string[]): Change =>
    all(
      link(name, (one) => ({
        ...one,
        addr_info: [...one.addr_info.filter(({ family }) => family !== 'inet'), ...cidrs.map(addressOf)],
      })),
      cidrs.length === 0 ? withoutRoutesBy(name) : (host) => host,
    ),
  withAddress: (cidr: string): Change =>
    link(name, (one) => ({ ...one, addr_info: [...one.addr_info, addressOf(cidr)] })),
  withoutAddress: (address: string): Change =>
    link(name, (one) => ({ ...one, addr_info: one.addr_info.filter(({ local }) => local !== address) })),
  gone: (): Change =>
    whereIs(name, (before) => ({
      ...before,
      links: before.links.filter(({ ifname }) => ifname !== name),
      routes: before.routes.filter(({ dev }) => dev !== name),
      settings: before.settings.filter((one) => one.interface !== name),
    })),
  renamed: (to: string): Change =>
    whereIs(name, (before) => ({
      ...before,
      links: before.links.map((one) => (one.ifname === name ? { ...one, ifname: to } : one)),
      routes: before.routes.map((one) => (one.dev === name ? { ...one, dev: to } : one)),
      settings: before.settings.map((one) => (one.interface === name ? { ...one, interface: to } : one)),
    })),
  /** Another kind of device of the same name, as `ip -d` has it. */
  kind: (kind: string): Change => link(name, (one) => ({ ...one, linkinfo: { info_kind: kind } })),
  forwarding: (isOn: boolean): Change => setting(name, 'forwarding', isOn),
  proxyArp: (isOn: boolean): Change => setting(name, 'proxy_neigh', isOn),
});

/** One more device, made from another one, in a namespace or on the host. */
export const newDevice = (
  place: Place,
  name: string,
  shape: {
    readonly mac?: string;
    readonly kind?: string;
    readonly master?: string;
    readonly mtu?: number;
    readonly flags?: readonly string[];
    readonly addresses?: readonly string[];
  } = {},
): Change =>
  stack(place, (before) => ({
    ...before,
    links: [
      ...before.links,
      {
        ifindex: 900 + before.links.length,
        ifname: name,
        flags: shape.flags ?? ['BROADCAST', 'MULTICAST', 'UP', 'LOWER_UP'],
        mtu: shape.mtu ?? 1500,
        operstate: 'UP',
        link_type: 'ether',
        address: shape.mac ?? '02:00:00:00:09:01',
        ...(shape.kind === undefined ? {} : { linkinfo: { info_kind: shape.kind } }),
        ...(shape.master === undefined ? {} : { master: shape.master }),
        addr_info: (shape.addresses ?? []).map(addressOf),
      },
    ],
  }));

/** The routes of a namespace, or of the host itself. */
export const routes = (place?: string) => ({
  /** `default` or a range. */
  without: (destination: string): Change =>
    stack(place, (before) => ({ ...before, routes: before.routes.filter(({ dst }) => dst !== destination) })),
  with: (...more: readonly Route[]): Change =>
    stack(place, (before) => ({
      ...before,
      routes: [...more.map((route) => ({ type: 'unicast', table: 'main', flags: [], ...route })), ...before.routes],
    })),
  /** The route to a destination, with other words in it. */
  changed: (destination: string, words: Readonly<Record<string, unknown>>): Change =>
    stack(place, (before) => ({
      ...before,
      routes: before.routes.map((one) => (one.dst === destination ? { ...one, ...words } : one)),
    })),
});

/** The policy rules of a namespace, or of the host itself. */
export const policyRules = (place?: string) => ({
  with: (rule: Readonly<Record<string, unknown>>): Change =>
    stack(place, (before) => ({ ...before, rules: [...before.rules, rule] })),
  without: (isMeant: (rule: Readonly<Record<string, unknown>>) => boolean): Change =>
    stack(place, (before) => ({ ...before, rules: before.rules.filter((rule) => !isMeant(rule)) })),
});

/** Whether a namespace forwards IPv4, on all devices. */
export const forwarding = (place: Place, isOn: boolean): Change =>
  stack(place, (before) => ({
    ...before,
    settings: before.settings.map((one) => (one.family === 'inet' ? { ...one, forwarding: isOn } : one)),
  }));

const inNamespace = (argv: readonly string[], name: string): boolean =>
  argv[0] === 'ip' && (argv[2] === name || argv[3] === name) && argv[1] !== 'link';

const cannotEnter = (name: string, reason: string) =>
  exited('', 1, `Cannot open network namespace "${name}": ${reason}\n`);

export const namespace = (name: string) => ({
  gone: (): Change =>
    all(
      printed(
        (argv) => argv[0] === 'find' && argv[1] === '/run/netns',
        (text) => eachLine(text, (line) => (line.endsWith(`/${name}`) ? [] : line)),
      ),
      printed(
        (argv) => argv.join(' ') === 'ip netns list',
        (text) => eachLine(text, (line) => (line.startsWith(name) ? [] : line)),
      ),
      answered(
        (argv) => inNamespace(argv, name),
        () => cannotEnter(name, 'No such file or directory'),
      ),
    ),
  /** Its file is there, but it is a plain one: nothing is mounted on it. */
  broken: (): Change =>
    all(
      printed(
        (argv) => argv[0] === 'find' && argv[1] === '/run/netns',
        (text) => eachLine(text, (line) => (line.endsWith(`/${name}`) ? `7 /run/netns/${name}` : line)),
      ),
      printed(
        (argv) => argv.join(' ') === 'ip netns list',
        (text) => eachLine(text, (line) => (line.startsWith(name) ? name : line)),
      ),
      answered(
        (argv) => inNamespace(argv, name),
        () => exited('', 255, `setting the network namespace "${name}" failed: Invalid argument\n`),
      ),
    ),
  /** Nothing but lo is left in it. */
  emptied: (): Change =>
    stack(name, (before) => ({
      ...before,
      links: before.links.filter(({ ifname }) => ifname === 'lo'),
      routes: [],
      settings: before.settings.filter((one) => ['lo', 'all', 'default'].includes(one.interface)),
    })),
});
