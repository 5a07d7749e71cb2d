import type { SavedText } from '../host/host.ts';
import { defineFact } from './fact.ts';
import { agentNamespaceOf } from './namespaces.ts';
import { agentCommands } from './statements/agent-commands.ts';
import { agentErrors } from './statements/agent-errors.ts';
import { agentHealth, agentLogs, kernelLogs } from './statements/agent-logs.ts';
import { agentTasks } from './statements/agent-tasks.ts';
import { bareNamespaces } from './statements/bare-namespaces.ts';
import { captureTexts } from './statements/captures.ts';
import { clientTables } from './statements/cli-tables.ts';
import { receiveErrors } from './statements/counters.ts';
import { dnsmasqLog, dottedNames } from './statements/dnsmasq.ts';
import { otherDrivers } from './statements/drivers.ts';
import { dhcpClients, guestDevices, metadataClients } from './statements/guests.ts';
import { hybridPlugs } from './statements/hybrid-plugs.ts';
import { namespaceErrors } from './statements/namespaces.ts';
import { neighbourTables } from './statements/neighbours.ts';
import { ping } from './statements/ping.ts';
import { listeners, metadataRedirects, natDestinations, routesOutside } from './statements/routers.ts';
import { bridgeFilters, forwardRules, groupDrops, inputRules, spoofedPackets } from './statements/rules.ts';
import { endedServices } from './statements/services.ts';
import { agentSettings } from './statements/settings.ts';
import type { Found, Statement, StatementReader } from './statements/statement.ts';
import { switchOutlines, unknownBridges } from './statements/switch-outlines.ts';
import { charmLog, links, setUpErrors, switchErrors, switchLog } from './statements/switch-ports.ts';
import { tunnelAddresses } from './statements/tunnels.ts';

const readers: readonly StatementReader[] = [
  agentLogs,
  agentTasks,
  agentErrors,
  agentCommands,
  agentHealth,
  kernelLogs,
  endedServices,
  otherDrivers,
  agentSettings,
  namespaceErrors,
  bareNamespaces,
  clientTables,
  dnsmasqLog,
  dottedNames,
  dhcpClients,
  metadataClients,
  guestDevices,
  ping,
  neighbourTables,
  captureTexts,
  links,
  switchErrors,
  switchLog,
  charmLog,
  setUpErrors,
  inputRules,
  forwardRules,
  spoofedPackets,
  bridgeFilters,
  groupDrops,
  switchOutlines,
  unknownBridges,
  tunnelAddresses,
  routesOutside,
  metadataRedirects,
  natDestinations,
  listeners,
  receiveErrors,
  hybridPlugs,
];

/** A statement with where it stands; the same one again, as in a log, is counted. */
export interface SavedStatement {
  readonly statement: Statement;
  /** The namespace in which its command ran; undefined: the host, or not known. */
  readonly namespace: string | undefined;
  /** What printed it, where that is known. */
  readonly command: readonly string[] | undefined;
  readonly file: string;
  /** It stands in a pasted text, of which somebody chose the parts. */
  readonly isPasted: boolean;
  /** The first lines that make it, and their numbers in the file. */
  readonly lines: readonly { readonly number: number; readonly text: string }[];
  readonly count: number;
}

/** What texts say outright, whatever command printed them; a live host is asked for causes themselves. */
export const statements = defineFact({
  id: 'statements',
  about: 'what saved texts say outright: lines of logs, pings without an answer',
  isForSaved: true,
  read: (_, { saved }): readonly SavedStatement[] => {
    const texts = saved.texts();
    const atHome = new Set(texts.flatMap(pingedInNamespace));
    return unique(texts.flatMap(statementsIn).filter((one) => !isOfTenant(one, atHome)));
  },
});

/** What somebody pinged in a namespace of an agent: an address of its network. */
const pingedInNamespace = ({ namespace, command }: SavedText): readonly string[] =>
  namespace !== undefined && agentNamespaceOf(namespace) !== undefined && command?.includes('ping') === true
    ? command.slice(-1)
    : [];

