import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { checks } from '../../checks/index.ts';
import type { Host } from '../../src/host/host.ts';
import { openRecording } from '../../src/host/recording.ts';
import { packageRoot } from '../../src/package.ts';
import { text } from '../../src/report/formats/text.ts';
import { toJson } from '../../src/report/json.ts';
import { buildReport, type Report, type RunInfo, reportSchema } from '../../src/report/report.ts';
import { diagnosisOf, editedHost, healthyHost } from '../support/recorded-host.ts';

const circumstances: RunInfo = {
  version: '0.1.0',
  host: { name: 'net01', source: 'local' },
  started: '2026-01-31T12:00:00.000Z',
  seconds: 0.84,
  playbook: 'full',
  scope: { networks: [], routers: [], ports: [], passive: false },
  inventory: { routers: 2, networks: 2, vms: 3, floatingIps: 1 },
  probed: { dhcp: { sent: 2, answered: 2 }, arp: { sent: 3, answered: 3 } },
};

const affected = {
  vms: [{ address: '10.11.12.3', port: 'qvo71e4b0be-57', instance: '295fd618-16c4-4f3c-93bc-95de5b5ba5b3' }],
  networks: ['4338c261-df6f-40ab-a376-e1ffe3fe7045'],
};

const reportOf = async (host: Host) =>
  buildReport(await diagnosisOf(host), { path: [], dhcp: [] }, circumstances, () => affected);
const brokenFolder = join(packageRoot, 'recordings/no-offer/broken');
const broken = await reportOf(openRecording(brokenFolder));
const deaf = editedHost(healthyHost('neutron'), ({ argv }, result) =>
  argv[0] === 'ovs-vsctl' ? { kind: 'not-permitted' } : result,
);
const incomplete = await reportOf(deaf);
const healthy = await reportOf(healthyHost('folsom'));
const degraded: Report = {
  ...broken,
  verdict: 'degraded',
  findings: broken.findings.map((finding) => ({ ...finding, severity: 'warning' })),
  layers: broken.layers.map((layer) => ({ ...layer, verdict: layer.verdict === 'fail' ? 'warn' : layer.verdict })),
};
/** The same fault on many networks. */
const many: Report = {
  ...broken,
  findings: Array.from({ length: 30 }, (_, index) => {
    const [finding] = broken.findings;
    if (finding?.fix == null) throw new Error('the broken host has no finding with a fix');
    const name = `qdhcp-${index}`;
    return {
      ...finding,
      id: `F${index + 1}`,
      summary: `No dnsmasq runs in ${name}.`,
      subject: { kind: 'network' as const, id: String(index), name },
      fix: { ...finding.fix, commands: [['ip', 'netns', 'exec', name, 'dnsmasq']] },
    };
  }),
};
const widths = [60, 80, 120, 200] as const;

const textOf = (report: Report, isVerbose = false, width = 80) =>
  text.render(report, { hasColor: false, isVerbose, checks, width });
const rawControl = /[^\P{Cc}\n]|[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

describe('the report as JSON', () => {
  test.each([
    ['of a healthy host', healthy],
    ['of a host with a fault', broken],
    ['of a host that can not be looked at', incomplete],
  ])('%s is as its schema says', (_name, report) => {
    expect(reportSchema.parse(JSON.parse(toJson(report)))).toEqual(report);
  });

  test('has a published schema that is the one it is checked by', () => {
    const file = join(packageRoot, 'schemas/qdoctor.report-1.schema.json');
    const { title, ...published } = JSON.parse(readFileSync(file, 'utf8')) as { title: string };
    expect(title).toBe('qdoctor.report/1');
    expect(published).toEqual(z.toJSONSchema(reportSchema));
  });

  test('holds no raw control character, whatever the names on the host', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (name) => {
        const json = toJson(named(name));
        expect(json).not.toMatch(rawControl);
        expect(JSON.parse(json)).toEqual(named(name));
      }),
      { seed: 20121123 },
    );
  });
});

