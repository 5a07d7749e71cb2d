import type { Argv } from '../../src/host/process.ts';
import { bothLayouts } from '../../src/lab/faults/fault.ts';
import { joinByPatch, joinByVeth, quietly, readdress, restart, setTag } from '../../src/lab/faults/steps.ts';
import { ovsPort } from '../../src/lab/hybrid-plug.ts';
import type { LabModel } from '../../src/lab/model.ts';
import { tunnelPort } from '../../src/lab/place.ts';
import { moveGatewayIn, moveGatewayOut } from '../../src/lab/provider-outside.ts';
import { kindLookAlikes } from './kind-look-alikes.ts';
import type { LookAlike } from './look-alike.ts';
import { script } from './script.ts';

const inRouter = ({ namespace }: { readonly namespace: string }, ...argv: Argv): Argv => [
  'ip',
  'netns',
  'exec',
  namespace,
  ...argv,
];

const proxyPidFile = (stateDir: string, network: string) => `${stateDir}/external/pids/${network}.pid.haproxy`;

const nowhere = '00000000-1111-4222-8333-444444444444';

/** Every port of tenant a's network, on the switch. */
const portsOfA = ({ a }: LabModel): readonly string[] => [
  a.network.dhcpPort.device,
  a.router.qr.device,
  a.vm1.qvo,
  a.vm2.qvo,
];

function renumber(model: LabModel, tag: number): readonly Argv[] {
  return portsOfA(model).map((device): Argv => {
    const intent = model.layout === 'folsom' ? [] : [`other_config:tag=${tag}`];
    return ['ovs-vsctl', 'set', 'Port', device, `tag=${tag}`, ...intent];
  });
}

function deny(tool: string): Pick<LookAlike, 'inject' | 'heal'> {
  const onFile = (command: string) =>
    script(
      `for folder in /usr/bin /usr/sbin; do [ ! -e "$folder/$1" ] || file=$(readlink -f "$folder/$1"); done
${command} "$file"`,
      tool,
    );
  return { inject: () => [onFile('mount --bind /dev/null')], heal: () => [onFile('umount')] };
}

const veth = ['type', 'veth', 'peer', 'name', 'fabric0'] as const;

// br-ex takes the lowest MAC of its ports: another one would be unknown to all neighbours when the uplink is gone.
const addUplink: Argv = ['ip', 'link', 'add', 'uplink0', 'up', 'address', 'fe:00:00:00:00:01', ...veth];

