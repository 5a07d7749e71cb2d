import { defineCheck } from '../../src/engine/check.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'forward-refuses-all',
  layer: 'security',
  title: "FORWARD turns all away before the agent's rules",
  why: 'Frames on the qbr bridges of VMs pass FORWARD: a rule for all that comes first leaves nothing to the rules of the security groups.',
  symptom: 'VMs get no DHCP and no ping, most often on RHEL or CentOS with the rules that the installer wrote.',
  remedy:
    'Delete the rule (`iptables -D FORWARD -j REJECT --reject-with icmp-host-prohibited`), also where the rules are saved (/etc/sysconfig/iptables), or restart the agent, which puts its own ahead.',
  limits:
    'Read from `iptables -S`, `iptables-save` or `iptables -L -v` in a saved text. Without VMs on qbr bridges, or with bridge-nf-call-iptables off, it does no harm.',
  sources: [
    'https://docs.openstack.org/neutron/latest/contributor/internals/openvswitch_agent.html',
    'https://bugs.launchpad.net/bugs/1161279',
  ],
  severity: 'warning',
  each: 'statements',
  comparesNoAddresses: true,
  explainedBy: ['hybrid-forward-dropped'],
  applies: says('forward-refused'),
  judge: (item) =>
    statedFault(item, 'forward-refused', ({ by, before }) => ({
      summary: `FORWARD turns all away (${by}) before it leads to ${before}.`,
      fix: null,
    })),
});
