// `npx tsx scripts/soak.mjs [RUNS] [runs | watch]`, as root: diagnoses a healthy lab again and again, by default as often as
// in a day with one run a minute, and prints what may grow, a line for each twelfth of the runs: on the host after `runs` of
// their own, then in one process that watches (`--watch`). A run that is not HEALTHY leaves its report and its recording in
// soak/RUN/.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startLab } from '../src/lab/lab.ts';
import { cli } from '../test/support/diagnosis.ts';

const runs = Number(process.argv[2] ?? 1440);
const part = process.argv[3];
const lines = 12;
const metricsFile = '/run/soak.prom';
const ticket = '/run/soak-ticket';

/** What a diagnosis could leave on a host, each as a command that prints a number. */
const ofHost = {
  processes: 'ls -d /proc/[0-9]* | wc -l',
  files: 'find /run /var/lib /var/log /etc/openvswitch -xdev | wc -l',
  'log KiB': 'du -sk /var/log | cut -f 1',
  'switch database KiB': 'du -sk /etc/openvswitch | cut -f 1',
  conntrack:
    '{ conntrack -C; ip netns | cut -d " " -f 1 | xargs -I N ip netns exec N conntrack -C; } | awk "{ n += \\$1 } END { print n }"',
  FDB: 'ovs-vsctl list-br | xargs -n 1 ovs-appctl fdb/show | grep -vc port',
  'FDB of bridges': 'bridge fdb show | wc -l',
  neighbours: '{ ip neigh; ip -all netns exec ip neigh; } | wc -l',
  flows: 'ovs-vsctl list-br | xargs -n 1 ovs-ofctl dump-flows | wc -l',
  'switch KiB': 'awk "/VmRSS/ { print \\$2 }" /proc/"$(pidof ovs-vswitchd)"/status',
};

// Temporary files of this alone, where they are counted.
const temporary = 'TMPDIR=/run/soak';
const lab = await startLab({ name: `soak-${process.pid}`, layout: 'neutron' });
const inLab = async (...argv) => {
  const end = await lab.run(argv, { timeoutMs: 150_000 });
  if (end.kind !== 'exited') throw new Error(`${argv.join(' ')}: ${end.kind}`);
  return end;
};
const shell = async (script) => (await inLab('sh', '-c', script)).stdout.trim();

try {
  await shell('mkdir /run/soak');
  if (part !== 'watch') await separateRuns();
  if (part !== 'runs') await oneWatch();
} finally {
  await lab.down();
}

async function separateRuns() {
  console.log(`runs of --ci\t${Object.keys(ofHost).join('\t')}\tpeak MiB\tnot healthy`);
  const bad = [];
  let peak = 0;
  for (let run = 1; run <= runs; run += 1) {
    await inLab('rm', '-rf', ticket);
    const words = ['--ci', '--quiet', '--output', ticket];
    const { exitCode, stdout, stderr } = await inLab('env', temporary, ...weighed(), ...cli.slice(1), ...words);
    if (exitCode !== 0) {
      const kept = join('soak', String(run));
      mkdirSync(kept, { recursive: true });
      await inLab('sh', '-c', `cp -r ${ticket}/. "$1"`, 'sh', resolve(kept));
      writeFileSync(join(kept, 'printed.txt'), `exit ${exitCode}\n${stdout}\n${stderr}`);
      bad.push(`${run}: exit ${exitCode}, see ${kept}`);
      console.log(`not healthy: run ${bad.at(-1)}`);
    }
    peak = Math.max(peak, Number(await shell('cat /run/peak')) / 1024);
    if (run % Math.ceil(runs / lines) !== 0) continue;
    console.log([run, ...(await measured()), Math.round(peak), bad.length].join('\t'));
    peak = 0;
  }
}

/** Node, which writes down the most memory that it had at once as it ends. */
function weighed() {
  const script = `import{writeFileSync}from"node:fs";process.on("exit",()=>writeFileSync("/run/peak",String(process.resourceUsage().maxRSS)))`;
  return [process.execPath, '--import', `data:text/javascript,${script}`];
}

async function measured() {
  const numbers = [];
  for (const script of Object.values(ofHost)) numbers.push(await shell(script));
  return numbers;
}

async function oneWatch() {
  console.log(`runs of --watch\t${Object.keys(ofHost).join('\t')}\tMiB\topen files\tthreads`);
  const words = ['env', temporary, ...cli, '--ci', '--watch', '0.1', '--format', `prometheus=${metricsFile}`];
  await inLab('sh', '-c', '"$@" >/run/soak.out 2>&1 & echo $! >/run/soak.pid', 'sh', ...words);
  const pid = await shell('cat /run/soak.pid');
  let seen = '';
  for (let run = 0; run < runs; ) {
    await sleep(100);
    const last = await shell(`grep -s ^qdoctor_last_run ${metricsFile} || kill -0 ${pid}`);
    if (last === seen || last === '') continue;
    seen = last;
    run += 1;
    if (run % Math.ceil(runs / lines) !== 0) continue;
    const own = await shell(
      `awk '/VmRSS/ { print int($2 / 1024) }' /proc/${pid}/status; ls /proc/${pid}/fd | wc -l; ls /proc/${pid}/task | wc -l`,
    );
    console.log([run, ...(await measured()), ...own.split('\n')].join('\t'));
  }
  await shell(`kill ${pid}`);
  console.log(`printed: ${(await shell('cat /run/soak.out')).split('\n').length} lines`);
}
