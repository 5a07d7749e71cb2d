// `npm run docs`: writes what is generated from the sources, the index of the lab's faults, the JSON Schemas of the
// reports, the catalogue of checks, the man pages and the screens on other pages. With --check it writes nothing, and ends
// with 1 where a file would change. The wizard's screens are written by scripts/wizard-screens.mjs.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { faultIndex } from './fault-index.mjs';
import { layerRules } from './layers.mjs';
import { retiredUses } from './retired-words.ts';
import { unmarkedScreens, withScreens } from './screens.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const isCheck = process.argv.includes('--check');
let stale = 0;

// First, as all that follows is loaded by way of it.
update({
  'biome.layers.json': layerRules(root),
  'src/lab/faults/index.ts': await faultIndex(join(root, 'src/lab/faults')),
});
if (!isCheck || stale === 0) update(await generated());
const mistakes = isCheck ? [...retiredUses(root), ...textPages().flatMap(unmarkedIn)] : [];
for (const message of mistakes) console.error(`docs: ${message}`);
if (isCheck && stale + mistakes.length > 0) process.exitCode = 1;

/** README and all pages of docs, but those of the checks. */
function textPages() {
  const pages = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
  return ['README.md', ...pages.map((name) => `docs/${name}`)];
}

function unmarkedIn(path) {
  const lines = unmarkedScreens(read(join(root, path)));
  return lines.map((line) => `${path}:${line}: this screen has no mark (scripts/screens.ts), so it may be untrue`);
}

async function generated() {
  const { checks } = await import('../checks/index.ts');
  const { cloudChecks } = await import('../checks/fleet/index.ts');
  const { cloudFaults } = await import('../src/lab/cloud-faults/index.ts');
  const { faults } = await import('../src/lab/faults/index.ts');
  const { checkPages } = await import('./check-pages.mjs');
  const { manPages } = await import('./man-pages.mjs');
  const pages = {
    ...(await schemas()),
    ...(await manPages()),
    ...checkPages(checks, cloudChecks, [...faults, ...cloudFaults]),
    'docs/playbooks.md': withScreens(await stepTable(), root),
  };
  return { ...handWrittenPages(), ...pages };
}

// The page with the table of the kinds of steps between its two marks.
async function stepTable() {
  const { stepKinds } = await import('../src/playbook/steps/index.ts');
  const rows = stepKinds.flatMap(({ docs }) => docs).map(({ form, does, tells }) => `| ${form} | ${does} | ${tells} |`);
  const table = ['| step | what is sent | its output |', '| --- | --- | --- |', ...rows].join('\n');
  return read(join(root, 'docs/playbooks.md')).replace(
    /(<!-- steps: .* -->\n)[\s\S]*(<!-- \/steps -->)/,
    (_all, begin, end) => `${begin}\n${table}\n\n${end}`,
  );
}

/** README and the pages of docs that are written by hand, with their screens as they are now. */
function handWrittenPages() {
  return Object.fromEntries(textPages().map((path) => [path, withScreens(read(join(root, path)), root)]));
}

async function schemas() {
  const { playbookSchema } = await import('../src/playbook/schema.ts');
  const { dhcpReportSchema } = await import('../src/report/dhcp/json.ts');
  const { differenceSchema } = await import('../src/report/diff/diff.ts');
  const { mapSchema } = await import('../src/report/map/map.ts');
  const { cloudMapSchema } = await import('../src/report/map/cloud.ts');
  const { fleetReportSchema } = await import('../src/report/fleet/report.ts');
  const { tracedSchema } = await import('../src/report/trace-formats.ts');
  const { reportSchema, reportsSchema } = await import('../src/report/report.ts');
  return {
    'schemas/qdoctor.report-1.schema.json': schemaFile('qdoctor.report/1', reportSchema),
    'schemas/qdoctor.reports-1.schema.json': schemaFile('qdoctor.reports/1', reportsSchema),
    'schemas/qdoctor.fleet-1.schema.json': schemaFile('qdoctor.fleet/1', fleetReportSchema),
    'schemas/qdoctor.dhcp-1.schema.json': schemaFile('qdoctor.dhcp/1', dhcpReportSchema),
    'schemas/qdoctor.trace-1.schema.json': schemaFile('qdoctor.trace/1', tracedSchema),
    'schemas/qdoctor.fleet-map-1.schema.json': schemaFile('qdoctor.fleet-map/1', cloudMapSchema),
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
