import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';

testCheck(
  'agent-command-refused',
  [
    reject(
      'a command without a filter of rootwrap',
      savedText('session.txt', [
        `2024-03-01 10:00:00.123 27 ERROR neutron.agent.linux.utils [-] Unauthorized command: brctl addbr x (no filter matched)`,
      ]),
      { summary: /brctl addbr x/, fix: null },
    ),
    reject(
      'sudo that asks for a password, in an old log',
      savedText('var/log/neutron/l3-agent.log', [`sudo: a password is required`]),
      { summary: /sudo: a password is required/, fix: null, severity: 'warning' },
    ),
    accept(
      'a command that failed for another reason',
      savedText('session.txt', [
        `2024-03-01 10:00:00.123 27 ERROR neutron.agent.linux.utils [-] Exit code: 1; Stderr: Cannot find device`,
      ]),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
