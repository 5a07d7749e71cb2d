#!/bin/bash
# Records DHCP of a real dnsmasq and real clients, in namespaces of its own; nothing outside of them changes.
# Usage, as root: unshare -n -m -p -f --mount-proc --propagation private bash record.sh OUT
# Needs dnsmasq, tcpdump, dumpcap, Open vSwitch, and as clients busybox' udhcpc, isc-dhcp-client, systemd-networkd and
# pyroute2-dhcp-client. The "server" is this namespace; clients get their own.
out=$1
mkdir -p "$out"
mount -t tmpfs tmpfs /run
mount -t tmpfs tmpfs /var/lib/misc
mkdir -p /run/netns /run/systemd/netif/links /run/systemd/network
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link set lo up

# One wire from the server to a client's namespace of the same name.
wire() { # CLIENT MAC
  ip netns add "$1"
  ip link add "s-$1" address fa:16:3e:00:00:02 type veth peer name eth0 address "$2" netns "$1"
  ip -n "$1" link set lo up
  ip -n "$1" link set eth0 up
  ip link set "s-$1" up
}
serve() { # DEVICE ADDRESS, the rest are dnsmasq's options
  local device=$1 address=$2
  shift 2
  ip address add "$address/24" dev "$device"
  dnsmasq --conf-file=/dev/null --port=0 --interface="$device" --bind-interfaces --no-resolv --no-ping \
    --dhcp-leasefile="/run/leases-$device" --pid-file="/run/dnsmasq-$device" --log-facility=/dev/null "$@"
}
stop_serving() { kill "$(cat "/run/dnsmasq-$1")"; }
record() { # FILE DEVICE, the rest are tcpdump's options
  local file=$1 device=$2
  shift 2
  rm -f /run/tcpdump.log
  tcpdump -Z root -n -U --immediate-mode -i "$device" -w "$out/$file" "$@" 2> /run/tcpdump.log &
  recorder=$!
  until grep -qs listening /run/tcpdump.log; do
    kill -0 "$recorder" || { cat /run/tcpdump.log; exit 1; }
    sleep 0.05
  done
}
recorded() { sleep 0.5; kill -TERM "$recorder"; wait "$recorder"; }
udhcpc_once() { # CLIENT, the rest are udhcpc's options
  local client=$1
  shift
  ip netns exec "$client" busybox udhcpc -f -q -n -s /bin/true -x hostname:cirros "$@" > /dev/null 2>&1
}
filter='udp port 67 or 68 or (vlan and udp port 67 or 68)'
options=(--dhcp-option=option:router,10.0.0.1 --dhcp-option=option:dns-server,10.0.0.2 --dhcp-option=option:mtu,1450
  --dhcp-option=option:classless-static-route,169.254.169.254/32,10.0.0.2,0.0.0.0/0,10.0.0.1)

wire one fa:16:3e:00:00:11
serve s-one 10.0.0.2 --dhcp-range=10.0.0.10,10.0.0.200,255.255.255.0,24h --dhcp-authoritative "${options[@]}"

record udhcpc.pcap s-one "$filter"
udhcpc_once one -i eth0 -R
recorded

record nanoseconds.pcap s-one --time-stamp-precision=nano "$filter"
udhcpc_once one -i eth0
recorded

record cooked-v1.pcap any -y LINUX_SLL 'udp port 67 or 68'
udhcpc_once one -i eth0
recorded

record cooked-v2.pcap any -y LINUX_SLL2 'udp port 67 or 68'
udhcpc_once one -i eth0
recorded

record snapped.pcap s-one -s 96 "$filter"
udhcpc_once one -i eth0
recorded

dhclient_once() { ip netns exec one timeout 20 dhclient -d -1 -sf /bin/true -lf /run/dhclient.leases -pf /run/dhclient.pid eth0 \
  > /dev/null 2>&1 & client=$!; sleep "$1"; kill "$client"; wait "$client"; }
touch /run/dhclient.leases
dumpcap -q -i s-one -f "$filter" -w "$out/dhclient.pcapng" 2> /run/dumpcap.log &
recorder=$!
until grep -qs File: /run/dumpcap.log; do sleep 0.05; done
dhclient_once 4
recorded

record pyroute2.pcap s-one "$filter"
ip netns exec one timeout 5 pyroute2-dhcp-client eth0 > /dev/null 2>&1
recorded

