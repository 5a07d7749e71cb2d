import { containersDir, programDir } from '../agents/library.ts';
import { type Files, labDir } from '../intent.ts';
import { metadataDir, metadataIni } from '../metadata-services.ts';
import type { LabModel } from '../model.ts';
import { lines } from '../words.ts';
import { asHostScript, hostView } from './containers.ts';
import { imageOf, storeFolder } from './podman-images.ts';

/*
 * The containers of kolla-ansible, by Podman: names, images, volumes and mounts as in its roles `neutron` and `openvswitch`
 * (defaults/main.yml), without the wrappers that give each dnsmasq a container (neutron_agents_wrappers), which is how
 * releases before 2026 deploy it. What the agents start is in their containers, which count processes by themselves.
 */

interface LabContainer {
  readonly name: string;
  readonly image: string;
  readonly isPrivileged: boolean;
  readonly isHostPid: boolean;
  readonly volumes: readonly string[];
  /** What `kolla_start` runs. */
  readonly command: readonly string[];
  /** The name of its service where there are no containers. */
  readonly service: string;
}

const startScript = `${labDir}/kolla_start`;
const runtimeScript = `${labDir}/crun`;
const containerScript = `${labDir}/container`;
/** The scripts of the agents, which are in containers what /etc/init.d is elsewhere. */
const scriptsDir = `${labDir}/init.d`;
const storage = '/var/lib/containers/storage';

/** The words by which each container is made. */
const madeDir = `${labDir}/made`;

const volumeFolder = (name: string): string => `${storage}/volumes/${name}/_data`;

const agentVolumes = ['kolla_logs:/var/log/kolla/', `${labDir}:${labDir}`, `${scriptsDir}:/etc/init.d:ro`];
const switchVolumes = ['/run/openvswitch:/run/openvswitch:shared', 'kolla_logs:/var/log/kolla/', `${labDir}:${labDir}`];
const stateVolume = 'neutron_metadata_socket:/var/lib/neutron/kolla/';
const namespacesVolume = '/run/netns:/run/netns:shared';
const database = '/var/lib/openvswitch/conf.db';
export const databaseCopy = `${labDir}/conf.db`;

const containersOf = ({ programs, services }: LabModel): readonly LabContainer[] => [
  {
    name: 'openvswitch_db',
    image: 'openvswitch-db-server',
    isPrivileged: false,
    isHostPid: false,
    volumes: [...switchVolumes, 'openvswitch_db:/var/lib/openvswitch/'],
    command: [
      ...['ovsdb-server', database, '-vconsole:emer', '-vsyslog:off', '-vfile:info'],
      ...['--remote=punix:/run/openvswitch/db.sock', '--remote=db:Open_vSwitch,Open_vSwitch,manager_options'],
      ...['--log-file=/var/log/kolla/openvswitch/ovsdb-server.log', '--pidfile'],
    ],
    service: 'ovsdb-server',
  },
  {
    name: 'openvswitch_vswitchd',
    image: 'openvswitch-vswitchd',
    isPrivileged: true,
    isHostPid: true,
    volumes: switchVolumes,
    command: [
      ...['ovs-vswitchd', 'unix:/run/openvswitch/db.sock', '-vconsole:emer', '-vsyslog:off', '-vfile:info'],
      ...['--log-file=/var/log/kolla/openvswitch/ovs-vswitchd.log', '--pidfile'],
    ],
    service: 'ovs-vswitchd',
  },
  {
    name: 'neutron_openvswitch_agent',
    image: 'neutron-openvswitch-agent',
    isPrivileged: true,
    isHostPid: false,
    volumes: ['/run/openvswitch:/run/openvswitch:shared', ...agentVolumes],
    command: [`${programDir}/${programs.l2}`, '--config-file', '/etc/neutron/neutron.conf'],
    service: services.l2,
  },
  {
    name: 'neutron_l3_agent',
    image: 'neutron-l3-agent',
    isPrivileged: true,
    isHostPid: false,
    volumes: ['/run/openvswitch:/run/openvswitch:shared', stateVolume, namespacesVolume, ...agentVolumes],
    command: [`${programDir}/${programs.l3}`, '--config-file', '/etc/neutron/neutron.conf'],
    service: services.l3,
  },
  {
    name: 'neutron_dhcp_agent',
    image: 'neutron-dhcp-agent',
    isPrivileged: true,
    isHostPid: false,
    volumes: ['/run/openvswitch:/run/openvswitch:shared', stateVolume, namespacesVolume, ...agentVolumes],
    command: [`${programDir}/${programs.dhcp}`, '--config-file', '/etc/neutron/neutron.conf'],
    service: services.dhcp,
  },
  {
    name: 'neutron_metadata_agent',
    image: 'neutron-metadata-agent',
    isPrivileged: true,
    isHostPid: false,
    volumes: [stateVolume, ...agentVolumes],
    command: [`${metadataDir}/neutron-metadata-agent`, `--config-file=${metadataIni}`],
    service: 'neutron-metadata-agent',
  },
  {
    name: 'nova_metadata',
    image: 'nova-api',
    isPrivileged: true,
    isHostPid: false,
    volumes: agentVolumes,
    command: [`${metadataDir}/nova-api-metadata`],
    service: 'nova-api-metadata',
  },
];

