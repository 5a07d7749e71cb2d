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

/**
 * What `ip`, `bridge` and `tc` are asked to do where they only show: nothing, or one of these words or a beginning of it.
 * One letter alone may stand for another verb as well (`s`: set), but not these.
 */
const shows = /^(?:sh(?:o(?:w)?)?|l(?:i(?:s(?:t)?)?|st)?|g(?:e(?:t)?)?|list-id|identify|pids)$/;

/** What follows the object: `policy` and `state` of xfrm are objects below one. */
const deeper = new Set(['xfrm', 'x', 'xf', 'xfr', 'maddress', 'nexthop']);

/** Whether `ip`, `bridge` or `tc` only shows something. */
export function onlyShows(words: readonly string[]): boolean {
  // Commands of a file: nobody knows what is in it.
  if (words.some((word) => /^-{1,2}b(?:a(?:t(?:c(?:h)?)?)?)?$/.test(word))) return false;
  const bare = words.filter((word, index) => !word.startsWith('-') && !takesWord.test(words[index - 1] ?? ''));
  const [object = '', second = '', third] = bare;
  const verb = deeper.has(object) && !shows.test(second) ? third : second;
  return verb === undefined || verb === '' || shows.test(verb);
}

/** Options that have a word of their own. */
const takesWord = /^-(?:n|netns|f|family|rc|rcvbuf|l|loops)$/;

/** Whether a command only reads. */
export function isReadOnly(argv: readonly string[]): boolean {
  const [tool = '', ...words] = inside(argv);
  if (readers.has(tool) || savers.has(tool))
    return !(tool === 'ss' && words.some((word) => /^-\w*K|^--kill/.test(word)));
  if (tool === 'sysctl') return words.every((word) => !/^-(?:w|p|-write|-load|-system)|=/.test(word));
  if (tool === 'iptables' || tool === 'ip6tables' || tool === 'ebtables' || tool === 'arptables')
    return (
      words.some((word) => word === '-S' || word === '-L') &&
      !words.some((word) => /^-[ADIRFXPNEZ]$|^-\w*Z|^--(?!list|numeric|verbose|line|exact|table|wait)/.test(word))
    );
  if (tool === 'docker' || tool === 'podman' || tool === 'crictl') return words[0] === 'ps';
  if (tool === 'nft') return words.includes('list') && !words.includes('-f');
  if (tool === 'ip' || tool === 'bridge' || tool === 'tc') return onlyShows(words);
  const verb = words.find((word) => (ovsVerbs[tool] ?? []).includes(word));
  return verb !== undefined && !words.includes('--');
}

/** What runs in a namespace. */
const inside = (argv: readonly string[]): readonly string[] =>
  argv[0] === 'ip' && argv[1] === '-n' ? ['ip', ...argv.slice(3)] : entered(argv).inner;
