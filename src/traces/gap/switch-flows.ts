import type { CauseLayer } from '../../topology/traces.ts';
import type { Stop, SwitchEnd } from '../journey.ts';
import type { Gap } from '../trace.ts';
import { type Blocker, type Cause, type Question, type Readings, roseBy } from './blocker.ts';
import { portsBeside, readRows } from './database-rows.ts';
import { cachedFlows, cachedFlowsFrom, datapathNumberOf, datapathPorts, type Output, outputsOf } from './datapath.ts';
import { flowDeletion } from './flow-deletion.ts';
import { macOf, switchLayer } from './places.ts';
import { floodAgain } from './spanning-tree.ts';
import { portsOf } from './switch-port.ts';
import { portsIn, portsOn } from './switch-ports.ts';
import { bridgesOnWay, endsOf, type Lookup, readLookups, traceOf, tracked } from './switch-trace.ts';

const flowsOf = (bridge: string): Question => ({
  argv: ['ovs-ofctl', '--timeout=5', 'dump-flows', bridge],
  counters: true,
});

const metersOf = (bridge: string): Question => ({
  argv: ['ovs-ofctl', '--timeout=5', '-O', 'OpenFlow13', 'meter-stats', bridge],
  counters: true,
});

/** OpenFlow 1.0 leaves meters out of the actions. */
const laterFlowsOf = (bridge: string): Question => ({
  argv: ['ovs-ofctl', '--timeout=5', '-O', 'OpenFlow13', 'dump-flows', bridge],
});

/** What Open vSwitch does with this very packet, by its own word: the flow that decides on the way to the port. */
export const switchFlows: Blocker = {
  id: 'switch-flow',
  commands: (given) => {
    const gap = arrivalOf(given) ?? given;
    const asked = traceOf(gap);
    if (asked === undefined) return [];
    const ofBridge = [flowsOf, laterFlowsOf, metersOf, portsOn];
    return [
      asked,
      tracked(asked),
      datapathPorts,
      cachedFlows,
      ...bridgesOnWay(gap).flatMap((bridge) => ofBridge.map((about) => about(bridge))),
    ];
  },
  judge: (given, readings) => {
    const arrival = arrivalOf(given);
    const gap = arrival ?? given;
    const plain = traceOf(gap);
    const ends = endsOf(gap);
    if (plain === undefined || ends === undefined) return [];
    // An answer is part of a connection, if it is asked of conntrack at all.
    const asked = gap.packet.isReply && readings.text(tracked(plain)) !== undefined ? tracked(plain) : plain;
    const text = readings.text(asked);
    if (text === undefined) return [];
    const lookups = readLookups(text);
    const view: View = {
      ...{ gap, readings, lookups, target: ends.to?.port },
      shown: [{ command: asked.argv, where: 'host', output: excerpt(text) }],
    };
    const number =
      ends.to === undefined ? undefined : datapathNumberOf(readings.text(datapathPorts) ?? '', ends.to.port);
    const actions = [...text.matchAll(/^Datapath actions: (.*)$/gm)].map(([, list = '']) => list);
    const outputs = actions.flatMap(outputsOf).filter(({ port }) => port === number);
    if (arrival !== undefined && (outputs.length === 0 || outputs.some((each) => isWhole(each, gap)))) return [];
    const cut = outputs.find(({ most }) => most !== undefined && most < gap.packet.bytes + ethernetBytes);
    if (cut !== undefined) return [cutCause(view, cut)];
    const metered = bridgesOnWay(gap).flatMap((bridge) => meterCause(view, bridge) ?? []);
    if (metered.length > 0) return metered;
    // What changes a packet need not stop it, but lets it be taken for another's.
    const changing = lookups.find(
      (lookup) => isForeign(view, lookup) && lookup.deeds.some((deed) => changes.test(deed)),
    );
    if (changing !== undefined) {
      const deed = changing.deeds.find((each) => changes.test(each)) ?? '';
      return [flowCause(view, changing, `changes packets (${deed})`, 'vlan')];
    }
    const tracking = lookups.find(
      (lookup) => isForeign(view, lookup) && lookup.deeds.some((deed) => isTrackedApart(lookup, deed)),
    );
    if (tracking !== undefined) {
      const deed = tracking.deeds.find((each) => isTrackedApart(tracking, each)) ?? '';
      return [flowCause(view, tracking, `has conntrack take packets for others (${deed})`, 'security')];
    }
    // As it stands now it comes through: whatever took it was none of the flows.
    if (number !== undefined && outputs.some((each) => isWhole(each, gap)))
      return staleCause(view, ends.from.port, number);
    const bridges = [ends.to?.bridge, ends.from.bridge];
    const onWay = bridges.flatMap((bridge) => lookups.filter((lookup) => lookup.bridge === bridge).at(-1) ?? []);
    const [deciding] = onWay;
    // What goes to a guest went through the switch, if it was seen there.
    if (deciding === undefined || gap.segment.kind !== 'switch') return [];
    const { deeds } = deciding;
    const isReplyTracked = asked !== plain;
    const isDrop = deeds.length === 0 || deeds.some((deed) => deed === 'drop' || deed.includes('no live bucket'));
    if (isDrop) {
      const cause = flowCause(view, deciding, 'drops packets', 'security');
      // A group that lets a connection in lets its answers out.
      if (!isByGroup(view, deciding) || isReplyTracked) return [cause];
      return [
        letsNothingOut(view, ends.from)
          ? { ...unruled(cause, gap, ends.from), isDoubtful: true }
          : { ...cause, isMeant: true },
      ];
    }
    // A flow may do something to packets, such as to commit them to conntrack, and still pass them to no port.
    if (isOfFirewall(deciding) && !isForeign(view, deciding) && actions.every((list) => outputsOf(list).length === 0)) {
      const thing = `flows that ${deciding.bridge} lacks`;
      return [{ ...flowCause(view, deciding, 'passes packets to no port', 'security'), thing }];
    }
    // Agents are the controllers here, and send on nothing that they get.
    if (isForeign(view, deciding) && deeds.every((deed) => /^controller|^CONTROLLER/.test(deed))) {
      return [flowCause(view, deciding, 'hands packets to a controller, which does not send them on', 'security')];
    }
    const retagging = lookups.find(
      (lookup) => isForeign(view, lookup, 'marked') && lookup.deeds.some((deed) => retags.test(deed)),
    );
    if (retagging !== undefined) {
      const deed = retagging.deeds.find((each) => retags.test(each)) ?? '';
      return [flowCause(view, retagging, `takes packets into another VLAN (${deed})`, 'vlan')];
    }
    if (isForeign(view, deciding) && !deeds.some((deed) => deed === 'NORMAL')) {
      const layer = isOfFirewall(deciding) ? 'security' : 'vlan';
      return [flowCause(view, deciding, `sends packets elsewhere than to ${view.target}`, layer)];
    }
    return [elsewhere(view, deciding, ends.to, number, outputs.length > 0)];
  },
};

