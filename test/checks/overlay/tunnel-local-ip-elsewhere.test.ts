import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { pasted } from '../../support/edits/texts.ts';

const tunnel = (local: string) => `root@cmp1:~# ovs-vsctl show
8d5f3a10-2e0c-4f54-8aa6-8c3c66ad2e2c
    Bridge br-tun
        Port "vxlan-0a000115"
            Interface "vxlan-0a000115"
                type: vxlan
                options: {df_default="true", in_key=flow, local_ip="${local}", out_key=flow, remote_ip="10.0.1.21"}
    ovs_version: "2.1.3"
`;
const addresses = (...held: readonly string[]) =>
  [
    'root@cmp1:~# ip -4 addr',
    '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN',
    '    inet 127.0.0.1/8 scope host lo',
  ]
    .concat(
      held.flatMap((address, index) => [
        `${index + 2}: eth${index}: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc pfifo_fast state UP`,
        `    inet ${address} brd 10.0.255.255 scope global eth${index}`,
      ]),
    )
    .join('\n')
    .concat('\n');
const settings = (local: string) => `root@cmp1:~# cat /etc/neutron/plugins/ml2/openvswitch_agent.ini
[ovs]
local_ip = ${local}
bridge_mappings = external:br-ex
`;

testCheck(
  'tunnel-local-ip-elsewhere',
  [
    reject(
      'tunnels from an address beside that of the NIC',
      pasted(tunnel('10.0.1.13') + addresses('10.0.0.31/24', '10.0.1.31/24')),
      {
        summary: /^local_ip of the tunnels is 10\.0\.1\.13, but in that range eth1 has 10\.0\.1\.31\/24/,
        fix: null,
      },
    ),
    reject('settings with such an address', pasted(settings('10.0.1.13') + addresses('10.0.1.31/24')), {
      summary: /^local_ip of the L2 agent is 10\.0\.1\.13/,
      fix: null,
    }),
    reject('settings that the tunnels have not', pasted(settings('10.0.1.13') + tunnel('10.0.1.31')), {
      summary: /but its tunnels have 10\.0\.1\.31/,
      fix: null,
    }),
    accept('tunnels from an address of a NIC', pasted(tunnel('10.0.1.31') + addresses('10.0.0.31/24', '10.0.1.31/24'))),
    accept('addresses of another range alone', pasted(tunnel('10.0.1.13') + addresses('192.168.0.31/24'))),
    accept('addresses of the peer, in one text with it', pasted(tunnel('10.0.1.13') + addresses('10.0.1.21/24'))),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
