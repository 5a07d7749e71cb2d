import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  framesOf,
  outcomes,
  problemKinds,
  timeText
} from "./chunk-2XQHUW4B.js";
import {
  _enum,
  array,
  boolean,
  int,
  literal,
  strictObject,
  string
} from "./chunk-4VOAQWUS.js";

// src/report/dhcp-json.ts
var frameSchema = int().min(1).describe("The number of a packet in the capture, from 1, as Wireshark counts");
var framesSchema = array(frameSchema).readonly();
var addressesSchema = array(string()).readonly().nullable();
var packetSchema = strictObject({
  frame: frameSchema,
  time: string().nullable().describe("Seconds since 1970, with 6 or 9 digits; null where the capture has no time"),
  vlan: array(int()).readonly().describe("VLAN IDs, outermost first; empty: untagged"),
  srcMac: string().nullable(),
  dstMac: string().nullable(),
  srcIp: string(),
  dstIp: string(),
  type: string().nullable().describe("DISCOVER, OFFER \u2026, TYPE-n for one without a name; null: BOOTP, or not captured"),
  op: int().describe("1 BOOTREQUEST, 2 BOOTREPLY"),
  xid: string(),
  clientMac: string().nullable(),
  hops: int(),
  secs: int(),
  broadcast: boolean(),
  ciaddr: string(),
  yiaddr: string(),
  siaddr: string(),
  giaddr: string(),
  serverId: string().nullable(),
  requestedIp: string().nullable(),
  leaseSeconds: int().nullable(),
  subnetMask: string().nullable(),
  routers: addressesSchema,
  dns: addressesSchema,
  mtu: int().nullable(),
  hostName: string().nullable(),
  clientId: string().nullable().describe("Option 61 in hexadecimal"),
  routes: array(strictObject({ destination: string(), router: string() })).readonly().nullable().describe("Option 121, or 249 where only that is there"),
  relayAgent: strictObject({
    circuitId: string().nullable(),
    remoteId: string().nullable(),
    linkSelection: string().nullable(),
    subscriberId: string().nullable()
  }).nullable().describe("Option 82; all but the address in linkSelection in hexadecimal"),
  message: string().nullable().describe("Option 56: what a server says about a NAK, or a client about a DECLINE"),
  options: array(int()).readonly().describe("Option codes as they stand in the packet, without pads"),
  udpChecksum: _enum(["good", "bad", "absent", "unverified"]),
  checksumLeftOut: boolean().describe("The checksum is bad because the sender left it to its network card")
});
var dhcpReportSchema = strictObject({
  format: literal("qdoctor.dhcp/1"),
  packets: array(packetSchema).readonly(),
  exchanges: array(
    strictObject({
      xid: string(),
      clientMac: string().nullable(),
      outcome: _enum(outcomes),
      frames: framesSchema
    })
  ).readonly(),
  problems: array(
    strictObject({
      kind: _enum(problemKinds),
      severity: _enum(["error", "warning", "note"]).describe("An error gives exit code 1"),
      summary: string(),
      frames: framesSchema
    })
  ).readonly(),
  skipped: array(strictObject({ frame: frameSchema, reason: string() })).readonly().describe("Packets that could not be read, or not to their end; the latter are among the packets too")
});
function publishPacket(packet) {
  const { frame, time, vlan, srcMac, dstMac, srcIp, dstIp, type, op, xid, clientMac, hops, secs } = packet;
  const { ciaddr, yiaddr, siaddr, giaddr, serverId, requestedIp, leaseSeconds, subnetMask, routers, dns, mtu } = packet;
  return {
    frame,
    time: time === void 0 ? null : timeText(time),
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
    checksumLeftOut: packet.isChecksumLeftOut
  };
}
function dhcpJsonWriter() {
  let lead = `{
  "format": "qdoctor.dhcp/1",
  "packets": [
    `;
  return {
    packet: (packet) => {
      const text = `${lead}${line(publishPacket(packet))}`;
      lead = ",\n    ";
      return text;
    },
    end: ({ exchanges, problems }, skipped) => {
      const open = lead === ",\n    " ? "\n  " : `${lead.trimEnd()}`;
      const told = exchanges.map(({ xid, clientMac, outcome, packets }) => ({
        xid,
        clientMac,
        outcome,
        frames: framesOf(packets)
      }));
      return `${open}],
  ${list("exchanges", told)},
  ${list("problems", problems)},
  ${list("skipped", skipped)}
}
`;
    }
  };
}
function list(name, entries) {
  return entries.length === 0 ? `"${name}": []` : `"${name}": [
    ${entries.map(line).join(",\n    ")}
  ]`;
}
var line = (value) => JSON.stringify(value).replace(
  /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g,
  (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`
);

export {
  dhcpReportSchema,
  publishPacket,
  dhcpJsonWriter
};
