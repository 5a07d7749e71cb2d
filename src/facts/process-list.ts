import { dnsmasqOf } from './dnsmasq.ts';
import { defineFact } from './fact.ts';
import { type Freezer, frozenProcesses } from './freezers.ts';
import { type Known, known, partly, seenOf, unknown } from './known.ts';
import { type Namespaces, namesOf, namespaces } from './namespaces.ts';
import { ownNamespaces, type Process, processTable, readProcesses } from './processes.ts';
import { placed, savedSockets, strangerIn } from './saved-sockets.ts';

/** The processes of this host, each with the namespace it is in as far as that is told. */
export const processes = defineFact({
  id: 'processes',
  about: 'the processes of the host',
  needs: { processTable, ownNamespaces, namespaces, savedSockets, frozenProcesses },
  read(_, { needs, saved: { mayBeExcerpt } }): Known<readonly Process[]> {
    const { table, old, saved } = needs.processTable;
    const nameOfInode = needs.namespaces.known ? needs.namespaces.value.nameOfInode : unknown(needs.namespaces.reason);
    const listed = readProcesses(table, needs.ownNamespaces, nameOfInode, { mayBeCut: mayBeExcerpt });
    const frozen = needs.frozenProcesses;
    if (listed.known) return known(withFreezers(listed.value, frozen));
    if (old?.known === true) return known(withFreezers(old.value, frozen));
    if (saved === undefined) return listed;
    if (!saved.known) {
      const seen = seenOf(saved);
      if (seen === undefined) return saved;
      const here = withoutContainers(placed(seen, needs.savedSockets), needs.namespaces);
      return here.known ? { ...saved, seen: here.value } : here;
    }
    const all = withoutContainers(placed(saved.value, needs.savedSockets), needs.namespaces);
    const stranger = strangerIn(saved.value, needs.savedSockets);
    return all.known && stranger !== undefined
      ? partly(all.value, `the list of processes lacks ${stranger}, which a list of sockets has`)
      : all;
  },
});

/** A process whose group is frozen sleeps in the eyes of `ps`. */
const withFreezers = (all: readonly Process[], frozen: ReadonlyMap<number, Freezer>): readonly Process[] =>
  frozen.size === 0
    ? all
    : all.map((process) => {
        const frozenBy = frozen.get(process.pid);
        return frozenBy === undefined ? process : { ...process, isFrozen: true, frozenBy };
      });

/** A list without namespaces shows those of containers too, which may be whole network nodes. */
function withoutContainers(all: readonly Process[], places: Known<Namespaces>): Known<readonly Process[]> {
  const here = new Set(namesOf(places));
  const elsewhere = dnsmasqOf(all).find(
    ({ networkId, whereabouts }) => whereabouts === undefined && !here.has(`qdhcp-${networkId}`),
  );
  if (elsewhere === undefined) return known(all);
  if (!places.known) return unknown(places.reason);
  return unknown(`the dnsmasq with pid ${elsewhere.pid} may be a container's: its namespace is not on this host`);
}
