import { unusedNics } from '../../src/analysis/uplinks.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { restarts } from '../../src/remedies/agents.ts';
import { lostTenantRoutes } from '../../src/remedies/routes.ts';
import { prefixLengthOf } from '../../src/topology/addresses.ts';
import type { ExternalBridge } from '../../src/topology/external.ts';
import { counted } from '../../src/words.ts';

export default defineCheck({
  id: 'external-bridge-missing',
  layer: 'host-route',
  title: 'External bridge does not exist',
  why: 'Routers reach the outside, and the host reaches the routers, only via the external bridge.',
  symptom:
    'All routers and floating IPs of the host stop answering, and the L3 or Open vSwitch agent logs that the bridge does not exist.',
  remedy:
    "Create the bridge in the datapath of the others and restart the agents. A single idle NIC becomes its port; without one, the bridge gets the routers' gateway address and the tenant route is added.",
  limits: 'Its name is that of the patch ports, otherwise br-ex. Of several idle NICs none is added.',
  sources: ['https://bugs.launchpad.net/bugs/1864822', 'https://github.com/openstack/neutron/commit/91f0bf3c85'],
  severity: 'error',
  each: 'externalBridges',
  comparesNoAddresses: true,
  with: ['tenantRanges', 'services', 'hostStack', 'switchDatabase'],
  explainedBy: [],
  judge(view, { tenantRanges, services, hostStack, switchDatabase }) {
    if (view.bridge !== undefined) return undefined;
    const idle = unusedNics({ hostStack, switchDatabase });
    const uplink = idle.length === 1 ? idle[0]?.name : undefined;
    const isGateway = idle.length === 0;
    return {
      summary: `Bridge ${view.name} does not exist, and without it ${counted(view.routers.length, 'router')} can't reach the external network.`,
      evidence: [
        { command: ['ovs-vsctl', 'br-exists', view.name], where: 'host', output: '(exit code 2: no such bridge)' },
        {
          command: ['ovs-vsctl', 'list-br'],
          where: 'host',
          output: switchDatabase.known ? switchDatabase.value.bridges.map(({ name }) => name).join('\n') : '',
        },
      ],
      fix: {
        summary: `Create ${view.name} again${uplink === undefined ? '' : `, with ${uplink} as its uplink,`} and restart the agents to plug their ports into it`,
        risk: 'disruptive',
        commands: [
          ['ovs-vsctl', '--may-exist', 'add-br', view.name, ...datapathOf(view)],
          ['ip', 'link', 'set', view.name, 'up'],
          ...(uplink === undefined ? [] : [['ovs-vsctl', '--may-exist', 'add-port', view.name, uplink]]),
          ...(isGateway ? ownAddress(view) : []),
          ...restarts(services, ['l2-agent', 'l3-agent']),
          ...(isGateway ? lostTenantRoutes(view, tenantRanges) : []),
        ],
        undo: [['ovs-vsctl', '--if-exists', 'del-br', view.name]],
        permanent: `Put ${view.name}, its uplink and its address to the host's network configuration.`,
      },
    };
  },
});

/** The new bridge has to run in the datapath of the others. */
function datapathOf({ name, integrationBridge }: ExternalBridge): readonly string[] {
  const type = integrationBridge?.datapathType ?? '';
  return type === '' ? [] : ['--', 'set', 'Bridge', name, `datapath_type=${type}`];
}

/** Where no NIC can have been the uplink, nobody but the host can have been the routers' next hop. */
function ownAddress({ name, gateways, ranges }: ExternalBridge): readonly (readonly string[])[] {
  const [gateway] = gateways;
  const [range] = ranges;
  if (gateway === undefined || range === undefined) return [];
  return [['ip', 'addr', 'replace', `${gateway}/${prefixLengthOf(range)}`, 'dev', name]];
}
