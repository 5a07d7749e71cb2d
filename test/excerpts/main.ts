import { damages, faults, randomFrom, type Trial, tryCut, tryDamage, unmarked } from './cuts.ts';

/*
 * The long run of the excerpt test: npm run excerpts -- [CUTS] [SEED]. Prints the table of
 * docs/accuracy/excerpts.md, and what was called an error and is none. `npm run excerpts -- damage [TRIALS] [SEED]` damages one
 * output of a healthy host in each trial.
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
  const wrong = { files: 0, paste: 0 };
  for (let count = 0; count < trials; count += 1) {
    const damage = damages[count % damages.length] ?? 'cut';
    const form = Math.floor(count / damages.length) % 2 === 0 ? 'files' : 'paste';
    const { file, falseErrors } = await tryDamage(damage, random, form);
    if (falseErrors.length > 0) wrong[form] += 1;
    for (const error of falseErrors) process.stderr.write(`${form} ${damage} ${file}: ${error}\n`);
  }
  const half = Math.ceil(trials / 2);
  process.stdout.write(
    `One output damaged, ${trials} trials, seed ${seed}: false errors in ${wrong.files} of ${half} (${percent(wrong.files, half)}) as files, ${wrong.paste} of ${trials - half} in one paste.\n`,
  );
}

const words = process.argv.slice(2);
const isDamage = words[0] === 'damage';
const [count = isDamage ? '6000' : '5000', seed = '20121123'] = isDamage ? words.slice(1) : words;
await (isDamage ? runDamage : run)(Number(count), Number(seed));
