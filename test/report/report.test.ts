import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { checks } from '../../checks/index.ts';
import { openRecording } from '../../src/host/recording.ts';
import { packageRoot } from '../../src/package.ts';
import { renderJson } from '../../src/report/json.ts';
import { buildReport, type Circumstances, type Report, reportSchema } from '../../src/report/report.ts';
import { renderText } from '../../src/report/text.ts';
import { diagnosisOf, editedHost, healthyHost } from '../support/recorded-host.ts';

const circumstances: Circumstances = {
  version: '0.1.0',
  host: { name: 'net01', source: 'local' },
  started: '2026-01-31T12:00:00.000Z',
  seconds: 0.84,
  playbook: 'full',
  scope: { networks: [], routers: [], ports: [], passive: false },
};

const brokenFolder = join(packageRoot, 'recordings/no-offer/broken');
const broken = buildReport(await diagnosisOf(openRecording(brokenFolder)), { path: [], dhcp: [] }, circumstances);
const deaf = editedHost(healthyHost('neutron'), ({ argv }, result) =>
  argv[0] === 'ovs-vsctl' ? { kind: 'not-permitted' } : result,
);
const incomplete = buildReport(await diagnosisOf(deaf), { path: [], dhcp: [] }, circumstances);
const healthy = buildReport(await diagnosisOf(healthyHost('folsom')), { path: [], dhcp: [] }, circumstances);

const textOf = (report: Report, isVerbose = false) => renderText(report, { hasColor: false, isVerbose, checks });
const rawControl = /[^\P{Cc}\n]|[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

describe('the report as JSON', () => {
  test.each([
    ['of a healthy host', healthy],
    ['of a host with a fault', broken],
    ['of a host that can not be looked at', incomplete],
  ])('%s is as its schema says', (_name, report) => {
    expect(reportSchema.parse(JSON.parse(renderJson(report)))).toEqual(report);
  });

  test('has a published schema that is the one it is checked by', () => {
    const file = join(packageRoot, 'schemas/qdoctor.report-1.schema.json');
    const { title, ...published } = JSON.parse(readFileSync(file, 'utf8')) as { title: string };
    expect(title).toBe('qdoctor.report/1');
    expect(published).toEqual(z.toJSONSchema(reportSchema));
  });

  test('holds no raw control character, whatever the names on the host', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (name) => {
        const json = renderJson(named(name));
        expect(json).not.toMatch(rawControl);
        expect(JSON.parse(json)).toEqual(named(name));
      }),
      { seed: 20121123 },
    );
  });
});

describe('the report as text', () => {
  test('says first what is broken, then what heals it', () => {
    const text = textOf(broken);
    expect(text).toMatch(/^FAILING: dhcp {2}\[net01, 0\.8 s\]\n1 root cause\.\n/);
    expect(text).toContain('✗ No dnsmasq runs for qdhcp-');
    expect(text).toMatch(/\n {4}service quantum-dhcp-agent restart\n/);
  });

  test('of a healthy host is short', () => {
    const text = textOf(healthy);
    expect(text).toMatch(/^HEALTHY {2}\[net01, 0\.8 s\]\n/);
    expect(text.split('\n').length).toBeLessThan(8);
  });

  test('names what could not be checked, and why', () => {
    const text = textOf(incomplete);
    expect(text).toMatch(/^INCOMPLETE: /);
    expect(text).toMatch(/Could not be checked:\n {2}\? .*not permitted; run as root/s);
  });

  test.each([
    ['healthy', healthy],
    ['broken', broken],
    ['incomplete', incomplete],
    ['incomplete, of a host with a long name', { ...incomplete, host: { ...incomplete.host, name: 'n'.repeat(50) } }],
  ] as const)('%s keeps to 80 columns', (_name, report) => {
    for (const isVerbose of [false, true]) expect(tooLong(textOf(report, isVerbose))).toEqual([]);
  });

  test('keeps to 80 columns, whatever is found', () => {
    const sentence = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '-'), minLength: 1, maxLength: 30 }), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(sentence, (words) => {
        expect(tooLong(textOf(found(words.join(' '), words)))).toEqual([]);
      }),
      { seed: 20121123 },
    );
  });

  test('holds no raw control character, whatever the names on the host', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (name) => {
        expect(textOf(named(name), true)).not.toMatch(rawControl);
      }),
      { seed: 20121123 },
    );
  });

  test('a newline in a name starts no line of its own', () => {
    const text = textOf({ ...named('tap\nHEALTHY'), host: { name: 'net01\nHEALTHY', source: 'local' } });
    const roots = broken.findings.filter(({ cause }) => cause === 'root');
    const outputs = roots.flatMap(({ evidence }) => evidence).length;
    expect(text.split('\n').filter((line) => line.startsWith('HEALTHY'))).toEqual([]);
    expect(text.split('\n').filter((line) => line.trim() === 'HEALTHY')).toHaveLength(outputs);
  });

  test('has colours only where they are wanted, and the same words', () => {
    const coloured = renderText(broken, { hasColor: true, isVerbose: false, checks });
    expect(coloured).toContain('\u001b[');
    expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(textOf(broken));
  });
});

const tooLong = (text: string) => text.split('\n').filter((line) => line.length > 80);

/** The report of the broken host with other words in it. */
function found(text: string, words: readonly string[]): Report {
  return {
    ...broken,
    findings: broken.findings.map((finding) => ({
      ...finding,
      summary: text,
      evidence: finding.evidence.map((evidence) => ({ ...evidence, command: words, output: text })),
      fix: { summary: text, risk: 'disruptive', commands: [words], undo: [], permanent: text },
    })),
    checks: broken.checks.map((check) => ({ ...check, reason: text })),
  };
}

/** The report of the broken host, with everything on it called by one name. */
const named = (name: string): Report => ({
  ...found(name, ['ip', 'link', name]),
  host: { name, source: 'local' },
});
