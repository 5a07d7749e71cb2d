import { describe, expect, test } from 'vitest';
import { ContainerTools } from '../../src/host/container-tools.ts';
import {
  type Home,
  isAboutFolder,
  markOf,
  parseContainerTable,
  parseListed,
  typed,
} from '../../src/host/containers.ts';
import type { Command, CommandResult } from '../../src/host/host.ts';

const id = '587d013b2d81a5b733630b632437379c7a8304ce700fba5a461882955eb31189';

describe('which container a process is in', () => {
  test.each([
    ['docker', `0::/system.slice/docker-${id}.scope`],
    ['docker', `12:cpuset:/docker/${id}`],
    ['docker', `801 790 259:2 /var/lib/docker/containers/${id}/hostname /etc/hostname rw - ext4 /dev/sda2 rw`],
    ['podman', `0::/machine.slice/libpod-${id}.scope/container`],
    ['podman', `0::/system.slice/tripleo_neutron_dhcp.service/libpod-payload-${id}`],
    [
      'podman',
      `9 8 0:25 /containers/storage/overlay-containers/${id}/userdata/hostname /etc/hostname rw - tmpfs tmpfs rw`,
    ],
    ['containerd', `0::/kubepods.slice/kubepods-burstable.slice/kubepods-podab.slice/cri-containerd-${id}.scope`],
    ['containerd', `11:pids:/kubepods/besteffort/pod1/${id}`],
  ])('%s: %s', (runtime, text) => {
    expect(markOf(text)).toEqual({ runtime, id });
  });

  test.each([
    ['lxc', '0::/lxc.payload.infra1_neutron_agents/system.slice', 'infra1_neutron_agents'],
    ['lxc', '12:cpuset:/lxc/infra1', 'infra1'],
    ['nspawn', '0::/machine.slice/systemd-nspawn@net1.service/payload', 'net1'],
  ])('%s: %s', (runtime, text, name) => {
    expect(markOf(text)).toEqual({ runtime, id: name });
  });

  test('nothing tells', () => {
    expect(markOf('0::/system.slice/neutron-dhcp-agent.service')).toEqual({ runtime: 'unknown', id: undefined });
  });
});

test('the list of Podman, which has the status in place of the state', () => {
  const states = ['Up 55 seconds ago', 'Exited (137) 3 minutes ago', 'Created', 'Paused'].map(
    (text) => parseListed('podman', `${id}|${text}|${text}|image|name\n`)?.[0]?.state,
  );
  expect(states).toEqual(['running', 'exited', 'created', 'paused']);
});

test('the list of Kubernetes, without what ran before', () => {
  const of = (name: string, state: string, own = id) => ({
    id: own,
    metadata: { name, attempt: 0 },
    image: { image: 'sha256:0', userSpecifiedImage: 'quay.io/airshipit/neutron:2024.1' },
    state: `CONTAINER_${state}`,
    labels: { 'io.kubernetes.pod.name': 'neutron-dhcp-agent-default-x', 'io.kubernetes.pod.namespace': 'openstack' },
  });
  const text = JSON.stringify({
    containers: [
      of('neutron-dhcp-agent', 'RUNNING'),
      of('neutron-dhcp-agent', 'EXITED', 'a'.repeat(64)),
      of('neutron-l3-agent', 'EXITED'),
    ],
  });
  expect(
    parseListed('crictl', text)?.map(({ name, state, image, pod }) => [name, state, image, pod?.namespace]),
  ).toEqual([
    ['neutron-dhcp-agent', 'running', 'quay.io/airshipit/neutron:2024.1', 'openstack'],
    ['neutron-l3-agent', 'exited', 'quay.io/airshipit/neutron:2024.1', 'openstack'],
  ]);
  expect(parseListed('crictl', 'connection refused')).toBeUndefined();
});

test('the table of a runtime, as sosreports have it', () => {
  // podman 4.3.1, `podman ps -a` on a host of containers of the lab; the last name is of one that has ended.
  const table = `CONTAINER ID  IMAGE                                                                 COMMAND               CREATED         STATUS                     PORTS       NAMES
d417559e3cf6  quay.io/openstack.kolla/openvswitch-db-server:2024.1-debian-bookworm  /run/qdoctor-lab/...  11 seconds ago  Up 11 seconds ago                      openvswitch_db
7a4d7d5315d4  quay.io/openstack.kolla/neutron-l3-agent:2024.1-debian-bookworm       /run/qdoctor-lab/...  9 seconds ago   Exited (137) 1 second ago              neutron_l3_agent
`;
  expect(parseContainerTable('podman', table)?.map(({ id, name, state, image }) => [id, name, state, image])).toEqual([
    [
      'd417559e3cf6',
      'openvswitch_db',
      'running',
      'quay.io/openstack.kolla/openvswitch-db-server:2024.1-debian-bookworm',
    ],
    ['7a4d7d5315d4', 'neutron_l3_agent', 'exited', 'quay.io/openstack.kolla/neutron-l3-agent:2024.1-debian-bookworm'],
  ]);
  expect(parseContainerTable('docker', 'Cannot connect to the Docker daemon')).toBeUndefined();
});

