import { describe, expect, test } from 'vitest';
import { checks } from '../../checks/index.ts';
import { examine } from '../../src/app/examine.ts';
import { wholeHost } from '../../src/app/run-options.ts';
import { requiredLayers } from '../../src/engine/layers.ts';
import { loadPlaybook } from '../../src/playbook/playbook.ts';
import { text } from '../../src/report/formats/text.ts';
import { all, type Change } from '../support/edits/change.ts';
import { device, namespace, routes } from '../support/edits/ip.ts';
import { bridge, daemon, port } from '../support/edits/ovs.ts';
import { process } from '../support/edits/processes.ts';
import { dhcpA, dnsmasqA, qgA, qrouterA, tunnel, vm1 } from '../support/lab-names.ts';
import { healthyHost } from '../support/recorded-host.ts';

/*
 * The verdict, the layers, the exit code and the text of one run never contradict each other, whatever is broken.
 */

const playbook = loadPlaybook('full', checks);
const options = { ...wholeHost, passive: false, waitSeconds: 10, timeoutSeconds: 120 } as const;
const silent = { say: () => undefined, note: () => undefined };

const run = (change: Change, failOn: 'error' | 'warning' = 'error') =>
  examine(change(healthyHost('neutron')), playbook, { ...options, failOn }, silent);

const noAgents = all(
  ...[/neutron-openvswitch-agent --config/, /neutron-dhcp-agent --config/, /neutron-l3-agent/].map((pattern) =>
    process(pattern).gone(),
  ),
);

const states: readonly (readonly [string, Change])[] = [
  ['nothing', (host) => host],
  ['all three agents', noAgents],
  ['br-ex', all(bridge('br-ex').gone(), device('br-ex').gone())],
  ['the switch', daemon('switch').hangs()],
  ['the database of the switch', daemon('database').refuses()],
  ['the route of the host', routes().without('10.11.12.0/24')],
  ['the gateway port', port(qgA).gone()],
  ['the router', namespace(qrouterA).gone()],
  ['the DHCP port', port(dhcpA).tag(77)],
  ['the DHCP server', process(dnsmasqA).gone()],
  ["a VM's tag", port(vm1.qvo).tag(77)],
  ["a VM's tap", device(vm1.tap).down()],
  ['the tunnels', port(tunnel).option('local_ip', '198.18.0.99')],
  ['the route of the host and all agents', all(routes().without('10.11.12.0/24'), noAgents)],
];

const codes = { healthy: [0, 0], degraded: [0, 1], failing: [1, 1] } as const;

describe.each(states)('with %s broken', (_what, change) => {
  test('no layer passes of which one that it needs fails', async () => {
    const { layers } = (await run(change)).report;
    const failing = new Set(layers.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id));
    const passing = layers.filter(({ verdict }) => verdict === 'pass');
    expect(passing.filter(({ id }) => [...requiredLayers(id)].some((needed) => failing.has(needed)))).toEqual([]);
  });

  test('the exit code is that of the verdict, and the text has a ✗ only where it fails', async () => {
    const [errors, warnings] = [await run(change), await run(change, 'warning')];
    const { report } = errors;
    const { verdict, findings } = report;
    const hasWarning = findings.length > 0;
    expect([errors.exitCode, warnings.exitCode]).toEqual(
      verdict === 'incomplete' ? [3, hasWarning ? 1 : 3] : codes[verdict],
    );
    const page = text.render(report, { hasColor: false, isVerbose: true, checks, width: 80 });
    expect(page.startsWith(`${verdict.toUpperCase()}  `)).toBe(true);
    expect(page.includes('✗')).toBe(verdict === 'failing');
    expect(verdict === 'healthy').toBe(findings.length === 0 && errors.exitCode === 0);
  });
});

test('all agents dead is degraded, and never healthy', async () => {
  const { report } = await run(noAgents);
  expect(report.verdict).toBe('degraded');
  expect(report.findings.map(({ check }) => check)).toEqual([
    'l2-agent-not-running',
    'dhcp-agent-not-running',
    'l3-agent-not-running',
  ]);
});

test.each([
  ['br-ex', states[2], ['external-bridge', 'floating-ip']],
  ['the switch', states[3], ['dhcp', 'vlan', 'tap', 'router']],
])('without %s, what depends on it has no ✓', async (_what, state, needing) => {
  const [, change] = state ?? ['', (host) => host];
  const { layers } = (await run(change)).report;
  expect(layers.filter(({ id, verdict }) => verdict === 'pass' && needing.some((one) => one === id))).toEqual([]);
});
