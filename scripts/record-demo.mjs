// Records what `npm start` shows where no lab can run, and the healthy lab that tests start from:
// `npx tsx scripts/record-demo.mjs`, as root.
// Inside the lab it calls itself with the folder to write to and the note to put into the manifest.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { factIds, gatherFacts } from '../src/facts/index.ts';
import { LocalHost } from '../src/host/local-host.ts';
import { Recorder } from '../src/host/recorder.ts';
import { faults } from '../src/lab/faults/index.ts';
import { startLab } from '../src/lab/lab.ts';
import { watchWire } from '../src/probes/watch-wire.ts';
import { buildTopology } from '../src/topology/build.ts';
import { saveAsOldText } from '../test/support/old-text.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const [folder, note] = process.argv.slice(2);

if (folder !== undefined) {
  const recorder = new Recorder(new LocalHost());
  const facts = await gatherFacts(recorder, factIds);
  const watching = { isAsked: () => true, wantedPorts: [], permission: { may: 'send' } };
  await watchWire(recorder, buildTopology(facts, recorder.name), watching);
  await recorder.save(folder, { note }, new Date());
} else {
  // One plain file for inside the lab: a compiler at work would stand in the recorded list of processes.
  await build({
    absWorkingDir: root,
    entryPoints: ['scripts/record-demo.mjs'],
    outfile: 'dist/record-demo.js',
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
  });
  const fault = faults.find(({ id }) => id === 'dhcp-no-offer');
  await inLab('folsom', async (lab, record) => {
    for (const argv of fault.inject(lab.model)) await lab.run(argv);
    await record(
      'recordings/no-offer/broken',
      `A lab of the layout folsom, recorded while it had the fault ${fault.id}.`,
    );
    for (const argv of fault.heal(lab.model)) await lab.run(argv, { timeoutMs: 60_000 });
    await record('recordings/no-offer/healed', 'The same lab after the fix.');
  });
  await inLab('neutron', async (lab, record) => {
    await record('test/recordings/lab-neutron-healthy', 'A healthy lab of the layout neutron.');
    const text = join(root, 'test/recordings/lab-neutron-text');
    rmSync(text, { recursive: true, force: true });
    await saveAsOldText(lab, text);
  });
}

async function inLab(layout, work) {
  const lab = await startLab({ name: `record-${process.pid}`, layout });
  const record = async (...words) => {
    // Names of files have numbers of processes in them: what an older recording left would stay for ever.
    rmSync(join(root, words[0]), { recursive: true, force: true });
    // The folder comes by standard input: the recording holds the list of processes, and this machine's paths are nobody's.
    const script = 'cd "$(cat)" && exec node dist/record-demo.js "$@"';
    const end = await lab.run(['sh', '-c', script, 'sh', ...words], { timeoutMs: 60_000, input: root });
    if (end.kind !== 'exited' || end.exitCode !== 0) throw new Error(JSON.stringify(end));
  };
  try {
    await work(lab, record);
  } finally {
    await lab.down();
  }
}
