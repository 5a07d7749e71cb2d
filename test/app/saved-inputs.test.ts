import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checks } from '../../checks/index.ts';
import { only, openRecordings } from '../../src/host/recording.ts';
import { markdown } from '../../src/report/formats/markdown.ts';
import { text as asText } from '../../src/report/formats/text.ts';
import { lineToAsk, openQuestions } from '../../src/report/open-questions.ts';
import { examined } from '../support/diagnosis.ts';

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-inputs-'));
afterAll(() => rmSync(folder, { recursive: true }));

const network = '0c8a5b36-7be4-4d0f-9a51-2f1d8a6c4e70';
const tap = 'tap3e91c0d4-7f';

/** The session of somebody whose DHCP port is on the dead VLAN. */
const session = `Hello, our VMs get no address:

root@net01:~# ovs-vsctl show
b7d1f0c2-5a83-4e66-9c0d-4f2a1e8b7c39
    Bridge br-int
        fail_mode: secure
        Port "${tap}"
            tag: 4095
            Interface "${tap}"
                type: internal
        Port br-int
            Interface br-int
                type: internal
    ovs_version: "2.0.2"
root@net01:~# ip netns
qdhcp-${network}
root@net01:~# vi /etc/neutron/dhcp_agent.ini
root@net01:~# ss -s
Total: 100
root@net01:~# ip netns exec qdhcp-${network} ip a | grep inet
    inet 10.70.1.2/24 brd 10.70.1.255 scope global ${tap}
`;

async function reportOf(text: string) {
  const file = join(folder, 'ticket.txt');
  writeFileSync(file, text);
  const { report } = await examined(only(await openRecordings(file), file));
  return report;
}

const report = await reportOf(session);
const shown = (isVerbose: boolean) => asText.render(report, { hasColor: false, isVerbose, checks, width: 80 });

describe('a pasted session', () => {
  test('is diagnosed, and its findings say where they stand', () => {
    const [root] = report.findings;
    expect(root?.check).toBe('port-dead-vlan');
    expect(root?.evidence[0]).toMatchObject({ file: 'ticket.txt', lines: [7, 10] });
    expect(shown(false)).toContain('Seen      ticket.txt:7-10');
  });

  test('every output is accounted for', () => {
    expect(report.inputs).toMatchObject([
      { file: 'ticket.txt', lines: [3, 14], readAs: 'ovs-vsctl show', used: true, whole: true, reason: null },
      { lines: [15, 16], readAs: 'ip netns', used: true, whole: true, reason: null },
      { lines: [18, 19], readAs: 'ss -s', used: false, reason: 'no check needs it' },
      {
        lines: [20, 21],
        readAs: `ip netns exec qdhcp-${network} ip a`,
        whole: false,
        reason: 'an excerpt: ip a | grep inet',
      },
      { lines: [17, 17], readAs: null, used: false, reason: 'not a known command: vi /etc/neutron/dhcp_agent.ini' },
    ]);
    expect(shown(false)).toMatch(/^Read \d of 5 outputs; not used:\n {2}- ticket\.txt:18-19 \(no check needs it\)\n/m);
  });

  test('what would settle most is asked for first, in a line that a shell takes', () => {
    const questions = openQuestions(report);
    const counts = questions.map(({ checks: ids }) => ids.length);
    expect(counts).toEqual(counts.toSorted((one, other) => other - one));
    expect(lineToAsk(questions.slice(0, 2))).toMatch(/^\{ set -x; [^;]+; [^;]+; set \+x; \} 2>&1$/);
    const [, missing = '', asked = ''] = shown(false).split(/^Missing, most useful first:$|^All of these .*:$/m);
    expect(missing.match(/^ +\d+ checks? {2}/gm)).toHaveLength(5);
    expect(missing).toMatch(/^ +47 checks {2}ps auxww +save as ps_auxww$/m);
    expect(missing).toMatch(/^ {4}… \d+ more \(--verbose\)$/m);
    expect(shown(true)).not.toContain('(--verbose)');
    expect(asked.trim().replace(/ \\\n\s*/g, ' ')).toBe(lineToAsk(questions.slice(0, 5)));
  });
});

test('an excerpt in which nothing is wrong says how much that is', async () => {
  const healthy = await reportOf(session.replace('tag: 4095', 'tag: 2'));
  const rendered = asText.render(healthy, { hasColor: false, isVerbose: false, checks, width: 80 });
  expect(rendered).toMatch(
    /^INCOMPLETE {2}net01 {2}saved outputs\nNo faults in the \d+ of \d+ checks that could run; this is no proof of health\.\n/,
  );
});

test('a recording of qdoctor’s own has no inputs to account for', async () => {
  const { report: own } = await examined(only(await openRecordings('recordings/no-offer/broken'), ''));
  expect(own.inputs).toBeUndefined();
});

test('what can’t be seen is shown', async () => {
  // A soft hyphen, a filler of Hangul, a tag, a zero-width joiner, and a mark that turns the direction of writing.
  const hidden = '\u00ad\u3164\u{e0041}\u200d\u202e';
  const escaped = '\\xad\\u3164\\u{e0041}\\u200d\\u202e';
  const changed = { ...report, host: { ...report.host, name: `net${hidden}01` } };
  for (const format of [asText, markdown]) {
    const rendered = format.render(changed, { hasColor: false, isVerbose: true, checks, width: 80 });
    expect(rendered.replaceAll('\\\\', '\\')).toContain(`net${escaped}01`);
    for (const character of hidden) expect(rendered).not.toContain(character);
  }
});
