import { basename, dirname } from 'node:path';
import { create } from 'tar';

/** Packs a folder, with its own name as the root; what a host tells is for its owner alone. */
export const pack = (folder: string, file: string): Promise<void> =>
  create({ gzip: true, file, cwd: dirname(folder), portable: true, mode: 0o600 }, [basename(folder)]);
