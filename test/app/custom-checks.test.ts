import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/package.ts';
import { reportSchema } from '../../src/report/report.ts';
import { cli } from '../support/diagnosis.ts';

const root = mkdtempSync(join(tmpdir(), 'qdoctor-own-'));
afterAll(() => rmSync(root, { recursive: true }));

const examples = join(packageRoot, 'docs/custom-checks');
const example = readFileSync(join(examples, 'site-gateway-not-first.js'), 'utf8');
const recording = join(packageRoot, 'recordings/no-offer/healed');

function run(path: string, ...words: readonly string[]) {
  const [node, ...first] = cli;
  const { status, stdout, stderr } = spawnSync(
    node,
    [...first, '--ci', '--checks', path, '--from', recording, ...words],
    { encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

let count = 0;
const fileOf = (text: string): string => {
  count += 1;
  const file = join(root, `mine-${count}.mjs`);
  writeFileSync(file, text);
  return file;
};

describe('a check of one’s own', () => {
  test('as the docs have it: a folder of modules, found in their layer', () => {
    const report = reportSchema.parse(JSON.parse(run(examples, '--format', 'json').stdout));
    expect(report.checks.at(-1)).toMatchObject({ id: 'site-gateway-not-first', layer: 'router', verdict: 'pass' });
    expect(report.verdict).toBe('healthy');
  });

  test('finds, and is reported like any other', () => {
    const { status, stdout } = run(fileOf(example.replaceAll(".endsWith('.1')", ".endsWith('.254')")));
    expect(status).toBe(0);
    expect(stdout).toMatch(/^! 2 × .*\n.*F1-F2 site-gateway-not-first\n {2}- qr-\S+ has 10\.11\.12\.1, which is/m);
    expect(stdout).toContain('Machines of this site that have no DHCP');
  });

  test('reads what it declares besides its item', () => {
    const declared = example
      .replace("each: '", "with: ['services'],\n  each: '")
      .replace(/judge\([\s\S]*$/, 'judge(_, { services, flows }) { return required(services) && flows; } });');
    const { checks } = reportSchema.parse(JSON.parse(run(fileOf(declared), '--format', 'json').stdout));
    expect(checks.at(-1)).toMatchObject({ verdict: 'pass' });
  });

  test.each([
    ['loops while it is loaded', 'for (;;);', 'it did not load within 10 s'],
    ['throws from a getter', 'export default { get id() { throw new Error("no id") } };', 'Error: no id'],
    ['throws while it is loaded', 'throw new Error("not today")', 'Error: not today'],
  ])('a module that %s: one sentence, exit 2', (_, text, reason) => {
    const { status, stdout, stderr } = run(fileOf(text));
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^qdoctor: Cannot load checks from [^\n]*\n$/);
    expect(stderr).toContain(reason);
  });

  test('that loops is unknown, and the others are judged', () => {
    const looping = example.replace(/judge\([\s\S]*$/, 'judge() { for (;;); } });');
    const { checks, layers } = reportSchema.parse(JSON.parse(run(fileOf(looping), '--format', 'json').stdout));
    expect(checks.at(-1)).toMatchObject({
      verdict: 'unknown',
      reason: expect.stringMatching(/did not end within 5 s$/),
    });
    expect(layers).toContainEqual({ id: 'dhcp', verdict: 'pass' });
  });

  test('that prints, and fails later, leaves the report whole', () => {
    const chatty = example.replace('judge(', "applies() { console.log('judging'); return false; },\n  judge(");
    const { stdout, stderr } = run(
      fileOf(`console.log('loaded');\nsetTimeout(() => { throw new Error('too late') }, 1);\n${chatty}`),
      '--format',
      'json',
    );
    expect(reportSchema.parse(JSON.parse(stdout)).verdict).toBe('healthy');
    expect(stderr).toContain('judging');
    expect(stderr).toMatch(/^qdoctor: The checks of \S+ failed later: Error: too late$/m);
  });

  test.each([
    ['that throws', "throw new Error('no such thing')", 'failed: Error: no such thing'],
    ['that gives no fault', 'return "wrong"', 'failed: Error: judge gave no fault'],
    ['that is not ready at once', 'return Promise.resolve()', 'failed: Error: judge gave no fault'],
    ['that reads what is not there', 'return required(undefined)', 'failed: TypeError'],
  ])('%s could not tell, and is named', (_name, body, reason) => {
    const file = fileOf(example.replace(/judge\([\s\S]*$/, `judge() { ${body} } });`));
    const { checks, verdict } = reportSchema.parse(JSON.parse(run(file, '--format', 'json').stdout));
    expect(verdict).toBe('incomplete');
    expect(checks.at(-1)).toMatchObject({ verdict: 'unknown' });
    expect(checks.at(-1)?.reason).toContain(`the check site-gateway-not-first of ${file} ${reason}`);
  });

  test('has the types of the package', () => {
    const folder = join(root, 'typed');
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    symlinkSync(packageRoot, join(folder, 'node_modules/qdoctor'));
    cpSync(examples, folder, { recursive: true });
    const compile = (file: string) =>
      execFileSync(
        join(packageRoot, 'node_modules/.bin/tsc'),
        ['--noEmit', '--allowJs', '--checkJs', '--strict', '--module', 'nodenext', '--types', '', file],
        { cwd: folder, encoding: 'utf8' },
      );
    writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
    expect(compile('site-gateway-not-first.js')).toBe('');
    const reading = (inputs: string) =>
      example
        .replace("each: '", `with: [${inputs}],\n  each: '`)
        .replace('router })', 'router }, { services })')
        .replace('if (odd === undefined)', 'if (odd === undefined || !services.known)');
    writeFileSync(join(folder, 'reading.js'), reading("'services'"));
    expect(compile('reading.js')).toBe('');
    writeFileSync(join(folder, 'sly.js'), reading("'flows'"));
    expect(() => compile('sly.js')).toThrow(expect.objectContaining({ stdout: expect.stringContaining('services') }));
    writeFileSync(join(folder, 'mistyped.js'), example.replace("'routerLegs'", "'routerLeg'"));
    expect(() => compile('mistyped.js')).toThrow(
      expect.objectContaining({ stdout: expect.stringContaining('TS2820') }),
    );
  });
});

describe('a module that is none ends the run by its name', () => {
  test.each([
    ['no JavaScript', 'export default {', /SyntaxError/],
    ['one that throws', 'throw new Error("not today")', /not today/],
    ['one that imports what there is not', "import 'no-such-package';", /no-such-package/],
    ['no default export', 'export const check = 1;', /no default export/],
    ['a word', 'export default "check";', /expected object/],
    ['a check without a judge', 'export default { id: "our-own" };', /layer: /],
    ['a section that there is not', example.replace('routerLegs', 'routerLeg'), /each: /],
    ['an input that there is not', example.replace("each: '", "with: ['weather'],\n  each: '"), /with\.0: /],
    [
      'an id that is taken',
      example.replaceAll('site-gateway-not-first', 'port-dead-vlan'),
      /check 'port-dead\S* already exists/,
    ],
    [
      'a cause that there is not',
      example.replace('router-interface-missing', 'router-gone-away'),
      /'router-gone-away'/,
    ],
    ['a key that there is not', example.replace('severity:', 'colour: "red",\n  severity:'), /colour/],
  ])('%s', (_name, text, reason) => {
    const file = fileOf(text);
    const { status, stdout, stderr } = run(file);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`qdoctor: Cannot load checks from ${file}: `);
    expect(stderr).toMatch(reason);
    expect(stderr.trim()).not.toContain('\n');
  });

  test('nor is a path that leads nowhere, or to a folder without modules', () => {
    expect(run(join(root, 'nowhere'))).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^qdoctor: Cannot read .*: no such file or folder\.$/m),
    });
    mkdirSync(join(root, 'empty'));
    expect(run(join(root, 'empty'))).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('contains no checks'),
    });
  });
});
