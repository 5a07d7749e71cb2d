import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  agentLibrary,
  agentProgram,
  externalNetwork,
  haPrograms,
  hostNic,
  hybridPlug,
  intentDir,
  intentFiles,
  kindsDir,
  labDir,
  labModel,
  metadataFiles,
  ovsPort,
  programDir,
  saidBy,
  tunnelNic,
  tunnelPort,
  withDistributedRouter,
  withHaRouter,
  withNativeFirewall,
  worldAddress
} from "./chunk-5QATCPZZ.js";
import {
  execa,
  runProcess,
  toolPath
} from "./chunk-L7SRQQKV.js";
import {
  UserError
} from "./chunk-6OZUCFDW.js";

// src/lab/obstacle.ts
import { access, constants } from "node:fs/promises";
var tools = [
  "unshare",
  "nsenter",
  "mount",
  "ip",
  "iptables",
  "iptables-restore",
  "ethtool",
  "xargs",
  "awk",
  "ovsdb-server",
  "ovsdb-tool",
  "ovs-vswitchd",
  "ovs-vsctl",
  "ovs-ofctl",
  "dnsmasq",
  "haproxy",
  "perl"
];
var paths = [
  "/etc/openvswitch",
  "/etc/init.d",
  "/etc/rc2.d",
  "/usr/share/openvswitch/vswitch.ovsschema",
  "/dev/net/tun"
];
async function labObstacle() {
  if (process.platform !== "linux") return `a lab needs Linux, this is ${process.platform}`;
  if (process.getuid?.() !== 0) return "a lab needs root, so run this with sudo";
  const missing = await missingFrom(tools);
  if (!await isTool("udhcpc") && !await isTool("busybox")) missing.push("udhcpc");
  if (missing.length > 0) return `missing tools: ${missing.join(", ")}`;
  for (const path of paths) if (!await exists(path)) return `${path} is missing`;
  const trial = await runProcess(
    ["unshare", "--mount", "--net", "--pid", "--uts", "--fork", "--mount-proc", "--propagation", "private", "true"],
    { timeoutMs: 1e4 }
  );
  if (trial.kind === "exited" && trial.exitCode === 0) return void 0;
  return `no new namespaces can be made here: ${trial.kind === "exited" ? trial.stderr.trim() : trial.kind}`;
}
async function missingFrom(names) {
  const present = await Promise.all(names.map(isTool));
  return names.filter((_, index) => !present[index]);
}
async function isTool(name) {
  const found = await Promise.all(toolPath.split(":").map((dir) => exists(`${dir}/${name}`, constants.X_OK)));
  return found.includes(true);
}
async function exists(path, mode = constants.F_OK) {
  return access(path, mode).then(
    () => true,
    () => false
  );
}

// src/lab/lab.ts
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

// src/host/interactive.ts
async function runInteractive(argv, environment = {}) {
  const [tool, ...args] = argv;
  const child = execa(tool, args, { env: { PATH: toolPath, ...environment }, stdio: "inherit", reject: false });
  const ignore = () => void 0;
  const end = () => child.kill("SIGTERM");
  process.on("SIGINT", ignore).on("SIGTERM", end);
  const result = await child.finally(() => process.off("SIGINT", ignore).off("SIGTERM", end));
  if (result.code === "ENOENT") return 127;
  if (result.code === "EACCES") return 126;
  return result.exitCode ?? 137;
}
function startDetached(argv) {
  const [tool, ...args] = argv;
  const options = { detached: true, cleanup: false, reject: false };
  const environment = { PATH: toolPath, LC_ALL: "C", LANG: "C" };
  const child = execa(tool, args, { ...options, env: environment, stdin: "pipe", stdout: "ignore", stderr: "ignore" });
  child.stdin.on("error", () => void 0);
  return {
    pid: child.pid,
    isRunning: () => child.pid !== void 0 && child.exitCode === null && child.signalCode === null,
    kill: () => void child.kill("SIGKILL"),
    release: (lastWords) => new Promise((resolve) => {
      child.stdin.end(lastWords, () => {
        child.unref();
        resolve();
      });
    })
  };
}

