#!/usr/bin/python3
"""Calls the os-vif library as nova-compute does for a hybrid plug: os-vif.py plug|unplug PORT MAC INSTANCE NAME"""
import sys

import os_vif
from os_vif import objects
from oslo_config import cfg
from vif_plug_ovs import privsep

operation, port, mac, instance, name = sys.argv[1:6]
cfg.CONF([], project='qdoctor', default_config_files=[])
privsep.vif_plug.set_client_mode(False)  # We are root: no daemon has to do it for us.
os_vif.initialize()
suffix = port[:11]
network = objects.network.Network(
    id='00000000-0000-0000-0000-000000000000', bridge='br-int', mtu=1450,
    subnets=objects.subnet.SubnetList(objects=[objects.subnet.Subnet(cidr='10.11.12.0/24')]))
vif = objects.vif.VIFBridge(
    id=port, address=mac, network=network, plugin='ovs', bridge_name='qbr' + suffix, vif_name='tap' + suffix,
    port_profile=objects.vif.VIFPortProfileOpenVSwitch(interface_id=port, datapath_type='netdev'))
getattr(os_vif, operation)(vif, objects.instance_info.InstanceInfo(uuid=instance, name=name))
