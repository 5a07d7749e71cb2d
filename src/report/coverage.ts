import { isInScope, type Scope } from '../engine/scope.ts';
import type { FactName } from '../facts/index.ts';
import { valuesOf } from '../facts/known.ts';
import { pathOf } from '../topology/dhcp-path.ts';
import { factsUnder, type SectionName, type Topology } from '../topology/index.ts';
import type { Report } from './report.ts';

/** The sections of `names` that can be built from the facts that were gathered. */
export const areBuilt = (gathered: ReadonlySet<FactName>, ...names: readonly SectionName[]): boolean =>
  [...factsUnder(names)].every((fact) => gathered.has(fact));

/** How much of the host a run was about, and what answered its probes. */
export function coverageOf(
  topology: Topology,
  scope: Scope,
  gathered: ReadonlySet<FactName>,
): Pick<Report, 'inventory' | 'probed'> {
  const count = (name: 'routers' | 'networks' | 'vmPorts' | 'floatingIps'): number | null => {
    if (!areBuilt(gathered, name)) return null;
    const section = topology[name];
    return section.known ? section.value.filter(({ subject }) => isInScope(scope, subject)).length : null;
  };
  const ofDhcp = valuesOf(topology.dhcpWatches).filter(({ isProbe, sent }) => isProbe && sent.known);
  const ofArp = valuesOf(topology.reaches).filter(({ vm }) => vm !== undefined);
  const isOffered = (watch: (typeof ofDhcp)[number]) =>
    pathOf(watch).every(({ verdict }) => verdict !== 'lost') &&
    pathOf(watch).some(({ message, verdict }) => message === 'OFFER' && verdict === 'seen');
  return {
    inventory: {
      routers: count('routers'),
      networks: count('networks'),
      vms: count('vmPorts'),
      floatingIps: count('floatingIps'),
    },
    probed: {
      dhcp: { sent: ofDhcp.length, answered: ofDhcp.filter(isOffered).length },
      arp: {
        sent: ofArp.length,
        answered: ofArp.filter(
          ({ answers, vm }) => answers.known && answers.value.some((mac) => vm?.macs.includes(mac)),
        ).length,
      },
    },
  };
}
