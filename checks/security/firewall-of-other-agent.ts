import { defineCheck } from '../../src/engine/check.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { rulesIn } from '../../src/facts/netfilter.ts';

export default defineCheck({
  id: 'firewall-of-other-agent',
  layer: 'security',
  title: 'Rules of an agent of before still decide on packets of VMs',
  why: 'What the agent of today lets through, the rules that another one left behind may drop: they never change again.',
  symptom: 'Since an upgrade or another mechanism driver a VM is not reached on ports that its security groups open.',
  remedy: "Take the jump to the other agent's chain out of FORWARD; its chains then have no effect.",
  limits:
    'It goes by the names of the chains, which begin with those of the programs, and needs the agent of today to run. Rules for taps that are not here do no harm and do not count.',
  sources: [
    'https://github.com/risuorg/risu',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/iptables_manager.py',
  ],
  severity: 'warning',
  each: 'hybridFirewalls',
  explainedBy: [],
  applies: ({ vms }) => vms.length > 0,
  judge({ chain, foreign, filter }) {
    const [first] = foreign;
    if (first === undefined) return undefined;
    const jumps = foreign.map((other) => ['FORWARD', '-j', other]);
    return {
      summary: `Packets of VMs pass ${foreign.join(', ')} beside ${chain}, though no agent of that name runs.`,
      evidence: [
        {
          command: ['iptables', '-S', first],
          where: 'host',
          output: rulesIn(filter.rules, first).join('\n'),
        },
      ],
      fix: safeFix(
        'Pass them by',
        jumps.map((jump) => ['iptables', '-D', ...jump]),
        jumps.map((jump) => ['iptables', '-I', ...jump]),
        'Delete the chains of that name too, and see that nothing loads them at boot.',
      ),
    };
  },
});
