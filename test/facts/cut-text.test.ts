import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openRecording } from '../../src/host/recording.ts';
import { packageRoot } from '../../src/package.ts';
import { diagnosisOf } from '../support/recorded-host.ts';

/*
 * On a healthy host one saved output is not what it should be: nothing is found broken, and nothing breaks.
 */

const source = join(packageRoot, 'test/recordings/lab-neutron-text/shown');
const folder = mkdtempSync(join(tmpdir(), 'qdoctor-cut-'));
cpSync(source, folder, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true }));

// Of the bridge that is listed last nothing tells whether its last port is there.
const outputs = readdirSync(source, { withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name !== 'brctl_show')
  .map(({ name }) => name);

const garbage = ['', '\n', 'bash: command not found\n', '\u0000\u001b[31m\u0007\n', 'a'.repeat(100_000)];

/** Its first and last lines, up to some eight places. */
function pieces(text: string): readonly string[] {
  const lines = text.split(/(?<=\n)/);
  const step = Math.max(1, Math.ceil(lines.length / 8));
  const places = lines.map((_, index) => index).filter((index) => index > 0 && index % step === 0);
  return places.flatMap((place) => [lines.slice(0, place).join(''), lines.slice(place).join('')]);
}

test.each(outputs)('%s, cut or garbled', async (name) => {
  const file = join(folder, name);
  const whole = readFileSync(file, 'utf8');
  try {
    for (const text of [...garbage, ...pieces(whole)]) {
      writeFileSync(file, text);
      const { findings } = await diagnosisOf(openRecording(folder));
      expect([text.slice(-200), findings.map(({ summary }) => summary)]).toEqual([text.slice(-200), []]);
    }
  } finally {
    writeFileSync(file, whole);
  }
});
