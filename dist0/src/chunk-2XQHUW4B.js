import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  hex32Text,
  hexText,
  ipv4Text,
  latin1Text,
  shared,
  u16,
  u32,
  u8
} from "./chunk-5RHJENI4.js";

// src/packets/dhcp/message-type.ts
var names = [
  "DISCOVER",
  "OFFER",
  "REQUEST",
  "DECLINE",
  "ACK",
  "NAK",
  "RELEASE",
  "INFORM",
  "FORCERENEW",
  "LEASEQUERY",
  "LEASEUNASSIGNED",
  "LEASEUNKNOWN",
  "LEASEACTIVE",
  "BULKLEASEQUERY",
  "LEASEQUERYDONE",
  "ACTIVELEASEQUERY",
  "LEASEQUERYSTATUS",
  "TLS"
];
var dhcpTypeName = (value) => names[value - 1] ?? `TYPE-${value}`;

// src/packets/dhcp/options.ts
function addresses(value) {
  const found = [];
  for (let at = 0; at + 4 <= value.length; at += 4) found.push(ipv4Text(value, at));
  return shared(found);
}
var text = (value) => latin1Text(value).replace(/\0+$/, "");
function optionFactsOf({ options }) {
  const facts = {
    messageType: null,
    subnetMask: null,
    routers: null,
    dns: null,
    hostName: null,
    mtu: null,
    requestedIp: null,
    leaseSeconds: null,
    serverId: null,
    parameterList: null,
    errorText: null,
    clientId: null,
    routes: null,
    relayAgent: null
  };
  for (const { code, value } of options) {
    const { length } = value;
    switch (code) {
      case 1:
        if (length >= 4) facts.subnetMask = ipv4Text(value, 0);
        break;
      case 3:
        if (length >= 4) facts.routers = addresses(value);
        break;
      case 6:
        if (length >= 4) facts.dns = addresses(value);
        break;
      case 12:
        facts.hostName = text(value);
        break;
      case 26:
        if (length >= 2) facts.mtu = u16(value, 0);
        break;
      case 50:
        if (length >= 4) facts.requestedIp = ipv4Text(value, 0);
        break;
      case 51:
        if (length >= 4) facts.leaseSeconds = u32(value, 0);
        break;
      case 53:
        if (length >= 1) facts.messageType = u8(value, 0);
        break;
      case 54:
        if (length >= 4) facts.serverId = ipv4Text(value, 0);
        break;
      case 55:
        facts.parameterList = shared(Array.from(value));
        break;
      case 56:
        facts.errorText = text(value);
        break;
      case 61:
        facts.clientId = hexText(value);
        break;
      case 82:
        facts.relayAgent = relayAgent(value);
        break;
      case 121:
        facts.routes = routes(value);
        break;
      case 249:
        facts.routes ??= routes(value);
        break;
    }
  }
  return facts;
}
function routes(value) {
  const found = [];
  for (let at = 0; at < value.length; ) {
    const prefix = u8(value, at);
    const size = Math.ceil(prefix / 8);
    if (prefix > 32 || at + 1 + size + 4 > value.length) break;
    const destination = new Uint8Array(4);
    destination.set(value.subarray(at + 1, at + 1 + size));
    found.push({ destination: `${ipv4Text(destination, 0)}/${prefix}`, router: ipv4Text(value, at + 1 + size) });
    at += 1 + size + 4;
  }
  return found;
}
function relayAgent(value) {
  const parts = /* @__PURE__ */ new Map();
  for (let at = 0; at + 2 <= value.length; at += 2 + u8(value, at + 1)) {
    parts.set(u8(value, at), value.subarray(at + 2, at + 2 + u8(value, at + 1)));
  }
  const hex = (code) => {
    const part = parts.get(code);
    return part === void 0 ? null : hexText(part);
  };
  const link = parts.get(5);
  return {
    circuitId: hex(1),
    remoteId: hex(2),
    linkSelection: link !== void 0 && link.length >= 4 ? ipv4Text(link, 0) : null,
    subscriberId: hex(6)
  };
}

// src/packets/dhcp-packet.ts
function dhcpFacts(envelope, message, optionCodes, incomplete) {
  const said = optionFactsOf(message);
  return {
    frame: envelope.frame,
    time: envelope.time,
    vlan: envelope.vlan,
    srcMac: envelope.srcMac,
    dstMac: envelope.dstMac,
    srcIp: envelope.srcIp,
    dstIp: envelope.dstIp,
    udpChecksum: envelope.udpChecksum,
    isChecksumLeftOut: envelope.isChecksumLeftOut,
    type: said.messageType === null ? null : dhcpTypeName(said.messageType),
    op: message.op,
    xid: hex32Text(message.xid),
    clientMac: message.chaddr === "" ? null : message.chaddr,
    hops: message.hops,
    secs: message.secs,
    isBroadcast: (message.flags & 32768) !== 0,
    ciaddr: message.ciaddr,
    yiaddr: message.yiaddr,
    siaddr: message.siaddr,
    giaddr: message.giaddr,
    serverId: said.serverId,
    requestedIp: said.requestedIp,
    leaseSeconds: said.leaseSeconds,
    subnetMask: said.subnetMask,
    routers: said.routers,
    dns: said.dns,
    mtu: said.mtu,
    hostName: said.hostName,
    clientId: said.clientId,
    routes: said.routes,
    relayAgent: said.relayAgent,
    parameterList: said.parameterList,
    errorText: said.errorText,
    optionCodes,
    incomplete
  };
}
var secondsOf = ({ time }) => time === void 0 ? void 0 : time.seconds + time.nanoseconds / 1e9;
var timeText = ({ seconds, nanoseconds, digits }) => `${seconds}.${String(nanoseconds).padStart(9, "0").slice(0, digits)}`;

