import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checks } from '../../checks/index.ts';
import { isOfTheWire } from '../../src/engine/check.ts';
import { healFault, injectFault } from '../../src/lab/faults/apply.ts';
import type { Fault } from '../../src/lab/faults/fault.ts';
import { faults } from '../../src/lab/faults/index.ts';
import type { Lab } from '../../src/lab/lab.ts';
import type { Layout } from '../../src/lab/model.ts';
import type { Report } from '../../src/report/report.ts';
import { diagnoseLab, examined, rootsOf } from '../support/diagnosis.ts';
import { HealthyLab } from '../support/healthy-lab.ts';
import { openOldText, saveAsOldText } from '../support/old-text.ts';
import { lookAlikes } from './look-alikes.ts';
import type { Row } from './row.ts';

/** Every fault and look-alike of a layout that is asked for, diagnosed from what an operator of 2013 would have saved. */
export async function* scoreText(layout: Layout, isInScope: (id: string) => boolean): AsyncGenerator<Row> {
  const lab = new HealthyLab(`text-${layout}-${process.pid}`, layout);
  const trials = [
    ...lookAlikes.map((one) => ({ ...one, kind: 'look-alike', expects: undefined }) as const),
    ...faults.map((one) => ({ ...one, kind: 'fault' }) as const),
  ];
  try {
    for (const trial of trials.filter(({ id, layouts }) => layouts.includes(layout) && isInScope(id))) {
      const { kind, id, expects } = trial;
      const row = {
        kind,
        host: layout,
        id,
        expected: expects === undefined ? [] : [expects],
        healed: 'not asked',
      } as const;
      try {
        yield { ...row, ...(await lab.try((one) => tryText(one, trial))) };
      } catch (error) {
        yield { ...row, named: [], seconds: 0, failure: String(error) };
      }
    }
  } finally {
    await lab.discard();
  }
}

async function tryText(
  lab: Lab,
  fault: Pick<Fault, 'id' | 'inject' | 'heal'> & { readonly expects: string | undefined },
): Promise<Pick<Row, 'named' | 'seconds' | 'namedByShow' | 'namedFromJson' | 'reason'>> {
  const folder = mkdtempSync(join(tmpdir(), 'qdoctor-text-'));
  try {
    await injectFault(lab, fault);
    await saveAsOldText(lab, folder);
    const fromJson = rootsOf(await diagnoseLab(lab, { passive: true, waitSeconds: 1 }));
    await healFault(lab, fault);
    const [shown, listed] = await Promise.all(
      (['shown', 'listed'] as const).map((how) => examined(openOldText(folder, how))),
    );
    if (shown === undefined || listed === undefined) throw new Error('nothing was saved');
    const named = rootsOf(listed);
    const reason = named[0] === fault.expects ? undefined : reasonOf(listed.report, fault.expects ?? named[0]);
    return {
      named,
      seconds: listed.report.seconds,
      namedByShow: rootsOf(shown),
      namedFromJson: fromJson,
      ...(reason === undefined ? {} : { reason }),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What no text of that time tells, by the check that would need it. */
const unknownParts: Readonly<Record<string, string>> = {
  'dhcp-agent-not-running': 'what is started at boot',
  'l3-agent-not-running': 'what is started at boot',
  'mac-table-full': 'how many MACs a bridge has learned',
  'neighbour-table-full': 'how many neighbours the kernel knows',
  'state-folder-full': 'how full a file system is',
  'floating-ip-on-two-routers': 'any address of a device but the first',
  'linux-bridge-tap-unbridged': 'which devices the Linux bridge agent made',
  'linux-bridge-uplink-missing': 'of what kind a device is',
  'port-dead-vlan': 'whether a port stays there, as it is looked at once',
};

/** Why a check found nothing: what it lacks, or what the report says of it. */
function reasonOf({ checks: outcomes }: Report, id: string | undefined): string | undefined {
  const check = checks.find((one) => one.id === id);
  if (id === undefined || check === undefined) return undefined;
  if (isOfTheWire(check)) return 'only a probe shows it';
  const outcome = outcomes.find((one) => one.id === id);
  return unknownParts[id] === undefined ? (outcome?.reason ?? outcome?.verdict) : `not told: ${unknownParts[id]}`;
}
