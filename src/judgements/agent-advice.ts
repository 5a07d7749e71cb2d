/** What heals what an agent complains of, by its words; as far as the words leave one answer. */
const advices: readonly (readonly [RegExp, string])[] = [
  [
    /\bUnauthorized\b|\b401\b/,
    'Check auth_url, user, password and project of the agent in its configuration, `openstack token issue` with them, and that the clocks of both hosts agree; then restart the agent.',
  ],
  [
    /does not support tunnels or patch ports/,
    'Load the kernel module that belongs to the installed Open vSwitch (`modprobe openvswitch`; after an update of the kernel build it again), restart Open vSwitch, then the agent.',
  ],
  [
    /\blocal_ip\b/,
    'Set local_ip in section [ovs] of the agent to an address of this host; without tunnels, take tunnel_types out of section [agent]. Then restart the agent.',
  ],
  [
    /Invalid "?netns"? value|Cannot open network namespace|RTNETLINK answers: Invalid argument/,
    'Check that `ip netns exec NAMESPACE ip link` works, and `ausearch -m avc -ts recent` for what SELinux denies; a namespace that nobody can enter is a leftover, which the agent makes again once it is deleted. Then restart the agent.',
  ],
  [
    /external network bridge '[\w.-]+' does not exist/,
    'Create the bridge, or correct external_network_bridge in l3_agent.ini; then restart the L3 agent.',
  ],
  [
    /Address already in use/,
    'Find who listens there (`ss -ltnp`): a second agent, most often. End it, then restart the agent.',
  ],
  [
    /no agents available/,
    'Start a DHCP agent, and check in `openstack network agent list` that it is alive and its state is up.',
  ],
  [
    /already exists on bridge br-tun/,
    'Compare `ovs-vsctl show` with the addresses of the other hosts: where tunnels to all of them are there, it is of no account.',
  ],
];

/** What to do about an error of an agent; undefined where its words leave that open. */
export const adviceFor = (because: string | undefined): string | undefined =>
  advices.find(([form]) => form.test(because ?? ''))?.[1];
