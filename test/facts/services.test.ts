import { describe, expect, test } from 'vitest';
import { deployments, type ServiceRole, sideContainerOf } from '../../src/facts/deployments.ts';
import { known } from '../../src/facts/known.ts';
import { isRestart, reasonToRun, restartCommand, restartOf, type Services } from '../../src/facts/services.ts';
import type { ListedContainer } from '../../src/host/containers.ts';

const host = (
  manager: Services['manager'],
  names: readonly string[],
  containers: readonly string[] = [],
  runtime: ListedContainer['runtime'] = 'docker',
) =>
  known<Services>({
    manager,
    names: new Set(names),
    enabled: new Set(names),
    containers: containers.map((name) => ({ runtime, id: 'abc', name, state: 'exited', status: '', image: '' })),
  });

describe('how a host restarts an agent', () => {
  test.each([
    [
      'Debian with sysvinit',
      host('sysvinit', ['neutron-dhcp-agent']),
      'dhcp-agent',
      'service neutron-dhcp-agent restart',
    ],
    ['Ubuntu, RDO', host('systemd', ['neutron-dhcp-agent']), 'dhcp-agent', 'systemctl restart neutron-dhcp-agent'],
    ['DevStack', host('systemd', ['devstack@q-dhcp']), 'dhcp-agent', 'systemctl restart devstack@q-dhcp'],
    [
      'kolla with Docker',
      host('systemd', [], ['neutron_dhcp_agent']),
      'dhcp-agent',
      'docker restart neutron_dhcp_agent',
    ],
    [
      'kolla with Podman',
      host('systemd', [], ['neutron_l3_agent'], 'podman'),
      'l3-agent',
      'podman restart neutron_l3_agent',
    ],
    [
      'kolla with units',
      host('systemd', ['kolla-neutron_l3_agent-container'], ['neutron_l3_agent']),
      'l3-agent',
      'systemctl restart kolla-neutron_l3_agent-container',
    ],
    [
      'TripleO',
      host('systemd', ['tripleo_neutron_l3_agent'], ['neutron_l3_agent'], 'podman'),
      'l3-agent',
      'systemctl restart tripleo_neutron_l3_agent',
    ],
    [
      'TripleO',
      host('systemd', ['tripleo_neutron_dhcp'], ['neutron_dhcp'], 'podman'),
      'dhcp-agent',
      'systemctl restart tripleo_neutron_dhcp',
    ],
    ['OpenStack-Helm', host('systemd', [], ['neutron-dhcp-agent'], 'crictl'), 'dhcp-agent', 'crictl stop abc'],
    ['kolla', host('systemd', [], ['openvswitch_db']), 'ovsdb-server', 'docker restart openvswitch_db'],
    [
      'TripleO',
      host('systemd', ['openvswitch'], ['neutron_dhcp'], 'podman'),
      'open-vswitch',
      'systemctl restart openvswitch',
    ],
  ] satisfies readonly (readonly [string, ReturnType<typeof host>, ServiceRole, string])[])(
    '%s: %s %s',
    (_, services, role, expected) => {
      const command = restartCommand(services, role);
      expect(command?.join(' ')).toBe(expected);
      expect(isRestart(command ?? [])).toBe(true);
    },
  );

  const uuid = '9761c6ef-394c-44a1-a227-34d7f5311ddf';

  test.each([
    // puppet-tripleo, templates/neutron; a name that is taken gets the time behind it.
    [`neutron-dnsmasq-qdhcp-${uuid}`, 'dnsmasq', `qdhcp-${uuid}`],
    [`neutron-keepalived-qrouter-${uuid}`, 'keepalived', `qrouter-${uuid}`],
    [`neutron-haproxy-qrouter-${uuid}-2026-01-31-120000-000000000`, 'haproxy', `qrouter-${uuid}`],
    // kolla, docker/neutron/neutron-base.
    [`neutron_dhcp_agent_dnsmasq_qdhcp-${uuid}`, 'dnsmasq', `qdhcp-${uuid}`],
    [`neutron_l3_agent_haproxy_qrouter-${uuid}_2026-01-31-120000-000000000`, 'haproxy', `qrouter-${uuid}`],
  ])('%s is beside an agent', (name, program, namespace) => {
    expect(sideContainerOf(name)).toEqual({ program, namespace });
  });

  test.each(['neutron_dhcp_agent', 'neutron_l3_agent', 'haproxy', `dnsmasq-${uuid}`])('%s is not', (name) => {
    expect(sideContainerOf(name)).toBeUndefined();
  });

  test('a container of a pod that has ended is started with its pod', () => {
    const services = host('systemd', [], ['neutron-l3-agent'], 'crictl');
    const [container] = services.known ? services.value.containers : [];
    const pod = { namespace: 'openstack', name: 'neutron-l3-agent-default-x' };
    expect(container && restartOf({ ...container, pod }).join(' ')).toBe(
      'kubectl -n openstack delete pod neutron-l3-agent-default-x',
    );
  });

  test('a command in a container is no restart', () => {
    expect(isRestart(['docker', 'exec', 'openvswitch_db', 'ovs-vsctl', 'show'])).toBe(false);
  });

  test('a container says why its agent is expected', () => {
    expect(reasonToRun(host('systemd', [], ['neutron_dhcp_agent']), 'dhcp-agent')).toBe(
      'its container neutron_dhcp_agent is exited',
    );
    expect(reasonToRun(host('systemd', ['neutron-dhcp-agent']), 'dhcp-agent')).toBe(
      'its service neutron-dhcp-agent is enabled',
    );
  });

  test.each(deployments.map((one) => [one.name, one] as const))('%s has the agents', (_, { names }) => {
    expect(Object.keys(names)).toEqual(
      expect.arrayContaining(['l2-agent', 'l3-agent', 'dhcp-agent', 'metadata-agent', 'nova-metadata']),
    );
  });
});
