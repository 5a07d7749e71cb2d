import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';

testCheck(
  'agent-not-alive',
  [
    reject(
      'an agent with XXX',
      savedText('session.txt', [`| Agent Type | Host | Alive |`, `+---+---+---+`, `| DHCP agent | net01 | XXX |`]),
      { summary: /DHCP agent on net01/, fix: null },
    ),
    accept(
      'agents that are all alive',
      savedText('session.txt', [`| Agent Type | Host | Alive |`, `+---+---+---+`, `| DHCP agent | net01 | :-) |`]),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
