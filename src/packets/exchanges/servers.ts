import { groupedBy } from '../../grouped.ts';
import type { DhcpFacts } from '../dhcp-packet.ts';
import type { Exchange } from './exchange.ts';
import type { DhcpExpectations } from './expectations.ts';
import { type DhcpProblem, framesOf, isAnswer, listed, serverAddress, serverName, times } from './problem.ts';

/** MAC addresses of Neutron ports begin so (`base_mac`); a server with another MAC is none of Neutron's. */
const neutronPrefix = 'fa:16:3e';

/** Servers that do not belong here, and several that answer the same client. */
export function foreignServers(exchanges: readonly Exchange[], expected: DhcpExpectations): readonly DhcpProblem[] {
  const answers = exchanges.flatMap(({ packets }) => packets.filter(isAnswer));
  const known = expected.serverIds === undefined ? competing(exchanges) : unexpected(answers, expected.serverIds);
  return [...known, ...sameIdFromTwo(answers)];
}

function unexpected(answers: readonly DhcpFacts[], serverIds: readonly string[]): readonly DhcpProblem[] {
  const foreign = answers.filter((packet) => !serverIds.includes(serverAddress(packet)));
  return [...groupedBy(foreign, serverName)].map(([name, own]) =>
    rogue(`A DHCP server that does not belong here answers: ${name}, ${times(own.length)}.`, own),
  );
}

const rogue = (summary: string, packets: readonly DhcpFacts[]): DhcpProblem => ({
  kind: 'rogue-server',
  severity: 'error',
  summary,
  frames: framesOf(packets),
});

/** Without knowing who belongs here: what several servers in one exchange tell about each other. */
function competing(exchanges: readonly Exchange[]): readonly DhcpProblem[] {
  const contested = exchanges
    .map(({ packets }) => packets.filter(isAnswer))
    .filter((answers) => doDiffer(answers.map(serverAddress)));
  const groups = groupedBy(contested, (answers) => [...new Set(answers.map(serverName))].sort().join(' and '));
  return [...groups].map(([names, own]) => judge(names, own));
}

function judge(names: string, contested: readonly (readonly DhcpFacts[])[]): DhcpProblem {
  const answers = contested.flat();
  // Neutron runs several servers for a network if told so; each knows every port, so they offer the same address.
  const doAgree = contested.every(
    (own) => new Set(own.filter(({ type }) => type !== 'NAK').map(({ yiaddr }) => yiaddr)).size < 2,
  );
  if (doAgree) {
    return {
      kind: 'two-servers',
      severity: 'note',
      summary: `Several servers answer the same clients: ${names}. They offer the same addresses.`,
      frames: framesOf(answers),
    };
  }
  const foreign = answers.filter(({ srcMac }) => srcMac !== null && !srcMac.startsWith(neutronPrefix));
  const own = answers.filter(({ srcMac }) => srcMac?.startsWith(neutronPrefix));
  if (own.length > 0 && foreign.length > 0) {
    const who = listed([...new Set(foreign.map(serverName))]);
    const owner = listed([...new Set(own.map(serverName))]);
    return rogue(`Rogue DHCP server beside ${owner}: ${who}, whose MAC is not Neutron's.`, foreign);
  }
  return rogue(`Servers contradict each other: ${offers(answers)}. One of them does not belong here.`, answers);
}

/** Who offers what. */
function offers(answers: readonly DhcpFacts[]): string {
  return [...groupedBy(answers, serverName)]
    .map(([name, own]) => `${name} offers ${listed([...new Set(own.map(({ yiaddr }) => yiaddr))])}`)
    .join('; ');
}

/** Without a set for each of thousands of exchanges. */
const doDiffer = (names: readonly (string | null)[]): boolean => names.some((name) => name !== names[0]);

/** Relays rewrite the sender's MAC, so relayed answers tell nothing here. */
function sameIdFromTwo(answers: readonly DhcpFacts[]): readonly DhcpProblem[] {
  const direct = answers.filter(
    ({ giaddr, srcMac, serverId }) => giaddr === '0.0.0.0' && srcMac !== null && serverId !== null,
  );
  const ofOneId = [...groupedBy(direct, ({ serverId }) => serverId ?? '').values()];
  const groups = ofOneId
    .filter((own) => doDiffer(own.map(({ srcMac }) => srcMac)))
    .flatMap((own) => [...groupedBy(own, ({ vlan }) => vlan.join()).values()]);
  return groups.flatMap((own) => {
    const macs = [...new Set(own.map(({ srcMac }) => srcMac ?? ''))];
    if (macs.length < 2) return [];
    return {
      kind: 'server-id-twice' as const,
      severity: 'warning' as const,
      summary: `Two machines answer as server ${own[0]?.serverId}: ${listed(macs)}.`,
      frames: framesOf(own),
    };
  });
}
