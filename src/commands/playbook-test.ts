import { basename, resolve } from 'node:path';
import { checks as catalogue } from '../../checks/index.ts';
import { UserError } from '../errors.ts';
import { healFault, injectFault } from '../lab/faults/apply.ts';
import { faults } from '../lab/faults/index.ts';
import { reportInside } from '../lab/inside.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { type Found, findPlaybook } from '../playbook/find.ts';
import { loadPlaybook } from '../playbook/playbook.ts';
import type { Trial } from '../playbook/schema.ts';
import { table } from '../report/table.ts';

interface Row {
  readonly found: Found;
  readonly trial: Trial;
}

type Say = (line: string) => void;

/** Tries the rows of playbooks' tests in labs of their own, and prints what came of each: 0 where all is as they say. */
export async function testPlaybooks(names: readonly string[], interrupt: AbortSignal, say: Say): Promise<0 | 1 | 130> {
  const rows = names.flatMap((name) => rowsOf(findPlaybook(name)));
  const cells = new Map<Row, readonly string[]>();
  for (const layout of new Set(rows.map(({ trial }) => trial.layout))) {
    const own = rows.filter(({ trial }) => trial.layout === layout);
    process.stderr.write(`Bringing up a lab of the layout ${layout} for ${own.length} rows.\n`);
    const lab = await startLab({ name: `playbook-${process.pid}`, layout, signal: interrupt });
    const end = () => void lab.down();
    interrupt.addEventListener('abort', end, { once: true });
    try {
      for (const row of own) cells.set(row, await cellsOf(lab, row));
    } catch (error) {
      if (!interrupt.aborted) throw error;
      return 130;
    } finally {
      interrupt.removeEventListener('abort', end);
      await lab.down();
    }
  }
  const lines = rows.map((row) => cells.get(row) ?? []);
  for (const line of table([['', 'PLAYBOOK', 'LAYOUT', 'FAULT', 'SET', 'EXPECTED', 'FOUND'], ...lines])) say(line);
  const wrong = lines.filter(([mark]) => mark !== marks.right).length;
  say('');
  say(wrong === 0 ? `All ${rows.length} rows are as they should be.` : `${wrong} of ${rows.length} rows are not.`);
  return wrong === 0 ? 0 : 1;
}

function rowsOf(found: Found): readonly Row[] {
  const { tests } = loadPlaybook(found, catalogue, [], faults);
  if (tests.length > 0) return tests.map((trial) => ({ found, trial }));
  throw new UserError(`The playbook ${found.name} has no tests.`, { hint: 'Add rows under tests: see the docs.' });
}

const marks = { right: '✓', wrong: '✗' } as const;

async function cellsOf(lab: Lab, { found: { name, file }, trial }: Row): Promise<readonly string[]> {
  const roots = await rootsIn(lab, resolve(file), trial);
  const set = settingsOf(trial);
  const isRight = roots.toString() === [...trial.roots].sort().toString();
  const spell = (ids: readonly string[]) => (ids.length === 0 ? 'nothing' : ids.join(', '));
  const mark = isRight ? marks.right : marks.wrong;
  return [mark, basename(name), trial.layout, trial.fault, set.join(' '), spell(trial.roots), spell(roots)];
}

const settingsOf = ({ set = {} }: Trial): readonly string[] =>
  Object.entries(set).map(([name, value]) => `${name}=${value}`);

/** Each check once, however many subjects it names. */
async function rootsIn(lab: Lab, file: string, trial: Trial): Promise<readonly string[]> {
  const fault = faults.find(({ id }) => id === trial.fault);
  if (fault !== undefined) await injectFault(lab, fault);
  try {
    const words = [...settingsOf(trial).flatMap((one) => ['--set', one]), ...(fault?.seenWith ?? [])];
    const { findings } = await reportInside(lab, file, words);
    return [...new Set(findings.filter(({ cause }) => cause === 'root').map(({ check }) => check))].sort();
  } finally {
    if (fault !== undefined) await healFault(lab, fault);
  }
}
