import { describe, expect, test } from 'vitest';
import type { RunOptions } from '../../src/app/run-options.ts';
import type { Host } from '../../src/host/host.ts';
import { examined, rootsOf } from '../support/diagnosis.ts';
import { all, type Change } from '../support/edits/change.ts';
import { device, forwarding, namespace, routes } from '../support/edits/ip.ts';
import { rules } from '../support/edits/iptables.ts';
import { port } from '../support/edits/ovs.ts';
import { process } from '../support/edits/processes.ts';
import {
  dhcpA,
  dnsmasqA,
  floatingIp,
  networkA,
  networkB,
  qdhcpA,
  qgA,
  qrA,
  qrouterA,
  tunnel,
  vm1,
  vm2,
  vmB,
} from '../support/lab-names.ts';
import { manyRouters } from '../support/many-routers.ts';
import { healthyHost } from '../support/recorded-host.ts';

/*
 * Scope follows dependencies: what a VM, or a network, needs in order to work is in scope, up to the host.
 */

const rootsIn = async (change: Change, scope: Partial<RunOptions> = {}) =>
  rootsOf(await examined(change(healthyHost('neutron')), scope));

const breaks: readonly (readonly [string, Change])[] = [
  ['the route of the host', routes().without('10.11.12.0/24')],
  ['the gateway port off its bridge', port(qgA).gone()],
  ['the gateway address', device(qgA).withoutAddress('203.0.113.101')],
  ['a floating IP without DNAT', rules(qrouterA).without(floatingIp)],
  ['the namespace of the router', namespace(qrouterA).gone()],
  ['forwarding in the router', forwarding(qrouterA, false)],
  ['the tag of the DHCP port', port(dhcpA).tag(77)],
  ['the tag of the router port', port(qrA).tag(77)],
  ['a dead DHCP server', process(dnsmasqA).gone()],
  ['the namespace of the DHCP server', all(namespace(qdhcpA).gone(), process(dnsmasqA).gone())],
  ['its own tag', port(vm1.qvo).tag(77)],
  ['its own plug', device(vm1.tap).down()],
  ['the tunnels that carry its network', port(tunnel).option('local_ip', '198.18.0.99')],
];

describe.each(breaks)('%s', (_title, change) => {
  test('is found for the VM and for its network as for the whole host', async () => {
    const [whole] = await rootsIn(change);
    expect(whole).toBeDefined();
    expect((await rootsIn(change, { ports: [vm1.qvo] }))[0]).toBe(whole);
    expect((await rootsIn(change, { networks: [networkA] }))[0]).toBe(whole);
  });
});

test.each([
  ['another VM of the network', device(vm2.tap).down(), { ports: [vm1.qvo] }],
  ['another tenant, for a network', port(vmB.qvo).tag(77), { networks: [networkA] }],
  ['another tenant, for a VM', process(dnsmasqA).gone(), { ports: [vmB.qvo] }],
  ['the router of another tenant', namespace(qrouterA).gone(), { networks: [networkB] }],
])('%s is out of scope', async (_title, change, scope) => {
  expect(await rootsIn(change)).not.toEqual([]);
  expect(await rootsIn(change, scope)).toEqual([]);
});

/** Beside the recorded routers, others of other tenants: enough that a run with a scope does not read them all. */
const others = manyRouters(20);

const rootsAmongMany = async (change: Change, scope: Partial<RunOptions>) => rootsIn(all(change, others), scope);

describe.each(breaks)('%s, among many routers', (_title, change) => {
  test('is found for the VM and for its network as for the whole host', async () => {
    // Of the others, which are not plugged into the switch, a whole run has its own findings.
    const [whole] = await rootsIn(change);
    expect((await rootsAmongMany(change, { ports: [vm1.qvo] }))[0]).toBe(whole);
    expect((await rootsAmongMany(change, { networks: [networkA] }))[0]).toBe(whole);
  });
});

test.each([
  ['a network', { networks: [networkA] }],
  ['a VM', { ports: [vm1.qvo] }],
  ['a router', { routers: [qrouterA] }],
  ['a network without a router here', { networks: [networkB] }],
])('of many routers, a healthy run about %s reads few', async (_title, scope) => {
  const asked: string[] = [];
  const counting = (host: Host): Host => ({
    ...host,
    run: (commands) => {
      asked.push(...commands.filter(({ argv }) => argv.includes('iptables-save')).map(({ argv }) => argv.join(' ')));
      return host.run(commands);
    },
  });
  expect(await rootsIn(all(others, counting), scope)).toEqual([]);
  const read = asked.filter((line) => line.includes('qrouter-'));
  expect(read.length).toBeGreaterThan(0);
  expect(read.length).toBeLessThanOrEqual(4);
});
