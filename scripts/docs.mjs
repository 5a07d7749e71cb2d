// `npm run docs`: writes what is generated from the sources, the index of the lab's faults, the JSON Schemas of the
// reports, the catalogue of checks and the man pages. With --check it writes nothing, and ends with 1 where a file would change.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { faultIndex } from './fault-index.mjs';
import { layerRules } from './layers.mjs';
import { retiredUses } from './retired-words.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const isCheck = process.argv.includes('--check');
let stale = 0;

// First, as all that follows is loaded by way of it.
update({
  'biome.layers.json': layerRules(root),
  'src/lab/faults/index.ts': await faultIndex(join(root, 'src/lab/faults')),
});
if (!isCheck || stale === 0) update(await generated());
const retired = isCheck ? retiredUses(root) : [];
for (const message of retired) console.error(`docs: ${message}`);
if (isCheck && stale + retired.length > 0) process.exitCode = 1;

async function generated() {
  const { checks } = await import('../checks/index.ts');
  const { faults } = await import('../src/lab/faults/index.ts');
  const { checkPages } = await import('./check-pages.mjs');
  const { manPages } = await import('./man-pages.mjs');
  const pages = {
    ...(await schemas()),
    ...(await manPages()),
    ...checkPages(checks, faults),
    'docs/playbooks.md': await stepTable(),
  };
  return { ...pages, 'README.md': withScreens(read(join(root, 'README.md'))) };
}

// The page with the table of the kinds of steps between its two marks.
async function stepTable() {
  const { stepKinds } = await import('../src/playbook/steps/index.ts');
  const rows = stepKinds.flatMap(({ docs }) => docs).map(({ form, does, tells }) => `| ${form} | ${does} | ${tells} |`);
  const table = ['| step | what is sent | what is told |', '| --- | --- | --- |', ...rows].join('\n');
  return read(join(root, 'docs/playbooks.md')).replace(
    /(<!-- steps: .* -->\n)[\s\S]*(<!-- \/steps -->)/,
    (_all, begin, end) => `${begin}\n${table}\n\n${end}`,
  );
}

// A page with what qdoctor prints below each prompt that a mark says the recording of.
function withScreens(page) {
  return page.replace(
    /(<!-- screen of (\S+): .*-->\n```console\n(\$ .*\n))[\s\S]*?(^```)/gm,
    (_all, begin, recording, _prompt, end) => `${begin}${screenOf(recording)}${end}`,
  );
}

function screenOf(recording) {
  const env = { ...process.env, COLUMNS: '80', NO_COLOR: '1' };
  const words = [...process.execArgv, 'src/cli.ts', '--ci', '--quiet', '--from', recording];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: root, env, encoding: 'utf8' });
  if (status === null || ![0, 1, 3].includes(status)) throw new Error(`${recording}: ${stderr}`);
  return stdout;
}

async function schemas() {
  const { playbookSchema } = await import('../src/playbook/schema.ts');
  const { dhcpReportSchema } = await import('../src/report/dhcp-json.ts');
  const { differenceSchema } = await import('../src/report/diff.ts');
  const { mapSchema } = await import('../src/report/map.ts');
  const { tracedSchema } = await import('../src/report/trace-formats.ts');
  const { reportSchema, reportsSchema } = await import('../src/report/report.ts');
  return {
    'schemas/qdoctor.report-1.schema.json': schemaFile('qdoctor.report/1', reportSchema),
    'schemas/qdoctor.reports-1.schema.json': schemaFile('qdoctor.reports/1', reportsSchema),
    'schemas/qdoctor.dhcp-1.schema.json': schemaFile('qdoctor.dhcp/1', dhcpReportSchema),
    'schemas/qdoctor.trace-1.schema.json': schemaFile('qdoctor.trace/1', tracedSchema),
    'schemas/qdoctor.map-1.schema.json': schemaFile('qdoctor.map/1', mapSchema),
    'schemas/qdoctor.diff-1.schema.json': schemaFile('qdoctor.diff/1', differenceSchema),
    'schemas/qdoctor.playbook-1.schema.json': schemaFile('qdoctor.playbook/1', playbookSchema, 'input'),
  };
}

function update(files) {
  for (const [name, text] of Object.entries(files)) {
    const file = join(root, name);
    if (read(file) === text) continue;
    stale += 1;
    if (isCheck) {
      console.error(`docs: ${name} is stale; run: npm run docs`);
      continue;
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    console.error(`docs: wrote ${name}`);
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

// `input`: what people write, where defaults may be left out.
function schemaFile(title, schema, io = 'output') {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io });
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`;
}
