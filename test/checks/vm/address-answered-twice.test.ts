import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';

testCheck(
  'address-answered-twice',
  [
    reject(
      'a gateway and somebody else',
      savedText('session.txt', [
        'ARPING 203.0.113.1 from 203.0.113.20 qg-2ad50f10-88',
        'Unicast reply from 203.0.113.1 [00:1B:21:AA:BB:01]  0.812ms',
        'Unicast reply from 203.0.113.1 [52:54:00:12:34:56]  0.934ms',
      ]),
      { summary: /2 MACs answer for 203.0.113.1: 00:1b:21:aa:bb:01, 52:54:00:12:34:56/, fix: null },
    ),
    accept(
      'the same one twice',
      savedText('session.txt', [
        'ARPING 203.0.113.1 from 203.0.113.20 qg-2ad50f10-88',
        'Unicast reply from 203.0.113.1 [00:1B:21:AA:BB:01]  0.812ms',
        'Unicast reply from 203.0.113.1 [00:1B:21:AA:BB:01]  0.934ms',
      ]),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
