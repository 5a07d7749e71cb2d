import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';
import { restart } from '../../support/lab-names.ts';

testCheck(
  'physical-network-unmapped',
  [
    reject(
      'a network without a bridge',
      savedText('session.txt', [
        `2024-03-01 10:00:00.123 27 ERROR x [-] Cannot provision VLAN network for net-id=1 - no bridge for physical_network physnet1`,
      ]),
      { summary: /no bridge for the physical network physnet1/, fix: null },
    ),
    reject(
      'a mapping to an interface that does not exist',
      savedText('session.txt', [
        'the agent says `Interface ens7 for physical network provider does not exist. Agent terminated!`',
      ]),
      { summary: /no interface for the physical network provider: ens7 does not exist/, fix: null },
    ),
    reject(
      'settings with a bridge that the switch does not have',
      savedText('session.txt', ['[ovs]', 'bridge_mappings = physnet1:br-eth7,external:br-ex']),
      {
        summary: /physnet1: br-eth7 does not exist/,
        fix: ['ovs-vsctl --may-exist add-br br-eth7', restart.l2],
      },
    ),
    accept(
      'settings with bridges that are there',
      savedText('session.txt', ['[ovs]', 'bridge_mappings = external:br-ex']),
    ),
    reject(
      'a mapping to a bridge that does not exist',
      savedText('session.txt', [
        `2024-03-01 10:00:00.123 27 ERROR x [-] Bridge br-provider for physical network provider does not exist. Agent terminated!`,
      ]),
      {
        summary: /br-provider does not exist/,
        fix: ['ovs-vsctl --may-exist add-br br-provider', restart.l2],
      },
    ),
    accept(
      'a network that is mapped',
      savedText('session.txt', [
        `2024-03-01 10:00:00.123 27 INFO x [-] Mapping physical network provider to bridge br-provider`,
      ]),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
