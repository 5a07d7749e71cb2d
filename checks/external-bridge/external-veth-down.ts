import { defineCheck, told } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/engine/evidence.ts';
import { setUpFix } from '../../src/engine/fixes/links.ts';
import type { AgentBridge } from '../../src/topology/bridges.ts';

export default defineCheck({
  id: 'external-veth-down',
  layer: 'external-bridge',
  title: 'Pair of devices between integration and provider bridge is down',
  why: 'Agents before Juno join br-int and a provider bridge by a veth pair: with one end down, nothing crosses.',
  symptom: 'After a boot of the host no VM gets to the provider network, until somebody sets the links up by hand.',
  remedy: 'Set both ends up.',
  limits:
    'It goes by the names that the agent gives, int-BRIDGE and phy-BRIDGE, where they are devices of the host and not patch ports of the switch.',
  sources: ['https://bugs.launchpad.net/bugs/1218556', 'https://github.com/openstack/neutron/commit/8d88ee7411'],
  severity: 'error',
  each: 'agentBridges',
  explainedBy: [],
  applies: (view) => view.role === 'integration' && endsOf(view).length > 0,
  judge(view) {
    const ends = endsOf(view);
    const down = told(view.host.stack.interfaces).filter(({ name, isUp }) => ends.includes(name) && isUp === false);
    const names = down.map(({ name }) => name);
    if (down.length === 0) return undefined;
    return {
      summary: `${names.join(' and ')}, by which ${view.name} leads to a provider bridge, ${names.length === 1 ? 'is' : 'are'} down.`,
      evidence: down.map((device) => linkEvidence(undefined, device.name, device)),
      fix: setUpFix(
        down,
        'The agent sets them up when it makes them; later agents use patch ports, which have no such state.',
      ),
    };
  },
});

/** The ends of the pairs that lie on bridges, as devices of the host. */
function endsOf({ bridge, host }: AgentBridge): readonly string[] {
  const bridges = host.database.known ? host.database.value.bridges : [];
  const devices = new Set(
    bridges
      .flatMap(({ ports }) => ports.flatMap(({ interfaces }) => interfaces))
      .filter(({ type }) => type === '')
      .map(({ name }) => name),
  );
  const inner = (bridge?.ports ?? []).map(({ name }) => name).filter((name) => name.startsWith('int-'));
  return inner.flatMap((name) => [name, name.replace('int-', 'phy-')]).filter((name) => devices.has(name));
}
