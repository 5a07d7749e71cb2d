import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checks } from '../../checks/index.ts';
import { diagnose } from '../../src/engine/diagnose.ts';
import { everything } from '../../src/engine/scope.ts';
import { known } from '../../src/facts/known.ts';
import type { Host } from '../../src/host/host.ts';
import { LocalHost } from '../../src/host/local-host.ts';
import { loadPlaybook } from '../../src/playbook/playbook.ts';
import { runSteps } from '../../src/playbook/run-steps.ts';
import { dhcpFilter } from '../../src/probes/capture-dhcp.ts';
import { answerIn } from '../../src/probes/connect.ts';
import { healthyHost, topologyOf } from '../support/recorded-host.ts';

/*
 * DHCP, ARP and captures as a healthy lab answered them; pings and TCP on this very machine.
 */

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-probes-'));
afterAll(() => rmSync(folder, { recursive: true }));

const recorded = healthyHost('neutron');
const topology = await topologyOf(recorded);

async function outcomeOf(step: string, expectation: string, host: Host = recorded, isPassive = false) {
  const file = join(folder, 'mine.yaml');
  const own = `id: our-own-step, title: t, why: w, ${step}, expect: [${expectation}]`;
  writeFileSync(file, `version: 1\ntitle: Mine\nsteps: [{${own}}]\n`);
  const { steps, checks: chosen, vars } = loadPlaybook(file, checks);
  const runs = await runSteps(host, topology, steps, {
    isInScope: () => true,
    isPassive,
    vars,
    verdictsAfter: () => new Map(),
  });
  const { checks: outcomes, findings } = diagnose({ ...topology, stepRuns: known(runs) }, chosen, everything);
  return { runs, ...outcomes[0], messages: findings.map(({ summary }) => summary) };
}

describe('a probe of DHCP', () => {
  const servers = topology.dhcpServers.known ? topology.dhcpServers.value : [];

  test('judges the OFFER of each server', async () => {
    const outcome = await outcomeOf('probe: dhcp', '{answered: true, message: m}, {json: "$[0].mtu", message: m}');
    expect(outcome).toMatchObject({ verdict: 'pass', subjects: servers.length });
  });

  test('says what the OFFER is instead', async () => {
    const { messages } = await outcomeOf('probe: dhcp', '{json: "$[*].type", equals: ACK, message: "{{found}}"}');
    expect(messages).toEqual(servers.map(() => 'OFFER'));
  });

  test('is left out where nothing may be sent', async () => {
    expect((await outcomeOf('probe: dhcp', '{answered: false, message: m}', recorded, true)).runs).toEqual([]);
  });
});

describe('a probe by ARP', () => {
  const vms = topology.reaches.known ? topology.reaches.value.filter(({ vm }) => vm !== undefined) : [];
  const [vm] = vms;

  test('hears who answers a router', async () => {
    const { messages, runs } = await outcomeOf(
      `probe: {arp: ${vm?.address}}`,
      '{answered: true, message: silent}, {json: "$[*].senderMac", equals: nobody, message: "{{found}}"}',
    );
    expect(runs.length).toBeGreaterThan(0);
    expect(messages).toContain(vm?.vm?.mac);
  });

  test('can not tell where no router has a port in that subnet', async () => {
    const { verdict, reason } = await outcomeOf('probe: {arp: 198.51.100.1}', '{answered: true, message: m}');
    expect([verdict, reason]).toEqual([
      'unknown',
      expect.stringMatching(/^qrouter-\S+ has no port in the subnet of 198\.51\.100\.1$/),
    ]);
  });
});

describe('a capture', () => {
  const dhcp = `in: dhcp, capture: {device: "{{dhcp.device}}", filter: ${dhcpFilter}}`;

  test('counts its packets and reads them', async () => {
    const expectations =
      '{packets: true, equals: 2, message: "{{found}}"}, {json: "$[1].dhcp.type", equals: OFFER, message: "{{found}}"}';
    expect(await outcomeOf(dhcp, expectations)).toMatchObject({ verdict: 'pass', messages: [] });
    expect((await outcomeOf(dhcp, '{json: "$[*].dstPort", equals: 67, message: "{{found}}"}')).messages[0]).toBe(
      '67, 68',
    );
  });

  test('is listened to where nothing may be sent, too', async () => {
    expect((await outcomeOf(dhcp, '{packets: true, at_least: 1, message: m}', recorded, true)).verdict).toBe('pass');
  });

  test('can not tell where it was not recorded', async () => {
    const outcome = await outcomeOf('capture: {device: eth0, filter: arp}', '{packets: true, at_least: 1, message: m}');
    expect(outcome).toMatchObject({ verdict: 'unknown', reason: expect.stringContaining('is not recorded') });
  });
});

describe('a probe from a namespace', () => {
  let server: Server;
  let port = 0;
  const local = new LocalHost();
  beforeAll(async () => {
    server = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  });
  afterAll(() => void server.close());

  test('of TCP: connected, refused', async () => {
    const answered = '{answered: true, message: "{{found}}"}';
    expect(await outcomeOf(`probe: {tcp: 127.0.0.1, port: ${port}}`, answered, local)).toMatchObject({
      verdict: 'pass',
      runs: [{ command: ['timeout', '3', 'bash', '-c', 'exec 3<>"/dev/tcp/$0/$1"', '127.0.0.1', String(port)] }],
    });
    const refused = await outcomeOf('probe: {tcp: 127.0.0.1, port: 1}', answered, local);
    expect(refused).toMatchObject({
      messages: ['connection refused'],
      runs: [{ output: { value: { text: expect.stringContaining('Connection refused') } } }],
    });
  });

  test.each([
    [0, '', true],
    [1, 'bash: connect: Connection refused', 'connection refused'],
    [1, 'bash: connect: No route to host', 'no route to host'],
    [1, 'bash: connect: Network is unreachable', 'network is unreachable'],
    [1, 'bash: connect: Connection timed out', 'no answer'],
    [124, '', 'no answer'],
    [1, '3 packets transmitted, 0 received', 'no answer'],
    [1, 'bash: 10.0.0.256: invalid host', undefined],
  ])('that ended with %i and said "%s": %s', (exitCode, said, answer) => {
    expect(answerIn(exitCode, said)).toBe(answer);
  });

  test('can not tell where there is no such namespace', async () => {
    const step = 'in: {namespace: nowhere}, probe: {tcp: 127.0.0.1, port: 1}';
    expect((await outcomeOf(step, '{answered: true, message: m}', local)).verdict).toBe('unknown');
  });
});
