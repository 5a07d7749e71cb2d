import type { Command, CommandResult, Host } from '../host/host.ts';
import { type Known, Unparsable, unknown } from './known.ts';
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
export const flowCommands = (bridge: string): readonly [flows: Command, count: Command] => [
  { argv: ['ovs-ofctl', '--timeout=5', 'dump-flows', bridge] },
  { argv: ['ovs-ofctl', '--timeout=5', 'dump-aggregate', bridge] },
];

/**
 * Reads the flows of bridges, with their number as a second witness: a list cut short would make flows look deleted.
 * While an agent or a learning flow is at work the two may differ, so those bridges are asked once more.
 */
export async function readFlows(host: Host, bridges: readonly string[]): Promise<BridgeFlows> {
  const first = await readOnce(host, bridges);
  const unsure = bridges.filter((bridge) => first.get(bridge)?.known !== true);
  return unsure.length === 0 ? first : new Map([...first, ...(await readOnce(host, unsure))]);
}

async function readOnce(host: Host, bridges: readonly string[]): Promise<BridgeFlows> {
  const commands = bridges.flatMap(flowCommands);
  const results = await host.run(commands);
  return new Map(
    bridges.map((bridge, index) => [bridge, readBridge(bridge, results[2 * index], results[2 * index + 1])]),
  );
}

const noAnswer: CommandResult = { kind: 'aborted' };

function readBridge(bridge: string, flows = noAnswer, aggregate = noAnswer): Known<readonly Flow[]> {
  const [flowsCommand, countCommand] = flowCommands(bridge);
  const count = parsed(countCommand, aggregate, parseFlowCount);
  const list = parsed(flowsCommand, flows, parseFlows);
  if (!list.known) return list;
  if (!count.known) return count;
  return list.value.length === count.value
    ? list
    : unknown(`${bridge} told of ${list.value.length} flows, but counts ${count.value}`);
}

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
    .filter((line) => line !== '' && !/^\w+_FLOW reply /.test(line))
    .map(parseFlow);
}

/** ovs-ofctl leaves out the priority of a flow that has the default one (OFP_DEFAULT_PRIORITY). */
const defaultPriority = 32768;

function parseFlow(line: string): Flow {
  const [, statistics, words = '', actions] = line.match(/^ ?((?:[a-z_]+=[^ ,]+, )*)(?:(.*?) )?actions=(.+)$/) ?? [];
  if (statistics === undefined || actions === undefined) throw new Unparsable(`no flow: ${line.slice(0, 60)}`);
  const statistic = (name: string) => statistics.match(new RegExp(`(?:^|, )${name}=([^ ,]+)`))?.[1];
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
