import type { Fix } from '../engine/check.ts';
import { ip } from '../facts/within.ts';
import { safeFix } from './safe-fix.ts';

interface Link {
  readonly name: string;
  readonly namespace?: string | undefined;
}

/** Sets devices up, on the host or in a namespace. `more`: what went with them, and does not come back by itself. */
export function setUpFix(links: readonly Link[], permanent: string, more: Fix['commands'] = []): Fix {
  const set = (state: 'up' | 'down') => links.map(({ name, namespace }) => ip(namespace, 'link', 'set', name, state));
  const names = links.map(({ name }) => name).join(' and ');
  return safeFix(`Set ${names} up`, [...set('up'), ...more], set('down'), permanent);
}
