import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';

testCheck(
  'switch-lacks-bridge',
  [
    reject(
      'a service that could not plug its port',
      savedText('session.txt', ["ERROR oslo_service.service Stderr: 'ovs-vsctl: no bridge named br-int\\n'"]),
      { summary: /no bridge br-int/, severity: 'warning', fix: null },
    ),
    accept(
      'a script that takes away what may be there',
      savedText('session.txt', ['ovs-vsctl: no bridge named br0.100']),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
