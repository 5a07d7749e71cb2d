// Records what `npm start` shows where no lab can run, and the healthy lab that tests start from:
// `node scripts/record-demo.mjs`, as root.
// Inside the lab it calls itself with the folder to write to and the note to put into the manifest.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { collectFacts } from '../dist/src/facts/collect.js';
import { LocalHost } from '../dist/src/host/local-host.js';
import { Recorder } from '../dist/src/host/recorder.js';
import { faults } from '../dist/src/lab/faults/index.js';
import { startLab } from '../dist/src/lab/lab.js';
import { watchWire } from '../dist/src/probes/watch-wire.js';
import { buildTopology } from '../dist/src/topology/build.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const [folder, note] = process.argv.slice(2);

if (folder !== undefined) {
  const recorder = new Recorder(new LocalHost());
  const facts = await collectFacts(recorder, { isInScope: () => true, onProgress: () => {} });
  const watching = { isAsked: () => true, wantedPorts: [], permission: { may: 'send' } };
  await watchWire(recorder, buildTopology(facts, recorder.name), watching);
  await recorder.save(folder, { note }, new Date());
} else {
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
  await inLab('neutron', (_lab, record) =>
    record('test/recordings/lab-neutron-healthy', 'A healthy lab of the layout neutron.'),
  );
}

async function inLab(layout, work) {
  const lab = await startLab({ name: `record-${process.pid}`, layout });
  const record = async (...words) => {
    // Names of files have numbers of processes in them: what an older recording left would stay for ever.
    rmSync(join(root, words[0]), { recursive: true, force: true });
    // The folder comes by standard input: the recording holds the list of processes, and this machine's paths are nobody's.
    const script = 'cd "$(cat)" && exec node scripts/record-demo.mjs "$@"';
    const end = await lab.run(['sh', '-c', script, 'sh', ...words], { timeoutMs: 60_000, input: root });
    if (end.kind !== 'exited' || end.exitCode !== 0) throw new Error(JSON.stringify(end));
  };
  try {
    await work(lab, record);
  } finally {
    await lab.down();
  }
}
