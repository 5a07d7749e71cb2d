import type { LabModel, LabPort, LabRouter } from './model.ts';
import { lines } from './words.ts';

/** What the L3 agent of the layout's age loads into a router namespace, for iptables-restore. */
export function routerRules(model: LabModel, router: LabRouter): string {
  return model.layout === 'folsom' ? folsomRules(router) : neutronRules(router);
}

function folsomRules({ network, qg, floatingIps }: LabRouter): string {
  const l3 = 'quantum-l3-agent';
  return lines([
    '*filter',
    ...chains('INPUT', 'FORWARD', 'OUTPUT'),
    ...ownChains('quantum-filter-top', `${l3}-FORWARD`, `${l3}-INPUT`, `${l3}-OUTPUT`, `${l3}-local`),
    ...filterJumps('quantum', l3),
    'COMMIT',
    '*nat',
    ...chains('PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'),
    ...ownChains(`${l3}-OUTPUT`, `${l3}-POSTROUTING`, `${l3}-PREROUTING`, `${l3}-float-snat`, `${l3}-snat`),
    ...ownChains('quantum-postrouting-bottom'),
    ...natJumps('quantum', l3),
    ...floatingIps.map((ip) => `-A ${l3}-OUTPUT -d ${ip.floating}/32 -j DNAT --to-destination ${ip.fixed}`),
    `-A ${l3}-POSTROUTING ! -i ${qg.device} ! -o ${qg.device} -m conntrack ! --ctstate DNAT -j ACCEPT`,
    ...floatingIps.map((ip) => `-A ${l3}-PREROUTING -d ${ip.floating}/32 -j DNAT --to-destination ${ip.fixed}`),
    ...floatingIps.map((ip) => `-A ${l3}-float-snat -s ${ip.fixed}/32 -j SNAT --to-source ${ip.floating}`),
    `-A ${l3}-snat -j ${l3}-float-snat`,
    `-A ${l3}-snat -s ${network.cidr} -j SNAT --to-source ${qg.address}`,
    `-A quantum-postrouting-bottom -j ${l3}-snat`,
    'COMMIT',
  ]);
}

function neutronRules({ qr, qg, floatingIps, hasMetadata }: LabRouter): string {
  return rulesOf({
    inside: qr.device,
    outside: qg.device,
    hasMetadata,
    marks: [
      `-A ${l3}-POSTROUTING -o ${qg.device} -m connmark --mark 0x0/0xffff0000 ${saveMark}`,
      `-A ${l3}-mark -i ${qg.device} -j MARK --set-xmark 0x2/0xffff`,
    ],
    scopes: [],
    translations: [
      ...floatingIps.map((ip) => `-A ${l3}-OUTPUT -d ${ip.floating}/32 -j DNAT --to-destination ${ip.fixed}`),
      ...floatingIps.map((ip) => `-A ${l3}-PREROUTING -d ${ip.floating}/32 -j DNAT --to-destination ${ip.fixed}`),
      ...floatSnat(floatingIps),
      `-A ${l3}-snat -j ${l3}-float-snat`,
      `-A ${l3}-snat -o ${qg.device} -j SNAT --to-source ${qg.address} --random-fully`,
      `-A ${l3}-snat -m mark ! --mark 0x2/0xffff -m conntrack --ctstate DNAT -j SNAT --to-source ${qg.address} --random-fully`,
    ],
  });
}

/** In the namespace of a distributed router: floating IPs come in by `rfp`, and all else is translated elsewhere. */
export const distributedRules = ({ qr, floatingIps, hasMetadata }: LabRouter, rfp: string): string =>
  rulesOf({
    inside: qr.device,
    outside: rfp,
    hasMetadata,
    marks: [],
    scopes: [`-A ${l3}-scope -o ${rfp} -m mark ! --mark 0x4000000/0xffff0000 -j DROP`],
    translations: [
      ...floatingIps.map(
        (ip) => `-A ${l3}-PREROUTING -d ${ip.floating}/32 -i ${rfp} -j DNAT --to-destination ${ip.fixed}`,
      ),
      ...floatSnat(floatingIps),
      `-A ${l3}-snat -j ${l3}-float-snat`,
    ],
  });

/** In its SNAT namespace, on one node. */
export const snatRules = (router: LabRouter, sg: LabPort): string =>
  neutronRules({ ...router, qr: sg, floatingIps: [], hasMetadata: false });

/** In the namespace of floating IPs, which passes on what other namespaces track. */
export const untracked = (): string => lines(rawTable(l3).toSpliced(-1, 0, `-A ${l3}-PREROUTING -j CT --notrack`));

const l3 = 'neutron-l3-agent';
const saveMark = '-j CONNMARK --save-mark --nfmask 0xffff0000 --ctmask 0xffff0000';

const floatSnat = (floatingIps: LabRouter['floatingIps']): readonly string[] =>
  floatingIps.map((ip) => `-A ${l3}-float-snat -s ${ip.fixed}/32 -j SNAT --to-source ${ip.floating} --random-fully`);

interface RuleParts {
  readonly inside: string;
  readonly outside: string;
  readonly hasMetadata: boolean;
  /** Of mangle, beyond what every router has. */
  readonly marks: readonly string[];
  /** Of the filter, likewise. */
  readonly scopes: readonly string[];
  /** Of nat. */
  readonly translations: readonly string[];
}

