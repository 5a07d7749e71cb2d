import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { agentFile } from '../../support/edits/agent-files.ts';
import { all } from '../../support/edits/change.ts';
import { wire } from '../../support/edits/wire.ts';
import { dhcpA, filesA, qdhcpA, restart, vm1, vm2 } from '../../support/lab-names.ts';

const silent = all(wire(dhcpA).without('OFFER'), wire(vm1.qvb).without('OFFER'), wire(vm1.tap).without('OFFER'));

testCheck('dhcp-offer-missing', [
  reject('no offer, though the host file has the VM', silent, {
    summary: /fa:16:3e:53:84:4f.*qdhcp-4338c261/,
    subject: qdhcpA,
    fix: ['kill -HUP 162'],
  }),
  reject(
    'no offer to a VM that no line has',
    all(silent, agentFile(`${filesA}/host`).without(vm1.mac), agentFile(`${filesA}/host`).without(vm2.mac)),
    {
      summary: /qdhcp-4338c261/,
      fix: [restart.dhcp],
    },
  ),
  accept('the offer of another agent of the network', wire(dhcpA).changed('OFFER', { srcMac: '02:00:00:00:be:ef' })),
  accept('a request that never comes to the server', all(silent, wire(dhcpA).silent())),
]);
