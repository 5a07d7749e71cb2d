// `npm run score [-- [--text | --neutron | --cloud | --kolla | --traces] [WORD...] [--write]]`: how often qdoctor is right, and how often its fixes heal.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../../src/package.ts';
import { accuracyPage, type Results, summaryLines, textSummaryLines } from './accuracy.ts';
import { scoreCloud } from './cloud-score.ts';
import { scoreLab, scoreTraces } from './lab-score.ts';
import { scoreNeutron } from './neutron-score.ts';
import { isRight, type Row, scoreOf } from './row.ts';
import { scoreText } from './text-score.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    text: { type: 'boolean', default: false },
    neutron: { type: 'boolean', default: false },
    cloud: { type: 'boolean', default: false },
    kolla: { type: 'boolean', default: false },
    traces: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
const isInScope = (id: string): boolean => positionals.length === 0 || positionals.some((word) => id.includes(word));
const say = (text: string): void => void process.stdout.write(`${text}\n`);

const resultsFolder = join(packageRoot, 'docs/accuracy');

const rows: Row[] = [];
async function gather(trials: AsyncGenerator<Row>): Promise<void> {
  for await (const row of trials) {
    rows.push(row);
    const named = row.failure ?? (row.named.join(', ') || 'nothing');
    const should = isRight(row) ? '' : `   should be: ${row.expected.join(', ') || 'nothing'}`;
    say(
      `${isRight(row) ? '✓' : '✗'} ${row.host} ${row.id}: ${named}; healed: ${row.healed}; ${row.seconds} s${should}`,
    );
  }
}

const grounds = ['neutron', 'text', 'cloud', 'kolla'] as const;
const ground = grounds.find((name) => values[name]) ?? 'lab';
const trials = {
  lab: () =>
    values.traces
      ? [scoreTraces('folsom', isInScope), scoreTraces('neutron', isInScope)]
      : [scoreLab('folsom', isInScope), scoreLab('neutron', isInScope)],
  text: () => [scoreText('folsom', isInScope), scoreText('neutron', isInScope)],
  neutron: () => [scoreNeutron(isInScope)],
  cloud: () => [scoreCloud(isInScope)],
  kolla: () => [scoreLab('kolla', isInScope)],
};
await Promise.all(trials[ground]().map(gather));
say('');
const summary = values.text ? textSummaryLines(rows) : summaryLines(scoreOf(rows));
for (const [measure, result] of summary) say(`${measure.padEnd(45)} ${result}`);
if (values.write) {
  const date = new Date().toISOString().slice(0, 10);
  write(ground, { ground: releases(values.neutron), date, rows });
}
// What a text can't tell is no mistake; what it makes us say wrongly is.
process.exitCode = rows.every((row) => isRight(row) || (values.text && row.named.length === 0)) ? 0 : 1;

function releases(withNeutron: boolean): string {
  const first = (...[tool, ...words]: readonly [string, ...string[]]) =>
    execFileSync(tool, words, { encoding: 'utf8' }).split('\n')[0]?.trim();
  const tools = [first('ovs-vswitchd', '--version'), first('dnsmasq', '--version')?.replace(/ {2}.*/, '')];
  const neutron = withNeutron ? [first('dpkg-query', '-W', 'neutron-common')?.replace('\t', ' ')] : [];
  return [...neutron, ...tools].join(', ');
}

function write(name: keyof typeof trials, results: Results): void {
  const file = (which: string): string => join(resultsFolder, `${which}.json`);
  const lastOf = (which: string): Results | undefined =>
    existsSync(file(which)) ? JSON.parse(readFileSync(file(which), 'utf8')) : undefined;
  mkdirSync(resultsFolder, { recursive: true });
  // A trial that was tried by itself takes the place of what came of it before.
  const isReplaced = ({ id, kind }: Row): boolean => isInScope(id) && (kind === 'by-traces') === values.traces;
  const others = (lastOf(name)?.rows ?? []).filter((row) => !isReplaced(row));
  writeFileSync(file(name), `${JSON.stringify({ ...results, rows: [...others, ...results.rows] }, null, 1)}\n`);
  const page = accuracyPage({
    ...{ lab: lastOf('lab'), kolla: lastOf('kolla'), cloud: lastOf('cloud') },
    ...{ text: lastOf('text'), neutron: lastOf('neutron') },
  });
  writeFileSync(join(packageRoot, 'docs/accuracy.md'), page);
}
