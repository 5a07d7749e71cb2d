import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { kernel } from '../../support/edits/kernel.ts';

const setting = '/proc/sys/net/bridge/bridge-nf-call-iptables';

testCheck('bridge-filter-off', [
  reject('frames that pass iptables by', kernel(setting, 0), {
    summary: /net\.bridge\.bridge-nf-call-iptables is 0/,
    fix: ['sysctl -w net.bridge.bridge-nf-call-iptables=1'],
  }),
  reject('a kernel without br_netfilter', kernel(setting, undefined), {
    summary: /br_netfilter/,
    fix: ['modprobe br_netfilter', 'sysctl -w net.bridge.bridge-nf-call-iptables=1'],
  }),
  accept('a host with the native firewall', kernel(setting, 0), 'native-firewall'),
  accept('a host whose VMs have no rules', kernel(setting, 0), 'folsom'),
]);
