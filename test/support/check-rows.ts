import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checks } from '../../checks/index.ts';
import type { Severity } from '../../src/engine/check.ts';
import { commandKey } from '../../src/host/bundle.ts';
import type { Command, CommandResult, Host } from '../../src/host/host.ts';
import { openArchive } from '../../src/host/recording.ts';
import { packageRoot } from '../../src/package.ts';
import { type Change, exited } from './edits/change.ts';
import { diagnosisOf, editedHost, healthyHost } from './recorded-host.ts';

/*
 * A check's test: on a healthy recording it passes, and each row makes one change to what the tools printed there. A
 * row that rejects says what is found and which commands heal it; one that accepts is a host that only looks like it.
 */

export type Base =
  | 'folsom'
  | 'neutron'
  | 'ha'
  | 'dvr'
  | 'native-firewall'
  | 'linux-bridge'
  | 'uplink'
  | 'veth'
  | 'kolla';

export interface Found {
  readonly summary: RegExp;
  /** The commands of the fix, as one types them; null: none is offered. */
  readonly fix: readonly string[] | null;
  /** The name of what it is about. */
  readonly subject?: string;
  readonly severity?: Severity;
  /** How many findings there are, where it is not one. */
  readonly count?: number;
}

interface Row {
  readonly title: string;
  readonly change: Change;
  readonly on: Base | undefined;
  readonly found: Found | undefined;
}

export const reject = (title: string, change: Change, found: Found, on?: Base): Row => ({ title, change, on, found });

export const accept = (title: string, change: Change, on?: Base): Row => ({ title, change, on, found: undefined });

export interface CheckTest {
  /** The recording that rows start from; neutron, where nothing is said. */
  readonly on?: Base;
  /** What makes the question one that is asked of the healthy host. */
  readonly given?: Change;
  /** Nothing is sent: the captures are what guests say by themselves. */
  readonly listens?: true;
  /** Why the question is never asked of a healthy host. */
  readonly onlyAskedWhere?: string;
}

/** Tests one check against rows of both kinds. */
export function testCheck(id: string, rows: readonly Row[], options: CheckTest = {}): void {
  const { on = 'neutron', given = (host: Host) => host, listens, onlyAskedWhere } = options;
  const permission = listens ? ({ may: 'listen', seconds: 10 } as const) : ({ may: 'send' } as const);
  const check = checks.find((one) => one.id === id);
  if (check === undefined) throw new Error(`there is no check ${id}`);
  if (!rows.some(({ found }) => found === undefined) || !rows.some(({ found }) => found !== undefined))
    throw new Error(`${id} needs rows that accept and rows that reject`);
  if (!rows.some(({ found }) => found !== undefined && (found.severity ?? check.severity) === check.severity))
    throw new Error(`${id} is listed as ${check.severity}, and no row that rejects is as severe`);

  const outcomeOn = async (host: Host) => {
    const { findings, checks: outcomes } = await diagnosisOf(host, [check], permission);
    return { findings, verdict: outcomes[0]?.verdict, reason: outcomes[0]?.reason };
  };

  const seen = new Map<Base, ReturnType<typeof answersOf>>();
  async function answersOf(base: Base) {
    const { host, answers } = witness(given(await baseHost(base)));
    await outcomeOn(host);
    return answers;
  }
  const healthyAnswers = (base: Base) => {
    const answers = seen.get(base) ?? answersOf(base);
    seen.set(base, answers);
    return answers;
  };

  describe(id, () => {
    test(onlyAskedWhere === undefined ? 'passes on the healthy host' : `is asked only ${onlyAskedWhere}`, async () => {
      const { verdict, reason } = await outcomeOn(given(await baseHost(on)));
      expect([verdict, reason]).toEqual(
        onlyAskedWhere === undefined ? ['pass', null] : ['skipped', expect.stringMatching(/^not applicable/)],
      );
    });

    test.each(rows.map((row) => [`${row.found === undefined ? 'accepts' : 'rejects'} ${row.title}`, row] as const))(
      '%s',
      async (_title, { change, found, on: base = on }) => {
        const after = witness(change(given(await baseHost(base))));
        const { findings, verdict, reason } = await outcomeOn(after.host);
        expect(differs(await healthyAnswers(base), after.answers), 'the change changes what the tools print').toBe(
          true,
        );
        if (found === undefined) {
          expect(findings.map(({ summary }) => summary)).toEqual([]);
          // What could not be told is no acceptance.
          expect([verdict, reason]).not.toContain('unknown');
          return;
        }
        expect(findings.map(({ summary }) => summary)).toHaveLength(found.count ?? 1);
        const [finding] = findings;
        expect(finding?.summary).toMatch(found.summary);
        const fix = finding?.fix ?? null;
        expect(fix === null ? null : fix.commands.map((words) => words.join(' '))).toEqual(found.fix);
        // `--fix` applies what is safe, and takes back what did not help. To have files read again takes nothing away.
        const isReload = fix?.commands.every(([tool, signal]) => tool === 'kill' && signal === '-HUP') === true;
        if (fix?.risk === 'safe' && !isReload) expect(fix.undo).not.toEqual([]);
        expect(finding?.severity).toBe(found.severity ?? check.severity);
        if (found.subject !== undefined) expect(finding?.subject.name).toBe(found.subject);
      },
    );
  });
}

