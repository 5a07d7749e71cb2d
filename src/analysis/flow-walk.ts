import type { Flow } from '../facts/flows.ts';

/*
 * What the flows of a bridge do with a packet, as far as they can be followed without the switch: matches on the port, the
 * VLAN, the MACs and the tunnel ID, and the actions that agents write on tunnel bridges.
 */

/** An IPv4 packet in the flow tables. */
export interface Frame {
  readonly inPort: number;
  readonly source: string;
  readonly target: string;
  readonly vlan: number | undefined;
  /** Of what came out of a tunnel; and of what goes into one, once a flow has set it. */
  readonly tunnelId: number | undefined;
}

/** A port at which a packet is put out, and what it is by then. */
export interface Departure extends Frame {
  readonly port: number;
}

/** The flows ask for, or do, what is not known here. */
const undecided = Symbol('undecided');

/** More tables than a packet passes unless they send it in circles. */
const mostTables = 64;

/** Where the flows put a packet out; undefined where that can't be followed. */
export function departuresOf(flows: readonly Flow[], frame: Frame): readonly Departure[] | undefined {
  const tables = tablesOf(flows);
  const departures: Departure[] = [];
  const pass = (number: number, given: Frame, depth: number): boolean => {
    const flow = depth > mostTables ? undecided : matching(tables.get(number) ?? [], given);
    if (flow === undecided) return false;
    let current = given;
    for (const action of flow === undefined ? [] : actionsOf(flow)) {
      const [, next] = action.match(/^(?:resubmit\(,|goto_table:)(\d+)\)?$/) ?? [];
      const [, port] = action.match(/^output:(\d+)$/) ?? [];
      if (next !== undefined) {
        if (!pass(Number(next), current, depth + 1)) return false;
      } else if (port !== undefined) {
        // A switch puts nothing out where it came in, unless it is told so by name.
        if (Number(port) !== current.inPort) departures.push({ ...current, port: Number(port) });
      } else {
        const changed = changedBy(action, current);
        if (changed === undecided) return false;
        current = changed;
      }
    }
    return true;
  };
  return pass(0, frame, 0) ? departures : undefined;
}

const sorted = new WeakMap<readonly Flow[], ReadonlyMap<number, readonly Flow[]>>();

/** By table, with those first that are asked first. */
function tablesOf(flows: readonly Flow[]): ReadonlyMap<number, readonly Flow[]> {
  const known = sorted.get(flows);
  if (known !== undefined) return known;
  const tables = new Map<number, Flow[]>();
  for (const flow of flows.toSorted((one, other) => other.priority - one.priority)) {
    const own = tables.get(flow.table) ?? [];
    own.push(flow);
    tables.set(flow.table, own);
  }
  sorted.set(flows, tables);
  return tables;
}

/** The first flow that a packet matches; none: it is dropped. */
function matching(inOrder: readonly Flow[], frame: Frame): Flow | undefined | typeof undecided {
  for (const flow of inOrder) {
    const answer = isFor(flow, frame);
    if (answer === undecided) return undecided;
    if (answer) return flow;
  }
  return undefined;
}

/** One field that does not match is enough, whatever the others ask. */
function isFor({ match }: Flow, frame: Frame): boolean | typeof undecided {
  let answer: boolean | typeof undecided = true;
  for (const [field, value] of match) {
    const own = isMatched(field, value, frame);
    if (own === false) return false;
    if (own === undecided) answer = undecided;
  }
  return answer;
}

/** The bit of the VLAN TCI that says "there is a tag" (OpenFlow 1.3, OFPVID_PRESENT). */
const present = 0x1000;

function isMatched(field: string, value: string, frame: Frame): boolean | typeof undecided {
  switch (field) {
    case 'in_port':
      return /^\d+$/.test(value) ? Number(value) === frame.inPort : undecided;
    case 'dl_vlan':
      return value === '0xffff' ? frame.vlan === undefined : Number(value) === frame.vlan;
    case 'vlan_tci':
      return isWithin(value, frame.vlan === undefined ? 0 : present + frame.vlan);
    case 'tun_id':
      return isWithin(value, frame.tunnelId ?? 0);
    case 'dl_src':
      return isWithin(value, frame.source);
    case 'dl_dst':
      return isWithin(value, frame.target);
    case 'ip':
      return true;
    case 'arp':
    case 'rarp':
    case 'ipv6':
    case 'icmp6':
    case 'tcp6':
    case 'udp6':
      return false;
    // They bound its time, and match any packet.
    case 'hard_timeout':
    case 'idle_timeout':
    case 'idle_age':
    case 'hard_age':
    case 'send_flow_rem':
      return true;
    default:
      return undecided;
  }
}

/** Whether a number or a MAC is that of a match, of which a mask may leave bits open. */
function isWithin(match: string, value: number | string): boolean | typeof undecided {
  if (!match.includes('/')) {
    if (typeof value === 'string') return match === value;
    const number = Number(match);
    return Number.isNaN(number) ? undecided : number === value;
  }
  const [wanted, mask] = match.split('/').map(numberOf);
  const own = numberOf(String(value));
  if (wanted === undefined || mask === undefined || own === undefined) return undecided;
  return (own & mask) === (wanted & mask);
}

/** A decimal or hexadecimal number, or the 48 bits of a MAC. */
function numberOf(text: string): bigint | undefined {
  if (/^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(text)) return BigInt(`0x${text.replaceAll(':', '')}`);
  return /^(?:0x[0-9a-f]+|\d+)$/i.test(text) ? BigInt(text) : undefined;
}

const split = new WeakMap<Flow, readonly string[]>();

/** The actions of a flow one by one: those in parentheses have commas of their own. Split once for all packets. */
function actionsOf(flow: Flow): readonly string[] {
  const known = split.get(flow) ?? flow.actions.match(/[^,(]+(?:\([^)]*(?:\([^)]*\)[^)]*)*\))?/g) ?? [];
  split.set(flow, known);
  return known;
}

/** A packet after an action that does not put it out. */
function changedBy(action: string, frame: Frame): Frame | typeof undecided {
  if (/^(?:drop$|learn\(|push_vlan:)/.test(action)) return frame;
  if (action === 'strip_vlan' || action === 'pop_vlan') return { ...frame, vlan: undefined };
  const [, written, to] = action.match(/^(?:load|set_field):([^-]+)->(.+)$/) ?? [];
  const [, name, given] = action.match(/^(\w+):([\da-fx:]+)$/i) ?? [];
  const value = numberOf(written ?? given ?? '');
  if (value === undefined) return undecided;
  switch (to ?? name) {
    case 'vlan_vid':
    case 'mod_vlan_vid':
      return { ...frame, vlan: Number(value) % present };
    case 'NXM_OF_VLAN_TCI[]':
      return { ...frame, vlan: value < present ? undefined : Number(value) % present };
    case 'NXM_NX_TUN_ID[]':
    case 'tun_id':
    case 'tunnel_id':
    case 'set_tunnel':
    case 'set_tunnel64':
      return { ...frame, tunnelId: Number(value) };
    case 'mod_dl_src':
    case 'eth_src':
      return { ...frame, source: written ?? given ?? '' };
    case 'mod_dl_dst':
    case 'eth_dst':
      return { ...frame, target: written ?? given ?? '' };
    default:
      return undecided;
  }
}
