import { isIP, isIPv4 } from 'node:net';
import * as z from 'zod';
import type { Command, CommandResult } from '../host/host.ts';
import { defineFact, defineFactOfEach } from './fact.ts';
import { type Known, Unparsable, unknown } from './known.ts';
import { agentNamespaces, namesOf, namespaceList, namespaces } from './namespaces.ts';
import { jsonLines, parsed, parsedText } from './result.ts';
import type { Address, Interface, Route, Rule, Stack } from './stack.ts';
import { addressOf, ipv4Prefix } from './text/values.ts';
import { savedParts, savedRoutes, stackAsText } from './text-fallback.ts';
import { ip } from './within.ts';

/*
 * A namespace's whole stack from one `ip` process: `-batch` prints one JSON document per line of input.
 * `netconf` tells net.ipv4.ip_forward without entering the namespace. Seen with iproute2 4.15 to 6.1.
 */
const batch = ['addr show', 'route show table all', 'rule show', 'netconf show'];

/** The command that reads the stack of `namespace`, or of the host itself. */
export function stackCommand(namespace: string | undefined): Command {
  // Only the host needs link details (-d): there they tell a veth from a bridge.
  const detail = namespace === undefined ? ['-d'] : [];
  return { argv: ip(namespace, ...detail, '-j', '-batch', '-'), input: `${batch.join('\n')}\n` };
}

/** The stack as that command printed it. */
export function readStack(command: Command, result: CommandResult): Stack {
  const documents: Known<readonly unknown[]> = parsed(command, result, (text) => jsonLines(text, batch.length));
  const part = <T>(index: number, read: (document: unknown) => T): Known<T> =>
    documents.known ? parsedText(command, '', () => read(documents.value[index])) : unknown(documents.reason);
  return {
    interfaces: part(0, readInterfaces),
    isComplete: true,
    routes: part(1, readRoutes),
    rules: part(2, readRules),
    isForwarding: part(3, readForwarding),
    arpProxies: part(3, readArpProxies),
  };
}

function check<T>(schema: z.ZodType<T>, document: unknown, what: string): T {
  const result = schema.safeParse(document);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new Unparsable(`${what}: ${issue?.path.join('.')} ${issue?.message}`);
}

const addressSchema = z.object({
  family: z.string(),
  local: z.string().optional(),
  prefixlen: z.number().optional(),
});

// iproute2 names the flags that it knows and prints the rest as a number. A misread UP would look like a fault.
const flag =
  /^(LOOPBACK|BROADCAST|POINTOPOINT|MULTICAST|NOARP|ALLMULTI|PROMISC|MASTER|SLAVE|DEBUG|DYNAMIC|AUTOMEDIA|PORTSEL|NOTRAILERS|UP|LOWER_UP|DORMANT|ECHO|RUNNING|NO-CARRIER|M-DOWN|[0-9a-f]+)$/;

/** A hardware address of any length; tunnels have an IP address in its place. */
const isLinkAddress = (text: string): boolean =>
  text === '' || /^[0-9a-f]{2}(?::[0-9a-f]{2})*$/i.test(text) || isIP(text) !== 0;

const linkSchema = z.array(
  z.object({
    ifname: z.string(),
    flags: z.array(z.string().regex(flag)),
    address: z.string().refine(isLinkAddress, 'is no address').optional(),
    mtu: z.number().optional(),
    operstate: z.string().optional(),
    master: z.string().optional(),
    link: z.string().optional(),
    linkinfo: z.object({ info_kind: z.string().optional() }).optional(),
    // An interface without addresses has an empty list.
    addr_info: z.array(addressSchema),
  }),
);

function readInterfaces(document: unknown): readonly Interface[] {
  // A namespace always has its `lo`: an empty list is no answer.
  const links = check(linkSchema, document, 'interfaces');
  if (links.length === 0) throw new Unparsable('no interfaces at all');
  return links.map((link) => ({
    name: link.ifname,
    isUp: link.flags.includes('UP'),
    hasCarrier: link.flags.includes('LOWER_UP'),
    mac: link.address?.toLowerCase(),
    mtu: link.mtu,
    master: link.master ?? false,
    parent: link.link,
    kind: link.linkinfo?.info_kind,
    state: link.operstate,
    flags: link.flags,
    addresses: link.addr_info.flatMap(readAddress),
    hasEveryAddress: true,
  }));
}

function readAddress({ family, local, prefixlen }: z.infer<typeof addressSchema>): Address[] {
  if ((family !== 'inet' && family !== 'inet6') || local === undefined || prefixlen === undefined) return [];
  return [addressOf(family, local, String(prefixlen), `${local}/${prefixlen}`)];
}

const routeSchema = z.array(
  z.object({
    type: z.string().optional(),
    dst: z.string(),
    gateway: z.string().optional(),
    via: z.unknown().optional(),
    dev: z.string().optional(),
    table: z.union([z.string(), z.number()]).optional(),
    metric: z.number().optional(),
    pref: z.string().optional(),
    error: z.number().optional(),
    flags: z.array(z.string()).default([]),
    nexthops: z.array(z.object({ gateway: z.string().optional(), dev: z.string().optional() })).optional(),
  }),
);