/**
 * A lab may not raise limits, and makes no control groups, which would outlive it on the machine. Podman then insists on a
 * process namespace for each container, which those of \`--pid host\` are spared here.
 */
const runtime = `#!/bin/sh
for word; do
  case $before in --bundle | -b) bundle=$word ;; --process | -p) process=$word ;; esac
  before=$word
done
config=\${process:-$bundle/config.json}
if [ -e "$config" ]; then
  host=
  ! grep -q '"qdoctor.pid":"host"' "$config" || host='s/{"type":"pid"},\\{0,1\\}//'
  sed -i -e 's/"rlimits":\\[[^]]*\\],\\{0,1\\}//' -e "$host" "$config"
fi
exec crun "$@"
`;

/** The program is a child of the container's first process, as with kolla's dumb-init: what ends it ends the container. */
const start = `#!/bin/sh
# kolla_start SERVICE COMMAND…
service=$1
program=\${2##*/}
shift
mkdir -p /var/log/kolla/openvswitch /var/log/kolla/neutron ${containersDir} ${labDir}/pids
rm -f ${containersDir}/$service.ready
case $program in
ovsdb-server)
  # A fault may have left a copy for a container without the volume.
  [ -e ${database} ] || cp ${databaseCopy} ${database} 2>/dev/null || ovsdb-tool create ${database} || exit 1 ;;
esac
exec 9>${containersDir}/$program.lock && flock 9
"$@" </dev/null >/dev/null 2>&1 &
pid=$!
exec 9>&-
echo $pid >/run/$program.pid
echo $pid >${labDir}/pids/$program.pid
trap 'kill -TERM $pid 2>/dev/null' TERM
[ -x /etc/init.d/$service ] || echo 0 >${containersDir}/$service.ready
while kill -0 $pid 2>/dev/null; do wait $pid; done
`;

/** An agent that does its work when it starts and stays, all in one process, as the true one. */
const agent = (service: string): string => `#!/bin/sh
[ ! -e ${containersDir}/wire-later ] || WIRE_LATER=1
trap 'echo $? >${containersDir}/${service}.ready; read -r _ <>${labDir}/never' EXIT
set -- start
exec >/var/log/kolla/neutron/${service}.log 2>&1
until [ -e "/run/\${0##*/}.pid" ]; do sleep 0.01; done
# What it starts must not hold its lock.
. /etc/init.d/${service} 9>&-
`;

/** The words that make a container, one on a line. */
const runOf = (one: LabContainer): string =>
  lines([
    ...['podman', 'run', '--detach', '--quiet', `--name=${one.name}`, '--network=host'],
    ...(one.isPrivileged ? ['--privileged'] : []),
    ...(one.isHostPid ? ['--annotation=qdoctor.pid=host'] : []),
    `--health-cmd=test ! -e ${containersDir}/${one.service}.sick`,
    '--health-interval=disable',
    '--health-retries=1',
    ...one.volumes.map((volume) => `--volume=${volume}`),
    imageOf(one.image),
    ...[startScript, one.service, ...one.command],
  ]);

/** For a service of a lab, what its container is made and started by, and waited for. */
const container = (model: LabModel): string => `#!/bin/sh
# container start|stop|restart|recreate SERVICE [SED]: the last word makes other words of those that make it.
case $2 in
${containersOf(model)
  .map((one) => `${one.service}) name=${one.name} ;;`)
  .join('\n')}
*) echo "no container runs $2" >&2; exit 1 ;;
esac
make() { sed -e "$1" ${madeDir}/$name | xargs -d '\\n' ${asHostScript}; }
podman() { ${asHostScript} podman "$@"; }
if [ "$1" = stop ]; then podman stop --time 1 "$name" >/dev/null; exit; fi
rm -f ${containersDir}/$2.ready
if ! podman container exists "$name"; then make "$3"
elif [ "$1" = recreate ]; then podman rm --force --time 0 "$name" && make "$3"
elif [ "$1" = start ]; then podman start "$name"
else podman restart --time 0 "$name"
fi >/dev/null || exit 1
until [ -s ${containersDir}/$2.ready ]; do
  [ "$(podman inspect --format '{{.State.Running}}' "$name")" = true ] || { podman logs "$name" >&2; exit 1; }
  sleep 0.05
done
read -r code <${containersDir}/$2.ready
exit "$code"
`;

