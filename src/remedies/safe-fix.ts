import type { Fix } from '../engine/check.ts';

/** A fix of a few commands that disturb nobody. */
export const safeFix = (summary: string, commands: Fix['commands'], undo: Fix['undo'], permanent: string): Fix => ({
  summary,
  risk: 'safe',
  commands,
  undo,
  permanent,
});
