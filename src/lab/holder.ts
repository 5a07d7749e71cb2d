import { readdir, readFile, readlink, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { startDetached } from '../host/interactive.ts';
import { type LabKind, labKinds } from './model.ts';

/** PID 1 of a lab: the only thing that keeps its namespaces alive, and the only record that the lab exists. */
export interface Holder {
  readonly pid: number;
  readonly name: string;
  readonly kind: LabKind;
  readonly networks: number;
  /** Of a lab of several hosts: which one it is, and of how many. */
  readonly place: HolderPlace | undefined;
  readonly startedTicks: number;
}

/** Which host of a lab this is; `cloud` is what the lab is called. */
export interface HolderPlace {
  readonly cloud: string;
  readonly name: string;
  readonly hosts: number;
}

const marker = 'qdoctor-lab';

// Until it reads "ready" the holder hangs on a pipe: whatever ends `lab up` halfway, kill -9 included, closes the pipe,
// PID 1 ends, and the kernel takes every process, namespace and mount of the half-made lab away.
// After that it only reaps: orphans of the lab become its children.
const holderScript = `read -r word && [ "$word" = ready ] || exit 1
exec </dev/null
while :; do sleep 1000000 & wait; done`;

/** A holder that ends with this process unless `release` is called. */
export interface FreshHolder {
  readonly holder: Holder;
  release(): Promise<void>;
}

/** Makes the namespaces and their holder; undefined when the kernel refuses. */
export async function startHolder(
  name: string,
  kind: LabKind,
  networks: number,
  place: HolderPlace | undefined,
): Promise<FreshHolder | undefined> {
  const namespaces = ['--mount', '--net', '--pid', '--uts', '--fork', '--mount-proc', '--propagation', 'private'];
  const words = ['sh', '-c', holderScript, marker, name, kind, String(networks), ...placeWords(place)];
  const started = startDetached(['unshare', ...namespaces, '--kill-child', '--', ...words]);
  for (let waitedMs = 0; waitedMs < 5000 && started.isRunning(); waitedMs += 10) {
    await sleep(10);
    for (const holder of await listHolders()) {
      if (holder.name === name && (await parentOf(holder.pid)) === started.pid) {
        return { holder, release: () => started.release('ready\n') };
      }
    }
  }
  started.kill();
  return undefined;
}

export async function listHolders(): Promise<readonly Holder[]> {
  const entries = await readdir('/proc').catch(() => []);
  const pids = entries.filter((entry) => /^\d+$/.test(entry)).map(Number);
  const holders = await Promise.all(pids.map(readHolder));
  return holders.filter((holder) => holder !== undefined);
}

/** Ends the lab and waits until the kernel has taken its last process away. */
export async function killHolder({ pid, startedTicks }: Holder): Promise<void> {
  // The start time tells the holder from a later process that got its number.
  const isThere = async () => (await startTicksOf(pid)) === startedTicks;
  if (!(await isThere())) return;
  process.kill(pid, 'SIGKILL');
  while (await isThere()) await sleep(5);
}

/** When the holder started, from its start tick and the boot time. */
export async function startTimeOf(holder: Holder): Promise<Date | undefined> {
  const bootSeconds = /^btime (\d+)$/m.exec(await readText('/proc/stat'))?.[1];
  // USER_HZ is 100 on every architecture that Linux still supports.
  return bootSeconds === undefined ? undefined : new Date(Number(bootSeconds) * 1000 + holder.startedTicks * 10);
}

const placeWords = (place: HolderPlace | undefined): readonly string[] =>
  place === undefined ? [] : [place.cloud, place.name, String(place.hosts)];

async function readHolder(pid: number): Promise<Holder | undefined> {
  const [shell, flag, , word, name, kindWord, networks, cloud, at, hosts] = (
    await readText(`/proc/${pid}/cmdline`)
  ).split('\0');
  if (shell !== 'sh' || flag !== '-c' || word !== marker || name === undefined) return undefined;
  const kind = labKinds.find((one) => one === kindWord);
  if (kind === undefined) return undefined;
  if (!(await isTrueHolder(pid))) return undefined;
  const place = cloud && at ? { cloud, name: at, hosts: Number(hosts) } : undefined;
  return { pid, name, kind, networks: Number(networks), place, startedTicks: await startTicksOf(pid) };
}

/**
 * Anyone can start a process with such words in its argv, and what enters it runs as root: so only root's own counts,
 * and only as PID 1 of a namespace that is not ours, or a "lab" command would change this very host.
 */
async function isTrueHolder(pid: number): Promise<boolean> {
  const owner = await stat(`/proc/${pid}`).catch(() => undefined);
  const isFirst = /^NSpid:.*\t1$/m.test(await readText(`/proc/${pid}/status`));
  if (owner?.uid !== 0 || !isFirst) return false;
  const same = await Promise.all(['mnt', 'net', 'pid'].map((kind) => sharesNamespace(pid, kind)));
  return !same.includes(true);
}

async function sharesNamespace(pid: number, kind: string): Promise<boolean> {
  const ours = readlink(`/proc/self/ns/${kind}`);
  return (await readlink(`/proc/${pid}/ns/${kind}`).catch(() => ours)) === (await ours);
}

async function startTicksOf(pid: number): Promise<number> {
  return Number(statFields(await readText(`/proc/${pid}/stat`))[19]);
}

async function parentOf(pid: number): Promise<number> {
  return Number(statFields(await readText(`/proc/${pid}/stat`))[1]);
}

/** The fields of /proc/PID/stat after the command name, which may hold anything, brackets included. */
function statFields(text: string): readonly string[] {
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** A process may end between being listed and being read. */
async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
