import { type Command, Option } from 'commander';
import type { DiagnoseOptions } from '../app/diagnose.ts';
import { UserError } from '../errors.ts';
import { meant } from '../nearest.ts';
import { reportFormats } from '../report/formats/index.ts';
import { symptoms } from '../wizard/symptoms.ts';
import { isColorful } from './color.ts';
import { areOfFleet, showFleet } from './fleet.ts';
import { withChoices } from './interface.ts';
import { formatsOption, type GivenFormat, outputsOf, repeated, secondsFrom } from './options.ts';
import { type ShowOptions, showDiagnosis } from './show-diagnosis.ts';

interface RootOptions {
  readonly ci?: string | true;
  readonly network?: readonly string[];
  readonly router?: readonly string[];
  readonly port?: readonly string[];
  readonly from?: string;
  readonly host?: string;
  readonly passive?: boolean;
  readonly set?: readonly string[];
  readonly checks?: readonly string[];
  readonly symptom?: string;
  readonly plain?: true;
  readonly wait: number;
  readonly timeout: number;
  readonly failOn: 'error' | 'warning';
  readonly format?: readonly GivenFormat[];
  readonly output?: string;
  readonly watch?: number | true;
  readonly color: boolean;
  readonly quiet?: true;
  readonly verbose?: true;
  readonly fix?: true;
  readonly yes?: true;
  readonly log?: string;
}

/** `qdoctor` without a command: the wizard, or with `--ci` a diagnosis that asks nothing. */
export function addDiagnosis(program: Command, interrupt: AbortSignal): void {
  program
    .option(
      '--ci [PLAYBOOK]',
      'run a playbook (default: full) and report; never asks, changes nothing without --fix --yes',
    )
    .option('--network <ID>', 'only this network: unique UUID prefix (repeatable)', repeated)
    .option('--router <ID>', 'only this router: unique UUID prefix (repeatable)', repeated)
    .option('--port <WHAT>', 'only this port: UUID prefix, interface, MAC, fixed or floating IP (repeatable)', repeated)
    .option(
      '--from <RECORDING>',
      'diagnose a recording instead of this host: a folder, .tar.gz, .tar.xz, a text with commands and their output, or - for standard input',
    )
    .option('--host <[USER@]HOST>', 'diagnose another host over ssh; nothing is installed there')
    .addOption(
      withChoices(
        new Option(
          '--symptom <SYMPTOM>',
          `the symptom, instead of being asked by the wizard: ${symptoms.map(({ id }) => id).join(', ')}`,
        ),
        symptoms.map(({ id }) => id),
      ),
    )
    .option('--set <NAME=VALUE>', 'set a variable of the playbook (repeatable)', repeated)
    .option('--checks <FILE|FOLDER>', 'load custom checks, JavaScript modules (repeatable)', repeated)
    .option('--passive', 'send no packets')
    .option('--no-passive', 'send DHCP, ARP, ping and TCP probes without asking (as --ci does)')
    .option('--plain', 'wizard for screen readers: numbered answers, nothing is redrawn')
    .option('--wait <SECONDS>', 'with --passive: how long to listen for DHCP', secondsFrom(0), 10)
    .addOption(formatsOption(reportFormats))
    .option('--output <FOLDER>', 'also write the report as text, JSON and HTML, and a recording, for a ticket')
    .option(
      '--watch [SECONDS]',
      'run again after so many seconds (default: 60), and print only what changed; Ctrl-C ends',
      secondsFrom('above 0'),
    )
    .addOption(
      new Option('--fail-on <SEVERITY>', 'lowest severity that gives exit code 1')
        .choices(['error', 'warning'])
        .default('error'),
    )
    .option(
      '--timeout <SECONDS>',
      'limit for the whole run; what is not reached is unknown',
      secondsFrom('above 0'),
      120,
    )
    .option('--fix', 'apply safe fixes, re-check, roll back what did not help (without --yes: dry run)')
    .option('--yes', 'with --fix: apply the fixes')
    .option('--log <FILE>', 'with --fix: log file (default: in /var/log/qdoctor)')
    .option('--no-color', 'no colours (also: NO_COLOR=1)')
    .option('--quiet', 'no progress')
    .option('--verbose', 'all evidence, and everything that is unknown')
    .addHelpText(
      'after',
      `
Exit codes: 0 healthy or degraded (warnings only), 1 a layer fails,
2 the call is wrong, 3 incomplete, 4 a bug in qdoctor, 130 interrupted.

Examples:
  sudo qdoctor --ci                           everything on this host
  sudo qdoctor --ci --port 10.11.12.5         one VM and what it depends on
  sudo qdoctor --ci --fix --yes               apply the safe fixes
  sudo qdoctor --ci --format json=report.json --format text
  sudo qdoctor --ci --output ticket-4711      a folder to attach to a ticket
  sudo qdoctor --ci --watch 30                print what changed
  qdoctor --ci --from ticket.txt              a pasted session, host by host
  sudo qdoctor lab up                         a private Quantum host to learn on`,
    )
    .action(async (options: RootOptions) => {
      refuseWords(program, options);
      process.exitCode = await (options.ci === undefined
        ? startWizard(options, interrupt)
        : diagnoseWith(options, options.ci, interrupt));
    });
}

