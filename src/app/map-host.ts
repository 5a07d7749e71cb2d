import { UserError } from '../errors.ts';
import { gatherFacts } from '../facts/index.ts';
import { hasStatements } from '../facts/statements.ts';
import { findRecordings } from '../host/find-recordings.ts';
import { openRecordings } from '../host/recording.ts';
import { type CloudMap, cloudMapOf, cloudMapSections } from '../report/map/cloud.ts';
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

/** The hosts of a folder or an archive, and what leads from one to another. */
export async function mapCloud(path: string, interrupt: AbortSignal): Promise<CloudMap> {
  const hosts = [];
  for (const recording of findRecordings(path)) {
    for (const host of await openRecordings(recording, interrupt, hasStatements)) {
      const facts = await gatherFacts(host, [...factsUnder(cloudMapSections)]);
      if (interrupt.aborted) throw new UserError('Interrupted.');
      hosts.push({ name: host.name, topology: buildTopology(facts, host.name) });
    }
  }
  return cloudMapOf(hosts);
}
