/** What a finding is about, in an operator's words, and what it hangs together with. */
export interface Subject {
  readonly kind: 'host' | 'bridge' | 'router' | 'network' | 'port';
  /** UUID where one is known, otherwise the name. */
  readonly id: string;
  /** As it is called on the host: a namespace, a bridge, a device. */
  readonly name: string;
  /** For a port: the first 11 characters of its UUID, which all its devices carry. */
  readonly portKey?: string;
  /** For a VM's port as the end of a way: the keys of the other ports on it. */
  readonly path?: readonly string[];
  readonly networks: readonly string[];
  readonly routers: readonly string[];
}

export const hostSubject = (name: string): Subject => ({ kind: 'host', id: name, name, networks: [], routers: [] });

/** Whether two subjects stand on one path: the same port, network or router, or the host under them. */
export function touches(one: Subject, other: Subject): boolean {
  if (one.kind === 'host' || other.kind === 'host' || one.kind === 'bridge' || other.kind === 'bridge') return true;
  if (one.kind === 'port' && other.kind === 'port')
    return portKeysOf(one).some((key) => portKeysOf(other).includes(key));
  if (one.kind === other.kind) return one.id === other.id;
  const isOneRouter = routersOf(one).some((id) => routersOf(other).includes(id));
  // Routers of different tenants meet in the external network, and yet do not stand on one path.
  const isBetweenRouters = [one, other].every(
    ({ kind, routers }) => kind === 'router' || (kind === 'port' && routers.length > 0),
  );
  return isOneRouter || (!isBetweenRouters && networksOf(one).some((id) => networksOf(other).includes(id)));
}

const portKeysOf = ({ portKey, path = [] }: Subject): readonly (string | undefined)[] => [portKey, ...path];

/** The networks that a subject belongs to or is. */
export const networksOf = (subject: Subject): readonly string[] =>
  subject.kind === 'network' ? [subject.id] : subject.networks;

/** The routers that a subject belongs to or is. */
export const routersOf = (subject: Subject): readonly string[] =>
  subject.kind === 'router' ? [subject.id] : subject.routers;
