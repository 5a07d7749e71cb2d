import { afterAll, beforeAll, expect, test } from 'vitest';
import { faults } from '../../src/lab/faults/index.ts';
import { podmanStore } from '../../src/lab/kinds/podman-images.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { collectedBothWays } from '../support/by-script.ts';
import { diagnoseByCommand, rootsOf } from '../support/diagnosis.ts';
import { HealthyLab } from '../support/healthy-lab.ts';
import { describeLive, uniqueName } from '../support/live-lab.ts';
import { observeAndRecord } from '../support/recorded-run.ts';
import { said } from '../support/said.ts';
import { tryFaults } from '../support/trial.ts';

/*
 * Real containers take Podman and images, which `qdoctor lab up --layout kolla` makes once. Elsewhere the lab's own
 * namespaces stand in their place, and the title says why.
 */
const store = podmanStore();
const form = 'store' in store ? 'podman' : 'namespaces';
const title = 'store' in store ? 'containers of Podman' : `namespaces in place of Podman (${store.obstacle})`;
const runtime = form === 'podman' ? 'podman' : 'docker';

/** By fault, what the commands of its fix begin with. Those of containers alone take real ones. */
const healedBy: Readonly<Record<string, readonly string[]>> = {
  'qvo-wrong-tag': [`${runtime} exec openvswitch_vswitchd ovs-vsctl set Port`],
  'qr-no-address': ['ip -n'],
  'floating-ip-no-dnat': ['ip netns exec'],
  'dhcp-host-entry-missing': [`${runtime} exec neutron_dhcp_agent sed -i`, 'kill -HUP'],
  'dhcp-router-option-wrong': [`${runtime} restart neutron_dhcp_agent`],
  'metadata-proxy-killed': [`${runtime} exec neutron_l3_agent ip netns exec`],
  'qdhcp-namespace-deleted': [`${runtime} restart neutron_dhcp_agent`],
  'dhcp-agent-killed': [`${runtime} restart neutron_dhcp_agent`],
  'l3-agent-killed': [`${runtime} restart neutron_l3_agent`],
  'l2-agent-killed': [`${runtime} restart neutron_openvswitch_agent`],
  'ovsdb-server-killed': [`${runtime} restart openvswitch_db`],
  'br-int-flows-gone': [`${runtime} restart neutron_openvswitch_agent`],
  'container-of-other-release': [],
  'container-resolver-outdated': ['podman restart neutron_l3_agent'],
  'container-unhealthy': ['podman restart neutron_dhcp_agent'],
  'container-volume-full': [],
  'namespaces-in-container-only': [],
  'side-container-left-over': ['podman rm -f'],
  'switch-daemon-of-host': ['kill'],
  'switch-database-without-volume': [],
};

describeLive(`a host whose Open vSwitch and agents are in ${title}`, () => {
  const labs = new HealthyLab(uniqueName(), `kolla-${form}`);
  const onHost = (lab: Lab): Pick<Lab, 'run'> => ({ run: lab.runOnHost });

  beforeAll(async () => void (await labs.get()));
  afterAll(() => labs.discard());

  test('has none of the tools of Open vSwitch', async () => {
    const lab = await labs.get();
    expect(await lab.runOnHost(['sh', '-c', 'command -v ovs-vsctl'])).toMatchObject({ exitCode: 127 });
  });

  test('healthy: no finding at all, by the command line', async () => {
    const { exitCode, report } = await diagnoseByCommand(onHost(await labs.get()));
    expect(report.findings).toEqual([]);
    expect(report.checks.filter(({ verdict }) => verdict === 'unknown')).toEqual([]);
    expect([exitCode, report.verdict]).toEqual([0, 'healthy']);
  });

  test('by the script of collect: healthy, nothing unknown', async () => {
    const { byScript } = await collectedBothWays(onHost(await labs.get()), '/run/by-script', [['dash']]);
    for (const { report } of byScript) {
      expect(report.findings).toEqual([]);
      expect(report.checks.filter(({ verdict }) => verdict === 'unknown')).toEqual([]);
    }
  });

  const listed = faults.filter(({ id }) => id in healedBy);
  const chosen = listed.filter(({ layouts }) => form === 'podman' || layouts.includes('neutron'));

  test.each(chosen.map((fault) => [fault.id, fault] as const))('%s', (id, fault) =>
    labs.try(async (lab) => {
      const fixes = fault.fixes?.kolla ?? 1;
      const trial = await tryFaults(lab, [fault], Math.max(1, fixes), observeAndRecord);
      const { broken, healed } = trial;
      expect(rootsOf(broken)).toEqual([fault.expects]);
      const commands = broken.report.findings[0]?.fix?.commands.map((command) => command.join(' ')) ?? [];
      const expected = healedBy[id] ?? [];
      expect(commands.map((command, index) => command.slice(0, expected[index]?.length))).toEqual(expected);
      expect(said(broken.replayed)).toEqual(said(broken.report));
      expect(broken.replayed.findings.map(({ fix }) => fix)).toEqual(broken.report.findings.map(({ fix }) => fix));
      expect(broken.unseen).toEqual([]);
      expect(broken.report.findings.filter(({ evidence }) => evidence.length === 0)).toEqual([]);
      expect(trial.rounds).toBe(fixes);
      expect(healed.report.findings).toEqual([]);
      expect(trial.stillFailing).toEqual([]);
    }),
  );

  test('every fault is there', () => {
    expect(listed).toHaveLength(Object.keys(healedBy).length);
  });
});
