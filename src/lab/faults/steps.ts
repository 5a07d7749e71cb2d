import { within } from '../../facts/within.ts';
import type { Argv } from '../../host/process.ts';
import { agentPidFile } from '../agents/library.ts';
import { dnsmasqArgs } from '../dnsmasq.ts';
import { ovsPort, vethCommands } from '../hybrid-plug.ts';
import { intentDir, pidScript } from '../intent.ts';
import { externalNetwork, type LabModel, type LabRouter } from '../model.ts';

export const ovsCtl = '/usr/share/openvswitch/scripts/ovs-ctl';

export const ovsdbPidFile = '/run/openvswitch/ovsdb-server.pid';
export const vswitchdPidFile = '/run/openvswitch/ovs-vswitchd.pid';

/** Restarts the agent that owns the layer. */
export function restart(model: LabModel, agent: keyof LabModel['services']): Argv {
  return ['service', model.services[agent], 'restart'];
}

/** Runs a command whose failure only says that there was nothing to do. */
export function quietly(...argv: Argv): Argv {
  return ['sh', '-c', '"$@" 2>/dev/null || :', 'quietly', ...argv];
}

/** `$pid` of the process that a pid file names; in a container, that counts by itself, it has the last of its numbers. */
const pidOf = (file: string): string => `pid=$(${pidScript} ${file})`;

export function signalByPidFile(signal: 'STOP' | 'CONT', pidFile: string): Argv {
  return ['sh', '-c', `${pidOf('"$2"')} && kill -"$1" "$pid"`, 'signal', signal, pidFile];
}

/** Ends the process as the kernel would when memory runs out, and waits until it is gone; the pid file stays. */
export function killByPidFile(pidFile: string): Argv {
  const wait = 'while [ -e "/proc/$pid" ]; do sleep 0.01; done';
  return ['sh', '-c', `${pidOf('"$1"')} && kill -KILL "$pid" && ${wait}`, 'kill', pidFile];
}

/** A router or network, in whose namespace a proxy may run. */
type ServedForMetadata = Pick<LabRouter, 'id' | 'hasMetadata'>;

export function metadataPidFile(model: LabModel, { id }: ServedForMetadata = model.a.router): string {
  return `${model.stateDir}/external/pids/${id}.pid.haproxy`;
}

export function metadataConf(model: LabModel): string {
  return `${model.stateDir}/ns-metadata-proxy/${model.a.router.id}.conf`;
}

/** Takes away the router's rule for requests to the metadata address in one of its tables. */
export function deleteMetadataRule(model: LabModel, table: string, target: string): Argv {
  const script =
    'rule=$(ip netns exec "$1" iptables -t "$2" -S | sed -n "/-d 169.254.169.254\\/32 .*-j $3 /s/^-A //p")\n' +
    '[ -n "$rule" ] && exec ip netns exec "$1" iptables -t "$2" -D $rule';
  return ['sh', '-c', script, 'delete', model.a.router.namespace, table, target];
}

/** Ends a metadata proxy, by default that of tenant a's router, as the agent does before it takes the namespace away. */
export function endMetadataProxy(model: LabModel, served: ServedForMetadata = model.a.router): readonly Argv[] {
  return served.hasMetadata ? [killByPidFile(metadataPidFile(model, served))] : [];
}

export function dnsmasqPidFile(model: LabModel): string {
  return `${model.a.network.dhcpDir}/pid`;
}

/** Ends an agent, which leaves all that it has made as it is. */
export const killAgent = (model: LabModel, agent: keyof LabModel['programs']): Argv =>
  killByPidFile(agentPidFile(model.programs[agent]));

export const killDnsmasq = (model: LabModel): Argv => killByPidFile(dnsmasqPidFile(model));

/** Starts tenant a's dnsmasq; `change` makes other words of those that the agent gives it. */
export function startDnsmasq(model: LabModel, change = (words: readonly string[]): readonly string[] => words): Argv {
  const { network } = model.a;
  return within(network.namespace, 'dnsmasq', ...change(dnsmasqArgs(model, network)));
}

/** Starts tenant a's dnsmasq with a configuration file (`dnsmasq_config_file` of the agent), beside what the agent gives it. */
export function configuredDnsmasq(model: LabModel, ...lines: readonly string[]): readonly Argv[] {
  const file = `${model.stateDir}/dnsmasq-neutron.conf`;
  return [
    ['sh', '-c', 'printf "%s\\n" "$@" >"$0"', file, ...lines],
    killDnsmasq(model),
    startDnsmasq(model, (words) => [...words.filter((word) => !word.startsWith('--conf-file')), `--conf-file=${file}`]),
  ];
}

export function hostFile(model: LabModel): string {
  return `${model.a.network.dhcpDir}/host`;
}

