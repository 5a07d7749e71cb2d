import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type AgentFiles, agentFileCommands } from '../../src/facts/agent-files.ts';
import { factIds, gatherFacts } from '../../src/facts/index.ts';
import { type Host, runOne } from '../../src/host/host.ts';
import { openRecording } from '../../src/host/recording.ts';
import { healthyRecordings } from '../support/recorded-host.ts';

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-sos-'));
afterAll(() => rmSync(folder, { recursive: true }));

const factsOf = (host: Host) => gatherFacts(host, factIds);

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

describe('where nova is, by the copies of the settings of the metadata agent', () => {
  const ini = '/etc/neutron/metadata_agent.ini';
  const shared = '/etc/neutron/neutron.conf';
  const started = (...files: readonly string[]) =>
    ['neutron-metadata-agent', ...files.map((file) => `--config-file=${file}`)].join(' ');
  const processes = (args: string) => [
    'USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND',
    'root           1  0.0  0.0 167556 11872 ?        Ss   10:00   0:01 /sbin/init',
    `neutron      812  0.0  0.1 112900 21600 ?        Ss   10:00   0:01 /usr/bin/python3 /usr/bin/${args}`,
    'root         999  0.0  0.0   8100  3300 ?        R    10:01   0:00 ps auxwww',
    '',
  ];
  const novaBy = async (name: string, args: string, files: Readonly<Record<string, string>>) => {
    const saved = new Map<string, string>([
      ['/sos_commands/process/ps_auxwww', processes(args).join('\n')],
      ['/sos_commands/networking/ip_netns', 'qrouter-00000000-0000-4000-8000-000000000001\n'],
      ...Object.entries(files),
    ]);
    return (await factsOf(sosreport(name, saved))).metadata.nova;
  };

  test('the last file decides, and comments do not', async () => {
    const files = {
      [shared]: '[DEFAULT]\nnova_metadata_host = 192.0.2.1\nnova_metadata_port = 80\n',
      [ini]: '[DEFAULT]\r\n# nova_metadata_port = 1\r\nnova_metadata_host = 192.0.2.9\r\n',
    };
    const nova = await novaBy('settings', started('/usr/share/neutron/neutron-dist.conf', shared, ini), files);
    expect(nova).toEqual({ known: true, value: { host: '192.0.2.9', port: 80 } });
  });

  test('of an agent that was told of no file, by the usual one', async () => {
    const nova = await novaBy('usual', started(), { [ini]: '[DEFAULT]\n' });
    expect(nova).toEqual({ known: true, value: { host: '127.0.0.1', port: 8775 } });
  });

  test('a file that was not copied might have the last word', async () => {
    expect((await novaBy('missing', started(shared, ini), { [shared]: '[DEFAULT]\n' })).known).toBe(false);
  });
});
