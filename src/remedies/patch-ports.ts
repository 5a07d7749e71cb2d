import type { Fix } from '../engine/check.ts';
import type { Known } from '../facts/known.ts';
import type { Services } from '../facts/services.ts';
import type { PatchEnd } from '../topology/overlay.ts';
import { restarts } from './agents.ts';

type End = Pick<PatchEnd, 'bridge' | 'name'>;

/** Makes both ends of a pair of patch ports that point at each other, in one transaction. `missing`: those not there. */
export const patchPairFix = (
  services: Known<Services>,
  [one, other]: readonly [End, End],
  missing: readonly string[],
  permanent: string,
): Fix => ({
  summary: 'Re-create the patch pair and restart the agent, which adds its flows',
  risk: 'disruptive',
  commands: [
    ['ovs-vsctl', ...endWords(one, other.name), '--', ...endWords(other, one.name)],
    ...restarts(services, ['l2-agent']),
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
