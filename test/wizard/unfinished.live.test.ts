import { expect, test } from 'vitest';
import { injectFault } from '../../src/lab/faults/apply.ts';
import { killInFix } from '../support/killed-fix.ts';
import { describeLive, sharedLab } from '../support/live-lab.ts';
import { faultOf, keepsBreaking, rawStateOf, wizardIn } from '../support/wizard.ts';

describeLive('the wizard after a fix that was killed', () => {
  const lab = sharedLab('neutron');

  test('shows what was applied, and rolls it back after a yes', async () => {
    const fault = faultOf('dhcp-tap-wrong-tag');
    await injectFault(lab(), fault);
    const before = await rawStateOf(lab());
    const stop = await keepsBreaking(lab(), fault);
    try {
      await killInFix(lab());
    } finally {
      await stop();
    }
    const terminal = await wizardIn(lab(), ['--plain']);
    try {
      const screen = await terminal.sees('Roll back the unfinished fix?');
      expect(screen).toContain('A fix of port-tag-wrong was left unfinished');
      await terminal.sees(']:');
      await terminal.press('2', 'Enter');
      await terminal.sees('Rolled back: the state equals that before the fix.');
    } finally {
      await terminal.close();
    }
    expect(await rawStateOf(lab())).toBe(before);
    expect(await lab().run(['ls', '/run/qdoctor'])).toMatchObject({ stdout: '' });
  });
});
