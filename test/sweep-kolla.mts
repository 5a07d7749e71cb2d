import { faults } from '../src/lab/faults/index.ts';
import { startLab } from '../src/lab/lab.ts';
import { rootsOf } from './support/diagnosis.ts';
import { observeAndRecord } from './support/recorded-run.ts';
import { said } from './support/said.ts';
import { tryFaults } from './support/trial.ts';

const [name = 'kolla16s', from = '0', to = '999', ...only] = process.argv.slice(2);
const kind = (process.env['KIND'] ?? 'kolla-podman') as 'kolla-podman';
let lab = await startLab({ name, layout: kind });
const chosen = faults
  .filter(
    (f) => (f.layouts.includes('neutron') || f.layouts.includes('kolla')) && (only.length === 0 || only.includes(f.id)),
  )
  .slice(Number(from), Number(to));
let bad = 0;
for (const fault of chosen) {
  const t = Date.now();
  try {
    const max = fault.fixes?.[fault.layouts.includes('kolla') ? 'kolla' : 'neutron'] ?? 1;
    const trial = await tryFaults(lab, [fault], Math.max(1, max), observeAndRecord);
    const problems: string[] = [];
    const roots = rootsOf(trial.broken);
    if (JSON.stringify(roots) !== JSON.stringify([fault.expects])) problems.push(`roots ${roots.join()}`);
    if (trial.rounds !== max) problems.push(`rounds ${trial.rounds} of ${max}`);
    if (trial.healed.report.findings.length) problems.push(`after: ${rootsOf(trial.healed).join()}`);
    if (trial.stillFailing.length) problems.push(`failing: ${trial.stillFailing.join()}`);
    if (trial.broken.unseen?.length) problems.push(`unseen ${JSON.stringify(trial.broken.unseen).slice(0, 200)}`);
    if (JSON.stringify(said(trial.broken.replayed)) !== JSON.stringify(said(trial.broken.report)))
      problems.push('replay differs');
    const unknown = trial.broken.report.checks.filter((c) => c.verdict === 'unknown').length;
    const cmds = trial.broken.report.findings[0]?.fix?.commands.map((c) => c.join(' ')) ?? [];
    console.log(
      problems.length ? 'BAD' : 'ok ',
      fault.id,
      problems.join(' | '),
      `unknown=${unknown}`,
      `${((Date.now() - t) / 1000).toFixed(0)}s`,
      '=>',
      cmds.join(' ; ').slice(0, 300),
    );
    if (problems.length) {
      bad++;
      await lab.down();
      lab = await startLab({ name, layout: kind });
    }
  } catch (error) {
    bad++;
    console.log('ERR', fault.id, String(error).slice(0, 500));
    await lab.down();
    lab = await startLab({ name, layout: kind });
  }
}
console.log('bad', bad, 'of', chosen.length);
await lab.down();
