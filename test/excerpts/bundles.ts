import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../src/errors.ts';
import { manifestName, openBundle } from '../../src/host/bundle.ts';
import { filesOfFolder, type RecordedFiles } from '../../src/host/recorded-files.ts';
import { Recorder } from '../../src/host/recorder.ts';
import { openArchive, openRecording } from '../../src/host/recording.ts';
import { packageRoot } from '../../src/package.ts';
import { diagnosisOf } from '../support/recorded-host.ts';
import { type DamageTrial, damaged, damages } from './cuts.ts';

/** Recordings by qdoctor, and what is the matter with each. */
const recordings = [
  ['recordings/no-offer/broken', 'dhcp-server-not-running'],
  ['recordings/no-offer/healed', undefined],
  ['test/recordings/lab-neutron-healthy', undefined],
  ['test/recordings/lab-neutron-wrong-tag.tar.gz', 'port-tag-wrong'],
  ['test/recordings/lab-neutron-ha.tar.gz', undefined],
  ['test/recordings/lab-neutron-dvr.tar.gz', undefined],
  ['test/recordings/lab-neutron-kolla.tar.gz', undefined],
  ['test/recordings/lab-neutron-native-firewall.tar.gz', undefined],
] as const;

/** A bundle of which one file was damaged, the manifest among them; refused is as good as unknown. */
export async function bundleTrials(random: () => number): Promise<() => Promise<DamageTrial>> {
  const opened = await Promise.all(recordings.map(([path, fault]) => recordedAnew(path, fault)));
  const known = new Map<string, Promise<DamageTrial>>();
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  return () => {
    const { files, fault } = pick(opened);
    const file = pick([...files.paths]);
    const content = files.read(file)?.toString('latin1') ?? '';
    const other = damaged(content, pick(damages), random);
    const key = join(files.name, file);
    // Of a file whose sum is not that of the manifest nothing is read, whatever it is now.
    const isRead = file === manifestName || other === content;
    const trial = (isRead ? undefined : known.get(key)) ?? judge(files, file, other, fault);
    if (!isRead) known.set(key, trial);
    return trial;
  };
}

/** As today's version writes it, in memory: with the sums of its files, which older ones lack. */
async function recordedAnew(path: string, fault: string | undefined) {
  const full = join(packageRoot, path);
  const recorder = new Recorder(path.endsWith('.gz') ? await openArchive(full) : openRecording(full));
  await diagnosisOf(recorder);
  const folder = mkdtempSync(join(tmpdir(), 'qdoctor-bundle-'));
  try {
    await recorder.save(folder, { note: '' }, new Date());
    const { paths, read } = filesOfFolder(folder);
    const contents = new Map([...paths].map((one) => [one, read(one)]));
    return { files: { name: path, paths, read: (one: string) => contents.get(one) }, fault };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function judge(
  files: RecordedFiles,
  file: string,
  content: string,
  fault: string | undefined,
): Promise<DamageTrial> {
  const changed = Buffer.from(content, 'latin1');
  try {
    const host = openBundle({ ...files, read: (path) => (path === file ? changed : files.read(path)) });
    const { findings, verdict } = await diagnosisOf(host);
    const errors = findings.filter(
      ({ severity, cause, check }) => severity === 'error' && cause === 'root' && check !== fault,
    );
    return {
      file: join(files.name, file),
      falseErrors: errors.map(({ check, summary }) => `${check}: ${summary}`),
      isCleared: fault !== undefined && verdict === 'healthy',
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { file, falseErrors: [], isCleared: false };
  }
}
