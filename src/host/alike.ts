import { entered } from './entered.ts';

/** Whether two commands show the same kind of thing of the same namespace, whatever their form. */
export function areAlike(one: readonly string[], other: readonly string[]): boolean {
  const [a, b] = [aboutOf(one), aboutOf(other)];
  const isOfAll = b.family === 'batch' && (a.family === 'devices' || a.family === 'routes');
  return a.namespace === b.namespace && (a.family === b.family || isOfAll);
}

/** In which namespace a command looks at what, whatever its form. */
export function aboutOf(argv: readonly string[]): { readonly namespace: string | undefined; readonly family: string } {
  const isShort = argv[0] === 'ip' && argv[1] === '-n';
  const own = entered(argv);
  const namespace = isShort ? argv[2] : own.namespace;
  const [tool = '', ...rest] = isShort ? ['ip', ...argv.slice(3)] : own.inner;
  if (tool === 'ifconfig') return { namespace, family: 'devices' };
  if (tool === 'route' || (tool === 'netstat' && /r/.test(rest[0] ?? ''))) return { namespace, family: 'routes' };
  if (tool !== 'ip') return { namespace, family: tool.startsWith('iptables') ? 'iptables' : tool };
  // All of a namespace at once, for `ip -batch`.
  if (rest.includes('-batch')) return { namespace, family: 'batch' };
  const object = rest.find((word) => !word.startsWith('-')) ?? '';
  if (/^(?:a|l)/.test(object)) return { namespace, family: 'devices' };
  return { namespace, family: /^r(?:o|$)/.test(object) ? 'routes' : object };
}
