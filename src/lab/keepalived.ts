import { externalNetwork, type LabHa, type LabRouter } from './model.ts';

/** keepalived's configuration of a router, as the L3 agent writes it. */
export function keepalivedConf({ qr, qg, floatingIps }: LabRouter, ha: LabHa): string {
  const excluded = [
    `${qr.address}/24 dev ${qr.device}`,
    `${qg.address}/24 dev ${qg.device}`,
    ...floatingIps.map(({ floating }) => `${floating}/32 dev ${qg.device}`),
  ];
  return `vrrp_instance VR_50 {
    state BACKUP
    interface ${ha.port.device}
    virtual_router_id 50
    priority 50
    garp_master_delay 60
    nopreempt
    advert_int 2
    track_interface {
        ${ha.port.device}
    }
    virtual_ipaddress {
        ${ha.activeAddress}/24 dev ${ha.port.device}
    }
    virtual_ipaddress_excluded {
${excluded.map((line) => `        ${line}\n`).join('')}    }
    virtual_routes {
        0.0.0.0/0 via ${externalNetwork.gateway} dev ${qg.device}
    }
}
`;
}

/** A stand-in for keepalived: it holds the addresses and routes of its configuration while its device is up. */
export const keepalivedProgram = `#!/bin/sh
# keepalived -P -f CONF: a router whose other nodes are silent, but for the file active-elsewhere beside CONF.
conf=$3 held=$3.held state=
batch() { awk -v verb="$1" '/ via / { print "route", verb, $1, "via", $3, "dev", $5 }
  / dev / && !/ via / { print "address", verb, $1, "dev", $3 }' "$held" | "$2" | ip -force -batch - 2>/dev/null; }
take() { cp "$conf" "$held"; batch replace cat; state=active; }
resign() { [ ! -e "$held" ] || batch delete tac; state=standby; }
read_conf() { device=$(awk '$1 == "interface" { print $2 }' "$conf"); }
# It announces itself from an address of its own, beside the one that it holds while it is active.
can_speak() {
  [ -n "$device" ] && [ -n "$(ip -o link show dev "$device" up 2>/dev/null)" ] &&
    ip -o -4 address show dev "$device" | grep -qv ' 169.254.0.'
}
trap 'resign; exit 0' TERM
trap 'cmp -s "$conf" "$held" || resign; read_conf' HUP
read_conf
while :; do
  if [ ! -e "\${conf%/*}/active-elsewhere" ] && can_speak; then
    [ "$state" = active ] || take
  else
    [ "$state" = standby ] || resign
  fi
  sleep 0.3
done
`;

/** Announces, as keepalived would, that the node of an address is the active one. */
export const announcer = `use Socket;
my ($source, $id, $priority) = @ARGV;
socket(my $raw, AF_INET, SOCK_RAW, 112) or die $!;
bind($raw, pack_sockaddr_in(0, inet_aton($source))) or die $!;
my ($multicast_interface, $multicast_ttl) = (32, 33);
setsockopt($raw, 0, $multicast_interface, inet_aton($source)) or die $!;
setsockopt($raw, 0, $multicast_ttl, pack("C", 255)) or die $!;
my $body = pack("C6na4x8", 0x21, $id, $priority, 1, 0, 1, 0, inet_aton("169.254.0.50"));
while (1) { send($raw, $body, 0, pack_sockaddr_in(0, inet_aton("224.0.0.18"))); sleep 1 }`;

/** A stand-in for what the L3 agent starts beside it, which tells by keepalived's own address whether it is active. */
export const monitorProgram = `#!/bin/sh
# neutron-keepalived-state-change --router_id=ID --namespace=NAMESPACE --conf_dir=DIR
dir=\${3#--conf_dir=} state=
while :; do
  if ip -o -4 address show | grep -qF ' 169.254.0.'; then now=primary; else now=backup; fi
  [ "$now" = "$state" ] || printf %s "$now" >"$dir/state"
  state=$now
  sleep 0.3
done
`;
