import type { Argv } from '../../host/process.ts';
import { deviceSuffix, macOf, uuidOf } from '../ids.ts';
import type { LabDistributed, LabModel, LabPort } from '../model.ts';
import { dress, ipBatch, undress } from './kind.ts';

/** The parts of tenant a's router where that is a distributed one. */
export function distributedOf({ a, externalNetwork }: LabModel): LabDistributed {
  const port = (prefix: string, number: number, address: string): LabPort => {
    const id = uuidOf('port', prefix, 'a');
    return { id, mac: macOf(number), device: `${prefix}${deviceSuffix(id)}`, address };
  };
  const key = a.router.id.slice(0, 10);
  return {
    snat: { namespace: `snat-${a.router.id}`, sg: port('sg-', 9001, '10.11.12.190') },
    fip: { namespace: `fip-${externalNetwork.id}`, fg: port('fg-', 9002, '203.0.113.169') },
    rfp: { device: `rfp-${key}`, address: '169.254.88.134' },
    fpr: { device: `fpr-${key}`, address: '169.254.88.135' },
  };
}

/** The same tenants, of which the router of a is spread over all nodes; this one translates for those without a floating IP. */
export const withDistributedRouter = (model: LabModel): LabModel => ({
  ...model,
  routers: model.routers.map((router) =>
    router.id === model.a.router.id ? { ...router, distributed: distributedOf(model) } : router,
  ),
});

/** The true agent tells the external network by gratuitous ARP where an address is now. */
const restartAgents = ({ services }: LabModel): string => `service ${services.l3} restart
service ${services.l2} restart
ip neigh flush dev br-ex`;

export const dressAsDistributed = (model: LabModel): readonly Argv[] => [dress('dvr', restartAgents(model))];

export function undressDistributed(model: LabModel): readonly Argv[] {
  const { snat, fip, rfp } = distributedOf(model);
  const { namespace, qg } = model.a.router;
  const ports = [snat.sg, fip.fg, qg].flatMap(({ device }) => ['--', '--if-exists', 'del-port', 'br-int', device]);
  return [
    undress(`ovs-vsctl ${ports.join(' ')}
ip -n ${namespace} link delete ${rfp.device} 2>/dev/null || :
${ipBatch([`netns delete ${snat.namespace}`, `netns delete ${fip.namespace}`])}
ip -n ${namespace} rule flush
ip -n ${namespace} route flush table all proto boot 2>/dev/null || :
${ipBatch(['rule add table main priority 32766', 'rule add table default priority 32767'], namespace)}
${restartAgents(model)}`),
  ];
}