# systemd-networkd wants udev, unless /sys is read-only, as in a container.
printf '[Match]\nName=eth0\n[Network]\nDHCP=ipv4\nIPv6AcceptRA=no\nLinkLocalAddressing=no\n' > /run/systemd/network/10-eth0.network
record networkd.pcap s-one "$filter"
ip netns exec one unshare -m bash -c '
  mount --bind /sys /sys
  mount -o remount,ro,bind /sys
  exec timeout 5 /lib/systemd/systemd-networkd' > /run/networkd.log 2>&1
recorded

# dhclient asks again for the address it had, and the server, now of another subnet, refuses it.
stop_serving s-one
ip address flush dev s-one
serve s-one 10.9.0.2 --dhcp-range=10.9.0.10,10.9.0.200,255.255.255.0,24h --dhcp-authoritative
record nak.pcap s-one "$filter"
dhclient_once 5
recorded

# No answer: the server is frozen.
kill -STOP "$(cat /run/dnsmasq-s-one)"
record frozen.pcap s-one "$filter"
udhcpc_once one -i eth0 -t 3 -T 1
recorded
kill -CONT "$(cat /run/dnsmasq-s-one)"

stop_serving s-one

# A switch as Neutron has it: the server's tap and the clients on access ports, a trunk that sees all with its tags.
mkdir -p /run/openvswitch
ovsdb-tool create /run/conf.db /usr/share/openvswitch/vswitch.ovsschema
ovsdb-server /run/conf.db --remote=punix:/run/openvswitch/db.sock --detach --no-chdir --pidfile --log-file=/dev/null
vsctl() { ovs-vsctl --timeout=10 "$@"; }
vsctl --no-wait init
vsctl --no-wait set Open_vSwitch . other_config:vlan-limit=2
ovs-vswitchd --detach --no-chdir --pidfile --log-file=/dev/null
vsctl add-br br-int -- set bridge br-int datapath_type=netdev
ip link add trunk type veth peer name s-trunk
ip link set trunk up
ip link set s-trunk up
wire two fa:16:3e:00:00:12
wire three fa:16:3e:00:00:13
wire rogue 52:54:00:66:66:66
vsctl add-port br-int s-two tag=7 -- add-port br-int s-three tag=7 -- add-port br-int s-rogue tag=9
vsctl add-port br-int tap-dhcp tag=7 -- set interface tap-dhcp type=internal 'mac="fa:16:3e:00:00:02"'
vsctl add-port br-int s-trunk -- --id=@trunk get port s-trunk \
  -- --id=@mirror create mirror name=all select_all=true output_port=@trunk -- set bridge br-int mirrors=@mirror
ip link set tap-dhcp up
serve tap-dhcp 10.0.0.2 --dhcp-range=10.0.0.10,10.0.0.200,255.255.255.0,24h "${options[@]}"

record vlan.pcap trunk
udhcpc_once two -i eth0
recorded

# Frames that come with a tag of their own get a second one.
vsctl set port s-two tag=100 vlan_mode=dot1q-tunnel other_config:qinq-ethtype=802.1ad
record qinq.pcap trunk
ip netns exec two python3 -c '
import socket, sys
wire = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
wire.bind(("eth0", 0))
with open(sys.argv[1], "rb") as capture:
    capture.seek(24 + 16)
    frame = capture.read(342)
wire.send(frame[:12] + b"\x81\x00\x00\x08" + frame[12:])' "$out/udhcpc.pcap"
recorded
vsctl clear port s-two vlan_mode other_config -- set port s-two tag=7

# The answers do not come back.
ovs-ofctl add-flow br-int 'priority=9,udp,in_port=tap-dhcp,actions=drop'
record dropped.pcap tap-dhcp "$filter"
udhcpc_once three -i eth0 -t 3 -T 1
recorded
ovs-ofctl --strict del-flows br-int 'priority=9,udp,in_port=tap-dhcp'

# A second server in the same VLAN.
vsctl set port s-rogue tag=7
ip -n rogue address add 192.168.66.1/24 dev eth0
ip netns exec rogue dnsmasq --conf-file=/dev/null --port=0 --interface=eth0 --bind-interfaces --no-resolv --no-ping \
  --dhcp-leasefile=/run/leases-rogue --pid-file=/run/dnsmasq-rogue --log-facility=/dev/null \
  --dhcp-range=192.168.66.10,192.168.66.200,255.255.255.0,1h
record rogue.pcap s-three "$filter"
udhcpc_once three -i eth0
recorded

# Cut off in the middle of its last packet, as a full disk leaves it.
head -c -100 "$out/udhcpc.pcap" > "$out/cut-off.pcap"
