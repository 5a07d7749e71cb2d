import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checks } from '../../checks/index.ts';
import { Ticket } from '../../src/app/ticket.ts';
import { filesOfFolder } from '../../src/host/recorded-files.ts';
import { Recorder, redacted } from '../../src/host/recorder.ts';
import { openRecording } from '../../src/host/recording.ts';
import { asRecorded, loadPlaybook } from '../../src/playbook/playbook.ts';
import { pseudonyms } from '../../src/pseudonyms/anonymizer.ts';
import type { RenderContext } from '../../src/report/formats/format.ts';
import { reportFormats } from '../../src/report/formats/index.ts';
import { mapOf } from '../../src/report/map/map.ts';
import type { Report } from '../../src/report/report.ts';
import { examined } from '../support/diagnosis.ts';
import { answered, exited, printed } from '../support/edits/change.ts';
import { healthyHost } from '../support/recorded-host.ts';
import { linesWithSecrets as lines, secretForms, secrets } from '../support/secret-forms.ts';

/*
 * A hundred secrets in the forms that they have on real hosts, wherever qdoctor reads or is told something: none of them is
 * in anything that it writes.
 */

const leaks = (text: string): readonly string[] =>
  secrets.map(({ core }) => core).filter((core) => text.includes(core));

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-secrets-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The settings of a file, and what a service logs. */
const settings = secrets.map(({ value }, index) => `metadata_proxy_shared_secret = ${value} ${index}`);
const logged = lines.map(
  (line) =>
    `2023-09-22 18:53:31.267 7 ERROR nova.virt.libvirt.driver [-] [instance: 1] running ${line} failed.: Error: ${line}`,
);

const addressOf = (index: number) => `  ${3000 + index} Ss   4026532180 4026532319 `;

/** A host on which they stand in processes, settings, the switch, rules and errors. */
const host = printed(
  ([tool]) => tool === 'ps',
  (text) => `${lines.map((line, index) => `${addressOf(index)}${line}\n`).join('')}${text}`,
)(
  printed(
    ([tool]) => tool === 'grep',
    (text) => `${text}${settings.map((line) => `/etc/neutron/metadata_agent.ini:${line}\n`).join('')}`,
  )(
    answered(
      ([tool]) => tool === 'inventory',
      (_, { argv }) => exited(`${argv.join(' ')}\n${lines.join('\n')}\n`, 1, lines.join('\n')),
    )(healthyHost('neutron')),
  ),
);

/** Steps whose words are the secrets, literally and as values that are marked as such. */
function playbookWith(value: string) {
  const file = join(folder, 'site.yaml');
  const steps = lines.slice(0, secretForms.length).map((line, index) => ({
    id: `site-form-${index}`,
    title: 'Asks the inventory',
    why: 'It is ours.',
    command: ['inventory', ...line.split(' ')],
    reads: true,
    expect: [{ exit: 0, message: `It says {{found}} after ${line}` }],
  }));
  const marked = {
    id: 'site-marked',
    title: 'Asks with a password',
    why: 'It is ours.',
    command: ['inventory', 'login', '{{secrets.password}}', 'x{{secrets.password}}'],
    reads: true,
    expect: [{ exit: 0, message: '{{secrets.password}} is refused.' }],
    fix: {
      summary: 'Log in with {{secrets.password}}',
      risk: 'safe',
      commands: [['inventory', 'again', '{{secrets.password}}']],
      permanent: 'Ask for another.',
    },
  };
  const content = { version: 1, title: 'Ours', include: ['full'], secrets: ['password'], steps: [...steps, marked] };
  writeFileSync(file, JSON.stringify(content));
  return loadPlaybook(file, checks, [`password=${value}`]);
}

const marked = `my ${secrets[0]?.core} "word" isn't plain & short`;

describe('a host full of secrets', async () => {
  const playbook = playbookWith(marked);
  const recorder = new Recorder(host);
  const { report, topology } = await examined(recorder, {}, playbook);
  const context: RenderContext = {
    hasColor: false,
    isVerbose: true,
    checks: playbook.checks,
    width: 80,
    mapOf: () => mapOf(report.host.name, topology, topology.switchDatabase),
  };

  test.each(reportFormats.map((format) => [format.name, format] as const))('shows none as %s', (_, format) => {
    const text = format.render(report, context);
    expect(leaks(text)).toEqual([]);
    expect(text).not.toContain('word" isn');
  });

  test('is judged all the same', () => {
    const found = report.findings.map(({ check }) => check);
    expect(found).toEqual(expect.arrayContaining(['site-form-0', 'site-marked']));
    expect(found.filter((check) => !check.startsWith('site-'))).toEqual([]);
  });

  test.each([
    ['as it is', redacted],
    ['with pseudonyms', pseudonyms(recorder)],
  ])('holds none in its bundle %s, in names of files neither', async (name, anonymizer) => {
    const bundle = join(folder, name);
    await recorder.save(bundle, { note: '' }, new Date(), anonymizer);
    const { paths, read } = filesOfFolder(bundle);
    expect(paths.size).toBeGreaterThan(50);
    expect(leaks([...paths].map((path) => `${path}\n${read(path)?.toString('utf8')}`).join('\n'))).toEqual([]);
  });

  test('is diagnosed from the bundle as it was, without the secret', async () => {
    const again = await examined(openRecording(join(folder, 'as it is')), {}, asRecorded(playbookWith(marked)));
    const foundIn = ({ findings }: Report) => findings.map(({ check, summary }) => [check, summary]);
    expect(foundIn(again.report)).toEqual(foundIn(report));
  });

  test('leaves none in the folder for a ticket', async () => {
    const target = join(folder, 'ticket');
    const file = { name: 'qdoctor.json', render: (reports: readonly Report[]) => JSON.stringify(reports) };
    const options = { ...{ playbook: 'full', passive: false, waitSeconds: 0 } } as Parameters<Ticket['save']>[2];
    await new Ticket(target).save([{ topology, report, exitCode: 1 }], [file], options);
    expect(leaks(readFileSync(join(target, 'qdoctor.json'), 'utf8'))).toEqual([]);
  });
});

test('what others saved shows none either', async () => {
  const saved = mkdtempSync(join(folder, 'saved-'));
  writeFileSync(join(saved, 'l3-agent.log'), `${logged.join('\n')}\n`);
  const { report } = await examined(openRecording(saved));
  expect(report.findings.map(({ check }) => check)).toContain('agent-error-logged');
  for (const format of reportFormats) {
    const text = format.render(report, { hasColor: false, isVerbose: true, checks, width: 80 });
    expect([format.name, leaks(text)]).toEqual([format.name, []]);
  }
});

test('a secret that is too short to be hidden is refused', () => {
  expect(() => playbookWith('abc')).toThrow('The secret password has fewer than 4 characters.');
});