describe('the report as text', () => {
  test('says first what is broken, then what heals it', () => {
    const text = textOf(broken);
    expect(text).toMatch(/^FAILING {2}net01 {2}dhcp: 1 root cause, 1 consequence, 0\.8 s\n\n/);
    expect(text).toContain('✗ No dnsmasq runs in qdhcp-');
    expect(text).toMatch(/\n {4}service quantum-dhcp-agent restart\n/);
    expect(text).toContain('Affects   VM 10.11.12.3 (instance 295fd618) on network 4338c261.');
    expect(text).toContain('Explain   qdoctor explain dhcp-server-not-running');
  });

  test('of a healthy host is short, and says what was checked', () => {
    const text = textOf(healthy);
    expect(text).toMatch(
      /^HEALTHY {2}net01 {2}full, active probes, 0\.8 s\n2 routers, 2 networks, 3 VMs, 1 floating IP\n/,
    );
    expect(text).toMatch(/^\d+ checks passed, \d+ not applicable \(\w[\w-]*: no [\w ]+\)$/m);
    expect(text).toContain('\nProbed: DHCP 2/2 networks, ARP 3/3 VMs\n');
    expect(text.split('\n').length).toBeLessThan(8);
  });

  test('of a passive run says that nothing was sent', () => {
    const passive = { ...healthy, scope: { ...healthy.scope, passive: true } };
    expect(textOf(passive)).toContain('Passive: no packet was sent');
    expect(textOf(passive)).not.toContain('active');
  });

  test('of a recording has its date in place of the seconds', () => {
    const recorded: Report['host'] = { name: 'net01', source: 'bundle', recorded: '2026-11-28T14:02:59.000Z' };
    expect(textOf({ ...healthy, host: recorded })).toMatch(
      /^HEALTHY {2}net01 {2}full, recorded 2026-11-28 14:02 UTC\n/,
    );
  });

  test('of warnings alone is degraded: never healthy, and nothing in it fails', () => {
    expect(textOf(degraded)).toMatch(/^DEGRADED {2}net01 {2}dhcp: 1 warning, 1 consequence, 0\.8 s\n\n! /);
    for (const report of [degraded, healthy]) expect(textOf(report, true)).not.toContain('✗');
  });

  test('of a run that reached its limit says so, and what was not checked', () => {
    const reason = '`ip -j addr` timed out (--timeout)';
    const late: Report = {
      ...incomplete,
      timedOut: 3,
      checks: incomplete.checks.map((check, index) => ({
        ...check,
        ...(index < 9 ? { verdict: 'unknown' as const, reason: `${index}: ${reason}` } : {}),
      })),
    };
    expect(textOf(late)).toMatch(/^INCOMPLETE {2}net01 {2}timed out after 3 s \(--timeout\)\n/);
    expect(textOf(late)).toMatch(/^ +9 checks {2}timed out after 3 s \(--timeout\); not finished: `ip -j addr`$/m);
  });

  test('equal findings are one group, with the commands of all that it shows', () => {
    const text = textOf(many);
    expect(text.match(/^✗ /gm)).toHaveLength(1);
    expect(text).toMatch(/^✗ 30 × .*F1-F30 dhcp-server-not-running$/m);
    expect(text).toContain('    ip netns exec qdhcp-0 dnsmasq\n');
    expect(text).toContain('… 20 more (--verbose)');
    for (const index of many.findings.keys())
      expect(textOf(many, true)).toContain(`    ip netns exec qdhcp-${index} dnsmasq\n`);
  });

  test('names what could not be checked, and why', () => {
    const text = textOf(incomplete);
    expect(text).toMatch(/^INCOMPLETE {2}net01 {2}/);
    expect(text).toMatch(/\nNo faults in the \d+ of \d+ checks that could run; this is no proof of health\.\n/);
    expect(text).toMatch(/Not checked:\n +\d+ checks {2}.*not permitted; run as root/s);
  });

  test.each([
    ['healthy', healthy],
    ['broken', broken],
    ['incomplete', incomplete],
    ['incomplete, of a host with a long name', { ...incomplete, host: { ...incomplete.host, name: 'n'.repeat(50) } }],
    ['degraded', degraded],
    ['of many equal findings', many],
  ] as const)('%s keeps to the columns of the page', (_name, report) => {
    for (const width of widths) {
      for (const isVerbose of [false, true]) expect(tooLong(textOf(report, isVerbose, width), width)).toEqual([]);
    }
  });

  test('keeps to the columns of the page, whatever is found', () => {
    const sentence = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '-'), minLength: 1, maxLength: 30 }), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(sentence, (words) => {
        for (const width of widths)
          expect(tooLong(textOf(found(words.join(' '), words), true, width), width)).toEqual([]);
      }),
      { seed: 20121123 },
    );
  });

  test('cuts no UUID in what a command printed, where the page has room for it', () => {
    const output = '{net_uuid="4338c261-df6f-40ab-a376-e1ffe3fe7045", physical_network=None, tag="3"}';
    const [finding] = broken.findings;
    const [evidence] = finding?.evidence ?? [];
    if (finding === undefined || evidence === undefined) throw new Error('the broken host has no finding');
    const report = { ...broken, findings: [{ ...finding, evidence: [{ ...evidence, output }] }] };
    for (const width of widths)
      expect(textOf(report, false, width)).toContain(' {net_uuid="4338c261-df6f-40ab-a376-e1ffe3fe7045"');
  });

  test('folds what a command printed below its beginning, so that it does not look like another line', () => {
    const rule = '-A neutron-openvswi-i71e4b0be-5 -d 10.11.12.3/32 -p udp -m udp --sport 67 --dport 68 -j RETURN';
    const [finding] = broken.findings;
    const [evidence] = finding?.evidence ?? [];
    if (finding === undefined || evidence === undefined) throw new Error('the broken host has no finding');
    const output = `${rule}\n  ${rule}`;
    const report = { ...broken, findings: [{ ...finding, evidence: [{ ...evidence, output }] }] };
    const lines = textOf(report, false, 60).split('\n');
    const first = lines.findIndex((line) => line.includes('-A neutron'));
    const rules = lines.slice(
      first,
      lines.findIndex((line) => line.startsWith('  Fix ')),
    );
    // One with its own indent, and one without.
    expect(rules.map((line) => [line.length - line.trimStart().length, line.trim().startsWith('-A ')])).toEqual([
      [14, true],
      [16, false],
      [16, false],
      [16, true],
      [18, false],
      [18, false],
    ]);
    expect(
      rules
        .slice(0, 3)
        .map((line) => line.trim())
        .join(' '),
    ).toBe(rule);
  });

  test('explains the mark of layers that are unknown, where there are any', () => {
    const legend = '? not checked, or depends on what failed';
    expect(textOf(incomplete)).toContain(legend);
    const known = degraded.layers.filter(({ verdict }) => verdict !== 'unknown');
    expect(textOf({ ...degraded, layers: known })).not.toContain(legend);
  });

  test('says of a warning whom it concerns, not whom it affects', () => {
    expect(textOf(degraded)).toContain('\n  Concerns  VM 10.11.12.3');
    expect(textOf(degraded)).not.toContain('Affects');
  });

  test('of fixes names those that were left out because they may interrupt traffic', () => {
    const disruptive: Report = { ...found('Restart it', ['true']), repairs: [] };
    expect(textOf(disruptive)).toContain(
      'Fixes: no safe fix to apply.\n  - Not applied, may interrupt traffic: F1 dhcp-server-not-running: Restart it.',
    );
    const safe = disruptive.findings.map((finding) => ({
      ...finding,
      fix: finding.fix === null ? null : { ...finding.fix, risk: 'safe' as const },
    }));
    expect(textOf({ ...disruptive, findings: safe })).not.toContain('Not applied');
  });

  test('says at once which message a probe lost, and where', () => {
    const hop = (name: string, verdict: 'seen' | 'lost') => ({ hop: name, where: 'host', verdict });
    const path = [hop('DISCOVER injected at qvo71e4b0be-57', 'seen'), hop('DISCOVER at tap3b3c85c8-49', 'lost')];
    expect(textOf({ ...broken, path }, false, 120)).toContain(
      'Path      DISCOVER injected at qvo71e4b0be-57 → ✗ DISCOVER at tap3b3c85c8-49: not seen\n',
    );
  });

  test('holds no raw control character, whatever the names on the host', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (name) => {
        expect(textOf(named(name), true)).not.toMatch(rawControl);
      }),
      { seed: 20121123 },
    );
  });

  test('a newline in a name starts no line of its own', () => {
    const text = textOf({ ...named('tap\nHEALTHY'), host: { name: 'net01\nHEALTHY', source: 'local' } });
    const roots = broken.findings.filter(({ cause }) => cause === 'root');
    const outputs = roots.flatMap(({ evidence }) => evidence).length;
    expect(text.split('\n').filter((line) => line.startsWith('HEALTHY'))).toEqual([]);
    expect(text.split('\n').filter((line) => line.trim() === 'HEALTHY')).toHaveLength(outputs);
  });

  test('leads from the id of a check to its page, where the page can hold links, in the same words', () => {
    const link = /\u001b\]8;;(.*?)\u001b\\/g;
    for (const width of widths) {
      const context = { hasColor: false, isVerbose: false, checks, width };
      const linked = text.render(broken, { ...context, linkOf: (id) => `file://net01/${id}` });
      expect([...linked.matchAll(link)].map(([, url]) => url)).toEqual(['file://net01/dhcp-server-not-running', '']);
      expect(linked.replaceAll(link, '')).toBe(text.render(broken, context));
      expect(text.render(broken, { ...context, linkOf: () => undefined })).toBe(text.render(broken, context));
    }
  });

  test('has colours only where they are wanted, and the same words', () => {
    const coloured = text.render(broken, { hasColor: true, isVerbose: false, checks, width: 80 });
    expect(coloured).toContain('\u001b[');
    expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(textOf(broken));
  });
});

/** A single word of a command stays whole, for whoever copies it. */
const tooLong = (text: string, width: number) =>
  text.split('\n').filter((line) => line.length > width && /\s/.test(line.trim().replace(/ \\$/, '')));

/** The report of the broken host with other words in it. */
function found(text: string, words: readonly string[]): Report {
  return {
    ...broken,
    findings: broken.findings.map((finding) => ({
      ...finding,
      summary: text,
      evidence: finding.evidence.map((evidence) => ({ ...evidence, command: words, output: text })),
      fix: { summary: text, risk: 'disruptive', commands: [words], undo: [], permanent: text },
    })),
    checks: broken.checks.map((check) => ({ ...check, reason: text })),
  };
}

/** The report of the broken host, with everything on it called by one name. */
const named = (name: string): Report => ({
  ...found(name, ['ip', 'link', name]),
  host: { name, source: 'local' },
});
