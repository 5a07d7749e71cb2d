import type { Evidence } from '../engine/check.ts';
import { type ListedContainer, listCommandOf } from '../host/containers.ts';

/** The line of a container in its runtime's list. */
export const containerEvidence = ({ runtime, id, state, status, image, name }: ListedContainer): Evidence => ({
  command: listCommandOf(runtime),
  where: 'host',
  output: `${id}|${state}|${status}|${image}|${name}`,
  about: `\\|${name}$`,
});

/** Where a daemon in a container has a mount from. */
export const mountEvidence = (pid: number, point: string, output: string): Evidence => ({
  command: ['grep', '-E', ` ${point} `, `/proc/${pid}/mountinfo`],
  where: 'host',
  output,
});
