import { describe, expect, test } from 'vitest';
import { diagnosisOfSaved, foundIn } from '../support/saved-folder.ts';

/* What people save is seldom whole: what is there counts, and nothing is missing just because it is not there. */

const router = '5d3c9a80-1f4e-4b7a-8c55-0a7be0d2f913';
const qrouter = `qrouter-${router}`;
const within = (words: string, namespace = qrouter) => `ip_netns_exec_${namespace}_${words}`;

const loopback = `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
    inet 127.0.0.1/8 scope host lo
       valid_lft forever preferred_lft forever
`;
const device = (index: number, name: string, flags: string, address?: string) =>
  `${index}: ${name}: <BROADCAST,MULTICAST${flags}> mtu 1500 qdisc noqueue state ${flags === '' ? 'DOWN' : 'UNKNOWN'} group default
    link/ether fa:16:3e:7a:00:0${index} brd ff:ff:ff:ff:ff:ff
${address === undefined ? '' : `    inet ${address} scope global ${name}\n       valid_lft forever preferred_lft forever\n`}`;
const up = ',UP,LOWER_UP';
const qg = 'qg-6c1f20aa-31';
const qr = 'qr-9b04e7d5-c2';
const legs = (flags: string) => loopback + device(7, qg, flags, '198.51.100.20/24') + device(8, qr, up, '10.70.1.1/24');

describe('a namespace of which an output is saved', () => {
  const down = [`error router-gateway-down ${qg}`];

  test('is there, whether it is listed or not', async () => {
    expect(foundIn(await diagnosisOfSaved({ [within('ip_a')]: legs('') }))).toEqual(down);
    expect(foundIn(await diagnosisOfSaved({ [within('ip_a')]: legs(''), ip_netns: `${qrouter}\n` }))).toEqual(down);
    const other = 'qdhcp-0c8a5b36-7be4-4d0f-9a51-2f1d8a6c4e70';
    expect(foundIn(await diagnosisOfSaved({ [within('ip_a')]: legs(''), ip_netns: `${other}\n` }))).toEqual(down);
  });

  test('may be that of a router on standby, where nothing in it has an address', async () => {
    const standby = loopback + device(7, qg, '') + device(8, qr, '');
    expect(foundIn(await diagnosisOfSaved({ [within('ip_a')]: standby }))).toEqual([]);
  });
});

