#!/bin/bash
# Records `ps` in a PID namespace of its own; nothing outside of it changes.
# Usage, as root: unshare -p -f --mount-proc bash record-ps.sh OUT
folder=$1/procps-ng-4.0.2
mkdir -p "$folder"
sleep 600 &
sleep 601 &
kill -STOP $!
node -e 'setTimeout(() => {}, 600_000)' &
bash -c "exec -a dnsmasq sleep 602" &
sleep 1
for words in aux auxww auxwwwm auxwwf alxwww -elf -elfL; do
  LC_ALL=C ps $words > "$folder/ps_$words.txt"
done
LC_ALL=C ps -ef > "$folder/ps_-ef.txt"
LC_ALL=C COLUMNS=80 script -qec 'ps aux' /dev/null | tr -d '\r' > "$folder/ps_aux-on-a-terminal.txt"
