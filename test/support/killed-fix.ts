import type { Lab } from '../../src/lab/lab.ts';
import { cli } from './diagnosis.ts';

/** Has qdoctor fix a lab, and kills it once the first command is done. */
export async function killInFix(lab: Pick<Lab, 'run'>): Promise<void> {
  const script = `
    "$@" >/dev/null 2>&1 & fixer=$!
    until grep -qs '"isDone":true' /run/qdoctor/unfinished-fix || ! kill -0 "$fixer"; do sleep 0.05; done
    kill -KILL "$fixer"`;
  await lab.run(['sh', '-c', script, 'sh', ...cli, '--ci', '--fix', '--yes']);
}
