import { beforeAll, expect, test } from 'vitest';
import { faults } from '../../src/lab/faults/index.ts';
import { putInContainers } from '../../src/lab/kinds/containers.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { diagnoseByCommand, rootsOf } from '../support/diagnosis.ts';
import { describeLive, sharedLab } from '../support/live-lab.ts';
import { observeAndRecord } from '../support/recorded-run.ts';
import { said } from '../support/said.ts';
import { tryFaults } from '../support/trial.ts';

/** By fault, what the commands of its fix begin with. */
const healedBy: Readonly<Record<string, readonly string[]>> = {
  'qvo-wrong-tag': ['docker exec openvswitch_vswitchd ovs-vsctl set Port'],
  'qr-no-address': ['ip -n'],
  'floating-ip-no-dnat': ['ip netns exec'],
  'dhcp-host-entry-missing': ['docker exec neutron_dhcp_agent sed -i', 'kill -HUP'],
  'dhcp-router-option-wrong': ['docker restart neutron_dhcp_agent'],
  'metadata-proxy-killed': ['docker exec neutron_l3_agent ip netns exec'],
  'qdhcp-namespace-deleted': ['docker restart neutron_dhcp_agent'],
  'dhcp-agent-killed': ['docker restart neutron_dhcp_agent'],
  'l3-agent-killed': ['docker restart neutron_l3_agent'],
  'l2-agent-killed': ['docker restart neutron_openvswitch_agent'],
  'ovsdb-server-killed': ['docker restart openvswitch_db'],
};

describeLive('a host whose Open vSwitch and agents are in containers', () => {
  const lab = sharedLab('neutron');
  const onHost = (): Pick<Lab, 'run'> => ({ run: lab().runOnHost });

  beforeAll(async () => {
    for (const argv of putInContainers(lab().model)) {
      expect(await lab().run(argv)).toMatchObject({ exitCode: 0 });
    }
  });

  test('has none of the tools of Open vSwitch', async () => {
    expect(await lab().runOnHost(['sh', '-c', 'command -v ovs-vsctl'])).toMatchObject({ exitCode: 127 });
  });

  test('healthy: no finding at all, by the command line', async () => {
    const { exitCode, report } = await diagnoseByCommand(onHost());
    expect(report.findings).toEqual([]);
    expect(report.checks.filter(({ verdict }) => verdict === 'unknown')).toEqual([]);
    expect([exitCode, report.verdict]).toEqual([0, 'healthy']);
  });

  const chosen = faults.filter(({ id }) => id in healedBy);

  test.each(chosen.map((fault) => [fault.id, fault] as const))('%s', async (id, fault) => {
    const trial = await tryFaults(lab(), [fault], 1, observeAndRecord);
    const { broken, healed } = trial;
    expect(rootsOf(broken)).toEqual([fault.expects]);
    const commands = broken.report.findings[0]?.fix?.commands.map((command) => command.join(' ')) ?? [];
    const expected = healedBy[id] ?? [];
    expect(commands.map((command, index) => command.slice(0, expected[index]?.length))).toEqual(expected);
    expect(said(broken.replayed)).toEqual(said(broken.report));
    expect(broken.replayed.findings.map(({ fix }) => fix)).toEqual(broken.report.findings.map(({ fix }) => fix));
    expect(broken.unseen).toEqual([]);
    expect(trial.rounds).toBe(1);
    expect(healed.report.findings).toEqual([]);
    expect(trial.stillFailing).toEqual([]);
  });

  test('every fault is there', () => {
    expect(chosen).toHaveLength(Object.keys(healedBy).length);
  });
});
