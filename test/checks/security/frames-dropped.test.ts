import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';

testCheck(
  'frames-dropped',
  [
    reject(
      'a rule for one tap',
      savedText('session.txt', ['Bridge chain: FORWARD, entries: 1, policy: ACCEPT', '-i tap1d2e3f40-aa -j DROP']),
      {
        summary: /all frames of tap1d2e3f40-aa/,
        fix: ['ebtables -D FORWARD -i tap1d2e3f40-aa -j DROP'],
      },
    ),
    accept(
      'rules of the agent against false ARP',
      savedText('session.txt', [
        'Bridge chain: neutronARP-tap1d2e3f40-aa, entries: 1, policy: DROP',
        '-i tap1d2e3f40-aa -j DROP',
      ]),
    ),
    accept(
      'a rule for some frames',
      savedText('session.txt', [
        'Bridge chain: FORWARD, entries: 1, policy: ACCEPT',
        '-p IPv6 -i tap1d2e3f40-aa -j DROP',
      ]),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
