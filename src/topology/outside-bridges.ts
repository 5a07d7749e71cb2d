import { type Known, known, mapKnown, partly, seenOf, valuesOf } from '../facts/known.ts';
import type { SwitchBridge, SwitchDatabase, SwitchInterface } from '../facts/switch.ts';
import { tunnelBridge } from '../facts/switch.ts';
import { type AgentBridge, agentBridges } from './bridges.ts';
import { defineSection } from './define-section.ts';
import { type ExternalBridge, externalBridges } from './external.ts';
import type { Subject } from './subject.ts';
import { switchDatabase } from './switch-database.ts';
import { uplinksOf } from './uplinks.ts';

/** A bridge that leads out of the host: an external bridge, or one that is patched to the integration bridge. */
export interface OutsideBridge {
  readonly subject: Subject;
  readonly name: string;
  readonly bridge: SwitchBridge | undefined;
  readonly uplinks: readonly string[];
  /** With the routers that use it, where it is known to be theirs. */
  readonly external: ExternalBridge | undefined;
  /** No tunnel and no other bridge with an uplink that the switch could open leads out as well. */
  readonly isOnlyWayOut: boolean;
}

export const outsideBridges = defineSection({
  name: 'outsideBridges',
  facts: [],
  needs: [switchDatabase, agentBridges, externalBridges],
  build: (_, sections): Known<readonly OutsideBridge[]> => {
    const database = seenOf(sections.switchDatabase);
    const external = valuesOf(sections.externalBridges);
    const all = mapKnown(sections.agentBridges, (bridges) => [
      ...external.map((view) => ofRouters(view, database)),
      ...bridges
        .filter(({ name, role }) => role === 'provider' && !external.some((view) => view.name === name))
        .map((bridge) => ofProvider(bridge, database)),
    ]);
    const whole = seenOf(all) ?? external.map((view) => ofRouters(view, database));
    if (!all.known) return partly(whole, all.reason);
    return sections.externalBridges.known ? known(whole) : partly(whole, sections.externalBridges.reason);
  },
});

const ofRouters = (view: ExternalBridge, database: SwitchDatabase | undefined): OutsideBridge => ({
  ...{ subject: view.subject, name: view.name, bridge: view.bridge, uplinks: view.uplinks, external: view },
  isOnlyWayOut: isOnlyWayOut(view.name, database),
});

const ofProvider = ({ subject, name, bridge }: AgentBridge, database: SwitchDatabase | undefined): OutsideBridge => ({
  ...{ subject, name, bridge, uplinks: bridge === undefined ? [] : uplinksOf(bridge), external: undefined },
  isOnlyWayOut: isOnlyWayOut(name, database),
});

function isOnlyWayOut(name: string, database: SwitchDatabase | undefined): boolean {
  const others = database?.bridges.filter((bridge) => bridge.name !== name) ?? [];
  const leadsOut = (bridge: SwitchBridge): boolean =>
    bridge.name === tunnelBridge
      ? bridge.ports.some(({ interfaces }) => interfaces.some(({ type }) => /^(?:vxlan|gre|geneve)$/.test(type)))
      : isPatched(bridge) && uplinkInterfaces(bridge).some(({ error }) => error === undefined);
  return !others.some(leadsOut);
}

const isPatched = ({ ports }: SwitchBridge): boolean => ports.some(({ name }) => name.startsWith('phy-'));

const uplinkInterfaces = (bridge: SwitchBridge): readonly SwitchInterface[] => {
  const uplinks = uplinksOf(bridge);
  return bridge.ports
    .filter(({ name }) => uplinks.includes(name))
    .flatMap(({ interfaces }) => interfaces.filter(({ type }) => type === ''));
};