describe('rules', () => {
  const agent = 'quantum-l3-agent';
  const head = [
    '*nat',
    ':PREROUTING ACCEPT [0:0]',
    ':POSTROUTING ACCEPT [0:0]',
    `:${agent}-PREROUTING - [0:0]`,
    `:${agent}-snat - [0:0]`,
    ':quantum-postrouting-bottom - [0:0]',
    `-A PREROUTING -j ${agent}-PREROUTING`,
    '-A POSTROUTING -j quantum-postrouting-bottom',
    `-A quantum-postrouting-bottom -j ${agent}-snat`,
  ];
  const snat = `-A ${agent}-snat -s 10.70.1.0/24 -j SNAT --to-source 198.51.100.20`;
  const of = (...rules: readonly string[]) => ({
    ip_netns: `${qrouter}\n`,
    [within('ip_a')]: legs(up),
    [within('ip_route_show')]:
      'default via 198.51.100.1 dev qg-6c1f20aa-31 \n198.51.100.0/24 dev qg-6c1f20aa-31 proto kernel scope link src 198.51.100.20 \n10.70.1.0/24 dev qr-9b04e7d5-c2 proto kernel scope link src 10.70.1.1 \n',
    [within('iptables-save')]: [...head, ...rules, 'COMMIT', ''].join('\n'),
  });

  test('that are all there are missed', async () => {
    expect(foundIn(await diagnosisOfSaved(of()))).toEqual([`error router-snat-missing ${qrouter}`]);
    expect(foundIn(await diagnosisOfSaved(of(snat)))).toEqual([]);
  });

  test.each([
    ['dots', '...'],
    ['a bracketed ellipsis', '[...]'],
    ['a remark', '# (snip) the rest is as usual'],
    ['an arrow', `==> ${snat}`],
    ['a quote', `> ${snat}`],
  ])('are an excerpt with %s among them', async (_, line) => {
    expect(foundIn(await diagnosisOfSaved(of(line)))).toEqual([]);
  });

  test('without a chain that they lead to are an excerpt', async () => {
    const { [within('iptables-save')]: text = '', ...rest } = of();
    const cut = text.replace(`:${agent}-snat - [0:0]\n`, '');
    expect(foundIn(await diagnosisOfSaved({ ...rest, [within('iptables-save')]: cut }))).toEqual([]);
  });

  test('that drop are found in an excerpt', async () => {
    const text = '*filter\n:INPUT ACCEPT [0:0]\n...\n-A FORWARD -j DROP\n';
    const { findings } = await diagnosisOfSaved({ ...of(), [within('iptables-save')]: text });
    expect(findings.map(({ check, evidence }) => [check, evidence[0]?.output])).toEqual([
      ['router-filter-drops', '-A FORWARD -j DROP'],
    ]);
  });

  test.each(['Permission denied\n', '{}\n', '<html><body>502</body></html>\n', 'iptables: command not found\n'])(
    'are unknown where %j was saved in their place',
    async (text) => {
      const { findings, checks } = await diagnosisOfSaved({
        ...of(),
        [within('iptables-save')]: text,
        'iptables-save': text,
      });
      expect(findings).toEqual([]);
      const judged = ['router-filter-drops', 'router-snat-missing', 'host-forward-dropped', 'hybrid-forward-dropped'];
      expect(checks.filter(({ id, verdict }) => judged.includes(id) && verdict === 'pass')).toEqual([]);
    },
  );
});

describe('a distributed router that is highly available', () => {
  const snat = `snat-${router}`;
  const saved = (ha: string, state?: string) => ({
    ip_netns: `${qrouter}\n${snat}\n`,
    [within('ip_addr')]: loopback + device(9, qr, up, '10.70.1.1/24'),
    [within('ip_route_show_table_all')]:
      `default via 10.70.1.44 dev ${qr} table 172359937 proto static \n10.70.1.0/24 dev ${qr} proto kernel scope link src 10.70.1.1 \n`,
    [within('ip_rule')]:
      '0:\tfrom all lookup local\n32766:\tfrom all lookup main\n32767:\tfrom all lookup default\n172359937:\tfrom 10.70.1.1/24 lookup 172359937\n',
    [within('ip_addr', snat)]: loopback + ha + device(5, qg, '') + device(6, 'sg-0d94e2f1-6b', up),
    ...(state === undefined ? {} : { [`var/lib/neutron/ha_confs/${router}/state`]: state }),
  });
  const standby = device(4, 'ha-77aa01b2-d3', up, '169.254.195.8/18');
  const active = standby.replace('    inet', '    inet 169.254.0.1/24 scope global ha-77aa01b2-d3\n    inet');
  const missing = [`error snat-port-address-missing ${qrouter}`];

  test('is healthy on standby, and is judged where it is active', async () => {
    expect(foundIn(await diagnosisOfSaved(saved(standby, 'backup')))).toEqual([]);
    expect(foundIn(await diagnosisOfSaved(saved(standby)))).toEqual([]);
    expect(foundIn(await diagnosisOfSaved(saved('', 'backup')))).toEqual([]);
    expect(foundIn(await diagnosisOfSaved(saved('', 'primary')))).toEqual(missing);
    expect(foundIn(await diagnosisOfSaved(saved(active)))).toEqual(missing);
  });
});

