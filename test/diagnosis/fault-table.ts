import { afterAll, expect, test } from 'vitest';
import { faults } from '../../src/lab/faults/index.ts';
import type { Layout } from '../../src/lab/model.ts';
import { diagnoseLab, rootsOf } from '../support/diagnosis.ts';
import { describeLive, sharedLab } from '../support/live-lab.ts';
import { tryFaults } from '../support/trial.ts';

/**
 * Folsom's br-ex takes the qg ports along, and with them every trace of the routers' gateway address: the first fix
 * brings the bridge and the routers back, and only then can the second name the host's own address.
 */
const rounds: Readonly<Record<string, number>> = { 'folsom br-ex-deleted': 2 };

/** Each fault of a layout: named as the only root cause, healed by its own fix, and everything works again. */
export function diagnoseEveryFault(layout: Layout): void {
  describeLive(`a lab of the layout ${layout}`, () => {
    const lab = sharedLab(layout);
    const table: string[] = [];

    test('healthy: no finding at all', async () => {
      const { exitCode, report } = await diagnoseLab(lab());
      expect(report.findings).toEqual([]);
      expect(report.checks.filter(({ verdict }) => verdict === 'unknown')).toEqual([]);
      expect([exitCode, report.verdict]).toEqual([0, 'healthy']);
    });

    for (const fault of faults.filter(({ layouts }) => layouts.includes(layout))) {
      test(`${fault.id}: ${fault.expects}`, async () => {
        const trial = await tryFaults(lab(), [fault], rounds[`${layout} ${fault.id}`] ?? 1);
        const { broken, healed } = trial;
        table.push(
          [
            fault.id,
            rootsOf(broken).join(),
            trial.rounds === 0 ? 'no fix offered' : 'healed',
            `${broken.report.seconds} s`,
          ]
            .map((cell, index) => cell.padEnd([31, 34, 15, 8][index] ?? 0))
            .join(' '),
        );
        expect(rootsOf(broken)).toEqual([fault.expects]);
        // The finding about a device that is down says why nothing was heard on it.
        expect(broken.report.checks.filter(({ reason }) => reason?.includes('not up'))).toEqual([]);
        expect(broken.exitCode).toBe(broken.report.findings.some(({ severity }) => severity === 'error') ? 1 : 0);
        const { network, router } = lab().model.b;
        const ofTenantB = broken.report.findings.filter(({ subject }) => [network.id, router.id].includes(subject.id));
        // Faults of the host below both tenants, and of two networks on one tag, concern tenant b by their nature.
        if (broken.report.findings[0]?.subject.kind === 'port') expect(ofTenantB).toEqual([]);
        expect(healed.report.findings).toEqual([]);
        expect(healed.exitCode).toBe(0);
        expect(trial.stillFailing).toEqual([]);
      });
    }

    afterAll(() => process.stdout.write(`\nlayout ${layout}: fault, named as root, fix, time\n${table.join('\n')}\n`));
  });
}
