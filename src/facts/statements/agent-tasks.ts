import type { Found, StatementReader } from './statement.ts';

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** What an agent gave up, in its own words of some release; the first group is the id of what it was for. */
const tasks: readonly (readonly [form: RegExp, agent: string, task: string])[] = [
  [new RegExp(`\\bUnable to (?:enable|restart) dhcp(?: for (${uuid}))?`), 'DHCP agent', 'start the DHCP server'],
  [
    new RegExp(`\\bUnable to reload_allocations dhcp(?: for (${uuid}))?`),
    'DHCP agent',
    'hand new hosts to the DHCP server',
  ],
  [new RegExp(`\\bFailed to process compatible router\\b:?\\s*'?(${uuid})?`), 'L3 agent', 'set up the router'],
  [
    new RegExp(`\\bUnable to schedule network (${uuid}): no agents available`),
    'Neutron server',
    'find a DHCP agent for the network',
  ],
  [/\bFailed synchronizing routers\b/, 'L3 agent', 'set up the routers'],
  [/\bThe external network bridge '([\w.-]+)' does not exist/, 'L3 agent', 'find its external bridge'],
  [/\bFailed to create OVS patch port\b/, 'L2 agent', 'join its bridges'],
  // Until Mitaka; the words stand in the code of the agent, too.
  [/\bERROR\b.*\bTunneling cannot be enabled without a valid local_ip\b/, 'L2 agent', 'make tunnels'],
  [/\bTunneling can't be enabled with invalid local_ip\b/, 'L2 agent', 'make tunnels'],
  [/openvswitch-agent\.log:.*\[Errno 98\] Address already in use/, 'L2 agent', 'listen for its switch'],
  [
    /\bl3[_.]agent.*(?:argument "qrouter-\S+" is|Cannot open network namespace)|^\s*'?Error: argument "qrouter-\S+ is/,
    'L3 agent',
    'enter the namespace of its router',
  ],
  [
    /(?:^|\s)dnsmasq(?:\[\d+\])?: failed to (?:create listening socket|bind (?:DHCP|TFTP) server socket)/,
    'DHCP server (dnsmasq)',
    'start',
  ],
  [/\bParsing (?:bridge|physical_interface)_mappings failed\b/, 'L2 agent', 'read its mappings of physical networks'],
  [/\bUnable to add (?!bridge)[\w.-]+ to brq[\w-]+!/, 'L2 agent', 'add an interface to the bridge of a network'],
  [
    new RegExp(`\\b(?:ERROR|TRACE)\\b.*Cannot open network namespace \\\\?"(?:qrouter|snat|fip)-(${uuid})`),
    'L3 agent',
    'enter the namespace of its router',
  ],
  [
    new RegExp(`\\b(?:ERROR|TRACE)\\b.*Cannot open network namespace \\\\?"qdhcp-(${uuid})`),
    'DHCP agent',
    'enter the namespace of its network',
  ],
  // A bridge that a mapping names and the host lacks is a cause of its own.
  [/\bERROR\b(?!.*\bfor physical network \S+ does not exist)\b.*[.)"'] Agent terminated!/, 'L2 agent', 'start'],
  [/\blibvirtError: Unable to add bridge \S+ port \S+:/, 'nova', 'plug an instance into its bridge'],
  [/\blibvirtError: Cannot get interface MTU on '[^']+':/, 'nova', 'plug an instance into its bridge'],
];

/** What a line says of the reason, the surest first. */
const reasons: readonly RegExp[] = [
  /\b(no agents available)\b/,
  /\b(Tunneling can't be enabled with invalid local_ip .+?\.(?= |$).*?interfaces)/,
  /\b(Tunneling cannot be enabled without a valid local_ip)/,
  /\b(this version of OVS does not support tunnels or patch ports)/,
  /\b(The external network bridge '[\w.-]+' does not exist)/,
  /\b(Invalid "netns" value)/,
  /(The '?gateway_external_network_id'? (?:option )?must be configured.*?external network)/,
  /\b(Address already in use)/,
  /\bParsing (?:bridge|physical_interface)_mappings failed: (.+?)\.? Agent terminated/,
  // Without the marks of Python around words that were not put together.
  /\bERROR \S+ (?:\[[^\]]*\] )*\(?u?['"]?(.+?)['")]*\.? Agent terminated!/,
  /\blibvirtError: (.+)$/,
  /\b[Ss]tderr: u?'?"?(?=[^\s'"])(.+?)(?:\\n)?['"]?(?:\s+(?:execute|from \(pid).*)?$/,
  /\b(dnsmasq: .+)$/,
  /^(?:.*\b(?:TRACE|ERROR)\b.*?\s)?(?:[\w.]+\.)?([A-Z]\w*(?:Error|Exception|NotFound|Timeout)\b:? ?.*)$/,
];

/** So far around the line a trace of Python has its reason. */
const reach = 60;

/** Lines in which an agent says what it could not do, with the reason that its trace names. */
export const agentTasks: StatementReader = {
  sign: /failed to (?:create listening|bind \w+ server) socket|Unable to \w+ dhcp|Unable to schedule network|Failed (?:to process compatible router|synchronizing routers|to create OVS patch port)|external network bridge '|Tunneling can(?:'t|not) be enabled|Agent terminated!|Parsing (?:bridge|physical_interface)_mappings|Errno 98|qrouter-|Cannot open network namespace|Unable to add \S+ to brq|libvirtError: /,
  read: (lines) =>
    lines.flatMap((line, at): readonly Found[] => {
      const known = tasks.find(([form]) => form.test(line));
      if (known === undefined) return [];
      const [form, agent, task] = known;
      const reason = reasonNear(lines, at);
      return [
        {
          statement: { kind: 'agent-task-failed', agent, task, id: idIn(form, line), because: reason?.because },
          at: [...new Set([at, reason?.at ?? at])].toSorted((one, other) => one - other),
        },
      ];
    }),
};

const idIn = (form: RegExp, line: string): string | undefined => {
  const id = form.exec(line)?.[1];
  return id !== undefined && new RegExp(`^${uuid}$`).test(id) ? id : undefined;
};

/** Whether a line says that a task was given up. */
export const isKnownTask = (line: string): boolean => tasks.some(([form]) => form.test(line));

/** The reason that a line of a trace names. */
export const reasonIn = (line: string): string | undefined =>
  reasons.map((form) => form.exec(line.trim())?.[1]).find((because) => because !== undefined);

/** In the line itself, behind it, or, where the trace came first, before it. */
function reasonNear(
  lines: readonly string[],
  at: number,
): { readonly because: string; readonly at: number } | undefined {
  const behind = lines.slice(at + 1, at + reach).map((_, index) => at + 1 + index);
  const before = lines.slice(Math.max(0, at - 8), at).map((_, index) => Math.max(0, at - 8) + index);
  for (const form of reasons) {
    const found = [at, ...behind, ...before].find((index) => form.test(lines[index]?.trim() ?? ''));
    const because = found === undefined ? undefined : form.exec(lines[found]?.trim() ?? '')?.[1];
    if (found === undefined || because === undefined) continue;
    // A page may have broken the line behind the name of the error.
    const isBroken = because.endsWith(':') && !/^\s*\d{4}-\d\d-\d\d/.test(lines[found + 1] ?? '');
    const words = isBroken ? `${because} ${lines[found + 1]?.trim() ?? ''}` : because;
    const filled = words.replace(/%s['"], u?['"](.+)$/, '$1').replace(/(?:; Std(?:in|out|err):\s*)+$/, '');
    return { because: filled.trim().replace(/[:.]$/, '').slice(0, 160), at: found };
  }
  return undefined;
}
