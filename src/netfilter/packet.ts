import { isDeviceOf, isInCidr, isInPorts } from './predicates.ts';
import type { Condition, Match, Rule } from './rule.ts';

/**
 * A packet at one place of the kernel, as far as it is known. `undefined`: not known; `null`: it has none, as a packet
 * that the host itself sends comes in by no device.
 */
export interface Packet {
  readonly in?: string | null | undefined;
  readonly out?: string | null | undefined;
  /** The ports of the Linux bridge that it crosses; null where it is routed. */
  readonly portIn?: string | null | undefined;
  readonly portOut?: string | null | undefined;
  readonly source?: string | null | undefined;
  readonly destination?: string | null | undefined;
  readonly sourceMac?: string | null | undefined;
  readonly destinationMac?: string | null | undefined;
  readonly ethernetType?: number | undefined;
  /** In the words of iptables: `icmp`, `tcp`, `udp`. */
  readonly protocol?: string | null | undefined;
  readonly sourcePort?: number | null | undefined;
  readonly destinationPort?: number | null | undefined;
  readonly icmpType?: number | null | undefined;
  readonly icmpCode?: number | null | undefined;
  readonly mark?: number | undefined;
  /** What conntrack makes of it: `NEW`, `ESTABLISHED` … */
  readonly state?: string | undefined;
}

/** Whether a packet meets a rule or one of its conditions; `unknown` where nothing here can say. */
export type Answer = 'yes' | 'no' | 'unknown';

/** Whether a packet meets every condition of a rule. */
export function matchesPacket({ matches }: Pick<Rule, 'matches'>, packet: Packet): Answer {
  const answers = new Set(matches.map((match) => meets(match, packet)));
  return answers.has('no') ? 'no' : answers.has('unknown') ? 'unknown' : 'yes';
}

function meets(match: Match, packet: Packet): Answer {
  const answer = meetsPlainly(match, packet);
  if (answer === 'unknown' || !match.isNegated) return answer;
  return answer === 'yes' ? 'no' : 'yes';
}

function meetsPlainly(condition: Condition, packet: Packet): Answer {
  switch (condition.kind) {
    case 'comment':
      return 'yes';
    case 'source':
    case 'destination':
      return ask(packet[condition.kind], (address) => isInCidr(address, condition.range));
    case 'in':
    case 'out':
      return ask(packet[condition.kind], (device) => isDeviceOf(condition.device, device));
    case 'bridge-in':
      return ask(packet.in, (device) => isDeviceOf(condition.device, device));
    case 'bridge-out':
      return ask(packet.out, (device) => isDeviceOf(condition.device, device));
    case 'port-in':
      return ask(packet.portIn, (device) => isDeviceOf(condition.device, device));
    case 'port-out':
      return ask(packet.portOut, (device) => isDeviceOf(condition.device, device));
    case 'is-bridged':
      // Of a packet for the host itself it is not yet known by which port it would leave: it is not bridged.
      return both(ask(packet.portIn, always), ask(packet.portOut, always));
    case 'protocol':
      return ask(packet.protocol, (protocol) => protocol === condition.protocol);
    case 'source-port':
      return ask(packet.sourcePort, (port) => isInPorts(port, condition.ports));
    case 'destination-port':
      return ask(packet.destinationPort, (port) => isInPorts(port, condition.ports));
    case 'either-port':
      return either(
        ask(packet.sourcePort, (port) => isInPorts(port, condition.ports)),
        ask(packet.destinationPort, (port) => isInPorts(port, condition.ports)),
      );
    case 'icmp-type':
      return both(
        ask(packet.icmpType, (type) => type === condition.type),
        condition.code === undefined ? 'yes' : ask(packet.icmpCode, (code) => code === condition.code),
      );
    case 'state':
      // SNAT and DNAT are no states: they tell what became of the first packet.
      return condition.states.some((state) => state === 'SNAT' || state === 'DNAT')
        ? 'unknown'
        : ask(packet.state, (state) => condition.states.includes(state));
    case 'mark':
      return ask(packet.mark, (mark) => masked(mark, condition.mask) === condition.value);
    case 'source-mac':
      return ask(packet.sourceMac, (mac) => mac === condition.mac);
    case 'destination-mac':
      return ask(packet.destinationMac, (mac) => mac === condition.mac);
    case 'ethernet-type':
      return ask(packet.ethernetType, (type) => type === condition.type);
    case 'connection-mark':
    case 'set':
    case 'other':
      return 'unknown';
  }
}

const always = (): boolean => true;

function ask<T>(value: T | null | undefined, isMet: (value: T) => boolean): Answer {
  if (value === undefined) return 'unknown';
  return value !== null && isMet(value) ? 'yes' : 'no';
}

const both = (one: Answer, other: Answer): Answer =>
  one === 'no' || other === 'no' ? 'no' : one === 'yes' && other === 'yes' ? 'yes' : 'unknown';

const either = (one: Answer, other: Answer): Answer =>
  one === 'yes' || other === 'yes' ? 'yes' : one === 'no' && other === 'no' ? 'no' : 'unknown';

/** Of 32 bits, which JavaScript would take for a negative number. */
export const masked = (mark: number, mask: number): number => (mark & mask) >>> 0;