/** The host itself has no route to an address of a tenant network, and needs none. */
const isOfTenant = ({ statement, namespace }: SavedStatement, atHome: ReadonlySet<string>): boolean =>
  statement.kind === 'destination-unrouted' &&
  namespace === undefined &&
  statement.target !== undefined &&
  atHome.has(statement.target);

/** Whether a text says anything outright. */
export const hasStatements = (text: string): boolean =>
  foundIn(text, undefined, undefined, () => false).found.length > 0;

function foundIn(
  content: string,
  namespace: string | undefined,
  command: readonly string[] | undefined,
  isWhole: () => boolean,
): { readonly found: readonly Found[]; readonly lines: readonly string[] } {
  const spelled = spelledOut(content, command);
  const chosen = readers.filter(({ sign }) => sign.test(spelled));
  const lines = chosen.length === 0 ? [] : spelled.split(/\r?\n/);
  const found = chosen.flatMap((reader) => reader.read(lines, namespace, command, isWhole));
  return { found, lines: spelled === content ? lines : content.split(/\r?\n/) };
}

/** `crudini --get FILE SECTION KEY` prints the value alone: here as it stands in the file. */
function spelledOut(content: string, command: readonly string[] | undefined): string {
  const [tool, verb, , , key] = command ?? [];
  return tool === 'crudini' && verb === '--get' && key !== undefined ? `${key} = ${content}` : content;
}

function statementsIn(text: SavedText): readonly SavedStatement[] {
  const { found, lines } = foundIn(text.read(), text.namespace, text.command, () => text.isWhole());
  if (found.length > 0) text.noteUse();
  const isOver = text.file.startsWith('var/log/') ? beforeLastDay(lines) : () => false;
  return found
    .filter(({ at: [first = 0] }) => !isOver(first))
    .map(({ statement, at }) => ({
      statement,
      namespace: text.namespace,
      command: text.command,
      file: text.file,
      isPasted: text.isPasted,
      lines: at.map((index) => ({ number: text.line + index, text: lines[index]?.trim() ?? '' })),
      count: 1,
    }));
}

const day = 24 * 60 * 60 * 1000;
/** `2022-02-04 10:06:18` of OpenStack, `Feb  4 10:06:18` of syslog. */
const timed = /^(\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d)/;

const timeOf = (line: string): number | undefined => {
  const time = timed.exec(line)?.[1];
  // Syslog tells no year: one is as good as another to compare days.
  const at = time === undefined ? Number.NaN : Date.parse(/^\d/.test(time) ? time : `${time} 2000`);
  return Number.isNaN(at) ? undefined : at;
};

/** Whether a line of a log is more than a day older than its end: what it says was over, or would have been said again. */
function beforeLastDay(lines: readonly string[]): (index: number) => boolean {
  const last = lines.findLast((line) => timeOf(line) !== undefined);
  const end = last === undefined ? undefined : timeOf(last);
  return (index) => {
    const line = lines.slice(Math.max(0, index - 60), index + 1).findLast((one) => timeOf(one) !== undefined);
    const time = line === undefined ? undefined : timeOf(line);
    return end !== undefined && time !== undefined && end - time > day;
  };
}

function unique(all: readonly SavedStatement[]): readonly SavedStatement[] {
  const byKey = new Map<string, SavedStatement>();
  // Neutron and nova both log a port that could not be bound; only one of them names the host.
  const keyOf = ({ statement, namespace }: SavedStatement) =>
    statement.kind === 'binding-failed' && statement.portId !== undefined
      ? statement.portId
      : JSON.stringify([statement, namespace]);
  const tellsMore = ({ statement }: SavedStatement) =>
    statement.kind === 'binding-failed' && statement.host !== undefined;
  for (const one of all.toSorted((a, b) => Number(tellsMore(b)) - Number(tellsMore(a)))) {
    const key = keyOf(one);
    const before = byKey.get(key);
    byKey.set(key, before === undefined ? one : { ...before, count: before.count + one.count });
  }
  return [...byKey.values()];
}