/** No flow stops it, and yet it does not leave by its port: `isTagged`, by which it does, but with a VLAN tag. */
function elsewhere(
  view: View,
  { bridge, table, priority, deeds }: Lookup,
  to: SwitchEnd | undefined,
  number: string | undefined,
  isTagged: boolean,
): Cause {
  const { gap, target } = view;
  // It may end where nothing of its flows says so, as at a port that joins the bridges.
  const isThere = to === undefined || bridge === to.bridge;
  const does = (deed: string) => isThere && deeds.some((each) => each.includes(deed));
  const cause: Omit<Cause, 'summary'> = {
    blocker: 'switch-flow',
    certainty: number === undefined || !isThere ? 'possible' : 'decided',
    layer: switchLayer(gap, 'vlan'),
    evidence: view.shown,
    fix: null,
  };
  if (isTagged)
    return {
      ...cause,
      summary: `${bridge} passes packets to ${target} with a VLAN tag, by which nobody takes them there.`,
    };
  if (does('forwarding to learned port'))
    return {
      ...cause,
      summary: `${bridge} has learned the MAC ${macOf(gap.crossing.to)} at another port than ${target}.`,
    };
  if (does('flooding') && number !== undefined && !areApart(view)) {
    const summary = `${bridge} floods such packets, and leaves its port ${target} out.`;
    return { ...cause, ...leftOut(view, bridge), summary };
  }
  const flow = `the flow of priority ${priority} in table ${table}`;
  return { ...cause, summary: `${bridge} sends it, by ${flow}, to other ports than ${target}.` };
}

/** Whether the ports on both sides are in different VLANs: then no flood goes from one to the other. */
function areApart({ gap, readings }: View): boolean {
  const tags = readRows(readings.text(portsOf(portsBeside(gap)))).flatMap((row) => row.get('tag') ?? []);
  return new Set(tags.filter((tag) => typeof tag === 'number')).size > 1;
}

