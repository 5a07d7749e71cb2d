import { defineCheck, told } from '../../src/engine/check.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';

export default defineCheck({
  id: 'bridge-filter-off',
  layer: 'platform',
  title: 'Security groups of hybrid plugs are not applied',
  why: 'Frames on qbr bridges pass iptables by: rules of security groups, and those against spoofing, have no effect.',
  symptom: 'A VM answers on ports that its security groups close, and can send with addresses that are not its own.',
  remedy:
    'Set net.bridge.bridge-nf-call-iptables to 1, also in /etc/sysctl.d; rules that were without effect then hold at once.',
  limits:
    'With the native firewall of Open vSwitch 0 is right, so only qbr plugs with rules in iptables count. Without the module br_netfilter it says nothing.',
  sources: [
    'https://github.com/openstack/neutron/commit/359b7c971a',
    'https://bugs.launchpad.net/bugs/1622914',
    'https://docs.kernel.org/networking/ip-sysctl.html',
  ],
  severity: 'warning',
  each: 'limits',
  explainedBy: [],
  // The native firewall of Open vSwitch has no rules in iptables and no use for the setting.
  applies: ({ filteredPlugs }) => !filteredPlugs.known || filteredPlugs.value.length > 0,
  judge({ kernel, filteredPlugs }) {
    const [plug] = told(filteredPlugs);
    // Without the module there is no setting; a kernel may have it built in under another roof, so that is not judged.
    if (plug === undefined || told(kernel).isBridgeFiltered !== false) return undefined;
    return {
      summary: `net.bridge.bridge-nf-call-iptables is 0, so that the rules for ${plug.qbr?.name ?? plug.subject.name} and other bridges are passed by.`,
      evidence: [
        {
          command: ['sysctl', 'net.bridge.bridge-nf-call-iptables'],
          where: 'host',
          output: 'net.bridge.bridge-nf-call-iptables = 0',
        },
      ],
      fix: safeFix(
        'Send the frames of bridges through iptables',
        [['sysctl', '-w', 'net.bridge.bridge-nf-call-iptables=1']],
        [['sysctl', '-w', 'net.bridge.bridge-nf-call-iptables=0']],
        'Put net.bridge.bridge-nf-call-iptables=1 into a file in /etc/sysctl.d: other software sets it to 0 at boot.',
      ),
    };
  },
});
