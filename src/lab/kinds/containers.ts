import { createHash } from 'node:crypto';
import type { Argv } from '../../host/process.ts';
import { containersDir, containScript } from '../agents/library.ts';
import { type Files, labDir } from '../intent.ts';
import type { LabModel } from '../model.ts';

/*
 * A host of kolla-ansible: Open vSwitch and the agents run in containers, and the host has none of their tools and files.
 * Here a container is what such a runtime makes of one as far as it matters: mounts of its own, in the host's network,
 * with the runtime's mark on them. The lab itself, in which all was started, is the container of Open vSwitch; beside it
 * the host gets mounts without the tools. What the agents start, their dnsmasq for one, stays in the lab's own mounts.
 */

/** Runs a command where an operator of the lab types it. */
export const asHostScript = `${labDir}/as-host`;
export const hostPidFile = `${labDir}/host.pid`;
const hostDir = `${labDir}/host`;
/** Below this a container has its files, as Docker has them below /var/lib/docker/containers. */
const markDir = `${labDir}/docker/containers`;

/** By the names that kolla-ansible gives them, the program that runs in each, and its service in the lab. */
const containersOf = ({ programs, services }: LabModel) =>
  [
    { name: 'neutron_openvswitch_agent', program: programs.l2, service: services.l2 },
    { name: 'neutron_l3_agent', program: programs.l3, service: services.l3 },
    { name: 'neutron_dhcp_agent', program: programs.dhcp, service: services.dhcp },
    { name: 'openvswitch_db', program: 'ovsdb-server', service: undefined },
    { name: 'openvswitch_vswitchd', program: 'ovs-vswitchd', service: undefined },
  ] as const;

const idOf = (name: string): string => createHash('sha256').update(name).digest('hex');

/** What a host of kolla-ansible does not have. */
const missing = [
  ...[
    'ovs-vsctl',
    'ovs-ofctl',
    'ovs-appctl',
    'ovs-dpctl',
    'ovsdb-client',
    'ovsdb-tool',
    'ovsdb-server',
    'ovs-vswitchd',
  ],
  ...['dnsmasq', 'dhcp_release', 'haproxy', 'keepalived', 'conntrack', 'ipset', 'ebtables-save', 'tcpdump'],
];

/** A command among the mounts where the operator of such a lab types: beside the lab's own, where there are containers. */
export const whereTyped = ({ containers }: LabModel, argv: Argv): Argv =>
  containers === undefined ? argv : [asHostScript, ...argv];

const inContainer = `#!/bin/sh
# contain PROGRAM COMMAND…: runs it in the container of the program.
read -r id <${containersDir}/$1
shift
exec unshare --mount --propagation unchanged \\
  sh -c 'mount --bind "$0" /etc/hostname && exec "$@"' ${markDir}/$id/hostname "$@"
`;

const asHost = `#!/bin/sh
read -r pid <${hostPidFile}
exec nsenter --target "$pid" --mount -- "$@"
`;

/** As much of a runtime's client as a diagnosis and its fixes use. */
const docker = (model: LabModel): string => `#!/bin/sh
# A stand-in for the client of a runtime: its containers are those of the lab.
inside() { nsenter --target 1 --mount -- "$@"; }
pid_of() {
  case $1 in
${containersOf(model)
  .map(
    ({ name, program, service }) =>
      `  ${name}) cat /run/${service === undefined ? `openvswitch/${program}` : program}.pid 2>/dev/null ;;`,
  )
  .join('\n')}
  *) echo "Error: No such container: $1" >&2; return 1 ;;
  esac
}
lives() { pid=$(pid_of "$1") && [ -n "$pid" ] && [ -e "/proc/$pid" ]; }
listed() {
  state=exited status='Exited (0) 2 minutes ago'
  if lives "$1"; then state=running status='Up 3 days'; fi
  printf '%s|%s|%s|%s|%s\\n' "$2" "$state" "$status" "quay.io/openstack.kolla/$1:2024.1-debian-bookworm" "$1"
}
end() {
  pid=$(pid_of "$1")
  [ -z "$pid" ] || kill -KILL "$pid" 2>/dev/null
  while [ -e "/proc/$pid" ]; do sleep 0.01; done
}
run() {
  case $2 in
  openvswitch_*) [ "$1" = start ] || end "$2"; [ "$1" = stop ] || inside sh ${labDir}/start-switch "\${2#*_}" ;;
${containersOf(model)
  .flatMap(({ name, service }) => (service === undefined ? [] : [`  ${name}) inside /etc/init.d/${service} "$1" ;;`]))
  .join('\n')}
  *) pid_of "$2" ;;
  esac >/dev/null && echo "$2"
}
verb=$1
shift
case $verb in
ps)
${containersOf(model)
  .map(({ name }) => `  listed ${name} ${idOf(name)}`)
  .join('\n')}
  ;;
start | stop | restart) for name; do run "$verb" "$name" || exit 1; done ;;
exec)
  [ "$1" != -u ] || shift 2
  lives "$1" || { echo "Error response from daemon: container $1 is not running" >&2; exit 1; }
  shift
  exec nsenter --target "$pid" --mount -- "$@"
  ;;
*) echo "unknown command: docker $verb" >&2; exit 1 ;;
esac
`;

