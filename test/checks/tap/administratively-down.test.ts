import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';

testCheck(
  'administratively-down',
  [
    reject(
      'a port in JSON',
      savedText('session.txt', [
        '{',
        '  "admin_state_up": false,',
        '  "binding_vif_type": "ovs",',
        '  "id": "5d4f80b1-8a17-4f5c-b7be-4c7f1d7f22f0"',
        '}',
      ]),
      { summary: /port 5d4f80b1/, fix: null },
    ),
    reject(
      'a router in a table',
      savedText('session.txt', [
        '| Field | Value |',
        '+---+---+',
        '| admin_state_up | DOWN |',
        '| distributed | False |',
        '| name | r1 |',
      ]),
      { summary: /router r1 is administratively down/, fix: null },
    ),
    accept(
      'a port that is up',
      savedText('session.txt', [
        '| Field | Value |',
        '+---+---+',
        '| admin_state_up | UP |',
        '| device_owner | compute:nova |',
        '| status | DOWN |',
      ]),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
