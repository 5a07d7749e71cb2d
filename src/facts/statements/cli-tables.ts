import { type CliRecord, cliRecords } from '../text/cli-records.ts';
import { type CliTable, cliTables } from '../text/cli-table.ts';
import type { Found, StatementReader } from './statement.ts';

/** What `openstack` shows, and `neutron`, `quantum` before it: `port show`, `agent list`, `l3-agent-list-hosting-router`. */
export const clientTables: StatementReader = {
  sign: /binding_failed|\|\s*(?:XXX|xxx)\s*\|| agent \S+ \S+ (?:False|XXX) |\balive\b|admin_state_up|enable_dhcp|router:external|ha_state|HA State/i,
  read: (lines, _, command) => [
    ...cliTables(lines).flatMap((table) => [...silentAgents(table), ...activeInstances(table)]),
    ...cliRecords(lines).flatMap((record) => [
      ...failedBinding(record),
      ...keptDown(record),
      ...withoutDhcp(record),
      ...external(record),
      ...silentAgent(record),
    ]),
    ...lines.flatMap(listedAgent),
    ...(command?.some((word) => types.some((type) => type === word)) === true ? lines.flatMap(bareBinding) : []),
  ],
};

/** `-f value -c binding_vif_type`: the word alone. */
const bareBinding = (line: string, at: number): readonly Found[] =>
  line.trim() === 'binding_failed'
    ? [{ statement: { kind: 'binding-failed', portId: undefined, host: undefined }, at: [at] }]
    : [];

const isDead = (text: string | undefined): boolean => /^(?:xxx|false)$/i.test(text ?? '');

/** One of `openstack network agent list -f json`, or `network agent show`. */
function silentAgent(record: CliRecord): readonly Found[] {
  const [agent, host] = [textOf(record, 'Agent Type', 'agent_type'), textOf(record, 'Host', 'host')];
  if (agent === undefined || host === undefined || !isDead(textOf(record, 'Alive', 'alive'))) return [];
  return [
    {
      statement: { kind: 'agent-silent', agent, host },
      at: linesOf(record, 'Agent Type', 'agent_type', 'Host', 'host', 'Alive', 'alive'),
    },
  ];
}

/** `-f value` of `openstack network agent list`: ID, type, host, zone, alive, state, binary. */
const agentRow =
  /^[0-9a-f]{8}-[0-9a-f-]{27} ([A-Z][\w -]*? agent) (\S+) \S+ (?:False|XXX) (?:True|False|UP|DOWN) [a-z][a-z0-9-]*$/;

function listedAgent(line: string, at: number): readonly Found[] {
  const [, agent, host] = agentRow.exec(line.trim()) ?? [];
  return agent === undefined || host === undefined
    ? []
    : [{ statement: { kind: 'agent-silent', agent, host }, at: [at] }];
}

const textOf = ({ fields }: CliRecord, ...names: readonly string[]): string | undefined =>
  names.flatMap((name) => fields.get(name) ?? []).find((text) => text !== '' && text !== 'None' && text !== 'null');

const linesOf = ({ at }: CliRecord, ...names: readonly string[]): readonly number[] =>
  names.flatMap((name) => at.get(name) ?? []).toSorted((one, other) => one - other);

const types = ['binding_vif_type', 'binding:vif_type'] as const;
const hosts = ['binding_host_id', 'binding:host_id'] as const;

function failedBinding(record: CliRecord): readonly Found[] {
  if (textOf(record, ...types) !== 'binding_failed') return [];
  const statement = { kind: 'binding-failed', portId: textOf(record, 'id'), host: textOf(record, ...hosts) } as const;
  return [{ statement, at: linesOf(record, ...types, ...hosts, 'id') }];
}

const isOff = (text: string | undefined): boolean => /^(?:false|down)$/i.test(text ?? '');

/** Its fields tell of what kind a thing is. */
const kinds: readonly (readonly [string, RegExp])[] = [
  ['port', /^(?:binding_|binding:|device_owner$|fixed_ips$|mac_address$)/],
  ['router', /^(?:external_gateway_info|distributed|routes)$/],
  ['network', /^(?:provider:|router:external|subnets$)/],
  ['agent', /^(?:agent_type|binary)$/],
];

function keptDown(record: CliRecord): readonly Found[] {
  if (!isOff(textOf(record, 'admin_state_up'))) return [];
  const names = [...record.fields.keys()];
  const what = kinds.find(([, sign]) => names.some((name) => sign.test(name)))?.[0];
  if (what === undefined) return [];
  const name = textOf(record, 'name', 'id') ?? '';
  return [
    { statement: { kind: 'administratively-down', what, name }, at: linesOf(record, 'admin_state_up', 'name', 'id') },
  ];
}

function withoutDhcp(record: CliRecord): readonly Found[] {
  if (!isOff(textOf(record, 'enable_dhcp'))) return [];
  const subnet = textOf(record, 'cidr', 'name', 'id') ?? '';
  const networkId = textOf(record, 'network_id');
  return [
    { statement: { kind: 'subnet-dhcp-disabled', subnet, networkId }, at: linesOf(record, 'enable_dhcp', 'cidr') },
  ];
}

/** `External` and `True` of `network show`, by the release of the client. */
function external(record: CliRecord): readonly Found[] {
  const networkId = textOf(record, 'id');
  if (networkId === undefined || !/^(?:true|external)$/i.test(textOf(record, 'router:external') ?? '')) return [];
  return [{ statement: { kind: 'network-external', networkId }, at: linesOf(record, 'router:external', 'id') }];
}

const headingOf = ({ headings }: CliTable, ...names: readonly string[]): string | undefined =>
  headings.find((heading) => names.includes(heading.toLowerCase()));

/** `:-)` and `XXX` of `neutron agent-list`, `:-)` and `XXX` or True and False of `openstack network agent list`. */
function silentAgents(table: CliTable): readonly Found[] {
  const alive = headingOf(table, 'alive');
  const type = headingOf(table, 'agent type', 'agent_type');
  const host = headingOf(table, 'host');
  if (alive === undefined || type === undefined || host === undefined) return [];
  return table.rows.flatMap(({ at, cells }): readonly Found[] =>
    isDead(cells.get(alive))
      ? [{ statement: { kind: 'agent-silent', agent: cells.get(type) ?? '', host: cells.get(host) ?? '' }, at: [at] }]
      : [],
  );
}

/** The agents of a highly available router, one of which is to be active. */
function activeInstances(table: CliTable): readonly Found[] {
  const [state, host] = [headingOf(table, 'ha_state', 'ha state'), headingOf(table, 'host')];
  if (state === undefined || host === undefined) return [];
  const rows = table.rows.filter(({ cells }) => /^(?:active|standby)$/.test(cells.get(state) ?? ''));
  const active = rows.filter(({ cells }) => cells.get(state) === 'active');
  if (active.length === 1 || rows.length < 2) return [];
  const hostsOf = (all: typeof rows) => all.map(({ cells }) => cells.get(host) ?? '');
  const statement = { kind: 'ha-active-count', active: hostsOf(active), all: hostsOf(rows) } as const;
  return [{ statement, at: rows.map(({ at }) => at) }];
}
