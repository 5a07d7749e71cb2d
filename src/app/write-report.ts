import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, open, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { writing } from '../files.ts';

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
  const part = join(dirname(file), `.${basename(file)}.${randomBytes(4).toString('hex')}.part`);
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
    await rm(part, { force: true });
  }
}
