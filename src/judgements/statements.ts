import type { Fault, Severity } from '../engine/check.ts';
import type { Layer } from '../engine/layers.ts';
import { statementEvidence } from '../evidence/statements.ts';
import type { StatementKind, StatementOf } from '../facts/statements/statement.ts';
import type { HostStatement } from '../topology/statements.ts';

/** Whether an item is a statement of a kind. */
export const says =
  (kind: StatementKind) =>
  ({ statement }: HostStatement): boolean =>
    statement.kind === kind;

/** A fault of what a text says, where it is one beside all else that is known; what only a log has noted may be over, so it is a warning. */
export function statedFault<Kind extends StatementKind>(
  item: HostStatement,
  kind: Kind,
  judge: (
    statement: StatementOf<Kind>,
  ) => (Pick<Fault, 'summary' | 'fix' | 'next'> & { readonly severity?: Severity; readonly layer?: Layer }) | undefined,
): Fault | undefined {
  const { statement, isLogged } = item;
  if (statement.kind !== kind) return undefined;
  const fault = judge(statement as StatementOf<Kind>);
  if (fault === undefined) return undefined;
  return {
    ...fault,
    ...(isLogged ? { severity: 'warning' } : {}),
    evidence: [statementEvidence(item)],
  };
}

/** ` in NAMESPACE`, where it is known. */
export const placeOf = ({ namespace }: HostStatement): string => (namespace === undefined ? '' : ` in ${namespace}`);
