import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device, newDevice } from '../../support/edits/ip.ts';

testCheck(
  'external-veth-down',
  [
    reject('one end', device('phy-br-ex').down(), { summary: /phy-br-ex/, fix: ['ip link set phy-br-ex up'] }),
    reject('both ends', all(device('phy-br-ex').down(), device('int-br-ex').down()), {
      summary: /phy-br-ex and int-br-ex|int-br-ex and phy-br-ex/,
      fix: ['ip link set phy-br-ex up', 'ip link set int-br-ex up'],
    }),
    accept(
      'a pair of another maker',
      newDevice(undefined, 'int-mine', { flags: ['BROADCAST', 'MULTICAST'], kind: 'veth' }),
    ),
  ],
  { on: 'veth' },
);
