import type { Fix } from '../engine/check.ts';
import type { Deployment } from '../facts/deployments.ts';
import type { Known } from '../facts/known.ts';
import { restartCommand, type Services } from '../facts/services.ts';
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
    commands: [own ?? [container.runtime, 'restart', container.name]],
    undo: [],
    permanent,
  };
}

/** How a deployment makes its containers anew, as a sentence. */
export const reconfigured = (deployment: Deployment | undefined): string =>
  deployment?.reconfigure === undefined
    ? "Change it where the containers are made: settings of a container can't be changed in place."
    : `${deployment.name}: ${deployment.reconfigure}.`;
