import type { Found, Statement, StatementReader } from './statement.ts';
import { foundInLine } from './wrapped.ts';

const uuid = '([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})';

/*
 * Lines in which Neutron, Quantum and nova name a cause. Each is the text of a message in their code; where a release words it
 * differently, both are here.
 */
const forms: readonly (readonly [RegExp, (match: RegExpExecArray) => Statement])[] = [
  [
    new RegExp(`\\bFailed to bind port ${uuid} on host ([\\w.-]+)`),
    ([, portId, host]) => ({ kind: 'binding-failed', portId, host }),
  ],
  [
    new RegExp(`\\b(?:PortBindingFailed: )?Binding failed for port ${uuid}, please check neutron logs`),
    ([, portId]) => ({ kind: 'binding-failed', portId, host: undefined }),
  ],
  [
    new RegExp(`\\bTimeout waiting for \\[\\('network-vif-plugged', u?'${uuid}'\\)`),
    ([, portId]) => ({ kind: 'port-plug-unanswered', portId }),
  ],
  [
    /\b(?:VirtualInterfaceCreateException: |)Virtual Interface creation failed\b|\bTimeout waiting for vif plugging callback\b/,
    () => ({ kind: 'port-plug-unanswered', portId: undefined }),
  ],
  [
    /\bremote metadata server responded with Forbidden\b|\bX-Instance-ID-Signature: (\S+) does not match the expected value\b/,
    () => ({ kind: 'metadata-secret-refused' }),
  ],
  [
    /\b(?:Unexpected vif_type=|Unsupported VIF type )binding_failed\b/,
    () => ({ kind: 'binding-failed', portId: undefined, host: undefined }),
  ],
  [
    /\bCannot provision (?:flat|VLAN|vlan) network for net-id=\S+ - no bridge for physical_network (\S+)/,
    ([, name = '']) => unmapped(name),
  ],
  [
    /\bBridge ([\w.-]+) for physical network ([\w.-]+) does not exist\. Agent terminated/,
    ([, bridge, name = '']) => unmapped(name, { bridge }),
  ],
  [
    /\bInterface ([\w.@-]+) for physical network ([\w.-]+) does not exist\. Agent terminated/,
    ([, device, name = '']) => unmapped(name, { device }),
  ],
  [
    /\bNo bridge or interface mappings? for physical network ([\w.-]+)|\bunknown physical_network ([\w.-]+)/i,
    ([, name, other = '']) => unmapped(name ?? other),
  ],
  [
    // neutron/agent/linux/external_process.py; `default-service` is the proxy of metadata.
    new RegExp(`\\b(\\S+) for \\S+ with uuid ${uuid} not found\\. The process should not have died`),
    ([, process = '', id]) => ({ kind: 'agent-process-died', process, id }),
  ],
  [
    /\bUnauthorized command: (.+?) \(no filter matched\)/,
    ([, command]) => ({ kind: 'agent-command-refused', command, because: 'no filter of rootwrap allows it' }),
  ],
  [
    // oslo.rootwrap, and the copies of it in Quantum and Neutron before.
    /\bExecutable not found: (\S+)(?: \(filter match|['"\\]|$)/,
    ([, command]) => ({ kind: 'agent-command-refused', command, because: 'the program is not installed' }),
  ],
  [
    /\bsudo: (no tty present and no askpass program specified|a password is required|a terminal is required to read the password.*|sorry, you must have a tty to run sudo|.* is not in the sudoers file.*)/,
    ([, because = '']) => ({ kind: 'agent-command-refused', command: undefined, because: `sudo: ${because}` }),
  ],
  [
    /\b(?:MessagingTimeout: |RemoteError.*MessagingTimeout|Timeout: )?Timed out waiting for a reply to message ID\b/,
    () => ({ kind: 'agent-messages-lost', server: undefined, because: 'timed out waiting for a reply' }),
  ],
  [
    // Before oslo.messaging (Juno).
    /\bTimeout while waiting on RPC response\b/,
    () => ({ kind: 'agent-messages-lost', server: undefined, because: 'timed out waiting for a reply' }),
  ],
  [
    /\bUnable to connect to AMQP server(?: on ([\w.:-]+?\d))?(?: after \S+ tries)?: (.+?)(?:\. (?:Trying|Sleeping).*)?$/,
    ([, server, because = '']) => ({ kind: 'agent-messages-lost', server, because }),
  ],
  [
    /\bAMQP server on ([\w.:-]+?\d) is unreachable: (.+?)(?:\. Trying again in .*)?$/,
    ([, server, because = '']) => ({ kind: 'agent-messages-lost', server, because }),
  ],
];

const unmapped = (
  physicalNetwork: string,
  { bridge, device }: { readonly bridge?: string | undefined; readonly device?: string | undefined } = {},
): Statement => ({ kind: 'physical-network-unmapped', physicalNetwork, bridge, device });

const overflows: readonly (readonly [RegExp, 'conntrack' | 'neighbour'])[] = [
  [/\b(?:nf|ip)_conntrack: (?:nf_conntrack: )?table full, dropping packet/, 'conntrack'],
  [
    /\b(?:neighbour: \w+: neighbor table overflow|neighbor: \w+: neighbor table overflow|Neighbour table overflow)/i,
    'neighbour',
  ],
];

/** `ovs_vport_send` of the kernel's switch, once for each device and moment. */
const overMtu = /\b([\w.-]+): dropped over-mtu packet: (\d+) > (\d+)/;

/** Lines of the kernel about packets that it throws away. */
export const kernelLogs: StatementReader = {
  sign: /table full, dropping|table overflow|over-mtu packet/i,
  read: (lines) => [
    ...lines.flatMap((line, at): readonly Found[] =>
      overflows.flatMap(([form, table]) =>
        form.test(line) ? [{ statement: { kind: 'kernel-table-overflow', table } as const, at: [at] }] : [],
      ),
    ),
    ...oversized(lines),
  ],
};

/** What the switch dropped for each device, by the largest packet. */
function oversized(lines: readonly string[]): readonly Found[] {
  const devices = new Map<string, { largest: number; mtu: number; at: number[] }>();
  for (const [at, line] of lines.entries()) {
    const [, device, bytes, mtu] = overMtu.exec(line) ?? [];
    if (device === undefined) continue;
    const known = devices.get(device) ?? { largest: 0, mtu: Number(mtu), at: [] };
    known.largest = Math.max(known.largest, Number(bytes));
    known.at.push(at);
    devices.set(device, known);
  }
  return [...devices].map(
    ([device, { largest, mtu, at }]): Found => ({
      statement: { kind: 'oversized-dropped', device, largest, mtu, count: at.length },
      at: at.slice(0, 3),
    }),
  );
}

/** A line of a log of OpenStack begins with its time, a trace of Python with the name of the error. */
const logged =
  /\b(?:ERROR|WARNING|WARN|CRITICAL|TRACE|INFO|DEBUG)\b|^\s*(?:Stderr: |[\w.]+(?:Error|Exception|Failed|Timeout): )|sudo: |^\W*(?:Unexpected vif_type=binding_failed|Virtual Interface creation failed)\W*$/;

/** The fault of an instance, as `nova show` and `openstack server show` print it. */
const instanceFault = /^\s*\|\s*fault\s*\|/;

/**
 * Whether a message is quoted by itself: in backticks or quotation marks, or with nothing but marks of a page before it. One
 * that names nothing may be prose of anybody.
 */
const isQuoted = (line: string, match: RegExpExecArray): boolean =>
  match.slice(1).some((part) => part !== undefined) && /(?:^[^\p{L}\p{N}]*|[`"'])$/u.test(line.slice(0, match.index));

/** The statement of a line in which the cause is named. */
function statementIn(line: string): Statement | undefined {
  const isLogged = logged.test(line) || instanceFault.test(line);
  for (const [form, statement] of forms) {
    const match = form.exec(line);
    if (match !== null && (isLogged || isQuoted(line, match))) return statement(match);
  }
  return undefined;
}

const foundAt = (lines: readonly string[], at: number): Found | undefined =>
  foundInLine(lines, at, logged, statementIn);

/** Whether a line is one of those of which the cause is known. */
export const isKnownLine = (lines: readonly string[], at: number): boolean => foundAt(lines, at) !== undefined;

export const agentLogs: StatementReader = {
  sign: /[Ff]ailed (?:to bind|for) port|Executable not found|Timeout waiting for|Interface creation failed|responded with Forbidden|Instance-ID-Signature|(?:vif_type=|VIF type )binding_failed|physical[_ ]network|Unauthorized command|should not have died|sudo: |MessagingTimeout|Timed out waiting|RPC response|AMQP server/,
  read: (lines) => lines.flatMap((_, at) => foundAt(lines, at) ?? []),
};

/** `DHCP agent   2016-11-10 09:57:01   net01`, below the line that counts them (neutron/db/agents_db.py). */
const deadAgent = /^\s*([A-Z][\w -]*? agent)\s+\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\S*\s+(\S+)\s*$/;
const deadAgents = /\bAgent healthcheck: found [1-9]\d* dead agents out of \d+/;

/** The agents that neutron-server has not heard from, as it logs them. */
export const agentHealth: StatementReader = {
  sign: /\bAgent healthcheck: found /,
  read(lines) {
    const found: Found[] = [];
    let isListed = false;
    for (const [at, line] of lines.entries()) {
      if (deadAgents.test(line)) isListed = true;
      const [, agent, host] = isListed ? (deadAgent.exec(line) ?? []) : [];
      if (agent !== undefined && host !== undefined)
        found.push({ statement: { kind: 'agent-silent', agent, host }, at: [at] });
    }
    if (found.length > 0 || !isListed) return found;
    // Without the list, which of them is not told.
    const at = lines.findLastIndex((line) => deadAgents.test(line));
    const because = /\bfound [1-9]\d* dead agents out of \d+/.exec(lines[at] ?? '')?.[0] ?? '';
    return [{ statement: { kind: 'agent-error', agent: 'Neutron server', because }, at: [at] }];
  },
};
