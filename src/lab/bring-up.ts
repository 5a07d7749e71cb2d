import { dhcpAgent } from './agents/dhcp.ts';
import { l2Agent } from './agents/l2.ts';
import { l3Agent } from './agents/l3.ts';
import { agentProgram, programDir } from './agents/library.ts';
import { hybridPlug, ovsPort } from './hybrid-plug.ts';
import { type Files, intentDir, intentFiles, labDir, pidScript } from './intent.ts';
import { kindFiles } from './kinds/files.ts';
import { podmanFiles, podmanHostScript, startInContainer } from './kinds/podman.ts';
import { metadataFiles } from './metadata-services.ts';
import { hostNic, type LabModel, type LabRouter, outsideAddress } from './model.ts';
import { tunnelNic, underlayBridge } from './place.ts';

/** A part of `up`: a shell script that is run once inside the lab. */
export interface Stage {
  readonly title: string;
  readonly script: string;
}

/** What is written into the lab, by absolute path, once its own file systems are mounted. Scripts start with `#!`. */
export function labFiles(model: LabModel): Files {
  const agents: Files = new Map(
    agentsOf(model).map((agent): [string, string] => [`/etc/init.d/${model.services[agent]}`, scripts[agent](model)]),
  );
  return new Map([
    ...[...intentFiles(model)].map(([path, text]): [string, string] => [`${intentDir}/${path}`, text]),
    ...agents,
    ...agentsOf(model).map((agent): [string, string] => [`${programDir}/${model.programs[agent]}`, agentProgram]),
    ...(hasRouters(model) ? metadataFiles(model) : []),
    ...kindFiles(model),
    ...(model.containers === 'podman' ? podmanFiles(model, agents) : []),
    [pidScript, pidProgram],
    [`${labDir}/udhcpc`, udhcpcScript],
    [`${labDir}/ask-for-lease`, askForLeaseScript],
    ['/etc/openvswitch/system-id.conf', `${model.externalNetwork.id}\n`],
  ]);
}

const scripts = { l2: l2Agent, l3: l3Agent, dhcp: dhcpAgent } as const;

type Agent = keyof typeof scripts;

const hasRouters = ({ routers }: LabModel): boolean => routers.length > 0;

/** The agents of a host: a compute has that of the switch alone. */
const agentsOf = (model: LabModel): readonly ['l2', ...Agent[]] => [
  'l2',
  ...(hasRouters(model) ? (['l3'] as const) : []),
  ...(model.served.length > 0 ? (['dhcp'] as const) : []),
];

/** The lab's own file systems, over the directories that a Quantum host writes to. */
export const mountStage: Stage = {
  title: 'file systems',
  script: `set -e
for dir in /run /var/lib /var/log /etc/openvswitch /etc/init.d /etc/rc2.d; do
  mount -t tmpfs -o mode=755 qdoctor-lab $dir
done
mount -t sysfs sysfs /sys
# ovs-ctl would load the kernel module, into the machine's kernel, and even unload "bridge" if it could not.
mount -t tmpfs qdoctor-lab /sys/module
mkdir /sys/module/openvswitch
# The daemons of the lab log into its own files only.
if [ -S /dev/log ] && [ ! -L /dev/log ]; then mount --bind /dev/null /dev/log; fi
mkdir -p /run/netns /run/openvswitch /run/lock ${labDir} /var/log/openvswitch
mkfifo ${labDir}/never
# No name server can be reached from here: what asks for a name must get its no at once.
printf '127.0.0.1 localhost\\n127.0.1.1 lab\\n' >${labDir}/hosts
: >${labDir}/resolv.conf
for file in hosts resolv.conf; do [ ! -e /etc/$file ] || mount --bind ${labDir}/$file /etc/$file; done
`,
};

