import { expect, test } from 'vitest';
import { outputNamed } from '../../../src/host/saved/file-name.ts';
import { plainCommand } from '../../../src/host/saved/same-command.ts';

const network = '0c8a5b36-7be4-4d0f-9a51-2f1d8a6c4e70';

/** The command that a file's name tells of, the container, and why it is only a part. */
const read = (name: string) => {
  const output = outputNamed(name);
  return output === undefined
    ? undefined
    : [output.command.argv.join(' '), output.command.container, output.command.partial];
};

test.each([
  ['ovs-vsctl_show', 'ovs-vsctl show'],
  ['ovs-vsctl show.log', 'ovs-vsctl show'],
  ['ip a.txt', 'ip a'],
  ['07_ip_netns.txt', 'ip netns'],
  ['7. ip netns.out', 'ip netns'],
  ['12 - brctl show.md', 'brctl show'],
  ['sudo_ovs-vsctl_show.txt', 'ovs-vsctl show'],
  [`sudo ip netns exec qdhcp-${network} ip a.txt`, `ip netns exec qdhcp-${network} ip a`],
  [`cat_.var.lib.neutron.dhcp.${network}.host.txt`, `cat /var/lib/neutron/dhcp/${network}/host`],
  [`var_lib_neutron_dhcp_${network}_leases`, `cat /var/lib/neutron/dhcp/${network}/leases`],
])('%s holds what %s printed', (name, command) => {
  expect(read(name)).toEqual([command, undefined, undefined]);
});

test.each([
  ['docker_exec_openvswitch_vswitchd_ovs-vsctl_show.txt', 'ovs-vsctl show', 'openvswitch_vswitchd'],
  ['sudo docker exec -it ovs_db ovs-vsctl show.log', 'ovs-vsctl show', 'ovs_db'],
  ['podman_exec_-u_root_neutron_l3_agent_ip_netns', 'ip netns', 'neutron_l3_agent'],
  ['kubectl_-n_openstack_exec_openvswitch-db-x2_-c_db_--_ovs-vsctl_show', 'ovs-vsctl show', 'openvswitch-db-x2'],
])('%s was run in a container', (name, command, container) => {
  expect(read(name)).toEqual([command, container, undefined]);
});

test.each([
  ['ps_-ef__grep_dnsmasq.txt', 'ps -ef', 'an excerpt: ps -ef | grep dnsmasq'],
  ['ip a | grep qvb1.txt', 'ip a', 'an excerpt: ip a | grep qvb1'],
  [
    'ovs-ofctl_dump-flows_br-int_head_-20',
    'ovs-ofctl dump-flows br-int',
    'an excerpt: ovs-ofctl dump-flows br-int | head -20',
  ],
])('%s is a part of what was printed', (name, command, partial) => {
  expect(read(name)).toEqual([command, undefined, partial]);
});

test.each(['notes.md', 'session.txt', 'case.yaml', 'README', '2026-01-31.txt'])('%s names no command', (name) => {
  expect(read(name)).toBeUndefined();
});

test.each([
  ['ip -s -d addr show', 'ip_addr_show'],
  ['ip a s', 'ip_addr_show'],
  ['ip -o a', 'ip_-o_addr_show'],
  ['ip -j addr', 'ip_-j_addr_show'],
  ['ip r', 'ip_route_show'],
  ['ip -4 route list', 'ip_route_show'],
  ['ip route show table 0', 'ip_route_show_table_all'],
  ['ip ru', 'ip_rule_show'],
  ['ip -6 route', 'ip_-6_route_show'],
  [`ip netns exec qdhcp-${network} ip -d a`, `ip_netns_exec_qdhcp-${network}_ip_addr_show`],
  ['netstat -rn', 'netstat_-nr'],
  ['ss -anp', 'ss_-lunp'],
  ['iptables -vnL -t nat --line-numbers', 'iptables_-t_nat_-L_-n_-v'],
  ['iptables -L -n', 'iptables_-L_-n'],
  ['iptables -tnat -S', 'iptables_-t_nat_-S'],
  ['ps aux', 'ps_auxww'],
  ['ps -eaf', 'ps_-ef'],
  ['ovs-vsctl --timeout=5 -t 5 show', 'ovs-vsctl_show'],
  ['ovs-vsctl list interface', 'ovs-vsctl_list_Interface'],
  ['ovs-ofctl -O OpenFlow13 dump-flows br-int', 'ovs-ofctl_dump-flows_br-int'],
])('%s is %s', (command, name) => {
  const plain = plainCommand(command.split(' '));
  expect([plain.names[0], plain.partial]).toEqual([name, undefined]);
});

test.each([
  ['ip a show dev eth0', 'ip_addr_show'],
  ['ip addr show eth0', 'ip_addr_show'],
  ['ip -4 a', 'ip_addr_show'],
  ['ip route show dev eth0', 'ip_route_show'],
  ['ifconfig eth0', 'ifconfig_-a'],
  ['brctl show qbr1', 'brctl_show'],
  ['iptables -L INPUT -n -v', 'iptables_-L_-n_-v'],
  ['iptables-save -t nat', 'iptables-save'],
  ['ovs-vsctl list Port tap1', 'ovs-vsctl_list_Port'],
  ['ovs-ofctl dump-flows br-int table=0', 'ovs-ofctl_dump-flows_br-int'],
])('%s is a part of %s', (command, name) => {
  expect(plainCommand(command.split(' '))).toEqual({ names: [name], partial: `an excerpt: ${command}` });
});
