import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { rules } from '../../support/edits/iptables.ts';
import { newProcess } from '../../support/edits/processes.ts';
import { vm1 } from '../../support/lab-names.ts';

const old = (tap: string) =>
  all(
    rules().first(
      'filter',
      `-A neutron-linuxbri-FORWARD -m physdev --physdev-out ${tap} --physdev-is-bridged -j neutron-linuxbri-sg-chain`,
    ),
    rules().first('filter', '-A FORWARD -j neutron-linuxbri-FORWARD'),
  );

testCheck('firewall-of-other-agent', [
  reject('rules of the Linux bridge agent for a VM that is here', old(vm1.tap), {
    summary: /neutron-linuxbri-FORWARD.*neutron-openvswi-FORWARD/,
    fix: ['iptables -D FORWARD -j neutron-linuxbri-FORWARD'],
  }),
  accept('rules for a tap that is not here', old('tap0badcafe-00')),
  accept(
    'an agent that runs too',
    all(old(vm1.tap), newProcess('/usr/bin/python3 /usr/bin/neutron-linuxbridge-agent')),
  ),
]);
