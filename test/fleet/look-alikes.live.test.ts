import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Argv } from '../../src/host/process.ts';
import { ofportOf, restart } from '../../src/lab/faults/steps.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { tunnelNic, underlayBridge } from '../../src/lab/place.ts';
import { tunnelOf } from '../../src/lab/places.ts';
import { diagnosedCloud, sharedCloud } from '../support/live-cloud.ts';
import { describeLive } from '../support/live-lab.ts';

interface LookAlike {
  readonly title: string;
  readonly at: string;
  /** A host that is not recorded. */
  readonly without?: string;
  make(host: Lab): readonly Argv[];
  undo(host: Lab): readonly Argv[];
}

const flow = (words: string): string => `ovs-ofctl add-flow br-tun "${words}"`;
const segment = ({ model: { a } }: Lab) => `load:0x${a.network.segmentationId.toString(16)}->NXM_NX_TUN_ID[]`;

const lookAlikes: readonly LookAlike[] = [
  {
    title: 'a network that does not flood to a compute without ports of it',
    at: 'net1',
    make: ({ model: { b } }) => [
      ofportOf(
        tunnelOf('cmp1'),
        flow(
          `table=22,priority=1,dl_vlan=${b.network.tag},actions=strip_vlan,load:0x${b.network.segmentationId.toString(16)}->NXM_NX_TUN_ID[],output:$ofport`,
        ),
      ),
    ],
    undo: ({ model }) => [restart(model, 'l2')],
  },
  {
    title: 'hosts of which one was not recorded, while it has no tunnel to the others',
    at: 'cmp2',
    without: 'cmp2',
    make: () => [['ovs-vsctl', 'del-port', 'br-tun', tunnelOf('net1')]],
    undo: ({ model }) => [restart(model, 'l2')],
  },
  {
    title: 'an entry of l2population that leads to the host of its VM',
    at: 'net1',
    make: (host) => [
      ofportOf(
        tunnelOf('cmp2'),
        flow(
          `table=20,priority=2,dl_vlan=${host.model.a.network.tag},dl_dst=${host.model.a.vm2.mac},actions=strip_vlan,${segment(host)},output:$ofport`,
        ),
      ),
    ],
    undo: ({ model }) => [restart(model, 'l2')],
  },
  {
    title: 'a compute with more room in the underlay than the others',
    at: 'cmp1',
    make: () => [['ip', 'link', 'set', underlayBridge, 'mtu', '1600']],
    undo: () => [['ip', 'link', 'set', underlayBridge, 'mtu', String(tunnelNic.mtu)]],
  },
  {
    title: 'a tunnel to a host that was switched off',
    at: 'cmp1',
    make: ({ model: { place } }) => [
      [
        'sh',
        '-c',
        `ovs-vsctl add-port br-tun vxlan-c6120063 -- set Interface vxlan-c6120063 type=vxlan options:in_key=flow \\
          options:out_key=flow options:local_ip=${place.tunnelAddress} options:remote_ip=198.18.0.99`,
      ],
    ],
    undo: () => [['ovs-vsctl', '--if-exists', 'del-port', 'br-tun', 'vxlan-c6120063']],
  },
];

describeLive('three hosts that only look broken', () => {
  const { hosts, host } = sharedCloud();
  const runAll = async (name: string, commands: readonly Argv[]) => {
    for (const command of commands)
      expect(await host(name).run(command)).toMatchObject({ kind: 'exited', exitCode: 0 });
  };

  describe.each(lookAlikes)('$title', ({ at, without, make, undo }) => {
    beforeAll(() => runAll(at, make(host(at))));
    afterAll(() => runAll(at, undo(host(at))));

    test('are healthy', async () => {
      const report = await diagnosedCloud(hosts().filter(({ model }) => model.place.name !== without));
      expect([report.verdict, report.findings.map(({ summary }) => summary)]).toEqual(['healthy', []]);
    });
  });
});
