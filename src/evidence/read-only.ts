import { entered } from '../host/entered.ts';

/*
 * Evidence is run again to be shown, with root's rights: so only what can change nothing is run.
 */

const readers = new Set(['cat', 'df', 'grep', 'ls', 'nstat', 'ps', 'readlink', 'ss', 'stat']);
const savers = new Set(['iptables-save', 'ebtables-save', 'arptables-save']);

const ovsVerbs: Readonly<Record<string, readonly string[]>> = {
  'ovs-vsctl': ['br-exists', 'find', 'get', 'get-fail-mode', 'list', 'list-br', 'list-ports', 'port-to-br', 'show'],
  'ovs-ofctl': ['dump-flows', 'dump-ports', 'dump-ports-desc', 'dump-groups', 'dump-meters', 'show'],
  'ovs-appctl': ['fdb/show', 'fdb/stats-show', 'ofproto/trace', 'version', 'dpif/show'],
};

const writingVerbs = new Set([
  ...[
    'add',
    'append',
    'change',
    'chg',
    'del',
    'delete',
    'exec',
    'flush',
    'prepend',
    'replace',
    'restore',
    'save',
    'set',
  ],
  ...['attach', 'create', 'destroy', 'insert', 'reset', 'monitor', 'pids', 'update'],
]);

/** Whether a command only reads. */
export function isReadOnly(argv: readonly string[]): boolean {
  const [tool = '', ...words] = inside(argv);
  if (readers.has(tool) || savers.has(tool)) return true;
  if (tool === 'sysctl') return words.every((word) => !/^-(?:w|p|-write|-load|-system)|=/.test(word));
  if (tool === 'iptables' || tool === 'ip6tables' || tool === 'ebtables' || tool === 'arptables')
    return (
      words.some((word) => word === '-S' || word === '-L') && !words.some((word) => /^-[ADIRFXPNEZ]$|^-\w*Z/.test(word))
    );
  if (tool === 'docker' || tool === 'podman' || tool === 'crictl') return words[0] === 'ps';
  if (tool === 'nft') return words.includes('list') && !words.includes('-f');
  if (tool === 'ip' || tool === 'bridge' || tool === 'tc') return !words.some((word) => writingVerbs.has(word));
  const verb = words.find((word) => (ovsVerbs[tool] ?? []).includes(word));
  return verb !== undefined && !words.includes('--');
}

/** What runs in a namespace. */
const inside = (argv: readonly string[]): readonly string[] =>
  argv[0] === 'ip' && argv[1] === '-n' ? ['ip', ...argv.slice(3)] : entered(argv).inner;
