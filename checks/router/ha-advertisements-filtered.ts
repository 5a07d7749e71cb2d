import { defineCheck, required } from '../../src/engine/check.ts';
import { rulesEvidence } from '../../src/evidence/rules.ts';
import { tableOf } from '../../src/facts/netfilter.ts';
import { conditionsOf, conditionsOfKind, isDeviceOf, isDropping, isInCidr } from '../../src/netfilter/predicates.ts';
import type { Match, Rule } from '../../src/netfilter/rule.ts';
import { protocolVrrp, vrrpGroup } from '../../src/packets/vrrp.ts';
import { deleteRules } from '../../src/remedies/iptables.ts';

export default defineCheck({
  id: 'ha-advertisements-filtered',
  layer: 'router',
  title: 'Firewall in the router drops VRRP',
  why: 'An instance that does not hear the active one becomes active as well, or is not heard as the active one.',
  symptom: 'An HA router is active on two nodes: connections through it break now and then.',
  remedy: "Delete the rule from the router's namespace.",
  limits:
    'Only rules in INPUT and OUTPUT of the filter table that name the protocol (112) are found; a policy, another chain or the raw table is not.',
  sources: [
    'https://www.rfc-editor.org/rfc/rfc5798',
    'https://docs.openstack.org/neutron/latest/admin/deploy-ovs-ha-vrrp.html',
    'https://man7.org/linux/man-pages/man8/iptables.8.html',
  ],
  severity: 'error',
  each: 'haRouters',
  explainedBy: [],
  judge({ router, device: fact }) {
    const device = required(fact);
    if (device === undefined) return undefined;
    const drops = required(tableOf(router.tables, 'filter')).filter(
      (rule) => ['INPUT', 'OUTPUT'].includes(rule.chain) && isDropping(rule) && isForVrrp(rule, device.name),
    );
    if (drops.length === 0) return undefined;
    const { namespace } = router;
    return {
      summary: `iptables in ${namespace} drops VRRP: \`${drops.map(({ text }) => text).join('`, `')}\`.`,
      evidence: [rulesEvidence(router, 'filter', 'PUT ')],
      fix: deleteRules(namespace, drops, 'Neutron does not write such a rule: find what added it.'),
    };
  },
});

/** Whether a rule names the protocol, and asks nothing else that a packet on this device is without. */
const isForVrrp = (rule: Rule, device: string): boolean =>
  conditionsOfKind(rule, 'protocol').some(({ protocol }) => ['vrrp', String(protocolVrrp)].includes(protocol)) &&
  conditionsOf(rule).every((match) => !match.isNegated && isTrueOf(match, device));

function isTrueOf(match: Match, device: string): boolean {
  switch (match.kind) {
    case 'protocol':
      return true;
    case 'in':
    case 'out':
      return isDeviceOf(match.device, device);
    case 'destination':
      return isInCidr(vrrpGroup, match.range);
    default:
      return false;
  }
}
