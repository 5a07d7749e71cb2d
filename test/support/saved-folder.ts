import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Diagnosis } from '../../src/engine/diagnose.ts';
import { openRecording } from '../../src/host/recording.ts';
import { diagnosisOf } from './recorded-host.ts';

/** Diagnoses a folder with these texts, by the names of their files. */
export async function diagnosisOfSaved(files: Readonly<Record<string, string>>): Promise<Diagnosis> {
  const folder = mkdtempSync(join(tmpdir(), 'qdoctor-saved-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return await diagnosisOf(openRecording(folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The checks that found something, each with whether it is an error. */
export const foundIn = ({ findings }: Diagnosis): readonly string[] =>
  findings.map(({ check, severity, subject }) => `${severity} ${check} ${subject.name}`);
