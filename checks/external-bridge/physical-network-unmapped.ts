import type { Fix } from '../../src/engine/check.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { type Known, valuesOf } from '../../src/facts/known.ts';
import type { Services } from '../../src/facts/services.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';
import { restarts } from '../../src/remedies/agents.ts';

export default defineCheck({
  id: 'physical-network-unmapped',
  layer: 'external-bridge',
  title: 'Agent has no bridge for a physical network',
  why: 'A flat or VLAN network uses the bridge named in bridge_mappings; without one its ports stay cut off.',
  symptom: 'Ports of the provider network stay on the dead VLAN or fail to bind, and the L2 agent logs why.',
  remedy:
    'Add the physical network to bridge_mappings (physical_interface_mappings for Linux bridge), create the bridge, and restart the L2 agent.',
  limits:
    'Known from a log line, which may be older than the last change of the settings, or from bridge_mappings in a saved file with a complete `ovs-vsctl show` or `list-br`.',
  sources: [
    'https://docs.openstack.org/neutron/latest/configuration/ml2-conf.html',
    'https://docs.openstack.org/neutron/latest/admin/config-ml2.html',
  ],
  severity: 'error',
  each: 'statements',
  comparesNoAddresses: true,
  with: ['services', 'switchDatabase', 'statements'],
  explainedBy: [],
  applies: (item) => says('physical-network-unmapped')(item) || says('bridge-mapping')(item),
  judge(item, { services, switchDatabase, statements }) {
    const { statement } = item;
    if (statement.kind === 'bridge-mapping') {
      // All bridges by `ovs-vsctl list-br`, or by a whole list of all there is.
      const listed = valuesOf(statements).flatMap((one) =>
        one.statement.kind === 'bridges-listed' ? [one.statement.bridges] : [],
      )[0];
      const { bridges, isComplete } =
        listed === undefined
          ? required(switchDatabase)
          : { bridges: listed.map((name) => ({ name })), isComplete: true };
      if (!isComplete || bridges.some(({ name }) => name === statement.bridge)) return undefined;
      const { physicalNetwork, bridge } = statement;
      return statedFault(item, 'bridge-mapping', () => faultOf(physicalNetwork, bridge, services));
    }
    return statedFault(item, 'physical-network-unmapped', ({ physicalNetwork, bridge, device }) =>
      device === undefined
        ? faultOf(physicalNetwork, bridge, services)
        : {
            summary: `The L2 agent has no interface for the physical network ${physicalNetwork}: ${device} does not exist.`,
            fix: null,
          },
    );
  },
});

const faultOf = (physicalNetwork: string, bridge: string | undefined, services: Known<Services>) => ({
  summary: `The L2 agent has no bridge for the physical network ${physicalNetwork}${bridge === undefined ? '' : `: ${bridge} does not exist`}.`,
  fix: bridge === undefined ? null : bridgeFix(bridge, services),
});

const bridgeFix = (bridge: string, services: Known<Services>): Fix => ({
  summary: `Create ${bridge} and restart the L2 agent`,
  risk: 'disruptive',
  commands: [['ovs-vsctl', '--may-exist', 'add-br', bridge], ...restarts(services, ['l2-agent'])],
  undo: [['ovs-vsctl', '--if-exists', 'del-br', bridge]],
  permanent: 'The database of the switch keeps the bridge; add the NIC that leads to the physical network.',
});
