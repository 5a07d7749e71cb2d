import { cloud } from '../../support/cloud-names.ts';
import { accept, leaveOpen, reject, testCloudCheck } from '../../support/cloud-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device, namespace } from '../../support/edits/ip.ts';

const twin = { name: 'net2', like: 'net1' } as const;
const networks = [cloud.a.network, cloud.b.network];
const onEach = (change: (network: (typeof networks)[number]) => ReturnType<ReturnType<typeof device>['down']>) => ({
  also: { ...twin, change: all(...networks.map(change)) },
});
const own = onEach(({ dhcpPort }) => device(dhcpPort.device).renamed('tap00000000-01'));

testCloudCheck(
  'dhcp-port-on-two-hosts',
  [
    reject(
      'servers that were moved, and stayed',
      { also: twin },
      {
        host: 'net1',
        summary: /^DHCP port tap[-0-9a-f]+ of network [-0-9a-f]+ is in use on net1 and net2\.$/,
        fix: null,
        count: 2,
      },
    ),
    accept(
      'namespaces that are left empty',
      onEach((network) => namespace(network.namespace).emptied()),
    ),
    accept(
      'ports there that are down',
      onEach(({ dhcpPort }) => device(dhcpPort.device).down()),
    ),
    leaveOpen('recordings from before and after a move', {
      also: twin,
      recorded: { net1: '2020-01-01T00:00:00.000Z' },
    }),
    leaveOpen('a server for each network', {}, 'skipped'),
  ],
  { given: own },
);
