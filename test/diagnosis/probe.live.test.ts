import { expect, test } from 'vitest';
import { healFault, injectFault } from '../../src/lab/faults/apply.ts';
import { faults } from '../../src/lab/faults/index.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { askForLease } from '../../src/lab/lease.ts';
import type { Layout } from '../../src/lab/model.ts';
import { diagnoseLab, rootsOf } from '../support/diagnosis.ts';
import { describeLive, sharedLab } from '../support/live-lab.ts';

/** Everything that a probe could change: leases, flows, who the switch thinks is where, ports, rules, processes. */
const snapshot = `
  cat /var/lib/*/dhcp/*/leases 2>/dev/null | cut -d' ' -f2-
  for bridge in $(ovs-vsctl list-br); do
    ovs-ofctl dump-flows "$bridge" | sed -E 's/(duration|n_packets|n_bytes|idle_age|hard_age)=[^ ,]*,? ?//g' | sort
  done
  ovs-vsctl --columns=name,tag,other_config list Port | sort
  ip -br address; ip route; ip netns list | sort; iptables-save | grep '^-A'
  ps -eo args= | grep -vE '^(ps|grep|sort|sed|sh|cut) ' | sort
`;

async function stateOf(lab: Lab): Promise<string> {
  const end = await lab.run(['sh', '-c', snapshot]);
  if (end.kind !== 'exited') throw new Error(end.kind);
  return end.stdout;
}

for (const layout of ['folsom', 'neutron'] satisfies Layout[]) {
  describeLive(`DHCP on the wire, layout ${layout}`, () => {
    const lab = sharedLab(layout);

    test('a probe is followed to the VM and back, and leaves everything as it was', async () => {
      const before = await stateOf(lab());
      const { exitCode, report } = await diagnoseLab(lab());
      expect(exitCode).toBe(0);
      expect(report.path.map(({ verdict }) => verdict)).toEqual(['seen', 'seen', 'seen', 'seen', 'seen']);
      expect(await stateOf(lab())).toBe(before);
    });

    test('a VM that is asking, and a server that does not know it: seen by listening alone', async () => {
      const fault = faults.find(({ id }) => id === 'dhcp-hosts-not-reloaded');
      if (fault === undefined) throw new Error('no such fault');
      await injectFault(lab(), fault);
      const [listened] = await Promise.all([
        diagnoseLab(lab(), '--passive', '--wait', '4'),
        lab().run(askForLease(lab().model.a.vm1, 5)),
      ]);
      expect(rootsOf(listened)).toEqual(['dhcp-offer-missing']);
      expect(listened.report.findings[0]?.subject.id).toBe(lab().model.a.network.id);
      expect(listened.report.path).toEqual([]);
      await healFault(lab(), fault);
    });

    test('a healthy VM that is asking while we listen: nothing to find', async () => {
      const [listened] = await Promise.all([
        diagnoseLab(lab(), '--passive', '--wait', '3'),
        lab().run(askForLease(lab().model.a.vm1, 3)),
      ]);
      expect(listened.report.findings).toEqual([]);
      expect(listened.exitCode).toBe(0);
    });

    test('a network whose VMs are elsewhere is probed from the port of its router', async () => {
      const { vm1, network } = lab().model.b;
      await lab().run(['ovs-vsctl', 'del-port', vm1.qvo]);
      await lab().run(['ip', 'link', 'delete', vm1.tap]);
      await lab().run(['ip', 'link', 'delete', vm1.qbr]);
      await lab().run(['ip', 'link', 'delete', vm1.qvb]);
      const { exitCode, report } = await diagnoseLab(lab(), '--network', network.id);
      expect(report.findings).toEqual([]);
      expect(exitCode).toBe(0);
      expect(report.path.map(({ hop, verdict }) => `${hop.split(' ')[0]} ${verdict}`)).toEqual([
        'DISCOVER seen',
        'DISCOVER seen',
        'OFFER seen',
      ]);
      expect(report.path[0]?.hop).toContain(lab().model.b.router.qr.device);
    });
  });
}
