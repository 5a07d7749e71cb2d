import { type Command, InvalidArgumentError, Option } from 'commander';
import type { diagnoseFleet, FleetOptions, MissingHost } from '../app/fleet.ts';
import { UserError } from '../errors.ts';
import { fleetFormats } from '../report/fleet/formats.ts';
import { pageWidth, type RenderContext, usualWidth } from '../report/formats/format.ts';
import type { Progress } from '../report/progress.ts';
import { isColorful } from './color.ts';
import { formatsOption, type GivenFormat, outputsOf, repeated, withProgramOptions } from './options.ts';
import { withProgress } from './progress.ts';

interface FleetCommandOptions {
  readonly host?: readonly string[];
  readonly passive?: true;
  readonly timeout?: number;
  readonly missing?: readonly MissingHost[];
  readonly failOn?: 'error' | 'warning';
  readonly format?: readonly GivenFormat[];
  readonly color: boolean;
  readonly quiet?: true;
  readonly verbose?: true;
}

/** `qdoctor fleet RECORDING…`: the recordings of many hosts as one cloud. */
export function addFleetCommand(program: Command, interrupt: AbortSignal): void {
  program
    .command('fleet')
    .description('diagnose the recordings of several hosts as one cloud')
    .argument('[RECORDING...]', 'recordings as --from takes them, or folders of recordings')
    .option('--host <[USER@]HOST>', 'a host to diagnose over ssh, in place of recordings (repeatable)', repeated)
    .option('--passive', 'with --host: send no packets, on the hosts or between them')
    .option('--missing <HOST=REASON>', 'a host of the cloud without a recording, and why (repeatable)', missingHost)
    .addOption(formatsOption(fleetFormats))
    .addOption(
      new Option('--fail-on <SEVERITY>', 'lowest severity that gives exit code 1 (default: error)').choices([
        'error',
        'warning',
      ]),
    )
    .option('--no-color', 'no colours (also: NO_COLOR=1)')
    .option('--quiet', 'no progress')
    .option('--verbose', 'all hosts, and all evidence')
    .addHelpText(
      'after',
      `
Each host is diagnosed as qdoctor --ci --from does it, and then all of them
together. A recording that cannot be read is listed in the report.

With --host each host is recorded over ssh first. Then packets are sent from
host to host, through their tunnels, and watched on both.

Exit codes: as of qdoctor --ci; 3 also where a host could not be diagnosed.

Examples:
  qdoctor fleet net01.tar.gz cmp01.tar.gz cmp02.tar.gz
  qdoctor fleet --host net01 --host cmp01 --host cmp02
  qdoctor fleet recordings --missing cmp03=unreachable --format html=cloud.html`,
    )
    .action(async (paths: readonly string[], own: FleetCommandOptions) => {
      const options = withProgramOptions(program, own);
      const { host: destinations = [], passive = false, timeout: timeoutSeconds = 120 } = options;
      const { missing = [], failOn = 'error', format, quiet, verbose } = options;
      const mayColor = own.color && program.opts<Partial<FleetCommandOptions>>().color !== false;
      const show = { format, hasColor: mayColor && isColorful(), isQuiet: quiet === true, isVerbose: verbose === true };
      if (destinations.length === 0) {
        if (paths.length === 0) throw new UserError('Give recordings, or hosts with --host.');
        if (passive) throw new UserError('--passive requires --host.');
        process.exitCode = await showFleet({ paths, missing, failOn }, show, interrupt);
        return;
      }
      if (paths.length > 0) throw new UserError('Recordings and --host are mutually exclusive.');
      const { diagnoseHosts } = await import('../app/fleet-hosts.ts');
      process.exitCode = await showReport(show, (progress) =>
        diagnoseHosts({ destinations, passive, timeoutSeconds, missing, failOn }, interrupt, progress),
      );
    });
}

interface ShowFleetOptions {
  readonly format: readonly GivenFormat[] | undefined;
  readonly hasColor: boolean;
  readonly isQuiet: boolean;
  readonly isVerbose: boolean;
}

/** Diagnoses several hosts as one cloud, writes the reports, and gives the exit code of the contract. */
export async function showFleet(
  options: FleetOptions,
  show: ShowFleetOptions,
  interrupt: AbortSignal,
): Promise<number> {
  const { diagnoseFleet } = await import('../app/fleet.ts');
  return showReport(show, (progress) => diagnoseFleet(options, interrupt, progress));
}

/** Diagnoses, and writes the reports. */
async function showReport(
  { format, hasColor, isQuiet, isVerbose }: ShowFleetOptions,
  diagnose: (progress: Progress) => ReturnType<typeof diagnoseFleet>,
): Promise<number> {
  const outputs = outputsOf(format, fleetFormats);
  const [{ writeReport }, { checks }, { cloudChecks }] = await Promise.all([
    import('../app/write-report.ts'),
    import('../../checks/index.ts'),
    import('../../checks/fleet/index.ts'),
  ]);
  const { report, exitCode } = await withProgress(isQuiet, diagnose);
  const inFile: RenderContext = {
    hasColor: false,
    isVerbose,
    checks: [...checks, ...cloudChecks],
    width: usualWidth,
  };
  for (const { format: chosen, file } of outputs) {
    if (file !== undefined) await writeReport(file, chosen.render(report, inFile));
    else process.stdout.write(chosen.render(report, { ...inFile, hasColor, width: pageWidth() }));
  }
  return exitCode;
}

/** Whether all of these formats show a cloud; the others show hosts one by one. */
export const areOfFleet = (formats: readonly GivenFormat[] = []): boolean =>
  formats.every(({ name }) => fleetFormats.some((format) => format.name === name));

function missingHost(text: string, before: readonly MissingHost[] | undefined): readonly MissingHost[] {
  const [name = '', ...reason] = text.split('=');
  if (name === '' || reason.join('=') === '') throw new InvalidArgumentError('Give HOST=REASON: cmp03=unreachable.');
  return [...(before ?? []), { name, reason: reason.join('=') }];
}
