import { healFault, injectFault } from '../faults/apply.ts';
import type { Lab } from '../lab.ts';
import type { CloudFault, CloudPart } from './fault.ts';

/** Finds the host of a lab by its name in it. */
type HostNamed = (name: string) => Lab;

/** Breaks a lab of several hosts. */
export async function injectCloudFault(hostNamed: HostNamed, { before = [], ...fault }: CloudFault): Promise<void> {
  for (const [index, part] of before.entries()) await injectFault(hostNamed(part.at), partOf(fault, part, index));
  await injectFault(hostNamed(fault.at), fault);
}

/** Undoes it, last things first; harmless where it has been fixed already. */
export async function healCloudFault(hostNamed: HostNamed, { before = [], ...fault }: CloudFault): Promise<void> {
  await healFault(hostNamed(fault.at), fault);
  for (const [index, part] of [...before.entries()].reverse())
    await healFault(hostNamed(part.at), partOf(fault, part, index));
}

const partOf = ({ id }: Pick<CloudFault, 'id'>, part: CloudPart, index: number) => ({ ...part, id: `${id}.${index}` });
