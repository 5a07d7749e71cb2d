import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { healFault, injectFault } from '../../src/lab/faults/apply.ts';
import { faults } from '../../src/lab/faults/index.ts';
import { cli, diagnoseByCommand, rootsOf } from '../support/diagnosis.ts';
import { describeLive, sharedLab } from '../support/live-lab.ts';

describeLive('on a host', () => {
  const lab = sharedLab('neutron');
  const fault = faults.find(({ id }) => id === 'tenant-route-deleted');

  const run = async (script: string): Promise<string> => {
    const end = await lab().run(['sh', '-c', script], { timeoutMs: 130_000 });
    if (end.kind !== 'exited') throw new Error(JSON.stringify(end));
    return end.stdout;
  };

  /** What stands in a file once it matches. */
  const sees = async (file: string, sign: RegExp): Promise<string> => {
    for (let tries = 0; tries < 600; tries += 1) {
      const text = await run(`cat ${file} 2>/dev/null`);
      if (sign.test(text)) return text;
      await sleep(200);
    }
    throw new Error(`${sign} is not in ${file}: ${await run(`cat ${file}*`)}`);
  };

  test.each(['INT', 'TERM'])('--watch tells what broke and what was fixed, until SIG%s', async (signal) => {
    if (fault === undefined) throw new Error('no such fault');
    const [out, metrics] = [`/run/watch-${signal}`, `/run/watch-${signal}.prom`];
    const words = `--ci --watch 0.1 --format prometheus=${metrics}`;
    await run(
      `(${cli.join(' ')} ${words} & echo $! >${out}.pid; wait $!; echo $? >${out}.code) >${out} 2>${out}.err &`,
    );
    await sees(out, /^[-0-9]{10} [0-9:]{8} UTC {2}verdict: healthy\n$/);
    expect(await sees(metrics, /./)).toContain('verdict="healthy"} 1\n');
    await injectFault(lab(), fault);
    await sees(out, / ✗ broke: .* \(tenant-route-missing\)\n/);
    await sees(metrics, /qdoctor_findings\{.*check="tenant-route-missing"/);
    await healFault(lab(), fault);
    await sees(out, / ✓ fixed: .* \(tenant-route-missing\)\n/);
    await run(`kill -${signal} "$(cat ${out}.pid)"`);
    expect(await sees(`${out}.code`, /\d/)).toBe('130\n');
    expect(await run(`cat ${out}.err; ls -A /run | grep part; pgrep -f '[c]li.js --ci --watch'`)).toBe('');
  });

  test('--output writes a folder for a ticket, whose recording is diagnosed as the host was', async () => {
    if (fault === undefined) throw new Error('no such fault');
    await injectFault(lab(), fault);
    const said = await run(`${cli.join(' ')} --ci --output /run/ticket 2>&1 >/dev/null`);
    expect(said).toMatch(/^qdoctor: Saved in \/run\/ticket: qdoctor\.txt, .* and qdoctor-recording\.tar\.gz\n$/);
    expect(await run('stat -c %a /run/ticket')).toBe('700\n');
    expect(await run('head -c 7 /run/ticket/qdoctor.txt; ls -A /run/ticket | wc -l')).toBe('FAILING4\n');
    const again = await diagnoseByCommand(lab(), '--from', '/run/ticket/qdoctor-recording.tar.gz');
    expect(rootsOf(again)).toEqual(['tenant-route-missing']);
    await healFault(lab(), fault);
  });
});