describe('a host of another driver', () => {
  const show = (...ports: readonly string[]) =>
    [
      'b4f0a9c1-5d27-4a8e-9e63-18f2c7d05a3b',
      '    Bridge br-int',
      '        fail_mode: secure',
      '        Port br-int',
      '            Interface br-int',
      '                type: internal',
      '        Port tap3e51c0da-17',
      '            Interface tap3e51c0da-17',
      ...ports,
      '    ovs_version: "2.17.9"',
      '',
    ].join('\n');
  const tunnel = [
    '        Port ovn-3fa2c1-0',
    '            Interface ovn-3fa2c1-0',
    '                type: geneve',
    '                options: {csum="true", key=flow, remote_ip="192.0.2.7"}',
  ];
  const devices = `${loopback}4: tap3e51c0da-17: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1442 qdisc fq_codel master ovs-system state UNKNOWN\n    link/ether fe:16:3e:00:00:01 brd ff:ff:ff:ff:ff:ff\n`;

  test.each([
    ['a tunnel of OVN', { 'ovs-vsctl_show': show(...tunnel), ip_addr: devices }],
    [
      'a namespace of its metadata agent',
      {
        'ovs-vsctl_show': show(),
        ip_addr: devices,
        ip_netns: 'ovnmeta-5a0b7c11-90fd-4bd7-b0a1-3a4a9f0c2b6e (id: 0)\n',
      },
    ],
  ])('is told by %s, and nothing is found that presumes the agents', async (_, files) => {
    const { findings, verdict, checks } = await diagnosisOfSaved(files);
    expect(findings).toEqual([]);
    expect(verdict).toBe('incomplete');
    expect(checks.find(({ id }) => id === 'port-tag-missing')?.reason).toBe(
      'this is an OVN host; qdoctor does not judge OVN yet',
    );
  });

  test('is one of the agents without such a sign', async () => {
    const { findings } = await diagnosisOfSaved({ 'ovs-vsctl_show': show(), ip_addr: devices });
    expect(findings.map(({ check }) => check)).toEqual(['port-tag-missing']);
  });
});

describe('a port on the dead VLAN', () => {
  const qvo = 'qvo4e8a17c2-9d';
  const show = `Bridge br-int\n  Port br-int\n    Interface br-int\n      type: internal\n  Port "${qvo}"\n    tag: 4095\n    Interface "${qvo}"\n  Port "patch-tun"\n    Interface "patch-tun"\n      type: patch\n`;
  const bridges = (...ports: readonly string[]) =>
    `bridge name\tbridge id\t\tSTP enabled\tinterfaces\nqbr4e8a17c2-9d\t\t8000.0a1b2c3d4e5f\tno\t\t${ports.join('\n\t\t\t\t\t\t\t')}\n`;
  const dead = [`error port-dead-vlan ${qvo}`];

  test('is that of a VM which some list of bridges shows', async () => {
    const files = { 'ovs-vsctl_show': show, brctl_show: bridges('qvb4e8a17c2-9d', 'tap4e8a17c2-9d') };
    expect(foundIn(await diagnosisOfSaved(files))).toEqual(dead);
  });

  test('may be that of an instance that is shut off, where nothing shows its VM', async () => {
    for (const brctl_show of ['', `${bridges('qvb4e8a17c2-9d')}...\n`]) {
      const { findings, checks } = await diagnosisOfSaved({ 'ovs-vsctl_show': show, brctl_show });
      expect(findings.map(({ check, severity, fix }) => [check, severity, fix])).toEqual([
        ['port-dead-vlan', 'warning', null],
      ]);
      expect(checks.find(({ id }) => id === 'port-dead-vlan')?.verdict).toBe('warn');
    }
  });

  test('is told by its own record alone', async () => {
    const record = (tag: string) =>
      ['name                : "tap90ab12cd-3e"', `tag                 : ${tag}`, 'trunks              : []']
        .concat('vlan_mode           : []', 'other_config        : {}', '')
        .join('\n');
    const of = async (tag: string) =>
      foundIn(await diagnosisOfSaved({ 'ovs-vsctl_list_port_tap90ab12cd-3e': record(tag) }));
    expect(await of('4095')).toEqual(['warning port-dead-vlan tap90ab12cd-3e']);
    expect(await of('3')).toEqual([]);
    expect(await of('[]')).toEqual([]);
  });

  test('is found behind a gap and a remark', async () => {
    const text =
      '...\n        Port "tap90ab12cd-3e" <- the DHCP port\n            tag: 4095\n            Interface "tap90ab12cd-3e"\n                type: internal\n...\n';
    expect(foundIn(await diagnosisOfSaved({ 'ovs-vsctl_show': text }))).toEqual([
      'error port-dead-vlan tap90ab12cd-3e',
    ]);
  });
});

