import { realpath } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { UserError } from '../errors.ts';

/**
 * The file or folder that an assistant names, where it is below `folder`, links followed. qdoctor may run as root, and what it
 * quotes of a file reaches whoever asks.
 */
export async function pathBelow(folder: string, name: string): Promise<string> {
  const root = await realOf(folder);
  const path = await realOf(resolve(root, name));
  const way = relative(root, path);
  if (way === '..' || way.startsWith(`..${sep}`)) {
    throw new UserError(`${name} is not below ${root}.`, {
      hint: 'qdoctor mcp --folder FOLDER allows another folder.',
    });
  }
  return path;
}

async function realOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    throw new UserError(`Cannot read ${path}: no such file or folder.`, { cause: error });
  }
}
