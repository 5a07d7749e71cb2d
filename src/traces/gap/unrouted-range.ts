import { ip } from '../../facts/within.ts';
import { isInRange, rangeOf } from '../../topology/addresses.ts';
import { type Cause, type Question, whereOf } from './blocker.ts';

interface Held {
  readonly line: string;
  readonly address: string;
  readonly prefixLength: number;
}

/** `2: eth0    inet 10.11.12.1/24 brd …`, as `ip -o address` prints it. */
function heldBy(device: string, lines: readonly string[]): readonly Held[] {
  return lines.flatMap((line) => {
    const [, name, address, length] = line.match(/^\d+: (\S+)\s+inet (\d+\.\d+\.\d+\.\d+)\/(\d+)/) ?? [];
    return name === device && address !== undefined ? [{ line, address, prefixLength: Number(length) }] : [];
  });
}

/**
 * The range of an address on the device by which a packet should leave, which no route of the namespace names: the kernel
 * adds it with the address, unless that has the flag noprefixroute.
 */
export function unroutedRange(
  to: { readonly namespace: string | undefined; readonly device: string; readonly target: string },
  addresses: { readonly asked: Question; readonly lines: readonly string[] },
  routes: readonly string[],
): Pick<Cause, 'summary' | 'evidence' | 'fix'> | undefined {
  const { namespace, device, target } = to;
  const own = heldBy(device, addresses.lines).find(
    (held) => held.prefixLength < 32 && isInRange(target, rangeOf(held)),
  );
  if (own === undefined || routes.length === 0) return undefined;
  const range = rangeOf(own);
  if (routes.some((line) => line.startsWith(`${range} `) && line.includes(` dev ${device} `))) return undefined;
  const words = [range, 'dev', device, 'proto', 'kernel', 'scope', 'link', 'src', own.address];
  return {
    summary: `${namespace ?? 'The host'} has ${own.address}/${own.prefixLength} on ${device}, but no route for ${range}, and sends what is for it elsewhere.`,
    evidence: [{ command: addresses.asked.argv, where: whereOf(namespace), output: own.line }],
    fix: {
      summary: `Add the route of ${range}`,
      risk: 'safe',
      commands: [ip(namespace, 'route', 'add', ...words)],
      undo: [ip(namespace, 'route', 'del', ...words)],
      permanent:
        'The kernel adds it with the address: find what deleted it, or set the address with noprefixroute, and correct it there.',
    },
  };
}
