// `npm run bench`: first a passive diagnosis of the lab against the bare commands that it needs, run from one shell loop,
// both in turn in one run, so the ratio holds on any machine, and what it costs to take secrets and names out of what was
// read; then the reading of captures (bench-dhcp.mjs).
// One of them alone: `npm run bench -- diagnosis [NETWORKS…]`, `npm run bench -- dhcp [--packets N] [--rounds N]`.
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { collectFacts } from '../src/facts/collect.ts';
import { LocalHost } from '../src/host/local-host.ts';
import { Recorder, redacted } from '../src/host/recorder.ts';
import { startLab } from '../src/lab/lab.ts';
import { pseudonyms } from '../src/pseudonyms/disguise.ts';
import { commandLines } from '../src/report/command-line.ts';
import { root } from './setup.mjs';

const rounds = 5;
const cli = join(root, 'dist/src/cli.js');
const diagnosis = ['--ci', '--passive', '--wait', '0', '--quiet', '--format', 'json'];

const [part, ...words] = process.argv.slice(2);
if (part === '--commands') await printCommands();
if (part === '--disguise') await compareDisguises();
if (part === undefined || part === 'diagnosis') await compare(words.map(Number));
if (part === undefined || part === 'dhcp') await import('./bench-dhcp.mjs');

/** Inside a lab: every command of a diagnosis, as a shell script that runs them one after the other. */
async function printCommands() {
  const commands = [];
  class Listing extends Recorder {
    async run(asked) {
      commands.push(...asked);
      return super.run(asked);
    }
  }
  await collectFacts(new Listing(new LocalHost()), { isInScope: () => true, onProgress: () => {} });
  for (const { argv, input } of commands) {
    const call = `${commandLines(argv, Number.MAX_SAFE_INTEGER).join('')} >/dev/null 2>&1`;
    process.stdout.write(input === undefined ? `${call} </dev/null\n` : `${call} <<'E'\n${input}E\n`);
  }
}

/** Inside a lab: how long it takes to read it, and then to write that down in each disguise. */
async function compareDisguises() {
  const recorder = new Recorder(new LocalHost());
  const reading = await timed(() => collectFacts(recorder, { isInScope: () => true, onProgress: () => {} }));
  const folder = mkdtempSync('/run/bench-');
  const plain = await timed(() => recorder.save(join(folder, 'plain'), { note: '' }, new Date(), redacted));
  const hidden = await timed(() =>
    recorder.save(join(folder, 'hidden'), { note: '' }, new Date(), pseudonyms(recorder)),
  );
  const cells = [reading, plain, hidden].map((seconds) => `${seconds.toFixed(2)} s`);
  console.log(`          collected in ${cells[0]}, written redacted in ${cells[1]}, with pseudonyms in ${cells[2]}`);
}

async function timed(work) {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

async function compare(counts) {
  console.log('networks  commands  bare loop  qdoctor  ratio  per network');
  for (const networks of counts.length > 0 ? counts : [0, 50, 200]) {
    const lab = await startLab({ name: `bench-${process.pid}`, layout: 'neutron', networks });
    try {
      const bareCommands = await askInside(lab, '--commands');
      await lab.run(['sh', '-c', 'cat >/run/bare.sh'], { input: bareCommands });
      const bare = [];
      const whole = [];
      for (let round = 0; round <= rounds; round += 1) {
        bare.push(await seconds(lab, ['sh', '/run/bare.sh']));
        whole.push(await seconds(lab, [process.execPath, cli, ...diagnosis]));
      }
      // The first round warms up.
      const [one, other] = [median(bare.slice(1)), median(whole.slice(1))];
      const ratio = median(whole.slice(1).map((time, index) => time / bare[index + 1]));
      const count = bareCommands.split('\n').filter((line) => line.includes('>/dev/null')).length;
      const each = networks === 0 ? '' : `${((other / networks) * 1000).toFixed(1)} ms`;
      console.log(
        [
          String(networks).padEnd(8),
          String(count).padEnd(8),
          `${one.toFixed(2)} s   `,
          `${other.toFixed(2)} s `,
          ratio.toFixed(2).padEnd(5),
          each,
        ].join('  '),
      );
      process.stdout.write(await askInside(lab, '--disguise'));
    } finally {
      await lab.down();
    }
  }
}

/** What this script prints in a lab, told by a word which part of it to run there. */
async function askInside(lab, word) {
  const argv = [process.execPath, ...process.execArgv, join(root, 'scripts/bench.mjs'), word];
  return (await lab.run(argv, { timeoutMs: 120_000 })).stdout;
}

async function seconds(lab, argv) {
  const start = performance.now();
  const end = await lab.run(argv, { timeoutMs: 300_000 });
  if (end.kind !== 'exited' || end.exitCode !== 0)
    throw new Error(`${argv.join(' ')}: ${JSON.stringify(end).slice(0, 300)}`);
  return (performance.now() - start) / 1000;
}

function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}