/** The stages after the mounts and the files, in order. */
export function stages(model: LabModel): readonly Stage[] {
  // A cloud's worth of ports is wired in one go, not again after each agent.
  const agent = (which: Agent): Stage => {
    const name = model.services[which];
    return { title: name, script: `WIRE_LATER=1 exec /etc/init.d/${name} start\n` };
  };
  const [l2, ...others] = agentsOf(model);
  return [
    ...(model.containers === 'podman' ? [{ title: 'host of containers', script: podmanHostScript(model) }] : []),
    { title: 'host and Open vSwitch', script: hostScript(model) },
    agent(l2),
    { title: 'virtual machines', script: plugScript(model) },
    ...others.map(agent),
    ...(model.layout === 'folsom' || !hasRouters(model) ? [] : [{ title: 'metadata', script: metadataScript }]),
    { title: 'wiring', script: `exec /etc/init.d/${model.services.l2} wire\n` },
    { title: 'leases', script: leasesScript(model) },
  ];
}

/** Of a lone host: a NIC towards the other end of its tunnel, which takes what comes and answers nothing. */
const tunnelNicBatch = `link add ${tunnelNic.device} type veth peer name ${tunnelNic.device} netns lan
address add ${tunnelNic.address}/${tunnelNic.prefix} dev ${tunnelNic.device}
`;

const tunnelPeerBatch = `address add ${tunnelNic.peer}/${tunnelNic.prefix} dev ${tunnelNic.device}
link set ${tunnelNic.device} up
`;

/** What starts the daemons of Open vSwitch. */
const switchStart = ({ containers }: LabModel) =>
  containers === 'podman'
    ? { database: startInContainer('ovsdb-server'), switch: startInContainer('ovs-vswitchd') }
    : {
        database: `ovsdb-tool create /etc/openvswitch/conf.db /usr/share/openvswitch/vswitch.ovsschema
ovsdb-server /etc/openvswitch/conf.db -vconsole:emer -vsyslog:off -vfile:info --remote=punix:$run/db.sock \\
  --no-chdir --log-file=$log/ovsdb-server.log --pidfile=$run/ovsdb-server.pid --detach`,
        switch: `ovs-vswitchd unix:$run/db.sock -vconsole:emer -vsyslog:off -vfile:info \\
  --no-chdir --log-file=$log/ovs-vswitchd.log --pidfile=$run/ovs-vswitchd.pid --detach`,
      };

function hostScript(model: LabModel): string {
  const start = switchStart(model);
  const { device, address, peer, prefix } = hostNic;
  const { name, isJoined } = model.place;
  const bridges = model.layout === 'folsom' ? ['br-int', 'br-ex'] : ['br-ex'];
  const bridgeWords = bridges.flatMap((bridge) => [
    '--',
    'add-br',
    bridge,
    '--',
    'set',
    'Bridge',
    bridge,
    'datapath_type=netdev',
  ]);
  return `set -e
echo ${name} >/proc/sys/kernel/hostname
for service in ${agentsOf(model)
    .map((agent) => model.services[agent])
    .join(' ')}; do ln -s ../init.d/$service /etc/rc2.d/S20$service; done
echo 1 >/proc/sys/net/ipv4/ip_forward
for key in all default; do echo 0 >/proc/sys/net/ipv4/conf/$key/rp_filter; done
ip -batch - <<'END'
link set lo up
address add ${outsideAddress}/32 dev lo
netns add lan
link add ${device} type veth peer name ${device} netns lan
address add ${address}/${prefix} dev ${device}
link set ${device} up
route add default via ${peer} dev ${device}
${isJoined ? '' : tunnelNicBatch}link set ${tunnelNic.device} up
END
ip -n lan -batch - <<'END'
link set lo up
address add ${peer}/${prefix} dev ${device}
link set ${device} up
${isJoined ? '' : tunnelPeerBatch}${model.externalSubnets.map(({ cidr }) => `route add ${cidr} via ${address}`).join('\n')}
END
log=/var/log/openvswitch run=/var/run/openvswitch
${start.database}
# ovs-ctl notes it, too, and "ovs-vsctl show" ends with it.
version=$(ovs-vswitchd --version | sed -n '1s/.* //p')
ovs-vsctl --no-wait init -- set Open_vSwitch . external_ids:system-id=${model.externalNetwork.id} ovs_version=$version
${start.switch}
ovs-vsctl --timeout=20 ${bridgeWords.join(' ')}
ip link set br-ex up
${hasRouters(model) ? gatewayScript(model) : ''}${isJoined ? underlayScript(model) : ''}`;
}

