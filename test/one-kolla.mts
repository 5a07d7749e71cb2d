import { healFault, injectFault } from '../src/lab/faults/apply.ts';
import { faults } from '../src/lab/faults/index.ts';
import { findLab, startLab } from '../src/lab/lab.ts';
import { observeAndRecord } from './support/recorded-run.ts';
import { said } from './support/said.ts';

const [id] = process.argv.slice(2);
const lab = (await findLab('kolla16x')) ?? (await startLab({ name: 'kolla16x', layout: 'kolla-podman' }));
const fault = faults.find((f) => f.id === id)!;
await injectFault(lab, fault);
const run = await observeAndRecord(lab);
const [a, b] = [said(run.report), said(run.replayed)];
console.log(JSON.stringify(run.report.findings, null, 1));
for (const [i, line] of JSON.stringify(a, null, 1).split('\n').entries()) {
  const other = JSON.stringify(b, null, 1).split('\n')[i];
  if (line !== other) {
    console.log('LIVE', line, '\nREPL', other);
  }
}
await healFault(lab, fault);
