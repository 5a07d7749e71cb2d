import { ownOffers } from '../../src/analysis/dhcp-watch.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { wireEvidence } from '../../src/evidence/captures.ts';
import type { DhcpFacts } from '../../src/packets/dhcp-packet.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';
import { type DhcpSettings, type OptionName, settingsFor } from '../../src/topology/dhcp-settings.ts';

export default defineCheck({
  id: 'dhcp-offer-outdated',
  layer: 'dhcp',
  title: 'DHCP server offers outdated settings',
  why: 'dnsmasq has not read its files since they changed: VMs get an outdated address, router or option.',
  symptom: 'After a change in Neutron VMs still get the old address, gateway or name server.',
  remedy: 'Send dnsmasq SIGHUP to reload its host and option files; VMs follow when they renew.',
  limits:
    'Compares address, router, DNS servers, MTU and lease time where a single line decides; overlapping options, and MACs with several lines, are skipped.',
  sources: ['https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html', 'https://bugs.launchpad.net/bugs/1645835'],
  severity: 'error',
  each: 'dhcpWatches',
  explainedBy: ['port-tag-wrong', 'tag-shared-by-networks', 'dhcp-server-outside-namespace'],
  applies: ({ sent, server, clientMac }) => sent.known && settingsFor(server, clientMac) !== undefined,
  judge(watch) {
    const { server, clientMac } = watch;
    const settings = settingsFor(server, clientMac);
    const mac = server.interface.known ? server.interface.value?.mac : undefined;
    // Other agents of the network have files of their own.
    const offer = ownOffers(watch).findLast(({ srcMac }) => srcMac === mac);
    const [process] = server.processes;
    if (offer === undefined || settings === undefined || process === undefined) return undefined;
    const differences = differencesOf(offer, settings);
    if (differences.length === 0) return undefined;
    const files = ['host', 'opts'].map((name) => `${server.files?.folder}/${name}`);
    return {
      summary: `dnsmasq in ${server.namespace} offers ${clientMac} ${differences.join(', ')}.`,
      evidence: [
        wireEvidence(watch, 'server'),
        {
          command: ['grep', '-H', '', ...files],
          where: 'host',
          output: [
            ...(server.files?.hosts.filter((host) => host.mac === clientMac).map(({ line }) => line) ?? []),
            ...(server.files?.options ?? []),
          ].join('\n'),
        },
      ],
      fix: safeFix(
        'Reload the files of dnsmasq (SIGHUP)',
        [['kill', '-HUP', String(process.pid)]],
        [],
        'The DHCP agent sends this signal whenever it changes the files: check its log. VMs follow when they renew.',
      ),
      shared: server.namespace,
    };
  },
});

/** In words: what is offered, and what the files say. */
function differencesOf(offer: DhcpFacts, { address, options, leaseSeconds }: DhcpSettings): readonly string[] {
  const given: Readonly<Record<OptionName, readonly string[] | null>> = {
    router: offer.routers,
    'dns-server': offer.dns,
    mtu: offer.mtu === null ? null : [String(offer.mtu)],
  };
  const configured = [...options].flatMap(([name, values]) => {
    const own = given[name];
    // A client that does not ask for an option may rightly not get it.
    const isSame = own === null || (own.length === values.length && own.every((value) => values.includes(value)));
    return isSame ? [] : [`the ${words[name]} ${own.join(', ')} instead of ${values.join(', ')}`];
  });
  return [
    ...(address === undefined || offer.yiaddr === address ? [] : [`the address ${offer.yiaddr} instead of ${address}`]),
    ...configured,
    ...(leaseSeconds === undefined || offer.leaseSeconds === leaseSeconds
      ? []
      : [`a lease of ${offer.leaseSeconds} s instead of ${leaseSeconds} s`]),
  ];
}

const words: Readonly<Record<OptionName, string>> = { router: 'router', 'dns-server': 'DNS server', mtu: 'MTU' };
