import type { Found, StatementReader } from './statement.ts';

/*
 * Which ports the bridges of the switch have, by `ovs-vsctl show`, `list-ports`, `list-br`, `port-to-br`, and which NICs the kernel says the
 * switch holds. What a bridge leads out by, and what the host loses by it, needs no more than names.
 */

const nic = /^(?:eth|en[ospx]|em\d|p\d+p\d|bond|team|ib\d)[\w.@-]*$/;
/** Bridges of the agents within the host. */
const inner = /^br-(?:int|tun)$/;
/** Ports that lead to the routers and to the integration bridge. */
const agents = /^(?:qg-|fg-|sg-|phy-)/;

interface Outline {
  readonly bridge: string;
  readonly at: number;
  readonly ports: { readonly name: string; readonly at: number; type: string | undefined; peer?: string }[];
}

/** Bridges of the agents; of others a script asks for before it makes them. */
const unknown = /\bovs-vsctl: no bridge named (br-(?:int|tun|ex))\b/;

/** What the switch answers about a bridge that it does not have. */
export const unknownBridges: StatementReader = {
  sign: unknown,
  read: (lines) =>
    lines.flatMap((line, at): readonly Found[] => {
      const bridge = unknown.exec(line)?.[1];
      return bridge === undefined ? [] : [{ statement: { kind: 'bridge-unknown', bridge }, at: [at] }];
    }),
};

export const switchOutlines: StatementReader = {
  sign: /^[ \t]*(?:Bridge "?[\w.-]+"?[ \t]*$|[\w.@-]*[ \t]*$)|master ovs-system/m,
  read(lines, _, command, isWhole) {
    const [tool, verb, bridge] = (command ?? []).filter((word) => !word.startsWith('-'));
    if (tool !== 'ovs-vsctl') return lines.flatMap(enslaved);
    if (verb === 'port-to-br' || verb === 'iface-to-br') return lines.flatMap((line, at) => nicOn(bridge, line, at));
    if (verb === 'list-br') return isWhole() ? listedBridges(lines) : [];
    const named = verb === 'list-ports' || verb === 'list-ifaces' ? bridge : undefined;
    const outlines = named === undefined ? shownBridges(lines) : [listedPorts(named, lines)];
    return [
      ...outlines.flatMap(nicsOf),
      ...(named === undefined && isWhole() ? unjoined(endOf(lines) ? outlines : outlines.slice(0, -1)) : []),
      ...(named === undefined && isWhole() && endOf(lines) ? unpaired(outlines) : []),
      // Of the last bridge that is shown, more may have followed.
      ...(named === undefined ? outlines.slice(0, endOf(lines) ? undefined : -1) : outlines).flatMap((outline) =>
        isWhole() ? isolated(outline) : [],
      ),
    ];
  },
};

const nameIn = (line: string): string | undefined => /^\s*"?([\w.@-]+)"?\s*$/.exec(line)?.[1];

/** Which bridge has the port or the interface that was asked for. */
function nicOn(device: string | undefined, line: string, at: number): readonly Found[] {
  const bridge = nameIn(line);
  return device !== undefined && nic.test(device) && bridge !== undefined
    ? [{ statement: { kind: 'switch-nic', device, bridge }, at: [at] }]
    : [];
}

const listedPorts = (bridge: string, lines: readonly string[]): Outline => ({
  bridge,
  at: 0,
  ports: lines.flatMap((line, at) => {
    const name = nameIn(line);
    return name === undefined ? [] : [{ name, at, type: undefined }];
  }),
});

function listedBridges(lines: readonly string[]): readonly Found[] {
  const named = lines.flatMap((line, at) => {
    const name = nameIn(line);
    return name === undefined ? [] : [{ name, at }];
  });
  const statement = { kind: 'bridges-listed', bridges: named.map(({ name }) => name) } as const;
  return named.length === 0 ? [] : [{ statement, at: named.map(({ at }) => at) }];
}

