import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';

testCheck(
  'agent-task-failed',
  [
    reject(
      'a router that the kernel refused',
      savedText('session.txt', [
        "Command: ['sudo', 'quantum-rootwrap', '/etc/quantum/rootwrap.conf', 'ip', 'link', 'set', 'qg-97772b28-bc', 'netns', 'x']",
        'Exit code: 2',
        "Stdout: ''",
        "Stderr: 'RTNETLINK answers: Invalid argument\\n'",
        '2013-11-27 11:49:12    ERROR [quantum.agent.l3_agent] Failed synchronizing routers',
      ]),
      { summary: /L3 agent could not set up the routers: RTNETLINK answers: Invalid argument\.$/, fix: null },
    ),
    accept(
      'the same in a log of the host',
      savedText('var/log/neutron/l3-agent.log', [
        '2013-11-27 11:49:12    ERROR [quantum.agent.l3_agent] Failed synchronizing routers',
      ]),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
