#!/bin/bash
# Records iptables with the rules of the recorded lab, in a namespace of its own; nothing outside of it changes.
# Usage, as root: unshare -n bash record-iptables.sh OUT
out=$1/iptables-1.8.9
lab=$1/lab-neutron-text/shown
mkdir -p "$out"
for place in host router; do
  saved=$lab/iptables-save
  [ $place = host ] || saved=$(ls "$lab"/ip_netns_exec_qrouter-*_iptables-save | head -n 1)
  iptables-restore <"$saved"
  LC_ALL=C iptables-save > "$out/$place-save"
  for table in filter nat; do
    iptables -t $table -S > "$out/S-$table-$place.txt"
    iptables -t $table -L -n -v > "$out/L-$table-$place.txt"
  done
done
