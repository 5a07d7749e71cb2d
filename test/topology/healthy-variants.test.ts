import { describe, expect, test } from 'vitest';
import { required } from '../../src/engine/check.ts';
import type { Host } from '../../src/host/host.ts';
import { diagnosisOf, healthyHost, topologyOf } from '../support/recorded-host.ts';
import {
  down,
  withAgentFile,
  withDatabase,
  withNamespace,
  withoutAddresses,
  withoutRules,
  withProcess,
  withStack,
} from './rebuilt-host.ts';

const folsom = healthyHost('folsom');
const neutron = healthyHost('neutron');
const router = '6259a93a-c1ab-4357-afb3-b2c25f3da02e';
const namespace = `qrouter-${router}`;
const gone = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';

const findingsOn = async (host: Host) => (await diagnosisOf(host)).findings.map(({ summary }) => summary);
const modeOf = async (host: Host) => required((await topologyOf(host)).routers).find(({ id }) => id === router)?.mode;

const haConf = `/var/lib/neutron/ha_confs/${router}`;
const keptAlive = (host: Host) =>
  withProcess(
    withProcess(host, `keepalived -P -f ${haConf}/keepalived.conf -p ${haConf}.pid.keepalived`),
    `/usr/bin/python3 /bin/neutron-keepalived-state-change --router_id=${router} --conf_dir=${haConf}`,
  );

/** An HA router, as keepalived has it on the node where it is active. */
const highlyAvailable = (host: Host, state: string, keepalivedAddress = [{ local: '169.254.0.50', prefixlen: 24 }]) =>
  withAgentFile(
    withStack(keptAlive(host), namespace, ({ links, routes }) => {
      const [lo] = links;
      if (lo === undefined) throw new Error('a namespace without lo');
      const ha = { ...lo, ifname: 'ha-0a1b2c3d-4e', flags: ['BROADCAST', 'MULTICAST', 'UP', 'LOWER_UP'] };
      const addresses = [{ local: '169.254.192.5', prefixlen: 18 }, ...keepalivedAddress];
      return {
        links: [...links, { ...ha, addr_info: addresses.map((address) => ({ family: 'inet', ...address })) }],
        routes,
      };
    }),
    `${haConf}/state`,
    state,
  );

/** The same on a node where another one is active. */
const standby = (host: Host, state: string) =>
  withStack(highlyAvailable(host, state, []), namespace, ({ links, routes }) => ({
    links: links.map((link) => (link.ifname.startsWith('q') ? down(withoutAddresses(link)) : link)),
    routes: routes.filter(({ dev }) => dev?.startsWith('q') !== true),
  }));

describe('an HA router', () => {
  test.each(['primary', 'master'])('that is active (%s): judged like any other, healthy', async (state) => {
    expect(await modeOf(highlyAvailable(neutron, state))).toBe('active');
    expect(await findingsOn(highlyAvailable(neutron, state))).toEqual([]);
  });

  test.each(['backup', 'fault'])('that stands by (%s): no address, no route, all down, and healthy', async (state) => {
    expect(await modeOf(standby(neutron, state))).toBe('standby');
    expect(await findingsOn(standby(neutron, state))).toEqual([]);
  });

  test('that is active and lost its addresses: found', async () => {
    const { findings } = await diagnosisOf(standby(neutron, 'primary'));
    // Those that keepalived holds say which node is active, and not the file.
    expect(findings.map(({ check }) => check)).toContain('ha-state-outdated');
  });

  test('that is active and lost the addresses of its ports: found', async () => {
    const { findings } = await diagnosisOf(
      withStack(highlyAvailable(neutron, 'primary'), namespace, ({ links, routes }) => ({
        links: links.map((link) => (link.ifname.startsWith('q') ? down(withoutAddresses(link)) : link)),
        routes,
      })),
    );
    expect(findings.map(({ check }) => check)).toContain('router-interface-down');
  });
});

