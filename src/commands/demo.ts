import { join } from 'node:path';
import type { Command } from 'commander';
import type { DiagnoseOptions } from '../app/diagnose.ts';
import type { Argv } from '../host/process.ts';
import { faults } from '../lab/faults/index.ts';
import { qdoctorInside } from '../lab/inside.ts';
import { type Lab, labObstacle, startLab } from '../lab/lab.ts';
import { askForLease } from '../lab/lease.ts';
import { packageRoot } from '../package.ts';
import { commandLines } from '../report/command-line.ts';
import { reportFormats } from '../report/formats/index.ts';
import type { Report } from '../report/report.ts';
import { isColorful } from './color.ts';
import { outputsOf } from './options.ts';
import { type ShowOptions, showDiagnosis } from './show-diagnosis.ts';

const faultId = 'dhcp-no-offer';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const heading = (text: string): void => say(`\n── ${text} ${'─'.repeat(Math.max(0, 76 - text.length))}`);

/** `qdoctor demo`: the main job on a private host, a VM without an address, diagnosed, fixed and diagnosed again. */
export function addDemoCommand(program: Command, interrupt: AbortSignal): void {
  program
    .command('demo')
    .description('break a private Quantum host, diagnose it, fix it and diagnose it again')
    .action(async () => {
      process.exitCode = await runDemo(interrupt);
    });
}

async function runDemo(signal: AbortSignal): Promise<number> {
  const obstacle = await labObstacle();
  if (obstacle !== undefined) return replay(obstacle, signal);
  heading('A private Quantum host, with real Open vSwitch, dnsmasq and VMs');
  const lab = await startLab({ name: `demo-${process.pid}`, layout: 'folsom', signal, progress: say });
  try {
    return await healLive(lab);
  } finally {
    await lab.down();
    say('The private host was removed.');
  }
}

async function healLive(lab: Lab): Promise<number> {
  const fault = faults.find(({ id }) => id === faultId);
  if (fault === undefined) throw new Error(`no fault ${faultId}`);
  heading(`Injected fault: ${fault.title}`);
  for (const argv of fault.inject(lab.model)) await lab.run(argv);
  await showLease(lab);

  heading('qdoctor --ci');
  const file = '/run/qdoctor-demo.json';
  const first = await lab.exec([...qdoctorInside, '--ci', '--format', 'text', '--format', `json=${file}`]);
  const saved = await lab.run(['cat', file]);
  if (first !== 1 || saved.kind !== 'exited') throw new Error(`the diagnosis of a broken lab ended with ${first}`);
  const report = JSON.parse(saved.stdout) as Report;
  const fix = report.findings.find(({ cause }) => cause === 'root')?.fix;

  heading('The fix, as printed');
  for (const command of fix?.commands ?? []) {
    say(commandLines(command, 78).join('\n'));
    await lab.run(command as Argv, { timeoutMs: 60_000 });
  }
  await showLease(lab);

  heading('qdoctor --ci, again');
  return lab.exec([...qdoctorInside, '--ci']);
}

async function showLease(lab: Lab): Promise<void> {
  const [vm] = lab.model.vms;
  if (vm === undefined) throw new Error('a lab without VMs');
  const answer = await lab.run(askForLease(vm), { timeoutMs: 30_000 });
  const hasLease = answer.kind === 'exited' && answer.exitCode === 0;
  say(`VM ${vm.name} requests an address: ${hasLease ? `gets ${vm.address}` : 'no answer'}`);
}

/** Where no lab can run: the same two diagnoses, from recordings of that very lab. */
async function replay(obstacle: string, signal: AbortSignal): Promise<number> {
  const show: ShowOptions = {
    outputs: outputsOf(undefined, reportFormats),
    hasColor: isColorful(),
    isQuiet: true,
    isVerbose: false,
  };
  say(`No lab can run here (${obstacle}); replaying a recording of one.`);
  heading('qdoctor --ci, while VMs get no address');
  await showDiagnosis(optionsFor('broken'), show, signal);
  heading('qdoctor --ci, after the fix above');
  return showDiagnosis(optionsFor('healed'), show, signal);
}

const optionsFor = (recording: string): DiagnoseOptions => ({
  playbook: 'full',
  networks: [],
  routers: [],
  ports: [],
  from: join(packageRoot, 'recordings/no-offer', recording),
  passive: true,
  waitSeconds: 0,
  timeoutSeconds: 120,
  failOn: 'error',
});
