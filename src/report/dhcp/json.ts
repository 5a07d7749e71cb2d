import * as z from 'zod';
import { type DhcpFacts, timeText } from '../../packets/dhcp-packet.ts';
import { outcomes } from '../../packets/exchanges/exchange.ts';
import { framesOf, problemKinds } from '../../packets/exchanges/problem.ts';
import type { DhcpWriter } from './output.ts';

/*
 * What `qdoctor dhcp --format json` writes. The JSON Schema in schemas/ is made from this very schema, so what is
 * published is what is checked.
 */

const frameSchema = z.int().min(1).describe('The number of a packet in the capture, from 1, as Wireshark counts');
const framesSchema = z.array(frameSchema).readonly();
const addressesSchema = z.array(z.string()).readonly().nullable();

const packetSchema = z.strictObject({
  frame: frameSchema,
  time: z.string().nullable().describe('Seconds since 1970, with 6 or 9 digits; null where the capture has no time'),
  vlan: z.array(z.int()).readonly().describe('VLAN IDs, outermost first; empty: untagged'),
  srcMac: z.string().nullable(),
  dstMac: z.string().nullable(),
  srcIp: z.string(),
  dstIp: z.string(),
  type: z
    .string()
    .nullable()
    .describe('DISCOVER, OFFER …, TYPE-n for one without a name; null: BOOTP, or not captured'),
  op: z.int().describe('1 BOOTREQUEST, 2 BOOTREPLY'),
  xid: z.string(),
  clientMac: z.string().nullable(),
  hops: z.int(),
  secs: z.int(),
  broadcast: z.boolean(),
  ciaddr: z.string(),
  yiaddr: z.string(),
  siaddr: z.string(),
  giaddr: z.string(),
  serverId: z.string().nullable(),
  requestedIp: z.string().nullable(),
  leaseSeconds: z.int().nullable(),
  subnetMask: z.string().nullable(),
  routers: addressesSchema,
  dns: addressesSchema,
  mtu: z.int().nullable(),
  hostName: z.string().nullable(),
  clientId: z.string().nullable().describe('Option 61 in hexadecimal'),
  routes: z
    .array(z.strictObject({ destination: z.string(), router: z.string() }))
    .readonly()
    .nullable()
    .describe('Option 121, or 249 where only that is there'),
  relayAgent: z
    .strictObject({
      circuitId: z.string().nullable(),
      remoteId: z.string().nullable(),
      linkSelection: z.string().nullable(),
      subscriberId: z.string().nullable(),
    })
    .nullable()
    .describe('Option 82; all but the address in linkSelection in hexadecimal'),
  message: z.string().nullable().describe('Option 56: what a server says about a NAK, or a client about a DECLINE'),
  options: z.array(z.int()).readonly().describe('Option codes as they stand in the packet, without pads'),
  udpChecksum: z.enum(['good', 'bad', 'absent', 'unverified']),
  checksumLeftOut: z.boolean().describe('The checksum is bad because the sender left it to its network card'),
});

export const dhcpReportSchema = z.strictObject({
  format: z.literal('qdoctor.dhcp/1'),
  packets: z.array(packetSchema).readonly(),
  exchanges: z
    .array(
      z.strictObject({
        xid: z.string(),
        clientMac: z.string().nullable(),
        outcome: z.enum(outcomes),
        frames: framesSchema,
      }),
    )
    .readonly(),
  problems: z
    .array(
      z.strictObject({
        kind: z.enum(problemKinds),
        severity: z.enum(['error', 'warning', 'note']).describe('An error gives exit code 1'),
        summary: z.string(),
        frames: framesSchema,
      }),
    )
    .readonly(),
  skipped: z
    .array(z.strictObject({ frame: frameSchema, reason: z.string() }))
    .readonly()
    .describe('Packets that could not be read, or not to their end; the latter are among the packets too'),
});

export type DhcpReport = z.infer<typeof dhcpReportSchema>;

/** A packet as `qdoctor.dhcp/1` has it. */
export function publishPacket(packet: DhcpFacts): DhcpReport['packets'][number] {
  const { frame, time, vlan, srcMac, dstMac, srcIp, dstIp, type, op, xid, clientMac, hops, secs } = packet;
  const { ciaddr, yiaddr, siaddr, giaddr, serverId, requestedIp, leaseSeconds, subnetMask, routers, dns, mtu } = packet;
  return {
    frame,
    time: time === undefined ? null : timeText(time),
    vlan,
    srcMac,
    dstMac,
    srcIp,
    dstIp,
    type,
    op,
    xid,
    clientMac,
    hops,
    secs,
    broadcast: packet.isBroadcast,
    ciaddr,
    yiaddr,
    siaddr,
    giaddr,
    serverId,
    requestedIp,
    leaseSeconds,
    subnetMask,
    routers,
    dns,
    mtu,
    hostName: packet.hostName,
    clientId: packet.clientId,
    routes: packet.routes,
    relayAgent: packet.relayAgent,
    message: packet.errorText,
    options: packet.optionCodes,
    udpChecksum: packet.udpChecksum,
    checksumLeftOut: packet.isChecksumLeftOut,
  };
}

/** A `qdoctor.dhcp/1` document, one line for each packet, exchange, problem and skipped packet. */
export function dhcpJsonWriter(): DhcpWriter {
  let lead = `{\n  "format": "qdoctor.dhcp/1",\n  "packets": [\n    `;
  return {
    packet: (packet) => {
      const text = `${lead}${line(publishPacket(packet))}`;
      lead = ',\n    ';
      return text;
    },
    end: ({ exchanges, problems }, skipped) => {
      const open = lead === ',\n    ' ? '\n  ' : `${lead.trimEnd()}`;
      const published = exchanges.map(({ xid, clientMac, outcome, packets }) => ({
        xid,
        clientMac,
        outcome,
        frames: framesOf(packets),
      }));
      return `${open}],\n  ${list('exchanges', published)},\n  ${list('problems', problems)},\n  ${list('skipped', skipped)}\n}\n`;
    },
  };
}

function list(name: string, entries: readonly unknown[]): string {
  return entries.length === 0 ? `"${name}": []` : `"${name}": [\n    ${entries.map(line).join(',\n    ')}\n  ]`;
}

/** As JSON; what JSON itself leaves raw (DEL, C1, marks of direction) is escaped, for it may be shown on a terminal. */
const line = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
