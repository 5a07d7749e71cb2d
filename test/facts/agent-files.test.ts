import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type AgentFiles, agentFileCommands } from '../../src/facts/agent-files.ts';
import { collectFacts } from '../../src/facts/collect.ts';
import { type Host, runOne } from '../../src/host/host.ts';
import { openRecording } from '../../src/host/recording.ts';
import { healthyRecordings } from '../support/recorded-host.ts';

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-sos-'));
afterAll(() => rmSync(folder, { recursive: true }));

const factsOf = (host: Host) => collectFacts(host, { isInScope: () => true, onProgress: () => {} });

/** Folders stand in the order in which the disk has them. */
async function sortedFiles(host: Host): Promise<AgentFiles> {
  const { agentFiles } = await factsOf(host);
  if (!agentFiles.known) throw new Error(agentFiles.reason);
  return {
    ...agentFiles.value,
    dhcp: agentFiles.value.dhcp.toSorted((one, other) => one.folder.localeCompare(other.folder)),
  };
}

/** The files of the agents in the recorded lab, by their paths, as a sosreport copies them. */
async function recordedFiles(): Promise<ReadonlyMap<string, string>> {
  const host = openRecording(healthyRecordings.neutron);
  const { contents, sums } = agentFileCommands([]);
  const printed = async (command: typeof contents) => {
    const result = await runOne(host, command);
    return result.kind === 'exited' ? result.stdout.split('\n') : [];
  };
  const files = new Map((await printed(sums)).flatMap((line) => (line === '' ? [] : [[line.slice(66), '']])));
  for (const line of await printed(contents)) {
    const [, path, text] = line.match(/^(\/[^:]*):(.*)$/) ?? [];
    if (path !== undefined) files.set(path, `${files.get(path)}${text}\n`);
  }
  return files;
}

function sosreport(name: string, files: ReadonlyMap<string, string>): Host {
  const root = join(folder, name);
  mkdirSync(join(root, 'sos_commands'), { recursive: true });
  writeFileSync(join(root, 'sos_commands', 'date'), 'today\n');
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return openRecording(root);
}

test('the copies in a sosreport tell of the agents what the host itself does', async () => {
  const copied = await sortedFiles(sosreport('whole', await recordedFiles()));
  expect(copied.dhcp).not.toEqual([]);
  expect(copied).toEqual(await sortedFiles(openRecording(healthyRecordings.neutron)));
});

test('a folder without its host file is not known, and neither is a sosreport without any', async () => {
  const files = new Map(await recordedFiles());
  const host = [...files.keys()].find((path) => path.endsWith('/host')) ?? '';
  files.delete(host);
  expect((await factsOf(sosreport('partial', files))).agentFiles).toEqual({
    known: false,
    reason: `${dirname(host)} is not whole in the recording`,
  });
  expect((await factsOf(sosreport('none', new Map()))).agentFiles.known).toBe(false);
});
