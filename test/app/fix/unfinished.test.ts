import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Journal } from '../../../src/app/fix/journal.ts';
import { settleUnfinished } from '../../../src/app/fix/recover.ts';
import { describeInterruption } from '../../../src/app/fix/repair.ts';
import { readState } from '../../../src/app/fix/state.ts';
import { applyFix, begunBy, type Machine, rollBack } from '../../../src/app/fix/transaction.ts';
import { type Fixed, readUnfinished, UnfinishedRecord } from '../../../src/app/fix/unfinished.ts';

let folder: string;
let record: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qdoctor-unfinished-'));
  record = join(folder, 'run/unfinished-fix');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const rule = (words: string, sign: '-D' | '-I') => ['iptables', '-t', 'filter', sign, 'INPUT', ...words.split(' ')];
const drops = ['-p udp -j DROP', '-p tcp -j DROP', '-p icmp -j DROP'] as const;

/** Three rules to delete, one after the other. */
const finding: Fixed & { readonly fix: NonNullable<Fixed['fix']> } = {
  check: 'router-filter-drops',
  subject: { kind: 'router', id: 'r1', name: 'qrouter-r1' },
  summary: 'Three rules drop packets.',
  fix: {
    summary: 'Delete the rules',
    risk: 'safe',
    commands: drops.map((words) => rule(words, '-D')),
    undo: drops.toReversed().map((words) => rule(words, '-I')),
    permanent: 'Find what added them.',
  },
};

class Killed extends Error {}

/** A host of rules, of which a number of events is survived: each command that changes something is two, before and after. */
function hostWith(rules: string[]) {
  let left = Number.POSITIVE_INFINITY;
  const passes = () => {
    left -= 1;
    if (left < 0) throw new Killed();
  };
  const machine: Machine = {
    host: {
      name: 'h',
      source: 'local',
      run: (commands) =>
        Promise.resolve(
          commands.map(({ argv }) => ({
            kind: 'exited' as const,
            exitCode: argv[0] === 'iptables-save' ? 0 : 1,
            stdout: `*filter\n:INPUT ACCEPT [0:0]\n${rules.map((words) => `-A INPUT ${words}\n`).join('')}COMMIT\n`,
            stderr: '',
          })),
        ),
      stream: () => {
        throw new Error('nothing is captured here');
      },
      wait: () => Promise.resolve(),
    },
    async run([, , , sign, , ...words]) {
      passes();
      const text = words.join(' ');
      const at = rules.indexOf(text);
      if (sign === '-I') rules.unshift(text);
      else if (at !== -1) rules.splice(at, 1);
      passes();
      return { kind: 'exited', exitCode: sign === '-D' && at === -1 ? 1 : 0, stdout: '', stderr: '' };
    },
  };
  return {
    machine,
    rules,
    killAfter: (events: number) => {
      left = events;
    },
  };
}

const journalAt = () => new Journal(join(folder, 'log/fix.log'), new Date(0), new UnfinishedRecord(record));

async function fixAndRollBack(machine: Machine): Promise<void> {
  const journal = journalAt();
  const state = await readState(machine.host);
  journal.begin(finding, state);
  const log = journal.stepsOf(finding, 'fix');
  const applied = await applyFix(machine, finding.fix, state, new AbortController().signal, log);
  await rollBack(machine, finding.fix, state, journal.stepsOf(finding, 'undo'), begunBy(applied));
  journal.settled();
}

