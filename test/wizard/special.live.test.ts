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
      await terminal.press('Down', 'Enter');
      await terminal.sees('The fix did not help.');
      await terminal.sees('Roll back?');
      await terminal.press('Enter');
      await terminal.sees('the state equals that before the fix');
      const end = await terminal.sees('Save results?');
      expect(end).toMatch(/the fix did not help and was\s+rolled back/);
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

  test('Ctrl-C in the middle of a fix: the command ends, and what stands is shown with its undo', async () => {
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
      await terminal.press('Down', 'Enter');
      await terminal.sees('Applying:');
      await lab().run(['sh', '-c', 'until pgrep -f "[a]ddr replace" >/dev/null; do sleep 0.05; done']);
      await terminal.press('C-c');
      const screen = await terminal.sees('Fix log: ');
      expect(screen).toContain('the fix of router-gateway-address-missing was partially applied');
      expect(screen).toContain('To roll it back:');
      expect(screen.split('To roll it back:')[0]?.match(/addr replace/g)?.length).toBeGreaterThan(0);
      expect(await terminal.exitCode()).toBe(130);
      const { namespace, qg } = lab().model.a.router;
      const held = await lab().run(['ip', '-n', namespace, '-4', '-br', 'addr', 'show', 'dev', qg.device]);
      expect(held).toMatchObject({ stdout: expect.stringMatching(/ 203\.0\.113\.101\/24\s*$/) });
      // It is on record for the next run, which would ask about it.
      expect(await lab().run(['ls', '/run/qdoctor'])).toMatchObject({ stdout: 'unfinished-fix\n' });
      await lab().run(['rm', '-r', '/run/qdoctor']);
      expect(await leftoversOf(lab())).toBe(before);
    } finally {
      await terminal.close();
      await healFault(lab(), fault);
    }
  });

  test.each([
    ['at a question', 'dhcp-tap-wrong-tag', 'What may qdoctor do?', ['--symptom', 'everything']],
    ['at the menu', 'dhcp-tap-wrong-tag', 'What now?', upFront],
    // A database that does not answer keeps it busy.
    ['while it works', 'ovsdb-server-frozen', 'Reading the host', upFront],
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

  test('keys pressed ahead are no yes, and a fix that cannot be undone is applied only after one', async () => {
    const fault = faultOf('dhcp-no-offer');
    await injectFault(lab(), fault);
    const before = await rawStateOf(lab());
    const terminal = await wizardIn(lab(), upFront);
    try {
      await terminal.sees('What now?');
      // The first chooses the fix, the others come before its question.
      await terminal.pressAtOnce('Enter', 'Down', 'Enter', 'Down', 'Enter');
      expect(await terminal.sees('Apply it? It cannot be undone.')).toContain('This fix cannot be undone.');
      await terminal.press('Enter');
      expect(await terminal.sees('What now?')).not.toContain('Applying:');
      expect(await rawStateOf(lab())).toBe(before);
    } finally {
      await terminal.close();
      await healFault(lab(), fault);
    }
  });

  test('what else is broken on the host is said after a fix of what was asked about', async () => {
    const faults = [faultOf('dhcp-tap-wrong-tag'), faultOf('tenant-route-deleted')];
    for (const fault of faults) await injectFault(lab(), fault);
    const { vm1 } = lab().model.a;
    const words = ['--symptom', 'no-address', '--port', vm1.qvo, '--no-passive'];
    const terminal = await wizardIn(lab(), words, {}, 60);
    try {
      await terminal.sees('What now?');
      await terminal.press('Enter');
      await terminal.sees('Apply it?');
      await terminal.press('Down', 'Enter');
      const end = await terminal.sees('Save results?');
      expect(end).toContain('No faults found in the layers checked.');
      expect(end).toMatch(/Elsewhere on this host: 1 root cause:\s+✗ The host has no route to 10\.11\.12\.0\/24/);
      expect(await terminal.widest()).toBeLessThanOrEqual(60);
    } finally {
      await terminal.close();
      for (const fault of faults) await healFault(lab(), fault);
    }
  });

  test('--plain: numbers and lines, and not one control character', async () => {
    const fault = faultOf('dhcp-tap-wrong-tag');
    await injectFault(lab(), fault);
    const terminal = await wizardIn(lab(), ['--plain'], {}, 60);
    try {
      for (const [sign, answer] of [
        ['What is wrong?', '1'],
        ['Which one?', '10.11.12.4'],
        ['Which one?', '1'],
        ['What may qdoctor do?', '1'],
        ['What now?', '1'],
        ['Apply it?', 'b'],
        ['What now?', '1'],
        ['Apply it?', '2'],
      ] as const) {
        await terminal.sees(sign);
        await terminal.sees(']:');
        await terminal.press(answer, 'Enter');
      }
      const screen = await terminal.sees('Save results?');
      expect(screen.replace(/\s+/g, ' ')).toContain('Path: VM, tap, qbr, qvb, qvo, [br-int tag 3], BROKEN HERE: tap');
      expect(screen).toContain('Fixed: port-tag-wrong is gone.');
      await terminal.press('Enter');
      expect(await terminal.exitCode()).toBe(0);
      expect(await terminal.raw()).not.toMatch(/\u001b/);
      expect(await terminal.widest()).toBeLessThanOrEqual(60);
    } finally {
      await terminal.close();
      await healFault(lab(), fault);
    }
  });

  test('NO_COLOR: a VM that boots is watched, and there is not one colour', async () => {
    // That of tenant b, which has the same address as another.
    const { vm1 } = lab().model.b;
    const terminal = await wizardIn(lab(), ['--symptom', 'no-address', '--port', vm1.qvo, '--no-passive'], {
      NO_COLOR: '1',
    });
    try {
      expect(await terminal.sees('Does it still fail?')).toContain('HEALTHY');
      await terminal.press('Down', 'Enter');
      await terminal.sees('Listening on');
      await lab().run(askForLease(vm1));
      const screen = await terminal.sees('Save results?');
      expect(screen).toMatch(new RegExp(`at the server +DISCOVER ${vm1.mac}`));
      expect(screen).toMatch(new RegExp(`at the VM +ACK +${vm1.mac} ${vm1.address}`));
      await terminal.press('Enter');
      expect(await terminal.exitCode()).toBe(0);
      expect(await terminal.raw()).not.toMatch(/\u001b\[[0-9;]*[1-9][0-9;]*m/);
    } finally {
      await terminal.close();
    }
  });
});
