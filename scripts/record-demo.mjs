// Records what `npm start` shows where no lab can run: `node scripts/record-demo.mjs`, as root.
// Inside the lab it calls itself with the folder to write to and the note to put into the manifest.
import { fileURLToPath } from 'node:url';
import { collectFacts } from '../dist/src/facts/collect.js';
import { LocalHost } from '../dist/src/host/local-host.js';
import { Recorder } from '../dist/src/host/recorder.js';
import { faults } from '../dist/src/lab/faults/index.js';
import { startLab } from '../dist/src/lab/lab.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const [folder, note] = process.argv.slice(2);

if (folder !== undefined) {
  const recorder = new Recorder(new LocalHost());
  await collectFacts(recorder, { isInScope: () => true, onProgress: () => {} });
  recorder.save(folder, note, new Date());
} else {
  const fault = faults.find(({ id }) => id === 'dhcp-no-offer');
  const lab = await startLab({ name: `record-${process.pid}`, layout: 'folsom' });
  const record = async (name, words) => {
    // The folder comes by standard input: the recording holds the list of processes, and this machine's paths are nobody's.
    const script = 'cd "$(cat)" && exec node scripts/record-demo.mjs "$@"';
    const argv = ['sh', '-c', script, 'sh', `recordings/no-offer/${name}`, words];
    const end = await lab.run(argv, { timeoutMs: 60_000, input: root });
    if (end.kind !== 'exited' || end.exitCode !== 0) throw new Error(JSON.stringify(end));
  };
  try {
    for (const argv of fault.inject(lab.model)) await lab.run(argv);
    await record('broken', `A lab of the layout folsom, recorded while it had the fault ${fault.id}.`);
    for (const argv of fault.heal(lab.model)) await lab.run(argv, { timeoutMs: 60_000 });
    await record('healed', 'The same lab after the fix.');
  } finally {
    await lab.down();
  }
}
