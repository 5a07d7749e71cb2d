import type { Fix } from '../engine/check.ts';
import type { Known } from '../facts/known.ts';
import { restartCommand, restartOf, type Services } from '../facts/services.ts';
import type { ContainerView } from '../topology/containers.ts';

/** The restart of a container, by the unit of its deployment where it has one. */
export function restartContainer(
  { work, container }: ContainerView,
  services: Known<Services>,
  permanent: string,
): Fix {
  const own = work === undefined ? undefined : restartCommand(services, work.role);
  return {
    summary: `Restart the container ${container.name}`,
    risk: 'disruptive',
    commands: [own ?? restartOf(container)],
    undo: [],
    permanent,
  };
}
