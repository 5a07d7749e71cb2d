import { isKnownLine } from './agent-logs.ts';
import { isKnownTask, reasonIn } from './agent-tasks.ts';
import type { Found, StatementReader } from './statement.ts';

/** `ERROR neutron.agent.l3.agent [req-…] message`, before Havana `ERROR [quantum.agent.l3_agent] message`. */
const logged =
  /\b(?:ERROR|CRITICAL|TRACE)\s+(\[?)((?:neutron|quantum|nova\.(?:virt|network|compute)|os_vif|oslo_messaging|oslo\.messaging)(?:\.\w+)*)\]?(.*)$/;
/** What the journal has of an agent's trace: `neutron-l3-agent[123]: ValueError: …`. */
const journal = /\b((?:neutron|quantum)-[a-z-]+?)(?:\[\d+\])?: ((?:[\w.]+\.)?[A-Z]\w*(?:Error|Exception)\b:? .*)$/;

/** The first form that fits names the agent, by the logger's name or that of the service. */
const agents: readonly (readonly [RegExp, string])[] = [
  [/dhcp/, 'DHCP agent'],
  [/l3|router/, 'L3 agent'],
  [/metadata/, 'metadata agent'],
  [/openvswitch|linuxbridge|drivers\.agent\b|ovs_(?:neutron|quantum)_agent|ovs_lib/, 'L2 agent'],
  [/^(?:nova|os_vif)/, 'compute service'],
  [/^neutron-server|\.(?:db|plugins|api|services)\b/, 'Neutron server'],
];

const agentOf = (logger: string): string | undefined => agents.find(([form]) => form.test(logger))?.[1];

/** Nobody reads more than a few of them. */
const atMost = 3;
/** Within so many lines a trace has a line of which the cause is known. */
const reach = 60;

/** Errors of the agents in their own words, where nothing else is known of them: each message once. */
export const agentErrors: StatementReader = {
  sign: /^[ \t]*\|[ \t]*fault[ \t]*\||\b(?:ERROR|CRITICAL)\b|(?:neutron|quantum)-\S+: .*(?:Error|Exception)\b/,
  read(lines) {
    const explained = stretchesWithKnownLines(lines);
    const seen = new Set<string>();
    const found: Found[] = [];
    for (const [at, line] of lines.entries()) {
      if (found.length === atMost) break;
      const error = errorIn(line);
      if (error === undefined || explained.has(Math.floor(at / reach))) continue;
      if (seen.has(keyOf(error.message))) continue;
      seen.add(keyOf(error.message));
      const reason = reasonBehind(lines, at);
      if (reason !== undefined) seen.add(keyOf(reason.because));
      const own = reason === undefined ? error.message : error.message.replace(emptyOutcome, '');
      const message = [own, ...brokenRest(own, lines[at + 1])].filter((part) => part !== '').join(' ');
      const because =
        reason === undefined || message.includes(reason.because)
          ? message
          : [message, reason.because].filter((part) => part !== '').join(': ');
      found.push({
        statement: {
          kind: 'agent-error',
          agent: error.agent ?? programBehind(lines, at),
          because: because.slice(0, 200),
        },
        at: [...new Set([at, reason?.at ?? at])].toSorted((one, other) => one - other),
      });
    }
    return found;
  },
};

/** What an agent logs of a command, where what the command said stands in the next line. */
const emptyOutcome = /^Exit code: -?\d+; .*\bStderr:?\s*$/;

/** Whose program a trace begins with. */
function programBehind(lines: readonly string[], at: number): string | undefined {
  for (const line of lines.slice(at + 1, at + 8)) {
    const program = /\bFile "\S*\/bin\/((?:neutron|quantum)-[\w-]+)"/.exec(line)?.[1];
    if (program !== undefined) return agentOf(program);
  }
  return undefined;
}

/** The same words about another port or at another time are the same error. */
const keyOf = (message: string): string => message.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\d+/g, '#');

/** The stretches of lines, by their number, in or next to which a line stands of which the cause is known. */
function stretchesWithKnownLines(lines: readonly string[]): ReadonlySet<number> {
  const stretches = new Set<number>();
  for (const [at, line] of lines.entries()) {
    // Why a process ends stands next to the line that says so, most often in a log of its own.
    if (/should not have died/.test(line) || (!isKnownLine(lines, at) && !isKnownTask(line))) continue;
    for (const beside of [-1, 0, 1]) stretches.add(Math.floor(at / reach) + beside);
  }
  return stretches;
}

