import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { gatherFacts } from '../../src/facts/index.ts';
import type { Statement } from '../../src/facts/statements/statement.ts';
import type { Host } from '../../src/host/host.ts';
import { packageRoot } from '../../src/package.ts';
import { healthyHost } from '../support/recorded-host.ts';

/** The statements of one text, and the lines that make each. */
async function statementsIn(text: string, file = 'a text', command?: readonly string[]) {
  const host: Host = {
    ...healthyHost('neutron'),
    savedTexts: () => [
      {
        file,
        line: 1,
        command,
        namespace: undefined,
        read: () => text,
        isPasted: true,
        isWhole: () => true,
        noteUse: () => {},
      },
    ],
  };
  return (await gatherFacts(host, ['statements'])).statements;
}

const saidIn = async (text: string): Promise<readonly Statement[]> =>
  (await statementsIn(text)).map(({ statement }) => statement);

const recorded = (file: string): string => readFileSync(join(packageRoot, 'test/recordings/symptoms', file), 'utf8');

const unanswered = (address: string, device: string | undefined, asked: number | undefined) =>
  ({ kind: 'neighbour-unanswered', address, device, asked }) as const;
const silent = (target: string, sent: number, ...refusals: readonly { from: string; because: string }[]) =>
  ({ kind: 'echo-unanswered', target, sent, refusals }) as const;
const sized = (target: string, isAnswered: boolean) =>
  ({ kind: 'packet-size', target, bytes: 84, isAnswered, refusedBy: undefined }) as const;
const refused = {
  kind: 'packets-refused',
  from: '10.11.12.1',
  to: '10.11.12.2',
  because: 'unreachable - admin prohibited',
};
const client = recorded('tcpdump-dhcp-no-answer').match(/from (\S+),/)?.[1];
const noOffer = (device?: string) => ({
  kind: 'dhcp-unanswered',
  mac: device === undefined ? client : undefined,
  device,
});
const noAddress = { kind: 'dhcp-address-refused', mac: client, device: 't0', because: 'no address available' };

describe('what real runs printed', () => {
  test.each<[string, readonly object[]]>([
    ['ping-no-answer', [sized('10.11.12.77', false), silent('10.11.12.77', 3)]],
    ['ping-busybox-no-answer', [silent('10.11.12.77', 2)]],
    [
      'ping-prohibited',
      [
        sized('10.11.12.1', false),
        silent('10.11.12.1', 3, { from: '10.11.12.1', because: 'Destination Host Prohibited' }),
      ],
    ],
    ['ping-answered', [sized('10.11.12.1', true)]],
    ['ping-busybox-answered', []],
    ['arping-no-answer', [unanswered('10.11.12.78', 'h0', 3)]],
    ['arping-answered', []],
    ['arp-n', [unanswered('10.11.12.77', 'h0', undefined), unanswered('10.11.12.79', 'h0', undefined)]],
    ['arp-a', [unanswered('10.11.12.77', 'h0', undefined), unanswered('10.11.12.79', 'h0', undefined)]],
    ['ip-neigh', [unanswered('10.11.12.79', 'h0', undefined)]],
    ['ip-neigh-s', [unanswered('10.11.12.79', 'h0', undefined)]],
    ['tcpdump-n', [unanswered('10.11.12.80', undefined, 3), refused]],
    ['tcpdump-nne', [unanswered('10.11.12.80', undefined, 3), refused]],
    ['tcpdump-nnvvv', [unanswered('10.11.12.80', undefined, 3), refused]],
    ['tcpdump-dhcp-no-answer', [noOffer()]],
    ['tcpdump-dhcp-answered', []],
    ['tcpdump-dhcp-answered-v', []],
    ['tcpdump-dhcp-answered-e-vvv', []],
    ['udhcpc-no-answer', [{ kind: 'dhcp-unanswered', mac: undefined, device: undefined }]],
    ['udhcpc-answered', []],
    ['dnsmasq-no-address', [{ ...noAddress, address: undefined }]],
    [
      'dnsmasq-bad-lines',
      [
        {
          kind: 'dhcp-line-refused',
          file: 'test/recordings/symptoms/.hosts',
          because: 'line 2: duplicate dhcp-host IP address 10.11.12.99',
        },
      ],
    ],
    ['dnsmasq-answered', []],
  ])('%s', async (file, expected) => {
    expect(await saidIn(recorded(file))).toEqual(expected);
  });
});

const portId = '3f2504e0-4f89-11d3-9a0c-0305e82c3301';

