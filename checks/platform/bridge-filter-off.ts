import { defineCheck, told } from '../../src/engine/check.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';

export default defineCheck({
  id: 'bridge-filter-off',
  layer: 'platform',
  title: 'Security groups of hybrid plugs are not applied',
  why: 'Frames on qbr bridges pass iptables by: rules of security groups, and those against spoofing, have no effect.',
  symptom: 'A VM answers on ports that its security groups close, and can send with addresses that are not its own.',
  remedy:
    'Load br_netfilter where it is missing, set net.bridge.bridge-nf-call-iptables to 1, and keep both over a boot; rules that were without effect then hold at once.',
  limits:
    'With the native firewall of Open vSwitch 0 is right, so only qbr plugs with rules in iptables count. In a container on a kernel before 5.3 the setting is out of sight, and seems to be missing.',
  sources: [
    'https://github.com/openstack/neutron/commit/359b7c971a',
    'https://bugs.launchpad.net/bugs/1622914',
    'https://github.com/openstack/neutron/commit/e83a44b96a',
    'https://docs.kernel.org/networking/ip-sysctl.html',
  ],
  severity: 'warning',
  each: 'limits',
  explainedBy: [],
  // The native firewall of Open vSwitch has no rules in iptables and no use for the setting.
  applies: ({ filteredPlugs }) => !filteredPlugs.known || filteredPlugs.value.length > 0,
  judge({ kernel, filteredPlugs }) {
    const [plug] = told(filteredPlugs);
    const isOn = told(kernel).isBridgeFiltered;
    if (plug === undefined || isOn === true) return undefined;
    const isLoaded = isOn !== undefined;
    const setting = 'net.bridge.bridge-nf-call-iptables';
    return {
      summary: `${isLoaded ? `${setting} is 0` : `The kernel has no ${setting}, as br_netfilter is not loaded`}, so that the rules for ${plug.qbr?.name ?? plug.subject.name} and other bridges are passed by.`,
      evidence: [
        {
          command: ['sysctl', setting],
          where: 'host',
          output: isLoaded
            ? `${setting} = 0`
            : 'sysctl: cannot stat /proc/sys/net/bridge/bridge-nf-call-iptables: No such file or directory',
        },
      ],
      fix: safeFix(
        'Send the frames of bridges through iptables',
        [...(isLoaded ? [] : [['modprobe', 'br_netfilter']]), ['sysctl', '-w', `${setting}=1`]],
        [['sysctl', '-w', `${setting}=0`]],
        isLoaded
          ? `Put ${setting}=1 into a file in /etc/sysctl.d: other software sets it to 0 at boot.`
          : `Put br_netfilter into a file in /etc/modules-load.d, and ${setting}=1 into one in /etc/sysctl.d.`,
      ),
    };
  },
});
