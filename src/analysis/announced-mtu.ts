import type { DnsmasqSetting } from '../facts/dnsmasq.ts';
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

const option = /^(?:(?:tag|net):[^,]+,\s*)*(?:option:mtu|26),\s*(\d+)$/;

/** What was offered on the wire decides; without an offer, what dnsmasq was told. */
export function announcedMtu(
  { networkId, processes, files }: Pick<DhcpServer, 'networkId' | 'processes' | 'files'>,
  watches: readonly DhcpWatch[],
): AnnouncedMtu | undefined {
  const settings = processes
    .flatMap((process) => process.settings)
    .filter(({ name, value }) => ['dhcp-option', 'dhcp-option-force'].includes(name) && option.test(value));
  const numberIn = (text: string): number => Number(option.exec(text)?.[1]);
  const settingOf = (mtu: number) =>
    settings.find(({ from, value }) => from !== undefined && numberIn(value) === mtu && mtu > 0);
  const offers = watches.flatMap((watch) => {
    if (watch.server.networkId !== networkId) return [];
    return ownOffers(watch).flatMap(({ mtu }) => (mtu === null ? [] : [{ mtu, watch }]));
  });
  const [offer] = offers;
  if (offer !== undefined) {
    const { mtu, watch } = offer;
    return { mtu, by: { watch }, setting: settingOf(mtu) };
  }
  const [first] = settings;
  if (first !== undefined)
    return { mtu: numberIn(first.value), by: undefined, setting: settingOf(numberIn(first.value)) };
  const line = files?.options.find((each) => option.test(each));
  return line === undefined ? undefined : { mtu: numberIn(line), by: { line }, setting: undefined };
}
