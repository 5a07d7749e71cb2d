#!/bin/sh
# Records what tools print when nobody answers, or somebody refuses: two namespaces and a pair of veth between them.
# As root: test/recordings/record-symptoms.sh FOLDER
set -eu
out=$1
here=qd-rec-here
there=qd-rec-there
mkdir -p "$out"
trap 'ip netns delete $here 2>/dev/null || :; ip netns delete $there 2>/dev/null || :' EXIT
ip netns add $here
ip netns add $there
ip -n $here link add h0 type veth peer name t0 netns $there
ip -n $here address add 10.11.12.2/24 dev h0
ip -n $there address add 10.11.12.1/24 dev t0
for link in "$here h0" "$there t0" "$here lo" "$there lo"; do
  ip -n "${link% *}" link set "${link#* }" up
done
# The FORWARD-less host refuses what is not for it as a firewall of Red Hat does.
ip netns exec $there iptables -A INPUT -p icmp -m icmp --icmp-type 8 -s 10.11.12.2 -d 10.11.12.1 -j REJECT --reject-with icmp-host-prohibited
run() { # FILE COMMAND…
  file=$1
  shift
  ip netns exec $here "$@" >"$out/$file" 2>&1 || :
}
run ping-no-answer ping -n -c 3 -W 1 10.11.12.77
run ping-prohibited ping -n -c 3 -W 1 10.11.12.1
run ping-busybox-no-answer busybox ping -c 2 -W 1 10.11.12.77
ip netns exec $there iptables -F INPUT
run ping-answered ping -n -c 2 10.11.12.1
run ping-busybox-answered busybox ping -c 2 10.11.12.1
run arping-no-answer arping -c 3 -w 3 -I h0 10.11.12.78
run arping-answered arping -c 2 -I h0 10.11.12.1
# While ping waits, the entry is incomplete.
ip netns exec $here ping -n -c 1 -W 2 10.11.12.79 >/dev/null 2>&1 &
sleep 0.3
run arp-n arp -n
run arp-a arp -a -n
run ip-neigh ip neigh show
run ip-neigh-s ip -s neigh show
wait
capture() { # FILE OPTIONS…
  file=$1
  shift
  ip netns exec $there timeout 6 tcpdump -l -i t0 "$@" >"$out/$file" 2>"$out/$file.err" &
  sleep 1
  ip netns exec $here ping -n -c 3 -W 1 10.11.12.80 >/dev/null 2>&1 || :
  ip netns exec $there iptables -A INPUT -p icmp -j REJECT --reject-with icmp-host-prohibited
  ip netns exec $here ping -n -c 3 -i 0.2 -W 1 10.11.12.1 >/dev/null 2>&1 || :
  ip netns exec $there iptables -F INPUT
  wait
  rm -f "$out/$file.err"
}
capture tcpdump-n -n
capture tcpdump-nne -nn -e
capture tcpdump-nnvvv -nn -vvv
ip netns exec $there timeout 9 tcpdump -l -n -i t0 udp port 67 or udp port 68 >"$out/tcpdump-dhcp-no-answer" 2>/dev/null &
sleep 1
run udhcpc-no-answer busybox udhcpc -f -n -q -t 3 -T 1 -i h0 -s /bin/true
wait
# A server that knows another client only.
echo 'fa:16:3e:00:00:99,host-10-11-12-99,10.11.12.99' >"$out/.hosts"
ip netns exec $there timeout 8 dnsmasq -d --no-resolv --no-hosts --interface=t0 --except-interface=lo --bind-interfaces \
  --dhcp-hostsfile="$out/.hosts" --dhcp-range=10.11.12.0,static,3600s --leasefile-ro >"$out/dnsmasq-no-address" 2>&1 &
sleep 1
run udhcpc-refused busybox udhcpc -f -n -q -t 3 -T 1 -i h0 -s /bin/true
wait
{
  echo 'fa:16:3e:00:00:99,host-10-11-12-99,10.11.12.99'
  echo 'fa:16:3e:00:00:98,host-10-11-12-98,10.11.12.99'
  echo 'fa:16:3e:00:00:97,a_b..c,10.11.12.97'
} >"$out/.hosts"
ip netns exec $there timeout 3 dnsmasq -d --no-resolv --no-hosts --interface=t0 --except-interface=lo --bind-interfaces \
  --dhcp-hostsfile="$out/.hosts" --dhcp-range=10.11.12.0,static,3600s --leasefile-ro >"$out/dnsmasq-bad-lines" 2>&1 || :
# One that answers.
mac=$(ip netns exec $here cat /sys/class/net/h0/address)
echo "$mac,host-10-11-12-5,10.11.12.5" >"$out/.hosts"
ip netns exec $there timeout 8 dnsmasq -d --no-resolv --no-hosts --interface=t0 --except-interface=lo --bind-interfaces \
  --dhcp-hostsfile="$out/.hosts" --dhcp-range=10.11.12.0,static,3600s --leasefile-ro >"$out/dnsmasq-answered" 2>&1 &
ip netns exec $there timeout 7 tcpdump -l -n -i t0 udp port 67 or udp port 68 >"$out/tcpdump-dhcp-answered" 2>/dev/null &
ip netns exec $there timeout 7 tcpdump -l -nn -e -vvv -i t0 udp port 67 or udp port 68 >"$out/tcpdump-dhcp-answered-e-vvv" 2>/dev/null &
ip netns exec $there timeout 7 tcpdump -l -n -v -i t0 udp port 67 or udp port 68 >"$out/tcpdump-dhcp-answered-v" 2>/dev/null &
ip netns exec $there timeout 7 tcpdump -l -n -tttt -i t0 udp port 67 or udp port 68 >"$out/tcpdump-dhcp-answered-tttt" 2>/dev/null &
ip netns exec $there timeout 7 tcpdump -U -w "$out/dhcp-answered.pcap" -i t0 udp port 67 or udp port 68 2>/dev/null &
sleep 1
run udhcpc-answered busybox udhcpc -f -n -q -t 3 -T 2 -i h0 -s /bin/true
wait
rm -f "$out/.hosts"
