import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { text } from 'node:stream/consumers';

/** A socket without a file (unix(7), "abstract"): the kernel lets go of it when its owner ends, however that ends. */
const address = '\0qdoctor-fix';
const patienceMs = 1000;

let isOurs = false;

/** Makes this process the only one that fixes this host, until it ends; gives why it can't be. */
export async function lockFixes(): Promise<string | undefined> {
  if (isOurs) return undefined;
  const server = createServer((socket) => socket.end(String(process.pid)));
  server.unref();
  try {
    server.listen(address);
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    const owner = await ownerOf().catch(() => '');
    return `another qdoctor is fixing this host${/^\d+$/.test(owner) ? ` (pid ${owner})` : ''}`;
  }
  isOurs = true;
  return undefined;
}

/** Whether a qdoctor is fixing this host now. */
export const isBeingFixed = (): Promise<boolean> =>
  ownerOf().then(
    () => true,
    () => false,
  );

async function ownerOf(): Promise<string> {
  const socket = connect(address);
  socket.setTimeout(patienceMs, () => socket.destroy());
  return text(socket);
}
