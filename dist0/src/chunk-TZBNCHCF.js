import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  clientName,
  exchangesOf,
  framesOf,
  groupBy,
  isAnswer,
  listed,
  secondsOf,
  serverAddress,
  serverName,
  times
} from "./chunk-2XQHUW4B.js";
import {
  ipv4Number
} from "./chunk-5RHJENI4.js";

// src/packets/exchanges/course.ts
var sameMomentSeconds = 0.2;
function oddCourses(exchanges) {
  return exchanges.flatMap((exchange) => [
    ...requestToOtherServer(exchange),
    ...ackIgnored(exchange),
    ...retransmitted(exchange)
  ]);
}
function requestToOtherServer({ packets }) {
  const offers2 = packets.filter(({ type }) => type === "OFFER");
  const answered = new Set(
    packets.filter(({ type }) => type === "OFFER" || type === "ACK").map(({ serverId }) => serverId)
  );
  const elsewhere = packets.filter(
    ({ type, serverId }) => type === "REQUEST" && serverId !== null && !answered.has(serverId)
  );
  const [first] = elsewhere;
  if (first === void 0 || offers2.length === 0) return [];
  const offering = listed([...new Set(offers2.map(serverName))]);
  return [
    {
      kind: "request-to-other-server",
      severity: "warning",
      summary: `${clientName(first)} asks ${first.serverId}, a server that is not seen in this capture, and not ${offering}, who offered.`,
      frames: framesOf([...offers2, ...elsewhere])
    }
  ];
}
function ackIgnored({ packets }) {
  const repeated = packets.filter((packet, index) => {
    if (packet.type !== "REQUEST" || packet.ciaddr !== "0.0.0.0") return false;
    const ack = packets.slice(0, index).findLast(({ type }) => type === "ACK" || type === "DISCOVER");
    return ack?.type === "ACK" && gap(ack, packet) >= sameMomentSeconds;
  });
  const [first] = repeated;
  const server = packets.find(({ type }) => type === "ACK");
  if (first === void 0 || server === void 0) return [];
  return [
    {
      kind: "ack-ignored",
      severity: "warning",
      summary: `${clientName(first)} repeated its REQUEST ${times(repeated.length)} after the ACK of ${serverName(server)}: the ACK does not reach it.`,
      frames: framesOf(packets)
    }
  ];
}
function retransmitted({ packets }) {
  return ["DISCOVER", "REQUEST"].flatMap((type) => {
    const answer = packets.findIndex(
      (packet) => type === "DISCOVER" ? packet.type === "OFFER" : packet.type === "ACK" || packet.type === "NAK"
    );
    const asked = packets.slice(0, Math.max(answer, 0)).filter((packet) => packet.type === type);
    const gaps = asked.flatMap((packet, index) => {
      const before = asked[index - 1];
      return before === void 0 || gap(before, packet) < sameMomentSeconds ? [] : [gap(before, packet)];
    });
    const [first] = asked;
    if (first === void 0 || gaps.length === 0) return [];
    const waited = listed(gaps.map((seconds) => `${seconds.toFixed(1)} s`));
    const summary = `${clientName(first)} had to send its ${type} again ${times(gaps.length)}, after ${waited}, before it was answered.`;
    return { kind: "retransmitted", severity: "warning", summary, frames: framesOf(asked) };
  });
}
var gap = (before, after) => (secondsOf(after) ?? 0) - (secondsOf(before) ?? 0);