/** What the operator of a network node sets up on br-ex, to reach the tenant of a router. */
export const gatewayScript = (
  { externalSubnets, a }: Pick<LabModel, 'externalSubnets' | 'a'>,
  { network, qg }: LabRouter = a.router,
): string => `
${externalSubnets.map(({ gateway, prefix }) => `ip address add ${gateway}/${prefix} dev br-ex`).join('\n')}
ip route add ${network.cidr} via ${qg.address} dev br-ex
`;

const underlayScript = ({ place: { tunnelAddress } }: LabModel): string => `
ovs-vsctl --timeout=20 add-br ${underlayBridge} -- set Bridge ${underlayBridge} datapath_type=netdev \\
  -- add-port ${underlayBridge} ${tunnelNic.device}
ip address add ${tunnelAddress}/${tunnelNic.prefix} dev ${underlayBridge}
ip link set ${underlayBridge} up
`;

/** Plugs the VMs of a host in, as nova does. */
export function plugScript(model: LabModel): string {
  if (model.vms.length === 0) return '';
  return `ip -batch - <<'END' || exit 1
${model.vms.flatMap((vm) => hybridPlug(model, vm)).join('\n')}
END
for bridge in /proc/sys/net/ipv6/conf/qbr*/disable_ipv6; do [ ! -e "$bridge" ] || echo 1 >"$bridge"; done
xargs -L 50 ovs-vsctl --timeout=60 <<'END' || exit 1
${model.vms.map((vm) => ovsPort(vm).join(' ')).join('\n')}
END
# The userspace datapath hands a veth's unfinished TCP checksums on as they are; a real guest's NIC has none.
printf '%s\\n' ${model.vms.map((vm) => vm.namespace).join(' ')} | xargs -P 8 -I VM ip netns exec VM \\
  sh -c 'ip link set lo up; ip link set eth0 up; ethtool -K eth0 tx off' >/dev/null || exit 1
`;
}

const metadataScript = '/etc/init.d/nova-api-metadata start && exec /etc/init.d/neutron-metadata-agent start\n';

function leasesScript(model: LabModel): string {
  const vms = model.vms.filter((vm) => vm.asksForLease).map((vm) => vm.namespace);
  return `for vm in ${vms.join(' ')}; do ${labDir}/ask-for-lease $vm >${labDir}/$vm.lease 2>&1 & done
wait
for vm in ${vms.join(' ')}; do
  grep -q '^lease ' ${labDir}/$vm.lease || { echo "$vm got no lease:" >&2; cat ${labDir}/$vm.lease >&2; failed=1; }
done
[ -z "$failed" ]
`;
}

const askForLeaseScript = `#!/bin/sh
# ask-for-lease NAMESPACE [TRIES]: a DHCP client in a VM. Exit 0 when a lease came.
client=udhcpc
command -v udhcpc >/dev/null || client='busybox udhcpc'
exec ip netns exec "$1" $client -f -n -q -O staticroutes -t "\${2:-5}" -T 1 -i eth0 -s ${labDir}/udhcpc
`;

/** A number says little where containers have processes of the same: what the file is called after stands in its command line. */
const pidProgram = `#!/bin/sh
read -r number <"$1" || exit 1
case $1 in
*/dhcp/*/pid*) word=\${1%/*} word=\${word##*/} ;;
*) word=\${1##*/} word=\${word%%.*} ;;
esac
for status in "/proc/$number/status" $(grep -lE "^NSpid:.*[[:space:]]$number$" /proc/[0-9]*/status 2>/dev/null); do
  process=\${status%/status}
  if grep -qsE "^NSpid:.*[[:space:]]$number$" "$status" && grep -qs -e "$word" "$process/cmdline"; then
    echo "\${process#/proc/}"
    exit
  fi
done
exit 1
`;

const udhcpcScript = `#!/bin/sh
# Called by udhcpc in a VM. It leaves resolv.conf alone: all VMs share the lab's.
case $1 in
bound | renew)
  echo "lease $ip/$mask from $serverid, router $router"
  ip address replace "$ip/$mask" dev "$interface"
  for router in $router; do ip route replace default via "$router" dev "$interface"; break; done
  set -- $staticroutes
  while [ $# -gt 1 ]; do
    ip route replace "$1" via "$2" dev "$interface"
    shift 2
  done
  ;;
esac
`;
