import type { Known } from '../facts/known.ts';
import type { Services } from '../facts/services.ts';
import type { DhcpWatch } from '../topology/dhcp-watches.ts';

/** The flow that dropped a traced packet, as `ofproto/trace` names it. */
export interface DroppingFlow {
  readonly bridge: string;
  readonly table: string;
  readonly match: string;
  readonly priority: string;
  readonly cookie: string | undefined;
}

/**
 * Reads the trace of a packet that ends in a drop: the last rule before the word. ovs-appctl's format of 2.9 to 3.1. Of a
 * packet that the switch floods, what other bridges drop is not its end.
 */
export function droppingFlow(trace: string): DroppingFlow | undefined {
  const isPassed = /^Datapath actions: (?!drop)/m.test(trace);
  let bridge = '';
  let rule: Omit<DroppingFlow, 'bridge'> | undefined;
  for (const line of trace.split('\n')) {
    if (isPassed && bridge !== '' && /^\s*bridge\("/.test(line)) return undefined;
    bridge = line.match(/^bridge\("(.*)"\)/)?.[1] ?? bridge;
    const [, table, match, priority, cookie] =
      line.match(/^\s*(\d+)\. (?:(.*), )?priority (\d+)(?:, cookie (\S+))?$/) ?? [];
    if (table !== undefined && priority !== undefined) rule = { table, match: match ?? '', priority, cookie };
    else if (/^\s*\d+\. /.test(line)) rule = undefined;
    if (/^\s+drop$/.test(line) && rule !== undefined) return { bridge, ...rule };
  }
  return undefined;
}

/** A flow that names ARP and drops it; the agent's own ones let some of it through and drop what is left. */
export const arpFlow = /(?:^|,)arp(?:,|$)|dl_type=0x0806/;

/** A packet that the switch lost, and what its flow tables do to it. */
export interface Lost {
  readonly trace: DhcpWatch['trace'];
  readonly services: Known<Services>;
  /** Where it was lost, for when no trace tells more. */
  readonly place: string;
}

/** A flow that names DHCP. */
export const dhcpFlow = /\b(?:tp|udp)_(?:src|dst)=6[78]\b/;

/** What loses the packets, as one name for all networks that lose theirs there: a flow, or the lack of any. */
export function lossOf({ trace, place }: Lost): string {
  if (!trace.known) return place;
  const flow = droppingFlow(trace.value.text);
  return flow === undefined ? 'no flow' : `${flow.bridge} ${flowWords(flow)}`;
}

/**
 * Whether the flow tables, as they stand, let the packet pass: then whatever takes it is none of them. Where its way ends on
 * the bridge that it came in by, what other bridges drop of a flood, further to the right in the trace, is not its end.
 */
export function passesFlows({ trace }: Pick<Lost, 'trace'>, isWithinBridge: boolean): boolean {
  if (!trace.known || !/^Datapath actions: (?!drop)/m.test(trace.value.text)) return false;
  return !(isWithinBridge ? /^ {1,6}drop$/m : /^ +drop$/m).test(trace.value.text);
}

/** What the trace says of it, as the end of a sentence. */
export function lossSentence({ trace }: Pick<Lost, 'trace'>): string {
  if (!trace.known) return '';
  const flow = droppingFlow(trace.value.text);
  if (flow !== undefined)
    return `: ${flow.bridge} drops it in table ${flow.table}, by the flow ${flow.match || '(any packet)'} of priority ${flow.priority}`;
  const [, table] = trace.value.text.match(/^[ \t]*(\d+)\. No match\.?\n\s+drop$/m) ?? [];
  return table === undefined ? '' : `: no flow of table ${table} takes it on`;
}

export const flowWords = ({ table, priority, match }: DroppingFlow): string =>
  `table=${table},priority=${priority},${match}`;
