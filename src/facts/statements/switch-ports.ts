import type { Found, StatementReader } from './statement.ts';

/*
 * What the switch and the kernel say of a port's device: `ovs-ofctl show`, `dump-ports-desc`, `ovs-vsctl list interface`,
 * `ip link`, `ethtool`. In a namespace a device has a link of its own, of which the switch does not know: only devices of the
 * host itself are judged.
 */

/** A NIC, a bond or the switch's end of a hybrid plug. */
const hostDevice = /^(?:eth|en[ospx]|em\d|p\d+p\d|bond|team|ib\d|qvo)/;

/** `1(eth2): addr:52:54:00:a1:b2:c3`, of Open vSwitch 1.4 to 3.x. */
const described = /^\s*(?:\d+|LOCAL)\("?([\w.@-]+)"?\): addr:/;
const local = /^\s*LOCAL\("?([\w.-]+)"?\): addr:/;
const state = /^\s*state:\s+(.*)$/;
const listed = /^(name|error|admin_state|link_state)\s*: (.*)$/;
const noCarrier = /^\s*\d+: ([\w.-]+)(?:@\S+)?: <NO-CARRIER,[^>]*\bUP\b[^>]*>.* master ovs-system /;

interface Described {
  readonly name: string;
  readonly at: number;
  /** Undefined until its state was read: the next one belongs to a port whose own line was lost. */
  isDown: boolean | undefined;
}

/** Ports without a link. One of several NICs of a bridge may be a spare. */
export const links: StatementReader = {
  sign: /LINK_DOWN|link_state\s*: down|<NO-CARRIER|Link detected: no/,
  read: (lines) => [
    ...describedPorts(lines),
    ...records(lines).flatMap(linkOf),
    ...lines.flatMap(carrierOf),
    ...ethtool(lines),
  ],
};

function describedPorts(lines: readonly string[]): readonly Found[] {
  const ports: Described[] = [];
  let bridge: string | undefined;
  for (const [at, line] of lines.entries()) {
    bridge = local.exec(line)?.[1] ?? bridge;
    const name = described.exec(line)?.[1];
    if (name !== undefined) ports.push({ name, at, isDown: undefined });
    const last = ports.at(-1);
    const shown = state.exec(line)?.[1];
    if (last !== undefined && shown !== undefined) last.isDown ??= shown.includes('LINK_DOWN');
  }
  const own = ports.filter(({ name }) => hostDevice.test(name));
  const nics = own.filter(({ name }) => !name.startsWith('qvo'));
  const isCutOff = nics.every(({ isDown }) => isDown === true);
  return own
    .filter(({ name, isDown }) => isDown === true && (isCutOff || name.startsWith('qvo')))
    .map(({ name: device, at }): Found => ({ statement: { kind: 'link-down', device, bridge }, at: [at] }));
}

interface OvsRecord {
  readonly values: Map<string, string>;
  readonly at: Map<string, number>;
}

/** The records of `ovs-vsctl list interface`, as far as they are of use here. */
function records(lines: readonly string[]): readonly OvsRecord[] {
  const all: OvsRecord[] = [];
  for (const [at, line] of lines.entries()) {
    const [, column, value = ''] = listed.exec(line) ?? [];
    const last = all.at(-1);
    if (column === undefined) continue;
    const record = last === undefined || last.values.has(column) ? { values: new Map(), at: new Map() } : last;
    if (record !== last) all.push(record);
    record.values.set(column, value.trim().replace(/^"(.*)"$/, '$1'));
    record.at.set(column, at);
  }
  return all;
}

function linkOf({ values, at }: OvsRecord): readonly Found[] {
  const device = values.get('name');
  if (device === undefined || values.get('link_state') !== 'down' || !hostDevice.test(device)) return [];
  return [{ statement: { kind: 'link-down', device, bridge: undefined }, at: linesOf(at, 'name', 'link_state') }];
}

const linesOf = (at: ReadonlyMap<string, number>, ...columns: readonly string[]): readonly number[] =>
  columns.flatMap((column) => at.get(column) ?? []).toSorted((one, other) => one - other);

function carrierOf(line: string, at: number): readonly Found[] {
  const device = noCarrier.exec(line)?.[1];
  return device !== undefined && hostDevice.test(device)
    ? [{ statement: { kind: 'link-down', device, bridge: undefined }, at: [at] }]
    : [];
}

function ethtool(lines: readonly string[]): readonly Found[] {
  let open: { readonly device: string; readonly at: number } | undefined;
  const found: Found[] = [];
  for (const [at, line] of lines.entries()) {
    const device = /^\s*Settings for ([\w.-]+):/.exec(line)?.[1];
    if (device !== undefined) open = { device, at };
    if (open === undefined || !/^\s*Link detected: no\b/.test(line)) continue;
    // A bridge that is down, as those of the switch are, says so too.
    if (hostDevice.test(open.device))
      found.push({ statement: { kind: 'link-down', device: open.device, bridge: undefined }, at: [open.at, at] });
    open = undefined;
  }
  return found;
}

