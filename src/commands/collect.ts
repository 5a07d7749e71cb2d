import { chmodSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { checks as catalogue } from '../../checks/index.ts';
import { UserError } from '../errors.ts';
import { versionCommands } from '../facts/versions.ts';
import type { Host } from '../host/host.ts';
import { pack } from '../host/pack.ts';
import { Recorder, redacted } from '../host/recorder.ts';
import { version } from '../package.ts';
import { loadPlaybook, type Playbook, withAllChecks } from '../playbook/playbook.ts';
import { refuseOpenValues } from '../playbook/question.ts';
import { inDisguise, pseudonyms } from '../pseudonyms/disguise.ts';
import { renderJson } from '../report/json.ts';
import { printable } from '../report/printable.ts';
import { collectorScript } from '../script/collector.ts';
import { withProgress } from './diagnose.ts';
import { examine } from './examine.ts';
import { gather } from './gather.ts';
import { wholeHost } from './look.ts';
import { withHost } from './open-host.ts';

interface CollectOptions {
  readonly output?: string;
  readonly host?: string;
  readonly playbook?: string;
  readonly set?: readonly string[];
  readonly passive?: boolean;
  readonly wait?: number;
  readonly timeout?: number;
  readonly quiet?: boolean;
  readonly pseudonyms?: boolean;
  readonly script?: boolean;
}

/** `qdoctor collect`: records what a full diagnosis asks, with its answers and its captures. */
export function addCollectCommand(program: Command, interrupt: AbortSignal): void {
  program
    .command('collect')
    .description('record all that a diagnosis needs, to be diagnosed elsewhere with --from')
    .option('-o, --output <FILE.tar.gz|FOLDER>', 'where to (default: a file named after the host and the time)')
    .option('--host <[USER@]HOST>', 'of another host, over ssh')
    .option('--playbook <PLAYBOOK>', 'record what the steps of this playbook run, too')
    .option('--set <NAME=VALUE>', 'a variable of the playbook (repeatable)', gather)
    .option('--passive', 'send no packet at all')
    .option('--wait <SECONDS>', 'how long to listen for DHCP where nothing may be sent (default: 10)', parseSeconds)
    .option('--timeout <SECONDS>', 'limit for the whole run (default: 120)', parseSeconds)
    .option('--quiet', 'no progress')
    .option('--pseudonyms', 'other addresses, UUIDs and names in place of the real ones, always the same for the same')
    .option('--script', 'print a POSIX shell script that records a host without Node; it only listens')
    .addHelpText(
      'after',
      `
Passwords, tokens and keys are taken out before anything is written. Addresses
and names stay, or are replaced by others with --pseudonyms; the diagnosis is
the same.

Examples:
  sudo qdoctor collect                     a file to attach to a ticket
  sudo qdoctor collect -o net01/           a folder to read in
  qdoctor collect --script >record.sh      for a host without Node: sudo sh record.sh
  qdoctor --ci --from qdoctor-net01.tar.gz and what is wrong with that host`,
    )
    .action(async (own: CollectOptions) => {
      // Commander gives an option of the same name to whichever of the two commands sees it first.
      const options = { ...program.opts<CollectOptions>(), ...own };
      if (options.script === true && options.playbook !== undefined) {
        throw new UserError('A script records what the built-in checks ask, and no steps of a playbook.', {
          hint: 'Leave out --script or --playbook.',
        });
      }
      if (options.script === true) process.stdout.write(collectorScript(version, options.wait ?? 10));
      else process.exitCode = await collect(options, interrupt);
    });
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (!(seconds >= 0 && seconds <= 86_400) || text === '') throw new InvalidArgumentError('Give a number of seconds.');
  return seconds;
}

const isPacked = (path: string): boolean => /\.(?:tar\.gz|tgz)$/.test(path);

async function collect(options: CollectOptions, interrupt: AbortSignal): Promise<number> {
  const { timeout: timeoutSeconds = 120 } = options;
  const own = loadPlaybook(options.playbook ?? 'full', catalogue, options.set);
  refuseOpenValues(own.ask, own.vars);
  return withHost({ from: undefined, host: options.host, timeoutSeconds }, interrupt, (host) =>
    collectFrom(host, withAllChecks(own, catalogue), options, timeoutSeconds, interrupt),
  );
}

async function collectFrom(
  host: Host,
  playbook: Playbook,
  options: CollectOptions,
  timeoutSeconds: number,
  interrupt: AbortSignal,
): Promise<number> {
  const { passive = false, wait: waitSeconds = 10, quiet: isQuiet = false } = options;
  const started = new Date();
  // A name that is to be hidden is not the file's either.
  const target = options.output ?? `${nameOf(options.pseudonyms === true ? 'host' : host.name, started)}.tar.gz`;
  refuseTaken(target);
  const recorder = new Recorder(host);
  const look = { ...wholeHost, passive, waitSeconds, timeoutSeconds, failOn: 'error' } as const;
  const [{ report }, versions] = await withProgress({ isQuiet }, (progress) =>
    Promise.all([examine(recorder, playbook, look, progress), versionsOf(recorder)]),
  );
  if (interrupt.aborted) return 130;
  const scratch = mkdtempSync(join(isPacked(target) ? tmpdir() : dirname(resolve(target)), '.qdoctor-'));
  try {
    const disguise = options.pseudonyms === true ? pseudonyms(recorder) : redacted;
    const folder = join(scratch, nameOf(disguise.text(host.name), started));
    const about = {
      note: `Recorded by qdoctor collect. The report of that time: ${reportName}.`,
      versions,
      playbook: playbook.name,
      report: reportName,
      ...(passive ? { listenedSeconds: waitSeconds } : {}),
    };
    const counts = await recorder.save(folder, about, started, disguise);
    writeFileSync(join(folder, reportName), renderJson(inDisguise(report, disguise)));
    if (isPacked(target)) {
      await pack(folder, `${target}.part`);
      renameSync(`${target}.part`, target);
    } else {
      chmodSync(folder, 0o700);
      renameSync(folder, target);
    }
    process.stdout.write(
      printable(
        `${counts.commands} commands and ${counts.captures} captures of ${host.name} are in ${target}\n` +
          `Diagnose it anywhere: qdoctor --ci --from ${target}\n`,
      ),
    );
    return 0;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === undefined) throw cause;
    throw new UserError(`${target} can't be written.`, { cause, hint: (cause as Error).message });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    rmSync(`${target}.part`, { force: true });
  }
}

const reportName = 'report.json';

/** A name for files; a host's own name is what somebody gave it. */
const nameOf = (name: string, at: Date): string =>
  `qdoctor-${name.replace(/[^\w.-]+/g, '_')}-${at.toISOString().replace(/[-:]|\.\d+/g, '')}`;

/** Nothing that is there is written over, and that is said before the host is asked. */
function refuseTaken(target: string): void {
  if (!existsSync(dirname(resolve(target)))) {
    throw new UserError(`There is no folder for ${target}.`, { hint: 'Make it, or name another place.' });
  }
  if (existsSync(target)) {
    throw new UserError(`${target} is there already.`, { hint: 'Name another file or folder.' });
  }
}

/** The first line of what each tool says of itself. */
async function versionsOf(host: Host): Promise<Record<string, string>> {
  const results = await host.run(versionCommands.map(([, command]) => command));
  return Object.fromEntries(
    versionCommands.flatMap(([name], index) => {
      const result = results[index];
      const [line = ''] = result?.kind === 'exited' ? `${result.stdout}${result.stderr}`.trim().split('\n') : [];
      return line === '' ? [] : [[name, line]];
    }),
  );
}
