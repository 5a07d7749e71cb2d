import { type Check, isOfTheWire } from '../engine/check.ts';
import type { Finding } from '../engine/diagnose.ts';
import type { Layer } from '../engine/layers.ts';
import type { StartingAgent } from '../facts/starting.ts';

type Role = StartingAgent['role'];

/** The layers whose state an agent writes anew when it starts. */
const layersOf: Readonly<Record<Role, readonly Layer[]>> = {
  'l2-agent': ['external-bridge', 'tap', 'vlan', 'overlay', 'security', 'vm'],
  'dhcp-agent': ['dhcp', 'metadata'],
  'l3-agent': ['router', 'vm', 'metadata', 'floating-ip'],
  'metadata-agent': ['metadata'],
};

/** What is done by another agent than the rest of its layer. */
const agentOf: Readonly<Record<string, Role>> = {
  'integration-bridge-flows-missing': 'l2-agent',
  'dhcp-port-missing': 'dhcp-agent',
  'dhcp-port-down': 'dhcp-agent',
  'gateway-port-missing': 'l3-agent',
  'router-interface-missing': 'l3-agent',
};

/** Whether an agent that is starting may be about to put right what was found. */
export function mayFix(role: Role, { check: id, layer }: Finding, checks: readonly Check[]): boolean {
  const own = agentOf[id];
  if (own !== undefined) return own === role;
  if (layersOf[role].includes(layer)) return true;
  // A packet is lost for what the L2 agent has not wired yet, whoever sent it.
  const check = checks.find((one) => one.id === id);
  return role === 'l2-agent' && check !== undefined && isOfTheWire(check);
}

/** How busy an agent had been up to a moment. */
interface Sample {
  readonly atMs: number;
  readonly busyMs: number;
}

const quietMs = 5000;
/** Once it has started, an agent asks for news every other second, which is far less. */
const leastShare = 0.05;

/** Whether an agent has done its work: for some seconds it has hardly used a processor. */
function isDone(samples: readonly Sample[]): boolean {
  const last = samples.at(-1);
  const earlier = samples.findLast(({ atMs }) => last !== undefined && last.atMs - atMs >= quietMs);
  if (last === undefined || earlier === undefined) return false;
  return (last.busyMs - earlier.busyMs) / (last.atMs - earlier.atMs) < leastShare;
}

/** Remembers how busy the agents of a host were at each observation. */
export class StartWatch {
  readonly #samples = new Map<number, readonly Sample[]>();

  /** Those of some agents whose start still goes on. */
  stillStarting(agents: readonly StartingAgent[], atMs: number): readonly StartingAgent[] {
    return agents.filter(({ pid, busyMs }) => {
      const samples = [...(this.#samples.get(pid) ?? []), { atMs, busyMs }];
      this.#samples.set(pid, samples);
      return !isDone(samples);
    });
  }
}
