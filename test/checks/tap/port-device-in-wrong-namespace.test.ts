import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device, newDevice } from '../../support/edits/ip.ts';
import { dhcpA, qdhcpA, restart } from '../../support/lab-names.ts';

const onHost = newDevice(undefined, dhcpA, { mac: 'fa:16:3e:9e:37:79', flags: ['BROADCAST', 'MULTICAST'] });

testCheck('port-device-in-wrong-namespace', [
  reject('a tap on the host', all(device(dhcpA).gone(), onHost), {
    summary: /tap3b3c85c8-49.*qdhcp-4338c261/,
    subject: dhcpA,
    fix: [`ip link set tap3b3c85c8-49 netns ${qdhcpA}`, `ip -n ${qdhcpA} link set tap3b3c85c8-49 up`, restart.dhcp],
  }),
  accept('one more of its name, while the one at home has a carrier', onHost),
  accept(
    "the outer end of the agent's own pair",
    all(device(dhcpA).withoutCarrier(), newDevice(undefined, dhcpA, { kind: 'veth' })),
  ),
]);
