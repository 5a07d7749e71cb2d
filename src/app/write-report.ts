import { constants } from 'node:fs';
import { lstat, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writing } from '../files.ts';
import { scratchFolder } from '../scratch.ts';

/** Writes a report where the user wants it: a file is replaced at once, for who reads it meanwhile. */
export const writeReport = (file: string, text: string): Promise<void> => writing(file, () => replace(file, text));

async function replace(file: string, text: string): Promise<void> {
  const old = await lstat(file).catch(() => undefined);
  // Such as /dev/stdout, a pipe, or a link to elsewhere.
  if (old?.isFile() === false) {
    // A pipe that nobody reads would be waited for without end.
    if (old.isFIFO()) await (await open(file, constants.O_WRONLY | constants.O_NONBLOCK)).close();
    return writeFile(file, text);
  }
  const scratch = scratchFolder(dirname(file));
  const part = join(scratch, 'report');
  try {
    const handle = await open(part, 'wx');
    try {
      await handle.writeFile(text);
      if (old !== undefined) {
        await handle.chown(old.uid, old.gid);
        await handle.chmod(old.mode);
      }
    } finally {
      await handle.close();
    }
    await rename(part, file);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
