import type { Evidence } from '../engine/check.ts';
import type { Tunnel } from '../topology/overlay.ts';

/** `ovs-vsctl list Interface` of a tunnel, cut to what matters. */
export const tunnelEvidence = ({ name, device }: Tunnel): Evidence => ({
  command: ['ovs-vsctl', '--columns=name,type,ofport,error,options', 'list', 'Interface', name],
  where: 'host',
  output: [
    `type: ${device.type}`,
    `ofport: ${device.ofport ?? '[]'}`,
    `error: ${device.error ?? '[]'}`,
    `options: {${Object.entries(device.options)
      .map(([key, value]) => `${key}="${value}"`)
      .join(', ')}}`,
  ].join('\n'),
});
