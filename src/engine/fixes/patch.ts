import type { PatchEnd } from '../../topology/overlay.ts';
import type { HostView } from '../../topology/types.ts';
import type { Fix } from '../check.ts';
import { restarts } from './agents.ts';

type End = Pick<PatchEnd, 'bridge' | 'name'>;

/** Makes both ends of a pair of patch ports that point at each other, in one transaction. `missing`: those not there. */
export const patchPairFix = (
  host: HostView,
  [one, other]: readonly [End, End],
  missing: readonly string[],
  permanent: string,
): Fix => ({
  summary: 'Make the patch pair again, and let the agent put its flows on it',
  risk: 'disruptive',
  commands: [
    ['ovs-vsctl', ...endWords(one, other.name), '--', ...endWords(other, one.name)],
    ...restarts(host, ['l2-agent']),
  ],
  undo: missing.map((name) => ['ovs-vsctl', '--if-exists', 'del-port', name]),
  permanent,
});

const endWords = ({ bridge, name }: End, peer: string): readonly string[] => [
  '--may-exist',
  'add-port',
  bridge,
  name,
  '--',
  'set',
  'Interface',
  name,
  'type=patch',
  `options:peer=${peer}`,
];
