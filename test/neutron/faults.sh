# Sourced by fault, heal and faults. What `fault X` does is inject_X, what takes it back heal_X (dashes become _).
# A heal may find the fault mended already, by a fix, and must not break what works.
# shellcheck shell=bash disable=SC2154
FAULTS='
dnsmasq-killed|dhcp|the DHCP agent and the dnsmasq of net-a are ended; namespace and port stay
dnsmasq-host-entry-missing|dhcp|the line of vm-a1 is taken out of the host file of dnsmasq
dhcp-tap-down|dhcp|ip link set tap down in qdhcp
dhcp-tap-wrong-tag|dhcp|VLAN tag 77 on the DHCP port
dhcp-tap-dead-vlan|dhcp|tag 4095 and a drop flow for the DHCP port, as the agent does to a port that is not bound
dhcp-tap-never-wired|dhcp|tag 4095, vlan_mode and trunks, as the interface driver leaves a port until the agent wires it
dhcp-input-firewalled|dhcp|iptables in qdhcp drops what comes to udp/67
dhcp-drop-flow|dhcp|a flow of br-int drops what goes to udp/67
subnet-dhcp-disabled|dhcp|DHCP of the subnet switched off through the API
qdhcp-namespace-deleted|dhcp|the DHCP agent and dnsmasq ended, the namespace deleted
vm-port-wrong-tag|all of a1|VLAN tag 77 on qvo
vm-port-no-tag|all of a1|no VLAN tag on qvo, as if the agent had never wired it
qvo-removed-from-br-int|all of a1|ovs-vsctl del-port br-int qvo
qvb-not-in-qbr|all of a1|ip link set qvb nomaster
qvo-down|all of a1|ip link set qvo down
qbr-down|all of a1|ip link set qbr down
vm-tap-down|all of a1|ip link set tap down
vm-tap-not-in-qbr|all of a1|ip link set tap nomaster
vm-mac-changed|all of a1|another MAC in the guest: anti-spoofing drops it
vm-port-admin-down|all of a1|the port switched off through the API: the agent puts qvo on tag 4095
sg-drops-dhcp-reply|dhcp|a DROP of DHCP replies in the chain of the port
sg-no-icmp|host fip peer|the rule for ICMP deleted from the security group through the API
bridge-forward-policy-drop|all of a1, b-dhcp b-router|iptables -P FORWARD DROP, and the jump to the chain of Neutron gone
qr-wrong-tag|router host ssh fip fipssh out meta|VLAN tag 77 on qr
qr-down|router host ssh fip fipssh out meta|ip link set qr down in qrouter
qr-no-address|router host ssh fip fipssh out meta|the addresses of qr flushed
qg-down|host ssh fip fipssh out|ip link set qg down in qrouter
qg-no-address|host ssh fip fipssh out|the addresses of qg flushed, and with them its routes
qg-removed-from-bridge|host ssh fip fipssh out|ovs-vsctl del-port br-int qg
router-forwarding-off|host ssh fip fipssh out|net.ipv4.ip_forward=0 in qrouter
router-no-default-route|out|the default route deleted in qrouter
router-admin-down|router host ssh fip fipssh out meta|the router switched off through the API: its ports and namespace go
fip-address-missing|fip fipssh out|the /32 of the floating IP taken off qg
fip-dnat-missing|fipssh|the DNAT rule of the floating IP deleted; a ping goes on working, as the router answers it
host-route-missing|host ssh|the route of the host to the tenant deleted
host-route-wrong-next-hop|host ssh|the route of the host leads to the router of the other tenant
br-ex-down|host ssh fip fipssh out|ip link set br-ex down
br-ex-no-address|host ssh fip fipssh out|the address of br-ex removed
patch-port-missing|host ssh fip fipssh out|int-br-ex and phy-br-ex deleted
ovs-vswitchd-stopped|all|SIGSTOP to ovs-vswitchd
ovs-vswitchd-killed|all|ovs-vswitchd stopped: its devices lose their carrier
ovs-vswitchd-restarted|all but peer|ovs-vswitchd stopped and started: dead devices stay in the namespaces
br-int-flows-gone|all|the flows of br-int deleted, and the agent stopped by a signal so that it does not bring them back
metadata-proxy-killed|meta|the L3 agent and the haproxy of router-a ended
metadata-agent-killed|meta|the metadata agent ended
nova-metadata-killed|meta|the metadata API ended
'
fault_names() { sed -n 's/|.*//p' <<<"$FAULTS" | sed '/^$/d'; }

