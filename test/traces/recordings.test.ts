import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openArchive } from '../../src/host/recording.ts';
import { packageRoot } from '../../src/package.ts';
import { examined } from '../support/diagnosis.ts';

/* Labs that were recorded with what their packets met: nothing else tells of these faults. */

const recorded = async (name: string) =>
  examined(await openArchive(join(packageRoot, `test/recordings/lab-neutron-traces-${name}.tar.gz`)));

test('every journey of a healthy lab was answered', async () => {
  const { report, exitCode } = await recorded('healthy');
  expect([exitCode, report.verdict]).toEqual([0, 'healthy']);
  expect(report.traces?.length).toBeGreaterThan(25);
  expect(report.traces?.filter(({ outcome }) => outcome !== 'answered')).toEqual([]);
});

test('what stops packets is named, with its fix, in the layer where it is', async () => {
  const { report } = await recorded('bridge-ports-isolated');
  const [root] = report.findings;
  expect(report.findings.filter(({ cause }) => cause === 'root')).toHaveLength(1);
  expect([root?.check, root?.layer]).toEqual(['packet-stopped', 'tap']);
  expect(root?.summary).toMatch(/qvb71e4b0be-57 and tap71e4b0be-57 .* isolated/);
  expect(root?.fix?.commands).toContainEqual(['bridge', 'link', 'set', 'dev', 'tap71e4b0be-57', 'isolated', 'off']);
  const lost = report.traces?.find(({ finding }) => finding === root?.id);
  expect(lost?.gap).toEqual({ after: 'qvb71e4b0be-57', before: 'tap71e4b0be-57' });
});

test('where nothing explains a loss, the place is told', async () => {
  const { report } = await recorded('metadata-untracked');
  const [root] = report.findings;
  expect([root?.check, root?.layer, root?.fix]).toEqual(['packet-lost', 'metadata', null]);
  expect(root?.summary).toMatch(
    /to metadata get lost: .* last seen coming in by qr-1e823752-79 in qrouter-\S+, which sends nothing back/,
  );
});
