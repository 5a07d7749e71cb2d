import type { Facts } from '../facts/index.ts';
import { allDhcpFiles } from './expectations.ts';
import type { Port } from './ports.ts';

/** A network with guests here whose gateway, as its guests are told, no router of this host holds. */
export interface UnroutedNetwork {
  readonly networkId: string;
  readonly gateway: string;
}

export function unroutedNetworks(facts: Pick<Facts, 'agentFiles'>, ports: readonly Port[]): readonly UnroutedNetwork[] {
  const files = allDhcpFiles(facts);
  const routed = new Set(
    ports.filter(({ role }) => role === 'router-interface').flatMap(({ subject }) => subject.networks),
  );
  return files.flatMap(({ networkId, options }) => {
    const gateway = options.flatMap((line) => line.match(/option:router,(\d+\.\d+\.\d+\.\d+)/)?.[1] ?? [])[0];
    const hasVm = ports.some(({ role, network }) => role === 'vm' && network?.id === networkId);
    return gateway !== undefined && hasVm && !routed.has(networkId) ? [{ networkId, gateway }] : [];
  });
}
