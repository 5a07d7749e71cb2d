import { describe, expect, test } from 'vitest';
import type { Host } from '../../src/host/host.ts';
import { diagnosisOf, editedHost, healthyHost } from '../support/recorded-host.ts';
import { down, type Link, withStack } from './rebuilt-host.ts';

/*
 * A host of the Linux bridge agent has no Open vSwitch at all. Made from the recording of one that has: every port of
 * the switch is the outer end of a veth pair instead, in a bridge for its network.
 */

const networks = [
  {
    bridge: 'brq4338c261-df',
    namespace: 'qdhcp-4338c261-df6f-40ab-a376-e1ffe3fe7045',
    dhcp: '3b3c85c8-49',
    vlan: 'eth1.301',
  },
  {
    bridge: 'brqdd21654a-55',
    namespace: 'qdhcp-dd21654a-5510-4d83-acfc-82c5666aa85b',
    dhcp: '8bb6649c-ae',
    vlan: 'eth1.302',
  },
];
const external = 'brqb1d9befd-4b';
const bridgeOfKey: Readonly<Record<string, string>> = {
  '71e4b0be-57': 'brq4338c261-df',
  'a895a5a6-65': 'brq4338c261-df',
  '52da070d-93': 'brqdd21654a-55',
  '3b3c85c8-49': 'brq4338c261-df',
  '8bb6649c-ae': 'brqdd21654a-55',
  '1e823752-79': 'brq4338c261-df',
  '1ab438a9-9c': 'brqdd21654a-55',
  'e271892c-4d': external,
  '5cd38e81-52': external,
};

const renamed = (name: string): string => (name === 'br-ex' ? external : name);
const isOfSwitch = ({ ifname }: Link): boolean => /^(?:qvo|qvb|qbr|br-|ovs-)/.test(ifname) && ifname !== 'br-ex';

function bridged(
  host: Host,
  change: (links: Link[]) => Link[] = (links) => links,
  agent = 'neutron-linuxbridge-agent',
): Host {
  const withoutSwitch = editedHost(host, ({ argv }, result) => {
    if (/^ovs-/.test(argv[0])) return { kind: 'tool-missing' };
    if (argv[0] !== 'ps' || result.kind !== 'exited') return result;
    const lines = result.stdout.split('\n').filter((line) => !/ ovs(?:db-server|-vswitchd) /.test(line));
    return { ...result, stdout: lines.join('\n').replaceAll('neutron-openvswitch-agent', agent) };
  });
  const inNamespaces = networks.reduce(
    (before, { namespace, dhcp }) =>
      withStack(before, namespace, ({ links, routes }) => ({
        links: links.map((link) => ({ ...link, ifname: link.ifname.replace(`tap${dhcp}`, `ns-${dhcp}`) })),
        routes: routes.map((route) => ({ ...route, dev: route.dev?.replace(`tap${dhcp}`, `ns-${dhcp}`) ?? 'lo' })),
      })),
    withoutSwitch,
  );
  return withStack(inNamespaces, undefined, ({ links, routes }) => {
    const tap = links.find(({ ifname }) => ifname === 'tap71e4b0be-57');
    if (tap === undefined) throw new Error('a host without the tap of its VM');
    const kept = links.filter((link) => !isOfSwitch(link)).map((link) => ({ ...link, ifname: renamed(link.ifname) }));
    const outer = Object.entries(bridgeOfKey).map(([key, master]): Link => {
      const own = kept.find(({ ifname }) => ifname === `tap${key}`) ?? { ...tap, address: '02:00:00:00:00:01' };
      return { ...own, ifname: `tap${key}`, master };
    });
    const more = networks.flatMap(({ bridge, vlan }): Link[] => [
      { ...tap, ifname: bridge, master: undefined, linkinfo: { info_kind: 'bridge' }, addr_info: [] },
      { ...tap, ifname: vlan, master: bridge, linkinfo: { info_kind: 'vlan' }, addr_info: [] },
    ]);
    const others = kept.filter(({ ifname }) => !ifname.startsWith('tap'));
    return {
      links: change([...others, ...outer, ...more]),
      routes: routes.map((route) => ({ ...route, ...(route.dev === undefined ? {} : { dev: renamed(route.dev) }) })),
    };
  });
}

const rootsOn = async (host: Host) =>
  (await diagnosisOf(host)).findings
    .filter(({ cause }) => cause === 'root')
    .map(({ check, subject }) => [check, subject.name]);

describe('a host of the Linux bridge agent', () => {
  const neutron = healthyHost('neutron');
  const changed = (name: string, change: (link: Link) => Link) =>
    bridged(neutron, (links) => links.map((link) => (link.ifname === name ? change(link) : link)));

  test('is healthy without any Open vSwitch, and nothing stays unknown', async () => {
    const { findings, checks } = await diagnosisOf(bridged(neutron));
    expect(findings.map(({ summary }) => summary)).toEqual([]);
    expect(checks.filter(({ verdict }) => verdict === 'unknown')).toEqual([]);
  });

  test('is none while the agent of Open vSwitch runs, whose switch may be dead', async () => {
    const both = bridged(neutron, undefined, 'neutron-openvswitch-agent');
    const { checks } = await diagnosisOf(both);
    expect(checks.find(({ id }) => id === 'ovsdb-server-not-answering')?.verdict).toBe('unknown');
  });

  test.each(['tap71e4b0be-57', 'tap3b3c85c8-49', 'tap1e823752-79'])('%s is in no bridge', async (name) => {
    expect(await rootsOn(changed(name, (link) => ({ ...link, master: undefined })))).toEqual([
      ['linux-bridge-tap-unbridged', name],
    ]);
  });

  test('a VLAN device is in no bridge, or is gone', async () => {
    const loose = changed('eth1.301', (link) => ({ ...link, master: undefined }));
    expect(await rootsOn(loose)).toEqual([['linux-bridge-uplink-missing', 'brq4338c261-df']]);
    const gone = bridged(neutron, (links) => links.filter(({ ifname }) => ifname !== 'eth1.301'));
    const { findings } = await diagnosisOf(gone);
    expect(findings.map(({ check, severity }) => [check, severity])).toEqual([
      ['linux-bridge-uplink-missing', 'warning'],
    ]);
  });

  test('a network of the type local has no uplink by intent', async () => {
    const local = bridged(neutron, (links) => links.filter(({ ifname }) => !ifname.startsWith('eth1.')));
    expect(await rootsOn(local)).toEqual([]);
  });

  test('a bridge, its VLAN device, or the NIC under that is down', async () => {
    expect(await rootsOn(changed('brq4338c261-df', down))).toEqual([['linux-bridge-down', 'brq4338c261-df']]);
    expect(await rootsOn(changed('eth1.301', down))).toEqual([['linux-bridge-uplink-down', 'brq4338c261-df']]);
    expect((await rootsOn(changed('eth1', down))).map(([check]) => check)).toContain('linux-bridge-uplink-down');
  });
});
