import type { DnsmasqSetting } from '../facts/dnsmasq.ts';
import { optionSettingsOf, readOption } from '../topology/dhcp-settings.ts';
import type { DhcpWatch } from '../topology/dhcp-watches.ts';
import type { DhcpServer } from '../topology/networks.ts';
import { ownOffers } from './dhcp-watch.ts';

/** The MTU that guests of a network are told (DHCP option 26, RFC 2132 section 5.1). */
export interface AnnouncedMtu {
  readonly mtu: number;
  /** By an offer that was seen, or by the options file of the agent; undefined: dnsmasq was told on its command line. */
  readonly by: { readonly watch: DhcpWatch } | { readonly line: string } | undefined;
  /** The line of dnsmasq's configuration file that has it. */
  readonly setting: DnsmasqSetting | undefined;
}

function mtuIn(line: string): number | undefined {
  const { name, values } = readOption(line) ?? { values: [] };
  const [value = '', ...others] = values;
  return name === 'mtu' && /^\d+$/.test(value) && others.length === 0 ? Number(value) : undefined;
}

/** What was offered on the wire decides; without an offer, what dnsmasq was told. */
export function announcedMtu(
  { networkId, processes, files }: Pick<DhcpServer, 'networkId' | 'processes' | 'files'>,
  watches: readonly DhcpWatch[],
): AnnouncedMtu | undefined {
  const settings = processes.flatMap(optionSettingsOf).flatMap((setting) => {
    const mtu = mtuIn(setting.value);
    return mtu === undefined ? [] : [{ setting, mtu }];
  });
  const inFile = (mtu: number) => settings.find((one) => one.setting.from !== undefined && one.mtu === mtu)?.setting;
  const offers = watches.flatMap((watch) => {
    if (watch.server.networkId !== networkId) return [];
    return ownOffers(watch).flatMap(({ mtu }) => (mtu === null ? [] : [{ mtu, watch }]));
  });
  const [offer] = offers;
  if (offer !== undefined) return { mtu: offer.mtu, by: { watch: offer.watch }, setting: inFile(offer.mtu) };
  const [first] = settings;
  if (first !== undefined) return { mtu: first.mtu, by: undefined, setting: inFile(first.mtu) };
  for (const line of files?.options ?? []) {
    const mtu = mtuIn(line);
    if (mtu !== undefined) return { mtu, by: { line }, setting: undefined };
  }
  return undefined;
}
