import type { Argv } from '../../src/host/process.ts';
import { quietly, restart } from '../../src/lab/faults/steps.ts';
import { putInContainers, takeOutOfContainers } from '../../src/lab/kinds/containers.ts';
import { dressAsDistributed, undressDistributed } from '../../src/lab/kinds/dvr.ts';
import {
  announceElsewhere,
  dressAsHa,
  haDir,
  serveElsewhere,
  undressHa,
  waitForState,
} from '../../src/lab/kinds/ha.ts';
import { addLinuxBridge, removeLinuxBridge } from '../../src/lab/kinds/linux-bridge.ts';
import { dressAsNativeFirewall, undressNativeFirewall } from '../../src/lab/kinds/native-firewall.ts';
import type { LookAlike } from './look-alike.ts';
import { script } from './script.ts';

/** Makes the pair of patch ports of br-int and br-tun anew under other names, by the same OpenFlow numbers. */
const joinTunnelBridge = (inside: string, outside: string): Argv =>
  script(
    `old() { ovs-vsctl list-ports "$1" | grep -E -- '-(tun|int)$' | head -n 1; }
inner=$(old br-int); outer=$(old br-tun)
a=$(ovs-vsctl get Interface "$inner" ofport); b=$(ovs-vsctl get Interface "$outer" ofport)
ovs-vsctl del-port br-int "$inner" -- del-port br-tun "$outer"
ovs-vsctl add-port br-int "$1" -- set Interface "$1" type=patch options:peer="$2" ofport_request="$a" \\
  -- add-port br-tun "$2" -- set Interface "$2" type=patch options:peer="$1" ofport_request="$b"`,
    inside,
    outside,
  );

/** Puts a veth pair in place of an internal port of the switch, as the agents' interface driver does with ovs_use_veth. */
const plugAsVeth = (namespace: string, device: string, prefix: string, dhcpDir = ''): Argv =>
  script(
    `ns=$1 device=$2 outer=tap\${2#???} inner=$3\${2#???}
notes=$(ovs-vsctl get Port "$device" other_config); ids=$(ovs-vsctl get Interface "$device" external_ids)
tag=$(ovs-vsctl get Port "$device" tag); mac=$(ovs-vsctl get Interface "$device" external_ids:attached-mac | tr -d '"')
addresses=$(ip -n "$ns" -o -4 address show dev "$device" | awk -v dev="$inner" '{ print "address add", $4, "dev", dev }')
default=$(ip -n "$ns" -o route show default dev "$device")
ovs-vsctl del-port br-int "$device"
ip link add "$outer" mtu 1450 up type veth peer name "$inner" address "$mac" mtu 1450 netns "$ns"
ovs-vsctl add-port br-int "$outer" tag="$tag" -- set Port "$outer" other_config="$notes" \\
  -- set Interface "$outer" external_ids="$ids"
ip netns exec "$ns" ethtool -K "$inner" tx off >/dev/null
ip -n "$ns" link set "$inner" up
echo "$addresses" | ip -n "$ns" -batch -
[ -z "$default" ] || ip -n "$ns" route add $default dev "$inner"
[ -z "$4" ] || echo "$inner" >"$4/interface"`,
    namespace,
    device,
    prefix,
    dhcpDir,
  );

const unplugVeth = (device: string): readonly Argv[] => {
  const outer = `tap${device.slice(3)}`;
  return [['ovs-vsctl', '--if-exists', 'del-port', 'br-int', outer], quietly('ip', 'link', 'delete', outer)];
};

/** Healthy hosts of other kinds than the lab's own. */
export const kindLookAlikes: readonly LookAlike[] = [
  {
    id: 'standby-router',
    title: 'an HA router whose other instance is active, so its ports have no addresses',
    layouts: ['neutron'],
    inject: (model) => [
      ...dressAsHa(model),
      ['touch', `${haDir(model)}/active-elsewhere`],
      waitForState(model, 'backup'),
      serveElsewhere(model),
    ],
    heal: undressHa,
  },
  {
    id: 'other-ha-router-announced',
    title: 'an HA router that is active here, on whose network another router of the tenant is active elsewhere',
    layouts: ['neutron'],
    inject: (model) => [...dressAsHa(model), announceElsewhere(model, 51)],
    heal: undressHa,
  },
  {
    id: 'active-ha-router',
    title: 'an HA router that is active here, whose addresses are those of keepalived',
    layouts: ['neutron'],
    inject: dressAsHa,
    heal: undressHa,
  },
  {
    id: 'distributed-router',
    title: 'a distributed router, with namespaces of their own for its floating IPs and for SNAT',
    layouts: ['neutron'],
    inject: dressAsDistributed,
    heal: undressDistributed,
  },
  {
    id: 'linux-bridge-beside',
    title: 'the Linux bridge agent has a network on the host too',
    layouts: ['neutron'],
    inject: addLinuxBridge,
    heal: removeLinuxBridge,
  },
  {
    id: 'native-firewall',
    title: 'Open vSwitch itself is the firewall: VMs are ports of br-int, and iptables has no rule for them',
    layouts: ['neutron'],
    inject: dressAsNativeFirewall,
    heal: undressNativeFirewall,
  },
  {
    id: 'agents-in-containers',
    title: 'Open vSwitch and the agents are in containers, and the host has none of their tools and files',
    layouts: ['neutron'],
    inject: putInContainers,
    heal: takeOutOfContainers,
  },
  {
    id: 'patch-ports-renamed',
    title: 'the patch ports between br-int and br-tun have names of the operator',
    layouts: ['neutron'],
    inject: () => [joinTunnelBridge('to-tun', 'to-int')],
    heal: (model) => [joinTunnelBridge('patch-tun', 'patch-int'), restart(model, 'l2')],
  },
  {
    id: 'ports-as-veth-pairs',
    title: 'the agents plug their ports as veth pairs (ovs_use_veth), of which the switch has the outer ends',
    layouts: ['neutron'],
    inject: ({ a: { network, router } }) => [
      plugAsVeth(network.namespace, network.dhcpPort.device, 'ns-', network.dhcpDir),
      plugAsVeth(router.namespace, router.qr.device, 'qr-'),
    ],
    heal: (model) => [
      ...[model.a.network.dhcpPort, model.a.router.qr].flatMap(({ device }) => unplugVeth(device)),
      restart(model, 'dhcp'),
      restart(model, 'l3'),
    ],
  },
];