const service = (name: string): string => `#!/bin/sh
case $1 in
start | stop | restart) exec ${containerScript} "$1" ${name} ;;
wire) rm -f ${containersDir}/wire-later; exec ${scriptsDir}/${name} wire ;;
esac
`;

/** In place of Open vSwitch's own, which would start daemons beside those in the containers. */
const ovsCtl = `#!/bin/sh
case " $* " in
*' --no-ovs-vswitchd '*) exec ${containerScript} start ovsdb-server ;;
*) exec ${containerScript} start ovs-vswitchd ;;
esac
`;

const storageConf = (): string => `[storage]
driver = "overlay"
runroot = "/run/containers/storage"
graphroot = "${storage}"
[storage.options]
additionalimagestores = ["${storeFolder()}"]
`;

const containersConf = `[containers]
cgroups = "disabled"
cgroupns = "host"
log_driver = "k8s-file"
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
runtime = "crun"
[engine.runtimes]
crun = ["${runtimeScript}"]
`;

export const podmanFiles = (model: LabModel, scripts: Files): Files =>
  new Map([
    [runtimeScript, runtime],
    [startScript, start],
    [containerScript, container(model)],
    [`${labDir}/ovs-ctl`, ovsCtl],
    [`${labDir}/host-etc/containers/storage.conf`, storageConf()],
    [`${labDir}/host-etc/containers/containers.conf`, containersConf],
    ...[...scripts].map(([path, text]): [string, string] => [path.replace('/etc/init.d', scriptsDir), text]),
    ...(['l2', 'l3', 'dhcp'] as const).map((role): [string, string] => [
      `${programDir}/${model.programs[role]}`,
      agent(model.services[role]),
    ]),
    ...containersOf(model).map((one): [string, string] => [`${madeDir}/${one.name}`, runOf(one)]),
    ...containersOf(model).flatMap(({ service: name }): readonly [string, string][] =>
      name.startsWith('ovs') ? [] : [[`/etc/init.d/${name}`, service(name)]],
    ),
  ]);

/**
 * The host as its operator has it, made before anything runs: its containers' mounts are its own. What the lab does itself,
 * such as breaking something, it does beside the host, with all tools, and with the volume of the agents in its place.
 */
export const podmanHostScript = (model: LabModel): string => `
mount -t tmpfs qdoctor-lab /sys/fs/cgroup
mount --bind /run/netns /run/netns
mount --make-shared /run/netns
mkdir -p ${storage} ${labDir}/host-etc /var/log/containers ${containersDir} ${labDir}/pids ${volumeFolder('neutron_metadata_socket')} \
  ${model.stateDir}
mount --bind ${labDir}/ovs-ctl /usr/share/openvswitch/scripts/ovs-ctl
${[...Object.values(model.programs), 'neutron-metadata-agent', 'nova-api-metadata']
  .map((program) => `ln -s ${labDir}/pids/${program}.pid /run/${program}.pid`)
  .join('\n')}
touch ${containersDir}/wire-later
${hostView(model)}
${asHostScript} sh -ec 'mkdir -p ${labDir}/host/etc-new ${labDir}/host/etc-work
cp -r ${labDir}/host-etc/. /etc/hosts /etc/resolv.conf ${labDir}/host/etc-new
mknod ${labDir}/host/etc-new/openvswitch c 0 0
mount -t overlay -o lowerdir=/etc,upperdir=${labDir}/host/etc-new,workdir=${labDir}/host/etc-work qdoctor-lab /etc
for folder in /etc/init.d /etc/rc2.d; do mount -t tmpfs qdoctor-lab $folder; done
mkdir ${labDir}/host/lib
mount -t tmpfs -o mode=755 qdoctor-lab ${labDir}/host/lib
mkdir ${labDir}/host/lib/containers
mount --bind /var/lib/containers ${labDir}/host/lib/containers
mount --rbind ${labDir}/host/lib /var/lib
for volume in kolla_logs openvswitch_db neutron_metadata_socket; do podman volume create $volume >/dev/null; done'
mount --bind ${volumeFolder('neutron_metadata_socket')} ${model.stateDir}
`;

/** For faults: what is done to the container of a service. */
export const containerStep = (
  verb: 'start' | 'stop' | 'recreate',
  service: string,
  edit = '',
): readonly [string, ...string[]] => [containerScript, verb, service, edit];

/** A command where the operator types it. */
export const onHost = (...argv: readonly string[]): readonly [string, ...string[]] => [asHostScript, ...argv];

/** Starts a daemon of Open vSwitch. */
export const startInContainer = (service: 'ovsdb-server' | 'ovs-vswitchd'): string =>
  `${containerScript} start ${service}`;
