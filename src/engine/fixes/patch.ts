/** An end of a patch port: its bridge and its name. */
export interface PatchEnd {
  readonly bridge: string;
  readonly port: string;
}

/** Makes both ends of a pair of patch ports that point at each other, in one transaction. */
export function patchPairCommand(one: PatchEnd, other: PatchEnd): readonly string[] {
  return ['ovs-vsctl', ...endWords(one, other.port), '--', ...endWords(other, one.port)];
}

const endWords = ({ bridge, port }: PatchEnd, peer: string): readonly string[] => [
  '--may-exist',
  'add-port',
  bridge,
  port,
  '--',
  'set',
  'Interface',
  port,
  'type=patch',
  `options:peer=${peer}`,
];
