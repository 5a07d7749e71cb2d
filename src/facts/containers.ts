import { type ListedContainer, listCommandOf, parseListed } from '../host/containers.ts';
import { defineFact } from './fact.ts';
import { processes } from './process-list.ts';
import { found } from './word-list.ts';

/*
 * The containers of this host, the stopped ones too. A runtime is only asked where it is at work: the client of Docker would
 * start its daemon through the socket, and Podman makes its folders when it is first called.
 */

/** What runs where a runtime of containers is at work; conmon(8) watches each container of Podman. */
export const runtimeProcess = /^(?:\S*\/)?(?:dockerd|conmon)(?: |$)/;

/** `atWork`: a process that runs where the runtime does. */
const containersOf = <Runtime extends ListedContainer['runtime']>(runtime: Runtime, name: string, atWork: RegExp) =>
  defineFact({
    id: `${runtime}Containers` as const,
    about: `the containers of ${name}`,
    needs: { processes },
    lists: { programs: found({ from: 'processes', fact: processes, args: atWork }, /(dockerd|conmon)/) },
    hasWork: ({ programs }) => programs.length > 0,
    ask: () => ({ list: { argv: listCommandOf(runtime) } }),
    read: ({ list }): readonly ListedContainer[] =>
      list?.result.kind === 'exited' && list.result.exitCode === 0
        ? (parseListed(runtime, list.result.stdout) ?? [])
        : [],
  });

export const dockerContainers = containersOf('docker', 'Docker', /^(?:\S*\/)?dockerd(?: |$)/);

/** conmon(8) watches each container that runs. */
export const podmanContainers = containersOf('podman', 'Podman', /^(?:\S*\/)?conmon(?: |$)/);
