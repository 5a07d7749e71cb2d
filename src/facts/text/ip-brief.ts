import { outputLines, unsupportedCapture } from './lines.ts';
import { type PartialInterface, unknownParts } from './partial-interface.ts';
import { addressOf, macOf } from './values.ts';

const row = /^(\S+)\s+(UNKNOWN|UP|DOWN|LOWERLAYERDOWN|NOTPRESENT|DORMANT|TESTING)(?:\s+(.*))?$/;
const cidr = /^([0-9a-f.:]+)\/(\d+)$/i;

/**
 * `ip -br addr` and `ip -br link`. Seen with iproute2 4.15 to 6.1. Their state is that of RFC 2863, in which a bridge of the
 * switch is DOWN or UNKNOWN in health: only UP says that a device was set up.
 */
export const parseIpBrief = (text: string): readonly PartialInterface[] =>
  outputLines(text, ['ip']).map((line): PartialInterface => {
    const [, fullName = '', state, rest = ''] = row.exec(line.trim()) ?? [];
    if (state === undefined) throw unsupportedCapture(line);
    const device = unknownParts(fullName.replace(/(.)@[^@]*$/, '$1'));
    const flags = /<([A-Z0-9_,-]*)>/.exec(rest)?.[1]?.split(',');
    if (flags !== undefined)
      return {
        ...device,
        isUp: flags.includes('UP'),
        hasCarrier: flags.includes('LOWER_UP'),
        mac: macOf(rest.split(/\s+/)[0]),
      };
    const addresses = rest.split(/\s+/).flatMap((word) => {
      const [, address, length] = cidr.exec(word) ?? [];
      return address === undefined
        ? []
        : [addressOf(address.includes(':') ? 'inet6' : 'inet', address, length ?? '', line)];
    });
    return { ...device, isUp: state === 'UP' ? true : undefined, addresses, hasEveryAddress: true };
  });

const labelled = /^inet (\d{1,3}(?:\.\d{1,3}){3})\/(\d+) (?:.* )?scope \S+ (?:\w+ )*?([\w.-]+)(?::\S+)?$/;

/** Lines of addresses alone, as `grep inet` leaves them: each of IPv4 ends with the name of its device. */
export function parseLabelledAddresses(text: string): readonly PartialInterface[] | undefined {
  const lines = outputLines(text, ['ip']).map((line) => line.trim());
  if (lines.length === 0 || !lines.every((line) => /^inet6? /.test(line))) return undefined;
  const devices = new Map<string, PartialInterface>();
  for (const line of lines) {
    const [, address, length = '', name] = labelled.exec(line) ?? [];
    if (name === undefined || address === undefined) continue;
    const before = devices.get(name) ?? unknownParts(name);
    devices.set(name, {
      ...before,
      addresses: [...(before.addresses ?? []), addressOf('inet', address, length, line)],
    });
  }
  return [...devices.values()];
}