const routeTypes = new Set(['unicast', 'local', 'broadcast', 'blackhole', 'unreachable', 'prohibit', 'throw'] as const);
const isRouteType = (type: string): type is Exclude<Route['type'], 'other'> =>
  (routeTypes as ReadonlySet<string>).has(type);

function readRoutes(document: unknown): readonly Route[] {
  return check(routeSchema, document, 'routes').flatMap((route): Route[] => {
    const type = route.type ?? 'unicast';
    const hop = route.nexthops?.[0];
    const gateway = route.gateway ?? hop?.gateway;
    // Of both families, only IPv6 has a preference and an error; a default route has no address to tell by.
    const isIpv6 =
      `${route.dst} ${gateway ?? ''}`.includes(':') || route.pref !== undefined || route.error !== undefined;
    if (isIpv6 || (route.dst === 'default' && gateway === undefined && route.dev === undefined)) return [];
    const destination = ipv4Prefix(route.dst);
    if (destination === undefined) throw new Unparsable(`no destination: ${route.dst.slice(0, 60)}`);
    if (gateway !== undefined && !isIPv4(gateway)) throw new Unparsable(`no next hop: ${gateway.slice(0, 60)}`);
    return [
      {
        type: isRouteType(type) ? type : 'other',
        destination,
        gateway,
        device: route.dev ?? hop?.dev,
        table: String(route.table ?? 'main'),
        metric: route.metric ?? 0,
        isOnlink: route.flags.includes('onlink'),
        isLinkDown: route.flags.includes('linkdown') || route.flags.includes('dead'),
      },
    ];
  });
}

const ruleSchema = z.array(
  z.looseObject({
    priority: z.number(),
    src: z.string().default('all'),
    srclen: z.number().optional(),
    dst: z.string().default('all'),
    dstlen: z.number().optional(),
    table: z.union([z.string(), z.number()]).optional(),
  }),
);
const plainRuleKeys = new Set(['priority', 'src', 'srclen', 'dst', 'dstlen', 'table', 'protocol', 'action']);

function readRules(document: unknown): readonly Rule[] {
  const rules = check(ruleSchema, document, 'rules');
  // The kernel starts every namespace with three; one without any would send nothing at all.
  if (rules.length === 0) throw new Unparsable('no rules at all');
  return rules.map((rule) => ({
    priority: rule.priority,
    table: rule.table === undefined ? undefined : String(rule.table),
    source: rule.srclen === undefined ? rule.src : `${rule.src}/${rule.srclen}`,
    destination: rule.dstlen === undefined ? rule.dst : `${rule.dst}/${rule.dstlen}`,
    hasOtherSelector: Object.keys(rule).some((key) => !plainRuleKeys.has(key)),
  }));
}

const netconfSchema = z.array(
  z.object({
    family: z.string(),
    interface: z.string().optional(),
    forwarding: z.boolean().optional(),
    proxy_neigh: z.boolean().optional(),
  }),
);

function readForwarding(document: unknown): boolean {
  const all = check(netconfSchema, document, 'netconf').find(
    (entry) => entry.family === 'inet' && entry.interface === 'all',
  );
  if (all?.forwarding === undefined) throw new Unparsable('netconf does not report forwarding');
  return all.forwarding;
}

function readArpProxies(document: unknown): ReadonlySet<string> {
  const entries = check(netconfSchema, document, 'netconf').filter(({ family }) => family === 'inet');
  if (!entries.some((entry) => entry.proxy_neigh !== undefined))
    throw new Unparsable('netconf does not report proxy settings');
  return new Set(entries.flatMap((entry) => (entry.proxy_neigh === true ? (entry.interface ?? []) : [])));
}

/** A stack of which nothing could be learned. */
export function unknownStack(reason: string): Stack {
  const nothing = unknown(reason);
  return {
    interfaces: nothing,
    isComplete: false,
    routes: nothing,
    rules: nothing,
    isForwarding: nothing,
    arpProxies: nothing,
  };
}

export const hostStack = defineFact({
  id: 'hostStack',
  about: "the host's own devices, addresses and routes",
  ask: () => ({ stack: stackCommand(undefined) }),
  read: ({ stack }): Stack => readStack(stack.command, stack.result),
  fallbacks: [stackAsText, savedParts, savedRoutes],
});

/** By the name of the namespace; only those in scope. */
export const stacks = defineFactOfEach({
  id: 'stacks',
  about: 'the devices, addresses and routes in each namespace',
  needs: { namespaceList, namespaces },
  each: agentNamespaces,
  wordName: 'NAMESPACE',
  isWanted: (name, needs) => namesOf(needs.namespaces).includes(name),
  ask: (name) => ({ stack: stackCommand(name) }),
  read: ({ stack }): Stack => readStack(stack.command, stack.result),
  fallbacks: [stackAsText, savedParts, savedRoutes],
  join: (all) => all,
});
