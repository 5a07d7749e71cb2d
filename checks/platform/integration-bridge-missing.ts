import { defineCheck } from '../../src/engine/check.ts';
import { restarts } from '../../src/engine/fixes/agents.ts';
import { plugCommands } from '../../src/engine/fixes/plug.ts';

export default defineCheck({
  id: 'integration-bridge-missing',
  layer: 'platform',
  title: 'Integration bridge does not exist',
  why: 'VMs, DHCP servers and routers meet on the integration bridge: without it none of them reaches another.',
  severity: 'error',
  each: 'agentBridges',
  explainedBy: ['ovsdb-server-not-answering', 'ovs-vswitchd-not-answering'],
  applies: ({ role }) => role === 'integration',
  judge({ name, bridge, datapathType, vmPorts, host }) {
    if (bridge !== undefined) return undefined;
    const guests = vmPorts.known ? vmPorts.value.filter(({ tap }) => tap !== undefined) : [];
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