/** A word that is no command: mistyped, or one too many. */
function refuseWords(program: Command, { ci }: RootOptions): void {
  const [word] = program.args;
  if (word === undefined) return;
  if (ci !== undefined) throw new UserError(`Unexpected argument '${word}'.`, { hint: 'See qdoctor --help.' });
  const names = program.commands.map((command) => command.name());
  throw new UserError(`Unknown command '${word}'.`, { hint: meant(word, names, 'See qdoctor help.') });
}

/** Options of a diagnosis that can't be given together, and what to do instead of the first. */
const exclusive = [
  ['fix', 'from', 'Fixes are applied on the host itself.'],
  ['fix', 'host', 'Run qdoctor --ci --fix on that host.'],
  ['output', 'fix', 'Write the report after the fixes: --format html=FILE.'],
  ['watch', 'from', 'A recording does not change.'],
  ['watch', 'fix', 'Fixes are applied once: qdoctor --ci --fix.'],
  ['watch', 'output', 'Write each run to a file: --format json=FILE.'],
] as const satisfies readonly (readonly [keyof RootOptions, keyof RootOptions, string])[];

async function diagnoseWith(options: RootOptions, playbook: string | true, interrupt: AbortSignal): Promise<number> {
  for (const [one, other, hint] of exclusive) {
    if (options[one] !== undefined && options[other] !== undefined)
      throw new UserError(`--${one} and --${other} are mutually exclusive.`, { hint });
  }
  if (options.yes && !options.fix) {
    throw new UserError('--yes requires --fix.');
  }
  if (options.symptom !== undefined) {
    throw new UserError('--ci and --symptom are mutually exclusive.', {
      hint: 'With --ci, name a playbook: --ci no-address',
    });
  }
  if (await isOfCloud(options, playbook, interrupt)) {
    const look = { format: options.format, hasColor: options.color && isColorful() };
    return showFleet(
      { paths: [options.from ?? ''], missing: [], failOn: options.failOn },
      { ...look, isQuiet: options.quiet === true, isVerbose: options.verbose === true },
      interrupt,
    );
  }
  const wanted: DiagnoseOptions = {
    playbook: playbook === true ? 'full' : playbook,
    settings: options.set,
    checks: options.checks,
    networks: options.network ?? [],
    routers: options.router ?? [],
    ports: options.port ?? [],
    from: options.from,
    host: options.host,
    passive: options.passive === true,
    waitSeconds: options.wait,
    timeoutSeconds: options.timeout,
    failOn: options.failOn,
    fix: options.fix ? { isAgreed: options.yes === true, logFile: options.log } : undefined,
  };
  const show: ShowOptions = {
    outputs: outputsOf(options.format, reportFormats),
    folder: options.output,
    hasColor: options.color && isColorful(),
    isQuiet: options.quiet === true,
    isVerbose: options.verbose === true,
  };
  if (options.watch === undefined) return showDiagnosis(wanted, show, interrupt);
  const { watchDiagnosis } = await import('./watch.ts');
  return watchDiagnosis(wanted, show, options.watch === true ? 60 : options.watch, interrupt);
}

/** Whether several hosts are asked about as a whole: then they are one cloud, as with `qdoctor fleet`. */
async function isOfCloud(
  { from, host, network, router, port, set, checks, output, format }: RootOptions,
  playbook: string | true,
  interrupt: AbortSignal,
): Promise<boolean> {
  const narrowing = [host, network, router, port, set, checks, output].filter((option) => option !== undefined);
  const isWhole = narrowing.length === 0 && (playbook === true || playbook === 'full');
  if (from === undefined || !isWhole || !areOfFleet(format)) return false;
  const { holdsSeveralHosts } = await import('../app/several-hosts.ts');
  return holdsSeveralHosts(from, interrupt);
}

async function startWizard(options: RootOptions, interrupt: AbortSignal): Promise<number> {
  if (options.host !== undefined) {
    throw new UserError('--host requires --ci.', {
      hint: `Use qdoctor --ci --host ${options.host}`,
    });
  }
  for (const name of ['watch', 'output'] as const) {
    if (options[name] !== undefined)
      throw new UserError(`--${name} requires --ci.`, { hint: `Use qdoctor --ci --${name}` });
  }
  if (options.fix || options.yes) {
    throw new UserError(`${options.fix ? '--fix' : '--yes'} requires --ci.`, {
      hint: 'Without questions: qdoctor --ci --fix --yes',
    });
  }
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new UserError('The wizard needs a terminal.', { hint: 'Without a terminal: qdoctor --ci' });
  }
  const { runWizard } = await import('../wizard/wizard.ts');
  return runWizard(
    {
      symptom: options.symptom,
      target: { networks: options.network ?? [], routers: options.router ?? [], ports: options.port ?? [] },
      settings: options.set ?? [],
      checks: options.checks ?? [],
      from: options.from,
      isPassive: options.passive,
      waitSeconds: options.wait,
      timeoutSeconds: options.timeout,
      failOn: options.failOn,
      logFile: options.log,
      isPlain: options.plain === true,
      hasColor: options.color && isColorful(),
    },
    interrupt,
  );
}
