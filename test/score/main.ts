// `npm run score [-- WORD] [--write]`: how often qdoctor is right, and how often its fixes heal.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../../src/package.ts';
import { accuracyPage, type Results, summaryLines } from './accuracy.ts';
import { scoreLab } from './lab-score.ts';
import { isRight, type Row, scoreOf } from './row.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { write: { type: 'boolean', default: false } },
});
const word = positionals[0] ?? '';
const say = (text: string): void => void process.stdout.write(`${text}\n`);

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

await Promise.all([gather(scoreLab('folsom', word)), gather(scoreLab('neutron', word))]);
say('');
for (const [measure, result] of summaryLines(scoreOf(rows))) say(`${measure.padEnd(45)} ${result}`);
if (values.write) write('lab', { ground: ground(), date: new Date().toISOString().slice(0, 10), rows });
process.exitCode = rows.every(isRight) ? 0 : 1;

function ground(): string {
  const first = (...[tool, ...words]: readonly [string, ...string[]]) =>
    execFileSync(tool, words, { encoding: 'utf8' }).split('\n')[0]?.trim();
  return [first('ovs-vswitchd', '--version'), first('dnsmasq', '--version')?.replace(/ {2}.*/, '')].join(', ');
}

function write(name: 'lab' | 'neutron', results: Results): void {
  const file = (which: string): string => join(packageRoot, 'test/score/results', `${which}.json`);
  mkdirSync(join(packageRoot, 'test/score/results'), { recursive: true });
  writeFileSync(file(name), `${JSON.stringify(results, null, 1)}\n`);
  const read = (which: string): Results => JSON.parse(readFileSync(file(which), 'utf8'));
  const page = accuracyPage(read('lab'), existsSync(file('neutron')) ? read('neutron') : undefined);
  writeFileSync(join(packageRoot, 'docs/accuracy.md'), page);
}
