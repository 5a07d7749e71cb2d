import { defineCheck, required } from '../../src/engine/check.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';
import type { VmPort } from '../../src/topology/vm-ports.ts';

export default defineCheck({
  id: 'bridge-filter-off',
  layer: 'platform',
  title: 'Security groups of hybrid plugs are not applied',
  why: 'Frames on qbr bridges bypass iptables: security groups and anti-spoofing have no effect.',
  symptom: 'A VM answers on ports that its security groups close, and can send from spoofed addresses.',
  remedy:
    'Load br_netfilter where it is missing, and set net.bridge.bridge-nf-call-iptables to 1, both also at boot; the rules then take effect at once.',
  limits:
    'With the native firewall of Open vSwitch 0 is right, so only qbr plugs with rules in iptables count. In a container on a kernel before 5.3 the setting is not visible and seems missing.',
  sources: [
    'https://github.com/openstack/neutron/commit/359b7c971a',
    'https://bugs.launchpad.net/bugs/1622914',
    'https://github.com/openstack/neutron/commit/e83a44b96a',
    'https://docs.kernel.org/networking/ip-sysctl.html',
  ],
  severity: 'warning',
  each: 'limits',
  comparesNoAddresses: true,
  with: ['vmPorts'],
  explainedBy: [],
  // The native firewall of Open vSwitch has no rules in iptables and no use for the setting.
  applies: (_, { vmPorts }) => !vmPorts.known || vmPorts.value.some(isFiltered),
  judge({ kernel }, { vmPorts }) {
    const plug = required(vmPorts).find(isFiltered);
    const isOn = required(kernel).isBridgeFiltered;
    if (plug === undefined || isOn === true) return undefined;
    const isLoaded = isOn !== undefined;
    const setting = 'net.bridge.bridge-nf-call-iptables';
    return {
      summary: `${isLoaded ? `${setting} is 0` : `The kernel has no ${setting}, as br_netfilter is not loaded`}, so the rules for ${plug.qbr?.name ?? plug.subject.name} and other bridges have no effect.`,
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
        'Enable iptables for bridged frames',
        [...(isLoaded ? [] : [['modprobe', 'br_netfilter']]), ['sysctl', '-w', `${setting}=1`]],
        [['sysctl', '-w', `${setting}=0`]],
        isLoaded
          ? `Set ${setting}=1 in /etc/sysctl.d: other software sets it to 0 at boot.`
          : `Add br_netfilter to /etc/modules-load.d and set ${setting}=1 in /etc/sysctl.d.`,
      ),
    };
  },
});

/** A plug of a guest that has rules in iptables. */
const isFiltered = ({ tap, firewall }: VmPort): boolean =>
  tap !== undefined && firewall.known && firewall.value.length > 0;
