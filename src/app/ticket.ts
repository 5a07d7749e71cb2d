import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { factIds } from '../facts/index.ts';
import { giveToCaller, writing } from '../files.ts';
import { Recorder, redacted } from '../host/recorder.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { anonymized } from '../pseudonyms/anonymizer.ts';
import type { Progress } from '../report/progress.ts';
import type { Report } from '../report/report.ts';
import { scratchFolder } from '../scratch.ts';
import { type DiagnosedHost, type DiagnoseOptions, diagnoseHosts } from './diagnose.ts';
import { refuseTaken, saveRecording } from './record.ts';
import { versionsOf } from './versions.ts';

/** A file of the folder for a ticket, and the reports as it holds them. */
export interface TicketFile {
  readonly name: string;
  render(reports: readonly Report[]): string;
}

const recordingName = 'qdoctor-recording.tar.gz';

/** A diagnosis that is kept for a ticket: its reports, and the recording from which they can be had again. */
export class Ticket {
  readonly #folder: string;
  readonly #started = new Date();
  #kept: { readonly recorder: Recorder; readonly versions: Promise<Record<string, string>> } | undefined;

  constructor(folder: string) {
    refuseTaken(folder);
    this.#folder = folder;
  }

  diagnose(
    playbook: Playbook,
    options: DiagnoseOptions,
    interrupt: AbortSignal,
    progress: Progress,
  ): Promise<readonly DiagnosedHost[]> {
    // What is a recording already needs no other.
    if (options.from !== undefined) return diagnoseHosts(playbook, options, interrupt, progress);
    const recorded: DiagnoseOptions['recorded'] = (host) => {
      const recorder = new Recorder(host);
      this.#kept = { recorder, versions: versionsOf(recorder) };
      return recorder;
    };
    return diagnoseHosts(playbook, { ...options, alsoGather: factIds, recorded }, interrupt, progress);
  }

  /** Writes all files or none, without the secrets of the host; gives back their names. */
  save(
    hosts: readonly DiagnosedHost[],
    files: readonly TicketFile[],
    { passive, waitSeconds }: DiagnoseOptions,
  ): Promise<readonly string[]> {
    const reports = hosts.map(({ report }) => anonymized(report, redacted));
    return writing(this.#folder, async () => {
      const scratch = scratchFolder(dirname(resolve(this.#folder)));
      try {
        for (const { name, render } of files) writeFileSync(join(scratch, name), render(reports));
        const [report] = reports;
        if (this.#kept !== undefined && report !== undefined) {
          const { recorder, versions } = this.#kept;
          const about = {
            note: 'Recorded by qdoctor --output.',
            versions: await versions,
            playbook: report.playbook,
            ...(passive ? { listenedSeconds: waitSeconds } : {}),
          };
          await saveRecording(recorder, report, join(scratch, recordingName), about, this.#started, redacted);
        }
        chmodSync(scratch, 0o700);
        giveToCaller(scratch);
        renameSync(scratch, this.#folder);
        return [...files.map(({ name }) => name), ...(this.#kept === undefined ? [] : [recordingName])];
      } finally {
        rmSync(scratch, { recursive: true, force: true });
      }
    });
  }
}
