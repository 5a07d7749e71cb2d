// `npm run bench`: first a passive diagnosis of the lab against the bare commands that it needs, run from one shell loop,
// and against the least that entering every namespace takes, all in turn in one run, so the ratios hold on any machine, and
// what it costs to take secrets and names out of what was read; then the reading of captures (bench-dhcp.mjs).
// One of them alone: `npm run bench -- diagnosis [NETWORKS…]`, `npm run bench -- dhcp [--packets N] [--rounds N]`. Only when
// asked for: `npm run bench -- fleet [HOSTS]` (bench-fleet.mjs).
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { factIds, gatherFacts } from '../src/facts/index.ts';
import { LocalHost } from '../src/host/local-host.ts';
import { Recorder, redacted } from '../src/host/recorder.ts';
import { startLab } from '../src/lab/lab.ts';
import { pseudonyms } from '../src/pseudonyms/anonymizer.ts';
import { commandLine } from '../src/report/command-line.ts';
import { root } from './setup.mjs';

const rounds = 5;
const cli = join(root, 'dist/src/cli.js');
const diagnosis = ['--ci', '--passive', '--wait', '0', '--quiet', '--format', 'json'];

/** The least that reading every namespace takes: one process that enters it, and two that read; two side by side. */
const floor = [
  'sh',
  '-c',
  `ls /run/netns | xargs -P 2 -I NAME nsenter --net=/run/netns/NAME sh -c 'ip -j -batch - <<E
addr show
route show table all
rule show
neigh show
netconf show
E
iptables-save' >/dev/null`,
];

/** With the most memory that it had at once written down as it ends. */
const weighed = `data:text/javascript,import{writeFileSync}from"node:fs";process.on("exit",()=>writeFileSync("/run/peak",String(process.resourceUsage().maxRSS)))`;

const [part, ...words] = process.argv.slice(2);
if (part === '--commands') await printCommands();
if (part === '--disguise') await compareDisguises();
if (part === undefined || part === 'diagnosis') await compare(words.map(Number));
if (part === 'fleet') await import('./bench-fleet.mjs');
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
  await gatherFacts(new Listing(new LocalHost()), factIds);
  for (const { argv, input } of commands) {
    const call = `${commandLine(argv)} >/dev/null 2>&1`;
    process.stdout.write(input === undefined ? `${call} </dev/null\n` : `${call} <<'E'\n${input}E\n`);
  }
}

/** Inside a lab: how long it takes to read it, and then to write that down in each disguise. */
async function compareDisguises() {
  const recorder = new Recorder(new LocalHost());
  const reading = await timed(() => gatherFacts(recorder, factIds));
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

async function peakMegabytes(lab) {
  await lab.run([process.execPath, '--import', weighed, cli, ...diagnosis], { timeoutMs: 300_000 });
  return Number((await lab.run(['cat', '/run/peak'])).stdout) / 1024;
}

async function startup() {
  const times = { node: [], version: [] };
  for (let round = 0; round <= 2 * rounds; round += 1) {
    times.node.push(await timed(async () => spawnSync(process.execPath, ['-e', '0'])));
    times.version.push(await timed(async () => spawnSync(process.execPath, [cli, '--version'])));
  }
  const ratio = median(times.version.map((time, index) => time / times.node[index]));
  console.log(`--version / node -e 0: ${ratio.toFixed(2)} (aim: at most 1.4)`);
}

async function compare(counts) {
  await startup();
  console.log(
    'networks  commands  bare loop  floor    qdoctor  / loop  / floor (aim: 1.5)  --network  peak (aim: 300 MB)',
  );
  for (const networks of counts.length > 0 ? counts : [0, 200, 1000]) {
    const lab = await startLab({ name: `bench-${process.pid}`, layout: 'neutron', networks });
    try {
      const bareCommands = await askInside(lab, '--commands');
      await lab.run(['sh', '-c', 'cat >/run/bare.sh'], { input: bareCommands });
      const [bare, least, whole, scoped] = [[], [], [], []];
      const scope = ['--network', lab.model.networks[0].id];
      for (let round = 0; round <= rounds; round += 1) {
        bare.push(await seconds(lab, ['sh', '/run/bare.sh']));
        least.push(await seconds(lab, floor));
        whole.push(await seconds(lab, [process.execPath, cli, ...diagnosis]));
        scoped.push(await seconds(lab, [process.execPath, cli, ...diagnosis, ...scope]));
      }
      // The first round warms up.
      const middle = (times) => median(times.slice(1));
      const ratioTo = (others) => middle(whole.map((time, index) => time / others[index])).toFixed(2);
      const count = bareCommands.split('\n').filter((line) => line.includes('>/dev/null')).length;
      console.log(
        [
          String(networks).padEnd(8),
          String(count).padEnd(8),
          `${middle(bare).toFixed(2)} s   `,
          `${middle(least).toFixed(2)} s`,
          `${middle(whole).toFixed(2)} s `,
          ratioTo(bare).padEnd(6),
          ratioTo(least).padEnd(18),
          `${middle(scoped).toFixed(2)} s   `,
          `${Math.round(await peakMegabytes(lab))} MB`,
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
