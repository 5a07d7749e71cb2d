import { bundleTrials } from './bundles.ts';
import { damages, faults, randomFrom, type Trial, tryCut, tryDamage, unmarked } from './cuts.ts';
import { runPackets } from './packets.ts';

/*
 * The long run of the excerpt test: npm run excerpts -- [CUTS] [SEED]. Prints the table of
 * docs/accuracy/excerpts.md, and what was called an error and is none. `npm run excerpts -- damage [TRIALS] [SEED]` damages one
 * output of a host, healthy or not, in each trial: of saved text in one half of them, of bundles in the other.
 * `npm run excerpts -- packets [PACKETS] [SEED]` damages packets.
 */

const steps = [0.9, 0.75, 0.5, 0.25, 0];

const percent = (part: number, all: number): string => (all === 0 ? '-' : `${Math.round((1000 * part) / all) / 10} %`);

function rowsOf(trials: readonly Trial[]): readonly string[] {
  return steps.map((from, index) => {
    const to = steps[index - 1] ?? Number.POSITIVE_INFINITY;
    const own = trials.filter(({ fault, left }) => fault !== 'none' && left >= from && left < to);
    const named = own.filter(({ isNamed }) => isNamed).length;
    const upTo = Number.isFinite(to) ? ` to ${to * 100} %` : ' or more';
    return `| ${from * 100}${Number.isFinite(to) ? '' : ' %'}${upTo} | ${own.length} | ${named} | ${percent(named, own.length)} |`;
  });
}

async function run(cuts: number, seed: number): Promise<void> {
  const random = randomFrom(seed);
  const trials: Trial[] = [];
  for (let count = 0; count < cuts; count += 1) {
    const trial = await tryCut(faults[Math.floor(random() * (faults.length + 1))], random);
    trials.push(trial);
    for (const error of trial.falseErrors) process.stderr.write(`${trial.fault}: ${error}\n`);
  }
  const wrong = trials.filter(({ falseErrors }) => falseErrors.length > 0).length;
  const lossy = Math.ceil(cuts / 10);
  const lost = { files: 0, paste: 0 };
  for (let count = 0; count < lossy; count += 1) {
    for (const form of ['files', 'paste'] as const) {
      if ((await tryCut(undefined, random, unmarked, form)).falseErrors.length > 0) lost[form] += 1;
    }
  }
  const lines = [
    '| text left | cuts | fault named | share |',
    '| --- | --- | --- | --- |',
    ...rowsOf(trials),
    '',
    `False errors: ${wrong} of ${cuts} (${percent(wrong, cuts)}), called healthy: ${trials.filter(({ isCleared }) => isCleared).length}, seed ${seed}.`,
    `With lines dropped that nothing marks, in any number of the outputs: ${lost.files} of ${lossy} (${percent(lost.files, lossy)}) as files, ${lost.paste} (${percent(lost.paste, lossy)}) in one paste.`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function runDamage(trials: number, seed: number): Promise<void> {
  const random = randomFrom(seed);
  const fromBundles = await bundleTrials(random);
  const forms = ['files', 'paste', 'bundle', 'bundle'] as const;
  const tallies = { files: newTally(), paste: newTally(), bundle: newTally() };
  for (let count = 0; count < trials; count += 1) {
    const damage = damages[count % damages.length] ?? 'cut';
    const form = forms[Math.floor(count / damages.length) % forms.length] ?? 'files';
    const fault = random() < 0.5 ? undefined : faults[Math.floor(random() * faults.length)];
    const started = performance.now();
    const { file, falseErrors, isCleared } = await (form === 'bundle'
      ? fromBundles()
      : tryDamage(fault, damage, random, form));
    const tally = tallies[form];
    tally.trials += 1;
    tally.slowest = Math.max(tally.slowest, performance.now() - started);
    if (isCleared) tally.cleared += 1;
    if (falseErrors.length > 0) tally.wrong += 1;
    const where = `${form} ${fault?.check ?? 'healthy'} ${damage} ${file}`;
    for (const error of falseErrors) process.stderr.write(`${where}: ${error}\n`);
    if (isCleared) process.stderr.write(`${where}: HEALTHY\n`);
    if ((count + 1) % 1000 === 0) process.stderr.write(`after ${count + 1}: ${JSON.stringify(tallies)}\n`);
  }
  process.stdout.write(`One output damaged, seed ${seed}:\n`);
  for (const [form, { trials: all, wrong, cleared, slowest }] of Object.entries(tallies)) {
    process.stdout.write(
      `${form}: ${all} trials, false errors in ${wrong} (${percent(wrong, all)}), a fault called healthy in ${cleared}, none longer than ${(slowest / 1000).toFixed(1)} s\n`,
    );
  }
}

const newTally = () => ({ trials: 0, wrong: 0, cleared: 0, slowest: 0 });

const runs = {
  cuts: { run, count: 5000 },
  damage: { run: runDamage, count: 20_000 },
  packets: { run: runPackets, count: 1_000_000 },
};
const isKind = (word: string | undefined): word is keyof typeof runs => word !== undefined && word in runs;
const words = process.argv.slice(2);
const [kind, rest] = isKind(words[0]) ? [words[0], words.slice(1)] : (['cuts', words] as const);
const [count = runs[kind].count, seed = '20121123'] = rest;
await runs[kind].run(Number(count), Number(seed));
