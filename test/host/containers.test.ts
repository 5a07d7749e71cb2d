import { describe, expect, test } from 'vitest';
import { ContainerTools } from '../../src/host/container-tools.ts';
import { type Home, isAboutFolder, markOf, parseListed, typed } from '../../src/host/containers.ts';
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
