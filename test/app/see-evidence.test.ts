import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isReadOnly } from '../../src/evidence/read-only.ts';
import type { Command, Host } from '../../src/host/host.ts';
import { openRecordings } from '../../src/host/recording.ts';
import { packageRoot } from '../../src/package.ts';
import { examined } from '../support/diagnosis.ts';
import { editedHost } from '../support/recorded-host.ts';

const folder = join(packageRoot, 'test/recordings');
const recordings = [
  join(packageRoot, 'recordings/no-offer/broken'),
  join(folder, 'blog-post'),
  join(folder, 'lab-neutron-text'),
  ...readdirSync(folder)
    .filter((name) => name.endsWith('.tar.gz'))
    .map((name) => join(folder, name)),
];

/** A host that keeps what it was asked, and what it printed. */
function witnessed(host: Host) {
  const printed: { command: Command; text: string }[] = [];
  const streamed: string[] = [];
  const witness: Host = {
    ...editedHost(host, (command, result) => {
      if (result.kind === 'exited') printed.push({ command, text: `${result.stdout}\n${result.stderr}` });
      return result;
    }),
    ...(host.inputs === undefined ? {} : { inputs: () => host.inputs?.() }),
    savedFor: (argv) => host.savedFor?.(argv) ?? [],
    stream: (command, readySign) => {
      streamed.push(command.argv.join('\0'));
      return host.stream(command, readySign);
    },
  };
  return { witness, printed, streamed };
}

describe('evidence is what was run or recorded', () => {
  test.each(recordings)('%s', async (path) => {
    for (const host of await openRecordings(path)) {
      const { witness, printed, streamed } = witnessed(host);
      const { report } = await examined(witness);
      for (const { command, output, file } of report.findings.flatMap(({ evidence }) => evidence)) {
        const words = command.join('\0');
        if (streamed.includes(words)) continue;
        const texts =
          file === undefined
            ? printed.filter(({ command: own }) => own.argv.join('\0') === words).map(({ text }) => text)
            : [
                ...(host.savedFor?.(command) ?? []).filter((place) => place.file === file).map(({ text }) => text),
                ...(host.savedTexts?.() ?? []).filter((one) => one.file === file).map((one) => one.read()),
              ];
        expect(texts.some((text) => output.split('\n').every((line) => text.includes(line.trim())))).toBe(true);
      }
    }
  });
});

test('lines of a saved text that answer several commands are shown once', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'qdoctor-test-')), 'session.txt');
  const port =
    '    Port "tapc0f9a508-89"\n        tag: 4095\n        Interface "tapc0f9a508-89"\n            type: internal\n';
  writeFileSync(file, `# ovs-vsctl show\n${port}`);
  const [host] = await openRecordings(file);
  if (host === undefined) throw new Error('no host');
  const { report } = await examined(host);
  expect(report.findings.map(({ check, evidence }) => [check, evidence.map(({ lines }) => lines)])).toEqual([
    ['port-dead-vlan', [[2, 5]]],
  ]);
});

describe('what is run again for a report only reads', () => {
  test.each([
    'ip -n qrouter-1 -br addr show dev qg-1',
    'ip netns exec qdhcp-1 iptables -S INPUT',
    'ip -br link show master brq1',
    'ovs-vsctl --columns=name,tag find Port tag=1',
    'ovs-ofctl dump-flows br-int table=0',
    'sysctl net.ipv4.ip_forward',
    'ps -ww -eo pid=,stat=,args= --sort=start_time',
    'bridge -d link show dev tap1',
  ])('%s', (line) => {
    expect(isReadOnly(line.split(' '))).toBe(true);
  });

  test.each([
    'ip -n qrouter-1 addr add 10.0.0.1/24 dev qg-1',
    'ip netns exec qdhcp-1 rm -rf /',
    'ip netns exec qdhcp-1 ip link set lo down',
    'ip netns delete qdhcp-1',
    'ovs-vsctl get Port tap1 tag -- set Port tap1 tag=4',
    'ovs-vsctl set Port tap1 tag=4',
    'ovs-ofctl packet-out br-int in_port=1',
    'sysctl -w net.ipv4.ip_forward=1',
    'sysctl net.ipv4.ip_forward=1',
    'iptables -L -Z',
    'iptables -A INPUT -j DROP',
    'bridge fdb flush dev br0',
    'nft flush ruleset',
    'ping 10.0.0.1',
    'tcpdump -i any',
    'sh -c ls',
    'find / -delete',
    'kill 1',
  ])('not %s', (line) => {
    expect(isReadOnly(line.split(' '))).toBe(false);
  });
});