/** One cause for all ports of a bridge that it leaves out of floods. */
function leftOut({ readings }: View, bridge: string): Pick<Cause, 'thing' | 'fix'> {
  const ports = portsIn(readings.text(portsOn(bridge)) ?? '').map(({ port }) => port);
  return {
    thing: `ports left out of floods of ${bridge}`,
    fix: {
      summary: `Have ${bridge} flood to its ports again`,
      risk: 'safe',
      commands: ports.flatMap((port) => floodAgain(bridge, port)),
      undo: [],
      permanent:
        'Open vSwitch leaves ports out so after a spanning tree (STP, RSTP) was switched off: find what used one.',
    },
  };
}

interface View {
  readonly gap: Gap;
  readonly readings: Readings;
  readonly lookups: readonly Lookup[];
  /** The port that it should leave by. */
  readonly target: string | undefined;
  readonly shown: Cause['evidence'];
}

/** The tables of the agent's firewall for what security groups let guests send and get, and for what they drop. */
const groupTables = { egress: '72', ingress: '82', dropped: '93' } as const;

/** The agent's firewall has tables 71 to 94 (neutron-lib, plugins/ml2/ovs_constants.py). */
const isOfFirewall = ({ table }: Lookup): boolean => Number(table) >= 71 && Number(table) <= 94;

/**
 * An agent's firewall asks conntrack by network, whose VLAN is in register 6, and marks nothing that it lets pass: flows of
 * an earlier start of the agent, which have another cookie, do no harm by that.
 */
const isTrackedApart = (lookup: Lookup, deed: string): boolean =>
  deed.startsWith('ct(') && !(isOfFirewall(lookup) && usualTracking.test(deed));

const usualTracking = /^ct\((?:commit,)?(?:table=\d+,)?zone=(?:NXM_NX_REG6|reg6)\[0\.\.15\]\)$/;

/** Whether a security group does not let the packet in or out, in the flows of the agent's firewall. */
function isByGroup(view: View, deciding: Lookup): boolean {
  const { from, to } = view.gap.crossing;
  const tables = [
    ...(from.kind === 'guest' ? [groupTables.egress] : []),
    ...(to.kind === 'guest' ? [groupTables.ingress] : []),
  ];
  const isThere = (table: string) => tables.some((each) => each === table);
  const isOfRules = isThere(deciding.table) || deciding.table === groupTables.dropped;
  return isOfRules && !isForeign(view, deciding) && view.lookups.some(({ table }) => isThere(table));
}

/** Whether no rule lets anything out of the port at which a packet was dropped: what one lets out goes on to table 73. */
function letsNothingOut({ lookups, readings, gap }: View, { bridge, ofport }: SwitchEnd): boolean {
  if (gap.crossing.from.kind !== 'guest' || lookups.some(({ table }) => table === groupTables.ingress)) return false;
  const own = new RegExp(` table=${groupTables.egress},.*\\breg5=0x${ofport.toString(16)}\\b`);
  const lines = (readings.text(flowsOf(bridge)) ?? '').split('\n').filter((line) => own.test(line));
  return lines.length > 0 && !lines.some((line) => line.includes('resubmit(,73)'));
}

/** Groups let everything out unless their rules for it were deleted, so that the agent's flows may as well be gone. */
const unruled = (cause: Cause, { crossing }: Gap, { bridge }: SwitchEnd): Cause => ({
  ...cause,
  thing: `${bridge} table=${groupTables.egress}`,
  summary: `No flow of ${bridge} in table ${groupTables.egress} lets VM ${crossing.from.address} send anything: its security groups have no rule for what goes out, or the flows for them are gone.`,
});

/** Actions that make another packet of it. */
const changes =
  /^(?:mod_(?:dl|nw|tp)_|set_field:\S+->(?:eth|ip|nw|tcp|tp|arp)_|load:\S+->NXM_(?:OF|NX)_(?:ETH|IP|TCP|ARP)|dec_ttl)/;

/** Actions that take it into another VLAN, as those of agents do, too. */
const retags =
  /^(?:mod_vlan_|set_vlan_|strip_vlan|push_vlan|pop_vlan|set_field:\S+->vlan_|load:\S+->(?:NXM_OF|OXM_OF)_VLAN)/;

/**
 * Agents mark their flows: with a cookie that most flows of the bridge have. `marked`: only where they do; those of old
 * releases have none.
 */