describe('a bridge of routers, of which no list of namespaces tells', () => {
  const old = `Bridge br-ex\n  Port br-ex\n    Interface br-ex\n      type: internal\n  Port "eth1"\n    Interface "eth1"\n  Port "${qg}"\n    Interface "${qg}"\n      type: internal\nBridge br-int\n  Port br-int\n    Interface br-int\n      type: internal\novs_version: "1.4.0"\n`;
  const host = (eth1: string) => loopback + eth1 + device(3, 'br-ex', up, '198.51.100.2/24');
  const of = async (eth1: string) => foundIn(await diagnosisOfSaved({ 'ovs-vsctl_show': old, ip_a: host(eth1) }));

  test('has a NIC that is down, or one that holds an address', async () => {
    expect(await of(device(2, 'eth1', ''))).toEqual(['error external-nic-down br-ex']);
    expect(await of(device(2, 'eth1', up, '198.51.100.3/24'))).toEqual(['error external-nic-holds-address br-ex']);
    expect(await of(device(2, 'eth1', up))).toEqual([]);
  });
});

describe('a line that is lost, of which another list knows', () => {
  const routes = (...lines: readonly string[]) =>
    ['Kernel IP routing table', 'Destination     Gateway         Genmask         Flags   MSS Window  irtt Iface']
      .concat(lines, '')
      .join('\n');
  const near = [
    `198.51.100.0    0.0.0.0         255.255.255.0   U         0 0          0 ${qg}`,
    `10.70.1.0       0.0.0.0         255.255.255.0   U         0 0          0 ${qr}`,
  ];
  const wayOut = `0.0.0.0         198.51.100.1    0.0.0.0         UG        0 0          0 ${qg}`;
  const other =
    'default via 198.51.100.1 dev qg-6c1f20aa-31 \n10.70.1.0/24 dev qr-9b04e7d5-c2 \n198.51.100.0/24 dev qg-6c1f20aa-31 \n';

  test('is a route of the router', async () => {
    const of = async (files: Readonly<Record<string, string>>) =>
      foundIn(await diagnosisOfSaved({ ip_netns: `${qrouter}\n`, [within('ip_a')]: legs(up), ...files }));
    expect(await of({ [within('netstat_-nr')]: routes(wayOut, ...near), [within('ip_route')]: other })).toEqual([]);
    expect(await of({ [within('netstat_-nr')]: routes(...near), [within('ip_route')]: other })).toEqual([]);
  });

  test('is the address of a device to whose subnet the kernel has a route', async () => {
    const bare = loopback + device(7, qg, up, '198.51.100.20/24') + device(8, qr, up);
    const of = async (...lines: readonly string[]) =>
      foundIn(
        await diagnosisOfSaved({
          ip_netns: `${qrouter}\n`,
          [within('ip_a')]: bare,
          [within('netstat_-nr')]: routes(wayOut, ...lines),
        }),
      );
    expect(await of(...near)).toEqual([]);
    expect(await of(near[0] ?? '')).toEqual([`error router-interface-address-missing ${qr}`]);
  });
});

