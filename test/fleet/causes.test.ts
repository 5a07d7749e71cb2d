import { describe, expect, test } from 'vitest';
import { cloudChecks } from '../../checks/fleet/index.ts';
import { cloud, tunnelTo } from '../support/cloud-names.ts';
import { type CloudChange, changedCloud, judgedCloud } from '../support/cloud-rows.ts';
import { all } from '../support/edits/change.ts';
import { flows } from '../support/edits/flows.ts';
import { device } from '../support/edits/ip.ts';
import { port } from '../support/edits/ovs.ts';

const every = cloudChecks.map(({ id }) => id);

async function findingsOf(change: CloudChange) {
  const { findings } = judgedCloud(await changedCloud(change), every);
  return findings.map(({ host, check, cause }) => `${cause} ${host} ${check}`);
}

test('nothing is found on the healthy hosts, in whichever order and number they come', async () => {
  const hosts = await changedCloud({});
  for (const some of [hosts, hosts.toReversed(), hosts.slice(1), hosts.slice(0, 1)]) {
    const { verdict, findings } = judgedCloud(some, every);
    expect([verdict, findings.map(({ summary }) => summary)]).toEqual(['healthy', []]);
  }
});

describe('the root cause across hosts of', () => {
  test('a missing tunnel is an address that its end has not', async () => {
    const wrong = '198.18.0.99';
    const moved = all(
      port(tunnelTo('net1')).option('local_ip', wrong),
      port(tunnelTo('cmp2')).option('local_ip', wrong),
    );
    const found = await findingsOf({ on: { cmp1: moved } });
    expect(found.slice(0, 1)).toEqual(['root cmp1 tunnel-local-address-missing']);
    expect(found.filter((one) => one.startsWith('root'))).toHaveLength(1);
    expect(found).toContain('consequence net1 tunnel-to-host-missing');
    expect(found).toContain('consequence cmp2 tunnel-to-host-missing');
  });

  test('broadcasts that reach no host is the flow that its own host lacks', async () => {
    const gone = flows('br-tun').without(/table=22, .*dl_vlan=3/);
    const found = await findingsOf({ on: { cmp1: gone } });
    expect(found[0]).toBe('root cmp1 tunnel-flood-flow-missing');
    expect(found).toContain('consequence cmp1 flood-skips-host');
    expect(found.filter((one) => one.startsWith('root'))).toHaveLength(1);
  });

  test('a device with too small an MTU is named once, for all hosts behind it', async () => {
    const found = await findingsOf({ on: { cmp1: device('br-phy').mtu(1450) } });
    expect(found).toEqual(['root cmp1 underlay-mtu-too-small', 'consequence cmp1 underlay-mtu-too-small']);
  });

  test('two faults on two hosts are two root causes', async () => {
    const found = await findingsOf({
      on: {
        cmp1: port(tunnelTo('net1')).gone(),
        cmp2: port(cloud.a.vm2.qvo).tag(77),
      },
    });
    expect(found.filter((one) => one.startsWith('root'))).toEqual([
      'root cmp1 tunnel-flow-port-gone',
      'root cmp2 port-tag-wrong',
    ]);
    expect(found).toContain('consequence cmp1 tunnel-to-host-missing');
  });

  test('an option that announces another MTU than its port has is the port, where other hosts have the MTU', async () => {
    const small = device(cloud.a.network.dhcpPort.device).mtu(1400);
    const hosts = await changedCloud({ also: { name: 'net2', like: 'net1', change: small } });
    const { findings } = judgedCloud(hosts, ['network-mtu-differs']);
    expect(findings.map(({ host, check, cause }) => `${cause} ${host} ${check}`)).toEqual([
      'root net2 network-mtu-differs',
      'consequence net2 dhcp-mtu-option-too-large',
    ]);
    // By itself the host would have the right option changed.
    expect(
      hosts.find(({ name }) => name === 'net2')?.diagnosis.findings.map(({ check, cause }) => [check, cause]),
    ).toEqual([['dhcp-mtu-option-too-large', 'root']]);
  });
});