export const lookAlikes: readonly LookAlike[] = [
  ...kindLookAlikes,
  {
    id: 'agents-just-restarted',
    title: 'all agents were restarted a moment ago',
    layouts: bothLayouts,
    inject: (model) => [restart(model, 'l2'), restart(model, 'l3'), restart(model, 'dhcp')],
    heal: () => [],
  },
  {
    id: 'dead-vlan-for-a-moment',
    title: 'a port is being wired, and sits on VLAN 4095 until that is done',
    layouts: bothLayouts,
    inject: ({ a }) => [
      setTag(a.vm2.qvo, 4095),
      script('(sleep 2; ovs-vsctl set Port "$1" tag="$2") >/dev/null 2>&1 &', a.vm2.qvo, String(a.network.tag)),
    ],
    // What is done in the background would come in the way of the next trial.
    heal: ({ a }) => [['sleep', '2'], setTag(a.vm2.qvo, a.network.tag)],
  },
  {
    id: 'ttl-lowered',
    title: 'a flow of br-ex lowers the TTL of what goes to a router, to no less than is needed',
    layouts: bothLayouts,
    inject: ({ a }) => [
      ['ovs-ofctl', 'add-flow', 'br-ex', `priority=300,ip,dl_dst=${a.router.qg.mac},actions=mod_nw_ttl:32,NORMAL`],
    ],
    heal: ({ a }) => [['ovs-ofctl', '--strict', 'del-flows', 'br-ex', `priority=300,ip,dl_dst=${a.router.qg.mac}`]],
  },
  {
    id: 'others-untranslated',
    title: 'a rule of the router spares others from translation, and neighbour entries that are right are permanent',
    layouts: bothLayouts,
    inject: ({ a, floatingIp }) => [
      inRouter(a.router, 'iptables', '-t', 'nat', '-I', 'PREROUTING', '-s', '192.0.2.0/24', '-j', 'ACCEPT'),
      ['ip', 'neigh', 'replace', floatingIp, 'lladdr', a.router.qg.mac, 'nud', 'permanent', 'dev', 'br-ex'],
    ],
    heal: ({ a, floatingIp }) => [
      inRouter(a.router, 'iptables', '-t', 'nat', '-D', 'PREROUTING', '-s', '192.0.2.0/24', '-j', 'ACCEPT'),
      ['ip', 'neigh', 'del', floatingIp, 'dev', 'br-ex'],
    ],
  },
  {
    id: 'network-renumbered',
    title: 'the agent gave a network another local VLAN',
    layouts: bothLayouts,
    inject: (model) => [...renumber(model, 1077), ...tunnelToVlan(model, 1077)],
    heal: (model) => [...renumber(model, model.a.network.tag), restart(model, 'l2')],
  },
  {
    id: 'dhcp-checksums-not-filled',
    title: 'no rule fills in the checksums of DHCP replies, as on hosts of today',
    layouts: bothLayouts,
    inject: ({ a }) => [inRouter(a.network, 'iptables', '-t', 'mangle', '-F')],
    heal: (model) => [restart(model, 'dhcp')],
  },
  {
    id: 'instance-shut-off',
    title: 'an instance is shut off: its tap is gone, its plug stays',
    layouts: bothLayouts,
    inject: ({ a }) => [
      ['ip', 'netns', 'add', 'parked'],
      ['ip', 'link', 'set', a.vm2.tap, 'netns', 'parked'],
    ],
    heal: ({ a }) => [
      ['ip', '-n', 'parked', 'link', 'set', a.vm2.tap, 'netns', '1'],
      ['ip', 'link', 'set', a.vm2.tap, 'master', a.vm2.qbr, 'up'],
      ['ip', 'netns', 'delete', 'parked'],
    ],
  },
  {
    id: 'left-over-namespaces',
    title: 'empty namespaces of a router and a network that were deleted long ago',
    layouts: bothLayouts,
    inject: () => ['qrouter', 'qdhcp'].map((kind): Argv => ['ip', 'netns', 'add', `${kind}-${nowhere}`]),
    heal: () => ['qrouter', 'qdhcp'].map((kind): Argv => ['ip', 'netns', 'delete', `${kind}-${nowhere}`]),
  },
  {
    id: 'left-over-plug',
    title: 'the port of an instance that was deleted is still on br-int',
    layouts: bothLayouts,
    inject: ({ a }) => [
      ['ip', 'link', 'add', 'qvo00000000-11', 'type', 'veth', 'peer', 'name', 'qvb00000000-11'],
      [
        'ovs-vsctl',
        ...ovsPort({ ...a.vm1, qvo: 'qvo00000000-11', portId: nowhere, mac: 'fa:16:3e:00:de:ad', instanceId: nowhere }),
      ],
    ],
    heal: () => [
      ['ovs-vsctl', 'del-port', 'br-int', 'qvo00000000-11'],
      ['ip', 'link', 'delete', 'qvo00000000-11'],
    ],
  },
  {
    id: 'subnet-without-dhcp',
    title: "a subnet's DHCP was switched off: no port, no namespace, no dnsmasq",
    layouts: bothLayouts,
    inject: ({ b: { network }, stateDir }) => [
      script('read -r pid <"$1/pid" && kill "$pid" && rm -r "$1"', network.dhcpDir),
      // The agent ends the network's metadata proxy with it.
      script('[ ! -e "$1" ] || { read -r pid <"$1"; kill "$pid"; rm "$1"; }', proxyPidFile(stateDir, network.id)),
      ['ovs-vsctl', 'del-port', 'br-int', network.dhcpPort.device],
      ['ip', 'netns', 'delete', network.namespace],
    ],
    heal: (model) => [restart(model, 'dhcp')],
  },
  {
    id: 'second-dhcp-agent',
    title: 'another DHCP agent serves the network too, as in a cloud with several network nodes',
    layouts: bothLayouts,
    inject: ({ a: { network } }) => [
      ['ip', 'netns', 'add', 'other-agent'],
      [
        'ovs-vsctl',
        'add-port',
        'br-int',
        'other0',
        `tag=${network.tag}`,
        '--',
        'set',
        'Interface',
        'other0',
        'type=internal',
      ],
      ['ip', 'link', 'set', 'other0', 'netns', 'other-agent'],
      ['ip', '-n', 'other-agent', 'address', 'add', '10.11.12.250/24', 'dev', 'other0'],
      ['ip', '-n', 'other-agent', 'link', 'set', 'other0', 'up'],
      [
        'ip',
        'netns',
        'exec',
        'other-agent',
        'dnsmasq',
        '--conf-file=/dev/null',
        '--port=0',
        '--interface=other0',
        '--bind-interfaces',
        `--dhcp-hostsfile=${network.dhcpDir}/host`,
        '--dhcp-range=10.11.12.0,static,255.255.255.0,2m',
        '--dhcp-leasefile=/run/other-agent.leases',
        '--pid-file=/run/other-agent.pid',
      ],
    ],
    heal: () => [
      quietly('sh', '-c', 'read -r pid </run/other-agent.pid && kill "$pid"'),
      ['ovs-vsctl', '--if-exists', 'del-port', 'br-int', 'other0'],
      quietly('ip', 'netns', 'delete', 'other-agent'),
    ],
  },
  {
    id: 'provider-uplink',
    title: 'br-ex has an uplink, and so the host needs no route to the tenants',
    layouts: bothLayouts,
    inject: (model) => [
      addUplink,
      ['ip', 'link', 'set', 'fabric0', 'up'],
      ['ovs-vsctl', 'add-port', 'br-ex', 'uplink0'],
      ['ip', 'route', 'delete', model.a.network.cidr],
    ],
    heal: ({ a }) => [
      ['ovs-vsctl', '--if-exists', 'del-port', 'br-ex', 'uplink0'],
      ['ip', 'link', 'delete', 'uplink0'],
      ['ip', 'route', 'replace', a.network.cidr, 'via', a.router.qg.address, 'dev', 'br-ex'],
    ],
  },
  {
    id: 'veth-between-bridges',
    title: 'a veth pair joins br-int and br-ex, as it did before patch ports',
    layouts: ['neutron'],
    inject: () => [joinByVeth],
    heal: () => [joinByPatch, ['ip', 'link', 'delete', 'int-br-ex']],
  },
  {
    id: 'external-subnet-without-gateway',
    title: 'the external subnet has no gateway, on purpose, and so the routers have no default route',
    layouts: bothLayouts,
    isIncomplete: true,
    inject: (model) => [
      ...moveGatewayOut(model),
      ...[model.a.router, model.b.router].map(
        ({ namespace }): Argv => ['ip', '-n', namespace, 'route', 'del', 'default'],
      ),
    ],
    heal: (model) => [...moveGatewayIn(model), readdress(model.a.router), readdress(model.b.router)],
  },
  {
    id: 'second-leg-in-external-range',
    title: 'br-ex has an uplink, and the host another NIC in the same range',
    layouts: bothLayouts,
    inject: () => [
      addUplink,
      ['ip', 'link', 'set', 'fabric0', 'up'],
      ['ovs-vsctl', 'add-port', 'br-ex', 'uplink0'],
      ['ip', 'link', 'add', 'leg0', 'up', 'type', 'veth', 'peer', 'name', 'leg1'],
      ['ip', 'link', 'set', 'leg1', 'up'],
      ['ip', 'address', 'add', '203.0.113.201/24', 'dev', 'leg0', 'noprefixroute'],
    ],
    heal: () => [
      ['ovs-vsctl', '--if-exists', 'del-port', 'br-ex', 'uplink0'],
      ['ip', 'link', 'delete', 'uplink0'],
      ['ip', 'link', 'delete', 'leg0'],
    ],
  },
  {
    id: 'gateway-outside-of-subnet',
    title: 'the gateway of the external subnet is outside of it, and the L3 agent has set a route to it',
    layouts: bothLayouts,
    inject: ({ a: { router } }) => [
      ['ip', '-n', router.namespace, 'route', 'add', '192.0.2.254', 'dev', router.qg.device, 'scope', 'link'],
      ['ip', '-n', router.namespace, 'route', 'replace', 'default', 'via', '192.0.2.254', 'dev', router.qg.device],
    ],
    heal: ({ a: { router } }) => [
      ['ip', '-n', router.namespace, 'route', 'flush', 'default'],
      ['ip', '-n', router.namespace, 'route', 'delete', '192.0.2.254'],
      readdress(router),
    ],
  },
  {
    id: 'more-addresses-on-br-ex',
    title: 'br-ex has a second address and one of another range',
    layouts: bothLayouts,
    inject: () => ['203.0.113.5/24', '198.18.0.1/24'].map((it): Argv => ['ip', 'address', 'add', it, 'dev', 'br-ex']),
    heal: () => ['203.0.113.5/24', '198.18.0.1/24'].map((it): Argv => ['ip', 'address', 'delete', it, 'dev', 'br-ex']),
  },
  {
    id: 'docker-beside',
    title: 'docker runs beside it, with its bridge, chains and masquerading',
    layouts: bothLayouts,
    inject: () => [
      ['ip', 'link', 'add', 'docker0', 'type', 'bridge'],
      ['ip', 'address', 'add', '172.17.0.1/16', 'dev', 'docker0'],
      ['ip', 'link', 'set', 'docker0', 'up'],
      script(`iptables -N DOCKER-USER; iptables -N DOCKER; iptables -A DOCKER-USER -j RETURN
iptables -A FORWARD -j DOCKER-USER; iptables -A FORWARD -o docker0 -j DOCKER
iptables -A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
iptables -A FORWARD -i docker0 ! -o docker0 -j ACCEPT
iptables -t nat -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE`),
    ],
    heal: () => [
      ['ip', 'link', 'delete', 'docker0'],
      script(`iptables -t nat -D POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
iptables -D FORWARD -i docker0 ! -o docker0 -j ACCEPT
iptables -D FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
iptables -D FORWARD -o docker0 -j DOCKER; iptables -D FORWARD -j DOCKER-USER
iptables -F DOCKER-USER; iptables -X DOCKER-USER; iptables -X DOCKER`),
    ],
  },
  {
    id: 'libvirt-beside',
    title: "libvirt's default network runs beside it, with virbr0 down and a dnsmasq of its own",
    layouts: bothLayouts,
    inject: () => [
      ['ip', 'link', 'add', 'virbr0', 'type', 'bridge'],
      ['ip', 'address', 'add', '192.168.122.1/24', 'dev', 'virbr0'],
      ['ip', 'link', 'set', 'virbr0', 'up'],
      [
        'dnsmasq',
        '--conf-file=/dev/null',
        '--port=0',
        '--bind-interfaces',
        '--interface=virbr0',
        '--dhcp-range=192.168.122.2,192.168.122.254',
        '--dhcp-leasefile=/run/virbr0.leases',
        '--pid-file=/run/virbr0.pid',
      ],
    ],
    heal: () => [
      quietly('sh', '-c', 'read -r pid </run/virbr0.pid && kill "$pid"'),
      ['ip', 'link', 'delete', 'virbr0'],
    ],
  },
  {
    id: 'strict-reverse-path-filter',
    title: 'the host filters by reverse path, as distributions set it, and no path is asymmetric',
    layouts: bothLayouts,
    inject: () => [script('for key in all default; do echo 1 >/proc/sys/net/ipv4/conf/$key/rp_filter; done')],
    heal: () => [script('for key in all default; do echo 0 >/proc/sys/net/ipv4/conf/$key/rp_filter; done')],
  },
  {
    id: 'no-ping-by-security-group',
    title: "a VM's security group lets no ping in",
    layouts: ['neutron'],
    inject: ({ a }) => [script('iptables -D "neutron-openvswi-i$1" -p icmp -j RETURN', a.vm2.portId.slice(0, 10))],
    heal: ({ a }) => [script('iptables -I "neutron-openvswi-i$1" 4 -p icmp -j RETURN', a.vm2.portId.slice(0, 10))],
  },
  {
    id: 'extra-routes',
    title: 'a router has routes of its own, and its tenant a second range behind a VM',
    layouts: bothLayouts,
    inject: ({ a: { router, vm2 } }) => [
      ['ip', '-n', router.namespace, 'route', 'add', '192.168.77.0/24', 'via', vm2.address],
    ],
    heal: ({ a: { router } }) => [['ip', '-n', router.namespace, 'route', 'delete', '192.168.77.0/24']],
  },
  {
    id: 'guest-with-two-addresses',
    title: 'a guest has a second address that its port allows',
    layouts: ['neutron'],
    inject: ({ a: { vm2 } }) => [
      ['ip', '-n', vm2.namespace, 'address', 'add', '10.11.12.200/24', 'dev', 'eth0'],
      script(
        'iptables -I "neutron-openvswi-s$1" -s 10.11.12.200/32 -m mac --mac-source "$2" -j RETURN',
        vm2.portId.slice(0, 10),
        vm2.mac,
      ),
    ],
    heal: ({ a: { vm2 } }) => [
      ['ip', '-n', vm2.namespace, 'address', 'delete', '10.11.12.200/24', 'dev', 'eth0'],
      script(
        'iptables -D "neutron-openvswi-s$1" -s 10.11.12.200/32 -m mac --mac-source "$2" -j RETURN',
        vm2.portId.slice(0, 10),
        vm2.mac,
      ),
    ],
  },
  {
    id: 'ipv6-beside',
    title: 'the network has a second subnet, of IPv6',
    layouts: bothLayouts,
    inject: ({ a: { network, router } }) => [
      ['ip', '-n', network.namespace, 'address', 'add', 'fd00:10::2/64', 'dev', network.dhcpPort.device],
      ['ip', '-n', router.namespace, 'address', 'add', 'fd00:10::1/64', 'dev', router.qr.device],
    ],
    heal: ({ a: { network, router } }) => [
      ['ip', '-n', network.namespace, 'address', 'delete', 'fd00:10::2/64', 'dev', network.dhcpPort.device],
      ['ip', '-n', router.namespace, 'address', 'delete', 'fd00:10::1/64', 'dev', router.qr.device],
    ],
  },
  {
    id: 'no-tcpdump',
    title: 'tcpdump may not be run, so nothing is heard on the wire',
    layouts: bothLayouts,
    isIncomplete: true,
    ...deny('tcpdump'),
  },
  {
    id: 'no-iptables',
    title: 'the rules of netfilter may not be read',
    layouts: bothLayouts,
    isIncomplete: true,
    ...deny('iptables-save'),
  },
];

/** br-tun's two flows for the network of tenant a: what comes by its tunnel id, and where its broadcasts go. */
function tunnelToVlan(model: LabModel, tag: number): readonly Argv[] {
  if (model.layout === 'folsom') return [];
  const id = `0x${model.a.network.segmentationId.toString(16)}`;
  const flood = `actions=strip_vlan,load:${id}->NXM_NX_TUN_ID[],output:${tunnelPort}`;
  return [
    ['ovs-ofctl', 'mod-flows', 'br-tun', `table=4,tun_id=${id},actions=mod_vlan_vid:${tag},resubmit(,10)`],
    ['ovs-ofctl', 'del-flows', 'br-tun', `table=22,dl_vlan=${model.a.network.tag}`],
    ['ovs-ofctl', '--names', 'add-flow', 'br-tun', `table=22,priority=1,dl_vlan=${tag},${flood}`],
  ];
}
