import { expect, test } from 'vitest';
import { healFault, injectFault } from '../../src/lab/faults/apply.ts';
import { faults } from '../../src/lab/faults/index.ts';
import { setTag } from '../../src/lab/faults/steps.ts';
import type { Layout } from '../../src/lab/model.ts';
import { diagnoseLab, rootsOf } from '../support/diagnosis.ts';
import { describeLive, sharedLab } from '../support/live-lab.ts';

const faultOf = (id: string) => {
  const fault = faults.find((candidate) => candidate.id === id);
  if (fault === undefined) throw new Error(`no fault ${id}`);
  return fault;
};

for (const layout of ['folsom', 'neutron'] satisfies Layout[]) {
  describeLive(`two faults at once, layout ${layout}`, () => {
    const lab = sharedLab(layout);

    test('of two networks, each has its own: two root causes', async () => {
      const { b } = lab().model;
      const inA = faultOf('dhcp-no-offer');
      await injectFault(lab(), inA);
      await lab().run(setTag(b.network.dhcpPort.device, 77));
      const broken = await diagnoseLab(lab());
      expect([...rootsOf(broken)].sort()).toEqual(['dhcp-server-not-running', 'port-tag-wrong']);
      const roots = broken.report.findings.filter(({ cause }) => cause === 'root');
      expect(roots.map(({ subject }) => subject.id).sort()).toEqual(
        [lab().model.a.network.id, b.network.dhcpPort.id].sort(),
      );

      const onlyB = await diagnoseLab(lab(), { networks: [b.network.id] });
      expect(rootsOf(onlyB)).toEqual(['port-tag-wrong']);
      const onlyA = await diagnoseLab(lab(), { networks: [lab().model.a.network.id.slice(0, 12)] });
      expect(rootsOf(onlyA)).toEqual(['dhcp-server-not-running']);

      await lab().run(setTag(b.network.dhcpPort.device, b.network.tag));
      await healFault(lab(), inA);
      expect((await diagnoseLab(lab())).exitCode).toBe(0);
    });

    test('of two VMs, one is unplugged: the other one, asked for by its address, is fine', async () => {
      const { vm1, vm2 } = lab().model.a;
      const fault = faultOf('vm-tap-down');
      await injectFault(lab(), fault);
      const one = await diagnoseLab(lab(), { ports: [vm1.mac] });
      expect(rootsOf(one)).toEqual(['hybrid-tap-down']);
      const other = await diagnoseLab(lab(), { ports: [vm2.tap] });
      expect(other.report.findings).toEqual([]);
      expect(other.exitCode).toBe(0);
      await healFault(lab(), fault);
    });
  });
}
