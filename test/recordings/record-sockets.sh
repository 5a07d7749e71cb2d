#!/bin/bash
# Records what lists sockets, and some settings of the kernel, in namespaces of its own; nothing outside of them changes.
# Usage, as root: unshare -n -p -f --mount-proc bash record-sockets.sh OUT
out=$1
ip link set lo up
dnsmasq --no-daemon --conf-file=/dev/null --interface=lo --bind-interfaces --dhcp-range=127.0.0.0,static 2>/dev/null &
node -e 'require("net").createServer().listen(9697, "::")' &
node -e 'const s = require("dgram").createSocket("udp4"); s.bind(0, "127.0.0.1", () => s.connect(53, "127.0.0.1"))' &
sleep 2
record() {
  local folder=$out/$1 file=$2
  shift 2
  mkdir -p "$folder"
  LC_ALL=C "$@" > "$folder/$file" 2>/dev/null
}
for letters in -lunp -tulpn -lnp -anp -lun; do record net-tools-2.10 "netstat$letters.txt" netstat $letters; done
record net-tools-2.10 netstat-W-neopa.txt netstat -W -neopa
for letters in -lunp -tulpn -lnp -lun; do record iproute2-6.1.0 "ss$letters.txt" ss $letters; done
record procps-ng-4.0.2 sysctl_net.txt sysctl net.ipv4.ip_forward net.ipv4.conf.all.proxy_arp net.ipv4.ping_group_range net.core.somaxconn
kill %1 %2 %3
