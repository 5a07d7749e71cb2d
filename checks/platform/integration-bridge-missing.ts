import { defineCheck } from '../../src/engine/check.ts';
import { valuesOf } from '../../src/facts/known.ts';
import { restarts } from '../../src/remedies/agents.ts';
import { plugCommands } from '../../src/remedies/hybrid-plug.ts';

export default defineCheck({
  id: 'integration-bridge-missing',
  layer: 'platform',
  title: 'Integration bridge does not exist',
  why: 'The integration bridge connects VMs, DHCP servers and routers: without it none reaches another.',
  symptom: 'All VMs, routers and DHCP servers of the host are cut off, and the agents log errors of the bridge.',
  remedy:
    'Create the bridge in the datapath of the others, plug the running VMs, and restart the agents for their own ports.',
  limits:
    'Recognised by what belongs on it: a hybrid plug, or a DHCP server with its tap. VMs that were plugged without a qbr bridge are not plugged again.',
  sources: [
    'https://bugs.launchpad.net/bugs/1328076',
    'https://bugs.launchpad.net/bugs/1282741',
    'https://github.com/openstack/neutron/commit/e5cdad90f9',
  ],
  severity: 'error',
  each: 'agentBridges',
  comparesNoAddresses: true,
  with: ['services', 'hostStack', 'switchDatabase', 'vmPorts'],
  explainedBy: ['ovsdb-server-not-answering', 'ovs-vswitchd-not-answering'],
  applies: ({ role }) => role === 'integration',
  judge({ name, bridge, datapathType }, { services, hostStack, switchDatabase, vmPorts }) {
    if (bridge !== undefined) return undefined;
    const guests = valuesOf(vmPorts).filter(({ tap }) => tap !== undefined);
    const type = datapathType === '' ? [] : ['--', 'set', 'Bridge', name, `datapath_type=${datapathType}`];
    return {
      summary: `Bridge ${name} does not exist, nor do the ports of VMs, DHCP servers and routers on it.`,
      evidence: [
        {
          command: ['ovs-vsctl', 'list-br'],
          where: 'host',
          output: switchDatabase.known ? switchDatabase.value.bridges.map((other) => other.name).join('\n') : '',
        },
      ],
      fix: {
        summary: `Create ${name}, plug the VMs, and restart the agents to plug their ports`,
        risk: 'disruptive',
        commands: [
          ['ovs-vsctl', '--may-exist', 'add-br', name, ...type],
          ...guests.flatMap((vm) => plugCommands(vm, hostStack)),
          ...restarts(services, ['l2-agent', 'l3-agent', 'dhcp-agent']),
        ],
        undo: [['ovs-vsctl', '--if-exists', 'del-br', name]],
        permanent: "Neutron's Open vSwitch agent creates the bridge when it starts; Quantum's needs it to exist.",
      },
    };
  },
});
