import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { diagnose } from '../../src/engine/diagnose.ts';
import { everything } from '../../src/engine/scope.ts';
import { known } from '../../src/facts/known.ts';
import { versionCommands } from '../../src/facts/versions.ts';
import { filesOfArchive } from '../../src/host/archive.ts';
import { manifestSchema } from '../../src/host/bundle.ts';
import type { CommandResult, Host } from '../../src/host/host.ts';
import { packageRoot } from '../../src/package.ts';
import { runSteps } from '../../src/playbook/run-steps.ts';
import { playbookSchema } from '../../src/playbook/schema.ts';
import { checkOf } from '../../src/playbook/step-check.ts';
import { type CustomStep, commandsOf, isCustomStep } from '../../src/playbook/steps/index.ts';
import { quoteWord } from '../../src/report/command-line.ts';
import { cli } from '../support/diagnosis.ts';
import { healthyHost, topologyOf } from '../support/recorded-host.ts';

/*
 * No playbook runs a command that `show` did not list: each word is as it stands there, and a template in it is a plain
 * word of the host's.
 */

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-listed-'));
afterAll(() => rmSync(folder, { recursive: true }));

const topology = await topologyOf(healthyHost('neutron'));

const names =
  'host.name router.id router.namespace router.gateway network.id network.tag dhcp.device port.mac port.tap';
const template = fc.constantFrom(...names.split(' '), 'vars.a', 'vars.b').map((name) => `{{${name}}}`);
const word = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12 }),
  template,
  fc.tuple(fc.string({ maxLength: 4 }), template, fc.string({ maxLength: 4 })).map((parts) => parts.join('')),
);
const words = fc.array(word, { minLength: 1, maxLength: 4 });

const runs = fc.oneof(
  fc.record({ command: words, reads: fc.boolean() }),
  fc.record({ capture: fc.record({ device: word, filter: word }), seconds: fc.constant(1) }),
  fc.record({ probe: fc.constant('dhcp') }),
  fc.record({ probe: fc.record({ ping: word }) }),
  fc.record({ probe: fc.record({ tcp: word, port: fc.oneof(fc.nat(70_000), word) }) }),
  fc.record({ probe: fc.record({ arp: fc.oneof(word, fc.constantFrom('10.11.12.3', '203.0.113.1')) }) }),
);
const rest = fc.record({
  in: fc.constantFrom('host', 'router', 'dhcp', { namespace: 'blue' }),
  for_each: fc.option(fc.constantFrom('networks', 'vm-ports'), { nil: undefined }),
  fix: fc.option(
    fc.record({
      summary: fc.constant('s'),
      risk: fc.constant('safe'),
      commands: fc.array(words, { minLength: 1, maxLength: 2 }),
      undo: fc.array(words, { maxLength: 2 }),
      permanent: fc.constant('p'),
    }),
    { nil: undefined },
  ),
});
const common = { id: 'our-own', title: 't', why: 'w', expect: [{ equals: 'never', message: 'm' }] };
const playbook = fc.tuple(runs, rest).map(([what, where]) => ({
  version: 1,
  title: 'Any',
  steps: [JSON.parse(JSON.stringify({ ...common, ...what, ...where }))],
}));

/** A host on which everything works, with all that was started on it. */
function spyingHost() {
  const started: (readonly string[])[] = [];
  const end: CommandResult = { kind: 'exited', exitCode: 0, stdout: '', stderr: '' };
  async function* nothing() {}
  const host: Host = {
    name: 'spy',
    source: 'local',
    run: async (commands) => {
      started.push(...commands.map(({ argv }) => argv));
      return commands.map(() => end);
    },
    stream: ({ argv }) => {
      started.push(argv);
      return { output: nothing(), start: Promise.resolve({ kind: 'ready' }), stop: async () => end };
    },
    wait: async () => undefined,
  };
  return { host, started };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What a listed word may become: as it is, but for its templates; never an option that it is not already. */
function becomes(listed: string, run: string): boolean {
  if (run.startsWith('-') && !listed.startsWith('-')) return false;
  const pattern = listed.split(/\{\{[^{}]*\}\}/).map(escaped);
  return new RegExp(`^${pattern.join('[\\w.:/@%+,-]+')}$`).test(run);
}

const isListed = (run: readonly string[], all: readonly (readonly string[])[]): boolean =>
  all.some((listed) => listed.length === run.length && listed.every((one, index) => becomes(one, run[index] ?? '')));

test('whatever stands in a step and in its variables', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(playbook, fc.string(), fc.string(), async (content, a, b) => {
      const parsed = playbookSchema.safeParse(content);
      if (!parsed.success) return;
      const steps: readonly CustomStep[] = parsed.data.steps.filter(isCustomStep);
      const { host, started } = spyingHost();
      const found = await runSteps(host, topology, steps, {
        isInScope: () => true,
        isPassive: false,
        vars: { 'vars.a': a, 'vars.b': b },
        verdictsAfter: () => new Map(),
      });
      const listed = steps.flatMap(commandsOf);
      for (const argv of started) {
        expect([argv, isListed(argv, listed)]).toEqual([argv, true]);
        seen.add(argv.find((one) => /^(?:ping|timeout|tcpdump|ovs-ofctl)$/.test(one)) ?? 'other');
      }
      const healing = steps.flatMap(({ fix }) => [...(fix?.commands ?? []), ...(fix?.undo ?? [])]);
      const checks = steps.map((step) => checkOf(step, []));
      const { findings } = diagnose({ ...topology, stepRuns: known(found) }, checks, everything, () => 0);
      for (const { fix } of findings) {
        for (const argv of [...(fix?.commands ?? []), ...(fix?.undo ?? [])]) {
          expect([argv, isListed(argv, healing)]).toEqual([argv, true]);
        }
      }
    }),
    { numRuns: 1000 },
  );
  expect([...seen].sort()).toEqual(['other', 'ovs-ofctl', 'ping', 'tcpdump', 'timeout']);
});