/** `ovs_version` ends what `ovs-vsctl show` prints. */
const endOf = (lines: readonly string[]): boolean => lines.some((line) => /^\s*ovs_version: /.test(line));

function shownBridges(lines: readonly string[]): readonly Outline[] {
  const outlines: Outline[] = [];
  for (const [at, line] of lines.entries()) {
    const [, kind, name = ''] = /^\s*(Bridge|Port) "?([\w.@-]+)"?\s*$/.exec(line) ?? [];
    const last = outlines.at(-1);
    if (kind === 'Bridge') outlines.push({ bridge: name, at, ports: [] });
    else if (kind === 'Port') last?.ports.push({ name, at, type: undefined });
    const port = last?.ports.at(-1);
    const type = /^\s*type: (\w+)\s*$/.exec(line)?.[1];
    if (port !== undefined && type !== undefined) port.type ??= type;
    const peer = /^\s*options: \{.*\bpeer="?([\w.-]+)/.exec(line)?.[1];
    if (port !== undefined && peer !== undefined) port.peer ??= peer;
  }
  return outlines;
}

/** Nothing but what leads inwards: what the routers send to the outside ends on this bridge. */
function isolated({ bridge, at, ports }: Outline): readonly Found[] {
  if (inner.test(bridge)) return [];
  const others = ports.filter(({ name }) => name !== bridge && !agents.test(name));
  const isOutside = bridge === 'br-ex' || ports.some(({ name }) => agents.test(name));
  if (!isOutside || others.length > 0) return [];
  const own = ports.map((port) => port.at);
  return [
    {
      statement: { kind: 'bridge-isolated', bridge, ports: ports.map(({ name }) => name) },
      at: [...new Set([at, ...own])],
    },
  ];
}

/** No pair of patch ports joins the integration bridge with the tunnels. */
function unjoined(outlines: readonly Outline[]): readonly Found[] {
  const [inside, outside] = ['br-int', 'br-tun'].map((name) => outlines.find(({ bridge }) => bridge === name));
  if (inside === undefined || outside === undefined) return [];
  const isJoined = inside.ports.some(({ name, peer }) =>
    outside.ports.some((other) => other.name === peer && other.peer === name),
  );
  if (isJoined) return [];
  const patches = [inside, outside].flatMap(({ bridge, ports }) =>
    ports.flatMap(({ name, peer }) => (peer === undefined ? [] : [`${name} on ${bridge} with peer ${peer}`])),
  );
  return [{ statement: { kind: 'tunnels-unjoined', patches }, at: [inside.at, outside.at] }];
}

/** The agents until Juno joined bridges with pairs of veth devices, of which neither names its peer but by its name. */
function unpaired(outlines: readonly Outline[]): readonly Found[] {
  const inside = outlines.find(({ bridge }) => bridge === 'br-int');
  return (inside?.ports ?? []).flatMap((port): readonly Found[] => {
    const outer = outlines.find(({ bridge }) => port.name === `int-${bridge}`);
    const missing = `phy-${outer?.bridge}`;
    if (outer === undefined || port.type !== undefined || outer.ports.some(({ name }) => name === missing)) return [];
    const statement = { kind: 'bridge-end-missing', bridge: outer.bridge, inside: port.name, missing } as const;
    return [{ statement, at: [port.at, outer.at, ...outer.ports.map(({ at }) => at)] }];
  });
}

const nicsOf = ({ bridge, ports }: Outline): readonly Found[] =>
  ports.flatMap(({ name: device, type, at }): readonly Found[] =>
    type === undefined && nic.test(device) ? [{ statement: { kind: 'switch-nic', device, bridge }, at: [at] }] : [],
  );

/** `ip` names the datapath as the master of every device that the switch holds, but not of those that it makes itself. */
function enslaved(line: string, at: number): readonly Found[] {
  const device = /^\s*\d+: ([\w.-]+)(?:@\S+)?: <.* master ovs-system /.exec(line)?.[1];
  return device !== undefined && nic.test(device)
    ? [{ statement: { kind: 'switch-nic', device, bridge: undefined }, at: [at] }]
    : [];
}
