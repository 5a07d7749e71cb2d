import { expect, test } from 'vitest';
import type { Fault } from '../../src/lab/faults/fault.ts';
import { faults } from '../../src/lab/faults/index.ts';
import { diagnoseLab, rootsOf } from '../support/diagnosis.ts';
import { describeLive, sharedLab } from '../support/live-lab.ts';
import { tryFaults } from '../support/trial.ts';

/*
 * The cases of the blog post that this project grew from, "OpenStack Quantum Network Implementation in Linux": its
 * author's and those of its readers, on a host of its time. Each is brought about, diagnosed, and healed by what was
 * offered.
 */

interface Case {
  readonly title: string;
  /** Faults of the lab that look like the case, each by itself. */
  readonly faults: readonly string[];
}

const cases: readonly Case[] = [
  {
    title: 'its author: everything looks right, and no DHCP offer comes back',
    faults: ['dnsmasq-frozen', 'dhcp-input-filtered'],
  },
  { title: 'a tap interface that was never brought up', faults: ['vm-tap-down'] },
  {
    title: 'packets on qg in the router namespace but none on qr, with the host route in place',
    faults: ['router-forwarding-off'],
  },
  {
    title: 'eth0, br-ex and qg in one subnet: ARP requests reach eth0 and are never answered',
    faults: ['external-nic-not-bridged'],
  },
  {
    title: 'a single node set up with multi-node settings, so that an agent never ran',
    faults: ['l2-agent-never-wired', 'dhcp-agent-never-ran', 'l3-agent-never-ran'],
  },
];

const faultOf = (id: string): Fault => {
  const fault = faults.find((candidate) => candidate.id === id);
  if (fault === undefined) throw new Error(`no fault ${id}`);
  return fault;
};

describeLive('the cases of the blog post', () => {
  const lab = sharedLab('folsom');

  for (const { title, faults: alike } of cases) {
    test.each(alike)(`${title} (%s)`, async (id) => {
      const fault = faultOf(id);
      const { broken, rounds, healed, stillFailing } = await tryFaults(lab(), [fault], 1, diagnoseLab);
      expect(rootsOf(broken)).toEqual([fault.expects]);
      expect(rounds).toBe(1);
      expect(healed.report.verdict).toBe('healthy');
      expect(stillFailing).toEqual([]);
    });
  }
});
