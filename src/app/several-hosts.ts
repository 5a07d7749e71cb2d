import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { reading } from '../files.ts';
import { isPacked } from '../host/archive.ts';
import { findRecordings } from '../host/find-recordings.ts';
import { hostsIn } from './open-host.ts';

/** Whether a folder or an archive holds the recordings of several hosts; what is pasted into one text is shown host by host. */
export async function holdsSeveralHosts(path: string, interrupt: AbortSignal): Promise<boolean> {
  if (path === '-') return false;
  if (reading(path, () => statSync(path)).isDirectory()) return findRecordings(path).length > 1;
  // One of those is large, and of one host.
  if (basename(path).startsWith('sosreport-') || !(await reading(path, () => isPacked(path)))) return false;
  return (await hostsIn(path, interrupt)).length > 1;
}