function isForeign({ readings }: View, { bridge, cookie = '0x0', priority }: Lookup, only?: 'marked'): boolean {
  if (priority === 'none') return false;
  const counts = new Map<string, number>();
  for (const [, each = ''] of (readings.text(flowsOf(bridge)) ?? '').matchAll(/ cookie=(0x[0-9a-f]+)/g)) {
    counts.set(each, (counts.get(each) ?? 0) + 1);
  }
  const isRare = (counts.get(cookie) ?? 0) < Math.max(0, ...counts.values());
  return only === 'marked' ? isRare : cookie === '0x0' || isRare;
}

/** A flow as ovs-ofctl takes it. */
const flowWords = ({ table, priority, match }: Lookup): string =>
  `table=${table},priority=${priority}${match === '' ? '' : `,${match}`}`;

/** A flow in a sentence. */
const flowText = ({ table, priority, match }: Lookup): string =>
  `(table ${table}, priority ${priority}${match === '' ? '' : `, ${match}`})`;

function flowCause(view: View, lookup: Lookup, deed: string, layer: CauseLayer): Cause {
  const { gap, readings, shown } = view;
  const { bridge, table, priority, match } = lookup;
  const line = lineOf(readings.text(flowsOf(bridge)), lookup);
  const count = countIn(line);
  const old = countIn(lineOf(readings.before(flowsOf(bridge)), lookup));
  const counted =
    count === undefined
      ? []
      : [
          {
            // By priority it lists none ("unknown keyword priority").
            command: ['ovs-ofctl', 'dump-flows', bridge, [`table=${table}`, match].filter(Boolean).join(',')],
            where: 'host',
            output: `n_packets=${old ?? 0} before, ${count} after ${readings.sent ?? 'some'} packets`,
          },
        ];
  const actions = line?.match(/ actions=(.*)$/)?.[1] ?? 'drop';
  return {
    blocker: 'switch-flow',
    certainty: 'decided',
    layer: switchLayer(gap, layer),
    // As other probes call what they lost by it.
    thing: `${bridge} table=${table},priority=${priority},${match}`,
    summary:
      priority === 'none'
        ? `No flow of ${bridge} in table ${table} takes the packets: they are dropped.`
        : `A flow of ${bridge} ${flowText(lookup)} ${deed}.`,
    evidence: [...shown, ...counted],
    fix: isForeign(view, lookup) ? flowDeletion(bridge, flowWords(lookup), actions) : null,
    owner: 'l2-agent',
  };
}

/** A flow that passes the beginning of packets on, as a mirror may want it: ovs-actions(7), `output(port=…,max_len=…)`. */
function cutCause(view: View, { most }: Output): Cause {
  const cutting = view.lookups.findLast(({ deeds }) => deeds.some((deed) => deed.includes('max_len=')));
  const deed = `passes no more than ${most} bytes of a packet on`;
  if (cutting !== undefined) return flowCause(view, cutting, deed, 'vlan');
  return {
    ...{ blocker: 'switch-flow', certainty: 'decided', layer: switchLayer(view.gap, 'vlan'), evidence: view.shown },
    ...{ summary: `Open vSwitch ${deed} to ${view.target}.`, fix: null },
  };
}

/** A decision that the datapath keeps, though the flows have become others: seen of such that commit to conntrack. */
function staleCause({ gap, readings, shown }: View, port: string, target: string): readonly Cause[] {
  const { crossing, arp } = gap;
  const [from, to] = [macOf(crossing.from), macOf(crossing.to)];
  const number = datapathNumberOf(readings.text(datapathPorts) ?? '', port);
  if (gap.segment.kind !== 'switch' || arp !== undefined || from === undefined || to === undefined) return [];
  if (number === undefined) return [];
  const stale = cachedFlowsFrom(readings.text(cachedFlows), number, from).find((line) => {
    const [match = '', list = ''] = line.split(' actions:');
    const isPassed = outputsOf(list).some(({ port: output }) => output === target);
    return match.includes(`,dst=${to})`) && !list.includes('recirc(') && !isPassed;
  });
  if (stale === undefined) return [];
  return [
    {
      blocker: 'switch-flow',
      certainty: 'possible',
      layer: switchLayer(gap, 'vlan'),
      thing: `stale datapath flow ${port} ${target}`,
      summary: `The datapath of Open vSwitch still drops packets from ${port} by a cached decision, though the flows pass them.`,
      evidence: [{ command: cachedFlows.argv, where: 'host', output: stale.trim(), isSeen: true }, ...shown],
      fix: {
        summary: 'Let Open vSwitch decide again on all packets',
        risk: 'safe',
        commands: [['ovs-appctl', 'revalidator/purge']],
        undo: [],
        permanent: 'Nothing to keep: it is a fault of Open vSwitch. Update it, if this comes back.',
      },
    },
  ];
}

