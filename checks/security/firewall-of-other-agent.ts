import { defineCheck } from '../../src/engine/check.ts';
import { rulesIn, textOf } from '../../src/netfilter/tables.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

export default defineCheck({
  id: 'firewall-of-other-agent',
  layer: 'security',
  title: 'Stale iptables rules from a previous agent',
  why: 'Rules of a previous agent are no longer updated, and may drop what the current agent allows.',
  symptom:
    'Since an upgrade or a change of mechanism driver a VM is unreachable on ports that its security groups open.',
  remedy: "Delete the jump to the previous agent's chain from FORWARD; its chains then have no effect.",
  limits:
    "Based on chain names, which begin with the program's name; the current agent must run. Rules for taps that do not exist here do not count.",
  sources: [
    'https://github.com/risuorg/risu',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/iptables_manager.py',
  ],
  severity: 'warning',
  each: 'hybridFirewalls',
  comparesNoAddresses: true,
  explainedBy: [],
  applies: ({ vms }) => vms.length > 0,
  judge({ chain, foreign, filter }) {
    const [first] = foreign;
    if (first === undefined) return undefined;
    const jumps = foreign.map((other) => ['FORWARD', '-j', other]);
    return {
      summary: `Stale iptables rules from a previous agent: ${foreign.join(', ')} beside ${chain}, and no such agent runs.`,
      evidence: [
        {
          command: ['iptables', '-S', first],
          where: 'host',
          output: textOf(rulesIn(filter, first)),
        },
      ],
      fix: safeFix(
        'Delete the jumps to them',
        jumps.map((jump) => ['iptables', '-D', ...jump]),
        jumps.map((jump) => ['iptables', '-I', ...jump]),
        'Delete those chains too, and make sure nothing loads them at boot.',
      ),
    };
  },
});
