import { decodePacket } from '../../src/packets/decode-packet.ts';
import { bootReply, bootRequest, type DhcpMessage, dhcpMessage } from '../../src/packets/dhcp/message.ts';
import { dhcpTypeValue } from '../../src/packets/dhcp/message-type.ts';
import type { DhcpFacts } from '../../src/packets/dhcp-packet.ts';
import { encodeDhcpFrame } from '../../src/packets/encode-frame.ts';

/** What is special about a packet of a talk; all else is as between a VM and Neutron's dnsmasq. */
export interface Line {
  readonly type: 'DISCOVER' | 'OFFER' | 'REQUEST' | 'DECLINE' | 'ACK' | 'NAK' | 'RELEASE' | 'INFORM';
  /** Seconds after the packet before; by default 1 ms. */
  readonly after?: number;
  readonly xid?: number;
  readonly client?: string;
  readonly srcMac?: string;
  readonly server?: string;
  readonly serverMac?: string;
  readonly address?: string;
  readonly vlan?: number;
  readonly spoilChecksum?: boolean;
  readonly message?: Partial<DhcpMessage>;
  /** Further options: address lists as text, numbers of two or four bytes by their code. */
  readonly options?: Readonly<Record<number, string | number>>;
}

const vm = 'fa:16:3e:00:00:11';
const dnsmasq = 'fa:16:3e:00:00:02';

const addressOption = (code: number, text: string) => ({
  code,
  value: Uint8Array.from(text.split(',').flatMap((address) => address.split('.').map(Number))),
});

function numberOption(code: number, value: number) {
  const bytes = Buffer.alloc(code === 26 ? 2 : 4);
  bytes.writeUIntBE(value, 0, bytes.length);
  return { code, value: bytes };
}

function frameOf(line: Line): Uint8Array {
  const { type, xid = 1, client = vm, server = '10.0.0.2', address = '10.0.0.5' } = line;
  const isReply = type === 'OFFER' || type === 'ACK' || type === 'NAK';
  const namesServer = isReply || (type === 'REQUEST' && line.server !== '');
  const givesLease = type === 'OFFER' || type === 'ACK';
  const options = [
    { code: 53, value: Uint8Array.of(dhcpTypeValue(type)) },
    ...(namesServer ? [addressOption(54, server)] : []),
    ...(type === 'REQUEST' || type === 'DECLINE' ? [addressOption(50, address)] : []),
    ...Object.entries(line.options ?? {}).map(([code, value]) =>
      typeof value === 'number' ? numberOption(Number(code), value) : addressOption(Number(code), value),
    ),
  ];
  const message = dhcpMessage({
    op: isReply ? bootReply : bootRequest,
    xid,
    chaddr: client,
    ...(givesLease ? { yiaddr: address } : {}),
    options,
    ...line.message,
  });
  return encodeDhcpFrame({
    srcMac: isReply ? (line.serverMac ?? dnsmasq) : (line.srcMac ?? client),
    dstMac: isReply ? client : 'ff:ff:ff:ff:ff:ff',
    ...(line.vlan === undefined ? {} : { vlan: line.vlan }),
    srcIp: isReply ? server : '0.0.0.0',
    dstIp: isReply && givesLease ? address : '255.255.255.255',
    message,
  });
}

/** The packets of a talk as a capture of it is read. */
export function sessionOf(...lines: readonly (Line | Line['type'])[]): readonly DhcpFacts[] {
  let now = 1_700_000_000;
  return lines.map((entry, index) => {
    const line: Line = typeof entry === 'string' ? { type: entry } : entry;
    now += line.after ?? 0.001;
    const bytes = frameOf(line);
    if (line.spoilChecksum === true) bytes[bytes.length - 1] = 1;
    const seconds = Math.floor(now);
    const decoded = decodePacket({
      frame: index + 1,
      time: { seconds, nanoseconds: Math.round((now - seconds) * 1e6) * 1000, digits: 6 },
      linkType: 1,
      bytes,
      originalLength: bytes.length,
    });
    if (decoded.kind !== 'dhcp') throw new Error(`a packet was read as ${decoded.kind}`);
    return decoded.packet;
  });
}
