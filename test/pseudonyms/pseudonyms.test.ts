import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { filesOfFolder } from '../../src/host/recorded-files.ts';
import { Recorder } from '../../src/host/recorder.ts';
import { openRecording } from '../../src/host/recording.ts';
import { packageRoot } from '../../src/package.ts';
import { anonymized, pseudonyms } from '../../src/pseudonyms/anonymizer.ts';
import { diagnosisOf, healthyRecordings } from '../support/recorded-host.ts';

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-pseudonyms-'));
afterAll(() => rmSync(folder, { recursive: true }));

const key = Buffer.from('a key of the tests');

describe.each([
  ['a healthy folsom host', healthyRecordings.folsom],
  ['a healthy neutron host', healthyRecordings.neutron],
  ['a host without an offer', join(packageRoot, 'recordings/no-offer/broken')],
])('%s', async (_, recording) => {
  const recorder = new Recorder(openRecording(recording));
  const real = await diagnosisOf(recorder);
  const pseudonymizer = pseudonyms(recorder, key);
  const target = mkdtempSync(join(folder, 'bundle-'));
  await recorder.save(target, { note: 'A test.' }, new Date(), pseudonymizer);
  const files = filesOfFolder(target);

  test('is diagnosed as it was, in other words', async () => {
    expect(await diagnosisOf(openRecording(target))).toEqual(anonymized(real, pseudonymizer));
  });

  test('keeps none of its addresses, UUIDs and MACs, in captures and names of files neither', () => {
    const original = filesOfFolder(recording);
    const all = [...original.paths].map((path) => original.read(path)?.toString('latin1') ?? '').join('\n');
    const kept = /^(?:0|127|224|255|169\.254)\./;
    const secrets = new Set([
      ...(all.match(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g) ?? []),
      ...(all.match(/(?<![0-9a-f:])fa(?::[0-9a-f]{2}){5}(?![0-9a-f:])/g) ?? []),
      ...(all.match(/(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g) ?? []).filter((address) => !kept.test(address)),
      ...(all.match(/(?<=\b(?:tap|qvo|qvb|qbr|qr-|qg-))[0-9a-f]{8}-[0-9a-f]{2}\b/g) ?? []),
    ]);
    expect(secrets.size).toBeGreaterThan(20);
    const disguised = [...files.paths].map((path) => `${path}\n${files.read(path)?.toString('latin1')}`).join('\n');
    const left = [...secrets].filter((secret) => {
      const digits = secret.includes(':') ? [secret.replaceAll(':', '')] : [];
      const bytes = digits.map((text) => Buffer.from(text, 'hex').toString('latin1'));
      return [secret, ...digits, ...bytes].some((form) => disguised.includes(form));
    });
    expect(left).toEqual([]);
  });
});
