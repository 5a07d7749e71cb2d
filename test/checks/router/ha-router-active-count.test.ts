import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';

testCheck(
  'ha-router-active-count',
  [
    reject(
      'two active ones',
      savedText('session.txt', [
        '| host | admin_state_up | alive | ha_state |',
        '+---+---+---+---+',
        '| net01 | True | :-) | active |',
        '| net02 | True | :-) | active |',
      ]),
      { summary: /active on 2 hosts: net01, net02/, fix: null },
    ),
    accept(
      'one',
      savedText('session.txt', [
        '| host | admin_state_up | alive | ha_state |',
        '+---+---+---+---+',
        '| net01 | True | :-) | active |',
        '| net02 | True | :-) | standby |',
      ]),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
