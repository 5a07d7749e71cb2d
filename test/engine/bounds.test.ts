import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checks } from '../../checks/index.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { diagnose } from '../../src/engine/diagnose.ts';
import { everything } from '../../src/engine/scope.ts';
import { known } from '../../src/facts/known.ts';
import { parsed } from '../../src/facts/result.ts';
import { openRecording } from '../../src/host/recording.ts';
import { buildTopology } from '../../src/topology/build.ts';
import { printed } from '../support/edits/change.ts';
import { diagnosisOf, factsOf, healthyHost } from '../support/recorded-host.ts';

/** Adds ports to what `ovs-vsctl -f json` prints, all of them like the first. */
const withPorts = (count: number) =>
  printed(
    ([tool, , format]) => tool === 'ovs-vsctl' && format === '-f',
    (text) => {
      const documents = text.split('\n').filter((line) => line !== '');
      if (documents.length !== 4) return text;
      const [root, bridges, ports, interfaces] = documents.map((line) => JSON.parse(line));
      const [port, device] = [ports.data[0], interfaces.data.find((row: string[]) => row[1] === ports.data[0][1])];
      const bridge = bridges.data.find((row: string[]) => row[0] === 'br-int');
      for (let index = 0; index < count; index += 1) {
        const id = (kind: number) => ['uuid', `${kind}0000000-0000-4000-8000-${String(index).padStart(12, '0')}`];
        const name = `qvo${index.toString(16).padStart(8, '0')}-00`;
        ports.data.push([id(1), name, id(2), ...port.slice(3)]);
        interfaces.data.push([id(2), name, ...device.slice(2)]);
        bridge[1][1].push(id(1));
      }
      return [root, bridges, ports, interfaces].map((document) => `${JSON.stringify(document)}\n`).join('');
    },
  );

describe('what one recording can cost', () => {
  test('3,000 ports of one MAC are judged', async () => {
    const { verdict, findings } = await diagnosisOf(withPorts(3000)(healthyHost('neutron')));
    expect(verdict).not.toBe('healthy');
    expect(findings.filter(({ check }) => check === 'port-mac-duplicate')).toHaveLength(1);
  });

  test('more ports than a host can have are unknown, not judged', async () => {
    const { database } = await factsOf(withPorts(20_001)(healthyHost('neutron')));
    expect(database).toMatchObject({ known: false, reason: expect.stringMatching(/qdoctor judges up to 20000$/) });
  });

  test('100,000 lines for dnsmasq are read', async () => {
    const line = (index: number) =>
      `fa:16:3e:${[16, 8, 0].map((bits) => ((index >> bits) & 255).toString(16).padStart(2, '0')).join(':')},host-10-0-0-1.x,10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;
    const more = printed(
      ([tool, flags]) => tool === 'grep' && flags === '-rsH',
      (text) => {
        const [, file = ''] = /^(\/[^:]*\/host):/m.exec(text) ?? [];
        return `${Array.from({ length: 100_000 }, (_, index) => `${file}:${line(index)}\n`).join('')}${text}`;
      },
    );
    const { agentFiles } = await factsOf(more(healthyHost('neutron')));
    // Their sum is another one now: that is told, and nothing is judged by them.
    expect(agentFiles.known).toBe(false);
  });

  test('output beyond any that a tool prints is not parsed', () => {
    const result = { kind: 'exited', exitCode: 0, stdout: ' '.repeat(33 * 1024 * 1024), stderr: '' } as const;
    const parse = () => {
      throw new Error('it was parsed');
    };
    expect(parsed({ argv: ['ovs-ofctl'] }, result, parse)).toMatchObject({
      reason: '`ovs-ofctl` printed 33 MiB; qdoctor reads up to 32 MiB',
    });
  });

  test('a thousand faults of one check are told, and that there are more', async () => {
    const topology = buildTopology(await factsOf(healthyHost('neutron')), 'h');
    const [port] = topology.ports.known ? topology.ports.value : [];
    if (port === undefined) throw new Error('no port');
    const [one] = checks.filter(({ each }) => each === 'ports');
    const check = defineCheck({
      ...(one as never as Parameters<typeof defineCheck<'ports'>>[0]),
      id: 'always',
      applies: () => true,
      judge: () => ({ summary: 'Always.', evidence: [], fix: null }),
    });
    const many = { ...topology, ports: known(Array.from({ length: 1500 }, () => port)) };
    const { findings, checks: outcomes } = diagnose(many, [check as never], everything);
    expect([findings.length, outcomes[0]?.reason]).toEqual([
      1000,
      '1000 faults were found; 500 of 1500 were not judged',
    ]);
    const late = diagnose(many, [check as never], everything, () => 2, 1);
    expect([late.findings, late.checks[0]]).toMatchObject([
      [],
      { verdict: 'unknown', reason: 'timed out (--timeout)' },
    ]);
  });
});

describe('a recording that is larger than any', () => {
  const folder = mkdtempSync(join(tmpdir(), 'qdoctor-bounds-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const manifest = { format: 'qdoctor.bundle/1', version: '0', host: 'h', recorded: '2026-01-01T00:00:00Z', note: '' };

  test('of commands is refused in one sentence', () => {
    const commands = Array.from({ length: 100_001 }, () => 0);
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, commands }));
    expect(() => openRecording(folder)).toThrow(/lists 100001 commands; a recording has up to 100000\.$/);
  });

  test('in one file is refused in one sentence', () => {
    truncateSync(join(folder, 'manifest.json'), 65 * 1024 * 1024);
    expect(() => openRecording(folder)).toThrow(/has 65 MiB; qdoctor reads files of up to 64 MiB\.$/);
  });
});