// src/packets/exchanges/failures.ts
function failuresIn(exchanges) {
  return [
    ...failing(exchanges, "no-offer", noOffer),
    ...failing(exchanges, "offer-ignored", offerIgnored),
    ...failing(exchanges, "no-ack", noAck),
    ...refusals(exchanges),
    ...declines(exchanges),
    ...failing(exchanges, "inform-unanswered", informUnanswered)
  ];
}
function failing(exchanges, outcome, problemOf) {
  const byClient = groupBy(
    exchanges.filter((exchange) => exchange.outcome === outcome),
    (exchange) => exchange.clientMac ?? exchange.xid
  );
  return [...byClient.values()].map((own) => {
    const packets = own.flatMap((exchange) => exchange.packets);
    return problemOf(own[0] === void 0 ? "" : clientName(own[0]), packets, own.length);
  });
}
var ofType = (packets, ...types) => packets.filter(({ type }) => types.includes(type));
function span(packets) {
  const seconds = packets.map(secondsOf).filter((second) => second !== void 0);
  const length = seconds.length < 2 ? 0 : Math.max(...range(seconds)) - Math.min(...range(seconds));
  return length < 0.1 ? "" : ` in ${length.toFixed(1)} s`;
}
var range = (seconds) => [seconds[0] ?? 0, seconds.at(-1) ?? 0];
function noOffer(client, packets, tries) {
  const asked = packets.filter(({ type }) => type === "DISCOVER" || type === null);
  const word = asked[0]?.type === null ? "BOOTREQUEST" : "DISCOVER";
  const where = tries > 1 ? ` (${tries} exchanges)` : "";
  return {
    kind: "no-offer",
    severity: "error",
    summary: `${client} sent a ${word} ${times(asked.length)}${span(asked)}${where}, and no server answered.`,
    frames: framesOf(packets)
  };
}
function offerIgnored(client, packets) {
  const offers2 = ofType(packets, "OFFER");
  const servers = [...new Set(offers2.map(serverName))].join(" and ");
  const addresses = [...new Set(offers2.map(({ yiaddr }) => yiaddr))].join(", ");
  const bad = offers2.find(({ udpChecksum }) => udpChecksum === "bad");
  const why = bad === void 0 ? "The OFFER does not reach it, or it wants another one." : `Its UDP checksum is ${bad.isChecksumLeftOut ? "not filled in, and old clients" : "wrong, and clients"} drop that.`;
  return {
    kind: "offer-ignored",
    severity: "error",
    summary: `${servers} offered ${addresses} to ${client} ${times(offers2.length)}${span(offers2)}, and the client never asked for it. ${why}`,
    frames: framesOf(packets)
  };
}
var wantedBy = ({ requestedIp, ciaddr }) => requestedIp ?? (ciaddr === "0.0.0.0" ? void 0 : ciaddr);
function noAck(client, packets) {
  const requests = ofType(packets, "REQUEST");
  const last = requests.at(-1);
  const wanted = last === void 0 ? void 0 : wantedBy(last);
  const server = last?.serverId === null || last === void 0 ? "" : ` from ${last.serverId}`;
  return {
    kind: "no-ack",
    severity: "error",
    summary: `${client} asked for ${wanted ?? "an address"}${server} ${times(requests.length)}${span(requests)} and got no ACK.`,
    frames: framesOf(packets)
  };
}
function refusals(exchanges) {
  const naks = exchanges.flatMap(
    ({ packets }) => ofType(packets, "NAK").map((nak) => ({
      nak,
      request: ofType(packets, "REQUEST").findLast(({ frame }) => frame < nak.frame)
    }))
  );
  const groups = groupBy(naks, ({ nak }) => `${nak.clientMac ?? nak.xid} ${serverName(nak)}`);
  return [...groups.values()].flatMap((own) => {
    const [first] = own;
    if (first === void 0) return [];
    const wanted = first.request === void 0 ? void 0 : wantedBy(first.request);
    const said = first.nak.errorText === null ? "" : ` It says "${first.nak.errorText}".`;
    return {
      kind: "nak",
      severity: "error",
      summary: `${serverName(first.nak)} refused ${clientName(first.nak)} ${wanted === void 0 ? "its address" : `the address ${wanted}`} ${times(own.length)}.${said}`,
      frames: own.flatMap(({ nak, request }) => request === void 0 ? [nak.frame] : [request.frame, nak.frame])
    };
  });
}
function declines(exchanges) {
  const declined = exchanges.flatMap(({ packets }) => {
    const given = ofType(packets, "ACK").at(-1)?.yiaddr;
    return ofType(packets, "DECLINE").map((packet) => ({ packet, address: packet.requestedIp ?? given }));
  });
  const groups = groupBy(declined, ({ packet, address }) => `${packet.clientMac ?? packet.xid} ${address}`);
  return [...groups.values()].flatMap((own) => {
    const [first] = own;
    if (first === void 0) return [];
    const { packet, address } = first;
    const said = packet.errorText === null ? "" : ` It says "${packet.errorText}".`;
    return {
      kind: "declined",
      severity: "error",
      summary: `${clientName(packet)} declined ${address ?? "its address"} ${times(own.length)}: another machine seems to use it.${said}`,
      frames: own.map((one) => one.packet.frame)
    };
  });
}
var informUnanswered = (client, packets) => ({
  kind: "inform-unanswered",
  severity: "warning",
  summary: `${client} asked for settings (INFORM) ${times(packets.length)}, and no server answered.`,
  frames: framesOf(packets)
});

