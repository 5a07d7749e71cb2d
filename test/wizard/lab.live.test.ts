import { expect, test } from 'vitest';
import { listLabs } from '../../src/lab/lab.ts';
import { cli } from '../support/diagnosis.ts';
import { describeLive } from '../support/live-lab.ts';
import { openTerminal } from '../support/terminal.ts';

describeLive('a host with nothing of Quantum on it', () => {
  test('says so, and lets its user try a lab, which is removed again', async () => {
    const script = 'mount -t tmpfs none /run && exec "$@"';
    const namespaces = ['unshare', '--mount', '--net', '--pid', '--fork', '--mount-proc'] as const;
    const terminal = await openTerminal([...namespaces, 'sh', '-c', script, 'sh', ...cli]);
    try {
      expect(await terminal.sees('What instead?')).toContain('No Quantum/Neutron resources found');
      await terminal.press('Down', 'Down', 'Down', 'Enter');
      await terminal.sees('Which fault to inject?');
      await terminal.press('qg has no address');
      await terminal.sees('qg-no-address');
      await terminal.press('Enter');
      await terminal.sees('What is wrong?');
      await terminal.press('C-c');
      await terminal.sees('The private host was removed.');
      expect(await terminal.exitCode()).toBe(130);
      const names = (await listLabs()).map(({ name }) => name);
      expect(names.filter((name) => name.startsWith('wizard-'))).toEqual([]);
    } finally {
      await terminal.close();
    }
  });
});
