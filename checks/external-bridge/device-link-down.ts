import { defineCheck } from '../../src/engine/check.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'device-link-down',
  layer: 'external-bridge',
  title: 'A port of a bridge has no link',
  why: 'A NIC without a link is no way out, and the end of a hybrid plug that is down cuts off its VM.',
  symptom: 'All VMs of a host lose the outside or the other hosts, or one VM loses everything.',
  remedy: 'Set the device up (`ip link set DEVICE up`); if it is up, check cable, switch port and bond.',
  limits:
    'Read from `ovs-ofctl show`, `dump-ports-desc`, `ovs-vsctl list interface`, `ip link` or `ethtool` in a saved text. One of several NICs may be a spare; `ethtool` of a sosreport is left out.',
  sources: [
    'https://www.openvswitch.org/support/dist-docs/ovs-vswitchd.conf.db.5.html',
    'https://man7.org/linux/man-pages/man8/ethtool.8.html',
  ],
  severity: 'error',
  each: 'statements',
  comparesNoAddresses: true,
  explainedBy: ['external-nic-down', 'external-veth-down'],
  // A sosreport asks every NIC of the host, spares among them.
  applies: (item) => says('link-down')(item) && !/^sos_commands\/.*ethtool/.test(item.file),
  judge: (item) =>
    statedFault(item, 'link-down', ({ device, bridge }) => ({
      // Of a device of which only its own link is told, nothing says that it is needed.
      severity: bridge === undefined ? 'warning' : 'error',
      summary: `${device}${bridge === undefined ? '' : `, port of ${bridge},`} has no link.`,
      fix: null,
    })),
});