// The messages are those of the code of Neutron, Quantum, nova, oslo and cloud-init; the times and names are ours.
describe('lines of logs', () => {
  test.each<[string, string, object | undefined]>([
    [
      'neutron-server, a port that no driver binds',
      `2024-03-01 10:00:00.123 27 ERROR neutron.plugins.ml2.managers [req-1 - - - - -] Failed to bind port ${portId} on host cmp01 for vnic_type normal using segments [{'network_id': 'x'}]`,
      { kind: 'binding-failed', portId, host: 'cmp01' },
    ],
    [
      'nova-compute, the same port',
      `nova.exception.PortBindingFailed: Binding failed for port ${portId}, please check neutron logs for more information.`,
      { kind: 'binding-failed', portId, host: undefined },
    ],
    [
      'the L2 agent, without a bridge for a network',
      `2015-01-02 03:04:05.678 1234 ERROR neutron.plugins.openvswitch.agent.ovs_neutron_agent [-] Cannot provision flat network for net-id=6b9d - no bridge for physical_network physnet1`,
      { kind: 'physical-network-unmapped', physicalNetwork: 'physnet1', bridge: undefined },
    ],
    [
      'the L2 agent, without the bridge of its mapping',
      '2015-01-02 03:04:05.678 1234 ERROR neutron.plugins.openvswitch.agent.ovs_neutron_agent [-] Bridge br-ex2 for physical network external does not exist. Agent terminated!',
      { kind: 'physical-network-unmapped', physicalNetwork: 'external', bridge: 'br-ex2' },
    ],
    [
      'the agent of Linux bridges, without the interface of its mapping',
      '2021-02-03 04:05:06.789 321 ERROR neutron.plugins.ml2.drivers.linuxbridge.agent.linuxbridge_neutron_agent [-] Interface ens7 for physical network provider does not exist. Agent terminated!',
      { kind: 'physical-network-unmapped', physicalNetwork: 'provider', bridge: undefined, device: 'ens7' },
    ],
    [
      'a message that a ticket quotes in backticks',
      '- the agent ends with: `Bridge br-ex2 for physical network external does not exist. Agent terminated!`',
      { kind: 'physical-network-unmapped', physicalNetwork: 'external', bridge: 'br-ex2' },
    ],
    [
      'a message that stands alone in its line',
      'Bridge br-ex2 for physical network external does not exist. Agent terminated!',
      { kind: 'physical-network-unmapped', physicalNetwork: 'external', bridge: 'br-ex2' },
    ],
    [
      'the same words in the code of the agent',
      '  LOG.error("Bridge %(bridge)s for physical network %(physical_network)s does not exist. Agent terminated!")',
      undefined,
    ],
    [
      'prose that begins with other words',
      'We saw that Bridge br-ex2 for physical network external does not exist. Agent terminated!',
      undefined,
    ],
    [
      'a signature that the author left out',
      '… X-Instance-ID-Signature: … does not match the expected value: … for id: …',
      { kind: 'metadata-secret-refused' },
    ],
    [
      'the fault that nova shows of an instance',
      '| fault | {"message": "Exceeded max scheduling attempts 3. Last exception: Unexpected vif_type=binding_failed", "code": 500} |',
      { kind: 'binding-failed', portId: undefined, host: undefined },
    ],
    [
      'an error of the switch that grep let through',
      'error: "could not add network device vxlan-0a00000b to ofproto (Address already in use)"',
      {
        kind: 'switch-port-refused',
        device: 'vxlan-0a00000b',
        because: 'could not add network device vxlan-0a00000b to ofproto (Address already in use)',
      },
    ],
    ['an error of the switch in a how-to', 'if error: could not add network device vxlan-0a00000b shows up', undefined],
    [
      'rootwrap, which knows no such command',
      "2014-05-06 07:08:09.000 99 ERROR neutron.agent.linux.utils [-] Stderr: '/usr/bin/neutron-rootwrap: Unauthorized command: ip netns exec x arping (no filter matched)\\n'",
      {
        kind: 'agent-command-refused',
        command: 'ip netns exec x arping',
        because: 'no filter of rootwrap allows it',
      },
    ],
    [
      'sudo, without a terminal',
      "Stderr: 'sudo: no tty present and no askpass program specified\\n'",
      expect.objectContaining({ kind: 'agent-command-refused' }),
    ],
    [
      'an agent that waits for the server',
      '2024-03-01 10:00:00.123 7 ERROR oslo.service MessagingTimeout: Timed out waiting for a reply to message ID 0123',
      { kind: 'agent-messages-lost', server: undefined, because: 'timed out waiting for a reply' },
    ],
    [
      'an agent that waits for the server, before Juno',
      '2014-03-26 18:33:26.535 5209 TRACE neutron.plugins.openvswitch.agent.ovs_neutron_agent Timeout: Timeout while waiting on RPC response - topic: "q-plugin", RPC method: "security_group_rules_for_devices" info: "<unknown>"',
      { kind: 'agent-messages-lost', server: undefined, because: 'timed out waiting for a reply' },
    ],
    [
      'an agent of Grizzly that does not reach RabbitMQ',
      '2013-05-14 10:34:37    ERROR [quantum.openstack.common.rpc.impl_kombu] Unable to connect to AMQP server on 10.0.0.9:5672 after None tries: [Errno 111] ECONNREFUSED',
      { kind: 'agent-messages-lost', server: '10.0.0.9:5672', because: '[Errno 111] ECONNREFUSED' },
    ],
    [
      'an agent that does not reach RabbitMQ',
      '2024-03-01 10:00:00.123 7 ERROR oslo.messaging._drivers.impl_rabbit [-] AMQP server on 10.0.0.9:5672 is unreachable: [Errno 111] ECONNREFUSED. Trying again in 8 seconds.',
      { kind: 'agent-messages-lost', server: '10.0.0.9:5672', because: '[Errno 111] ECONNREFUSED' },
    ],
    [
      'dnsmasq in syslog, with an address that is taken',
      'Mar  1 10:00:00 net01 dnsmasq-dhcp[311]: not using configured address 10.0.0.5 because it is leased to fa:16:3e:00:00:01',
      expect.objectContaining({ address: '10.0.0.5', because: expect.stringContaining('leased to fa:16:3e:00:00:01') }),
    ],
    [
      'the host file, with a name that ends with a dot',
      'fa:16:3e:00:00:01,host-10-0-0-5.,10.0.0.5',
      { kind: 'dhcp-name-with-dot', mac: 'fa:16:3e:00:00:01', name: 'host-10-0-0-5.', address: '10.0.0.5' },
    ],
    ['the host file, with a name in a domain', 'fa:16:3e:00:00:01,host-10-0-0-5.openstacklocal,10.0.0.5', undefined],
    ['dhclient', 'No DHCPOFFERS received.', { kind: 'dhcp-unanswered', mac: undefined, device: undefined }],
    [
      'cloud-init',
      "[  117.78] cloud-init[733]: 2018-05-03 19:04:02,188 - url_helper.py[WARNING]: Calling 'http://169.254.169.254/2009-04-04/meta-data/instance-id' failed [104/120s]: request error [('Connection aborted.', error(113, 'No route to host'))]",
      { kind: 'metadata-unanswered', because: 'No route to host' },
    ],
    ['CirrOS', 'failed to read iid from metadata. tried 20', { kind: 'metadata-unanswered', because: 'no answer' }],
    [
      'a switch whose database is not there',
      'ovs-vsctl: unix:/var/run/openvswitch/db.sock: database connection failed (No such file or directory)',
      {
        kind: 'service-ended',
        service: 'ovsdb-server',
        state: 'database connection failed (No such file or directory)',
      },
    ],
    [
      'one that the user may not ask',
      'ovs-vsctl: unix:/var/run/openvswitch/db.sock: database connection failed (Permission denied)',
      undefined,
    ],
    [
      'the settings of the L2 agent',
      'bridge_mappings = physnet1:br-eth1',
      { kind: 'bridge-mapping', physicalNetwork: 'physnet1', bridge: 'br-eth1' },
    ],
    ['settings that are commented out', '# bridge_mappings = physnet1:br-eth1', undefined],
    ['a bridge of OVN', '1(ovn-f66079-0): addr:3e:bc:42:1b:9e:51', { kind: 'driver', driver: 'OVN' }],
    [
      'rootwrap, for a program that is not installed',
      "2013-10-30 19:00:17.371 3306 TRACE neutron.agent.dhcp_agent Stderr: '/usr/local/bin/neutron-rootwrap: Executable not found: dhcp_release (filter match = dhcp_release)\\n'",
      { kind: 'agent-command-refused', command: 'dhcp_release', because: 'the program is not installed' },
    ],
    [
      'an agent whose namespace is gone, by the module that runs its commands',
      `2022-05-21 06:26:13.116 30127 ERROR neutron.agent.linux.utils [-] Exit code: 1; Stdin: ; Stdout: ; Stderr: Cannot open network namespace "qrouter-${portId}": No such file or directory`,
      {
        kind: 'agent-task-failed',
        agent: 'L3 agent',
        task: 'enter the namespace of its router',
        id: portId,
        because: `Cannot open network namespace "qrouter-${portId}": No such file or directory`,
      },
    ],
    [
      'the Linux bridge agent, with a mapping that is there twice',
      "2014-12-09 10:00:00.000 7 ERROR neutron.plugins.linuxbridge.agent.linuxbridge_neutron_agent [-] Parsing physical_interface_mappings failed: Value br-mgmt in mapping: 'vxlan:br-mgmt' not unique. Agent terminated!",
      {
        kind: 'agent-task-failed',
        agent: 'L2 agent',
        task: 'read its mappings of physical networks',
        id: undefined,
        because: "Value br-mgmt in mapping: 'vxlan:br-mgmt' not unique",
      },
    ],
    [
      'an error that no reader knows, in its own words',
      "2023-06-11 15:39:28.391 7 ERROR neutron.agent.l3.agent [None req-1 - - - - -] Exception during message handling: AttributeError: 'NoneType' object has no attribute 'get'",
      {
        kind: 'agent-error',
        agent: 'L3 agent',
        because: "Exception during message handling: AttributeError: 'NoneType' object has no attribute 'get'",
      },
    ],
    [
      'the trace of an agent in the journal',
      '2023-08-04T19:12:11+0000 net01 neutron-openvswitch-agent[7]: ValueError: 1051918 exceeds max_str_len(1048576)',
      { kind: 'agent-error', agent: 'L2 agent', because: 'ValueError: 1051918 exceeds max_str_len(1048576)' },
    ],
    [
      'an agent of Icehouse that ended for want of an address for tunnels',
      'ERROR neutron.plugins.openvswitch.agent.ovs_neutron_agent [-] Tunneling cannot be enabled without a valid local_ip. Agent terminated!',
      {
        kind: 'agent-task-failed',
        agent: 'L2 agent',
        task: 'make tunnels',
        id: undefined,
        because: 'Tunneling cannot be enabled without a valid local_ip',
      },
    ],
    [
      'an agent that ended, with its reason',
      '2014-05-14 10:34:37.001 7 ERROR neutron.plugins.openvswitch.agent.ovs_neutron_agent [req-1 None] Unable to obtain MAC address for unique ID. Agent terminated!',
      {
        kind: 'agent-task-failed',
        agent: 'L2 agent',
        task: 'start',
        id: undefined,
        because: 'Unable to obtain MAC address for unique ID',
      },
    ],
    ['the code of an agent', "            msg = _('Tunneling cannot be enabled without a valid local_ip.')", undefined],
    [
      'an agent of Grizzly, whose logger stands in brackets',
      '2013-05-14 10:34:37    ERROR [quantum.agent.dhcp_agent] Unable to sync network state.',
      { kind: 'agent-error', agent: 'DHCP agent', because: 'Unable to sync network state' },
    ],
    [
      'ovs-vswitchd, of a device that is gone',
      'Oct 30 20:50:21|00466|netdev|WARN|failed to get flags for network device qr-aee0b42e-33: No such device',
      { kind: 'switch-port-refused', device: 'qr-aee0b42e-33', because: 'No such device' },
    ],
    [
      'ovs-vswitchd, of a device that came later',
      '2016-03-15T02:37:24.003Z|00026|bridge|WARN|could not open network device tap1 (No such device)\n2016-03-15T02:37:25.003Z|00027|bridge|INFO|bridge br-int: added interface tap1 on port 5',
      undefined,
    ],
    [
      'an error of OVN, which is not judged',
      '2022-02-06 05:47:20.754 7 ERROR neutron.agent.ovn.metadata.server [-] AttributeError: no attribute sb_idl',
      { kind: 'driver', driver: 'OVN' },
    ],
    [
      'the switch, of a packet that its device has no room for',
      'May  6 10:49:21 cmp01 kernel: [13502680.515977] tap0e778df8-ca: dropped over-mtu packet: 8950 > 1450',
      { kind: 'oversized-dropped', device: 'tap0e778df8-ca', largest: 8950, mtu: 1450, count: 1 },
    ],
    [
      'cloud-init of old, without a function before it',
      "'http://169.254.169.254/2009-04-04/meta-data/instance-id' failed [0/120s]: http error [404]",
      { kind: 'metadata-unanswered', because: 'http error [404]' },
    ],
    ['a tunnel of OVN', 'port 4: ovn-cmp01-0 (geneve: ::->10.10.2.33, key=flow)', { kind: 'driver', driver: 'OVN' }],
    [
      'ovn-controller, of its database',
      '2022-02-10T13:02:02.789Z|00042|ovsdb_idl|WARN|tcp:10.5.0.4:6642: clustered database server has stale data',
      { kind: 'driver', driver: 'OVN' },
    ],
    [
      'a charm that adds a NIC which is not there',
      '2024-03-01 10:00:00 INFO juju-log Adding port ens9 to bridge br-ex\n2024-03-01 10:00:00 INFO config-changed Cannot find device "ens9"',
      { kind: 'switch-port-refused', device: 'ens9', because: 'Cannot find device "ens9"' },
    ],
    [
      'an agent that ended with words that were not put together',
      "2014-05-14 10:34:37.001 ERROR neutron.plugins.openvswitch.agent.ovs_neutron_agent [-] (u'Invalid tunnel type specified: %s', 'stt') Agent terminated!",
      {
        kind: 'agent-task-failed',
        agent: 'L2 agent',
        task: 'start',
        id: undefined,
        because: 'Invalid tunnel type specified: stt',
      },
    ],
    [
      'the agent of Linux bridges, by its loop',
      '2024-03-01 10:00:00.123 7 ERROR neutron.plugins.ml2.drivers.agent._common_agent [-] Error in agent loop. Devices info: {}',
      { kind: 'agent-error', agent: 'L2 agent', because: 'Error in agent loop. Devices info: {}' },
    ],
    [
      'what an agent asks its switch for at its first start',
      '2016-08-19 14:19:32.617 1 ERROR neutron.agent.ovsdb.impl_vsctl [-] Unable to execute [\'ovs-vsctl\']. Exception: Exit code: 1; Stdin: ; Stdout: ; Stderr: ovs-vsctl: no row "int-br-ex2" in table Interface',
      undefined,
    ],
    [
      'nova, of a port that is not bound',
      "2024-03-01 10:00:00.1 7 ERROR nova.compute.manager [-] NovaException: Unsupported VIF type binding_failed convert '_nova_to_osvif_vif_binding_failed'",
      { kind: 'binding-failed', portId: undefined, host: undefined },
    ],
    [
      'a switch whose database speaks otherwise',
      'ovs-vsctl: unix:/var/run/openvswitch/db.sock: database connection failed (Protocol error)',
      { kind: 'service-ended', service: 'ovsdb-server', state: 'database connection failed (Protocol error)' },
    ],
    [
      'the fault of an instance that got no network',
      "| fault | {'code': 500, 'created': '2024-03-01T10:00:00Z', 'message': 'Build of instance 3f25 aborted: Failed to allocate the network(s), not rescheduling.'} |",
      {
        kind: 'agent-error',
        agent: 'compute service',
        because: 'Build of instance 3f25 aborted: Failed to allocate the network(s), not rescheduling',
      },
    ],
    ['a fault of another kind', "| fault | {'code': 500, 'message': 'No valid host was found. '} |", undefined],
    [
      'ovs-vsctl, of a device that the switch could not set up',
      "ovs-vsctl: Error detected while setting up 'eth9': could not open network device eth9 (No such device).  See ovs-vswitchd log for details.",
      {
        kind: 'switch-port-refused',
        device: 'eth9',
        because: 'could not open network device eth9 (No such device)',
      },
    ],
    [
      'the same of old, without the reason',
      "ovs-vsctl: Error detected while setting up 'br-ex'.  See ovs-vswitchd log for details.",
      { kind: 'switch-port-refused', device: 'br-ex', because: 'its log has the reason' },
    ],
    [
      'an agent that does not reach the switch',
      'Exception: Could not retrieve schema from tcp:127.0.0.1:6640: Connection refused',
      { kind: 'service-ended', service: 'ovsdb-server', state: 'tcp:127.0.0.1:6640: Connection refused' },
    ],
    [
      'one that reaches it in the end',
      '2024-03-01T10:00:00Z|00002|reconnect|WARN|tcp:127.0.0.1:6640: connection attempt failed (Connection refused)\n2024-03-01T10:00:01Z|00003|reconnect|INFO|tcp:127.0.0.1:6640: connected',
      undefined,
    ],
    ['prose about a ping', 'With ping there is 100% packet loss, and binding failed for port X.', undefined],
  ])('%s', async (_, line, expected) => {
    expect(await saidIn(`${line}\n`)).toEqual(expected === undefined ? [] : [expected]);
  });

  test('pings that were refused count without their totals, unless one was answered', async () => {
    const refusal = (sequence: number) => `From 10.0.0.2 icmp_seq=${sequence} Destination Host Unreachable\n`;
    const text = `PING 10.0.0.5 (10.0.0.5) 56(84) bytes of data.\n${[1, 2, 3].map(refusal).join('')}`;
    expect(await saidIn(text)).toEqual([
      silent('10.0.0.5', 3, { from: '10.0.0.2', because: 'Destination Host Unreachable' }),
    ]);
    expect(await saidIn(`${text}64 bytes from 10.0.0.5: icmp_seq=4 ttl=64 time=0.1 ms\n`)).toEqual([]);
    // The pinging host has by then asked three times who has the address.
    const [head = '', first = ''] = text.split(/(?<=\n)/);
    expect(await saidIn(head + first)).toMatchObject([{ kind: 'echo-unanswered', target: '10.0.0.5', sent: 1 }]);
    expect(await saidIn(`${head}From 10.0.0.1 icmp_seq=1 Destination Net Unreachable\n`)).toEqual([]);
  });

  test('what an agent could not do, with the line that its page broke', async () => {
    const id = '42389195-c8c1-4d68-a16c-3937453f149d';
    const text = `2015-02-20 17:16:52.324 22758 TRACE neutron.agent.l3_agent Stderr:\n'Error: argument "qrouter-${id}" is\nwrong: Invalid "netns" value\n`;
    expect(await saidIn(text)).toMatchObject([
      { kind: 'agent-task-failed', agent: 'L3 agent', because: 'Invalid "netns" value' },
    ]);
    expect(
      await saidIn('var/log/neutron/openvswitch-agent.log:error: [Errno 98] Address already in use\n'),
    ).toMatchObject([{ kind: 'agent-task-failed', agent: 'L2 agent', because: 'Address already in use' }]);
  });

  test('lines that a mail broke in two', async () => {
    const log = 'Jan  2 03:04:05 net01 dnsmasq-dhcp[99]: DHCPDISCOVER(tap1d00f1a2-b3) fa:16:3e:00:00:07 no';
    const refusal = { kind: 'dhcp-address-refused', mac: 'fa:16:3e:00:00:07', because: 'no address available' };
    expect(await saidIn(`${log}\n    address available\n`)).toMatchObject([refusal]);
    expect(await saidIn(`${log}\n\n    address available\n`)).toEqual([]);
    const agent = `2024-03-01 10:00:00.123 27 ERROR neutron.plugins.ml2.managers [-] Failed to bind port ${portId}`;
    expect(await saidIn(`${agent}\non host cmp01 for vnic_type normal\n`)).toMatchObject([
      { kind: 'binding-failed', portId, host: 'cmp01' },
    ]);
    // What begins with a time of its own goes on with nothing.
    expect(await saidIn(`${agent}\n2024-03-01 10:00:01.000 27 INFO x on host cmp01 for y\n`)).not.toMatchObject([
      { kind: 'binding-failed' },
    ]);
  });

  test('why routers were not set up, where nothing was printed', async () => {
    const text = [
      "Stderr: ''",
      '2013-05-17 14:43:30    ERROR [quantum.agent.l3_agent] Failed synchronizing routers',
      "Exception: The 'gateway_external_network_id' must be configured if Quantum has more than one external network.",
    ];
    expect(await saidIn(`${text.join('\n')}\n`)).toMatchObject([
      {
        kind: 'agent-task-failed',
        because: "The 'gateway_external_network_id' must be configured if Quantum has more than one external network",
      },
    ]);
  });

  test('neutron-server names the agents that it has not heard from, or counts them', async () => {
    const counted =
      '2016-11-10 09:59:36.226 7 WARNING neutron.db.agents_db [req-1 - - - - -] Agent healthcheck: found 1 dead agents out of 5:';
    const list = ['                Type       Last heartbeat host', '          DHCP agent 2016-11-10 09:57:01 net01'];
    expect(await saidIn([counted, ...list].join('\n'))).toEqual([
      { kind: 'agent-silent', agent: 'DHCP agent', host: 'net01' },
    ]);
    const because = 'found 1 dead agents out of 5';
    expect(await saidIn(counted)).toEqual([{ kind: 'agent-error', agent: 'Neutron server', because }]);
    expect(await saidIn(counted.replace('found 1', 'found 0'))).toEqual([]);
    const unscheduled = `WARNING neutron.api.rpc [req-1] Unable to schedule network ${portId}: no agents available; will retry`;
    expect(await saidIn(unscheduled)).toEqual([
      {
        kind: 'agent-task-failed',
        agent: 'Neutron server',
        task: 'find a DHCP agent for the network',
        id: portId,
        because: 'no agents available',
      },
    ]);
  });

  test('a line that its page broke is joined', async () => {
    const text =
      'ERROR nova.compute.manager [instance: 9f3a] Failed\n   to allocate the network(s). No address left.\n';
    expect(await saidIn(text)).toMatchObject([{ because: 'Failed to allocate the network(s). No address left' }]);
  });

  test('of a command that failed, what it said itself counts, also at the end of a trace', async () => {
    const words = 'Exit code: 2; Stdin: ; Stdout: ; Stderr: arping: Device qr-eab5db5e-2b not available.';
    const because = 'arping: Device qr-eab5db5e-2b not available';
    const said = [{ kind: 'agent-error', agent: undefined, because }];
    const time = '2019-07-04 17:08:26.677 7 ERROR neutron.agent.linux';
    expect(await saidIn(`${time}.utils [req-1 - - - - -] ${words}\n`)).toEqual(said);
    expect(await saidIn(`${time}.ip_lib ProcessExecutionError: ${words}\n`)).toEqual(said);
    expect(await saidIn(`${time}.ip_lib     return self._run(command)\n`)).toEqual([]);
  });

  test('of a trace that is known, nothing more is said', async () => {
    const trace = [
      '2022-02-06 18:56:57.344 7 ERROR neutron.agent.l3.agent [-] Error while deleting router: ProcessExecutionError',
      '2022-02-06 18:56:57.344 7 ERROR neutron.agent.l3.agent Traceback (most recent call last):',
      'Stderr: /usr/bin/neutron-rootwrap: Unauthorized command: kill -15 7 (no filter matched)',
    ];
    expect((await saidIn(trace.join('\n'))).map(({ kind }) => kind)).toEqual(['agent-command-refused']);
  });

  test('the same error for many ports is said once, and of many errors the first ones', async () => {
    const line = (words: string) => `2022-02-06 18:56:57.344 7 ERROR neutron.agent.l3.agent [-] ${words}`;
    const same = [1, 2, 3].map((number) => line(`Port tap${number} is odd`));
    expect(await saidIn(same.join('\n'))).toHaveLength(1);
    expect(await saidIn(['one', 'two', 'three', 'four'].map(line).join('\n'))).toHaveLength(3);
  });

  test('a client that asks again and again gets no offer, also where its console was cut', async () => {
    const asking = ['udhcpc (v1.20.1) started', ...Array.from({ length: 3 }, () => 'Sending discover...')];
    const dhclient = Array.from({ length: 3 }, () => 'DHCPDISCOVER on eth0 to 255.255.255.255 port 67 interval 7');
    const lease = ['Sending select for 10.0.0.3...', 'Lease of 10.0.0.3 obtained, lease time 86400'];
    expect(await saidIn(asking.join('\n'))).toEqual([{ kind: 'dhcp-unanswered', mac: undefined, device: undefined }]);
    expect(await saidIn(dhclient.join('\n'))).toEqual([noOffer('eth0')]);
    expect(await saidIn([...asking, ...lease].join('\n'))).toEqual([]);
    expect(await saidIn(asking.slice(0, 3).join('\n'))).toEqual([]);
  });

  test('two requests of one client count where seconds lie between them', async () => {
    const request = (time: string) =>
      `${time} IP 0.0.0.0.bootpc > 255.255.255.255.bootps: BOOTP/DHCP, Request from fa:16:3e:1d:54:d4 (oui Unknown), length 300`;
    expect(await saidIn([request('18:53:01.563359'), request('18:53:05.051428')].join('\n'))).toEqual([
      { kind: 'dhcp-unanswered', mac: 'fa:16:3e:1d:54:d4', device: undefined },
    ]);
    expect(await saidIn([request('18:53:01.563359'), request('18:53:01.570000')].join('\n'))).toEqual([]);
  });

  test('of the trace of an instance, the line that ends it counts', async () => {
    const line = (words: string) => `2025-12-06 17:32:20.460 8 ERROR nova.compute.manager [instance: 9f3a] ${words}`;
    const text = [
      line('  File "/usr/lib/python3/stevedore/extension.py", line 340, in __getitem__'),
      line('    return self._extensions_by_name[name]'),
      line("KeyError: 'odd'"),
      line('During handling of the above exception, another exception occurred:'),
    ];
    expect(await saidIn(text.join('\n'))).toMatchObject([{ kind: 'agent-error', because: "KeyError: 'odd'" }]);
  });

  test('who ended, by the program that a trace begins with', async () => {
    const text = [
      '2015-10-17 11:41:25.732 7 CRITICAL neutron [req-1 ] AssertionError: Trying to re-send() an event.',
      '2015-10-17 11:41:25.732 7 TRACE neutron Traceback (most recent call last):',
      '2015-10-17 11:41:25.732 7 TRACE neutron   File "/usr/bin/neutron-openvswitch-agent", line 10, in <module>',
    ];
    expect(await saidIn(text.join('\n'))).toEqual([
      { kind: 'agent-error', agent: 'L2 agent', because: 'AssertionError: Trying to re-send() an event' },
    ]);
  });

  test('what ended a task is told without the marks of its log', async () => {
    const enabling = '2013-07-05 13:17:39.317 7 ERROR quantum.agent.dhcp_agent [-] Unable to enable dhcp.';
    const stderr = "Stderr: 'RTNETLINK answers: Network is unreachable\\n' execute /opt/stack/quantum/utils.py:59";
    expect(await saidIn(`${stderr}\n${enabling}\n`)).toMatchObject([
      { task: 'start the DHCP server', because: 'RTNETLINK answers: Network is unreachable' },
    ]);
    const time = '2019-02-26 21:37:41.805 7 ERROR neutron.agent.dhcp.agent';
    const killed = `${time} [-] Unable to reload_allocations dhcp for ${portId}.: ProcessExecutionError: Exit code: -15; Stdin: ; Stdout: ; Stderr:`;
    expect(await saidIn(`${killed}\n${time} Traceback (most recent call last):\n`)).toMatchObject([
      { task: 'hand new hosts to the DHCP server', id: portId, because: 'ProcessExecutionError: Exit code: -15' },
    ]);
    const socket = 'dnsmasq: failed to create listening socket for 10.0.0.2: Address already in use';
    expect(await saidIn(socket)).toMatchObject([{ agent: 'DHCP server (dnsmasq)', because: 'Address already in use' }]);
  });

  test('what a guest gets in place of metadata', async () => {
    const page = '<html>\n <head>\n  <title>500 Internal Server Error</title>\n </head>\n</html>\n';
    const asked = ['curl', 'http://169.254.169.254/latest/meta-data/'];
    expect(await statementsIn(`http://169.254.169.254/\n${page}`, 'a text', asked)).toMatchObject([
      { statement: { kind: 'metadata-unanswered', because: '500 Internal Server Error' } },
    ]);
    expect(await saidIn(`http://169.254.169.254/\n${page}`)).toEqual([]);
    const own = '  Remote metadata server experienced an internal server error.<br /><br />\n';
    expect(await saidIn(`    curl http://192.0.2.1/latest\n${page}${own}`)).toEqual([
      { kind: 'metadata-unanswered', because: '500 Internal Server Error' },
    ]);
  });

  test('a command that an agent could not run is told once', async () => {
    const words = "['ovs-vsctl', '--timeout=2', 'add-port', 'br-tun', 'gre-3']";
    const command = `Command: ['sudo', 'quantum-rootwrap', '/etc/quantum/rootwrap.conf', ${words.slice(1)}`;
    const because =
      'ovs-vsctl: cannot create a port named gre-3 because a port named gre-3 already exists on bridge br-tun';
    const rest = `${command}\nExit code: 1\nStdout: ''\nStderr: '${because}\\n'\n`;
    const title = `ERROR [quantum.agent.linux.ovs_lib] Unable to execute ${words}. Exception:\n`;
    expect(await saidIn(`${title}${rest}`)).toMatchObject([{ kind: 'agent-error', agent: 'L2 agent' }]);
    expect(await saidIn(rest)).toMatchObject([{ kind: 'agent-error', agent: undefined }]);
  });

  test('a client counts by itself, where others get replies', async () => {
    const packet = (time: string, words: string) => `10:00:${time} IP ${words}`;
    const request = (time: string, mac: string) =>
      packet(time, `0.0.0.0.68 > 255.255.255.255.67: BOOTP/DHCP, Request from ${mac}, length 300`);
    const reply = (time: string) => packet(time, '10.0.0.2.67 > 10.0.0.5.68: BOOTP/DHCP, Reply, length 332');
    const [known, other] = ['fa:16:3e:00:00:05', 'fa:16:3e:00:00:06'];
    const text = [request('01.1', other), request('05.1', other), request('09.1', other)];
    const answered = [request('20.1', known), reply('20.2')];
    const silent = { kind: 'dhcp-unanswered', mac: other, device: undefined };
    expect(await saidIn([...text, ...answered].join('\n'))).toEqual([silent]);
    expect(await saidIn([...text, reply('09.2'), ...answered].join('\n'))).toEqual([]);
    expect(await saidIn([...text.slice(1), ...answered].join('\n'))).toEqual([]);
  });

  test('a client that took an offer in vain', async () => {
    const text = ['Sending discover...', ...Array.from({ length: 3 }, () => 'Sending select for 10.0.0.5...')];
    expect(await saidIn([...text, 'No lease, failing'].join('\n'))).toEqual([
      { kind: 'dhcp-unanswered', mac: undefined, device: undefined, offered: '10.0.0.5' },
    ]);
    expect(await saidIn([...text, 'Sending discover...', 'No lease, failing'].join('\n'))).toEqual([
      { kind: 'dhcp-unanswered', mac: undefined, device: undefined },
    ]);
  });

  test('CirrOS asks for metadata in vain, unless it gets there in the end', async () => {
    const asked = 'checking http://169.254.169.254/2009-04-04/instance-id';
    const failed = [1, 2, 3].map((number) => `failed ${number}/20: up ${number * 12}.53. request failed`);
    expect(await saidIn([asked, ...failed].join('\n'))).toEqual([
      { kind: 'metadata-unanswered', because: 'no answer' },
    ]);
    expect(await saidIn([asked, ...failed.slice(1)].join('\n'))).toEqual([]);
    expect(await saidIn([asked, ...failed, 'successful after 4/20 tries: up 60.1. iid=i-1'].join('\n'))).toEqual([]);
    expect(await saidIn([asked, failed[0]].join('\n'))).toEqual([]);
    const reason = "wget: can't connect to remote host (169.254.169.254): No route to host";
    expect(await saidIn([asked, reason, failed[0]].join('\n'))).toMatchObject([
      { because: expect.stringContaining('No route to host') },
    ]);
  });

  test('a router that has no route says so to who pings', async () => {
    const text = `PING 198.51.100.7 (198.51.100.7) 56(84) bytes of data.
From 10.0.0.1 icmp_seq=1 Destination Net Unreachable
From 10.0.0.1 icmp_seq=2 Destination Net Unreachable

--- 198.51.100.7 ping statistics ---
2 packets transmitted, 0 received, +2 errors, 100% packet loss, time 999ms
`;
    expect(await saidIn(text)).toContainEqual({ kind: 'destination-unrouted', target: '198.51.100.7', by: '10.0.0.1' });
  });

  test('commands of an agent that failed, each part in a line of its own', async () => {
    const block = (words: string, code: number, out: string, error: string) =>
      `Command: ['sudo', '/usr/bin/neutron-rootwrap', '/etc/neutron/rootwrap.conf', ${words}]\nExit code: ${code}\nStdout: '${out}'\nStderr: '${error}'\n`;
    const inRouter = `'ip', 'netns', 'exec', 'qrouter-${portId}', 'ip', 'addr', 'add', '10.0.0.9/99', 'dev', 'qg-1'`;
    expect(await saidIn(block(inRouter, 1, '', 'Error: an inet prefix is expected.\\n'))).toEqual([
      {
        kind: 'agent-error',
        agent: 'L3 agent',
        because: `ip addr add 10.0.0.9/99 dev qg-1 in qrouter-${portId} failed: Error: an inet prefix is expected`,
      },
    ]);
    expect(await saidIn(block(inRouter, 0, '', ''))).toEqual([]);
    expect(
      await saidIn(block("'ip', '-o', 'link', 'show', 'tap1'", 1, '', 'Device "tap1" does not exist.\\n')),
    ).toEqual([]);
    expect(await saidIn(block(inRouter, 2, '', 'RTNETLINK answers: File exists\\n'))).toEqual([]);
    const ofport = "'ovs-vsctl', '--timeout=10', 'get', 'Interface', 'patch-tun', 'ofport'";
    expect(await saidIn(block(ofport, 0, '-1\\n', ''))).toEqual([
      { kind: 'switch-port-refused', device: 'patch-tun', because: 'its ofport is -1' },
    ]);
    expect(await saidIn(block(ofport, 0, '7\\n', ''))).toEqual([]);
  });

  test('why a process of an agent ends, next to the line that misses it', async () => {
    const text = `2016-03-11 15:31:55.456 7 ERROR neutron.agent.linux.external_process [-] metadata-proxy for router with uuid ${portId} not found. The process should not have died
2016-03-11 15:33:56.520 8 CRITICAL neutron [-] TypeError: server() got an unexpected argument
`;
    expect(await saidIn(text)).toMatchObject([
      { kind: 'agent-process-died', process: 'metadata-proxy', id: portId },
      { kind: 'agent-error', because: 'TypeError: server() got an unexpected argument' },
    ]);
  });

  test('one that is repeated is counted', async () => {
    const line = '2024-03-01 10:00:00.1 7 ERROR x Timed out waiting for a reply to message ID 1\n';
    expect(await statementsIn(line.repeat(4))).toMatchObject([{ count: 4, lines: [{ number: 1 }] }]);
  });
});

