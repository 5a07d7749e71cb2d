import { defineCheck } from '../../src/engine/check.ts';
import { restarts } from '../../src/engine/fixes/agents.ts';
import { plugCommands } from '../../src/engine/fixes/plug.ts';
import { valuesOf } from '../../src/facts/known.ts';

export default defineCheck({
  id: 'integration-bridge-missing',
  layer: 'platform',
  title: 'Integration bridge does not exist',
  why: 'VMs, DHCP servers and routers meet on the integration bridge: without it none of them reaches another.',
  symptom: 'All VMs, routers and DHCP servers of the host are cut off, and the agents log errors of the bridge.',
  remedy:
    'Create the bridge in the datapath of the others, plug the VMs that run, and restart the agents for their own ports.',
  limits:
    'Something that belongs on it must be left: a hybrid plug, or a DHCP server with its tap. VMs that were plugged without a qbr bridge are not plugged again.',
  sources: [
    'https://bugs.launchpad.net/bugs/1328076',
    'https://bugs.launchpad.net/bugs/1282741',
    'https://github.com/openstack/neutron/commit/e5cdad90f9',
  ],
  severity: 'error',
  each: 'agentBridges',
  explainedBy: ['ovsdb-server-not-answering', 'ovs-vswitchd-not-answering'],
  applies: ({ role }) => role === 'integration',
  judge({ name, bridge, datapathType, vmPorts, host }) {
    if (bridge !== undefined) return undefined;
    const guests = valuesOf(vmPorts).filter(({ tap }) => tap !== undefined);
    const type = datapathType === '' ? [] : ['--', 'set', 'Bridge', name, `datapath_type=${datapathType}`];
    return {
      summary: `Bridge ${name} does not exist, and neither does any port of VMs, DHCP servers and routers on it.`,
      evidence: [
        {
          command: ['ovs-vsctl', 'list-br'],
          where: 'host',
          output: host.database.known ? host.database.value.bridges.map((other) => other.name).join('\n') : '',
        },
      ],
      fix: {
        summary: `Create ${name}, plug the VMs, and let the agents plug their ports`,
        risk: 'disruptive',
        commands: [
          ['ovs-vsctl', '--may-exist', 'add-br', name, ...type],
          ...guests.flatMap(plugCommands),
          ...restarts(host, ['l2-agent', 'l3-agent', 'dhcp-agent']),
        ],
        undo: [['ovs-vsctl', '--if-exists', 'del-br', name]],
        permanent:
          'The Open vSwitch agent of Neutron makes the bridge when it starts; that of Quantum needs it to be there.',
      },
    };
  },
});
