import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';

testCheck(
  'kernel-table-overflow',
  [
    reject(
      'a line of the kernel',
      savedText('session.txt', ['[12345.678901] nf_conntrack: table full, dropping packet']),
      { summary: /conntrack/, fix: null },
    ),
    accept('a line about something else', savedText('session.txt', ['[12345.678901] nf_conntrack version 0.5.0'])),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
