import { join } from 'node:path';
import { UserError } from '../../src/errors.ts';
import { filesOfArchive } from '../../src/host/archive.ts';
import { manifestName, openBundle } from '../../src/host/bundle.ts';
import { filesOfFolder, type RecordedFiles } from '../../src/host/recorded-files.ts';
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
  const opened = await Promise.all(
    recordings.map(async ([path, fault]) => {
      const full = join(packageRoot, path);
      return { files: path.endsWith('.gz') ? await filesOfArchive(full) : filesOfFolder(full), fault };
    }),
  );
  const known = new Map<string, Promise<DamageTrial>>();
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  return () => {
    const { files, fault } = pick(opened);
    const file = pick([...files.paths].filter((path) => path !== 'report.json'));
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
