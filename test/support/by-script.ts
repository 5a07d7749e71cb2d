import type { Argv } from '../../src/host/process.ts';
import type { Lab } from '../../src/lab/lab.ts';
import type { Report } from '../../src/report/report.ts';
import { cli, diagnoseByCommand } from './diagnosis.ts';

/** What is in a bundle, and what is found from it. */
export interface Kept {
  readonly files: readonly string[];
  /** Files of commands that only the script runs: it asks without knowing whether the answers will be needed. */
  readonly inCase: readonly string[];
  readonly report: Report;
}

const inCase = /^(?:ebtables-save|ip_netns_exec_qdhcp-[^_]*_iptables-save)$/;

/** Has `qdoctor collect` record a host, and then the script that it prints, once by each shell. */
export async function collectedBothWays(
  host: Pick<Lab, 'run'>,
  folder: string,
  shells: readonly Argv[],
): Promise<{ readonly byQdoctor: Kept; readonly byScript: readonly Kept[] }> {
  const run = async (...words: Argv): Promise<string> => {
    const end = await host.run(words, { timeoutMs: 60_000 });
    if (end.kind !== 'exited' || end.exitCode !== 0) throw new Error(`${words.join(' ')}: ${JSON.stringify(end)}`);
    return end.stdout;
  };
  const kept = async (bundle: string): Promise<Kept> => {
    const files = (await run('find', bundle, '-type', 'f', '-printf', '%P\\n')).trim().split('\n').toSorted();
    const { report } = await diagnoseByCommand(host, '--from', bundle);
    return {
      files: files.filter((file) => file !== 'report.json' && !inCase.test(file)),
      inCase: files.filter((file) => inCase.test(file)),
      report,
    };
  };

  // A test that is tried once more finds what it left.
  await run('rm', '-rf', folder);
  await run('mkdir', '-p', folder);
  await run(...cli, 'collect', '-o', `${folder}/by-qdoctor`, '--passive', '--wait', '1');
  await run('sh', '-c', '"$@" >"$0/script"', folder, ...cli, 'collect', '--script', '--wait', '1');
  const byScript: Kept[] = [];
  for (const shell of shells) {
    const bundle = `${folder}/by-${shell.join('-')}`;
    await run(...shell, `${folder}/script`, bundle);
    byScript.push(await kept(bundle));
  }
  return { byQdoctor: await kept(`${folder}/by-qdoctor`), byScript };
}
