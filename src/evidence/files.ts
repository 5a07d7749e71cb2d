import type { Evidence } from '../engine/check.ts';
import type { DhcpServer } from '../topology/networks.ts';

/** The lines of one of the agent's files that something is about. */
export const fileEvidence = (
  server: DhcpServer,
  name: string,
  pattern: string,
  lines: readonly string[],
): Evidence => ({
  command: ['grep', '-n', pattern, `${server.files?.folder}/${name}`],
  where: 'host',
  output: lines.join('\n'),
});