// src/packets/exchanges/offered.ts
function wrongOffers(exchanges, expected) {
  const judge2 = Object.keys(expected).length === 0 ? contradictions : findingsOf;
  const findings = [];
  for (const exchange of exchanges) {
    for (const packet of exchange.packets) {
      if (packet.type === "OFFER" || packet.type === "ACK") findings.push(...judge2(packet, exchange, expected));
    }
  }
  return [...groupBy(findings, ({ kind, text }) => `${kind} ${text}`).values()].flatMap((own) => {
    const [first] = own;
    if (first === void 0) return [];
    const { kind, text } = first;
    const packets = own.map(({ packet }) => packet);
    const severity = kind === "router-outside-subnet" ? "warning" : "error";
    return { kind, severity, summary: `${text}, ${times(own.length)}.`, frames: framesOf(packets) };
  });
}
function askedBy({ packets }) {
  const questions = packets.filter(({ op }) => op === 1);
  return {
    options: questions.findLast(({ parameterList }) => parameterList !== null)?.parameterList ?? void 0,
    leaseSeconds: questions.map(({ leaseSeconds }) => leaseSeconds)
  };
}
var contradictions = (packet) => packet.yiaddr !== "0.0.0.0" && isRouterOutside(packet) ? [routerOutside(packet)] : [];
function findingsOf(packet, exchange, expected) {
  const hasLease = packet.yiaddr !== "0.0.0.0";
  const findings = expected.ranges === void 0 ? [...contradictions(packet)] : [];
  const add = (kind, text) => void findings.push({ kind, text, packet });
  const asked = askedBy(exchange);
  const server = serverName(packet);
  const { ranges, routers, dns, mtu, leaseSeconds } = expected;
  if (ranges !== void 0 && hasLease && !ranges.some((range2) => isInRange(packet.yiaddr, range2))) {
    const who = clientName(packet);
    add("address-outside-subnet", `${server} gives ${packet.yiaddr} to ${who}, which is outside ${listed(ranges)}`);
  }
  const isDue = (code) => asked.options === void 0 || asked.options.includes(code);
  const compare = (kind, name, code, given, told) => {
    if (told === void 0 || isSameSet(given ?? [], told) || given === null && !isDue(code)) return;
    add(
      kind,
      `${server} gives ${name} ${given === null ? "none" : listed(given)} instead of ${told.length === 0 ? "none" : listed(told)}`
    );
  };
  compare("wrong-router", "as router", 3, packet.routers, routers);
  compare("wrong-dns", "as DNS server", 6, packet.dns, dns);
  compare(
    "wrong-mtu",
    "as MTU",
    26,
    packet.mtu === null ? null : [`${packet.mtu}`],
    mtu === void 0 ? void 0 : [`${mtu}`]
  );
  const isLeaseRight = packet.leaseSeconds === leaseSeconds || asked.leaseSeconds.includes(packet.leaseSeconds);
  if (leaseSeconds !== void 0 && hasLease && packet.leaseSeconds !== null && !isLeaseRight) {
    add("wrong-lease-time", `${server} gives leases of ${packet.leaseSeconds} s instead of ${leaseSeconds} s`);
  }
  return findings;
}
var isSameSet = (first, second) => first.length === second.length && first.every((entry) => second.includes(entry));
function isInRange(address, range2) {
  const [network = "", prefix = "32"] = range2.split("/");
  return isInNetwork(address, network, Number(prefix));
}
function isInNetwork(address, network, prefix) {
  const [first, second] = [ipv4Number(address), ipv4Number(network)];
  if (first === void 0 || second === void 0) return false;
  const size = 2 ** (32 - prefix);
  return Math.floor(first / size) === Math.floor(second / size);
}
var routerOutside = (packet) => ({
  kind: "router-outside-subnet",
  text: `${serverName(packet)} gives ${packet.yiaddr} with the mask ${packet.subnetMask}, from which its router ${packet.routers?.[0]} can't be reached`,
  packet
});
function isRouterOutside({ yiaddr, subnetMask, routers, optionCodes }) {
  const router = routers?.[0];
  if (subnetMask === null || router === void 0 || optionCodes.includes(121)) return false;
  const [mask, address, gateway] = [ipv4Number(subnetMask), ipv4Number(yiaddr), ipv4Number(router)];
  if (mask === void 0 || address === void 0 || gateway === void 0 || mask === 4294967295) return false;
  return (address & mask) !== (gateway & mask);
}

