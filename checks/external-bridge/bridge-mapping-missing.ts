import { translationOf } from '../../src/analysis/vlan-flows.ts';
import { defineCheck, type Fix } from '../../src/engine/check.ts';
import type { BridgeMappings } from '../../src/facts/bridge-mappings.ts';
import { type Known, valuesOf } from '../../src/facts/known.ts';
import type { Services } from '../../src/facts/services.ts';
import { restarts } from '../../src/remedies/agents.ts';
import type { ProviderNetwork } from '../../src/topology/provider.ts';

export default defineCheck({
  id: 'bridge-mapping-missing',
  layer: 'external-bridge',
  title: "Agent's settings map no bridge to a physical network in use",
  why: 'The Open vSwitch agent connects flat and VLAN networks by bridge_mappings: ports of a physical network that it does not name are cut off when the agent is restarted.',
  symptom:
    'Since a restart of the agent nothing of a provider network leaves the host; its log has "No bridge for physical network".',
  remedy: 'Correct bridge_mappings in the file of the Open vSwitch agent and restart it.',
  limits:
    'A fix is proposed for an agent outside containers, where one mapping is left over whose physical network no port here uses. Settings in folders (--config-dir) are not read.',
  sources: [
    'https://docs.openstack.org/neutron/latest/configuration/openvswitch-agent.html',
    'https://docs.openstack.org/neutron/latest/admin/config-ml2.html',
  ],
  severity: 'error',
  each: 'providerNetworks',
  comparesNoAddresses: true,
  with: ['services', 'providerNetworks'],
  explainedBy: [],
  applies: ({ mappings }) => !mappings.known || mappings.value !== undefined,
  judge(network, { services, providerNetworks }) {
    const { physicalNetwork, mappings, bridges } = network;
    const [set] = mappings.known ? [mappings.value] : [];
    if (set === undefined || set.bridges.has(physicalNetwork)) return undefined;
    const used = new Set(valuesOf(providerNetworks).map((network) => network.physicalNetwork));
    const spare = [...set.bridges].filter(([name]) => !used.has(name));
    const names = [...set.bridges.keys()];
    return {
      summary: `The Open vSwitch agent has no bridge for physical network ${physicalNetwork}: its bridge_mappings name ${names.length === 0 ? 'none' : names.join(', ')}.`,
      // What an agent set up before its settings were changed works on until it is restarted.
      severity: isConnected(network) ? 'warning' : 'error',
      evidence: [
        { command: ['grep', '-H', 'bridge_mappings', set.file], where: 'host', output: `${set.file}:${set.line}` },
      ],
      fix: renaming(
        set,
        physicalNetwork,
        spare,
        bridges.map(({ name }) => name),
        services,
      ),
      shared: physicalNetwork,
    };
  },
});

function isConnected(network: ProviderNetwork): boolean {
  const { isIn, isOut } = translationOf(network);
  return isIn && isOut;
}

const isPlain = (word: string): boolean => /^[\w.-]+$/.test(word);

/** Where one mapping is nobody's, it is the one with the wrong name. */
function renaming(
  { file, isOnHost, bridges }: BridgeMappings,
  physicalNetwork: string,
  spare: readonly (readonly [string, string])[],
  here: readonly string[],
  services: Known<Services>,
): Fix | null {
  const [first] = spare;
  const restart = restarts(services, ['l2-agent']);
  if (first === undefined || spare.length > 1 || !isOnHost || restart.length === 0) return null;
  const [name, bridge] = first;
  const value = [...bridges].map(([each, own]) => `${each === name ? physicalNetwork : each}:${own}`).join(',');
  if (!here.includes(bridge) || ![...bridges.keys(), ...bridges.values(), physicalNetwork].every(isPlain)) return null;
  const before = [...bridges].map((pair) => pair.join(':')).join(',');
  const write = (text: string) => [
    ...['sed', '-i', '-E'],
    `s/^([[:space:]]*bridge_mappings[[:space:]]*=).*/\\1 ${text}/`,
    file,
  ];
  return {
    summary: `Map ${physicalNetwork} to ${bridge} in place of ${name}, and restart the Open vSwitch agent`,
    risk: 'disruptive',
    commands: [write(value), ...restart],
    undo: [write(before), ...restart],
    permanent: 'The file keeps it; correct also what writes the file (Ansible, Puppet, a package).',
  };
}
