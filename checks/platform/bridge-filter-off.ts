import { defineCheck, told } from '../../src/engine/check.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';

export default defineCheck({
  id: 'bridge-filter-off',
  layer: 'platform',
  title: 'Security groups of hybrid plugs are not applied',
  why: 'Frames on qbr bridges pass iptables by: rules of security groups, and those against spoofing, have no effect.',
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