// src/lab/agents/dhcp.ts
function dhcpAgent(model) {
  return `${agentLibrary(model.programs.dhcp)}
state=${model.stateDir}
launch
plug "$intent/dhcp.ports" || exit 1
cp -r "$intent/dhcp/state/." "$state"

# Sets the namespace $1 up and starts its dnsmasq anew; the pid file may name one that runs in another namespace.
serve() {
  configure "$intent/dhcp" "$1" || return 1
  network=\${1#qdhcp-} pid=
  [ ! -e "$state/dhcp/$network/pid" ] || read -r pid <"$state/dhcp/$network/pid"
  if [ -n "$pid" ] && grep -qs "dhcp/$network/" "/proc/$pid/cmdline"; then
    kill -KILL "$pid"
    while [ -e "/proc/$pid" ]; do sleep 0.01; done
  fi
  read -r arguments <"$intent/dhcp/$1.dnsmasq"
  set -f
  NETWORK_ID=$network ip netns exec "$1" dnsmasq $arguments || return 1
  proxy "$1"
}
each_namespace "$intent/dhcp" serve
failed=$?
tell_l2 ${model.services.l2} || failed=1
exit $failed
`;
}

// src/lab/agents/l2.ts
function l2Agent(model) {
  return `${agentLibrary(model.programs.l2)}${model.layout === "folsom" ? folsomBridges : neutronBridges}${wiring}${model.layout === "folsom" ? "" : firewall}`;
}
var folsomBridges = `
ovs-vsctl --timeout=10 br-exists br-int || { echo 'Failed to create OVS patch port: br-int is missing' >&2; exit 1; }
bridges=br-int
`;
var neutronBridges = `
setup='datapath_type=netdev fail_mode=secure protocols=OpenFlow10,OpenFlow13,OpenFlow14 other_config:mac-table-size=50000'
bridges='br-int br-ex br-tun'
if ! ovs-vsctl --timeout=10 br-exists br-ex; then
  echo 'Bridge br-ex for physical network public does not exist. Agent terminated!' >&2
  exit 1
fi
if [ "$1" != wire ]; then
  ovs-vsctl --timeout=30 -- --may-exist add-br br-int -- set Bridge br-int $setup \\
    other_config:mcast-snooping-disable-flood-unregistered=false \\
    -- --may-exist add-br br-tun -- set Bridge br-tun $setup -- set Bridge br-ex $setup \\
    -- --may-exist add-port br-int int-br-ex -- set Interface int-br-ex type=patch options:peer=phy-br-ex \\
    -- set Port int-br-ex other_config:mcast-snooping-flood=False other_config:mcast-snooping-flood-reports=False \\
    -- --may-exist add-port br-ex phy-br-ex -- set Interface phy-br-ex type=patch options:peer=int-br-ex \\
    -- --may-exist add-port br-int patch-tun -- set Interface patch-tun type=patch options:peer=patch-int \\
    -- set Port patch-tun other_config:mcast-snooping-flood=False other_config:mcast-snooping-flood-reports=False \\
    -- --may-exist add-port br-tun patch-int -- set Interface patch-int type=patch options:peer=patch-tun \\
    -- --may-exist add-port br-tun ${tunnelPort} -- set Interface ${tunnelPort} type=vxlan options:df_default=true \\
    options:egress_pkt_mark=0 options:in_key=flow options:out_key=flow \\
    options:local_ip=${tunnelNic.address} options:remote_ip=${tunnelNic.peer} || exit 1
fi
`;
var wiring = `
if [ "$1" = wire ]; then runs || exit 0; else launch; fi
[ -z "$WIRE_LATER" ] || exit 0
transact <"$intent/tags" || exit 1
ofports=$(ovs-vsctl --timeout=10 --format=csv --data=bare --no-headings --columns=name,ofport list Interface)
for bridge in $bridges; do
  { echo "$ofports"; cat "$intent/flows.$bridge"; } | awk '
    /^[^,= ]+,[0-9-]*$/ { split($0, port, ","); ofport[port[1]] = port[2]; next }
    {
      while (match($0, /@[^@]+@/)) {
        name = substr($0, RSTART + 1, RLENGTH - 2)
        if (!(ofport[name] > 0)) next
        $0 = substr($0, 1, RSTART - 1) ofport[name] substr($0, RSTART + RLENGTH)
      }
      print
    }' | ovs-ofctl -O OpenFlow13 replace-flows "$bridge" - || exit 1
done
`;
var firewall = `
[ ! -e /proc/sys/net/bridge ] || for call in iptables ip6tables arptables; do
  echo 1 >/proc/sys/net/bridge/bridge-nf-call-$call
done
iptables-restore --noflush <"$intent/hybrid-firewall" || exit 1
while read -r table chain target; do
  iptables -t "$table" -C "$chain" -j "$target" 2>/dev/null || iptables -t "$table" -A "$chain" -j "$target"
done <"$intent/hybrid-jumps"
`;

