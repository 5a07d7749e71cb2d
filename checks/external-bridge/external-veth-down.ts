import { defineCheck, required } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/evidence/devices.ts';
import type { Known } from '../../src/facts/known.ts';
import type { SwitchDatabase } from '../../src/facts/switch.ts';
import { setUpFix } from '../../src/remedies/links.ts';
import type { AgentBridge } from '../../src/topology/bridges.ts';

export default defineCheck({
  id: 'external-veth-down',
  layer: 'external-bridge',
  title: 'Pair of devices between integration and provider bridge is down',
  why: 'Agents before Juno join br-int and a provider bridge by a veth pair: with one end down, nothing crosses.',
  symptom: 'After a reboot no VM reaches the provider network until the links are set up by hand.',
  remedy: 'Set both ends up.',
  limits:
    "Recognised by the agent's names, int-BRIDGE and phy-BRIDGE, where they are devices of the host and not patch ports.",
  sources: ['https://bugs.launchpad.net/bugs/1218556', 'https://github.com/openstack/neutron/commit/8d88ee7411'],
  severity: 'error',
  each: 'agentBridges',
  comparesNoAddresses: true,
  with: ['hostStack', 'switchDatabase'],
  explainedBy: [],
  applies: (view, { switchDatabase }) => view.role === 'integration' && endsOf(view, switchDatabase).length > 0,
  judge(view, { hostStack, switchDatabase }) {
    const ends = endsOf(view, switchDatabase);
    const down = required(hostStack.interfaces).filter(({ name, isUp }) => ends.includes(name) && isUp === false);
    const names = down.map(({ name }) => name);
    if (down.length === 0) return undefined;
    return {
      summary: `${names.join(' and ')}, by which ${view.name} leads to a provider bridge, ${names.length === 1 ? 'is' : 'are'} down.`,
      evidence: down.map((device) => linkEvidence(undefined, device.name, device)),
      fix: setUpFix(
        down,
        'The agent sets them up when it creates them; later agents use patch ports, which have no link state.',
      ),
    };
  },
});

/** The ends of the pairs that lie on bridges, as devices of the host. */
function endsOf({ bridge }: AgentBridge, database: Known<SwitchDatabase>): readonly string[] {
  const bridges = database.known ? database.value.bridges : [];
  const devices = new Set(
    bridges
      .flatMap(({ ports }) => ports.flatMap(({ interfaces }) => interfaces))
      .filter(({ type }) => type === '')
      .map(({ name }) => name),
  );
  const inner = (bridge?.ports ?? []).map(({ name }) => name).filter((name) => name.startsWith('int-'));
  return inner.flatMap((name) => [name, name.replace('int-', 'phy-')]).filter((name) => devices.has(name));
}
