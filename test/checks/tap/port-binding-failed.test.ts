import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';
import { restart } from '../../support/lab-names.ts';

testCheck(
  'port-binding-failed',
  [
    reject(
      'a line in the log of neutron-server',
      savedText('session.txt', [
        `2024-03-01 10:00:00.123 27 ERROR neutron.plugins.ml2.managers [-] Failed to bind port 3f2504e0-4f89-11d3-9a0c-0305e82c3301 on host cmp01 for vnic_type normal`,
      ]),
      { summary: /3f2504e0-4f89-11d3-9a0c-0305e82c3301 on cmp01/, fix: [restart.l2] },
    ),
    reject(
      'a table of the port',
      savedText('session.txt', [
        `| Field | Value |`,
        `+---+---+`,
        `| binding_vif_type | binding_failed |`,
        `| id | 3f2504e0-4f89-11d3-9a0c-0305e82c3301 |`,
      ]),
      { summary: /could not bind port 3f2504e0/, fix: [restart.l2] },
    ),
    accept(
      'a port that is bound',
      savedText('session.txt', [
        `| Field | Value |`,
        `+---+---+`,
        `| binding_vif_type | ovs |`,
        `| id | 3f2504e0-4f89-11d3-9a0c-0305e82c3301 |`,
      ]),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