// src/packets/exchanges/servers.ts
var neutronPrefix = "fa:16:3e";
function foreignServers(exchanges, expected) {
  const answers = exchanges.flatMap(({ packets }) => packets.filter(isAnswer));
  const known = expected.serverIds === void 0 ? competing(exchanges) : unexpected(answers, expected.serverIds);
  return [...known, ...sameIdFromTwo(answers)];
}
function unexpected(answers, serverIds) {
  const foreign = answers.filter((packet) => !serverIds.includes(serverAddress(packet)));
  return [...groupBy(foreign, serverName)].map(
    ([name, own]) => rogue(`A DHCP server that does not belong here answers: ${name}, ${times(own.length)}.`, own)
  );
}
var rogue = (summary, packets) => ({
  kind: "rogue-server",
  severity: "error",
  summary,
  frames: framesOf(packets)
});
function competing(exchanges) {
  const contested = exchanges.map(({ packets }) => packets.filter(isAnswer)).filter(
    ([first, ...others]) => first !== void 0 && others.some((other) => serverAddress(other) !== serverAddress(first))
  );
  const groups = groupBy(contested, (answers) => [...new Set(answers.map(serverName))].sort().join(" and "));
  return [...groups].map(([names, own]) => judge(names, own));
}
function judge(names, contested) {
  const answers = contested.flat();
  const doAgree = contested.every(
    (own2) => new Set(own2.filter(({ type }) => type !== "NAK").map(({ yiaddr }) => yiaddr)).size < 2
  );
  if (doAgree) {
    return {
      kind: "two-servers",
      severity: "note",
      summary: `Several servers answer the same clients: ${names}. They offer the same addresses.`,
      frames: framesOf(answers)
    };
  }
  const foreign = answers.filter(({ srcMac }) => srcMac !== null && !srcMac.startsWith(neutronPrefix));
  const own = answers.filter(({ srcMac }) => srcMac?.startsWith(neutronPrefix));
  if (own.length > 0 && foreign.length > 0) {
    const who = listed([...new Set(foreign.map(serverName))]);
    const owner = listed([...new Set(own.map(serverName))]);
    return rogue(`A foreign DHCP server answers beside ${owner}: ${who}, whose MAC is none of Neutron's.`, foreign);
  }
  return rogue(`Servers contradict each other: ${offers(answers)}. One of them does not belong here.`, answers);
}
function offers(answers) {
  return [...groupBy(answers, serverName)].map(([name, own]) => `${name} offers ${listed([...new Set(own.map(({ yiaddr }) => yiaddr))])}`).join("; ");
}
var isOfSeveral = (answers) => answers.some(({ srcMac }) => srcMac !== answers[0]?.srcMac);
function sameIdFromTwo(answers) {
  const direct = answers.filter(
    ({ giaddr, srcMac, serverId }) => giaddr === "0.0.0.0" && srcMac !== null && serverId !== null
  );
  const ofOneId = [...groupBy(direct, ({ serverId }) => serverId ?? "").values()];
  const groups = ofOneId.filter(isOfSeveral).flatMap((own) => [...groupBy(own, ({ vlan }) => vlan.join()).values()]);
  return groups.flatMap((own) => {
    const macs = [...new Set(own.map(({ srcMac }) => srcMac ?? ""))];
    if (macs.length < 2) return [];
    return {
      kind: "server-id-twice",
      severity: "warning",
      summary: `Two machines answer as server ${own[0]?.serverId}: ${listed(macs)}.`,
      frames: framesOf(own)
    };
  });
}