test('of a log of the host, the last day counts: what it said before was over, or is said again', async () => {
  const lost = (day: string) =>
    `${day} 10:00:00.123 7 ERROR oslo.service MessagingTimeout: Timed out waiting for a reply to message ID 0123`;
  const log = [lost('2022-02-04'), '2022-02-09 10:00:00.123 7 INFO neutron.agent [-] all is well'];
  const file = 'var/log/neutron/l3-agent.log';
  expect(await statementsIn(log.join('\n'), file)).toEqual([]);
  expect(await statementsIn([...log, lost('2022-02-09')].join('\n'), file)).toHaveLength(1);
  expect(await statementsIn(log.join('\n'))).toHaveLength(1);
  const syslog = [
    'Feb  4 10:00:00 net01 kernel: nf_conntrack: table full, dropping packet',
    'Feb  9 10:00:00 net01 systemd[1]: Started.',
  ];
  expect(await statementsIn(syslog.join('\n'), 'var/log/syslog')).toEqual([]);
});

test('tables of the clients, with remarks beside them, cut at the right, or begun below their headings', async () => {
  const dead = { kind: 'agent-silent', agent: 'DHCP agent', host: 'ctl01' };
  const table = (end: string) =>
    [
      '+-----+------------+-------+-------+-------+',
      '| ID  | Agent Type | Host  | Alive | State |',
      '+-----+------------+-------+-------+-------+',
      `| c3. | DHCP agent | ctl01 | XXX   ${end}`,
    ].join('\n');
  expect(await saidIn(table('| DOWN  |   <- no leases'))).toEqual([dead]);
  const cut = table('| DO')
    .split('\n')
    .map((line) => line.slice(0, 40));
  expect(await saidIn(cut.join('\n'))).toEqual([dead]);
  const port = [
    '| admin_state_up        | True           |',
    '| binding:host_id       | cmp01          |',
    '| binding:vif_type      | binding_failed |',
    '| id                    | 3f2504e0-4f8',
  ];
  expect(await saidIn(port.join('\n'))).toEqual([{ kind: 'binding-failed', portId: undefined, host: 'cmp01' }]);
});