describe('flows without their number', () => {
  const bridge = `Bridge br-int\n  fail_mode: secure\n  Port br-int\n    Interface br-int\n      type: internal\novs_version: "2.0.2"\n`;
  const of = async (flows: string) =>
    foundIn(await diagnosisOfSaved({ 'ovs-vsctl_show': bridge, 'ovs-ofctl_dump-flows_br-int': flows }));

  test('are missed where the list has nothing but its heading, and then only perhaps', async () => {
    const heading = 'NXST_FLOW reply (xid=0x4):\n';
    expect(await of(heading)).toEqual(['warning integration-bridge-flows-missing br-int']);
    expect(await of(`${heading} cookie=0x0, table=0, n_packets=1, priority=2,in_port=1 actions=drop\n`)).toEqual([]);
    expect(await of('')).toEqual([]);
  });
});

describe('devices', () => {
  test('behind a gap are known, and those that are not there are not missing', async () => {
    const text = `${legs('')}...\n`.replace(loopback, '...\n');
    expect(foundIn(await diagnosisOfSaved({ [within('ip_a')]: text }))).toEqual([`error router-gateway-down ${qg}`]);
  });

  test('lose no address to a gap', async () => {
    const text = legs(up).replace('    inet 10.70.1.1/24', '...\n    inet 10.70.1.1/24');
    expect(foundIn(await diagnosisOfSaved({ [within('ip_a')]: text, ip_netns: `${qrouter}\n` }))).toEqual([]);
  });
});

describe('a bridge of a provider network', () => {
  // https://github.com/liuyug/code_example, as of 2016: the NIC of br-eth2 is not there, while br-ex has its own.
  const bridge = (name: string, nic: string, error: string) =>
    `    Bridge "${name}"\n        Port "phy-${name}"\n            Interface "phy-${name}"\n                type: patch\n                options: {peer="int-${name}"}\n        Port "${nic}"\n            Interface "${nic}"\n${error}        Port "${name}"\n            Interface "${name}"\n                type: internal\n`;
  const gone = '                error: "could not open network device eth2 (No such device)"\n';
  const integration =
    '6c603c92-0806-4f8e-934f-e9ac7c770928\n    Bridge br-int\n        Port br-int\n            Interface br-int\n                type: internal\n';
  const show = (...bridges: readonly string[]) => `${integration}${bridges.join('')}    ovs_version: "2.5.0"\n`;

  test('of which the switch says that the only NIC does not exist', async () => {
    const files = { 'ovs-vsctl_show': show(bridge('br-eth2', 'eth2', gone)) };
    expect(foundIn(await diagnosisOfSaved(files))).toEqual(['error external-nic-gone br-eth2']);
  });

  test('beside another way out', async () => {
    const files = { 'ovs-vsctl_show': show(bridge('br-eth2', 'eth2', gone), bridge('br-eth1', 'eth1', '')) };
    expect(foundIn(await diagnosisOfSaved(files))).toEqual(['warning external-nic-gone br-eth2']);
  });

  test('of which the NIC is there', async () => {
    expect(foundIn(await diagnosisOfSaved({ 'ovs-vsctl_show': show(bridge('br-eth1', 'eth1', '')) }))).toEqual([]);
  });
});

describe('a host without a route to what was pinged', () => {
  const namespace = 'qdhcp-0c8a5b36-7be4-4d0f-9a51-2f1d8a6c4e70';
  const unreachable = (address: string) => `root@net01:~# ping ${address}\nconnect: Network is unreachable\n`;
  const inside = (address: string) => `root@net01:~# ip netns exec ${namespace} ping ${address}
PING ${address} (${address}) 56(84) bytes of data.
64 bytes from ${address}: icmp_req=1 ttl=64 time=0.099 ms
`;

  test('needs none to an address of a tenant network', async () => {
    const session = `${unreachable('10.70.1.5')}${inside('10.70.1.5')}root@net01:~# \n`;
    expect(foundIn(await diagnosisOfSaved({ 'session.txt': session }))).toEqual([]);
  });

  test('lacks one to any other', async () => {
    const session = `${unreachable('203.0.113.9')}${inside('10.70.1.5')}root@net01:~# \n`;
    expect(foundIn(await diagnosisOfSaved({ 'session.txt': session }))).toEqual(['warning destination-unrouted net01']);
  });
});
