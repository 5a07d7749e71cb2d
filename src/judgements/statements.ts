import type { Fault, Severity } from '../engine/check.ts';
import { statementEvidence } from '../evidence/statements.ts';
import type { StatementKind, StatementOf } from '../facts/statements/statement.ts';
import type { HostStatement } from '../topology/statements.ts';

/** Whether an item is a statement of a kind. */
export const says =
  (kind: StatementKind) =>
  ({ statement }: HostStatement): boolean =>
    statement.kind === kind;

/** A fault of what a text says; what only a log has noted may be over, so it is a warning. */
export function statedFault<Kind extends StatementKind>(
  item: HostStatement,
  kind: Kind,
  judge: (statement: StatementOf<Kind>) => Pick<Fault, 'summary' | 'fix'> & { readonly severity?: Severity },
): Fault | undefined {
  const { statement, isLogged } = item;
  if (statement.kind !== kind) return undefined;
  const fault = judge(statement as StatementOf<Kind>);
  return {
    ...fault,
    ...(isLogged ? { severity: 'warning' } : {}),
    evidence: [statementEvidence(item)],
  };
}

/** ` in NAMESPACE`, where it is known. */
export const placeOf = ({ namespace }: HostStatement): string => (namespace === undefined ? '' : ` in ${namespace}`);
