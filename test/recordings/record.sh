#!/bin/bash
# Records the network tools in namespaces of its own; nothing outside of them changes.
# Usage, as root: unshare -n -m --propagation private bash record.sh OUT OLD
# OLD holds tools built from their tags: iproute2-VERSION/ip and net-tools-1.60/{ifconfig,netstat,route}.
trap 'echo "failed: $BASH_COMMAND" >&2' ERR
out=$1 old=$2
network=487dbcfc-62fb-4b87-ad8c-8fa4c015ac0a

mount -t tmpfs tmpfs /run
mount -t sysfs sysfs /sys
ip link set lo up
ip link add eth0 type veth peer name wire0
ip link set wire0 up
ip link set eth0 up
ip addr add 192.0.2.2/24 brd + dev eth0
ip addr add 192.0.2.77/24 brd + dev eth0
ip addr add 198.51.100.9/32 dev eth0
ip addr add 192.0.2.80/24 brd + dev eth0 label eth0:1
ip addr add fd00::2/64 dev eth0 nodad
ip link add qvo10d38cf7-7e type veth peer name qvb10d38cf7-7e
ip link add qbr10d38cf7-7e type bridge
ip link set qvb10d38cf7-7e master qbr10d38cf7-7e
for device in qvo10d38cf7-7e qvb10d38cf7-7e qbr10d38cf7-7e; do ip link set $device up; done
ip link add qbra0bca375-a9 type bridge
ip tuntap add tap10d38cf7-7e mode tap
ip link set tap10d38cf7-7e master qbr10d38cf7-7e
ip link set tap10d38cf7-7e up
ip link set tap10d38cf7-7e alias 'of the guest, port 10d38cf7'
ip tuntap add tun0 mode tun
ip addr add 10.8.0.1 peer 10.8.0.2/32 dev tun0
ip link set tun0 up
for name in "qdhcp-$network" 'a b' '$(reboot)' $'red\e[31m' "'quoted\""; do ip netns add "$name"; done
ip netns exec qdhcp-$network ip link set lo up
ip link add tap0b9f0940-2c type veth peer name eth1 netns qdhcp-$network
ip link set tap0b9f0940-2c up
ip netns exec qdhcp-$network ip addr add 10.11.12.2/24 brd + dev eth1

ip route add default via 192.0.2.1 dev eth0
ip route add default via 192.0.2.3 dev eth0 metric 100
ip route add 10.11.12.0/24 via 192.0.2.195 dev eth0
ip route add 10.20.0.0/16 via 203.0.113.5 dev eth0 onlink
ip route add 10.21.0.7 dev tun0
ip route add blackhole 10.30.0.0/16
ip route add unreachable 10.31.0.0/16 metric 50
ip route add prohibit 10.32.0.0/16
ip route add throw 10.33.0.0/16 table 100
ip route add default via 192.0.2.9 dev eth0 table 100
ip route add 10.40.0.0/24 nexthop via 192.0.2.10 dev eth0 weight 1 nexthop via 192.0.2.11 dev eth0 weight 2
ip route add 10.60.0.0/24 dev qvo10d38cf7-7e
ip -6 route add default via fd00::1 dev eth0
ip rule add from 10.0.0.0/24 lookup 100 pref 100
ip rule add from 10.0.0.5 to 10.1.0.0/16 lookup 100 pref 101
ip rule add fwmark 0x1/0xff iif eth0 lookup 100 pref 102
ip rule add not from 10.0.0.0/24 lookup main suppress_prefixlength 0 pref 103
ip rule add from 10.9.0.0/24 prohibit pref 104
ip rule add from all goto 32766 pref 105
ip rule add tos 0x10 unreachable pref 106
sleep 2

record() {
  local folder=$out/$1 file=$2
  shift 2
  mkdir -p "$folder"
  LC_ALL=C "$@" > "$folder/$file"
}
record_ip() {
  record $1 ip-addr.txt $2 addr show
  record $1 ip-d-addr.txt $2 -d addr show
  record $1 ip-o-addr.txt $2 -o addr show
  record $1 ip-4-addr.txt $2 -4 addr show
  record $1 ip-addr-one.txt $2 addr show dev qbra0bca375-a9
  record $1 ip-addr-netns.txt ip netns exec qdhcp-$network $2 addr show
  record $1 ip-link.txt $2 link show
  record $1 ip-d-link.txt $2 -d link show
  record $1 ip-o-link.txt $2 -o link show
  record $1 ip-s-link.txt $2 -s link show
  record $1 ip-route.txt $2 route show
  record $1 ip-route-table-all.txt $2 route show table all
  record $1 ip-o-route.txt $2 -o route show
  record $1 ip-rule.txt $2 rule show
  record $1 ip-netns-list.txt $2 netns list
}
record_ip iproute2-6.1.0 ip
for version in ss111117 ss131122 ss151103; do record_ip iproute2-$version "$old/iproute2-$version/ip"; done
record iproute2-6.1.0 ip-addr.json ip -d -j addr show
record iproute2-6.1.0 ip-route-table-all.json ip -j route show table all
record iproute2-6.1.0 ip-rule.json ip -j rule show

record_net_tools() {
  record $1 ifconfig.txt $2
  record $1 ifconfig-a.txt $2 -a
  record $1 ifconfig-netns.txt ip netns exec qdhcp-$network $2 -a
  record $1 netstat-nr.txt $3 -nr
  record $1 route-n.txt $4 -n
}
record_net_tools net-tools-2.10 ifconfig netstat route
record_net_tools net-tools-1.60 $old/net-tools-1.60/{ifconfig,netstat,route}
record_net_tools busybox-1.35.0 'busybox ifconfig' 'busybox netstat' 'busybox route'
ip route add 10.50.0.0/24 via inet6 fd00::9 dev eth0
record iproute2-6.1.0 ip-route-via-inet6.txt ip route show
record net-tools-2.10 route-n-via-inet6.txt route -n

record bridge-utils-1.7 brctl-show.txt brctl show
ip link del qbr10d38cf7-7e
ip link del qbra0bca375-a9
record bridge-utils-1.7 brctl-show-none.txt brctl show
