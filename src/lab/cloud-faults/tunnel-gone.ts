import { ofportOf, restart } from '../faults/steps.ts';
import { tunnelOf } from '../places.ts';
import type { CloudFault } from './fault.ts';

const port = tunnelOf('net1');

/** With its flows, as an agent forgets the tunnel to a host that it takes for gone. */
export const forgetTunnel = (port: string): string => `ovs-ofctl -O OpenFlow13 --no-stats dump-flows br-tun \\
  | sed "/in_port=$ofport /d; s/,output:$ofport\\\\b//" | ovs-ofctl -O OpenFlow13 replace-flows br-tun - \\
  && ovs-vsctl del-port br-tun ${port}`;

const fault: CloudFault = {
  id: 'tunnel-gone',
  title: 'a compute has no tunnel to the network node',
  layer: 'overlay',
  at: 'cmp1',
  expects: 'tunnel-to-host-missing',
  shownBy: `! ovs-vsctl list-ports br-tun | grep -q ${port}`,
  inject: () => [ofportOf(port, forgetTunnel(port))],
  heal: (model) => [restart(model, 'l2')],
};

export default fault;
