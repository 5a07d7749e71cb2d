import { UserError } from '../errors.ts';
import type { Host } from '../host/host.ts';
import { withoutSecrets } from '../host/redact.ts';
import { asRecorded, loadPlaybook, type Playbook } from '../playbook/playbook.ts';
import { refuseOpen } from '../playbook/question.ts';
import type { Progress } from '../report/progress.ts';
import type { Repair, Report } from '../report/report.ts';
import { withinLimit } from '../stalls.ts';
import type { Topology } from '../topology/index.ts';
import { catalogueWith } from './custom-checks.ts';
import { type Examination, examine } from './examine.ts';
import { openHost, type Target, withHost, withHosts } from './open-host.ts';
import { type RunOptions, wholeHost } from './run-options.ts';

export interface DiagnoseOptions extends RunOptions, Target {
  readonly playbook: string;
  /** NAME=VALUE for the playbook's variables. */
  readonly settings?: readonly string[] | undefined;
  /** Where a site's own check modules are. */
  readonly checks?: readonly string[] | undefined;
  /** Stands between a run that fixes nothing and each host, to keep what was answered. */
  readonly recorded?: (host: Host) => Host;
  /** Undefined: nothing is fixed. */
  readonly fix?: { readonly isAgreed: boolean; readonly logFile: string | undefined } | undefined;
}

export interface DiagnosedHost {
  readonly topology: Topology;
  readonly report: Report;
  readonly exitCode: 0 | 1 | 3;
  /** Where the applied fixes are logged. */
  readonly fixLog?: string;
  /** What fixes leave behind of a run that was interrupted. */
  readonly interruption?: string;
}

/** The playbook of a run that asks nothing: refused where an answer is missing. */
export async function openPlaybook(options: DiagnoseOptions): Promise<Playbook> {
  const loaded = loadPlaybook(
    options.playbook,
    await withinLimit(options.timeoutSeconds, () => catalogueWith(options.checks)),
    options.settings,
  );
  const playbook = options.from === undefined ? loaded : asRecorded(loaded);
  refuseOpen(playbook.ask, options, playbook.vars);
  return playbook;
}

/**
 * Runs a playbook on a host, or on each host of a recording; with `fix`, the report is of what is found after the fixes.
 */
export async function diagnoseHosts(
  playbook: Playbook,
  options: DiagnoseOptions,
  interrupt: AbortSignal,
  progress: Progress,
): Promise<readonly DiagnosedHost[]> {
  await noteUnfinished(options, progress);
  if (options.fix === undefined) {
    const { recorded = (host) => host } = options;
    return withHosts(options, interrupt, (host) => examine(recorded(host), playbook, options, progress));
  }
  const first = await withHost(options, interrupt, (host) => examine(host, playbook, options, progress));
  return [await repaired(first, playbook, options, interrupt, progress)];
}

/** The exit code of several hosts: that of the worst. A layer that fails is worse than one that is not known. */
export const worstOf = (hosts: readonly Pick<DiagnosedHost, 'exitCode'>[]): DiagnosedHost['exitCode'] =>
  ([1, 3, 0] as const).find((code) => hosts.some(({ exitCode }) => exitCode === code)) ?? 0;

/** Says on the host itself that an earlier run left a fix unfinished; with `--fix --yes` that is settled. */
async function noteUnfinished({ from, host, fix }: DiagnoseOptions, progress: Progress): Promise<void> {
  if (from !== undefined || host !== undefined || fix?.isAgreed === true || process.getuid?.() !== 0) return;
  const { unfinishedNotice } = await import('./fix/recover.ts');
  const notice = await unfinishedNotice();
  if (notice !== undefined) progress.note(notice);
}

async function repaired(
  first: Examination,
  playbook: Playbook,
  options: DiagnoseOptions,
  interrupt: AbortSignal,
  progress: Progress,
): Promise<DiagnosedHost> {
  const [{ repairSafely, describeInterruption }, { Journal }, { thisMachine }, { isGone, whyNotNow }, { lockFixes }] =
    await Promise.all([
      import('./fix/repair.ts'),
      import('./fix/journal.ts'),
      import('./fix/transaction.ts'),
      import('./fix/still-found.ts'),
      import('./fix/lock.ts'),
    ]);
  const isAgreed = options.fix?.isAgreed === true;
  const other = isAgreed ? await lockFixes() : undefined;
  if (other !== undefined) throw new UserError(`Cannot fix: ${other}.`, { hint: 'Nothing was changed.', exitCode: 3 });
  const journal = new Journal(options.fix?.logFile);
  const machine = thisMachine();
  const open = () => openHost(options, interrupt);
  const recheck = async () => examine(await open(), playbook, options, progress);
  const settled = isAgreed ? await settledBefore() : [];
  const { last, repairs } = await repairSafely(settled.length === 0 ? first : await recheck(), {
    ...{ machine, journal, interrupt, isAgreed, recheck },
    whyNotNow: (finding) => whyNotNow(finding, playbook, options, open),
    say: (what) => progress.say(what),
    note: (line) => progress.note(line),
  });
  return {
    topology: last.topology,
    report: withoutSecrets({ ...last.report, repairs: [...settled, ...repairs] }),
    exitCode: last.exitCode,
    ...(journal.isOpen ? { fixLog: journal.file } : {}),
    ...(interrupt.aborted ? { interruption: describeInterruption(journal) } : {}),
  };

  /** What an earlier run left unfinished comes first. */
  async function settledBefore(): Promise<readonly Repair[]> {
    const [{ readUnfinished }, { settleUnfinished, unusableText }] = await Promise.all([
      import('./fix/unfinished.ts'),
      import('./fix/recover.ts'),
    ]);
    const unfinished = readUnfinished();
    if (unfinished === undefined) return [];
    if (typeof unfinished === 'string') {
      progress.note(unusableText(unfinished));
      return [];
    }
    const everything = loadPlaybook('full', await catalogueWith(options.checks));
    const repair = await settleUnfinished(unfinished, {
      ...{ machine, journal },
      isGone: () => isGone(unfinished.fixed, everything, { ...options, ...wholeHost }, open),
    });
    return [repair];
  }
}