/** The daemons as they were started with the lab. */
const startSwitch = `log=/var/log/openvswitch run=/var/run/openvswitch
case $1 in
db) exec ovsdb-server /etc/openvswitch/conf.db -vconsole:emer -vsyslog:off -vfile:info --remote=punix:$run/db.sock \\
  --no-chdir --log-file=$log/ovsdb-server.log --pidfile=$run/ovsdb-server.pid --detach ;;
*) exec ovs-vswitchd unix:$run/db.sock -vconsole:emer -vsyslog:off -vfile:info \\
  --no-chdir --log-file=$log/ovs-vswitchd.log --pidfile=$run/ovs-vswitchd.pid --detach ;;
esac
`;

export const containerFiles = (model: LabModel): Files =>
  new Map([
    [asHostScript, asHost],
    [containScript, inContainer],
    [`${labDir}/start-switch`, startSwitch],
    [`${labDir}/docker-client`, docker(model)],
  ]);

const holder = ({ containers }: LabModel): string => (containers === 'podman' ? 'lab-host' : 'dockerd');

/**
 * The mounts of the host: without the tools and files that are in containers only. What a fault mounts over the kernel's
 * own files is there as well, as it would be the host's kernel that is so.
 */
export const hostView = (model: LabModel): string => `mount --make-shared /proc
(
  setsid unshare --mount --propagation unchanged sh -ec '
mkdir -p ${hostDir}
mount -t tmpfs qdoctor-lab ${hostDir}
for folder in bin sbin local/bin local/sbin; do
  mkdir -p ${hostDir}/new/$folder
  for tool in ${missing.join(' ')}; do
    [ ! -e /usr/$folder/$tool ] || mknod ${hostDir}/new/$folder/$tool c 0 0
  done
done
mkdir ${hostDir}/work
rm -f ${hostDir}/new/local/bin/docker
${model.containers === 'podman' ? `mknod ${hostDir}/new/local/bin/docker c 0 0` : `cp ${labDir}/docker-client ${hostDir}/new/local/bin/docker`}
mount -t overlay -o lowerdir=/usr,upperdir=${hostDir}/new,workdir=${hostDir}/work qdoctor-lab /usr
${model.containers === 'podman' ? '' : `for folder in ${model.stateDir} /etc/openvswitch /etc/init.d /etc/rc2.d; do mount -t tmpfs qdoctor-lab $folder; done`}
# The daemon of the runtime, as far as a list of processes shows it; Podman has none.
ln -sf "$(command -v sleep)" ${labDir}/${holder(model)}
echo $$ >${hostPidFile}
exec ${labDir}/${holder(model)} 1000000000' </dev/null >${labDir}/host.log 2>&1 &
  host=$!
  while [ ! -e ${hostPidFile} ]; do kill -0 $host || { cat ${labDir}/host.log >&2; exit 1; }; sleep 0.02; done
)`;

const restartAgents = ({ services }: LabModel): string =>
  [services.l2, services.l3, services.dhcp].map((name) => `service ${name} restart`).join('\n');

/** Makes the lab such a host. */
export const putInContainers = (model: LabModel): readonly Argv[] => [
  [
    'sh',
    '-ec',
    `mkdir -p ${containersDir}
${containersOf(model)
  .map(
    ({ name, program }) =>
      `echo ${idOf(name)} >${containersDir}/${program}; mkdir -p ${markDir}/${idOf(name)}; echo lab >${markDir}/${idOf(name)}/hostname`,
  )
  .join('\n')}
${hostView(model)}
mount --bind ${markDir}/${idOf('openvswitch_vswitchd')}/hostname /etc/hostname
${restartAgents(model)}`,
  ],
];

/**
 * Takes that back; harmless where it is done.
 * @internal for tests
 */
export const takeOutOfContainers = (model: LabModel): readonly Argv[] => [
  [
    'sh',
    '-ec',
    `[ -e ${hostPidFile} ] || exit 0
read -r host <${hostPidFile}
rm ${hostPidFile}
kill -KILL "-$host"
umount /etc/hostname
rm -r ${containersDir} ${markDir}
${restartAgents(model)}`,
  ],
];