/** Has dnsmasq read its host and options files again, and waits until it has. */
export function reloadHostsFile(model: LabModel): Argv {
  return ['sh', '-c', `${pidOf('"$1"')} && kill -HUP "$pid" && sleep 0.3`, 'sh', dnsmasqPidFile(model)];
}

/** The files of tenant a's dnsmasq as the agent wrote them. */
export function restoreDhcpFiles(model: LabModel): readonly Argv[] {
  const { id, dhcpDir } = model.a.network;
  const written = `${intentDir}/dhcp/state/dhcp/${id}`;
  return [['cp', `${written}/host`, `${written}/opts`, dhcpDir], reloadHostsFile(model)];
}

/** The leases that tenant a's dnsmasq finds when it starts, each with an hour to go. */
export function writeLeases(model: LabModel, leases: readonly { mac: string; address: string }[]): Argv {
  const script = 'file=$1; shift; for lease; do echo "$(($(date +%s) + 3600)) $lease * *"; done >"$file"';
  const words = leases.map(({ mac, address }) => `${mac} ${address}`);
  return ['sh', '-c', script, 'sh', `${model.a.network.dhcpDir}/leases`, ...words];
}

/** `iptables` in the router of tenant a, on one of its tables. */
export function routerIptables({ a }: LabModel, table: string, ...words: Argv): Argv {
  return within(a.router.namespace, 'iptables', '-t', table, ...words);
}

/** Puts back what a router's devices lost: addresses, floating IPs, default route. */
export function readdress({ namespace }: LabRouter): Argv {
  return ['ip', '-n', namespace, '-batch', `${intentDir}/l3/${namespace}.batch`];
}

export function healTenantRoute(model: LabModel): Argv {
  const { network, router } = model.a;
  return ['ip', 'route', 'replace', network.cidr, 'via', router.qg.address, 'dev', 'br-ex'];
}

/** br-ex as the operator set it up: up, with the gateway's address and the route to tenant a. */
export function healExternalBridge(model: LabModel): readonly Argv[] {
  return [
    ['ip', 'link', 'set', 'br-ex', 'up'],
    ['ip', 'address', 'replace', `${externalNetwork.gateway}/24`, 'dev', 'br-ex'],
    healTenantRoute(model),
  ];
}

export function setTag(device: string, tag: number): Argv {
  return ['ovs-vsctl', 'set', 'Port', device, `tag=${tag}`];
}

/** Plugs the first VM of tenant a anew: Open vSwitch must open the new device, whatever it made of the old one. */
export function replugVm(model: LabModel): readonly Argv[] {
  const { vm1 } = model.a;
  return [
    quietly('ip', 'link', 'delete', vm1.qvb),
    ['ovs-vsctl', '--if-exists', 'del-port', 'br-int', vm1.qvo],
    ...vethCommands(vm1).map((words): Argv => ['ip', ...words]),
    ['ovs-vsctl', ...ovsPort(vm1)],
    restart(model, 'l2'),
  ];
}

// dnsmasq reads its files some time after the signal: only then may they be as they were.
const readThenPutBackScript = `
  ${pidOf('"$1/pid"')}
  lines=$(cat "$1/$2")
  echo "$lines" | sed "$3" >"$1/$2"
  kill -HUP "$pid"
  sleep 1.5
  echo "$lines" >"$1/$2"
`;

/** Lets the dnsmasq of tenant a read one of its files in another version than the one that stays there. */
export function readThenPutBack(model: LabModel, file: string, edit: string): Argv {
  return ['sh', '-c', readThenPutBackScript, 'sh', model.a.network.dhcpDir, file, edit];
}

/** Runs a script that needs the OpenFlow number which a device has at the moment, as `$ofport`. */
export const ofportOf = (device: string, script: string): Argv => [
  'sh',
  '-c',
  `ofport=$(ovs-vsctl get Interface "$1" ofport) && ${script}`,
  'sh',
  device,
];

/** Makes the ports between br-int and br-ex anew, by the same OpenFlow numbers, which the flows match on. */
const joinBridges = (before: string, inside: string, outside: string): Argv => [
  'sh',
  '-ec',
  `a=$(ovs-vsctl get Interface int-br-ex ofport); b=$(ovs-vsctl get Interface phy-br-ex ofport)
ovs-vsctl del-port br-int int-br-ex -- del-port br-ex phy-br-ex
${before}
ovs-vsctl add-port br-int int-br-ex -- set Interface int-br-ex ofport_request="$a" ${inside} \\
  -- add-port br-ex phy-br-ex -- set Interface phy-br-ex ofport_request="$b" ${outside}`,
];

/** As agents before Juno joined them. */
export const joinByVeth: Argv = joinBridges(
  'ip link add int-br-ex up type veth peer name phy-br-ex; ip link set phy-br-ex up',
  '',
  '',
);

export const joinByPatch: Argv = joinBridges(
  '',
  'type=patch options:peer=phy-br-ex',
  'type=patch options:peer=int-br-ex',
);