test('`show` prints all of them, with those of fixes', () => {
  const file = join(folder, 'mine.yaml');
  const step = (id: string, what: string) => `  - {id: ${id}, title: t, why: w, ${what}}\n`;
  writeFileSync(
    file,
    `version: 1
title: Mine
steps:
${step('our-command', 'in: router, command: [ip, route], reads: true, expect: [{exit: 0, message: m}], fix: {summary: s, risk: disruptive, commands: [[ip, link, set, "{{router.gateway}}", up]], undo: [[ip, link, set, "{{router.gateway}}", down]], permanent: p}')}
${step('our-capture', 'capture: {device: eth1, filter: ip proto 112}, seconds: 5, expect: [{packets: true, at_least: 1, message: m}]')}
${step('our-ping', 'in: {namespace: blue}, probe: {ping: 192.0.2.1}, expect: [{answered: true, message: m}]')}
${step('our-port', 'probe: {tcp: 192.0.2.1, port: 53}, expect: [{answered: true, message: m}]')}
${step('our-neighbour', 'probe: {arp: 10.11.12.3}, expect: [{answered: true, message: m}]')}
${step('our-offers', 'probe: dhcp, expect: [{answered: true, message: m}]')}
`,
  );
  const [node, ...words] = cli;
  const { stdout } = spawnSync(node, [...words, 'playbook', 'show', file], { encoding: 'utf8' });
  expect(stdout.slice(stdout.indexOf('Custom steps'))).toBe(`Custom steps (6):
  our-command (for each router, read only, at most 10 s):
    ip netns exec {{router.namespace}} ip route
    fix (disruptive, applied only after a yes): ip link set {{router.gateway}} up
    rollback: ip link set {{router.gateway}} down
  our-capture (once, read only, at most 5 s):
    tcpdump -i eth1 -n -s 2048 --immediate-mode -U -w - 'ip proto 112'
  our-ping (once, sends packets):
    ip netns exec blue ping -n -c 3 -w 3 192.0.2.1
  our-port (once, sends packets):
    timeout 3 bash -c 'exec 3<>"/dev/tcp/$0/$1"' 192.0.2.1 53
  our-neighbour (for each router, sends packets):
    ip netns exec {{router.namespace}} tcpdump -i {{router.device}} -n -s 2048 --immediate-mode -U -w - arp
    ovs-ofctl --timeout=5 packet-out {{bridge}} 'in_port={{port}},packet={{an ARP request for 10.11.12.3}},actions=resubmit(,0)'
  our-offers (for each DHCP server, sends packets):
    ip netns exec {{dhcp.namespace}} tcpdump -i {{dhcp.device}} -n -s 2048 --immediate-mode -U -w - 'udp port 67 or udp port 68 or (vlan and (udp port 67 or udp port 68))'
    tcpdump -i '{{each of the VM'\\''s devices}}' -n -s 2048 --immediate-mode -U -w - 'udp port 67 or udp port 68 or (vlan and (udp port 67 or udp port 68))'
    ovs-ofctl --timeout=5 packet-out {{bridge}} 'in_port={{port}},packet={{a DHCPDISCOVER}},actions=resubmit(,0)'
`);
});

/** A line of `show`, in which words in capitals stand for what is known only on a host; many with dots, maybe none. */
const patternOf = (line: string): RegExp =>
  new RegExp(
    `^${line
      .replace(/ \(.*\)$/, '')
      .split(/( [A-Z]{3,}…|\b[A-Z]{3,}\b)/)
      .map((part, index) => (index % 2 === 0 ? escaped(part) : part.endsWith('…') ? '(?: .+)?' : '.+'))
      .join('')}$`,
    's',
  );

test.each(['healthy', 'metadata-untracked', 'bridge-ports-isolated'])(
  '`show` lists what the built-in checks ran on a host (%s)',
  async (name) => {
    const recording = join(packageRoot, `test/recordings/lab-neutron-traces-${name}.tar.gz`);
    const files = await filesOfArchive(recording);
    const manifest = manifestSchema.parse(JSON.parse(files.read('manifest.json')?.toString('utf8') ?? ''));
    const [node, ...words] = cli;
    const { stdout } = spawnSync(node, [...words, 'playbook', 'show', 'full'], { encoding: 'utf8' });
    const lines = stdout.slice(stdout.indexOf('Reads')).split('\n');
    // How much of each packet a capture keeps was another number then.
    const withoutLength = (line: string) => line.replace(/ -s \d+ /, ' ');
    const shown = lines.filter((line) => line.startsWith('    ')).map((line) => patternOf(withoutLength(line.trim())));
    const versions = versionCommands.map(([, { argv }]) => argv.join(' '));
    const unlisted = manifest.commands
      .filter(({ argv }) => !versions.includes(argv.join(' ')))
      .map(({ argv }) => withoutLength(argv.map(quoteWord).join(' ')))
      .filter((line) => !shown.some((pattern) => pattern.test(line)));
    expect(unlisted).toEqual([]);
  },
);
