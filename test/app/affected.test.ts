import { expect, test } from 'vitest';
import { examined } from '../support/diagnosis.ts';
import type { Change } from '../support/edits/change.ts';
import { device, namespace, routes } from '../support/edits/ip.ts';
import { rules } from '../support/edits/iptables.ts';
import { port } from '../support/edits/ovs.ts';
import { process } from '../support/edits/processes.ts';
import {
  dhcpA,
  dnsmasqA,
  floatingIp,
  networkA,
  networkB,
  qgA,
  qrA,
  qrouterA,
  tunnel,
  vm1,
  vm2,
  vmB,
} from '../support/lab-names.ts';
import { healthyHost } from '../support/recorded-host.ts';

/*
 * Who is affected: the VMs and networks that notice a fault, each by its own port, for two tenants have the same addresses.
 */

const reportOf = async (change: Change) => (await examined(change(healthyHost('neutron')))).report;

const ofA = [vm1.qvo, vm2.qvo];
const ofAll = [...ofA, vmB.qvo];

test.each<readonly [string, Change, readonly string[], readonly string[]]>([
  ["a VM's own tag", port(vm1.qvo).tag(77), [vm1.qvo], [networkA]],
  ["a VM's own plug", device(vm2.tap).down(), [vm2.qvo], [networkA]],
  ["another tenant's VM of the same address", port(vmB.qvo).tag(77), [vmB.qvo], [networkB]],
  ['the DHCP port', port(dhcpA).tag(77), ofA, [networkA]],
  ['the DHCP server', process(dnsmasqA).gone(), ofA, [networkA]],
  ['the router port', port(qrA).tag(77), ofA, [networkA]],
  ['the gateway port', port(qgA).gone(), ofA, [networkA]],
  ['the router', namespace(qrouterA).gone(), ofA, [networkA]],
  ['a floating IP, by the rule that is left of it', rules(qrouterA).without('--to-destination'), [vm1.qvo], [networkA]],
  ['the route of the host', routes().without('10.11.12.0/24'), ofAll, [networkA, networkB]],
  ['the tunnels', port(tunnel).option('local_ip', '198.18.0.99'), ofAll, [networkA, networkB]],
  ['the agent of the switch', process(/neutron-openvswitch-agent --config/).gone(), ofAll, [networkA, networkB]],
])('%s: the VMs and networks that notice it, and no others', async (_title, change, vms, networks) => {
  const { findings, inventory } = await reportOf(change);
  const [root] = findings.filter(({ cause }) => cause === 'root');
  expect(root?.affected.vms.map((vm) => vm.port).toSorted()).toEqual([...vms].toSorted());
  expect(root?.affected.networks.toSorted()).toEqual([...networks].toSorted());
  expect(inventory).toMatchObject({ vms: 3 });
});

test('of a floating IP without any rule nothing tells whose it is', async () => {
  const { findings } = await reportOf(rules(qrouterA).without(floatingIp));
  expect(findings[0]).toMatchObject({ check: 'floating-ip-dnat-missing', affected: { vms: [] } });
  expect(findings[0]?.affected.networks).toContain(networkA);
});

test('a VM is named by its address and its instance', async () => {
  const { findings } = await reportOf(port(vm1.qvo).tag(77));
  expect(findings[0]?.affected.vms).toEqual([
    { address: vm1.address, port: vm1.qvo, instance: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  ]);
});

test('what a run covered is counted, and what answered its probes', async () => {
  const { inventory, probed } = await reportOf((host) => host);
  expect(inventory).toMatchObject({ routers: 2, vms: 3, floatingIps: 1 });
  expect(probed).toEqual({ dhcp: { sent: 2, answered: 2 }, arp: { sent: 3, answered: 3 } });
});
