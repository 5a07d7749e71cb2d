#!/bin/bash
# Records Open vSwitch with its userspace datapath, in namespaces of its own; nothing outside of them changes.
# Usage, as root: unshare -n -m -p -f --mount-proc --propagation private bash record-ovs.sh OUT
out=$1/openvswitch-3.1.0
mkdir -p "$out"
mount -t tmpfs tmpfs /run
mkdir -p /run/openvswitch
ovsdb-tool create /run/conf.db /usr/share/openvswitch/vswitch.ovsschema
ovsdb-server /run/conf.db --remote=punix:/run/openvswitch/db.sock --detach --no-chdir --pidfile --log-file=/dev/null
vsctl() { ovs-vsctl --timeout=10 "$@"; }
vsctl --no-wait init
vsctl --no-wait set Open_vSwitch . ovs_version=3.1.0
vsctl show > "$out/show-empty.txt"
ovs-vswitchd --detach --no-chdir --pidfile --log-file=/dev/null

for bridge in br-ex br-int br-tun; do
  vsctl add-br $bridge -- set bridge $bridge datapath_type=netdev fail_mode=secure
done
ip link add qvo10d38cf7-7e type veth peer name qvb10d38cf7-7e
ip link add bond-a type veth peer name wire-a
ip link add bond-b type veth peer name wire-b
vsctl add-port br-int qvo10d38cf7-7e tag=1
vsctl add-port br-int tap0b9f0940-2c tag=4095 trunks=4095 -- set interface tap0b9f0940-2c type=internal bfd:enable=true
vsctl add-port br-int qr-fce20708-25 tag=1 -- set interface qr-fce20708-25 type=internal \
  external_ids:attached-mac=fa:16:3e:f2:e8:76 external_ids:iface-id=fce20708-25d1-4d3c-a5f5-0d5c2e1d4a7b \
  -- set port qr-fce20708-25 other_config:tag=1 other_config:net_uuid=487dbcfc-62fb-4b87-ad8c-8fa4c015ac0a
vsctl add-port br-int trunk0 trunks=10,20,30 -- set interface trunk0 type=internal
vsctl add-port br-int int-br-ex -- set interface int-br-ex type=patch options:peer=phy-br-ex
vsctl add-port br-ex phy-br-ex -- set interface phy-br-ex type=patch options:peer=int-br-ex
vsctl add-bond br-ex bond0 bond-a bond-b
vsctl --no-wait add-port br-int qvodeadbeef-01 tag=2
vsctl --no-wait add-port br-int 'we"ird \ x'
vsctl --no-wait add-port br-ex nic0 -- set interface nic0 type=system
vsctl --no-wait add-port br-tun vxlan-0a0a0a01 -- set interface vxlan-0a0a0a01 type=vxlan options:in_key=flow \
  options:local_ip=10.10.10.2 options:out_key=flow options:remote_ip=10.10.10.1 options:df_default=true
vsctl set-manager ptcp:6640:127.0.0.1
vsctl set-controller br-int tcp:127.0.0.1:6633
sleep 2
vsctl show > "$out/show.txt"
for table in Bridge Port Interface; do vsctl list $table > "$out/list-$table.txt"; done
vsctl -f json -- --columns=ovs_version list Open_vSwitch \
  -- --columns=name,ports,fail_mode,datapath_type,datapath_id list Bridge \
  -- --columns=_uuid,name,interfaces,tag,trunks,vlan_mode,other_config list Port \
  -- --columns=_uuid,name,type,ofport,error,external_ids,options list Interface > "$out/list.json"
ovs-appctl exit
ovs-appctl -t ovsdb-server exit
sleep 1