# ---- parts ----
tap() { device "$1" "$PORT_a1"; }                     # a device of vm-a1: tap qvo
save_tag() { ovs-vsctl get Port "$1" tag >"$FAULT/tag"; }
restore_tag() { ovs-vsctl set Port "$1" tag="$(cat "$FAULT/tag")"; }
save_link() { # save_link NAMESPACE DEVICE
  ip -n "$1" -o -4 addr show dev "$2" | awk '{print $4}' >"$FAULT/addresses"
  ip -n "$1" -4 route show dev "$2" | grep -v 'proto kernel' >"$FAULT/routes"
}
restore_link() {
  local line
  ip -n "$1" link set "$2" up
  while read -r line; do ip -n "$1" addr replace "$line" brd + dev "$2"; done <"$FAULT/addresses"
  # What is on the link comes before what needs a next hop there.
  { grep -v via "$FAULT/routes"; grep via "$FAULT/routes"; } | while read -r line; do
    # shellcheck disable=SC2086
    ip -n "$1" route replace ${line%linkdown} dev "$2"
  done
}
runs() { grep -qa "$1" "/proc/$(cat "$2" 2>/dev/null)/cmdline" 2>/dev/null; }
dnsmasq_pid() { cat "$NEUTRON/dhcp/$NET_A/pid"; }
dnsmasq_runs() { runs dnsmasq "$NEUTRON/dhcp/$NET_A/pid"; }
haproxy_file() { printf '%s' "$NEUTRON/external/pids/$ROUTER_A.pid.haproxy"; }
haproxy_runs() { runs haproxy "$(haproxy_file)"; }
end_dnsmasq() { end dhcp-agent; kill "$(dnsmasq_pid)"; sleep 0.5; ! dnsmasq_runs; }
# The DHCP port may come back under another id.
relearn_dhcp_port() {
  local port
  wait_for 60 dnsmasq dnsmasq_runs || return 1
  port=$(api GET "ports?network_id=$NET_A&device_owner=network:dhcp" |
    jq -r '.ports[0] | "DTAP_A=tap\(.id[0:11]) DHCPIP_A=\(.fixed_ips[0].ip_address)"')
  sed -i "s/^DTAP_A=.*/$port/" "$STATE/topology.sh"
}
device_is_gone() { ! ip -n "$1" link show "$2"; }
tag_is() { [ "$(ovs-vsctl get Port "$1" tag)" = "$2" ]; }
chain() { printf 'neutron-openvswi-i%s' "${PORT_a1:0:10}"; }
icmp_is_let_in() { iptables -w 10 -S "$(chain)" | grep -q 'icmp -j RETURN'; }
icmp_is_not_let_in() { ! icmp_is_let_in; }
in_router() { ip netns exec "$QROUTER_A" "$@"; }
in_qdhcp() { ip netns exec "$QDHCP_A" "$@"; }
route_to() { ip route replace "$TENANT_CIDR" via "$1" dev br-ex; }