describe('a fix whose qdoctor is killed', () => {
  // Three commands and three to undo them, each killed before it did anything and after.
  test.each(Array.from({ length: 12 }, (_, events) => events))(
    'after %i events is undone by the next run',
    async (events) => {
      const { machine, rules, killAfter } = hostWith([...drops]);
      killAfter(events);
      await expect(fixAndRollBack(machine)).rejects.toThrow(Killed);
      killAfter(Number.POSITIVE_INFINITY);
      const unfinished = readUnfinished(record);
      if (unfinished === undefined || typeof unfinished === 'string') throw new Error('no record was found');
      expect(unfinished.fixed).toEqual(finding);
      const repair = await settleUnfinished(unfinished, { machine, journal: journalAt(), isGone: async () => false });
      expect([repair.outcome, rules.toSorted()]).toEqual(['rolled-back', drops.toSorted()]);
      expect(existsSync(record)).toBe(false);
    },
  );

  test('is kept where its finding is gone', async () => {
    const { machine, rules, killAfter } = hostWith([...drops]);
    killAfter(5);
    await expect(fixAndRollBack(machine)).rejects.toThrow(Killed);
    const unfinished = readUnfinished(record);
    if (unfinished === undefined || typeof unfinished === 'string') throw new Error('no record was found');
    const repair = await settleUnfinished(unfinished, { machine, journal: journalAt(), isGone: async () => true });
    expect([repair.outcome, repair.applied.length, rules]).toEqual(['healed', 3, []]);
    expect(existsSync(record)).toBe(false);
  });

  test('killed in its rollback as well is rolled back by the run after that', async () => {
    const { machine, rules, killAfter } = hostWith([...drops]);
    killAfter(3);
    await expect(fixAndRollBack(machine)).rejects.toThrow(Killed);
    const settle = () => {
      const unfinished = readUnfinished(record);
      if (unfinished === undefined || typeof unfinished === 'string') throw new Error('no record was found');
      return settleUnfinished(unfinished, { machine, journal: journalAt(), isGone: async () => false });
    };
    killAfter(1);
    await expect(settle()).rejects.toThrow(Killed);
    killAfter(Number.POSITIVE_INFINITY);
    expect([(await settle()).outcome, rules.toSorted()]).toEqual(['rolled-back', drops.toSorted()]);
    expect(existsSync(record)).toBe(false);
  });
});

describe('the record of a fix', () => {
  test('has room for every step, so that a full disk takes none of them', async () => {
    const { machine, killAfter } = hostWith([...drops]);
    killAfter(0);
    await expect(fixAndRollBack(machine)).rejects.toThrow(Killed);
    const size = statSync(record).size;
    killAfter(11);
    await expect(fixAndRollBack(machine)).rejects.toThrow(Killed);
    expect(statSync(record).size).toBe(size);
    expect(statSync(record).mode & 0o777).toBe(0o600);
  });

  test('is gone after a fix that was decided', async () => {
    const { machine, rules } = hostWith([...drops]);
    await fixAndRollBack(machine);
    expect([existsSync(record), rules.toSorted()]).toEqual([false, drops.toSorted()]);
  });

  test('that was cut off before the first command is none', () => {
    new UnfinishedRecord(record).begin(finding, new Map(), 'fix.log');
    expect(readUnfinished(record)).toBeUndefined();
    writeFileSync(record, readFileSync(record, 'utf8').slice(0, 100));
    expect(readUnfinished(record)).toBeUndefined();
  });

  test('that is damaged, a link or open to others is said to be of no use', () => {
    new UnfinishedRecord(record).begin(finding, new Map(), 'fix.log');
    chmodSync(record, 0o644);
    expect(readUnfinished(record)).toMatch('not a file that only this user can read and write');
    chmodSync(record, 0o600);
    writeFileSync(record, '{"format":"qdoctor.unfinished-fix/1"}\n');
    expect(readUnfinished(record)).toMatch('is damaged');
    symlinkSync(record, join(folder, 'link'));
    expect(readUnfinished(join(folder, 'link'))).toMatch('symbolic links');
  });

  test('that cannot be written: nothing is changed', () => {
    writeFileSync(join(folder, 'run'), '');
    expect(() => journalAt().begin(finding, new Map())).toThrow(/^Cannot write record of the fix .*: .*\.$/);
  });
});

describe('an interrupted fix', () => {
  test('of which no command was run is not called applied', () => {
    const journal = journalAt();
    journal.begin(finding, new Map());
    expect(describeInterruption(journal)).toBe(`Interrupted; nothing was changed.\nFix log: ${journal.file}\n`);
  });
});
