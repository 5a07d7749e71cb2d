import { isKnownLine } from './agent-logs.ts';
import { isKnownTask } from './agent-tasks.ts';
import type { Found, Statement, StatementReader } from './statement.ts';

/*
 * Commands of an agent as Quantum and Neutron until Liberty log them: `Command: ['sudo', …]`, `Exit code: 1`, `Stdout: ''`,
 * `Stderr: '…'`, each in a line of its own.
 */

const command = /\bCommand: \[(.*)\]\s*$/;
const word = /u?'((?:[^'\\]|\\.)*)'|u?"((?:[^"\\]|\\.)*)"/g;
const result = /\b(Exit code|Stdin|Stdout|Stderr): ?(.*)$/;

/** Within so many lines all of a command is told. */
const reach = 8;
/** Nobody reads more than a few of them. */
const atMost = 3;
/** What it was to do is done already, or what it was to take away is gone; and what other readers know. */
const harmless =
  /File exists|No such process|no row "|no key "|Device "[^"]+" does not exist|No chain\/target\/match|no bridge named|does not exist in|Cannot find device/;

interface Outcome {
  readonly words: readonly string[];
  readonly exitCode: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly at: readonly number[];
}

/** Commands that failed, and ports that the switch has without a number. */
export const agentCommands: StatementReader = {
  sign: /\bCommand: \[u?['"]/,
  read(lines) {
    const seen = new Set<string>();
    const found: Found[] = [];
    for (const [at, line] of lines.entries()) {
      const outcome = found.length < atMost && command.test(line) ? outcomeAt(lines, at) : undefined;
      const statement = outcome === undefined ? undefined : (refusedPort(outcome) ?? failure(outcome));
      const key = JSON.stringify(statement);
      if (outcome === undefined || statement === undefined || seen.has(key) || isExplained(lines, at)) continue;
      seen.add(key);
      found.push({ statement, at: outcome.at });
    }
    return found;
  },
};

/** Whether a line next to the command says what failed. */
const isExplained = (lines: readonly string[], at: number): boolean =>
  /\bERROR\b.*\bUnable to execute \[/.test(lines[at - 1] ?? '') ||
  lines.slice(at, at + 3 * reach).some((line, index) => isKnownTask(line) || isKnownLine(lines, at + index));

function outcomeAt(lines: readonly string[], at: number): Outcome | undefined {
  const parts = new Map<string, { readonly text: string; readonly at: number }>();
  for (const [index, line] of lines.slice(at + 1, at + 1 + reach).entries()) {
    if (command.test(line)) break;
    const [, name, text = ''] = result.exec(line) ?? [];
    if (name !== undefined && !parts.has(name)) parts.set(name, { text: plain(text), at: at + 1 + index });
  }
  const exitCode = parts.get('Exit code');
  if (exitCode === undefined) return undefined;
  return {
    words: [...(command.exec(lines[at] ?? '')?.[1] ?? '').matchAll(word)].map(([, one, other]) => one ?? other ?? ''),
    exitCode: exitCode.text,
    stdout: parts.get('Stdout')?.text ?? '',
    stderr: parts.get('Stderr')?.text ?? '',
    at: [at, exitCode.at, ...[parts.get('Stdout')?.at, parts.get('Stderr')?.at].flatMap((line) => line ?? [])],
  };
}

/** What Python prints as `'-1\n'`. */
const plain = (text: string): string =>
  text
    .replace(/\s+from \(pid=\d+\).*$/, '')
    .trim()
    .replace(/^u?(['"])(.*)\1$/, '$2')
    .replace(/(?:\\n)+$/, '')
    .trim();

function refusedPort({ words, exitCode, stdout }: Outcome): Statement | undefined {
  const at = words.indexOf('get');
  const [table, device, column] = words.slice(at + 1);
  return at !== -1 && table === 'Interface' && column === 'ofport' && exitCode === '0' && stdout === '-1' && device
    ? { kind: 'switch-port-refused', device, because: 'its ofport is -1' }
    : undefined;
}

function failure({ words, exitCode, stderr }: Outcome): Statement | undefined {
  if (exitCode === '0' || stderr === '' || harmless.test(stderr)) return undefined;
  const own = words.slice(words.findLastIndex((part) => /rootwrap(?:\.conf)?$|^sudo$/.test(part)) + 1);
  const namespace = own[0] === 'ip' && own[1] === 'netns' && own[2] === 'exec' ? own[3] : undefined;
  const run = (namespace === undefined ? own : own.slice(4)).join(' ').slice(0, 120);
  const place = namespace === undefined ? '' : ` in ${namespace}`;
  return {
    kind: 'agent-error',
    agent: agentIn(namespace),
    because: `${run}${place} failed: ${stderr.replace(/[.]+$/, '')}`.slice(0, 200),
  };
}

const agentIn = (namespace = ''): string | undefined =>
  /^(?:qrouter|snat|fip)-/.test(namespace) ? 'L3 agent' : namespace.startsWith('qdhcp-') ? 'DHCP agent' : undefined;
