#!/bin/bash
# Records the bridges of one state by two tools, in a namespace of its own; nothing outside of it changes.
# Usage, as root: unshare -n bash record-bridges.sh OUT
out=$1
for key in 10d38cf7-7e a0bca375-a9; do
  ip link add qbr$key up type bridge
  ip link add qvo$key up type veth peer name qvb$key
  ip link set qvb$key up master qbr$key
  ip tuntap add tap$key mode tap
  ip link set tap$key master qbr$key
done
sleep 1
LC_ALL=C bridge link > "$out/iproute2-6.1.0/bridge-link.txt"
LC_ALL=C bridge -d link > "$out/iproute2-6.1.0/bridge-d-link.txt"
LC_ALL=C brctl show > "$out/bridge-utils-1.7/brctl-show-two.txt"