# ---- DHCP ----
inject_dnsmasq_killed() { end_dnsmasq; }
heal_dnsmasq_killed() { start_agent dhcp-agent; wait_for 60 dnsmasq dnsmasq_runs; }
inject_dnsmasq_host_entry_missing() {
  local file=$NEUTRON/dhcp/$NET_A/host
  cp "$file" "$FAULT/host" && grep -v "^$MAC_a1," "$FAULT/host" >"$file"
  kill -HUP "$(dnsmasq_pid)"
}
heal_dnsmasq_host_entry_missing() { cat "$FAULT/host" >"$NEUTRON/dhcp/$NET_A/host"; kill -HUP "$(dnsmasq_pid)"; }
inject_dhcp_tap_down() { save_link "$QDHCP_A" "$DTAP_A"; ip -n "$QDHCP_A" link set "$DTAP_A" down; }
heal_dhcp_tap_down() { restore_link "$QDHCP_A" "$DTAP_A"; }
inject_dhcp_tap_wrong_tag() { save_tag "$DTAP_A"; ovs-vsctl set Port "$DTAP_A" tag=77; }
heal_dhcp_tap_wrong_tag() { restore_tag "$DTAP_A"; }
inject_dhcp_tap_dead_vlan() {
  save_tag "$DTAP_A"
  ovs-vsctl get Interface "$DTAP_A" ofport >"$FAULT/ofport"
  ovs-vsctl set Port "$DTAP_A" tag=4095 &&
    ovs-ofctl add-flow br-int "priority=65535,in_port=$(cat "$FAULT/ofport"),actions=drop"
}
heal_dhcp_tap_dead_vlan() {
  ovs-ofctl --strict del-flows br-int "priority=65535,in_port=$(cat "$FAULT/ofport")"
  restore_tag "$DTAP_A"
}
inject_dhcp_tap_never_wired() { save_tag "$DTAP_A"; ovs-vsctl set Port "$DTAP_A" tag=4095 vlan_mode=trunk trunks=4095; }
heal_dhcp_tap_never_wired() { restore_tag "$DTAP_A"; ovs-vsctl clear Port "$DTAP_A" vlan_mode trunks; }
inject_dhcp_input_firewalled() { in_qdhcp iptables -w 10 -I INPUT -p udp --dport 67 -j DROP; }
heal_dhcp_input_firewalled() { in_qdhcp iptables -w 10 -D INPUT -p udp --dport 67 -j DROP 2>/dev/null; }
inject_dhcp_drop_flow() { ovs-ofctl add-flow br-int 'priority=300,udp,tp_dst=67,actions=drop'; }
heal_dhcp_drop_flow() { ovs-ofctl --strict del-flows br-int 'priority=300,udp,tp_dst=67'; }
inject_subnet_dhcp_disabled() {
  api PUT "subnets/$SUBNET_A" '{"subnet":{"enable_dhcp":false}}' >/dev/null
  wait_for 30 'the DHCP port to go' device_is_gone "$QDHCP_A" "$DTAP_A"
}
heal_subnet_dhcp_disabled() { api PUT "subnets/$SUBNET_A" '{"subnet":{"enable_dhcp":true}}' >/dev/null; relearn_dhcp_port; }
inject_qdhcp_namespace_deleted() { end_dnsmasq && ip netns del "$QDHCP_A"; }
heal_qdhcp_namespace_deleted() { start_agent dhcp-agent; relearn_dhcp_port; }

# ---- the guest's port ----
inject_vm_port_wrong_tag() { save_tag "$(tap qvo)"; ovs-vsctl set Port "$(tap qvo)" tag=77; }
heal_vm_port_wrong_tag() { restore_tag "$(tap qvo)"; }
inject_vm_port_no_tag() { save_tag "$(tap qvo)"; ovs-vsctl clear Port "$(tap qvo)" tag; }
heal_vm_port_no_tag() { restore_tag "$(tap qvo)"; }
inject_qvo_removed_from_br_int() { ovs-vsctl del-port br-int "$(tap qvo)"; }
heal_qvo_removed_from_br_int() {
  ovs-vsctl --may-exist add-port br-int "$(tap qvo)" -- set Interface "$(tap qvo)" "external_ids:iface-id=$PORT_a1" \
    external_ids:iface-status=active "external_ids:attached-mac=\"$MAC_a1\"" "external_ids:vm-uuid=$INSTANCE_a1"
}
inject_qvb_not_in_qbr() { ip link set "$(tap qvb)" nomaster; }
heal_qvb_not_in_qbr() { ip link set "$(tap qvb)" master "$(tap qbr)"; }
inject_qvo_down() { ip link set "$(tap qvo)" down; }
heal_qvo_down() { ip link set "$(tap qvo)" up; }
inject_qbr_down() { ip link set "$(tap qbr)" down; }
heal_qbr_down() { ip link set "$(tap qbr)" up; }
inject_vm_tap_down() { ip link set "$(tap tap)" down; }
heal_vm_tap_down() { ip link set "$(tap tap)" up; }
inject_vm_tap_not_in_qbr() { ip link set "$(tap tap)" nomaster; }
heal_vm_tap_not_in_qbr() { ip link set "$(tap tap)" master "$(tap qbr)"; }
inject_vm_mac_changed() { ip -n vm-a1 link set eth0 address fa:16:3e:00:00:99; }
heal_vm_mac_changed() { ip -n vm-a1 link set eth0 address "$MAC_a1"; }
inject_vm_port_admin_down() {
  api PUT "ports/$PORT_a1" '{"port":{"admin_state_up":false}}' >/dev/null
  wait_for 30 'tag 4095' tag_is "$(tap qvo)" 4095
}
heal_vm_port_admin_down() { api PUT "ports/$PORT_a1" '{"port":{"admin_state_up":true}}' >/dev/null; }