/** A meter that has dropped what was sent. */
function meterCause(view: View, bridge: string): Cause | undefined {
  const { gap, readings, lookups } = view;
  const question = metersOf(bridge);
  const before = readMeters(readings.before(question) ?? '');
  for (const [meter, dropped] of readMeters(readings.text(question) ?? '')) {
    const lookup = lookups.find((each) => each.bridge === bridge && each.deeds.includes(`meter:${meter}`));
    // A meter lets some pass.
    const rise = roseBy(before.get(meter), dropped, undefined);
    if (lookup === undefined || rise === undefined) continue;
    const line = lineOf(readings.text(laterFlowsOf(bridge)), lookup);
    const flow = flowWords(lookup);
    const actions = line?.match(/ actions=(.*)$/)?.[1] ?? '';
    const change = (list: string) => [
      'ovs-ofctl',
      '-O',
      'OpenFlow13',
      '--strict',
      'mod-flows',
      bridge,
      `${flow},actions=${list}`,
    ];
    const rest = actions.replace(`meter:${meter},`, '');
    return {
      blocker: 'switch-flow',
      certainty: 'counted',
      layer: switchLayer(gap, 'security'),
      summary: `Meter ${meter} of ${bridge} drops packets of a flow ${flowText(lookup)}.`,
      evidence: [
        {
          command: question.argv,
          where: 'host',
          output: `meter:${meter} dropped ${before.get(meter) ?? 0} before, ${dropped} after ${readings.sent ?? 'some'} packets`,
        },
      ],
      // A flow that is not the agent's goes with its meter.
      fix: isForeign(view, lookup)
        ? flowDeletion(bridge, flow, actions, 'the flow and its meter')
        : rest === actions || rest === ''
          ? null
          : {
              summary: `Take the flow out of meter ${meter}`,
              risk: 'safe',
              commands: [change(rest)],
              undo: [change(actions)],
              permanent:
                'If the limit is meant, set it by a QoS policy in Neutron, wide enough; else find what added the meter.',
            },
    };
  }
  return undefined;
}

/** `meter:77 flow_count:1 …`, and below it, for each band, `0: packet_count:3 byte_count:4326`: what it has dropped. */
const readMeters = (text: string): ReadonlyMap<string, number> =>
  new Map(
    text.split(/^(?=meter:)/m).flatMap((block): [string, number][] => {
      const [, meter] = block.match(/^meter:(\d+) /) ?? [];
      const bands = [...block.matchAll(/^\d+: packet_count:(\d+)/gm)].map(([, count]) => Number(count));
      return meter === undefined ? [] : [[meter, bands.reduce((sum, count) => sum + count, 0)]];
    }),
  );

/**
 * The way by which a packet came to a stack that did nothing with it: what came with a VLAN tag looks, in a capture of all
 * devices, as if it had come without.
 */
function arrivalOf(gap: Gap): Gap | undefined {
  const { segment, after, crossing, arp } = gap;
  if (segment.kind !== 'stack' || after?.direction !== 'in') return undefined;
  const isStop = (stop: Stop): boolean =>
    stop.kind === 'stack' && stop.device === after.device && stop.namespace === after.namespace;
  const [to, from] = isStop(crossing.to) ? [crossing.to, crossing.from] : [crossing.from, crossing.to];
  if (!isStop(to) || from.end === undefined || to.end === undefined) return undefined;
  return {
    ...gap,
    segment: { kind: 'switch', from: from.end, to: to.end },
    crossing: { from, to, isInjected: false },
    arp: arp && 'request',
  };
}

/** An Ethernet header, as long as the VLAN tag is not in it. */
const ethernetBytes = 14;

/** Who is no switch takes no frames with a tag. */
const isWhole = ({ isTagged }: Output, { crossing: { to } }: Gap): boolean => !isTagged || to.kind === 'outside';

/** The flow in `ovs-ofctl dump-flows`. */
function lineOf(text: string | undefined, { table, priority, match }: Lookup): string | undefined {
  const words = match === '' ? `priority=${priority} ` : `priority=${priority},${match} `;
  return (text ?? '').split('\n').find((each) => each.includes(` table=${table}, `) && each.includes(words));
}

/** How many packets it has counted. */
function countIn(line: string | undefined): number | undefined {
  const count = line?.match(/n_packets=(\d+)/)?.[1];
  return count === undefined ? undefined : Number(count);
}

const mostLines = 40;
const excerpt = (text: string): string => text.trim().split('\n').slice(0, mostLines).join('\n');