describe('a distributed router', () => {
  /** Its qg and the SNAT are in a namespace of their own; rfp leads from the qrouter to the floating IPs. */
  const distributed = withStack(
    withNamespace(neutron, `snat-${router}`, namespace, ({ links, routes }) => ({
      links: links.filter(({ ifname }) => !ifname.startsWith('qr-')),
      routes: routes.filter(({ dev }) => dev?.startsWith('qr-') !== true),
    })),
    namespace,
    ({ links, routes }) => ({
      links: links.map((link) =>
        link.ifname.startsWith('qg-')
          ? {
              ...link,
              ifname: 'rfp-6259a93a-c',
              addr_info: [{ family: 'inet', local: '169.254.31.28', prefixlen: 31 }],
            }
          : link,
      ),
      routes: routes.filter(({ dev, dst }) => dev?.startsWith('qg-') !== true && dst !== 'default'),
    }),
  );

  /** Where no floating IP is, a policy rule for SNAT on another node is all that tells it from others. */
  const onComputeNode = withStack(neutron, namespace, ({ links, routes }) => ({
    links: links.filter(({ ifname }) => !ifname.startsWith('qg-')),
    routes: routes.filter(({ dev }) => dev?.startsWith('qg-') !== true),
    rules: [
      { priority: 0, src: 'all', table: 'local' },
      { priority: 32766, src: 'all', table: 'main' },
      { priority: 168496129, src: '10.11.12.1', srclen: 24, table: '168496129' },
    ],
  }));

  test('on a node without any floating IP has its qr alone, and is healthy', async () => {
    const withoutGateway = withDatabase(onComputeNode, (text) => text.replaceAll('qg-e271892c-4d', 'parked'));
    expect(await modeOf(withoutGateway)).toBe('distributed');
    expect(await findingsOn(withoutGateway)).toEqual([]);
  });

  test('has no gateway in its own namespace, and is healthy', async () => {
    expect(await modeOf(distributed)).toBe('distributed');
    expect(await findingsOn(distributed)).toEqual([]);
  });
});

describe('what is left over', () => {
  test.each([
    ['a DHCP namespace', `qdhcp-${gone}`, 'qdhcp-4338c261-df6f-40ab-a376-e1ffe3fe7045'],
    ['a router namespace', `qrouter-${gone}`, namespace],
  ])('%s of something that was deleted: no finding', async (_name, name, like) => {
    for (const host of [folsom, neutron]) {
      const left = withNamespace(host, name, like, ({ links }) => ({
        links: links.filter(({ ifname }) => ifname === 'lo'),
        routes: [],
      }));
      expect(await findingsOn(withoutRules(left, name))).toEqual([]);
    }
  });
});

describe('an instance that is shut off', () => {
  /** libvirt takes the tap away; nova leaves the bridge and the veth pair. */
  const shutOff = (host: Host) =>
    withStack(host, undefined, ({ links, routes }) => ({
      links: links.filter(({ ifname }) => ifname !== 'tapa895a5a6-65'),
      routes,
    }));

  test('has no tap: no finding', async () => {
    for (const host of [folsom, neutron]) expect(await findingsOn(shutOff(host))).toEqual([]);
  });

  test('and whose port rests on the dead VLAN: no finding', async () => {
    const resting = withDatabase(shutOff(folsom), (text, argv) =>
      argv.includes('find')
        ? '{"data":[["qvoa895a5a6-65",4095]],"headings":["name","tag"]}\n'
        : text.replace(/("qvoa895a5a6-65",\["uuid","[^"]*"\],)1,/, '$14095,'),
    );
    const port = required((await topologyOf(resting)).ports).find(({ subject }) => subject.name === 'qvoa895a5a6-65');
    expect([port?.port.tag, port?.hasGuest]).toEqual(['dead', false]);
    expect(await findingsOn(resting)).toEqual([]);
  });
});

describe('the local VLAN of a network', () => {
  const vlanOf = async (host: Host, name: string) => {
    const port = required((await topologyOf(host)).ports).find(({ subject }) => subject.name === name);
    return [port?.port.tag, port?.localVlan?.tag, port?.localVlan?.because];
  };
  const retag = (host: Host, name: string, tag: string) =>
    withDatabase(host, (text) => text.replace(new RegExp(`("${name}",\\["uuid","[^"]*"\\],)\\d+,`), `$1${tag},`));

  test('is what the agent noted, whatever the ports carry', async () => {
    const host = retag(retag(neutron, 'qvo71e4b0be-57', '77'), 'tap3b3c85c8-49', '77');
    expect(await vlanOf(host, 'qvo71e4b0be-57')).toEqual([77, 3, 'agent']);
  });

  test('is what most of its ports carry, where the agent left no note', async () => {
    expect(await vlanOf(retag(folsom, 'qvo71e4b0be-57', '77'), 'qvo71e4b0be-57')).toEqual([77, 1, 'majority']);
  });

  test('is that of the DHCP port, where as many ports say one as the other', async () => {
    const host = retag(retag(folsom, 'qvo71e4b0be-57', '77'), 'qvoa895a5a6-65', '77');
    expect(await vlanOf(host, 'qvo71e4b0be-57')).toEqual([77, 1, 'majority']);
  });

  test('says which port is wrong', async () => {
    const { findings } = await diagnosisOf(retag(folsom, 'qvo71e4b0be-57', '77'));
    const [first] = findings;
    expect([first?.check, first?.subject.name, first?.cause]).toEqual(['port-tag-wrong', 'qvo71e4b0be-57', 'root']);
  });
});
