import type { Evidence } from '../engine/check.ts';
import type { Interface } from '../facts/stack.ts';
import { ip } from '../facts/within.ts';
import { cidrOf } from '../topology/addresses.ts';

/** `ip -br link` of a device, or its absence. */
export function linkEvidence(namespace: string | undefined, name: string, device: Interface | undefined): Evidence {
  return {
    command: ip(namespace, '-br', 'link', 'show', 'dev', name),
    where: namespace ?? 'host',
    output:
      device === undefined
        ? `Device "${name}" does not exist.`
        : [device.name, device.state ?? '', device.mac ?? '', `<${(device.flags ?? []).join(',')}>`].join(' ').trim(),
  };
}

/** `ip -br addr` of a device. */
export function addressEvidence(namespace: string | undefined, device: Interface): Evidence {
  const addresses = (device.addresses ?? []).map(cidrOf);
  return {
    command: ip(namespace, '-br', 'addr', 'show', 'dev', device.name),
    where: namespace ?? 'host',
    output: [device.name, device.state ?? '', ...addresses].join(' ').trim(),
  };
}

/** The bridge that a device is a port of, in the kernel. */
export function masterEvidence(device: Interface): Evidence {
  return {
    command: ['ip', '-br', 'link', 'show', 'dev', device.name],
    where: 'host',
    output: `${device.name} ${device.master === undefined || device.master === false ? 'has no master' : `has master ${device.master}`}`,
  };
}
