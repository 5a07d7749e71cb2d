import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checks } from '../../checks/index.ts';
import { examine } from '../../src/commands/examine.ts';
import { wholeHost } from '../../src/commands/look.ts';
import type { Host } from '../../src/host/host.ts';
import { Recorder } from '../../src/host/recorder.ts';
import { openRecording } from '../../src/host/recording.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { loadPlaybook } from '../../src/playbook/playbook.ts';
import { inDisguise, pseudonyms } from '../../src/pseudonyms/disguise.ts';
import { type Report, reportSchema } from '../../src/report/report.ts';
import { cli, type Diagnosed } from './diagnosis.ts';

/** A look at a host, and what is found in its recording afterwards. */
export interface RecordedLook extends Diagnosed {
  readonly replayed: Report;
  /** From a recording under pseudonyms, with what was found first under the same ones. */
  readonly disguised: { readonly report: Report; readonly first: Report };
}

/** Looks at a lab with `qdoctor collect`; the exit code is that of the recording. */
export async function lookAndRecord(lab: Pick<Lab, 'run'>, ...options: readonly string[]): Promise<RecordedLook> {
  const folder = mkdtempSync(join(tmpdir(), 'qdoctor-look-'));
  try {
    const [plain, hidden] = [join(folder, 'plain'), join(folder, 'hidden')];
    const end = await lab.run([...cli, 'collect', '--quiet', '-o', plain, ...options], { timeoutMs: 130_000 });
    if (end.kind !== 'exited' || end.exitCode !== 0) throw new Error(`qdoctor collect: ${JSON.stringify(end)}`);
    const report = reportSchema.parse(JSON.parse(readFileSync(join(plain, 'report.json'), 'utf8')));
    const recorder = new Recorder(openRecording(plain));
    const replay = await examined(recorder);
    const disguise = pseudonyms(recorder, Buffer.from('a key of the tests'));
    const { listenedSeconds } = recorder;
    await recorder.save(
      hidden,
      { note: '', ...(listenedSeconds === undefined ? {} : { listenedSeconds }) },
      new Date(),
      disguise,
    );
    const again = await examined(openRecording(hidden));
    return {
      report,
      exitCode: replay.exitCode,
      replayed: replay.report,
      disguised: { report: again.report, first: inDisguise(replay.report, disguise) },
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const look = { ...wholeHost, passive: false, waitSeconds: 10, timeoutSeconds: 120, failOn: 'error' } as const;

/** What is found in a recording. */
export const examined = (host: Host) => examine(host, loadPlaybook('full', checks), look, { say: () => undefined });
