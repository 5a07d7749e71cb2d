#!/bin/bash
# Records DHCP of a real dnsmasq and real clients, in namespaces of its own; nothing outside of them changes.
# Usage, as root: unshare -n -m -p -f --mount-proc --propagation private bash record.sh OUT
# Needs dnsmasq, tcpdump, busybox' udhcpc and systemd-networkd. The "server" is this namespace; clients get their own.
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
  until grep -qs listening /run/tcpdump.log; do sleep 0.05; done
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

record cooked-v1.pcap any -y LINUX_SLL "$filter"
udhcpc_once one -i eth0
recorded

record cooked-v2.pcap any -y LINUX_SLL2 "$filter"
udhcpc_once one -i eth0
recorded

record snapped.pcap s-one -s 96 "$filter"
udhcpc_once one -i eth0
recorded

# systemd-networkd asks again for the address it had, which the server refuses: it now serves another subnet.
printf '[Match]\nName=eth0\n[Network]\nDHCP=ipv4\nIPv6AcceptRA=no\nLinkLocalAddressing=no\n' > /run/systemd/network/10-eth0.network
networkd() { ip netns exec one unshare -m bash -c '
  mount -t sysfs -o ro sysfs /sys
  SYSTEMD_LOG_LEVEL=err timeout --signal=TERM "$1" /lib/systemd/systemd-networkd' bash "$1" > /run/networkd.log 2>&1; }
record networkd.pcap s-one "$filter"
networkd 6
recorded

# No answer: the server is frozen.
kill -STOP "$(cat /run/dnsmasq-s-one)"
record frozen.pcap s-one "$filter"
udhcpc_once one -i eth0 -t 3 -T 1
recorded
kill -CONT "$(cat /run/dnsmasq-s-one)"

# The answers do not come back: the client drops them.
ip netns exec one tc qdisc add dev eth0 ingress
ip netns exec one tc filter add dev eth0 ingress protocol ip u32 match ip dport 68 0xffff action drop
record dropped.pcap s-one "$filter"
udhcpc_once one -i eth0 -t 3 -T 1
recorded
ip netns exec one tc qdisc del dev eth0 ingress
stop_serving s-one

# VLAN tags, one and two of them.
wire two fa:16:3e:00:00:12
ip link add link s-two name s-two.7 type vlan id 7
ip link set s-two.7 up
ip -n two link add link eth0 name eth0.7 type vlan id 7
ip -n two link set eth0.7 up
serve s-two.7 10.0.7.2 --dhcp-range=10.0.7.10,10.0.7.200,255.255.255.0,1h
record vlan.pcap s-two "$filter"
udhcpc_once two -i eth0.7
recorded
stop_serving s-two.7
ip link add link s-two name s-two.100 type vlan proto 802.1ad id 100
ip link set s-two.100 up
ip link add link s-two.100 name s-two.q type vlan id 8
ip link set s-two.q up
ip -n two link add link eth0 name eth0.100 type vlan proto 802.1ad id 100
ip -n two link set eth0.100 up
ip -n two link add link eth0.100 name eth0.q type vlan id 8
ip -n two link set eth0.q up
serve s-two.q 10.0.8.2 --dhcp-range=10.0.8.10,10.0.8.200,255.255.255.0,1h
record qinq.pcap s-two
udhcpc_once two -i eth0.q
recorded
stop_serving s-two.q

# A second server on the same switch.
ip link add br0 type bridge
ip link set br0 up
wire three fa:16:3e:00:00:13
wire rogue 52:54:00:66:66:66
ip link set s-three master br0
ip link set s-rogue master br0
ip -n rogue address add 192.168.66.1/24 dev eth0
ip netns exec rogue dnsmasq --conf-file=/dev/null --port=0 --interface=eth0 --bind-interfaces --no-resolv --no-ping \
  --dhcp-leasefile=/run/leases-rogue --pid-file=/run/dnsmasq-rogue --log-facility=/dev/null \
  --dhcp-range=192.168.66.10,192.168.66.200,255.255.255.0,1h
ip link set br0 address fa:16:3e:00:00:09
serve br0 10.0.0.2 --dhcp-range=10.0.0.10,10.0.0.200,255.255.255.0,24h "${options[@]}"
record rogue.pcap br0 "$filter"
udhcpc_once three -i eth0
recorded

# Cut off in the middle of its last packet, as a full disk leaves it.
head -c -100 "$out/udhcpc.pcap" > "$out/cut-off.pcap"
