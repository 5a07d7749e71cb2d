import { defineCheck } from '../../src/engine/check.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { deleteRules, isDrop } from '../../src/engine/fixes/netfilter.ts';
import { rulesIn } from '../../src/facts/netfilter.ts';

/** A rule that looks at nothing in a packet, or only at its having been bridged. */
const isForAll = (rule: string): boolean =>
  /^-A FORWARD(?: -p all)?(?: -m physdev --physdev-is-bridged)?(?: -m comment --comment (?:"[^"]*"|\S+))? -j /.test(
    rule,
  );

export default defineCheck({
  id: 'hybrid-forward-dropped',
  layer: 'security',
  title: "Host drops the VMs' packets on their Linux bridges",
  why: "What a hybrid bridge passes on goes through FORWARD of the host: a DROP there ends it before the VM's own rules.",
  symptom: 'All VMs of the host are cut off at once, often since Docker or a firewall was started or reloaded.',
  remedy: "Put the jump to the agent's chain back to the head of FORWARD, or delete the rule that drops all before it.",
  limits:
    "A drop that looks at more than at a packet's being bridged, or in a chain that FORWARD leads to, is not found. With the native firewall of Open vSwitch there is nothing to judge.",
  sources: [
    'https://github.com/canonical/microk8s/issues/62',
    'https://github.com/puppetlabs-toy-chest/puppetlabs-openstack/issues/176',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/iptables_firewall.py',
  ],
  severity: 'error',
  each: 'hybridFirewalls',
  explainedBy: [],
  applies: ({ vms }) => vms.length > 0,
  judge({ chain, filter, vms }) {
    const forward = rulesIn(filter.rules, 'FORWARD');
    const jump = forward.indexOf(`-A FORWARD -j ${chain}`);
    const drops = forward.slice(0, jump === -1 ? undefined : jump).filter((rule) => isForAll(rule) && isDrop(rule));
    const policy = filter.policies.get('FORWARD') ?? 'ACCEPT';
    if (drops.length === 0 && (jump !== -1 || policy !== 'DROP')) return undefined;
    const names = vms.map(({ portKey }) => `tap${portKey}`);
    return {
      summary: `The host's FORWARD chain drops what is for ${names.join(', ')}: ${
        jump === -1 ? `the jump to ${chain} is missing` : `a rule before the jump to ${chain} drops all`
      }.`,
      evidence: [
        {
          command: ['iptables', '-S', 'FORWARD'],
          where: 'host',
          output: [`-P FORWARD ${policy}`, ...forward].join('\n'),
        },
      ],
      fix:
        jump === -1
          ? safeFix(
              'Put the jump to the rules of the VMs back to the head of FORWARD',
              [['iptables', '-I', 'FORWARD', '-j', chain]],
              [['iptables', '-D', 'FORWARD', '-j', chain]],
              'A firewall or Docker that was started later took it away: let it start before the Open vSwitch agent.',
            )
          : deleteRules(undefined, 'filter', drops, 'No agent puts such a rule there: find out who did.'),
    };
  },
});
