import {
  externalNetwork,
  type LabDistributed,
  type LabModel,
  type LabNetwork,
  type LabRouter,
  type PluggedPort,
} from './model.ts';
import { distributedRules, snatRules, untracked } from './router-rules.ts';
import { addressCommand, lines } from './words.ts';

/** The ports that a distributed router has besides its qr and qg. */
export function distributedPorts({ snat, fip }: LabDistributed, { mtu, tag }: LabNetwork): readonly PluggedPort[] {
  const bridge = 'br-int';
  return [
    { port: snat.sg, namespace: snat.namespace, bridge, mtu, tag },
    { port: fip.fg, namespace: fip.namespace, bridge, mtu: 1500, tag: externalNetwork.tag },
  ];
}

/** The veth pairs that the agent makes between routers and the namespaces of floating IPs, for `ip -batch`. */
export function pairFiles({ routers }: LabModel): readonly [string, string][] {
  const pairs = routers.flatMap(({ namespace, distributed }) => {
    if (distributed === undefined) return [];
    const { fip, rfp, fpr } = distributed;
    const outer = `name ${fpr.device} netns ${fip.namespace}`;
    return [`link add name ${rfp.device} netns ${namespace} type veth peer ${outer}`];
  });
  return pairs.length === 0 ? [] : [['l3.pairs', lines(pairs)]];
}

/** The number of an address, which dvr_local_router.py takes for a table and its rule's priority. */
const numberOf = (address: string): number => address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);

/** What dvr_fip_ns.py allots to a floating IP: a priority for its rule, which looks up this table. */
const fipPriority = 58143;
const fipTable = 16;

/** What the L3 agent makes of a distributed router, namespace by namespace. */
export function distributedFiles(router: LabRouter, distributed: LabDistributed): readonly [string, string][] {
  const { namespace, network, qr, qg, floatingIps } = router;
  const { snat, fip, rfp, fpr } = distributed;
  const own = numberOf(network.gateway);
  const fromRouter = numberOf(fpr.address);
  const gateway = `via ${externalNetwork.gateway}`;
  const part = (
    name: string,
    addresses: readonly string[],
    commands: readonly string[],
    rules: string,
    sysctls: readonly string[] = [],
  ): [string, string][] => [
    [`l3/${name}.addresses`, lines(addresses)],
    [
      `l3/${name}.batch`,
      lines([
        ...commands.filter(isOfLink),
        ...addresses.map(addressCommand),
        ...commands.filter((it) => !isOfLink(it)),
      ]),
    ],
    [`l3/${name}.sysctl`, lines(['net/ipv4/ip_forward=1', ...sysctls])],
    [`l3/${name}.rules`, rules],
  ];
  const isOfLink = (command: string) => command.startsWith('link ');
  return [
    ...part(
      namespace,
      [`${qr.device} ${qr.address}/24`, `${rfp.device} ${rfp.address}/31`],
      [
        `link set ${rfp.device} up`,
        `route replace default via ${fpr.address} dev ${rfp.device} table ${fipTable}`,
        ...floatingIps.map(
          ({ fixed }, index) => `rule add from ${fixed} table ${fipTable} priority ${fipPriority + index}`,
        ),
        `route replace default via ${snat.sg.address} dev ${qr.device} table ${own}`,
        `rule add from ${network.gateway}/24 table ${own} priority ${own}`,
      ],
      distributedRules(router, rfp.device),
      // Else it tells VMs of the short way to sg, by which floating IPs are not translated.
      ['all', qr.device].map((device) => `net/ipv4/conf/${device}/send_redirects=0`),
    ),
    ...part(
      fip.namespace,
      [`${fip.fg.device} ${fip.fg.address}/24`, `${fpr.device} ${fpr.address}/31`],
      [
        `link set ${fpr.device} up`,
        `route replace default ${gateway} dev ${fip.fg.device} table ${fromRouter}`,
        `rule add iif ${fpr.device} table ${fromRouter} priority ${fromRouter}`,
        ...floatingIps.map(
          ({ floating }) => `route replace ${floating}/32 via ${rfp.address} dev ${fpr.device} proto static`,
        ),
      ],
      untracked(),
      [`net/ipv4/conf/${fip.fg.device}/proxy_arp=1`],
    ),
    ...part(
      snat.namespace,
      [`${snat.sg.device} ${snat.sg.address}/24`, `${qg.device} ${qg.address}/24`],
      [`route replace default ${gateway} dev ${qg.device} proto static`],
      snatRules(router, snat.sg),
    ),
  ];
}
