import type { Argv } from '../../host/process.ts';
import { intentDir, labDir } from '../intent.ts';

/** Kinds of hosts that a lab of today's layout can be turned into, and back. */
export type HostKind = 'native-firewall' | 'ha' | 'dvr';

/** What a host is dressed as: one of a kind, or one with another part of its cloud. */
type Dress = HostKind | 'other-part';

/** Where a lab keeps what the agents of each kind are told otherwise. */
export const kindsDir = `${labDir}/kinds`;

const plainDir = `${intentDir}.plain`;

/** Tells the agents what those of a kind are told, and runs what else makes the host one of that kind. */
export const dress = (kind: Dress, script: string): Argv => [
  'sh',
  '-ec',
  `[ ! -e ${plainDir} ] || { echo 'the lab is of another kind already' >&2; exit 1; }
cp -r ${intentDir} ${plainDir}
cp -r ${kindsDir}/${kind}/. ${intentDir}
${script}`,
];

/** Takes that back; harmless where it is done. */
export const undress = (script: string): Argv => [
  'sh',
  '-ec',
  `[ -e ${plainDir} ] || exit 0
rm -r ${intentDir}
mv ${plainDir} ${intentDir}
${script}`,
];

/** Commands for `ip`, within such a script. */
export const ipBatch = (commands: readonly string[], namespace?: string): string =>
  `ip ${namespace === undefined ? '' : `-n ${namespace} `}-batch - <<'END'\n${commands.join('\n')}\nEND`;
