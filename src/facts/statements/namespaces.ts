import { agentNamespaceOf } from '../namespaces.ts';
import type { Found, StatementReader } from './statement.ts';

/** `seting` until iproute2 3.15, without the name; quotation marks of a page may be others. */
const unenterable =
  /^\W*(?:ip: )?sett?ing the network namespace\s*(?:["'“]([\w.-]+)["'”])?\s*failed: Invalid argument\b/;
const missing = /^\W*(?:ip: )?Cannot open network namespace\s*["'“]?([\w.-]+?)["'”]?: No such file or directory\b/;
const stale = /^\W*Error: Peer netns reference is invalid\.?\s*$/;
const unsupported = /^\W*Object ["'“]netns["'”] is unknown, try ["'“]ip help["'”]/;

/** What `ip` says of a namespace that it cannot enter, where a person ran it; logs of agents are read elsewhere. */
export const namespaceErrors: StatementReader = {
  sign: /sett?ing the network namespace|Cannot open network namespace|Peer netns reference|Object \S+netns\S+ is unknown/,
  read(lines, namespace) {
    const found = lines.flatMap((line, at): readonly Found[] => {
      const broken = unenterable.exec(line);
      if (broken !== null) {
        const name = broken[1] ?? namespace;
        return [{ statement: { kind: 'namespace-unusable', name, because: 'no namespace' }, at: [at] }];
      }
      const name = missing.exec(line)?.[1];
      if (name !== undefined && agentNamespaceOf(name) !== undefined)
        return [{ statement: { kind: 'namespace-unusable', name, because: 'missing' }, at: [at] }];
      if (stale.test(line))
        return [{ statement: { kind: 'namespace-unusable', name: undefined, because: 'no namespace' }, at: [at] }];
      return unsupported.test(line)
        ? [{ statement: { kind: 'namespace-unusable', name: undefined, because: 'unsupported' }, at: [at] }]
        : [];
    });
    // Each namespace that is left over is one more line of the same words.
    return found.filter(
      ({ statement }, index) =>
        found.findIndex((other) => JSON.stringify(other.statement) === JSON.stringify(statement)) === index,
    );
  },
};
