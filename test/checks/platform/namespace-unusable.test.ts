import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { pasted, savedText } from '../../support/edits/texts.ts';

const router = 'qrouter-3f2504e0-4f89-11d3-9a0c-0305e82c3301';
const session = (name: string, ...lines: readonly string[]) =>
  pasted([`root@net01:~# ip netns exec ${name} ip addr`, ...lines, 'root@net01:~# ', ''].join('\n'));

testCheck(
  'namespace-unusable',
  [
    reject(
      'a name without a namespace',
      session(router, `setting the network namespace "${router}" failed: Invalid argument`),
      {
        summary: new RegExp(`^${router} is no namespace`),
        severity: 'error',
        fix: null,
      },
    ),
    reject(
      'the same of old, which does not name it',
      session(router, 'seting the network namespace failed: Invalid argument'),
      {
        summary: new RegExp(`^${router} is no namespace`),
        severity: 'error',
        fix: null,
      },
    ),
    reject(
      'a namespace that is not there',
      session(router, `Cannot open network namespace "${router}": No such file or directory`),
      { summary: new RegExp(`^Namespace ${router} does not exist`), fix: null },
    ),
    reject(
      'a list of namespaces, one of which is left over',
      savedText('session.txt', [
        'Error: Peer netns reference is invalid.',
        'Error: Peer netns reference is invalid.',
        router,
      ]),
      { summary: /^A name in \/run\/netns is no namespace/, fix: null },
    ),
    reject('a host without namespaces', savedText('session.txt', ['Object "netns" is unknown, try "ip help".']), {
      summary: /knows no namespaces/,
      fix: null,
    }),
    accept(
      'a namespace of something else',
      savedText('session.txt', ['Cannot open network namespace "blue": No such file or directory']),
    ),
    accept('prose', savedText('session.txt', ['We saw that setting the network namespace failed: Invalid argument'])),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
