import { failureOf } from '../facts/result.ts';
import type { Command, CommandResult } from '../host/host.ts';

/** Puts a frame into the switch, through its flow tables, as if the device behind the port had sent it. */
export const packetOutWords = (bridge: string, ofport: number | string, frame: string) =>
  ['ovs-ofctl', '--timeout=5', 'packet-out', bridge, `in_port=${ofport},packet=${frame},actions=resubmit(,0)`] as const;

/** Why a frame may not have got into the switch; undefined where it did. Where it did, ovs-ofctl prints nothing. */
export function packetOutFailure(command: Command, result: CommandResult | undefined): string | undefined {
  const failure = failureOf(command, result ?? { kind: 'aborted' });
  if (failure !== undefined || result?.kind !== 'exited' || result.stdout === '') return failure;
  return '`ovs-ofctl packet-out` printed what it should not: whether it sent anything is not known';
}
