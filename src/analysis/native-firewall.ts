import { type Flow, flowsOf } from '../facts/flows.ts';
import { valuesOf } from '../facts/known.ts';
import { groupedBy } from '../grouped.ts';
import type { Inputs } from '../topology/index.ts';
import type { Port } from '../topology/ports.ts';
import type { VmPort } from '../topology/vm-ports.ts';

/*
 * The firewall driver `openvswitch` (Neutron, agent/linux/openvswitch_firewall): all of it is flows of the integration
 * bridge. A packet's port is in register 5, its network's local VLAN in register 6.
 */

/** ovs_constants of neutron-lib, the same since Mitaka. */
export const baseEgressTable = 71;

const rulesEgressTable = 72;

const acceptOrIngressTable = 73;

const baseIngressTable = 81;

const rulesIngressTable = 82;

const portTables = [baseEgressTable, rulesEgressTable, acceptOrIngressTable, baseIngressTable, rulesIngressTable];

/** Whether the flows of VMs are this firewall's to judge: those of another one, or none at all, are not. */
export const isFiltered = ({ tap, port }: VmPort, { flows }: Inputs<'flows'>): boolean =>
  tap !== undefined &&
  port.known &&
  typeof port.value?.port.tag === 'number' &&
  (port.value.interface?.ofport ?? -1) > 0 &&
  valuesOf(flowsOf(flows, port.value.port.bridge)).some(({ table }) => table === baseEgressTable);

/** Whether the switch is the firewall of VMs, and has let a VM's port in by no flow yet: a tag alone then lets nothing pass. */
export function isUnknownToFirewall({ role, port, interface: device }: Port, { flows }: Inputs<'flows'>): boolean {
  const own = valuesOf(flowsOf(flows, port.bridge));
  const ofport = device?.ofport ?? -1;
  return role === 'vm' && own.some(({ table }) => table === baseEgressTable) && entryOf(own, ofport) === undefined;
}

export const numberIn = ({ match }: Flow, field: string): number | undefined => {
  const value = match.get(field);
  return value === undefined ? undefined : Number(value);
};

/** The flow by which what a port sends comes to the firewall; without port security it goes right to the far side. */
export const entryOf = (flows: readonly Flow[], ofport: number): Flow | undefined =>
  flows.find((flow) => numberIn(flow, 'in_port') === ofport && isSentTo(flow, baseEgressTable, acceptOrIngressTable));

/** Whether the rules of security groups are meant to hold for what came in by an entry. */
export const isSecured = (entry: Flow): boolean => isSentTo(entry, baseEgressTable);

const isSentTo = ({ table, actions }: Flow, ...tables: readonly number[]): boolean =>
  table < baseEgressTable && tables.some((wanted) => actions.includes(`resubmit(,${wanted})`));

/** The OpenFlow number that a flow takes a packet to be for. */
function receiverOf({ actions }: Flow): number | undefined {
  const [, port] = actions.match(/(?:load|set_field):(0x[0-9a-f]+|\d+)->(?:NXM_NX_REG5\[\]|reg5)/) ?? [];
  return port === undefined ? undefined : Number(port);
}

/** The flows by which packets for a MAC come to the rules of its port, from outside and from other ports here. */
export const deliveriesOf = (flows: readonly Flow[], mac: string, vlan: number) =>
  flows
    .filter(
      (flow) =>
        flow.match.get('dl_dst') === mac &&
        (numberIn(flow, 'dl_vlan') ?? numberIn(flow, 'reg6')) === vlan &&
        flow.actions.includes(`resubmit(,${baseIngressTable})`),
    )
    .map((flow) => ({ flow, receiver: receiverOf(flow) }));

/** The tables in which a port has no flow that lets anything go on, so that all of it ends there. */
export const emptyTablesOf = (flows: readonly Flow[], ofport: number): readonly number[] =>
  portTables.filter(
    (wanted) =>
      !flows.some(
        (flow) => flow.table === wanted && numberIn(flow, 'reg5') === ofport && !flow.actions.endsWith('resubmit(,93)'),
      ),
  );

/** What a VM may call itself in an ARP packet, and as the source of an IPv4 packet. */
export const sourceFields = [
  { protocol: 'arp', source: 'arp_spa' },
  { protocol: 'ip', source: 'nw_src' },
] as const;

/** Agents mark their flows with a cookie of their own, which most flows of the bridge have. */
function agentCookie(flows: readonly Flow[]): string | undefined {
  const counts = groupedBy(flows, ({ cookie }) => cookie ?? '');
  return [...counts].toSorted(([, one], [, other]) => other.length - one.length)[0]?.[0];
}

/** The one address that the agent's flows on a bridge let a port and its MAC have, in both kinds of packet. */
export function onlyAddressOf(flows: readonly Flow[], ofport: number, mac: string): string | undefined {
  const cookie = agentCookie(flows);
  const own = flows.filter(
    (flow) =>
      flow.table === baseEgressTable &&
      numberIn(flow, 'in_port') === ofport &&
      flow.match.get('dl_src') === mac &&
      flow.cookie === cookie,
  );
  const ofField = sourceFields.map(({ protocol, source }) =>
    own.filter(({ match }) => match.has(protocol)).map(({ match }) => match.get(source)),
  );
  const [first] = ofField.flat();
  const isOne = ofField.every((addresses) => addresses.length === 1 && addresses[0] === first);
  return isOne ? first : undefined;
}
