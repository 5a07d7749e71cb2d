import { basename } from 'node:path';
import type { Check } from '../engine/check.ts';
import { UserError } from '../errors.ts';
import { healFault, injectFault } from '../lab/faults/apply.ts';
import { faults } from '../lab/faults/index.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { type Found, findPlaybook } from '../playbook/find.ts';
import { loadPlaybook } from '../playbook/playbook.ts';
import { refuseOpen } from '../playbook/question.ts';
import type { Trial } from '../playbook/schema.ts';
import { silent } from '../report/progress.ts';
import type { Report } from '../report/report.ts';
import { catalogueWith } from './custom-checks.ts';
import { examine } from './examine.ts';
import { endingAfter } from './open-host.ts';
import { wholeHost } from './run-options.ts';

interface Row {
  readonly found: Found;
  readonly trial: Trial;
}

/** What came of one row of a playbook's tests. */
export interface TrialResult {
  readonly playbook: string;
  readonly trial: Trial;
  readonly isRight: boolean;
  /** The root causes that were named, each check once. */
  readonly roots: readonly string[];
  /** What was concluded, where that is not as it should be. */
  readonly wrongConclusion?: string;
}

/** Tries the rows of playbooks' tests in labs of their own, in their order; undefined where it was interrupted. */
export async function testPlaybooks(
  names: readonly string[],
  checks: readonly string[],
  interrupt: AbortSignal,
  say: (line: string) => void,
): Promise<readonly TrialResult[] | undefined> {
  const catalogue = await catalogueWith(checks);
  const rows = names.flatMap((name) => rowsOf(findPlaybook(name), catalogue));
  const results = new Map<Row, TrialResult>();
  for (const layout of new Set(rows.map(({ trial }) => trial.layout))) {
    const own = rows.filter(({ trial }) => trial.layout === layout);
    say(`Bringing up a lab of the layout ${layout} for ${own.length} rows.`);
    const lab = await startLab({ name: `playbook-${process.pid}`, layout, signal: interrupt });
    const end = () => void lab.down();
    interrupt.addEventListener('abort', end, { once: true });
    try {
      for (const row of own) results.set(row, await resultOf(lab, row, catalogue, interrupt));
    } catch (error) {
      if (!interrupt.aborted) throw error;
      return undefined;
    } finally {
      interrupt.removeEventListener('abort', end);
      await lab.down();
    }
  }
  return rows.flatMap((row) => results.get(row) ?? []);
}

function rowsOf(found: Found, catalogue: readonly Check[]): readonly Row[] {
  const { tests } = loadPlaybook(found, catalogue, [], faults);
  if (tests.length > 0) return tests.map((trial) => ({ found, trial }));
  throw new UserError(`The playbook ${found.name} has no tests.`, {
    hint: 'Add rows under tests; see docs/playbooks.md.',
  });
}

async function resultOf(
  lab: Lab,
  { found, trial }: Row,
  catalogue: readonly Check[],
  interrupt: AbortSignal,
): Promise<TrialResult> {
  const { roots: expected, concludes } = trial;
  const report = await reportOf(lab, found, trial, catalogue, interrupt);
  const roots = [...new Set(report.findings.filter(({ cause }) => cause === 'root').map(({ check }) => check))].sort();
  const isConcluded = concludes === undefined || concludes === report.conclusion;
  return {
    playbook: basename(found.name),
    trial,
    isRight: isConcluded && roots.toString() === [...expected].sort().toString(),
    roots,
    ...(isConcluded ? {} : { wrongConclusion: report.conclusion ?? 'nothing' }),
  };
}

/** The options that a row stands for. */
export function wordsOf({ set = {}, network, router, port }: Trial): readonly string[] {
  const settings = Object.entries(set).map(([name, value]) => ['--set', `${name}=${value}`]);
  const places = Object.entries({ network, router, port }).map(([name, id]) =>
    id === undefined ? [] : [`--${name}`, id],
  );
  return [...settings, ...places].flat();
}

const defaults = {
  ...wholeHost,
  passive: false,
  waitSeconds: 10,
  timeoutSeconds: 120,
  failOn: 'error',
} as const;

const listOf = <T>(value: T | undefined): readonly T[] => (value === undefined ? [] : [value]);

const settingsOf = ({ set = {} }: Trial): readonly string[] =>
  Object.entries(set).map(([name, value]) => `${name}=${value}`);

const scopeOf = ({ network, router, port }: Trial) => ({
  networks: listOf(network),
  routers: listOf(router),
  ports: listOf(port),
});

async function reportOf(
  lab: Lab,
  found: Found,
  trial: Trial,
  catalogue: readonly Check[],
  interrupt: AbortSignal,
): Promise<Report> {
  const fault = faults.find(({ id }) => id === trial.fault);
  const playbook = loadPlaybook(found, catalogue, settingsOf(trial));
  const options = { ...defaults, ...scopeOf(trial), ...fault?.seenWith };
  refuseOpen(playbook.ask, options, playbook.vars);
  if (fault !== undefined) await injectFault(lab, fault);
  try {
    const host = lab.host(endingAfter(options.timeoutSeconds, interrupt));
    return (await examine(host, playbook, options, silent)).report;
  } finally {
    if (fault !== undefined) await healFault(lab, fault);
  }
}
