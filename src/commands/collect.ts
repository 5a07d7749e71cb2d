import type { Command } from 'commander';
import { withHost } from '../app/open-host.ts';
import { playbookToRecord, recordHost } from '../app/record.ts';
import { UserError } from '../errors.ts';
import { version } from '../package.ts';
import { printable } from '../report/printable.ts';
import { collectorScript } from '../script/collector.ts';
import { repeated, secondsFrom, withProgramOptions } from './options.ts';
import { withProgress } from './progress.ts';

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
    .description('record what a diagnosis needs, to diagnose it elsewhere with --from')
    .option('-o, --output <FILE.tar.gz|FOLDER>', 'where to write (default: a file named after host and time)')
    .option('--host <[USER@]HOST>', 'record another host, over ssh')
    .option('--playbook <PLAYBOOK>', 'also record the steps of this playbook')
    .option('--set <NAME=VALUE>', 'set a variable of the playbook (repeatable)', repeated)
    .option('--passive', 'send no packets')
    .option('--wait <SECONDS>', 'with --passive: how long to listen for DHCP (default: 10)', secondsFrom(0))
    .option('--timeout <SECONDS>', 'limit for the whole run (default: 120)', secondsFrom(0))
    .option('--quiet', 'no progress')
    .option('--pseudonyms', 'replace addresses, UUIDs and names, consistently')
    .option('--script', 'print a POSIX shell script that records a host without Node; it sends no packets')
    .addHelpText(
      'after',
      `
Passwords, tokens and keys are removed before anything is written. Addresses
and names are kept, or replaced with --pseudonyms; the diagnosis stays the same.
Under sudo, the recording belongs to the user who called sudo.

Examples:
  sudo qdoctor collect                     a file to attach to a ticket
  sudo qdoctor collect -o net01/           a folder
  qdoctor collect --script >record.sh      for a host without Node: sudo sh record.sh
  qdoctor --ci --from qdoctor-net01.tar.gz diagnose the recording`,
    )
    .action(async (own: CollectOptions) => {
      const options = withProgramOptions(program, own);
      if (options.script === true && options.playbook !== undefined) {
        throw new UserError('--script and --playbook are mutually exclusive.', {
          hint: 'A script records what the built-in checks need.',
        });
      }
      if (options.script === true) process.stdout.write(collectorScript(version, options.wait ?? 10));
      else process.exitCode = await collect(options, interrupt);
    });
}

async function collect(options: CollectOptions, interrupt: AbortSignal): Promise<0 | 130> {
  const { passive = false, wait: waitSeconds = 10, timeout: timeoutSeconds = 120, quiet = false } = options;
  const playbook = playbookToRecord(options.playbook ?? 'full', options.set);
  const recording = {
    output: options.output,
    passive,
    waitSeconds,
    timeoutSeconds,
    hasPseudonyms: options.pseudonyms === true,
  };
  return withHost({ from: undefined, host: options.host, timeoutSeconds }, interrupt, async (host) => {
    const recorded = await recordHost(host, playbook, recording, interrupt, (work) => withProgress(quiet, work));
    if (recorded === undefined) return 130;
    const { commands, captures, target } = recorded;
    process.stdout.write(
      printable(
        `Recorded ${host.name}: ${commands} commands, ${captures} captures in ${target}\n` +
          `Diagnose it: qdoctor --ci --from ${target}\n`,
      ),
    );
    return 0;
  });
}