test('the list of a runtime', () => {
  expect(
    parseListed('docker', `${id}|running|Up 3 days (unhealthy)|kolla/neutron-dhcp-agent|neutron_dhcp_agent\n`),
  ).toEqual([
    {
      runtime: 'docker',
      id,
      state: 'running',
      status: 'Up 3 days (unhealthy)',
      image: 'kolla/neutron-dhcp-agent',
      name: 'neutron_dhcp_agent',
    },
  ]);
  expect(parseListed('docker', '')).toEqual([]);
  expect(parseListed('docker', 'Cannot connect to the Docker daemon')).toBeUndefined();
});

describe('a command as a person types it', () => {
  const homes: readonly Home[] = [
    { words: ['docker', 'exec', 'l3'], tools: ['haproxy'], folders: ['/var/lib/neutron'] },
    { words: ['docker', 'exec', 'dhcp'], tools: ['dnsmasq'], folders: ['/var/lib/neutron/dhcp'] },
    { words: ['nsenter', '-t', '7', '-m', '-p', '--'], tools: ['ovs-vsctl', 'tcpdump'], folders: [] },
  ];

  const counting: readonly Home[] = [
    {
      words: ['podman', 'exec', 'vswitchd'],
      tools: ['ovs-vsctl', 'ovs-appctl'],
      folders: [],
      daemons: ['ovs-vswitchd'],
    },
    { words: ['podman', 'exec', 'db'], tools: [], folders: [], daemons: ['ovsdb-server'] },
  ];

  test.each([
    ['ovs-appctl fdb/show br-int', 'vswitchd'],
    ['ovs-appctl --timeout=5 -t ovsdb-server version', 'db'],
    ['ovs-vsctl -t ovsdb-server', 'vswitchd'],
  ])('a daemon is asked where it counts processes: %s', (command, name) => {
    expect(typed(counting, command.split(' ')).join(' ')).toBe(`podman exec ${name} ${command}`);
  });

  test.each([
    ['ip link show', 'ip link show'],
    ['ovs-vsctl show', 'nsenter -t 7 -m -p -- ovs-vsctl show'],
    ['ip netns exec qdhcp-1 tcpdump -i tap', 'ip netns exec qdhcp-1 nsenter -t 7 -m -p -- tcpdump -i tap'],
    ['ip netns exec qdhcp-1 dnsmasq -C x', 'docker exec dhcp ip netns exec qdhcp-1 dnsmasq -C x'],
    ['cat /var/lib/neutron/dhcp/1/host', 'docker exec dhcp cat /var/lib/neutron/dhcp/1/host'],
    ['cat /var/lib/neutron/ha_confs/1/state', 'docker exec l3 cat /var/lib/neutron/ha_confs/1/state'],
    ['cat /var/lib/neutron2/x', 'cat /var/lib/neutron2/x'],
  ])('%s', (command, expected) => {
    expect(typed(homes, command.split(' ')).join(' ')).toBe(expected);
  });

  test('a file of a process is no file of the host', () => {
    expect(isAboutFolder(['cat', '/proc/7/root/var/lib/neutron/x'], '/var/lib/neutron')).toBe(false);
  });
});

/** A host by what its commands print; others are not on it. */
function toolsOf(table: string): { readonly tools: ContainerTools; readonly asked: string[] } {
  const asked: string[] = [];
  const answer = ({ argv }: Command): CommandResult => {
    const line = argv.join(' ');
    asked.push(line);
    const printed = (stdout: string): CommandResult => ({ kind: 'exited', exitCode: 0, stdout, stderr: '' });
    if (line.startsWith('stat -L -c %i')) return printed('1\n2\n3\n4\n');
    if (argv[0] === 'ps') return printed(table);
    if (argv[0] === 'find') return printed('/proc/7/root/usr/bin/ovs-vsctl\n/proc/8/root/usr/bin/ovs-vsctl\n');
    if (argv[0] === 'cat') return printed(`0::/system.slice/docker-${id}.scope`);
    if (argv[0] === 'docker') return printed(`${id}|running|Up|image|openvswitch_vswitchd\n`);
    return argv[0] === 'nsenter' ? printed('answer') : { kind: 'tool-missing' };
  };
  return { tools: new ContainerTools((commands) => Promise.resolve(commands.map(answer))), asked };
}

