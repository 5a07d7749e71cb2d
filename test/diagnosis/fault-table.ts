import { afterAll, expect, test } from 'vitest';
import type { Layer } from '../../src/engine/layers.ts';
import type { Fault } from '../../src/lab/faults/fault.ts';
import { faults } from '../../src/lab/faults/index.ts';
import type { Layout } from '../../src/lab/model.ts';
import { type Diagnosed, diagnoseByCommand, diagnoseLab, rereadLab, rootsOf } from '../support/diagnosis.ts';
import { faultsTried } from '../support/faults-tried.ts';
import { HealthyLab } from '../support/healthy-lab.ts';
import { describeLive, uniqueName } from '../support/live-lab.ts';
import { collectByCommand, observeAndRecord } from '../support/recorded-run.ts';
import { foundIn, said } from '../support/said.ts';
import { type Trial, tryFaults } from '../support/trial.ts';

/** Faults by the layer that is to be blamed: each part is as many as one lab can try while the others try theirs. */
const parts = {
  host: ['platform', 'host-route', 'external-bridge', 'router'],
  wire: ['tap', 'vlan', 'overlay', 'security', 'vm'],
  service: ['dhcp', 'metadata', 'floating-ip'],
} as const satisfies Readonly<Record<string, readonly Layer[]>>;

/**
 * Each fault of a part of the layers: named as the only root cause, healed by its own fix, and everything works again.
 * The first fault of each layer is diagnosed by the command line, and with packets once more after its fix; all others in
 * this process.
 */
export function diagnoseFaults(layout: Layout, part: keyof typeof parts): void {
  const layersOfPart: readonly Layer[] = parts[part];
  const ofPart = faultsTried(faults, layout).filter(({ layer }) => layersOfPart.includes(layer));

  describeLive(`faults of the ${part} in a lab of the layout ${layout}`, () => {
    const lab = new HealthyLab(uniqueName(), layout);
    const byCommand = layersOfPart.map((own) =>
      ofPart.find(({ layer, seenWith }) => layer === own && seenWith === undefined),
    );
    const table: string[] = [];

    afterAll(async () => {
      await lab.discard();
      process.stdout.write(`\nlayout ${layout}: fault, named as root, fix, time\n${table.join('\n')}\n`);
    });

    test('healthy: no finding at all, by the command line', async () => {
      const { exitCode, report } = await diagnoseByCommand(await lab.get());
      expect(report.findings).toEqual([]);
      expect(report.checks.filter(({ verdict }) => verdict === 'unknown')).toEqual([]);
      expect([exitCode, report.verdict]).toEqual([0, 'healthy']);
    });

    test.each(ofPart.map((fault) => [`${fault.id}: ${fault.expects}`, fault] as const))('%s', (_title, fault) =>
      lab.try(async (own) => {
        const fixes = fault.fixes?.[layout] ?? 1;
        const [observe, confirm] = byCommand.includes(fault)
          ? [collectByCommand, diagnoseLab]
          : [observeAndRecord, rereadLab];
        const trial = await tryFaults(own, [fault], Math.max(1, fixes), observe, confirm);
        table.push(rowOf(fault, trial));
        const { broken, healed } = trial;
        expect(rootsOf(broken)).toEqual([fault.expects]);
        expect(said(broken.replayed)).toEqual(said(broken.report));
        // Asked about a VM or a network that suffers from it, a run finds the same.
        expect(broken.inScope.filter((found) => !found.endsWith(`: ${fault.expects}`))).toEqual([]);
        expect(broken.unseen).toEqual([]);
        expect(broken.report.findings.filter(({ evidence }) => evidence.length === 0)).toEqual([]);
        expect(foundIn(broken.anonymous.report)).toEqual(foundIn(broken.anonymous.first));
        // The finding about a device that is down says why nothing was heard on it.
        expect(broken.report.checks.filter(({ reason }) => reason?.includes('not up'))).toEqual([]);
        expect(broken.exitCode).toBe(broken.report.findings.some(({ severity }) => severity === 'error') ? 1 : 0);
        const { network, router } = own.model.b;
        const ofTenantB = broken.report.findings.filter(({ subject }) => [network.id, router.id].includes(subject.id));
        // Faults of the host below both tenants, and of two networks on one tag, concern tenant b by their nature.
        if (broken.report.findings[0]?.subject.kind === 'port') expect(ofTenantB).toEqual([]);
        expect(trial.rounds).toBe(fixes);
        expect(healed.report.findings).toEqual([]);
        expect(healed.exitCode).toBe(0);
        expect(trial.stillFailing).toEqual([]);
      }),
    );
  });
}

const widths = [31, 34, 15, 8];

const rowOf = (fault: Fault, { broken, rounds }: Trial<Diagnosed>): string =>
  [fault.id, rootsOf(broken).join(), rounds === 0 ? 'no fix offered' : 'healed', `${broken.report.seconds} s`]
    .map((cell, index) => cell.padEnd(widths[index] ?? 0))
    .join(' ');
