import type { Facts } from '../facts/index.ts';
import { type Known, known, valuesOf } from '../facts/known.ts';
import { agentNamespaceOf, uuidPattern } from '../facts/namespaces.ts';
import type { SavedStatement } from '../facts/statements.ts';
import { defineSection } from './define-section.ts';
import { type Network, networks } from './networks.ts';
import { type Port, ports } from './ports.ts';
import { type Router, routers } from './routers.ts';
import type { Subject } from './subject.ts';

/** What a saved text says outright, with the thing on this host that it is about. */
export interface HostStatement extends SavedStatement {
  readonly subject: Subject;
  /** It stands in a log of the host, which may be of long ago. */
  readonly isLogged: boolean;
}

/** Statements of saved texts, one by one. */
export const statements = defineSection({
  name: 'statements',
  facts: ['statements'],
  needs: [ports, networks, routers],
  build: (facts, { ports: own, networks: all, routers: there }, host): Known<readonly HostStatement[]> =>
    known(withSubjects(facts, { ports: own, networks: all, routers: there }, host)),
});

interface Sections {
  readonly ports: Known<readonly Port[]>;
  readonly networks: Known<readonly Network[]>;
  readonly routers: Known<readonly Router[]>;
}

const withSubjects = (facts: Pick<Facts, 'statements'>, found: Sections, host: Subject): readonly HostStatement[] =>
  facts.statements.map((one) => ({
    ...one,
    subject: subjectOf(one, found) ?? host,
    isLogged: one.file.startsWith('var/log/'),
  }));

/** The port, router or network that is named, by whatever name; undefined: the host as a whole. */
function subjectOf({ statement, namespace }: SavedStatement, found: Sections): Subject | undefined {
  switch (statement.kind) {
    case 'agent-task-failed':
      if (statement.id === undefined) return subjectOfNamespace(namespace, found);
      return statement.agent === 'L3 agent' ? routerById(statement.id, found) : networkById(statement.id, found);
    case 'port-plug-unanswered':
    case 'binding-failed':
      return statement.portId === undefined ? undefined : portById(statement.portId, valuesOf(found.ports));
    case 'dhcp-address-refused':
      return portOf(statement.device, statement.mac, found) ?? subjectOfNamespace(namespace, found);
    case 'dhcp-line-refused':
      return networkById(uuidPattern.exec(statement.file ?? '')?.[0], found) ?? subjectOfNamespace(namespace, found);
    case 'dhcp-name-with-dot':
      return portOf(undefined, statement.mac, found) ?? subjectOfNamespace(namespace, found);
    case 'dhcp-unanswered':
      return portOf(undefined, statement.mac, found) ?? subjectOfNamespace(namespace, found);
    case 'namespace-unusable':
      return subjectOfNamespace(statement.name ?? namespace, found);
    case 'neighbour-unanswered':
      return portOf(statement.device, undefined, found) ?? subjectOfNamespace(namespace, found);
    default:
      return subjectOfNamespace(namespace, found);
  }
}

/** All devices of a port carry the first 11 characters of its id. */
function portById(id: string, known: readonly Port[]): Subject {
  const portKey = id.slice(0, 11);
  const port = known.find(({ subject }) => subject.portKey === portKey);
  return port?.subject ?? { kind: 'port', id, name: id, portKey, networks: [], routers: [] };
}

const portOf = (device: string | undefined, mac: string | undefined, { ports: all }: Sections): Subject | undefined =>
  valuesOf(all).find((port) => port.subject.name === device || (mac !== undefined && mac === port.mac))?.subject;

function networkById(id: string | undefined, { networks: all }: Sections): Subject | undefined {
  if (id === undefined) return undefined;
  const network = valuesOf(all).find((one) => one.id === id);
  return network?.subject ?? { kind: 'network', id, name: `qdhcp-${id}`, networks: [], routers: [] };
}

function subjectOfNamespace(name: string | undefined, found: Sections): Subject | undefined {
  const namespace = agentNamespaceOf(name ?? '');
  if (namespace === undefined) return undefined;
  const { kind, id } = namespace;
  if (kind === 'qdhcp' || kind === 'fip') return networkById(id, found);
  return routerById(id, found);
}

function routerById(id: string, { routers: all }: Sections): Subject {
  const router = valuesOf(all).find((one) => one.id === id);
  return router?.subject ?? { kind: 'router', id, name: `qrouter-${id}`, networks: [], routers: [] };
}
