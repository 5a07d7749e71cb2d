import type { Command } from '../host/host.ts';
import { vswitchd } from './daemons.ts';
import { type Answers, defineFactOfEach } from './fact.ts';
import { type Known, partly, Unparsable, unknown } from './known.ts';
import { isProgrammed, needsOfBridges, switchBridges } from './programmed-bridges.ts';
import { parsed, refuseNoise } from './result.ts';

/** One OpenFlow flow of a bridge, as `ovs-ofctl dump-flows` prints it. */
export interface Flow {
  readonly table: number;
  readonly priority: number;
  readonly cookie: string | undefined;
  readonly packets: number;
  /** By field, in the order printed; a bare protocol word such as `arp` has the value ''. */
  readonly match: ReadonlyMap<string, string>;
  readonly actions: string;
  /** Priority, match and actions, in the words of ovs-ofctl. */
  readonly text: string;
}

/** The flows of each bridge that was asked, by the bridge's name. */
export type BridgeFlows = ReadonlyMap<string, Known<readonly Flow[]>>;

export const flowsOf = (flows: BridgeFlows, bridge: string): Known<readonly Flow[]> =>
  flows.get(bridge) ?? unknown(`the flows of ${bridge} were not read`);

/** The flows of a bridge, and how many they are. */
const flowCommands = (bridge: string) => ({
  flows: { argv: ['ovs-ofctl', '--timeout=5', 'dump-flows', bridge] } satisfies Command,
  count: { argv: ['ovs-ofctl', '--timeout=5', 'dump-aggregate', bridge] } satisfies Command,
});

/** Of the bridges on which agents program flows. */
export const flows = defineFactOfEach({
  id: 'flows',
  about: 'the flows of the bridges',
  needs: needsOfBridges,
  each: switchBridges,
  wordName: 'BRIDGE',
  isWanted: isProgrammed,
  given: { fact: vswitchd, command: 'version' },
  ask: flowCommands,
  read: (answers, _, bridge) => readFlows(bridge, answers),
  // While an agent or a learning flow is at work, the list and the number may differ.
  isUnsure: (list) => !list.known,
  join: (all): BridgeFlows => all,
});

/** With their number as a second witness: a list cut short would make flows look deleted. */
function readFlows(
  bridge: string,
  { flows: list, count }: Answers<ReturnType<typeof flowCommands>>,
): Known<readonly Flow[]> {
  const number = parsed(count.command, count.result, parseFlowCount);
  const listed = parsed(list.command, list.result, parseFlows);
  if (!listed.known) return listed;
  if (!number.known) {
    const isHeaded = list.result.kind === 'exited' && heading.test(list.result.stdout);
    // Without its heading, a list that has nothing may be no list at all.
    return listed.value.length > 0 || isHeaded ? partly(listed.value, number.reason) : unknown(number.reason);
  }
  return listed.value.length === number.value
    ? listed
    : unknown(`${bridge} listed ${listed.value.length} flows, reports ${number.value}`);
}

/** Open vSwitch before 2.8 (2017) begins a list with it. */
const heading = /^\s*\w+_FLOW reply /;

/** `NXST_AGGREGATE reply (xid=0x4): packet_count=2340 byte_count=256802 flow_count=29` */
function parseFlowCount(text: string): number {
  refuseNoise(text);
  const count = text.match(/^\w+_AGGREGATE reply .*\bflow_count=(\d+)\s*$/)?.[1];
  if (count === undefined) throw new Unparsable('no number of flows');
  return Number(count);
}

/** ovs-ofctl(8), "dump-flows"; seen with Open vSwitch 3.1. Ports are numbers where standard output is no terminal. */
function parseFlows(text: string): readonly Flow[] {
  refuseNoise(text);
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !heading.test(line))
    .map(parseFlow);
}

/** ovs-ofctl leaves out the priority of a flow that has the default one (OFP_DEFAULT_PRIORITY). */
const defaultPriority = 32768;

/** What stands before the match, be it glued to it by a page that lost the blanks: these are the names of no field. */
const statisticName = 'cookie|duration|table|n_packets|n_bytes|(?:idle|hard)_(?:timeout|age)|importance';
const flowLine = new RegExp(`^ *((?:[a-z_]+=[^ ,]+, |(?:${statisticName})=[^ ,]+, *)*)(?:(.*?) )?actions=(.+)$`);

function parseFlow(line: string): Flow {
  const [, statistics, words = '', actions] = flowLine.exec(line) ?? [];
  if (statistics === undefined || actions === undefined) throw new Unparsable(`no flow: ${line.slice(0, 60)}`);
  const statistic = (name: string) => statistics.match(new RegExp(`(?:^|, *)${name}=([^ ,]+)`))?.[1];
  // Flags such as `reset_counts` stand before the match, with a space between.
  const matchText = words.slice(words.lastIndexOf(' ') + 1);
  const fields = matchText.split(',').filter((field) => field !== '');
  const match = new Map(fields.map((field) => splitField(field)));
  const priority = match.get('priority');
  match.delete('priority');
  return {
    table: Number(statistic('table') ?? 0),
    priority: priority === undefined ? defaultPriority : Number(priority),
    cookie: statistic('cookie'),
    packets: Number(statistic('n_packets') ?? 0),
    match,
    actions,
    text: `${matchText === '' ? '' : `${matchText} `}actions=${actions}`,
  };
}

function splitField(field: string): [string, string] {
  const at = field.indexOf('=');
  return at === -1 ? [field, ''] : [field.slice(0, at), field.slice(at + 1)];
}
