import { describe, expect, test } from 'vitest';
import { diagnosisOf, healthyHost } from '../support/recorded-host.ts';
import { down, type Link, withoutAddresses, withStack } from './rebuilt-host.ts';

/** A host whose br-ex has lost its address, with more devices than it had. */
const rootOn = async (more: readonly Partial<Link>[]) => {
  const host = withStack(healthyHost('neutron'), undefined, ({ links, routes }) => ({
    links: [...links.map((link) => (link.ifname === 'br-ex' ? withoutAddresses(link) : link)), ...more.map(nic)],
    routes,
  }));
  const { findings } = await diagnosisOf(host);
  const first = findings.find(({ check }) => check.startsWith('external-'));
  return [first?.check, first?.fix?.commands[0]?.join(' ')];
};

const nic = (changes: Partial<Link>): Link => ({
  ifname: 'eno2',
  flags: ['BROADCAST', 'MULTICAST', 'UP', 'LOWER_UP'],
  address: '52:54:00:00:00:01',
  operstate: 'UP',
  addr_info: [],
  ...changes,
});

const address = { family: 'inet', local: '192.168.100.1', prefixlen: 24 };
const gatewayAddress = ['external-bridge-address-missing', 'ip addr replace 203.0.113.1/24 dev br-ex'];

describe('br-ex without an address and without a port that leads out', () => {
  test('and no NIC that may have been its uplink: the address is what is missing', async () => {
    expect(await rootOn([])).toEqual(gatewayAddress);
  });

  test('and one NIC that serves nothing: that may be its uplink, and the gateway is nobody here', async () => {
    expect(await rootOn([{}])).toEqual(['external-uplink-missing', 'ovs-vsctl --may-exist add-port br-ex eno2']);
  });

  test('and two of them: which, nothing tells', async () => {
    expect(await rootOn([{}, { ifname: 'bond0', linkinfo: { info_kind: 'bond' } }])).toEqual([
      'external-uplink-missing',
      undefined,
    ]);
  });

  test.each([
    ['is down', [down(nic({}))]],
    ['has no carrier', [{ flags: ['BROADCAST', 'MULTICAST', 'UP', 'NO-CARRIER'] }]],
    ['has an address', [{ addr_info: [address] }]],
    ['is in a bond', [{ master: 'bond0' }]],
    ['carries a VLAN', [{}, { ifname: 'eno2.7', link: 'eno2', linkinfo: { info_kind: 'vlan' }, addr_info: [address] }]],
    ['is a container of somebody', [{ ifname: 'veth1234', linkinfo: { info_kind: 'veth' } }]],
    ['is a bridge', [{ ifname: 'docker0', linkinfo: { info_kind: 'bridge' } }]],
  ])('and a NIC that %s: it serves something, or nobody', async (_why, more) => {
    expect(await rootOn(more)).toEqual(gatewayAddress);
  });
});