const shownInterface = /^\s*Interface "?([\w.@-]+)"?\s*$/;
const shownError = /^\s*error: "(.*)"\s*$/;
/** What the switch says of a device names it. */
const ofDevice = /^could not (?:open|add) network device "?([\w.@-]+)"?(?= \(|:| to |$)/;

/** Ports of the agents: that they lack their devices is read elsewhere, as are their bridges. */
const judgedElsewhere = /^(?:tap|qvo|qr-|qg-|ha-|sg-|fg-|int-|phy-|patch-|vxlan-|gre-|br-)/;
/** So are NICs, where it is shown which bridge they are in. */
const nic = /^(?:eth|en[ospx]|em\d|p\d+p\d|bond|ib\d)/;
const shownBridge = /^\s*Bridge "?[\w.-]+"?\s*$/;

/** Errors of the switch, as far as no other reader takes them up. */
export const switchErrors: StatementReader = {
  sign: /error\s*: "/,
  read: (lines) => [...records(lines).flatMap(errorOf), ...shownErrors(lines)],
};

function errorOf({ values, at }: OvsRecord): readonly Found[] {
  const [device, because] = [values.get('name'), values.get('error')];
  if (device === undefined || because === undefined || because === '[]' || because === '') return [];
  return [{ statement: { kind: 'switch-port-refused', device, because }, at: linesOf(at, 'error', 'name') }];
}

function shownErrors(lines: readonly string[]): readonly Found[] {
  const found: Found[] = [];
  let open: { readonly device: string; readonly at: number } | undefined;
  let isInBridge = false;
  for (const [at, line] of lines.entries()) {
    isInBridge ||= shownBridge.test(line);
    const device = shownInterface.exec(line)?.[1];
    if (device !== undefined) open = { device, at };
    const because = shownError.exec(line)?.[1];
    if (because === undefined) continue;
    const named = ofDevice.exec(because)?.[1];
    // What went through `grep` has the error alone, and the line of another interface may stand before it.
    const owner = open !== undefined && (named === undefined || named === open.device) ? open : undefined;
    const refused = owner?.device ?? named;
    open = undefined;
    if (refused === undefined) continue;
    const isJudged = judgedElsewhere.test(refused) || (isInBridge && nic.test(refused));
    if (owner !== undefined && /No such device/.test(because) && isJudged) continue;
    const statement = { kind: 'switch-port-refused', device: refused, because } as const;
    found.push({ statement, at: owner === undefined ? [at] : [owner.at, at] });
  }
  return found;
}

/** What ovs-vswitchd logs of a device that it cannot use, and of one that it has taken as a port or given up. */
const refusal =
  /\|(?:bridge|netdev|netdev_linux|dpif)\|(?:WARN|ERR)\|.*?(?:could not open network device|failed to get flags for network device|could not add network device) "?([\w.@-]+)"?(?: to ofproto)?(?:: | \()([^()]+)\)?$/;
const settled = /\|bridge\|INFO\|bridge \S+: (?:added|deleted) interface "?([\w.@-]+)"? on port/;

/** Devices that the log of the switch ends without. */
export const switchLog: StatementReader = {
  sign: /\|(?:WARN|ERR)\|.*network device/,
  read(lines) {
    const refused = new Map<string, Found>();
    for (const [at, text] of lines.entries()) {
      const line = text.trim();
      const [, device, because] = refusal.exec(line) ?? [];
      if (device !== undefined && because !== undefined)
        refused.set(device, { statement: { kind: 'switch-port-refused', device, because }, at: [at] });
      refused.delete(settled.exec(line)?.[1] ?? '');
    }
    return [...refused.values()];
  },
};

const charmAdds = /\bjuju-log Adding port ([\w.@-]+) to bridge [\w.-]+/;

/** A charm of Juju that adds a NIC which its host does not have. */
export const charmLog: StatementReader = {
  sign: charmAdds,
  read(lines) {
    let open: { readonly device: string; readonly at: number } | undefined;
    return lines.flatMap((line, at): readonly Found[] => {
      const device = charmAdds.exec(line)?.[1];
      if (device !== undefined) open = { device, at };
      const because = /\b(Cannot find device "?([\w.@-]+?)"?)\s*$/.exec(line);
      if (open === undefined || because?.[2] !== open.device) return [];
      const statement = { kind: 'switch-port-refused', device: open.device, because: because[1] ?? '' } as const;
      return [{ statement, at: [open.at, at] }];
    });
  },
};

/** Since Open vSwitch 2.8 with the reason, before only with where to look for it. */
const setUp = /\bovs-vsctl: Error detected while setting up '?([\w.@-]+?)'?(?:: (.+?))?\.\s+See ovs-vswitchd log\b/;

/** What `ovs-vsctl` says where the switch could not make a port, a NIC or a bridge. */
export const setUpErrors: StatementReader = {
  sign: /Error detected while setting up/,
  read: (lines) =>
    lines.flatMap((line, at): readonly Found[] => {
      const [, device, because = 'its log has the reason'] = setUp.exec(line) ?? [];
      return device === undefined ? [] : [{ statement: { kind: 'switch-port-refused', device, because }, at: [at] }];
    }),
};