// src/packets/exchanges/wire.ts
function badChecksums(packets) {
  const bad = packets.filter(({ udpChecksum }) => udpChecksum === "bad");
  const groups = groupBy(bad, ({ srcMac, srcIp, isChecksumLeftOut }) => `${srcMac ?? srcIp} ${isChecksumLeftOut}`);
  return [...groups.values()].flatMap((own) => {
    const [first] = own;
    if (first === void 0) return [];
    const sender = `${own.length === 1 ? "a packet" : `${own.length} packets`} of ${first.srcMac ?? first.srcIp}`;
    return first.isChecksumLeftOut ? leftOut(sender, own) : damaged(sender, own);
  });
}
var damaged = (sender, packets) => ({
  kind: "bad-udp-checksum",
  severity: "warning",
  summary: `The UDP checksum of ${sender} is wrong; receivers drop that.`,
  frames: framesOf(packets)
});
function leftOut(sender, packets) {
  const risk = packets.some(({ op }) => op === 2) ? ", but a VM on the same machine may get it so, and old DHCP clients drop it" : "";
  return {
    kind: "bad-udp-checksum",
    severity: "note",
    summary: `The UDP checksum of ${sender} was left to the network card. That is right on the machine that sends it${risk}.`,
    frames: framesOf(packets)
  };
}
function foreignSources(packets) {
  const differing = packets.filter(
    ({ op, giaddr, hops, ciaddr, srcMac, clientMac }) => op === 1 && giaddr === "0.0.0.0" && hops === 0 && ciaddr === "0.0.0.0" && srcMac !== null && clientMac?.length === srcMac.length && srcMac !== clientMac
  );
  return [...groupBy(differing, ({ srcMac }) => srcMac ?? "")].map(([sender, own]) => ({
    kind: "client-mac-differs",
    severity: "warning",
    summary: `${sender} sends DHCP in the name of ${listed([...new Set(own.map(clientName))])}. Anti-spoofing rules drop that.`,
    frames: framesOf(own)
  }));
}
function relays(packets) {
  const relayed = packets.filter(({ giaddr }) => giaddr !== "0.0.0.0");
  return [...groupBy(relayed, ({ giaddr }) => giaddr)].map(([giaddr, own]) => ({
    kind: "relayed",
    severity: "note",
    summary: `${own.length === 1 ? "A packet" : `${own.length} packets`} went through the relay ${giaddr}.`,
    frames: framesOf(own)
  }));
}
var vlanText = (vlan) => vlan.length === 0 ? "untagged" : `on VLAN ${vlan.join(".")}`;
var isSameVlan = (a, b) => a.vlan.length === b.vlan.length && a.vlan.every((id, index) => id === b.vlan[index]);
function strayReplies(exchanges) {
  return exchanges.flatMap(({ packets }) => {
    const asked = packets.filter(({ op, giaddr }) => op === 1 && giaddr === "0.0.0.0");
    const answers = packets.filter(({ op, giaddr }) => op === 2 && giaddr === "0.0.0.0");
    const [question] = asked;
    const [answer] = answers;
    if (question === void 0 || answer === void 0 || isSameVlan(question, answer)) return [];
    const vlans = new Set(asked.map(({ vlan }) => vlan.join()));
    if (answers.some(({ vlan }) => vlans.has(vlan.join()))) return [];
    return {
      kind: "reply-on-other-vlan",
      severity: "warning",
      summary: `${clientName(question)} asks ${vlanText(question.vlan)}, but ${serverName(answer)} answers ${vlanText(answer.vlan)}.`,
      frames: framesOf([...asked, ...answers])
    };
  });
}
function strayVlans(packets, { vlan: expected }) {
  if (expected === void 0) return [];
  const stray = packets.filter(({ vlan }) => vlan[0] !== expected);
  return [...groupBy(stray, ({ vlan }) => vlan.join("."))].map(([, own]) => ({
    kind: "wrong-vlan",
    severity: "error",
    summary: `DHCP came ${vlanText(own[0]?.vlan ?? [])} ${times(own.length)}, instead of on VLAN ${expected}.`,
    frames: framesOf(own)
  }));
}

// src/packets/exchanges/examine.ts
var isPlain = ({ outcome, packets }) => outcome === "completed" && packets.every(({ type }, index) => type === plainCourse[index]);
var plainCourse = ["DISCOVER", "OFFER", "REQUEST", "ACK"];
function examineDhcp(packets, expected = {}) {
  const exchanges = exchangesOf(packets);
  const clear = packets.filter(({ type, incomplete }) => type !== null || incomplete === null);
  const odd = exchanges.filter((exchange) => !isPlain(exchange));
  const problems = [
    ...failuresIn(odd),
    ...foreignServers(exchanges, expected),
    ...oddCourses(odd),
    ...badChecksums(packets),
    ...foreignSources(clear),
    ...strayReplies(exchanges),
    ...strayVlans(packets, expected),
    ...wrongOffers(exchanges, expected),
    ...relays(clear)
  ];
  const ranks = { error: 0, warning: 1, note: 2 };
  return { exchanges, problems: problems.toSorted((a, b) => ranks[a.severity] - ranks[b.severity]) };
}

export {
  examineDhcp
};