// src/packets/exchanges/problem.ts
var problemKinds = [
  "no-offer",
  "offer-ignored",
  "no-ack",
  "nak",
  "declined",
  "inform-unanswered",
  "request-to-other-server",
  "ack-ignored",
  "retransmitted",
  "rogue-server",
  "two-servers",
  "server-id-twice",
  "bad-udp-checksum",
  "client-mac-differs",
  "relayed",
  "reply-on-other-vlan",
  "wrong-vlan",
  "address-outside-subnet",
  "router-outside-subnet",
  "wrong-router",
  "wrong-dns",
  "wrong-mtu",
  "wrong-lease-time"
];
var framesOf = (packets) => packets.map(({ frame }) => frame);
var times = (count) => count === 1 ? "once" : count === 2 ? "twice" : `${count} times`;
function groupBy(things, keyOf) {
  const groups = /* @__PURE__ */ new Map();
  for (const thing of things) {
    const key = keyOf(thing);
    const before = groups.get(key);
    if (before === void 0) groups.set(key, [thing]);
    else before.push(thing);
  }
  return groups;
}
function listed(names2, most = 4) {
  if (names2.length > most) return `${names2.slice(0, most - 1).join(", ")} and ${names2.length - most + 1} more`;
  const last = names2.at(-1) ?? "";
  return names2.length < 2 ? last : `${names2.slice(0, -1).join(", ")} and ${last}`;
}
var serverName = (packet) => `${serverAddress(packet)}${packet.srcMac === null ? "" : ` (${packet.srcMac})`}`;
var serverAddress = ({ serverId, srcIp }) => serverId ?? srcIp;
var clientName = ({ clientMac }) => clientMac ?? "a client without a hardware address";
var isAnswer = ({ type }) => type === "OFFER" || type === "ACK" || type === "NAK";

// src/packets/exchanges/exchange.ts
var outcomes = [
  "completed",
  "no-offer",
  "offer-ignored",
  "no-ack",
  "nak",
  "declined",
  "inform-answered",
  "inform-unanswered",
  "released",
  "server-only"
];
function exchangesOf(packets) {
  const keyOf = ({ xid, clientMac, clientId }) => `${xid} ${clientMac ?? clientId}`;
  const exchanges = [...groupBy(packets.filter(belongsToExchange), keyOf).values()].map((own) => ({
    xid: own[0]?.xid ?? "",
    clientMac: own[0]?.clientMac ?? null,
    outcome: outcomeOf(own),
    packets: own
  }));
  const outcomesByOffer = continuations(exchanges);
  return exchanges.map((exchange) => ({ ...exchange, outcome: continued(exchange, outcomesByOffer) }));
}
var offerKey = (clientMac, server, address) => `${clientMac} ${server} ${address}`;
function continuations(exchanges) {
  const found = /* @__PURE__ */ new Map();
  for (const { clientMac, outcome, packets } of exchanges) {
    if (packets[0]?.type !== "REQUEST" || packets.some(({ type }) => type === "DISCOVER")) continue;
    for (const { type, serverId, requestedIp } of packets) {
      if (type === "REQUEST" && serverId !== null) found.set(offerKey(clientMac, serverId, requestedIp), outcome);
    }
  }
  return found;
}
function continued({ clientMac, outcome, packets }, outcomesByOffer) {
  if (outcome !== "offer-ignored" || outcomesByOffer.size === 0) return outcome;
  const ends = packets.map(
    ({ type, serverId, yiaddr }) => type === "OFFER" ? outcomesByOffer.get(offerKey(clientMac, serverId, yiaddr)) : void 0
  );
  return ends.find((end) => end !== void 0) ?? outcome;
}
function belongsToExchange({ type, incomplete }) {
  return type === null ? incomplete === null : type in steps;
}
function outcomeOf(packets) {
  let progress = { outcome: "server-only", since: void 0 };
  for (const packet of packets) {
    const now = secondsOf(packet);
    const outcome = step(packet)(progress.outcome, (now ?? 0) - (progress.since ?? now ?? 0));
    if (outcome !== progress.outcome) progress = { outcome, since: now };
  }
  return progress.outcome;
}
var crossingSeconds = 1;
var waitsForAnswer = (outcome) => outcome === "no-offer" || outcome === "offer-ignored" || outcome === "no-ack";
var steps = {
  DISCOVER: (before) => before === "offer-ignored" ? before : "no-offer",
  OFFER: (before) => before === "no-offer" ? "offer-ignored" : before,
  REQUEST: (before, secondsSince) => before === "completed" && secondsSince < crossingSeconds ? before : "no-ack",
  ACK: (before) => before === "inform-unanswered" ? "inform-answered" : waitsForAnswer(before) ? "completed" : before,
  NAK: (before) => waitsForAnswer(before) ? "nak" : before,
  DECLINE: () => "declined",
  RELEASE: () => "released",
  INFORM: () => "inform-unanswered"
};
var bootpRequest = () => "no-offer";
var bootpReply = (before) => before === "no-offer" ? "completed" : before;
var step = ({ type, op }) => (type === null ? void 0 : steps[type]) ?? (op === 1 ? bootpRequest : bootpReply);

export {
  dhcpFacts,
  secondsOf,
  timeText,
  problemKinds,
  framesOf,
  times,
  groupBy,
  listed,
  serverName,
  serverAddress,
  clientName,
  isAnswer,
  outcomes,
  exchangesOf
};