test('tables of the clients: a port that is not bound, and an agent that is silent', async () => {
  const port = `+-----------------------+--------------------------------------+
| Field                 | Value                                |
+-----------------------+--------------------------------------+
| binding_host_id       | cmp01                                |
| binding_vif_type      | binding_failed                       |
| id                    | ${portId} |
+-----------------------+--------------------------------------+
`;
  expect(await saidIn(port)).toEqual([{ kind: 'binding-failed', portId, host: 'cmp01' }]);
  expect(await saidIn(port.replace('binding_failed', 'ovs           '))).toEqual([]);
  const agents = `+------+--------------------+-------+-------------------+-------+
| ID   | Agent Type         | Host  | Availability Zone | Alive |
+------+--------------------+-------+-------------------+-------+
| 1a2b | Open vSwitch agent | cmp01 | None              | XXX   |
| 3c4d | DHCP agent         | net01 | nova              | :-)   |
+------+--------------------+-------+-------------------+-------+
`;
  expect(await saidIn(agents)).toEqual([{ kind: 'agent-silent', agent: 'Open vSwitch agent', host: 'cmp01' }]);
});

// As python-openstackclient 6 and python-neutronclient 2 print them.
test.each([
  ['CSV', `"Agent Type","Host","Alive"\n"Open vSwitch agent","cmp01",False\n"DHCP agent","net01",True\n`],
  [
    'values',
    `${portId} Open vSwitch agent cmp01 None False True neutron-openvswitch-agent\n${portId} DHCP agent net01 nova True True neutron-dhcp-agent\n`,
  ],
  [
    'JSON',
    `[\n  {\n    "Agent Type": "Open vSwitch agent",\n    "Host": "cmp01",\n    "Alive": false\n  },\n  {\n    "Agent Type": "DHCP agent",\n    "Host": "net01",\n    "Alive": true\n  }\n]\n`,
  ],
  [
    'JSON in one line',
    '[{"agent_type": "Open vSwitch agent", "host": "cmp01", "alive": "xxx"}, {"agent_type": "DHCP agent", "host": "net01", "alive": ":-)"}]\n',
  ],
])('agents of the clients as %s: the one that is silent', async (_, text) => {
  expect(await saidIn(text)).toEqual([{ kind: 'agent-silent', agent: 'Open vSwitch agent', host: 'cmp01' }]);
});

test('a setting that crudini prints alone is that of its key, and shown as it was printed', async () => {
  const command = ['crudini', '--get', '/etc/neutron/plugins/ml2/openvswitch_agent.ini', 'ovs', 'bridge_mappings'];
  expect(await statementsIn('physnet1:br-ex\n', 'a text', command)).toMatchObject([
    {
      statement: { kind: 'bridge-mapping', physicalNetwork: 'physnet1', bridge: 'br-ex' },
      lines: [{ number: 1, text: 'physnet1:br-ex' }],
    },
  ]);
});
