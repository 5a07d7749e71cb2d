import { expect, test } from 'vitest';
import { readState } from '../../../src/app/fix/state.ts';
import { applyFix, begunBy, rollBack, type StepLog } from '../../../src/app/fix/transaction.ts';
import { healFault, injectFault } from '../../../src/lab/faults/apply.ts';
import { diagnoseLab } from '../../support/diagnosis.ts';
import { labMachine } from '../../support/lab-machine.ts';
import { describeLive, sharedLab } from '../../support/live-lab.ts';
import { faultOf, rawStateOf } from '../../support/wizard.ts';

/** Of each kind of fix one that has an undo: addresses, routes, rules, devices, ports, filters, settings. */
const undone = [
  'qg-no-address',
  'br-ex-no-address',
  'tenant-route-deleted',
  'tenant-route-policy-rule',
  'hybrid-veth-lost-at-boot',
  'qvo-removed-from-br-int',
  'dhcp-input-filtered',
  'router-forwarding-off',
];

const unlogged: StepLog = { begins: () => true, ended: () => true };

describeLive('the undo of a fix', () => {
  const lab = sharedLab('folsom');

  test.each(undone)('%s: the state is equal to that before the fix', async (id) => {
    const fault = faultOf(id);
    await injectFault(lab(), fault);
    try {
      const fix = (await diagnoseLab(lab())).report.findings.find(({ cause }) => cause === 'root')?.fix;
      if (fix === null || fix === undefined) throw new Error('no fix is offered');
      const before = await rawStateOf(lab());
      const machine = labMachine(lab());
      const state = await readState(machine.host);
      const applied = await applyFix(machine, fix, state, new AbortController().signal, unlogged);
      expect(applied.outcome).toBe('complete');
      expect(applied.changes).not.toEqual([]);
      expect(await rawStateOf(lab())).not.toBe(before);
      const { left } = await rollBack(machine, fix, state, unlogged, begunBy(applied));
      expect(left).toEqual([]);
      expect(await rawStateOf(lab())).toBe(before);
    } finally {
      await healFault(lab(), fault);
    }
  });
});