// src/lab/agents/l3.ts
function l3Agent(model) {
  return `${agentLibrary(model.programs.l3)}
launch
plug "$intent/l3.ports" || exit 1
# The veth pairs between namespaces; those that are there already stay.
[ ! -e "$intent/l3.pairs" ] || ip -force -batch "$intent/l3.pairs" 2>/dev/null
state=${model.stateDir}
[ ! -d "$intent/l3/state" ] || cp -r "$intent/l3/state/." "$state"

# Starts what a router that is highly available has besides, for the namespace $1: keepalived, and what watches it.
redundant() {
  id=\${1#qrouter-} conf=$state/ha_confs/\${1#qrouter-}
  [ -e "$conf/keepalived.conf" ] || return 0
  stay keepalived "$1" -P -f "$conf/keepalived.conf" -p "$conf.pid.keepalived"
  stay neutron-keepalived-state-change "$1" --router_id="$id" --namespace="$1" --conf_dir="$conf"
}

# Runs the program $1 in the namespace $2 with the other words, unless it runs for this router.
stay() {
  program=$1 namespace=$2 pid=
  shift 2
  [ ! -e "$conf.pid.$program" ] || read -r pid <"$conf.pid.$program"
  [ -n "$pid" ] && grep -qs "$id" "/proc/$pid/cmdline" && return 0
  (
    ip netns exec "$namespace" setsid ${programDir}/$program "$@" </dev/null >/dev/null 2>&1 &
    echo $! >"$conf.pid.$program"
  )
}

route() { configure "$intent/l3" "$1" && proxy "$1" && redundant "$1"; }
each_namespace "$intent/l3" route
failed=$?
tell_l2 ${model.services.l2} || failed=1
exit $failed
`;
}

// src/lab/kinds/files.ts
var models = {
  "native-firewall": withNativeFirewall,
  ha: withHaRouter,
  dvr: withDistributedRouter
};
function kindFiles(model) {
  if (model.layout === "folsom") return /* @__PURE__ */ new Map();
  const plain = intentFiles(model);
  return new Map([
    ...haPrograms,
    ...Object.entries(models).flatMap(
      ([kind, modelOf]) => [...intentFiles(modelOf(model))].filter(([path, text]) => plain.get(path) !== text).map(([path, text]) => [`${kindsDir}/${kind}/${path}`, text])
    )
  ]);
}

