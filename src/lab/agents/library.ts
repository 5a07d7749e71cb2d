import { intentDir, labDir } from '../intent.ts';

/** The process of an agent that has done its work, as \`ps\` shows it: it waits for ever, and nothing else. */
export const agentProgram = `#!/bin/sh
read -r _ <>${labDir}/never
`;

/** Where a lab that is a host of containers keeps what its runtime knows, and what starts a program in one. */
export const containersDir = `${labDir}/containers`;
export const containScript = `${labDir}/contain`;

/** Where the programs of the agents are. */
export const programDir = `${labDir}/bin`;

/** The file that holds the pid of an agent's process. */
export const agentPidFile = (program: string): string => `/run/${program}.pid`;

/**
 * The head of the script of the agent `program`, and what the L3 and the DHCP agent share: plugging ports and setting
 * up namespaces.
 */
export const agentLibrary = (program: string): string => `#!/bin/sh
# A stand-in for what the agent of this name does when it starts: the real one would need a Quantum server to tell it
# what to do. This one is told by ${intentDir}, does its work and leaves a process that only shows that it is there.
# Like the real one it leaves a device alone that is in its namespace already, even a dead one.
intent=${intentDir}
pidfile=${agentPidFile(program)}
contain=
[ ! -e ${containersDir}/${program} ] || contain='${containScript} ${program}'
PATH=/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin

runs() {
  ! { [ -e "$pidfile" ] && read -r agent <"$pidfile" && grep -qs ${program} "/proc/$agent/cmdline"; } || return 0
  # From another container its process is not to be seen, but that it holds its lock is.
  [ -e ${containersDir}/${program}.lock ] && ! flock -n ${containersDir}/${program}.lock true
}
launch() {
  ! runs || return 0
  # In a shell of its own: nobody here waits for it.
  (
    $contain setsid ${programDir}/${program} --config-file /etc/${program}.ini </dev/null >/dev/null 2>&1 &
    echo $! >"$pidfile"
  )
}
halt() {
  runs || return 0
  kill -KILL "$agent"
  while [ -e "/proc/$agent" ]; do sleep 0.01; done
}

case $1 in
start | wire) ;;
restart) halt ;;
stop) halt; exit 0 ;;
*) echo "usage: $0 start|stop|restart" >&2; exit 1 ;;
esac

# One ovs-vsctl command per line of input, two hundred lines to a transaction.
transact() { xargs -L 200 ovs-vsctl --timeout=60; }

# The lines of a ports file whose device is not in its namespace.
missing_ports() {
  last=
  while read -r namespace device rest; do
    if [ "$namespace" != "$last" ]; then
      last=$namespace present=
      [ ! -e "/run/netns/$namespace" ] || present=$(ip -n "$namespace" -o link show 2>/dev/null)
    fi
    case $present in *" $device: "*) ;; *) echo "$namespace $device $rest" ;; esac
  done <"$1"
}

# Gives each missing port of the file $1 its namespace, a fresh OVS port and device, and moves the device there.
plug() {
  missing=$(missing_ports "$1")
  [ -n "$missing" ] || return 0
  echo "$missing" | while read -r namespace _; do
    [ -e "/run/netns/$namespace" ] || echo "netns add $namespace"
  done | sort -u | ip -force -batch -
  # In two transactions: one that deletes and adds a port of the same name would keep the old, dead device.
  echo "$missing" | awk '{print "-- --if-exists del-port", $2}' | transact
  # With the tag at once: hundreds of untagged ports would flood each other with their first packets.
  echo "$missing" | awk '{print "-- add-port", $3, $2, ($7 ? "tag=" $7 : ""), "-- set Interface", $2, "type=internal",
    "external_ids:iface-id=" $6, "external_ids:iface-status=active", "external_ids:attached-mac=" $4}' | transact || return 1
  echo "$missing" | awk '{print "link set", $2, "address", $4; print "link set", $2, "mtu", $5;
    print "link set", $2, "netns", $1}' | ip -force -batch -
}

# Runs a command for each namespace that has files in $1, several at once: most of their time is waiting for the kernel.
# Fails when it failed for any of them.
each_namespace() {
  running=0 failures=$(mktemp /run/agent.XXXXXX)
  for batch in "$1"/*.batch; do
    namespace=\${batch##*/}
    { "$2" "\${namespace%.batch}" || echo "$namespace" >>"$failures"; } &
    running=$((running + 1))
    [ $((running % 16)) -ne 0 ] || wait
  done
  wait
  [ ! -s "$failures" ]
  failed=$?
  rm -f "$failures"
  return $failed
}

# The L2 agent watches the database and wires a new port within two seconds; here it is told.
tell_l2() { [ -z "$missing" ] || [ -n "$WIRE_LATER" ] || "/etc/init.d/$1" wire; }

# Sysctls, links, addresses, routes and rules of the namespace $2, from the files $1/$2.*
# An address or route that can't be had, for its device is down, is for the operator to see to: only the rules must load.
configure() {
  up=$(echo "$missing" | awk -v ns="$2" '$1 == ns {print "link set", $2, "up"}')
  UP=$up ip netns exec "$2" sh -c '
    for key in all default; do echo 0 >/proc/sys/net/ipv4/conf/$key/rp_filter; done
    while IFS== read -r key value; do echo "$value" >"/proc/sys/$key"; done <"$1.sysctl"
    if [ -z "$UP" ]; then
      ip -o -4 addr show scope global | while read -r _ device _ address _; do
        grep -qxF "$device $address" "$1.addresses" || ip addr del "$address" dev "$device"
      done
    fi
    { echo "link set lo up"; echo "$UP"; cat "$1.batch"; } | ip -force -batch -
    [ ! -s "$1.rules" ] || iptables-restore <"$1.rules"
  ' configure "$1/$2"
}

# Starts the metadata proxy of the namespace $1, where it is to have one. One that runs is left alone, wherever it runs.
proxy() {
  id=\${1#q*-} running=
  conf=$state/ns-metadata-proxy/$id.conf
  [ -e "$conf" ] || return 0
  mkdir -p "$state/external/pids"
  [ ! -e "$state/external/pids/$id.pid.haproxy" ] || read -r running <"$state/external/pids/$id.pid.haproxy"
  # In a container of its own the number may be anybody's by now, that of a grep for the name too.
  case $(tr '\\0' ' ' 2>/dev/null <"/proc/$running/cmdline") in haproxy*"$conf"*) return 0 ;; esac
  ip netns exec "$1" haproxy -f "$conf"
}
`;
