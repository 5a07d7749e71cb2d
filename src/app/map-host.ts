import { UserError } from '../errors.ts';
import { gatherFacts } from '../facts/index.ts';
import { mapOf, mapSections, type NetworkMap } from '../report/map/map.ts';
import { buildTopology } from '../topology/build.ts';
import { factsUnder } from '../topology/index.ts';
import { type Target, withHosts } from './open-host.ts';

/** How a host, or each host of a recording, is wired; read-only, sends nothing. */
export const mapHosts = (target: Target, interrupt: AbortSignal): Promise<readonly NetworkMap[]> =>
  withHosts(target, interrupt, async (host) => {
    const facts = await gatherFacts(host, [...factsUnder(mapSections), 'database']);
    if (interrupt.aborted) throw new UserError('Interrupted.');
    return mapOf(host.name, buildTopology(facts, host.name), facts.database);
  });