describe('a tool that the host does not have', () => {
  const show: Command = { argv: ['ovs-vsctl', 'show'] };

  test.each([
    [
      'of a container with the network and the users of the host is run',
      '7 0 9 2 3 4 ovs-vswitchd unix:db.sock',
      'exited',
    ],
    ['of one with its own network is not', '7 0 9 8 3 4 ovs-vswitchd unix:db.sock', 'tool-missing'],
    ['of one with users of its own is not', '7 0 9 2 8 4 ovs-vswitchd unix:db.sock', 'tool-missing'],
    ['of a program of another name is not', '7 0 9 2 3 4 nginx ovs-vswitchd', 'tool-missing'],
    ['of the host itself is missing', '7 0 1 2 3 4 ovs-vswitchd unix:db.sock', 'tool-missing'],
  ])('%s', async (_, line, kind) => {
    const { tools } = toolsOf(`${line}\n`);
    expect((await tools.run([show]))[0]?.kind).toBe(kind);
  });

  test('is asked for there at once from then on', async () => {
    const { tools, asked } = toolsOf('7 42 9 2 3 4 ovs-vswitchd unix:db.sock\n');
    await tools.run([show]);
    asked.length = 0;
    await tools.run([show]);
    expect(asked).toEqual(['nsenter -t 7 -m -p -- ovs-vsctl show']);
    expect(await tools.homes()).toEqual([
      { words: ['docker', 'exec', '-u', '0', 'openvswitch_vswitchd'], tools: ['ovs-vsctl'], folders: [] },
    ]);
  });
});

describe('a namespace that only a container has a name for', () => {
  const uuid = '9761c6ef-394c-44a1-a227-34d7f5311ddf';
  const [shown, hidden] = [`qrouter-${uuid}`, `qdhcp-${uuid}`];
  const asked: string[] = [];
  const tools = new ContainerTools((commands) =>
    Promise.resolve(
      commands.map(({ argv }): CommandResult => {
        const line = argv.join(' ');
        asked.push(line);
        const printed = (stdout: string): CommandResult => ({ kind: 'exited', exitCode: 0, stdout, stderr: '' });
        if (line.startsWith('stat -L -c %i')) return printed('1\n2\n3\n4\n');
        if (argv[0] === 'ps') return printed('7 0 9 2 3 4 /usr/bin/neutron-dhcp-agent\n');
        // On the host its file is a plain one, to which nothing is mounted.
        if (line.startsWith('find /run/netns'))
          return printed(`4026532001 /run/netns/${shown}\n51 /run/netns/${hidden}\n`);
        if (line.startsWith('find /proc/7/root/run/netns'))
          return printed(`4026532001 /proc/7/root/run/netns/${shown}\n4026532002 /proc/7/root/run/netns/${hidden}\n`);
        if (argv[0] === 'cat') return printed(`0::/system.slice/docker-${id}.scope`);
        if (argv[0] === 'docker') return printed(`${id}|running|Up|image|neutron_dhcp_agent\n`);
        return line.startsWith('ip netns list') ? printed(`${hidden}\n${shown}\n`) : printed('');
      }),
    ),
  );
  const list: Command = { argv: ['ip', 'netns', 'list'] };
  const inodes: Command = {
    argv: ['find', '/run/netns', '-mindepth', '1', '-maxdepth', '1', '-exec', 'stat', '-L', '-c', '%i %n', '{}', '+'],
  };

  test('is listed as that, and entered by its name there', async () => {
    const results = await tools.run([list, inodes]);
    expect(results.map((result) => (result.kind === 'exited' ? result.stdout : result.kind))).toEqual([
      `${hidden}\n${shown}\n`,
      `4026532001 /run/netns/${shown}\n4026532002 /run/netns/${hidden}\n`,
    ]);
    asked.length = 0;
    await tools.run([
      { argv: ['ip', '-n', hidden, '-j', 'address'] },
      { argv: ['ip', 'netns', 'exec', hidden, 'cat', '/x'] },
      { argv: ['ip', '-n', shown, 'link'] },
    ]);
    expect(asked).toEqual([
      `nsenter --net=/proc/7/root/run/netns/${hidden} -- ip -j address`,
      `nsenter --net=/proc/7/root/run/netns/${hidden} -- cat /x`,
      `ip -n ${shown} link`,
    ]);
  });

  test('is entered by a person in its container', async () => {
    const homes = await tools.homes();
    expect(typed(homes, ['ip', '-n', hidden, 'address']).join(' ')).toBe(
      `docker exec neutron_dhcp_agent ip -n ${hidden} address`,
    );
  });
});
