import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/package.ts';
import { applyFix, type Diagnosed, diagnoseLab, rootsOf } from '../support/diagnosis.ts';
import { describeLive, sharedLab } from '../support/live-lab.ts';

const example = (name: string): string => join(packageRoot, 'docs/playbooks', `${name}.yaml`);

describeLive('the example playbooks of a site', () => {
  const lab = sharedLab('neutron');
  const run = (name: string, ...words: readonly string[]): Promise<Diagnosed> =>
    diagnoseLab(lab(), '--ci', example(name), ...words);

  test('jumbo frames: silent where the plugs take them; too small: the only root, healed by its own fix', async () => {
    const [vm] = lab().model.vms;
    const port = ['--port', vm?.mac ?? ''];
    expect(await run('mtu-along-the-path', '--set', 'mtu=1400', ...port)).toMatchObject({
      exitCode: 0,
      report: { verdict: 'healthy', findings: [] },
    });
    const small = await run('mtu-along-the-path', '--set', 'mtu=1600', ...port);
    expect(rootsOf(small)).toEqual(['site-plug-mtu-small']);
    expect(await applyFix(lab(), small)).toBe(true);
    expect(rootsOf(await run('mtu-along-the-path', '--set', 'mtu=1600', ...port))).not.toContain('site-plug-mtu-small');
    for (const command of small.report.findings[0]?.fix?.commands ?? []) {
      await lab().run(['ip', 'link', 'set', 'dev', command[4] ?? '', 'mtu', '1500']);
    }
  });

  test('the provider NIC: silent on its bridge; elsewhere: the only root', async () => {
    expect(rootsOf(await run('provider-nic', '--set', 'nic=phy-br-ex'))).toEqual([]);
    expect(rootsOf(await run('provider-nic', '--set', 'nic=int-br-ex'))).toEqual(['site-provider-nic-elsewhere']);
    expect(rootsOf(await run('provider-nic', '--set', 'nic=eth9'))).toEqual(['site-provider-nic-elsewhere']);
  });

  test('classless routes: silent where they are offered; taken out: the only root', async () => {
    expect(rootsOf(await run('option-121'))).toEqual([]);
    const files = `${lab().model.a.network.dhcpDir}/opts`;
    await lab().run(['sed', '-i.before', '/classless-static-route/d', files]);
    expect(rootsOf(await run('option-121'))).toEqual(['site-classless-routes-missing']);
    await lab().run(['mv', `${files}.before`, files]);
  });
});
