import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { UserError } from '../../errors.ts';
import { toolPath } from '../../host/process.ts';

/**
 * A capture file of any format that libpcap knows, as classic pcap; undefined where tcpdump is not installed. Throws a
 * `UserError` with tcpdump's own words where libpcap refuses it. The file comes in and goes out over descriptors: as root,
 * tcpdump becomes another user, who may open neither.
 */
export async function convertedByTcpdump(path: string): Promise<AsyncIterable<Uint8Array> | undefined> {
  const input = await open(path, 'r');
  try {
    const tcpdump = spawn('tcpdump', ['-n', '-r', '-', '-w', '-'], {
      stdio: [input.fd, 'pipe', 'pipe'],
      env: { ...process.env, PATH: toolPath, LC_ALL: 'C' },
    });
    const output = outputOf(tcpdump);
    try {
      await once(tcpdump, 'spawn');
    } catch {
      return undefined;
    }
    return output;
  } finally {
    await input.close();
  }
}

/** Listens at once: of a child that has ended, Node drops what nobody reads yet. */
function outputOf(tcpdump: ReturnType<typeof spawn>): AsyncIterable<Uint8Array> {
  const { stdout, stderr } = tcpdump;
  if (stdout === null || stderr === null) throw new Error('tcpdump was started without pipes');
  const output = stdout.pipe(new PassThrough());
  let said = '';
  stderr.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-1000);
  });
  const closed = once(tcpdump, 'close');
  // Where tcpdump is not installed, it is the wait for its start that tells.
  closed.catch(() => {});
  return pieces();

  async function* pieces(): AsyncIterable<Uint8Array> {
    try {
      yield* output;
      const [exitCode] = await closed;
      if (exitCode !== 0) throw new UserError(`tcpdump can't read the capture: ${lastLine(said)}.`);
    } finally {
      tcpdump.kill();
    }
  }
}

const lastLine = (text: string): string => (text.trim().split('\n').at(-1) ?? '').replace(/^tcpdump: /, '');