function rulesOf({ inside, outside, hasMetadata, marks, scopes, translations }: RuleParts): string {
  const mangled = [
    'FORWARD',
    'INPUT',
    'OUTPUT',
    'POSTROUTING',
    'PREROUTING',
    'float-snat',
    'floatingip',
    'mark',
    'scope',
  ];
  const metadata = `-d 169.254.169.254/32 -i qr-+ -p tcp -m tcp --dport 80`;
  const ofMetadata = (...rules: readonly string[]) => (hasMetadata ? rules : []);
  return lines([
    '*mangle',
    ...chains('PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'),
    ...ownChains(...mangled.map((chain) => `${l3}-${chain}`)),
    ...['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'].map((chain) => `-A ${chain} -j ${l3}-${chain}`),
    ...marks,
    `-A ${l3}-PREROUTING -j ${l3}-mark`,
    `-A ${l3}-PREROUTING -j ${l3}-scope`,
    `-A ${l3}-PREROUTING -m connmark ! --mark 0x0/0xffff0000 -j CONNMARK --restore-mark --nfmask 0xffff0000 --ctmask 0xffff0000`,
    `-A ${l3}-PREROUTING -j ${l3}-floatingip`,
    ...ofMetadata(`-A ${l3}-PREROUTING ${metadata} -j MARK --set-xmark 0x1/0xffff`),
    `-A ${l3}-float-snat -m connmark --mark 0x0/0xffff0000 ${saveMark}`,
    `-A ${l3}-scope -i ${inside} -j MARK --set-xmark 0x4000000/0xffff0000`,
    `-A ${l3}-scope -i ${outside} -j MARK --set-xmark 0x4000000/0xffff0000`,
    'COMMIT',
    ...rawTable(l3),
    '*filter',
    ...chains('INPUT', 'FORWARD', 'OUTPUT'),
    ...ownChains('neutron-filter-top', `${l3}-FORWARD`, `${l3}-INPUT`, `${l3}-OUTPUT`, `${l3}-local`, `${l3}-scope`),
    ...filterJumps('neutron', l3),
    `-A ${l3}-FORWARD -j ${l3}-scope`,
    ...ofMetadata(
      `-A ${l3}-INPUT -m mark --mark 0x1/0xffff -j ACCEPT`,
      `-A ${l3}-INPUT -p tcp -m tcp --dport 9697 -j DROP`,
    ),
    `-A ${l3}-scope -o ${inside} -m mark ! --mark 0x4000000/0xffff0000 -j DROP`,
    ...scopes,
    'COMMIT',
    '*nat',
    ...chains('PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'),
    ...ownChains(`${l3}-OUTPUT`, `${l3}-POSTROUTING`, `${l3}-PREROUTING`, `${l3}-float-snat`, `${l3}-snat`),
    ...ownChains('neutron-postrouting-bottom'),
    ...natJumps('neutron', l3),
    `-A ${l3}-POSTROUTING ! -o ${outside} -m conntrack ! --ctstate DNAT -j ACCEPT`,
    ...ofMetadata(`-A ${l3}-PREROUTING ${metadata} -j REDIRECT --to-ports 9697`),
    ...translations,
    `-A neutron-postrouting-bottom -m comment --comment "Perform source NAT on outgoing traffic." -j ${l3}-snat`,
    'COMMIT',
  ]);
}

/** What the DHCP agent loads into a qdhcp namespace: its chain names are cut to the agent name's 16 characters. */
export function dhcpRules(): string {
  const dhcp = 'neutron-dhcp-age';
  const hooks = ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'];
  return lines([
    '*mangle',
    ...chains(...hooks),
    ...ownChains(...hooks.map((hook) => `${dhcp}-${hook}`), `${dhcp}-mark`),
    ...hooks.map((hook) => `-A ${hook} -j ${dhcp}-${hook}`),
    `-A ${dhcp}-POSTROUTING -p udp -m udp --dport 68 -j CHECKSUM --checksum-fill`,
    `-A ${dhcp}-PREROUTING -j ${dhcp}-mark`,
    'COMMIT',
    ...rawTable(dhcp),
    '*filter',
    ...chains('INPUT', 'FORWARD', 'OUTPUT'),
    ...ownChains(`${dhcp}-FORWARD`, `${dhcp}-INPUT`, `${dhcp}-OUTPUT`, `${dhcp}-local`, 'neutron-filter-top'),
    ...filterJumps('neutron', dhcp),
    'COMMIT',
  ]);
}

function rawTable(agent: string): readonly string[] {
  const hooks = ['PREROUTING', 'OUTPUT'];
  const own = ownChains(...hooks.map((hook) => `${agent}-${hook}`));
  return ['*raw', ...chains(...hooks), ...own, ...hooks.map((hook) => `-A ${hook} -j ${agent}-${hook}`), 'COMMIT'];
}

function filterJumps(project: string, agent: string): readonly string[] {
  return [
    `-A INPUT -j ${agent}-INPUT`,
    `-A FORWARD -j ${project}-filter-top`,
    `-A FORWARD -j ${agent}-FORWARD`,
    `-A OUTPUT -j ${project}-filter-top`,
    `-A OUTPUT -j ${agent}-OUTPUT`,
    `-A ${project}-filter-top -j ${agent}-local`,
  ];
}

function natJumps(project: string, agent: string): readonly string[] {
  return [
    `-A PREROUTING -j ${agent}-PREROUTING`,
    `-A OUTPUT -j ${agent}-OUTPUT`,
    `-A POSTROUTING -j ${agent}-POSTROUTING`,
    `-A POSTROUTING -j ${project}-postrouting-bottom`,
  ];
}

const chains = (...names: readonly string[]) => names.map((name) => `:${name} ACCEPT [0:0]`);
const ownChains = (...names: readonly string[]) => names.map((name) => `:${name} - [0:0]`);
