import { defineCheck } from '../../src/engine/check.ts';
import { asksOnly, isDropping, jumpsTo } from '../../src/netfilter/predicates.ts';
import type { Rule } from '../../src/netfilter/rule.ts';
import { rulesIn } from '../../src/netfilter/tables.ts';
import { deleteRules } from '../../src/remedies/iptables.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

/** A rule that throws away whatever comes, or whatever was bridged. */
const dropsAllBridged = (rule: Rule): boolean => isDropping(rule) && asksOnly(rule, 'is-bridged');

export default defineCheck({
  id: 'hybrid-forward-dropped',
  layer: 'security',
  title: "Host's FORWARD chain drops VMs' traffic",
  why: "Traffic on qbr bridges passes the host's FORWARD chain: a DROP there takes effect before the VM's rules.",
  symptom: 'All VMs of the host are cut off at once, often since Docker or a firewall was started or reloaded.',
  remedy: "Move the jump to the agent's chain back to the top of FORWARD, or delete the rule that drops all before it.",
  limits:
    'Drops with further matches, or in chains that FORWARD jumps to, are not found. Not applicable with the native firewall.',
  sources: [
    'https://github.com/canonical/microk8s/issues/62',
    'https://github.com/puppetlabs-toy-chest/puppetlabs-openstack/issues/176',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/iptables_firewall.py',
  ],
  severity: 'error',
  each: 'hybridFirewalls',
  comparesNoAddresses: true,
  explainedBy: [],
  applies: ({ vms }) => vms.length > 0,
  judge({ chain, filter, vms }) {
    const forward = rulesIn(filter, 'FORWARD');
    const jump = forward.findIndex((rule) => jumpsTo(rule, chain));
    const drops = forward.slice(0, jump === -1 ? undefined : jump).filter(dropsAllBridged);
    const policy = filter.chains.get('FORWARD')?.base?.policy ?? 'accept';
    if (drops.length === 0 && (jump !== -1 || policy !== 'drop')) return undefined;
    const names = vms.map(({ portKey }) => `tap${portKey}`);
    return {
      summary: `The host's FORWARD chain drops traffic of ${names.join(', ')}: ${
        jump === -1 ? `the jump to ${chain} is missing` : `a rule before the jump to ${chain} drops all`
      }.`,
      evidence: [
        {
          command: ['iptables', '-S', 'FORWARD'],
          where: 'host',
          output: [`-P FORWARD ${policy.toUpperCase()}`, ...forward.map(({ text }) => text)].join('\n'),
        },
      ],
      fix:
        jump === -1
          ? safeFix(
              "Move the jump to the VMs' rules back to the top of FORWARD",
              [['iptables', '-I', 'FORWARD', '-j', chain]],
              [['iptables', '-D', 'FORWARD', '-j', chain]],
              'A firewall or Docker that started later removed it: start it before the Open vSwitch agent.',
            )
          : deleteRules(undefined, drops, 'No agent writes such a rule: find what added it.'),
    };
  },
});