# ---- firewall ----
inject_sg_drops_dhcp_reply() { # An agent that is busy yet may write the chain anew: put it in until it stays.
  local rule=(-p udp --sport 67 --dport 68 -j DROP)
  for _ in 1 2 3 4; do
    iptables -w 10 -C "$(chain)" "${rule[@]}" 2>/dev/null || iptables -w 10 -I "$(chain)" "${rule[@]}"
    sleep 3
    ! iptables -w 10 -C "$(chain)" "${rule[@]}" 2>/dev/null || return 0
  done
  return 1
}
heal_sg_drops_dhcp_reply() { iptables -w 10 -D "$(chain)" -p udp --sport 67 --dport 68 -j DROP 2>/dev/null; }
inject_sg_no_icmp() {
  api DELETE "security-group-rules/$(api_id security-group-rules "security_group_id=$SG&direction=ingress&protocol=icmp")"
  wait_for 30 'the rule to go' icmp_is_not_let_in
}
heal_sg_no_icmp() {
  api POST security-group-rules "{\"security_group_rule\":{\"security_group_id\":\"$SG\",\"direction\":\"ingress\",
    \"protocol\":\"icmp\",\"ethertype\":\"IPv4\",\"remote_ip_prefix\":\"0.0.0.0/0\"}}" >/dev/null
}
inject_bridge_forward_policy_drop() {
  iptables -w 10 -S FORWARD | awk 'NR == 1 {print $3}' >"$FAULT/policy"
  iptables -w 10 -P FORWARD DROP && iptables -w 10 -D FORWARD -j neutron-openvswi-FORWARD
}
heal_bridge_forward_policy_drop() {
  iptables -w 10 -P FORWARD "$(cat "$FAULT/policy")"
  iptables -w 10 -C FORWARD -j neutron-openvswi-FORWARD 2>/dev/null || iptables -w 10 -A FORWARD -j neutron-openvswi-FORWARD
}

# ---- router ----
inject_qr_wrong_tag() { save_tag "$QR_A"; ovs-vsctl set Port "$QR_A" tag=77; }
heal_qr_wrong_tag() { restore_tag "$QR_A"; }
inject_qr_down() { save_link "$QROUTER_A" "$QR_A"; ip -n "$QROUTER_A" link set "$QR_A" down; }
heal_qr_down() { restore_link "$QROUTER_A" "$QR_A"; }
inject_qr_no_address() { save_link "$QROUTER_A" "$QR_A"; ip -n "$QROUTER_A" -4 addr flush dev "$QR_A"; }
heal_qr_no_address() { restore_link "$QROUTER_A" "$QR_A"; }
inject_qg_down() { save_link "$QROUTER_A" "$QG_A"; ip -n "$QROUTER_A" link set "$QG_A" down; }
heal_qg_down() { restore_link "$QROUTER_A" "$QG_A"; }
inject_qg_no_address() { save_link "$QROUTER_A" "$QG_A"; ip -n "$QROUTER_A" -4 addr flush dev "$QG_A"; }
heal_qg_no_address() { restore_link "$QROUTER_A" "$QG_A"; }
inject_qg_removed_from_bridge() { ovs-vsctl del-port br-int "$QG_A"; }
heal_qg_removed_from_bridge() { healthy || { end l3-agent; start_agent l3-agent; }; }
inject_router_forwarding_off() { in_router sysctl -qw net.ipv4.ip_forward=0; }
heal_router_forwarding_off() { in_router sysctl -qw net.ipv4.ip_forward=1; }
inject_router_no_default_route() { ip -n "$QROUTER_A" route show default >"$FAULT/default" && ip -n "$QROUTER_A" route del default; }
heal_router_no_default_route() {
  # shellcheck disable=SC2046
  ip -n "$QROUTER_A" route replace $(cat "$FAULT/default")
}
inject_router_admin_down() {
  api PUT "routers/$ROUTER_A" '{"router":{"admin_state_up":false}}' >/dev/null
  wait_for 30 'qr to go' device_is_gone "$QROUTER_A" "$QR_A"
}
heal_router_admin_down() { api PUT "routers/$ROUTER_A" '{"router":{"admin_state_up":true}}' >/dev/null; }
inject_fip_address_missing() { ip -n "$QROUTER_A" addr del "$FIP/32" dev "$QG_A"; }
heal_fip_address_missing() { ip -n "$QROUTER_A" addr replace "$FIP/32" brd "$FIP" dev "$QG_A"; }
dnat() { in_router iptables -w 10 -t nat "$1" neutron-l3-agent-PREROUTING -d "$FIP/32" -j DNAT --to-destination "$IP_a1"; }
inject_fip_dnat_missing() { dnat -D; }
heal_fip_dnat_missing() { dnat -C 2>/dev/null || dnat -A; }

