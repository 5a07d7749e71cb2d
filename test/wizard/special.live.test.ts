import { expect, test } from 'vitest';
import { healFault, injectFault } from '../../src/lab/faults/apply.ts';
import { askForLease } from '../../src/lab/lease.ts';
import { describeLive, sharedLab } from '../support/live-lab.ts';
import { faultOf, keepsBreaking, leftoversOf, rawStateOf, wizardIn } from '../support/wizard.ts';

/** Answers that bring the wizard to its first cause without a question. */
const upFront = ['--symptom', 'everything', '--no-passive'];

describeLive('the wizard when things go wrong', () => {
  const lab = sharedLab('neutron');

  test('a fix that does not help: rolled back, and the state is equal to before', async () => {
    const fault = faultOf('dhcp-tap-wrong-tag');
    await injectFault(lab(), fault);
    const stop = await keepsBreaking(lab(), fault);
    const before = await rawStateOf(lab());
    const terminal = await wizardIn(lab(), upFront);
    try {
      await terminal.sees('What now?');
      await terminal.press('Enter');
      await terminal.sees('Apply it?');
      await terminal.press('Enter');
      await terminal.sees('It did not help.');
      await terminal.sees('Take it back?');
      await terminal.press('Enter');
      await terminal.sees('the host is as it was before');
      const end = await terminal.sees('Keep something of it?');
      expect(end).toContain('the fix did not help and was taken back');
      expect(end).toContain('1 root cause left.');
      await terminal.press('Enter');
      expect(await terminal.exitCode()).toBe(1);
      expect(await rawStateOf(lab())).toBe(before);
    } finally {
      await terminal.close();
      await stop();
      await healFault(lab(), fault);
    }
  });

  test('Ctrl-C in the middle of a fix: the command ends, and what stands is told with its undo', async () => {
    const fault = faultOf('qg-no-address');
    await injectFault(lab(), fault);
    const before = await leftoversOf(lab());
    // The first command of the fix takes a while, so that there is a middle.
    const slow = '#!/bin/sh\ncase "$*" in *"addr replace"*) sleep 1.5;; esac\nexec /sbin/ip "$@"\n';
    await lab().run(['sh', '-c', 'mkdir -p /run/lock/slow && cat >/run/lock/slow/ip && chmod +x /run/lock/slow/ip'], {
      input: slow,
    });
    const path = `/run/lock/slow:${process.env['PATH'] ?? ''}`;
    const terminal = await wizardIn(lab(), upFront, { PATH: path });
    try {
      await terminal.sees('What now?');
      await terminal.press('Enter');
      await terminal.sees('Apply it?');
      await terminal.press('Enter');
      await terminal.sees('Applying:');
      await lab().run(['sh', '-c', 'until pgrep -f "[a]ddr replace" >/dev/null; do sleep 0.05; done']);
      await terminal.press('C-c');
      const told = await terminal.sees('All that was done is in');
      expect(told).toContain('this fix of router-gateway-address-missing stands as far as it went');
      expect(told).toContain('To undo it:');
      expect(told.split('To undo it:')[0]?.match(/addr replace/g)?.length).toBeGreaterThan(0);
      expect(await terminal.exitCode()).toBe(130);
      const { namespace, qg } = lab().model.a.router;
      const held = await lab().run(['ip', '-n', namespace, '-4', '-br', 'addr', 'show', 'dev', qg.device]);
      expect(held).toMatchObject({ stdout: expect.stringMatching(/ 203\.0\.113\.101\/24\s*$/) });
      expect(await leftoversOf(lab())).toBe(before);
    } finally {
      await terminal.close();
      await healFault(lab(), fault);
    }
  });

  test.each([
    ['at a question', 'dhcp-tap-wrong-tag', 'What may I do?', ['--symptom', 'everything']],
    ['at the menu', 'dhcp-tap-wrong-tag', 'What now?', upFront],
    // A database that does not answer keeps it busy.
    ['while it works', 'ovsdb-server-frozen', 'Looking around', upFront],
  ])('Ctrl-C %s: nothing was changed, and nothing is left', async (_when, id, sign, words) => {
    const fault = faultOf(id);
    await injectFault(lab(), fault);
    const before = await leftoversOf(lab());
    const terminal = await wizardIn(lab(), words);
    try {
      await terminal.sees(sign);
      await terminal.press('C-c');
      await terminal.sees('nothing was changed');
      expect(await terminal.exitCode()).toBe(130);
      expect(await leftoversOf(lab())).toBe(before);
    } finally {
      await terminal.close();
      await healFault(lab(), fault);
    }
  });

  test('--plain: numbers and lines, and not one control character', async () => {
    const fault = faultOf('dhcp-tap-wrong-tag');
    await injectFault(lab(), fault);
    const terminal = await wizardIn(lab(), ['--plain']);
    try {
      for (const [sign, answer] of [
        ['What is wrong?', '1'],
        ['Which one?', '10.11.12.4'],
        ['Which one?', '1'],
        ['What may I do?', '1'],
        ['What now?', '1'],
        ['Apply it?', '1'],
      ] as const) {
        await terminal.sees(sign);
        await terminal.sees(']:');
        await terminal.press(answer, 'Enter');
      }
      const told = await terminal.sees('Keep something of it?');
      expect(told.replace(/\s+/g, ' ')).toContain('The way: VM, tap, qbr, qvb, qvo, [br-int tag 3], BROKEN HERE: tap');
      expect(told).toContain('Healed: port-tag-wrong is gone.');
      await terminal.press('Enter');
      expect(await terminal.exitCode()).toBe(0);
      expect(await terminal.raw()).not.toMatch(/\u001b/);
    } finally {
      await terminal.close();
      await healFault(lab(), fault);
    }
  });

  test('NO_COLOR: a VM that boots is watched, and there is not one colour', async () => {
    const { vm1 } = lab().model.a;
    const terminal = await wizardIn(lab(), ['--symptom', 'no-address', '--port', vm1.qvo, '--no-passive'], {
      NO_COLOR: '1',
    });
    try {
      expect(await terminal.sees('Does it still fail?')).toContain('Healthy');
      await terminal.press('Down', 'Enter');
      await terminal.sees('Listening on');
      await lab().run(askForLease(vm1));
      const told = await terminal.sees('Keep something of it?');
      expect(told).toMatch(new RegExp(`at the server +DISCOVER ${vm1.mac}`));
      expect(told).toMatch(new RegExp(`at the VM +ACK +${vm1.mac} ${vm1.address}`));
      await terminal.press('Enter');
      expect(await terminal.exitCode()).toBe(0);
      expect(await terminal.raw()).not.toMatch(/\u001b\[[0-9;]*[1-9][0-9;]*m/);
    } finally {
      await terminal.close();
    }
  });
});
