import { basename, resolve } from 'node:path';
import type { Check } from '../engine/check.ts';
import { UserError } from '../errors.ts';
import { healFault, injectFault } from '../lab/faults/apply.ts';
import { faults } from '../lab/faults/index.ts';
import { reportInside } from '../lab/inside.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { type Found, findPlaybook } from '../playbook/find.ts';
import { loadPlaybook } from '../playbook/playbook.ts';
import type { Trial } from '../playbook/schema.ts';
import type { Report } from '../report/report.ts';
import { table } from '../report/table.ts';
import { catalogueWith } from './own-checks.ts';

interface Row {
  readonly found: Found;
  readonly trial: Trial;
}

type Say = (line: string) => void;

/** Tries the rows of playbooks' tests in labs of their own, and prints what came of each: 0 where all is as they say. */
export async function testPlaybooks(
  names: readonly string[],
  checks: readonly string[],
  interrupt: AbortSignal,
  say: Say,
): Promise<0 | 1 | 130> {
  const catalogue = await catalogueWith(checks);
  const rows = names.flatMap((name) => rowsOf(findPlaybook(name), catalogue));
  const options = checks.flatMap((path) => ['--checks', resolve(path)]);
  const cells = new Map<Row, readonly string[]>();
  for (const layout of new Set(rows.map(({ trial }) => trial.layout))) {
    const own = rows.filter(({ trial }) => trial.layout === layout);
    process.stderr.write(`Bringing up a lab of the layout ${layout} for ${own.length} rows.\n`);
    const lab = await startLab({ name: `playbook-${process.pid}`, layout, signal: interrupt });
    const end = () => void lab.down();
    interrupt.addEventListener('abort', end, { once: true });
    try {
      for (const row of own) cells.set(row, await cellsOf(lab, row, options));
    } catch (error) {
      if (!interrupt.aborted) throw error;
      return 130;
    } finally {
      interrupt.removeEventListener('abort', end);
      await lab.down();
    }
  }
  const lines = rows.map((row) => cells.get(row) ?? []);
  for (const line of table([['', 'PLAYBOOK', 'LAYOUT', 'FAULT', 'WITH', 'EXPECTED', 'FOUND'], ...lines])) say(line);
  const wrong = lines.filter(([mark]) => mark !== marks.right).length;
  say('');
  say(wrong === 0 ? `All ${rows.length} rows are as they should be.` : `${wrong} of ${rows.length} rows are not.`);
  return wrong === 0 ? 0 : 1;
}

function rowsOf(found: Found, catalogue: readonly Check[]): readonly Row[] {
  const { tests } = loadPlaybook(found, catalogue, [], faults);
  if (tests.length > 0) return tests.map((trial) => ({ found, trial }));
  throw new UserError(`The playbook ${found.name} has no tests.`, { hint: 'Add rows under tests: see the docs.' });
}

const marks = { right: '✓', wrong: '✗' } as const;

async function cellsOf(
  lab: Lab,
  { found: { name, file }, trial }: Row,
  options: readonly string[],
): Promise<readonly string[]> {
  const { layout, fault, roots, concludes } = trial;
  const report = await reportOf(lab, resolve(file), trial, options);
  // Each check once, however many subjects it names.
  const found = [...new Set(report.findings.filter(({ cause }) => cause === 'root').map(({ check }) => check))].sort();
  const isSaid = concludes === undefined || concludes === report.conclusion;
  const mark = isSaid && found.toString() === [...roots].sort().toString() ? marks.right : marks.wrong;
  const said = isSaid ? [] : [`says: ${report.conclusion ?? 'nothing'}`];
  const words = wordsOf(trial).filter((word) => !word.startsWith('--'));
  return [mark, basename(name), layout, fault, words.join(' '), spell(roots), [spell(found), ...said].join('; ')];
}

const spell = (ids: readonly string[]): string => (ids.length === 0 ? 'nothing' : ids.join(', '));

function wordsOf({ set = {}, network, router, port }: Trial): readonly string[] {
  const settings = Object.entries(set).map(([name, value]) => ['--set', `${name}=${value}`]);
  const places = Object.entries({ network, router, port }).map(([name, id]) =>
    id === undefined ? [] : [`--${name}`, id],
  );
  return [...settings, ...places].flat();
}

async function reportOf(lab: Lab, file: string, trial: Trial, options: readonly string[]): Promise<Report> {
  const fault = faults.find(({ id }) => id === trial.fault);
  if (fault !== undefined) await injectFault(lab, fault);
  try {
    return await reportInside(lab, file, [...options, ...wordsOf(trial), ...(fault?.seenWith ?? [])]);
  } finally {
    if (fault !== undefined) await healFault(lab, fault);
  }
}
