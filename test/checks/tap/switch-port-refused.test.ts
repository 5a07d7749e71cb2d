import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';

testCheck(
  'switch-port-refused',
  [
    reject(
      'a device that is gone, by its own record',
      savedText('session.txt', [
        'error               : "could not open network device tap2f6c2d1e-7b (No such device)"',
        'name                : "tap2f6c2d1e-7b"',
      ]),
      { summary: /could not add tap2f6c2d1e-7b/, severity: 'warning', fix: null },
    ),
    reject(
      'a port that the datapath does not take',
      savedText('session.txt', [
        '        Port int-br-ex',
        '            Interface int-br-ex',
        '                type: patch',
        '                error: "could not add network device int-br-ex to ofproto (Invalid argument)"',
      ]),
      { summary: /could not add int-br-ex/, fix: null },
    ),
    accept(
      'a port without an error',
      savedText('session.txt', ['error               : []', 'name                : "tap2f6c2d1e-7b"']),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
