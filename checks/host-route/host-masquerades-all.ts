import { defineCheck, told } from '../../src/engine/check.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { ruleWords } from '../../src/engine/fixes/netfilter.ts';
import { masqueradeEvidence, masqueradeFor } from '../../src/engine/host-firewall.ts';
import { isDefaultRoute } from '../../src/topology/routing.ts';

export default defineCheck({
  id: 'host-masquerades-all',
  layer: 'host-route',
  title: 'Host puts its own address on everything that it passes on',
  why: "A rule for every device also rewrites what goes to the tenants, and what passes the VMs' own Linux bridges, DHCP too.",
  symptom: 'Services in VMs log the host as the client of every connection, and now and then a VM gets no lease.',
  remedy: 'Limit the rule to the device of the default route, and forget the connections that it has got hold of.',
  limits:
    'Only a rule without device, source and destination is reported. With an uplink on the external bridge it is not asked. Where the default route leads into that bridge, the rule is deleted.',
  sources: [
    'https://github.com/blueboxgroup/ursula/issues/2757',
    'https://man7.org/linux/man-pages/man8/iptables-extensions.8.html',
  ],
  severity: 'warning',
  each: 'externalBridges',
  explainedBy: [],
  applies: ({ interface: device, uplinks }) => device !== undefined && uplinks.length === 0,
  judge({ host, name }) {
    const rule = masqueradeFor(host, undefined);
    if (rule === undefined) return undefined;
    const words = ruleWords(rule);
    // It was meant for the device that leads to the world.
    const way = told(host.stack.routes).find(isDefaultRoute)?.device;
    const narrow = way === undefined || way === name ? [] : [['POSTROUTING', '-o', way, ...words.slice(1)]];
    const nat = (verb: string, rules: readonly (readonly string[])[]) =>
      rules.map((one) => ['iptables', '-t', 'nat', verb, ...one]);
    return {
      summary: `The host's rule "${rule}" rewrites what goes out by ${name} and by the bridges of VMs too.`,
      evidence: [masqueradeEvidence(rule)],
      fix: {
        ...safeFix(
          narrow.length === 0 ? 'Delete the rule' : `Let the rule apply to ${way} only`,
          // What is connected keeps the address that it was given, until it is forgotten.
          [...nat('-A', narrow), ...nat('-D', [words]), ['conntrack', '-F']],
          [...nat('-A', [words]), ...nat('-D', narrow)],
          'Whoever set the rule up at boot has to name the device by which it is meant to work (-o).',
        ),
        risk: 'disruptive',
      },
    };
  },
});
