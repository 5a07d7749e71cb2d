import { join } from 'node:path';
import type { Argv } from '../host/process.ts';
import { faults } from '../lab/faults/index.ts';
import { qdoctorInside } from '../lab/inside.ts';
import { type Lab, labObstacle, startLab } from '../lab/lab.ts';
import { askForLease } from '../lab/lease.ts';
import { packageRoot } from '../package.ts';
import { commandLines } from '../report/command-line.ts';
import type { Report } from '../report/report.ts';
import { isColorful } from './color.ts';
import { type DiagnoseOptions, runDiagnosis } from './diagnose.ts';

const faultId = 'dhcp-no-offer';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const heading = (text: string): void => say(`\n── ${text} ${'─'.repeat(Math.max(0, 76 - text.length))}`);

/** The main job on a host of our own: a VM without an address, diagnosed, healed and diagnosed again. */
export async function runDemo(signal: AbortSignal): Promise<number> {
  const obstacle = await labObstacle();
  if (obstacle !== undefined) return replay(obstacle, signal);
  heading('A private Quantum host, with real Open vSwitch, dnsmasq and VMs');
  const lab = await startLab({ name: `demo-${process.pid}`, layout: 'folsom', signal, progress: say });
  try {
    return await healLive(lab);
  } finally {
    await lab.down();
    say('The private host is taken away again.');
  }
}

async function healLive(lab: Lab): Promise<number> {
  const fault = faults.find(({ id }) => id === faultId);
  if (fault === undefined) throw new Error(`no fault ${faultId}`);
  heading(`Now it breaks: ${fault.title}`);
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

  heading('qdoctor --ci, once more');
  return lab.exec([...qdoctorInside, '--ci']);
}

async function showLease(lab: Lab): Promise<void> {
  const [vm] = lab.model.vms;
  if (vm === undefined) throw new Error('a lab without VMs');
  const answer = await lab.run(askForLease(vm), { timeoutMs: 30_000 });
  const hasLease = answer.kind === 'exited' && answer.exitCode === 0;
  say(`VM ${vm.name} asks for an address: ${hasLease ? `it gets ${vm.address}` : 'no answer'}`);
}

/** Where no lab can run: the same two diagnoses, from recordings of that very lab. */
async function replay(obstacle: string, signal: AbortSignal): Promise<number> {
  say(`No lab can run here (${obstacle}), so this is a recording of one.`);
  heading('qdoctor --ci, while the VMs get no address');
  await runDiagnosis(optionsFor('broken'), signal);
  heading('qdoctor --ci, after the fix above');
  return runDiagnosis(optionsFor('healed'), signal);
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
  formats: [{ format: 'text', file: undefined }],
  hasColor: isColorful(),
  isQuiet: true,
  isVerbose: false,
});
