/*
 * How the deployments of OpenStack call the services and the containers of the agents and daemons, most of today's first.
 * Names are data: what a host has of them decides how it restarts a service.
 */

export type ServiceRole =
  | 'l2-agent'
  | 'l3-agent'
  | 'dhcp-agent'
  | 'metadata-agent'
  | 'nova-metadata'
  | 'open-vswitch'
  | 'ovsdb-server'
  | 'ovs-vswitchd';

export interface Deployment {
  readonly name: string;
  /** Whether the names are those of services or of containers. */
  readonly kind: 'services' | 'containers';
  /** Of a container: the unit of systemd that starts it, where it has one. */
  readonly unitOf?: (container: string) => string;
  readonly names: Readonly<Partial<Record<ServiceRole, readonly string[]>>>;
  /** Where its containers have their logs on the host. */
  readonly logFolder?: string;
  /** How it makes its containers and their settings again, which a change by hand does not outlive. */
  readonly reconfigure?: string;
}

/** A container beside an agent's, for one program in one namespace, which goes on when the agent is restarted. */
export interface SideContainer {
  readonly program: string;
  readonly namespace: string;
}

/** `neutron-dnsmasq-qdhcp-…` of TripleO (puppet-tripleo, templates/neutron/dnsmasq.epp), `neutron_dhcp_agent_dnsmasq_qdhcp-…` of kolla. */
const sideContainer =
  /^neutron[-_](?:[a-z0-9]+_agent_)?(dnsmasq|haproxy|keepalived|radvd)[-_]((?:qdhcp|qrouter|snat)-[0-9a-f-]{36})/;

export function sideContainerOf(name: string): SideContainer | undefined {
  const [, program, namespace] = name.match(sideContainer) ?? [];
  return program === undefined || namespace === undefined ? undefined : { program, namespace };
}

export const deployments: readonly Deployment[] = [
  {
    name: 'kolla-ansible',
    kind: 'containers',
    unitOf: (container) => `kolla-${container}-container`,
    logFolder: '/var/log/kolla',
    reconfigure:
      'on the deployment host put settings into /etc/kolla/config and run: kolla-ansible reconfigure --tags neutron,openvswitch',
    names: {
      'l2-agent': ['neutron_openvswitch_agent', 'neutron_linuxbridge_agent'],
      'l3-agent': ['neutron_l3_agent'],
      'dhcp-agent': ['neutron_dhcp_agent'],
      'metadata-agent': ['neutron_metadata_agent'],
      'nova-metadata': ['nova_metadata', 'nova_api'],
      'open-vswitch': ['openvswitch_vswitchd'],
      'ovsdb-server': ['openvswitch_db'],
      'ovs-vswitchd': ['openvswitch_vswitchd'],
    },
  },
  {
    name: 'TripleO',
    kind: 'containers',
    unitOf: (container) => `tripleo_${container}`,
    logFolder: '/var/log/containers',
    reconfigure:
      'files below /var/lib/config-data/puppet-generated are overwritten: change the parameters of the overcloud, and deploy it again',
    names: {
      'l2-agent': ['neutron_ovs_agent'],
      'l3-agent': ['neutron_l3_agent'],
      'dhcp-agent': ['neutron_dhcp'],
      'metadata-agent': ['neutron_metadata_agent'],
      'nova-metadata': ['nova_metadata'],
    },
  },
  {
    // By Kubernetes, with the network of the host (neutron/templates and openvswitch/templates/daemonset*.yaml).
    name: 'OpenStack-Helm',
    kind: 'containers',
    reconfigure: 'change the values of the chart, and run: helm upgrade neutron',
    names: {
      'l2-agent': ['neutron-ovs-agent'],
      'l3-agent': ['neutron-l3-agent'],
      'dhcp-agent': ['neutron-dhcp-agent'],
      'metadata-agent': ['neutron-metadata-agent'],
      'nova-metadata': ['nova-api-metadata'],
      'open-vswitch': ['openvswitch-vswitchd'],
      'ovsdb-server': ['openvswitch-db'],
      'ovs-vswitchd': ['openvswitch-vswitchd'],
    },
  },
  {
    // Debian, Ubuntu and its charms, RDO, OpenStack-Ansible on metal and within its LXC containers, each a host of its own.
    name: 'packages',
    kind: 'services',
    names: {
      'l2-agent': [
        'neutron-openvswitch-agent',
        'neutron-plugin-openvswitch-agent',
        'quantum-openvswitch-agent',
        'quantum-plugin-openvswitch-agent',
      ],
      'l3-agent': ['neutron-l3-agent', 'quantum-l3-agent'],
      'dhcp-agent': ['neutron-dhcp-agent', 'quantum-dhcp-agent'],
      'metadata-agent': ['neutron-metadata-agent', 'quantum-metadata-agent'],
      // Where nova's API serves metadata itself, no service has metadata in its name.
      'nova-metadata': ['nova-api-metadata', 'openstack-nova-metadata-api', 'nova-api'],
      'open-vswitch': ['openvswitch-switch', 'openvswitch'],
    },
  },
  {
    name: 'DevStack',
    kind: 'services',
    names: {
      'l2-agent': ['devstack@q-agt', 'devstack@neutron-agent'],
      'l3-agent': ['devstack@q-l3', 'devstack@neutron-l3'],
      'dhcp-agent': ['devstack@q-dhcp', 'devstack@neutron-dhcp'],
      'metadata-agent': ['devstack@q-meta', 'devstack@neutron-metadata-agent'],
      'nova-metadata': ['devstack@n-api-meta'],
    },
  },
];
