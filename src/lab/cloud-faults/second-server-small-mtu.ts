import { quietly } from '../faults/steps.ts';
import type { CloudFault } from './fault.ts';
import { secondServer } from './other-part.ts';
import { serverAt } from './second-server-other-address.ts';

const setMtu =
  (mtu: number): CloudFault['inject'] =>
  (model) => {
    const { namespace, dhcpPort } = secondServer(model);
    return [['ip', '-n', namespace, 'link', 'set', dhcpPort.device, 'mtu', String(mtu)]];
  };

const fault: CloudFault = {
  id: 'second-server-small-mtu',
  title: 'the port of a DHCP server has another MTU than those of its network on other hosts',
  layer: 'router',
  at: 'cmp1',
  expects: 'network-mtu-differs',
  shownBy: 'ip -n "$(ls /run/netns | grep ^qdhcp-)" link | grep -q "mtu 1400"',
  before: [serverAt('cmp1')],
  inject: setMtu(1400),
  heal: (model) => setMtu(model.a.network.mtu)(model).map((command) => quietly(...command)),
};

export default fault;