// src/lab/bring-up.ts
function labFiles(model) {
  return new Map([
    ...[...intentFiles(model)].map(([path, text]) => [`${intentDir}/${path}`, text]),
    [`/etc/init.d/${model.services.l2}`, l2Agent(model)],
    [`/etc/init.d/${model.services.l3}`, l3Agent(model)],
    [`/etc/init.d/${model.services.dhcp}`, dhcpAgent(model)],
    ...Object.values(model.programs).map((name) => [`${programDir}/${name}`, agentProgram]),
    ...metadataFiles(model),
    ...kindFiles(model),
    [`${labDir}/udhcpc`, udhcpcScript],
    [`${labDir}/ask-for-lease`, askForLeaseScript],
    ["/etc/openvswitch/system-id.conf", `${model.externalNetwork.id}
`]
  ]);
}
var mountStage = {
  title: "file systems",
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
`
};
function stages(model) {
  const { l2, l3, dhcp } = model.services;
  const agent = (name) => ({ title: name, script: `WIRE_LATER=1 exec /etc/init.d/${name} start
` });
  return [
    { title: "host and Open vSwitch", script: hostScript(model) },
    agent(l2),
    { title: "virtual machines", script: plugScript(model) },
    agent(l3),
    agent(dhcp),
    ...model.layout === "folsom" ? [] : [{ title: "metadata", script: metadataScript }],
    { title: "wiring", script: `exec /etc/init.d/${l2} wire
` },
    { title: "leases", script: leasesScript(model) }
  ];
}
function hostScript(model) {
  const { device, address, peer, prefix } = hostNic;
  const bridges = model.layout === "folsom" ? ["br-int", "br-ex"] : ["br-ex"];
  const bridgeWords = bridges.flatMap((bridge) => [
    "--",
    "add-br",
    bridge,
    "--",
    "set",
    "Bridge",
    bridge,
    "datapath_type=netdev"
  ]);
  return `set -e
echo lab >/proc/sys/kernel/hostname
for service in ${Object.values(model.services).join(" ")}; do ln -s ../init.d/$service /etc/rc2.d/S20$service; done
echo 1 >/proc/sys/net/ipv4/ip_forward
for key in all default; do echo 0 >/proc/sys/net/ipv4/conf/$key/rp_filter; done
ip -batch - <<'END'
link set lo up
address add ${worldAddress}/32 dev lo
netns add lan
link add ${device} type veth peer name ${device} netns lan
address add ${address}/${prefix} dev ${device}
link set ${device} up
route add default via ${peer} dev ${device}
link add ${tunnelNic.device} type veth peer name ${tunnelNic.device} netns lan
address add ${tunnelNic.address}/${tunnelNic.prefix} dev ${tunnelNic.device}
link set ${tunnelNic.device} up
END
ip -n lan -batch - <<'END'
link set lo up
address add ${peer}/${prefix} dev ${device}
link set ${device} up
address add ${tunnelNic.peer}/${tunnelNic.prefix} dev ${tunnelNic.device}
link set ${tunnelNic.device} up
route add ${externalNetwork.cidr} via ${address}
END
log=/var/log/openvswitch run=/var/run/openvswitch
ovsdb-tool create /etc/openvswitch/conf.db /usr/share/openvswitch/vswitch.ovsschema
ovsdb-server /etc/openvswitch/conf.db -vconsole:emer -vsyslog:off -vfile:info --remote=punix:$run/db.sock \\
  --no-chdir --log-file=$log/ovsdb-server.log --pidfile=$run/ovsdb-server.pid --detach
# ovs-ctl notes it, too, and "ovs-vsctl show" ends with it.
version=$(ovs-vswitchd --version | sed -n '1s/.* //p')
ovs-vsctl --no-wait init -- set Open_vSwitch . external_ids:system-id=${model.externalNetwork.id} ovs_version=$version
ovs-vswitchd unix:$run/db.sock -vconsole:emer -vsyslog:off -vfile:info \\
  --no-chdir --log-file=$log/ovs-vswitchd.log --pidfile=$run/ovs-vswitchd.pid --detach
ovs-vsctl --timeout=20 ${bridgeWords.join(" ")}
ip link set br-ex up
ip address add ${externalNetwork.gateway}/24 dev br-ex
ip route add ${model.a.network.cidr} via ${model.a.router.qg.address} dev br-ex
`;
}
function plugScript(model) {
  return `ip -batch - <<'END' || exit 1
${model.vms.flatMap((vm) => hybridPlug(model, vm)).join("\n")}
END
for bridge in /proc/sys/net/ipv6/conf/qbr*/disable_ipv6; do [ ! -e "$bridge" ] || echo 1 >"$bridge"; done
xargs -L 50 ovs-vsctl --timeout=60 <<'END' || exit 1
${model.vms.map((vm) => ovsPort(vm).join(" ")).join("\n")}
END
# The userspace datapath hands a veth's unfinished TCP checksums on as they are; a real guest's NIC has none.
printf '%s\\n' ${model.vms.map((vm) => vm.namespace).join(" ")} | xargs -P 8 -I VM ip netns exec VM \\
  sh -c 'ip link set lo up; ip link set eth0 up; ethtool -K eth0 tx off' >/dev/null || exit 1
`;
}
var metadataScript = "/etc/init.d/nova-api-metadata start && exec /etc/init.d/neutron-metadata-agent start\n";
function leasesScript(model) {
  const vms = model.vms.filter((vm) => vm.asksForLease).map((vm) => vm.namespace);
  return `for vm in ${vms.join(" ")}; do ${labDir}/ask-for-lease $vm >${labDir}/$vm.lease 2>&1 & done
wait
for vm in ${vms.join(" ")}; do
  grep -q '^lease ' ${labDir}/$vm.lease || { echo "$vm got no lease:" >&2; cat ${labDir}/$vm.lease >&2; failed=1; }
done
[ -z "$failed" ]
`;
}
var askForLeaseScript = `#!/bin/sh
# ask-for-lease NAMESPACE [TRIES]: a DHCP client in a VM. Exit 0 when a lease came.
client=udhcpc
command -v udhcpc >/dev/null || client='busybox udhcpc'
exec ip netns exec "$1" $client -f -n -q -O staticroutes -t "\${2:-5}" -T 1 -i eth0 -s ${labDir}/udhcpc
`;
var udhcpcScript = `#!/bin/sh
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

// src/lab/holder.ts
import { readdir, readFile, readlink, stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
var marker = "qdoctor-lab";
var holderScript = `read -r word && [ "$word" = ready ] || exit 1
exec </dev/null
while :; do sleep 1000000 & wait; done`;
async function startHolder(name, layout, networks) {
  const namespaces = ["--mount", "--net", "--pid", "--uts", "--fork", "--mount-proc", "--propagation", "private"];
  const words = ["sh", "-c", holderScript, marker, name, layout, String(networks)];
  const started = startDetached(["unshare", ...namespaces, "--kill-child", "--", ...words]);
  for (let waitedMs = 0; waitedMs < 5e3 && started.isRunning(); waitedMs += 10) {
    await sleep(10);
    for (const holder of await listHolders()) {
      if (holder.name === name && await parentOf(holder.pid) === started.pid) {
        return { holder, release: () => started.release("ready\n") };
      }
    }
  }
  started.kill();
  return void 0;
}
async function listHolders() {
  const entries = await readdir("/proc").catch(() => []);
  const pids = entries.filter((entry) => /^\d+$/.test(entry)).map(Number);
  const holders = await Promise.all(pids.map(readHolder));
  return holders.filter((holder) => holder !== void 0);
}
async function killHolder({ pid, startedTicks }) {
  const isThere = async () => await startTicksOf(pid) === startedTicks;
  if (!await isThere()) return;
  process.kill(pid, "SIGKILL");
  while (await isThere()) await sleep(5);
}
async function startTimeOf(holder) {
  const bootSeconds = /^btime (\d+)$/m.exec(await readText("/proc/stat"))?.[1];
  return bootSeconds === void 0 ? void 0 : new Date(Number(bootSeconds) * 1e3 + holder.startedTicks * 10);
}
async function readHolder(pid) {
  const [shell, flag, , word, name, layout, networks] = (await readText(`/proc/${pid}/cmdline`)).split("\0");
  if (shell !== "sh" || flag !== "-c" || word !== marker || name === void 0) return void 0;
  if (layout !== "folsom" && layout !== "neutron") return void 0;
  if (!await isTrueHolder(pid)) return void 0;
  return { pid, name, layout, networks: Number(networks), startedTicks: await startTicksOf(pid) };
}
async function isTrueHolder(pid) {
  const owner = await stat(`/proc/${pid}`).catch(() => void 0);
  const isFirst = /^NSpid:.*\t1$/m.test(await readText(`/proc/${pid}/status`));
  if (owner?.uid !== 0 || !isFirst) return false;
  const same = await Promise.all(["mnt", "net", "pid"].map((kind) => sharesNamespace(pid, kind)));
  return !same.includes(true);
}
async function sharesNamespace(pid, kind) {
  const ours = readlink(`/proc/self/ns/${kind}`);
  return await readlink(`/proc/${pid}/ns/${kind}`).catch(() => ours) === await ours;
}
async function startTicksOf(pid) {
  return Number(statFields(await readText(`/proc/${pid}/stat`))[19]);
}
async function parentOf(pid) {
  return Number(statFields(await readText(`/proc/${pid}/stat`))[1]);
}
function statFields(text) {
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
}
async function readText(path) {
  return readFile(path, "utf8").catch(() => "");
}

// src/lab/lab.ts
async function startLab(options) {
  const { name, layout, networks = 0, signal } = options;
  if (!/^[a-z0-9][a-z0-9-]{0,30}$/i.test(name)) {
    throw new UserError(`'${name}' is no name for a lab.`, { hint: "Use up to 31 letters, digits and dashes." });
  }
  labModel(layout, networks);
  const obstacle = await labObstacle();
  if (obstacle !== void 0) throw new UserError(`No lab can run here: ${obstacle}.`, { exitCode: 3 });
  if (await findLab(name)) throw alreadyUp(name);
  signal?.throwIfAborted();
  const fresh = await startHolder(name, layout, networks);
  if (fresh === void 0) throw new UserError("The kernel refused to make the namespaces of a lab.", { exitCode: 3 });
  const { holder } = fresh;
  const abort = () => void killHolder(holder);
  signal?.addEventListener("abort", abort);
  try {
    const older = (await listHolders()).find((other) => other.name === name && startedBefore(other, holder));
    if (older !== void 0) throw alreadyUp(name);
    const lab = labOf(holder);
    await bringUp(lab, options.progress ?? (() => void 0));
    signal?.throwIfAborted();
    await fresh.release();
    return lab;
  } catch (error) {
    await killHolder(holder);
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}
async function findLab(name) {
  const holder = (await listHolders()).find((candidate) => candidate.name === name);
  return holder && labOf(holder);
}
async function listLabs() {
  return (await listHolders()).map(labOf).sort((a, b) => a.name.localeCompare(b.name));
}
var alreadyUp = (name) => new UserError(`Lab '${name}' is already up.`, {
  hint: 'Take it away with "qdoctor lab down", or choose another --name.'
});
function startedBefore(other, holder) {
  return other.startedTicks === holder.startedTicks ? other.pid < holder.pid : other.startedTicks < holder.startedTicks;
}
var outlives = 'trap : INT; "$@"';
function labOf(holder) {
  const { pid, name, layout } = holder;
  const entering = (argv, ...options) => [
    "nsenter",
    ...options,
    `--target=${pid}`,
    "--mount",
    "--net",
    "--pid",
    "--uts",
    "--",
    ...argv
  ];
  const inside = (argv) => entering(argv);
  return {
    name,
    layout,
    pid,
    model: labModel(layout, holder.networks),
    run: (argv, { timeoutMs = 6e4, input } = {}) => {
      const limited = ["timeout", "--signal=KILL", String(timeoutMs / 1e3 + 0.5), ...argv];
      return runProcess(inside(limited), { timeoutMs, input });
    },
    exec: (argv) => runInteractive(entering(["sh", "-c", outlives, "sh", ...argv], "--no-fork"), { QDOCTOR_LAB: name }),
    since: () => startTimeOf(holder),
    down: () => killHolder(holder)
  };
}
async function bringUp(lab, progress) {
  await runStage(lab, mountStage);
  await writeFiles(lab);
  for (const stage of stages(lab.model)) {
    const startedMs = performance.now();
    await runStage(lab, stage);
    progress(`${stage.title}: ${((performance.now() - startedMs) / 1e3).toFixed(1)} s`);
  }
}
async function runStage(lab, { title, script }) {
  const end = await lab.run(["sh", "-s"], { input: script, timeoutMs: 3e5 });
  if (end.kind === "exited" && end.exitCode === 0) return;
  throw new UserError(`The lab did not come up: ${title}: ${saidBy(end)}`, { exitCode: 3 });
}
async function writeFiles(lab) {
  for (const [path, text] of labFiles(lab.model)) {
    const target = `/proc/${lab.pid}/root${path}`;
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text, { mode: text.startsWith("#!") ? 493 : 420 });
  }
}

export {
  labObstacle,
  startLab,
  findLab,
  listLabs
};
