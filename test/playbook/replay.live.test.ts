import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Report, reportSchema } from '../../src/report/report.ts';
import { cli, diagnoseByCommand } from '../support/diagnosis.ts';
import { describeLive, sharedLab } from '../support/live-lab.ts';

/** One step of each kind; the VM's pings are there to be captured. */
const playbookText = (gateway: string) => `version: 1
title: Ours
ask: [{set: mtu, question: How large are your frames?}]
steps:
  - id: our-plug-small
    title: A plug takes small frames only
    why: Large packets are lost.
    for_each: vm-ports
    command: [ip, -j, link, show, dev, "{{port.qvo}}"]
    reads: true
    expect: [{json: "$[0].mtu", at_least: "{{vars.mtu}}", message: "{{port.qvo}} takes {{found}}."}]
  - id: our-vm-quiet
    title: A VM sends nothing
    why: We need to see it.
    for_each: vm-ports
    capture: {device: "{{port.tap}}", filter: "icmp[0] = 8", most: 2}
    seconds: 2
    severity: warning
    expect:
      - {packets: true, at_least: 2, message: "{{port.address}} sent {{found}} pings."}
      - {json: "$[*].dstIp", equals: ${gateway}, message: "{{found}}"}
  - id: our-gateway-silent
    title: A router does not answer itself
    why: We need it.
    in: router
    probe: {ping: ${gateway}}
    expect: [{answered: true, message: m}, {number: "(\\\\d+)% packet loss", equals: 0, message: "{{found}} % are lost."}]
  - id: our-port-closed
    title: Nothing listens at a router
    why: We need it.
    in: router
    severity: warning
    probe: {tcp: ${gateway}, port: 7}
    expect: [{answered: true, message: "{{router.id}}: {{found}}."}]
  - id: our-neighbour-silent
    title: A VM does not answer its router
    why: We need it.
    probe: {arp: 10.11.12.3}
    expect: [{answered: true, message: m}, {json: "$[*].operation", equals: reply, message: "{{found}}"}]
  - id: our-offer-without-mtu
    title: An OFFER tells no MTU
    why: We need it.
    probe: dhcp
    expect: [{answered: true, message: m}, {json: "$[0].mtu", at_least: 1000, message: "{{found}}"}]
conclude:
  - when: {our-plug-small: pass, our-vm-quiet: warn, our-port-closed: warn}
    say: One VM speaks, as it should be.
`;

const judged = ({ checks, findings, conclusion }: Report) => ({
  verdicts: Object.fromEntries(checks.map(({ id, verdict, reason }) => [id, [verdict, reason]])),
  findings,
  conclusion,
});

describeLive('a playbook with steps of each kind', () => {
  const lab = sharedLab('neutron');

  test('tells the same live and on a recording, and what changed between two of them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'qdoctor-replay-'));
    try {
      const { a } = lab().model;
      const { gateway } = a.network;
      const file = join(folder, 'ours.yaml');
      writeFileSync(file, playbookText(gateway));
      const ours = ['--playbook', file, '--set', 'mtu=1400'];
      const collect = async (name: string): Promise<string> => {
        const target = join(folder, name);
        const ping = ['ip', 'netns', 'exec', a.vm1.namespace, 'ping', '-q', '-i', '0.2', gateway];
        // The pings go on for as long as it is recorded.
        const script = '"$@" >/dev/null 2>&1 & ping=$!; eval "$collect"; end=$?; kill $ping; exit $end';
        const words = [...cli, 'collect', ...ours, '-o', target];
        const end = await lab().run([
          'env',
          `collect=${words.map((word) => `'${word}'`).join(' ')}`,
          ...['bash', '-c', script, 'bash', ...ping],
        ]);
        expect(end).toMatchObject({ kind: 'exited', exitCode: 0 });
        return target;
      };
      const outside = (...words: readonly string[]) => {
        const [node, ...first] = cli;
        return spawnSync(node, [...first, ...words], { encoding: 'utf8' });
      };
      const replayed = (target: string): Report => {
        const words = ['--ci', file, '--set', 'mtu=1400', '--from', target, '--format', 'json'];
        return reportSchema.parse(JSON.parse(outside(...words).stdout));
      };

      const before = await collect('before');
      const live = reportSchema.parse(JSON.parse(readFileSync(join(before, 'report.json'), 'utf8')));
      const again = replayed(before);
      const own = Object.entries(judged(live).verdicts).filter(([id]) => id.startsWith('our-'));
      expect(Object.fromEntries(own.map(([id, [verdict]]) => [id, verdict]))).toEqual({
        'our-plug-small': 'pass',
        'our-vm-quiet': 'warn',
        'our-gateway-silent': 'pass',
        'our-port-closed': 'warn',
        'our-neighbour-silent': 'pass',
        'our-offer-without-mtu': 'pass',
      });
      expect(Object.entries(judged(again).verdicts)).toEqual(own);
      expect(judged(again).findings).toEqual(live.findings);
      expect([live.conclusion, again.conclusion]).toEqual(Array(2).fill('One VM speaks, as it should be.'));

      const listened = await diagnoseByCommand(lab(), '--ci', file, '--set', 'mtu=1400', '--passive', '--wait', '0');
      const left = listened.report.checks.filter(({ reason }) => reason === 'it sends packets');
      expect(left.map(({ id, verdict }) => [id, verdict])).toEqual(
        ['our-gateway-silent', 'our-port-closed', 'our-neighbour-silent', 'our-offer-without-mtu'].map((id) => [
          id,
          'skipped',
        ]),
      );

      await lab().run(['ip', 'link', 'set', a.vm1.qvo, 'mtu', '1280']);
      const { stdout, status } = outside('diff', ...ours, before, await collect('after'));
      expect(stdout).toContain(`${a.vm1.qvo} takes 1280.`);
      expect(status).toBe(1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 600_000);
});
