// `npm run new-check -- LAYER/ID`: writes a check, the lab fault that proves it and its unit test from templates, and
// lists the check behind the last one of its layer. What is to be filled in says "Replace this".
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checks } from '../checks/index.ts';
import { layers } from '../src/engine/layers.ts';
import { camelCase, faultIndex } from './fault-index.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const faultFolder = 'src/lab/faults';

try {
  const [wanted = ''] = process.argv.slice(2);
  const [layer, id] = parse(wanted);
  const files = {
    [`checks/${layer}/${id}.ts`]: checkTemplate(layer, id),
    [`${faultFolder}/${id}.ts`]: faultTemplate(layer, id),
    [`test/checks/${layer}/${id}.test.ts`]: testTemplate(id),
  };
  const taken = Object.keys(files).find((name) => existsSync(join(root, name)));
  if (taken !== undefined) throw new Error(`${taken} exists already`);
  for (const [name, text] of Object.entries(files)) write(name, text);
  const list = 'checks/index.ts';
  write(list, withCheck(readFileSync(join(root, list), 'utf8'), layer, id));
  write(`${faultFolder}/index.ts`, await faultIndex(join(root, faultFolder)));
  console.log(`
Fill in what says "Replace this", and move the check in checks/index.ts where a cause of it stands later. Then:
  npm run docs
  npx vitest run test/checks/${layer}/${id}.test.ts
  npx vitest run test/diagnosis -t ${id}`);
} catch (error) {
  console.error(`new-check: ${error.message}`);
  process.exitCode = 2;
}

function parse(wanted) {
  const [, layer, id] = /^([a-z-]+)\/([a-z0-9]+(?:-[a-z0-9]+)+)$/.exec(wanted) ?? [];
  if (layer === undefined) throw new Error('usage: npm run new-check -- LAYER/ID, as in vlan/port-tag-wrong');
  if (!layers.includes(layer)) throw new Error(`unknown layer '${layer}'. Choose one of: ${layers.join(', ')}`);
  if (checks.some((check) => check.id === id)) throw new Error(`there is a check ${id} already`);
  return [layer, id];
}

function write(name, text) {
  const file = join(root, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(`wrote ${name}`);
}

/** The list of checks with one more: its import in the order of paths, its line behind the last check of its layer. */
function withCheck(list, layer, id) {
  const lines = list.split('\n');
  const path = `./${layer}/${id}.ts`;
  const later = (line) => (/^import \w+ from '(.+)';$/.exec(line)?.[1] ?? '') > path;
  const lastImport = lines.findLastIndex((line) => line.startsWith('import '));
  const before = lines.findIndex(later);
  lines.splice(before === -1 ? lastImport + 1 : before, 0, `import ${camelCase(id)} from '${path}';`);
  const known = layers.slice(0, layers.indexOf(layer) + 1);
  const previous = checks.findLast((check) => known.includes(check.layer));
  const at = lines.indexOf(`  ${camelCase(previous.id)},`);
  if (at === -1) throw new Error(`checks/index.ts has no line for ${previous.id}`);
  lines.splice(at + 1, 0, `  ${camelCase(id)},`);
  return lines.join('\n');
}

function checkTemplate(layer, id) {
  return `import { defineCheck } from '../../src/engine/check.ts';
import { tagEvidence } from '../../src/evidence/ports.ts';

export default defineCheck({
  id: '${id}',
  layer: '${layer}',
  title: 'Replace this by the fault ${id} in a few words',
  why: 'Replace this by what ${id} costs a user.',
  symptom: 'Replace this by what an operator notices of ${id}.',
  remedy: 'Replace this by what the fix of ${id} does.',
  limits: 'Replace this by when ${id} can be wrong, and by the healthy hosts that look like it.',
  sources: ['https://example.org/replace-this'],
  severity: 'error',
  each: 'ports',
  explainedBy: [],
  judge(port) {
    if (port.port.tag !== 4094) return undefined;
    return {
      summary: \`\${port.subject.name} has VLAN tag 4094 (replace this).\`,
      evidence: [tagEvidence(port)],
      fix: null,
    };
  },
});
`;
}

function faultTemplate(layer, id) {
  return `import { toVmA1 } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { setTag } from './steps.ts';

const fault: Fault = {
  id: '${id}',
  title: 'replace this by what is wrong, as a noun phrase',
  layer: '${layer}',
  layouts: bothLayouts,
  expects: '${id}',
  effect: { breaks: toVmA1 },
  fixes: { folsom: 0, neutron: 0 },
  inject: ({ a }) => [setTag(a.vm1.qvo, 4094)],
  heal: ({ a }) => [setTag(a.vm1.qvo, a.network.tag)],
};

export default fault;
`;
}

function testTemplate(id) {
  return `import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { port } from '../../support/edits/ovs.ts';
import { dhcpA } from '../../support/lab-names.ts';

testCheck('${id}', [
  reject('a port with the fault (replace this)', port(dhcpA).tag(4094), {
    summary: /has VLAN tag 4094/,
    subject: dhcpA,
    fix: null,
  }),
  accept('a healthy port that looks like it (replace this)', port(dhcpA).tag(4093)),
]);
`;
}