# ---- the host ----
inject_host_route_missing() { ip route del "$TENANT_CIDR"; }
heal_host_route_missing() { route_to "$QGIP_A"; }
inject_host_route_wrong_next_hop() { route_to "$QGIP_B"; }
heal_host_route_wrong_next_hop() { route_to "$QGIP_A"; }
inject_br_ex_down() { ip link set br-ex down; }
heal_br_ex_down() { ip link set br-ex up; route_to "$QGIP_A"; }
inject_br_ex_no_address() { ip addr del "$EXTERNAL_GATEWAY/24" dev br-ex; }
heal_br_ex_no_address() { ip addr replace "$EXTERNAL_GATEWAY/24" dev br-ex; route_to "$QGIP_A"; }

# ---- Open vSwitch ----
restart_openvswitch_agent() { end openvswitch-agent; start_agent openvswitch-agent; }
inject_patch_port_missing() { ovs-vsctl del-port br-int int-br-ex -- del-port br-ex phy-br-ex; }
heal_patch_port_missing() { healthy || restart_openvswitch_agent; }
inject_ovs_vswitchd_stopped() { kill -STOP "$(cat /run/openvswitch/ovs-vswitchd.pid)"; }
heal_ovs_vswitchd_stopped() { kill -CONT "$(cat /run/openvswitch/ovs-vswitchd.pid)"; }
start_vswitchd() {
  "$OVS_CTL" --no-ovsdb-server --system-id=qdoctor start >>"$LOG/ovs-ctl.out" 2>&1
  wait_for 20 ovs-vswitchd ovs_runs && wait_for 20 br-ex test -e /sys/class/net/br-ex || return 1
  ip link set br-ex up
  ip addr replace "$EXTERNAL_GATEWAY/24" dev br-ex
  route_to "$QGIP_A"
}
inject_ovs_vswitchd_killed() { "$OVS_CTL" --no-ovsdb-server stop >>"$LOG/ovs-ctl.out" 2>&1; ! ovs_runs; }
# The agents look for a device of that name in the namespace, not whether it is alive: take the dead ones away.
heal_ovs_vswitchd_killed() {
  local letter namespace device
  ! healthy || return 0
  start_vswitchd
  end l3-agent & end dhcp-agent & end openvswitch-agent & wait
  for letter in A B; do
    namespace=QROUTER_$letter
    for device in QR_$letter QG_$letter; do ip -n "${!namespace}" link del "${!device}" 2>/dev/null; done
    namespace=QDHCP_$letter device=DTAP_$letter
    ip -n "${!namespace}" link del "${!device}" 2>/dev/null
  done
  for agent in openvswitch-agent l3-agent dhcp-agent; do start_agent $agent; done
}
flows_are_back() { ovs-ofctl dump-flows br-int | grep -q table=60 && ovs-ofctl dump-flows br-ex | grep -q priority=4; }
# The agent puts the flows in again by itself, and plugs nothing.
inject_ovs_vswitchd_restarted() { inject_ovs_vswitchd_killed; start_vswitchd; wait_for 60 'the flows' flows_are_back; sleep 5; }
heal_ovs_vswitchd_restarted() { heal_ovs_vswitchd_killed; }
inject_br_int_flows_gone() { kill -STOP "$(cat "$PIDS/openvswitch-agent")"; ovs-ofctl del-flows br-int; }
heal_br_int_flows_gone() { kill -CONT "$(cat "$PIDS/openvswitch-agent")"; }

# ---- metadata ----
inject_metadata_proxy_killed() { end l3-agent; kill "$(cat "$(haproxy_file)")"; sleep 0.5; ! haproxy_runs; }
heal_metadata_proxy_killed() { start_agent l3-agent; }
inject_metadata_agent_killed() { end metadata-agent; }
heal_metadata_agent_killed() { start_agent metadata-agent; }
inject_nova_metadata_killed() { end nova-metadata; }
heal_nova_metadata_killed() { start_nova_metadata; }
