import type { Severity } from '../engine/check.ts';
import type { FactName } from '../facts/index.ts';

/** What to look at, and what may be done for it. */
export interface RunOptions {
  readonly networks: readonly string[];
  readonly routers: readonly string[];
  readonly ports: readonly string[];
  readonly passive: boolean;
  /** How long to listen for DHCP where nothing may be sent. */
  readonly waitSeconds: number;
  readonly failOn: Severity;
  /** Limit for the whole run. */
  readonly timeoutSeconds: number;
  /** Facts to gather besides those that its checks need. */
  readonly alsoGather?: readonly FactName[];
}

/** A host as a whole. */
export const wholeHost = { networks: [], routers: [], ports: [] } as const satisfies Partial<RunOptions>;