/** A page may have broken a line behind its first words: what follows without a time and a level goes on with it. */
const brokenRest = (message: string, next = ''): readonly string[] =>
  message.length < 30 && next.trim() !== '' && !/\b(?:ERROR|CRITICAL|TRACE|WARNING|INFO|DEBUG)\b|^\d{4}-/.test(next)
    ? [next.trim().replace(/[.:]+$/, '')]
    : [];

/** What the trace of an error ends with; the next line with a message of its own ends the trace. */
function reasonBehind(
  lines: readonly string[],
  at: number,
): { readonly because: string; readonly at: number } | undefined {
  let last: { readonly because: string; readonly at: number } | undefined;
  for (let index = at + 1; index < Math.min(lines.length, at + reach); index += 1) {
    const line = lines[index] ?? '';
    if (line.trim() === '' || errorIn(line)?.isTrace === false || /\b(?:INFO|DEBUG|WARNING|WARN)\b/.test(line)) break;
    const because = errorIn(line)?.message ?? reasonIn(line);
    if (because !== undefined) last = { because, at: index };
  }
  return last;
}

/** What `nova show` and `openstack server show` print of an instance that failed, where it is of the network. */
const fault = /^\s*\|\s*fault\s*\|.*['"]message['"]: u?(['"])(.+?)\1(?:[,}]|\s*\|)/;
const ofNetwork = /\b(?:[Nn]etwork|Neutron|neutron|VIF|vif|[Vv]irtual [Ii]nterface|port)\b/;

/** Who logged an error, and what it says; lines of a trace say nothing by themselves, but for the one that ends it. */
function errorIn(
  line: string,
): { readonly agent: string | undefined; readonly message: string; readonly isTrace: boolean } | undefined {
  const shown = fault.exec(line)?.[2];
  if (shown !== undefined && ofNetwork.test(shown))
    return { agent: 'compute service', message: shown.replace(/[.:]+$/, ''), isTrace: false };
  const [, service, thrown] = journal.exec(line) ?? [];
  const [, bracket, logger, rest = ''] = service === undefined ? (logged.exec(line) ?? []) : [];
  const name = service ?? logger;
  if (name === undefined) return undefined;
  // Before Havana the logger stood in brackets, and a trace had neither it nor a time.
  const isBegun = bracket === '[' || /^\s*\[/.test(rest);
  const message = thrown ?? messageIn(rest, isBegun);
  // OVN is not judged.
  if (message === undefined || /ovn/.test(name)) return undefined;
  return { agent: agentOf(name), message, isTrace: thrown === undefined && !isBegun };
}

/** The name of an exception with its words, as a trace ends. */
const exception =
  /^(?:[\w.]+\.)?[A-Z]\w*(?:Error|Exception|NotFound|Timeout|Failed|Failure|Unauthorized|Forbidden|Refused|Unavailable)\b: (?=\S)|^(?:[\w.]+\.)?(?:Unauthorized|Forbidden)\b: (?=\S)/;
/** What an agent asks its switch for without need of it, and what another reader says of its processes. */
const harmless = /\bovs-vsctl: no row "[^"]+" in table \w+|The process should not have died|^respawning /;
/** What an agent logs of a command that failed: of its parts, what the command itself said counts. */
const failedCommand = /^.*\bExit code: -?\d+; .*?\bStderr: (?=\S)/;

/** Without the request and the instance before it; undefined for a line within a trace. */
function messageIn(rest: string, isBegun: boolean): string | undefined {
  const text = rest.replace(/^(?:\s*\[[^\]]*\])+/, '').trim();
  // nova marks each line of a trace with the instance that it is of.
  const isOfInstance = /^\s*\[instance: [^\]]*\] {2}|\] (?:During handling of|The above exception was)/.test(rest);
  const isTrace = isOfInstance || (!isBegun && !exception.test(text));
  if (
    isTrace ||
    text === '' ||
    harmless.test(text) ||
    /^(?:Traceback|File "|Command: |Exit code: \d+$|Stdout: |Stderr: )/.test(text)
  )
    return undefined;
  return text
    .replace(failedCommand, '')
    .replace(/\s*\bException:?$/, '')
    .replace(/[.:]+$/, '');
}