/** Keeps what a host answered, so that a change that changes nothing is noticed. */
function witness(host: Host) {
  const answers = new Map<string, string>();
  const watched: Host = {
    ...editedHost(host, (command, result) => {
      answers.set(commandKey(command), JSON.stringify(result));
      return result;
    }),
    stream: (command, readySign) => {
      const stream = host.stream(command, readySign);
      async function* heard() {
        for await (const bytes of stream.output) {
          const key = commandKey(command);
          answers.set(key, `${answers.get(key) ?? ''}${Buffer.from(bytes).toString('base64')}`);
          yield bytes;
        }
      }
      return { ...stream, output: heard() };
    },
    savedTexts: () => {
      const texts = host.savedTexts?.() ?? [];
      for (const text of texts) answers.set(text.file, text.read());
      return texts;
    },
  };
  return { host: watched, answers };
}

const differs = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): boolean =>
  before.size !== after.size || [...before].some(([key, answer]) => after.get(key) !== answer);

const bases = new Map<Base, Promise<Host>>();

/** A healthy recording, read once. */
function baseHost(base: Base): Promise<Host> {
  const opened = bases.get(base) ?? openBase(base);
  bases.set(base, opened);
  return opened;
}

async function openBase(base: Base): Promise<Host> {
  const host =
    base === 'folsom' || base === 'neutron'
      ? healthyHost(base)
      : await openArchive(join(packageRoot, `test/recordings/lab-neutron-${base}.tar.gz`));
  const recorded = new Map<string, { readonly command: Command; readonly result: CommandResult }>();
  await diagnosisOf(
    editedHost(host, (command, result) => {
      if (result.kind === 'exited') recorded.set(commandKey(command), { command, result });
      return result;
    }),
  );
  // Which files of processes are read depends on which processes there are: of fewer of them, fewer lines are printed.
  return editedHost(host, (command, result) =>
    result.kind === 'not-recorded' ? (fewerLines(command, [...recorded.values()]) ?? result) : result,
  );
}

const isFile = (word: string): boolean => word.startsWith('/');

function fewerLines(
  { argv }: Command,
  recorded: readonly { readonly command: Command; readonly result: CommandResult }[],
): CommandResult | undefined {
  if (argv[0] !== 'grep' && argv[0] !== 'find') return undefined;
  const question = argv.filter((word) => !isFile(word)).join(' ');
  const model = recorded.find(({ command }) => command.argv.filter((word) => !isFile(word)).join(' ') === question);
  if (model?.result.kind !== 'exited') return undefined;
  const lines = model.result.stdout.split('\n').filter((line) => argv.includes(line.split(':')[0] ?? ''));
  return exited([...lines, ''].join('\n'), model.result.exitCode, model.result.stderr);
}
