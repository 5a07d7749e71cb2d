# Shared by the scripts beside it; sourced, never executed.
# shellcheck shell=bash
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
STATE=/var/tmp/qdoctor-neutron        # pids, generated configuration, database; the logs outlive `down`
ETC=$STATE/etc LOG=$STATE/log PIDS=$STATE/pid RUN=$STATE/run FAULT=$STATE/fault
OURS=$STATE/ours                      # there while this machine's Neutron is the one that `up` started
NEUTRON=/var/lib/neutron
API=http://127.0.0.1:9696
OVS_CTL=/usr/share/openvswitch/scripts/ovs-ctl
export PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
umask 022
unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY PYTHONPATH

EXTERNAL_CIDR=203.0.113.0/24 EXTERNAL_GATEWAY=203.0.113.1
WORLD=198.51.100.1                    # an address beyond the provider's gateway
TENANT_CIDR=10.11.12.0/24 TENANT_GATEWAY=10.11.12.1
VMS='a1 a2 b1'
AGENTS='openvswitch-agent dhcp-agent l3-agent metadata-agent'

say() { printf '%s %s\n' "$(date +%H:%M:%S)" "$*" >&2; }
die() { say "ERROR: $*"; exit 1; }
need_root() { [ "$(id -u)" = 0 ] || die 'run as root'; }
# Ids and device names of the topology as shell variables (NET_A, QR_A, PORT_a1 ...), written by `up`.
topology() {
  [ -r "$STATE/topology.sh" ] || die 'no Neutron of ours is up; run up first'
  # shellcheck source=/dev/null
  . "$STATE/topology.sh"
}
clear_state() { rm -rf "$STATE"/{mysql,rabbit,migrated,topology.sh,etc,pid,run,fault,sysctl,ovs.db,.ovs.db.~lock~,ours}; }
wait_for() { # wait_for SECONDS DESCRIPTION COMMAND...
  local what=$2 end=$((SECONDS + $1)); shift 2
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $end ] || { say "waited in vain for $what"; return 1; }
    sleep 0.5
  done
}

# ---- processes: NAME's pid is in $PIDS/NAME, its start time beside it, so that a pid used again is nobody's ----
start_time() { awk '{print $22}' "/proc/$1/stat" 2>/dev/null; }
alive() {
  local pid; pid=$(cat "$PIDS/$1" 2>/dev/null) && [ -n "$pid" ] && [ -e "/proc/$pid" ] &&
    [ "$(start_time "$pid")" = "$(cat "$PIDS/$1.start" 2>/dev/null)" ]
}
spawn() { # spawn NAME USER COMMAND... : in a session of its own, unless it runs
  local name=$1 user=$2 as=(); shift 2
  alive "$name" && return 0
  [ "$user" = root ] || as=(setpriv --reuid "$user" --regid "$user" --init-groups --)
  (cd / && umask 022 && exec setsid "${as[@]}" "$@" </dev/null >>"$LOG/$name.out" 2>&1) &
  local pid=$!
  disown "$pid"
  echo "$pid" >"$PIDS/$name"
  start_time "$pid" >"$PIDS/$name.start"
}
end() { # end NAME : TERM to the group that it leads, KILL after 8 s
  local pid
  if alive "$1"; then
    pid=$(cat "$PIDS/$1")
    kill -CONT "$pid" 2>/dev/null
    kill -TERM -- "-$pid" 2>/dev/null || kill -TERM "$pid"
    for _ in $(seq 40); do [ -e "/proc/$pid" ] || break; sleep 0.2; done
    kill -KILL -- "-$pid" 2>/dev/null
  fi
  rm -f "$PIDS/$1" "$PIDS/$1.start"
}
start_agent() { # of $AGENTS, or `server`
  local config=openvswitch_agent.ini
  case $1 in
    server) config=ml2_conf.ini ;;
    openvswitch-agent) ;;
    *) config=${1//-/_}.ini ;;
  esac
  spawn "$1" neutron "/usr/bin/neutron-$1" --config-file "$ETC/neutron.conf" --config-file "$ETC/$config" \
    --log-file "$LOG/$1.log"
}
start_nova_metadata() { spawn nova-metadata neutron /usr/bin/python3 "$RUN/stand-ins.py" metadata; }
ovs_runs() { ovs-vsctl --timeout=5 show && ovs-appctl --timeout=5 -t ovs-vswitchd version; } >/dev/null 2>&1

# ---- Neutron's API ----
api() { # api METHOD PATH [JSON]
  curl -sS -m 60 -X "$1" -H 'Content-Type: application/json' ${3:+-d "$3"} "$API/v2.0/$2"
}
api_id() { # api_id COLLECTION QUERY : the first one's id, or nothing
  api GET "$1?$2" | jq -r '.[keys[] | select(. != "NeutronError" and (endswith("_links") | not))][0].id // empty'
}

# ---- guests: a namespace vm-NAME in the place of a virtual machine ----
device() { printf '%s%s' "$1" "${2:0:11}"; } # device PREFIX PORT
os_vif() { # os_vif plug|unplug VM
  local port=PORT_$2 mac=MAC_$2 instance=INSTANCE_$2
  /usr/bin/python3 "$HERE/os-vif.py" "$1" "${!port}" "${!mac}" "${!instance}" "vm-$2" >>"$LOG/os-vif.log" 2>&1
}
# os-vif makes qbr, qvb, qvo and the port as nova does; then comes libvirt's part, the tap with the guest behind it.
plug_vm() {
  local ns=vm-$1 port=PORT_$1 mac=MAC_$1 tap qbr
  tap=$(device tap "${!port}") qbr=$(device qbr "${!port}")
  [ -e "/sys/class/net/$qbr" ] || os_vif plug "$1" || return 1
  [ -e "/run/netns/$ns" ] || ip netns add "$ns"
  ip -n "$ns" link set lo up
  if [ ! -e "/sys/class/net/$tap" ]; then
    ip link add "$tap" address "fe:${!mac#*:}" mtu 1450 type veth peer name eth0 address "${!mac}" mtu 1450 netns "$ns" || return 1
    ip link set "$tap" master "$qbr" up
    # A veth hands unfinished checksums to the userspace datapath; a real guest's NIC would not.
    ip netns exec "$ns" ethtool -K eth0 tx off >/dev/null 2>&1
    ip -n "$ns" link set eth0 up
  fi
  spawn "sshd-$ns" root ip netns exec "$ns" /usr/bin/python3 "$RUN/stand-ins.py" ssh "$ns"
}
unplug_vm() {
  local port=PORT_$1 pid
  end "sshd-vm-$1"
  for pid in $(ip netns pids "vm-$1" 2>/dev/null); do kill "$pid"; done
  ip link del "$(device tap "${!port}")" 2>/dev/null
  os_vif unplug "$1" || ovs-vsctl --timeout=5 --if-exists del-port br-int "$(device qvo "${!port}")"
  for kind in qvb qbr; do ip link del "$(device $kind "${!port}")" 2>/dev/null; done
  ip netns del "vm-$1" 2>/dev/null
}
ask_lease() { # ask_lease VM [SCRIPT] : a real DHCP client; without a script the guest stays as it is
  ip netns exec "vm-$1" udhcpc -f -n -q -O 121 -t 3 -T 1 -i eth0 -s "${2:-/bin/true}" 2>&1
}
healthy() { "$HERE/check" >/dev/null 2>&1; }
