import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  captureDhcp,
  commandsOf,
  isAnswered,
  packetOutWords,
  startCapture
} from "./chunk-RUHDIWMB.js";
import {
  NoValue,
  buildReport,
  fillText,
  fillWord,
  holds,
  isArp,
  isValueName,
  placesOf,
  sends,
  verdictNamesOf
} from "./chunk-N32KLSH5.js";
import {
  buildTopology,
  collectFacts
} from "./chunk-M6RIB4O2.js";
import {
  hostSubject,
  networksOf,
  routersOf,
  touches
} from "./chunk-MPFUDHQR.js";
import {
  examineDhcp
} from "./chunk-TZBNCHCF.js";
import {
  bootRequest,
  broadcastFlag,
  checksumOf,
  decodePacket,
  dhcpClientPort,
  dhcpMessage,
  dhcpServerPort,
  etherTypeIpv4,
  field,
  linkLayerOf,
  magicCookie,
  optionCode,
  protocolUdp,
  udpSum,
  wordSum
} from "./chunk-O2YEG4PM.js";
import {
  agentsAmong,
  programOf
} from "./chunk-X27BB6NT.js";
import {
  version
} from "./chunk-MIASDECV.js";
import {
  printableLine
} from "./chunk-FQLSMQAT.js";
import {
  gapOf,
  isOnVmBridge,
  layers,
  shownWay,
  wayOf
} from "./chunk-NTGOW6GL.js";
import {
  hasOwnAddresses,
  isDefaultRoute,
  portKeyOf
} from "./chunk-UYFCWSYG.js";
import {
  Unparsable,
  addressesOn,
  failureOf,
  isInRange,
  jsonLines,
  known,
  mapKnown,
  netfilterCommand,
  parsed,
  rangeOf,
  readNetfilter,
  refuseNoise,
  subnetAddressesOn,
  unknown,
  valuesOf
} from "./chunk-EAZ2GJYZ.js";
import {
  CouldNotTell,
  isOfTheWire
} from "./chunk-MI65KTFX.js";
import {
  ip
} from "./chunk-XZGLRBJB.js";
import {
  publishPacket
} from "./chunk-YZOUEH3A.js";
import {
  secondsOf
} from "./chunk-2XQHUW4B.js";
import {
  array,
  looseObject,
  string
} from "./chunk-4VOAQWUS.js";
import {
  ipv4Bytes,
  ipv4Text,
  macBytes,
  macText,
  u16,
  u8
} from "./chunk-5RHJENI4.js";
import {
  runOne
} from "./chunk-Z5IQXQWV.js";
import {
  UserError
} from "./chunk-6OZUCFDW.js";

// src/engine/scope.ts
var everything = { networks: [], routers: [], portKeys: [], portNetworks: [] };
var isEverything = ({ networks, routers, portKeys }) => networks.length + routers.length + portKeys.length === 0;
function isInScope(scope, subject) {
  if (isEverything(scope) || subject.kind === "bridge") return true;
  const networks = networksOf(subject);
  const routers = routersOf(subject);
  if (subject.kind === "host") return networks.length + routers.length === 0 || isTied(scope, networks, routers);
  if (subject.kind === "port" && scope.portKeys.includes(subject.portKey ?? "")) return true;
  const isVmPort = subject.path !== void 0 || subject.kind === "port" && routers.length === 0 && !/^(?:tap|ns-)/.test(subject.name);
  const ofPorts = isVmPort ? [] : scope.portNetworks;
  return isTied({ ...scope, networks: [...scope.networks, ...ofPorts] }, networks, routers);
}
var isTied = (scope, networks, routers) => networks.some((id) => scope.networks.includes(id)) || routers.some((id) => scope.routers.includes(id));

// src/engine/diagnose.ts
function diagnose(topology, checks, scope, now = () => performance.now()) {
  const outcomes = [];
  const judged = [];
  const suppressed = [];
  for (const check of checks) {
    const start = now();
    const judgement = judgeAll(topology, check, scope);
    const { faults, subjects, unknowns } = judgement;
    judged.push(...faults);
    suppressed.push(...judgement.suppressed);
    outcomes.push({
      id: check.id,
      layer: check.layer,
      verdict: verdictOf(check, judgement),
      subjects,
      ms: Math.round((now() - start) * 1e3) / 1e3,
      reason: unknowns[0] ?? reasonToSkip(check, judgement)
    });
  }
  const findings = explain(judged);
  return {
    verdict: overallVerdict(findings, outcomes),
    layers: layers.map((id) => ({ id, verdict: layerVerdict(outcomes.filter(({ layer }) => layer === id)) })),
    findings,
    checks: outcomes,
    suppressed
  };
}
function judgeAll(topology, check, scope) {
  if (check.leftOut !== void 0) return { faults: [], subjects: 0, unknowns: [], suppressed: [] };
  const section = topology[check.each];
  if (!section.known) return { faults: [], subjects: 0, unknowns: [section.reason], suppressed: [] };
  const items = section.value.filter(({ subject }) => isInScope(scope, subject));
  const faults = [];
  const unknowns = [];
  const suppressed = [];
  let subjects = 0;
  for (const item of items) {
    try {
      if (check.applies?.(item) === false) continue;
      subjects += 1;
      const fault = check.judge(item);
      if (fault === void 0) continue;
      const { subject } = item;
      const acceptance = check.accepted?.(subject);
      if (acceptance === void 0) {
        faults.push({ check, subject, fault });
        continue;
      }
      const { reason, until } = acceptance;
      suppressed.push({ check: check.id, subject, summary: fault.summary, reason, until });
    } catch (error) {
      if (!(error instanceof CouldNotTell)) throw error;
      unknowns.push(error.message);
    }
  }
  return { faults, subjects, unknowns, suppressed };
}
function reasonToSkip({ leftOut }, { faults, subjects, suppressed }) {
  if (leftOut !== void 0) return leftOut;
  if (subjects === 0) return "nothing here that it applies to";
  return faults.length === 0 && suppressed.length > 0 ? "what it found is suppressed by the playbook" : null;
}
function verdictOf(check, judgement) {
  const { faults, unknowns } = judgement;
  const severities = faults.map(({ fault }) => fault.severity ?? check.severity);
  if (severities.includes("error")) return "fail";
  if (severities.includes("warning")) return "warn";
  if (unknowns.length > 0) return "unknown";
  return reasonToSkip(check, judgement) === null ? "pass" : "skipped";
}
function explain(judged) {
  const causes = /* @__PURE__ */ new Map();
  for (const [index, one] of judged.entries()) {
    const direct = judged.slice(0, index).filter((earlier) => accountsFor(earlier, one));
    causes.set(one, [...new Set(direct.flatMap((cause) => rootsOf(cause, causes)))]);
  }
  const isRoot = (one) => (causes.get(one)?.length ?? 0) === 0;
  const weight = (one) => (isRoot(one) ? 0 : 2) + (severityOf(one) === "error" ? 0 : 1);
  const ordered = [...judged].sort((one, other) => weight(one) - weight(other));
  const idOf = new Map(ordered.map((one, index) => [one, `F${index + 1}`]));
  return ordered.map(
    (one) => ({
      summary: one.fault.summary,
      evidence: one.fault.evidence,
      fix: one.fault.fix,
      id: idOf.get(one) ?? "",
      check: one.check.id,
      layer: one.check.layer,
      severity: severityOf(one),
      cause: isRoot(one) ? "root" : "consequence",
      causedBy: (causes.get(one) ?? []).map((cause) => idOf.get(cause) ?? ""),
      subject: one.subject
    })
  );
}
function accountsFor(earlier, one) {
  const { shared } = earlier.fault;
  if (shared !== void 0 && shared === one.fault.shared) return true;
  return one.check.explainedBy.includes(earlier.check.id) && touches(one.subject, earlier.subject);
}
function rootsOf(one, causes) {
  const own = causes.get(one) ?? [];
  return own.length === 0 ? [one] : own;
}
var severityOf = ({ check, fault }) => fault.severity ?? check.severity;
function layerVerdict(outcomes) {
  const verdicts = new Set(outcomes.map(({ verdict }) => verdict));
  const order = ["fail", "warn", "unknown", "pass"];
  return order.find((verdict) => verdicts.has(verdict)) ?? "skipped";
}
function overallVerdict(findings, outcomes) {
  if (findings.some(({ severity }) => severity === "error")) return "failing";
  return outcomes.some(({ verdict, reason }) => verdict === "unknown" || verdict === "warn" && reason !== null) ? "incomplete" : "healthy";
}
function exitCodeOf({ verdict, findings }, failOn) {
  if (findings.some(({ severity }) => failOn === "warning" || severity === "error")) return 1;
  return verdict === "incomplete" ? 3 : 0;
}

// src/facts/starting.ts
var startLastsSeconds = 60;
var leastBusyPercent = 5;
async function startingAgents(host, processes) {
  const agents = agentsAmong(processes);
  if (agents.length === 0) return [];
  const pids = agents.map(({ pid }) => pid).join(",");
  const result = await runOne(host, { argv: ["ps", "-o", "pid=,etime=,pcpu=", "-p", pids] });
  const lines = result.kind === "exited" ? result.stdout.split("\n") : [];
  const starting = lines.flatMap((line) => {
    const [, pid, age = "", busy] = line.match(/^\s*(\d+)\s+([\d:-]+)\s+([\d.]+)\s*$/) ?? [];
    const seconds = secondsOf2(age);
    const isStarting = seconds < 1 || seconds < startLastsSeconds && Number(busy) >= leastBusyPercent;
    return isStarting ? agents.filter((agent) => agent.pid === Number(pid)) : [];
  });
  return [...new Set(starting.map(programOf))];
}
function secondsOf2(elapsed) {
  const [, days = 0, hours = 0, minutes, seconds] = elapsed.match(/^(?:(?:(\d+)-)?(\d+):)?(\d+):(\d+)$/) ?? [];
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
}

// src/facts/bridge-rules.ts
var bridgeRulesCommand = { argv: ["ebtables-save"] };
function readBridgeRules(result) {
  return parsed(bridgeRulesCommand, result, (text) => {
    refuseNoise(text);
    if (!text.endsWith("\n") && text !== "") throw new Unparsable("cut short");
    let table = "";
    return text.split("\n").flatMap((line) => {
      table = line.match(/^\*(\w+)$/)?.[1] ?? table;
      return line.startsWith("-A ") ? [`${table} ${line.trimEnd()}`] : [];
    });
  });
}

// src/probes/dhcp-probe.ts
import { createHash } from "node:crypto";

// src/packets/dhcp/encode.ts
var minLength = 300;
function encodeDhcpMessage(message) {
  const options = message.options.flatMap(encodeOption);
  const length = message.options.length === 0 ? minLength : field.options + options.length + 1;
  const bytes = new Uint8Array(Math.max(length, minLength));
  const view = new DataView(bytes.buffer);
  const chaddr = macBytes(message.chaddr);
  if (chaddr.length > 16) throw new RangeError(`a hardware address of ${chaddr.length} bytes`);
  bytes.set([message.op, message.htype, chaddr.length, message.hops]);
  view.setUint32(4, message.xid);
  view.setUint16(8, message.secs);
  view.setUint16(10, message.flags);
  bytes.set([message.ciaddr, message.yiaddr, message.siaddr, message.giaddr].flatMap(ipv4Bytes), 12);
  bytes.set(chaddr, field.chaddr);
  bytes.set(textField(message.sname, field.file - field.sname), field.sname);
  bytes.set(textField(message.file, field.cookie - field.file), field.file);
  if (message.options.length === 0) return bytes;
  view.setUint32(field.cookie, magicCookie);
  bytes.set(options, field.options);
  bytes[field.options + options.length] = optionCode.end;
  return bytes;
}
function encodeOption({ code, value }) {
  if (code === optionCode.pad || code === optionCode.end || code > 255)
    throw new RangeError(`no option has code ${code}`);
  const bytes = [];
  for (let at = 0; at === 0 || at < value.length; at += 255) {
    const part = value.subarray(at, at + 255);
    bytes.push(code, part.length, ...part);
  }
  return bytes;
}
function textField(text, size) {
  const bytes = Buffer.from(text, "latin1");
  if (bytes.length > size) throw new RangeError(`"${text}" is longer than ${size} bytes`);
  return bytes;
}

// src/packets/encode-frame.ts
var ipHeaderLength = 20;
var udpHeaderLength = 8;
function encodeDhcpFrame({ srcMac, dstMac, vlan, srcIp, dstIp, message }) {
  const addresses = [dstMac, srcMac].map(macBytes);
  if (addresses.some(({ length }) => length !== 6)) throw new RangeError(`no Ethernet address: ${dstMac} or ${srcMac}`);
  const tag = vlan === void 0 ? [] : [129, 0, vlan >> 8 & 15, vlan & 255];
  const packet = encodePacket(srcIp, dstIp, encodeDhcpMessage(message), message.op === bootRequest);
  return Uint8Array.from([...addresses.flat(), ...tag, etherTypeIpv4 >> 8, etherTypeIpv4 & 255, ...packet]);
}
function encodePacket(srcIp, dstIp, message, isRequest) {
  const udpLength = udpHeaderLength + message.length;
  const bytes = new Uint8Array(ipHeaderLength + udpLength);
  if (bytes.length > 65535) throw new RangeError(`a message of ${message.length} bytes fits no IPv4 packet`);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 69);
  view.setUint8(1, 16);
  view.setUint16(2, bytes.length);
  view.setUint8(8, 64);
  view.setUint8(9, protocolUdp);
  bytes.set([...ipv4Bytes(srcIp), ...ipv4Bytes(dstIp)], 12);
  view.setUint16(10, checksumOf(wordSum(bytes, 0, ipHeaderLength)));
  view.setUint16(ipHeaderLength, isRequest ? dhcpClientPort : dhcpServerPort);
  view.setUint16(ipHeaderLength + 2, isRequest ? dhcpServerPort : dhcpClientPort);
  view.setUint16(ipHeaderLength + 4, udpLength);
  bytes.set(message, ipHeaderLength + udpHeaderLength);
  const checksum = checksumOf(udpSum(bytes, 12, ipHeaderLength, udpLength));
  view.setUint16(ipHeaderLength + 6, checksum === 0 ? 65535 : checksum);
  return bytes;
}

// src/probes/dhcp-probe.ts
var answerMs = 2e3;
var deliveryMs = 400;
var othersMs = 50;
var probeXid = (clientMac) => createHash("sha256").update(`qdoctor ${clientMac}`).digest().readUInt32BE(0);
var xidText = (xid) => `0x${xid.toString(16).padStart(8, "0")}`;
var neutralMac = (clientMac) => `02:${createHash("sha256").update(clientMac).digest("hex").slice(0, 10).replace(/(..)(?=.)/g, "$1:")}`;
async function probeDhcp(host, probe2) {
  const xid = probeXid(probe2.clientMac);
  const captures = probe2.places.map(
    (place) => captureDhcp(host, place, answerMs + deliveryMs, ({ xid: seen }) => seen === xidText(xid))
  );
  const starts = await Promise.all(captures.map(({ started }) => started));
  const send = {
    argv: packetOutWords(probe2.bridge, probe2.ofport, discover(probe2, xid))
  };
  const [atServer] = starts;
  const failure = atServer?.known === false ? atServer.reason : failureOf(send, await runOne(host, send));
  if (failure === void 0) {
    await unlessBefore(host, answerMs, captures[0]?.sawOffer);
    await unlessBefore(host, deliveryMs, captures.at(-1)?.sawOffer);
    await host.wait(othersMs);
  }
  return {
    sent: failure === void 0 ? known(true) : unknown(failure),
    points: await Promise.all(captures.map((capture) => capture.end()))
  };
}
async function unlessBefore(host, milliseconds, event) {
  const over = new AbortController();
  await Promise.race([event, host.wait(milliseconds, over.signal)]);
  over.abort();
}
function discover({ srcMac, clientMac }, xid) {
  const message = dhcpMessage({
    op: bootRequest,
    xid,
    // By broadcast: a VM's stack would drop, and a switch could not place, a reply to an address that nobody has yet.
    flags: broadcastFlag,
    chaddr: clientMac,
    options: [
      { code: 53, value: Uint8Array.of(1) },
      { code: 55, value: Uint8Array.of(1, 3, 6, 15, 26, 28, 51, 121) }
    ]
  });
  const frame = encodeDhcpFrame({
    srcMac,
    dstMac: "ff:ff:ff:ff:ff:ff",
    srcIp: "0.0.0.0",
    dstIp: "255.255.255.255",
    message
  });
  return Buffer.from(frame).toString("hex");
}

// src/probes/listen-dhcp.ts
var answerMs2 = 2e3;
var notNeeded = unknown("not needed");
var clockCommand = { argv: ["date", "+%s.%N"] };
async function listenForDhcp(host, server, serverPlace, vms, seconds) {
  const start = (place) => captureDhcp(host, place, seconds * 1e3 + answerMs2, () => true);
  const atServer = start(serverPlace);
  await atServer.started;
  const atVms = vms.map(({ vm, places }) => ({ vm, captures: places.map(start) }));
  const captures = [atServer, ...atVms.flatMap((side) => side.captures)];
  await Promise.all(captures.map(({ started }) => started));
  await host.wait(seconds * 1e3);
  const until = await clockOf(host);
  if (captures.some(({ packets }) => isWaiting(packets))) await host.wait(answerMs2);
  const serverPoint = await atServer.end();
  const pointsOf = new Map(
    await Promise.all(
      atVms.map(async ({ vm, captures: own }) => [vm, await Promise.all(own.map((capture) => capture.end()))])
    )
  );
  return {
    talk: { subject: server.subject, server, seconds, packets: serverPoint.packets },
    watches: watchesOf(server, serverPoint, pointsOf, until)
  };
}
async function clockOf(host) {
  const clock = parsed(clockCommand, await runOne(host, clockCommand), Number.parseFloat);
  return clock.known && Number.isFinite(clock.value) ? clock.value : Number.POSITIVE_INFINITY;
}
function isWaiting(packets) {
  const last = new Map(packets.map(({ clientMac, op }) => [clientMac, op]));
  return [...last.values()].includes(1);
}
function watchesOf(server, serverPoint, pointsOf, until) {
  const base = {
    subject: server.subject,
    server,
    isProbe: false,
    sent: known(true),
    rules: notNeeded,
    bridgeRules: notNeeded,
    trace: notNeeded
  };
  if (!serverPoint.packets.known) {
    return [{ ...base, vm: void 0, clientMac: "", from: void 0, points: [serverPoint] }];
  }
  const points = [serverPoint, ...[...pointsOf.values()].flat()];
  const asking = points.flatMap(({ packets }) => valuesOf(packets)).filter((packet) => packet.op === 1 && (secondsOf(packet) ?? 0) <= until);
  const clients = new Set(asking.flatMap(({ clientMac }) => clientMac ?? []));
  return [...clients].map((clientMac) => {
    const vm = server.vmPorts.find(({ mac }) => mac === clientMac);
    const own = [serverPoint, ...(vm && pointsOf.get(vm)) ?? []].map((point) => ofClient(point, clientMac));
    return {
      ...base,
      vm,
      clientMac,
      from: vm?.port.known === true ? vm.port.value : void 0,
      points: sinceFirstAtVm(own)
    };
  });
}
var ofClient = (point, clientMac) => ({
  ...point,
  packets: mapPackets(point.packets, (packet) => packet.clientMac === clientMac)
});
function sinceFirstAtVm(points) {
  const atVm = points.find(({ at }) => at === "vm-side");
  const first = atVm?.packets.known === true ? atVm.packets.value.find(({ op }) => op === 1) : void 0;
  const since = first === void 0 ? void 0 : secondsOf(first);
  if (since === void 0) return points.filter(({ at }) => at === "server");
  return points.map((point) => ({
    ...point,
    packets: mapPackets(point.packets, (packet) => (secondsOf(packet) ?? since) >= since)
  }));
}
var mapPackets = (packets, isKept) => packets.known ? known(packets.value.filter(isKept)) : packets;

// src/probes/watch-dhcp.ts
var atATime = 6;
var mostListenedVms = 8;
var notNeeded2 = unknown("not needed");
async function watchDhcp(host, topology, { isAsked, wantedPorts, permission }) {
  const { dhcpServers } = topology;
  if (!dhcpServers.known) return { dhcpWatches: dhcpServers, dhcpTalks: dhcpServers };
  const isDead = topology.daemons.known && topology.daemons.value.some(({ daemon }) => daemon.known && !daemon.value.answers);
  const nothing = { dhcpWatches: known([]), dhcpTalks: known([]) };
  if (isDead) return nothing;
  const ports = valuesOf(topology.ports);
  const servers = dhcpServers.value.filter((server) => isAsked(server.subject) && placeOf(server) !== void 0);
  if (permission.may === "listen") {
    if (permission.seconds === 0) return nothing;
    const listened = listenedVms(servers, wantedPorts);
    const heard = await Promise.all(
      servers.flatMap((server) => {
        const place = placeOf(server);
        const vms = listened.filter((vm) => server.vmPorts.includes(vm)).map((vm) => ({ vm, places: placesOf2(vm) }));
        return place === void 0 ? [] : listenForDhcp(host, server, place, vms, permission.seconds);
      })
    );
    return {
      dhcpWatches: known(
        await Promise.all(heard.flatMap(({ watches: watches2 }) => watches2.map((watch) => explainLoss(host, watch))))
      ),
      dhcpTalks: known(heard.map(({ talk }) => talk))
    };
  }
  const waiting = servers.flatMap((server) => clientsOf(server, ports, wantedPorts).map((client) => ({ server, client }))).map((probing, at) => ({ ...probing, at }));
  const watches = [];
  const worker = async () => {
    for (let next = waiting.shift(); next !== void 0; next = waiting.shift()) {
      watches[next.at] = await explainLoss(host, await probe(host, next.server, next.client));
    }
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  return { dhcpWatches: known(watches), dhcpTalks: known([]) };
}
function placeOf({ interface: device, namespace }) {
  const found = device.known ? device.value : void 0;
  return found === void 0 || found.isUp === false ? void 0 : { at: "server", device: found.name, namespace };
}
function placesOf2(vm) {
  const place = (device, at) => device === void 0 || device.isUp === false ? [] : [{ at, device: device.name, namespace: void 0 }];
  const atSwitch = place(vm?.qvb, "switch-side");
  return vm?.qvb?.isUp === false ? [] : [...atSwitch, ...place(vm?.tap, "vm-side")];
}
function listenedVms(servers, wantedPorts) {
  const vms = servers.flatMap(({ vmPorts }) => vmPorts).filter(({ portKey, tap }) => tap !== void 0 && (wantedPorts.length === 0 || wantedPorts.includes(portKey)));
  return vms.length > mostListenedVms ? [] : vms;
}
function clientsOf(server, ports, wantedPorts) {
  const vms = server.vmPorts.flatMap((vm) => {
    const port = vm.port.known ? vm.port.value : void 0;
    const isPlugged = vm.tap !== void 0 && (port?.interface?.ofport ?? -1) > 0;
    return !isPlugged || port === void 0 || vm.mac === void 0 ? [] : [{ port, vm, srcMac: vm.mac, clientMac: vm.mac }];
  });
  const wanted = vms.filter(({ vm }) => wantedPorts.includes(vm?.portKey ?? ""));
  if (wanted.length > 0) return wanted;
  const [first] = vms;
  if (first !== void 0) return [vms.find(({ clientMac: clientMac2 }) => server.files?.macs.has(clientMac2)) ?? first];
  const router = ports.find(
    ({ role, network, interface: device }) => role === "router-interface" && network?.id === server.networkId && (device?.ofport ?? -1) > 0
  );
  const own = router?.interface?.attachedMac;
  const clientMac = server.files?.hosts.find(({ mac }) => mac !== own)?.mac;
  if (router === void 0 || clientMac === void 0) return [];
  return [{ port: router, vm: void 0, srcMac: neutralMac(clientMac), clientMac }];
}
async function probe(host, server, client) {
  const { port, vm, srcMac, clientMac } = client;
  const watched = await probeDhcp(host, {
    bridge: port.port.bridge,
    ofport: port.interface?.ofport ?? -1,
    srcMac,
    clientMac,
    places: [placeOf(server) ?? [], placesOf2(vm)].flat()
  });
  return {
    subject: server.subject,
    server,
    vm,
    clientMac,
    from: port,
    isProbe: true,
    ...watched,
    rules: notNeeded2,
    bridgeRules: notNeeded2,
    trace: notNeeded2
  };
}
async function explainLoss(host, watch) {
  const { server, from, vm, clientMac, sent } = watch;
  if (!sent.known) return watch;
  const lostThere = gapOf(watch, "DISCOVER");
  const lost = lostThere ?? gapOf(watch, "OFFER");
  const isAnswered2 = wayOf(watch).some(
    ({ message, at, verdict }) => message === "OFFER" && at === "server" && verdict !== "lost"
  );
  if (lost === void 0 || lostThere === void 0 && !isAnswered2) {
    if (isAnswered2) return watch;
    const command = netfilterCommand(server.namespace);
    return { ...watch, rules: readNetfilter(command, await runOne(host, command)) };
  }
  if (isOnVmBridge(lost)) {
    return { ...watch, bridgeRules: readBridgeRules(await runOne(host, bridgeRulesCommand)) };
  }
  const port = server.port.known ? server.port.value : void 0;
  const mac = server.interface.known ? server.interface.value?.mac : void 0;
  if (lostThere !== void 0) {
    return from === void 0 ? watch : { ...watch, trace: await trace(host, from, vm?.mac ?? clientMac, [68, 67]) };
  }
  return port === void 0 || mac === void 0 ? watch : { ...watch, trace: await trace(host, port, mac, [67, 68]) };
}
async function trace(host, port, srcMac, [source, target]) {
  const addresses = source === 68 ? "nw_src=0.0.0.0," : "";
  const flow = `in_port=${port.interface?.ofport},dl_src=${srcMac},dl_dst=ff:ff:ff:ff:ff:ff,udp,${addresses}nw_dst=255.255.255.255,udp_src=${source},udp_dst=${target}`;
  const command = { argv: ["ovs-appctl", "--timeout=5", "ofproto/trace", port.port.bridge, flow] };
  return parsed(command, await runOne(host, command), (text) => ({ command: command.argv, text }));
}

// src/topology/reaches.ts
var askersPerGateway = 2;
function reachTargetsOf(topology, isAsked) {
  if (!topology.routers.known || !topology.vmPorts.known || !topology.ports.known) return [];
  const legs = topology.routers.value.flatMap(askingLegs);
  const bridges = valuesOf(topology.externalBridges);
  const plugs = topology.vmPorts.value;
  const servers = valuesOf(topology.dhcpServers);
  const ports = topology.ports.value;
  const vms = legs.flatMap((leg) => guestsBehind(leg, ports, plugs, servers)).filter(({ subject }) => isAsked(subject));
  const asked = /* @__PURE__ */ new Map();
  const gateways = legs.flatMap((leg) => gatewayBefore(leg, bridges)).filter(({ subject, address, bridge }) => {
    const key = `${bridge?.name} ${address}`;
    const count = asked.get(key) ?? 0;
    if (!isAsked(subject) || count >= askersPerGateway) return false;
    asked.set(key, count + 1);
    return true;
  });
  const isUp = upDevices(topology.routers.value);
  return [...vms, ...gateways].filter(({ way }) => way.every(isUp));
}
function upDevices([router]) {
  const stack = router?.host.stack;
  if (stack?.interfaces.known !== true || !stack.isComplete) return () => true;
  const states = new Map(stack.interfaces.value.map(({ name, isUp }) => [name, isUp]));
  return (name) => states.has(name) && states.get(name) !== false;
}
var askingLegs = (router) => hasOwnAddresses(router) ? router.legs.flatMap(askingLeg) : [];
function askingLeg(from) {
  const device = from.interface.known ? from.interface.value : void 0;
  const fromPort = from.port.known ? from.port.value : void 0;
  const [own] = subnetAddressesOn(device);
  if (device?.mac === void 0 || own === void 0 || fromPort === void 0 || device.isUp === false) return [];
  return (fromPort.interface?.ofport ?? -1) > 0 ? [{ from, fromPort, mac: device.mac, own }] : [];
}
function guestsBehind(leg, ports, plugs, servers) {
  if (leg.from.role !== "router-interface") return [];
  const network = leg.fromPort.network?.id;
  const strangers = ports.flatMap(
    ({ network: other, interface: device }) => other === void 0 || other.id === network ? [] : device?.attachedMac ?? []
  );
  const files = servers.find(({ networkId }) => networkId === network)?.files;
  const guests = ports.filter(({ role, hasGuest }) => role === "vm" && hasGuest);
  return guests.flatMap((port) => {
    if (port.network === void 0 || port.network.id !== network) return [];
    const plug = plugs.find(({ portKey }) => portKey === port.subject.portKey);
    const mac = port.interface?.attachedMac;
    if (mac === void 0) return [];
    const address = addressOf(files, plug, mac, rangeOf(leg.own));
    if (address === void 0) return [];
    const tap = `tap${port.subject.portKey}`;
    return [
      {
        ...leg,
        subject: { ...port.subject, routers: [leg.from.router.id], path: [leg.fromPort.subject.portKey ?? ""] },
        address,
        vm: { port, mac, macs: macsOf(port, mac, plug, guests), strangers, files },
        bridge: void 0,
        // Without a Linux bridge of its own, a guest is plugged into the switch itself.
        way: plug?.qvb === void 0 ? [tap] : [plug.qvb.name, tap]
      }
    ];
  });
}
function macsOf(port, mac, plug, guests) {
  const instance = port.interface?.externalIds["vm-uuid"];
  const siblings = guests.filter(
    (guest) => instance !== void 0 && guest.interface?.externalIds["vm-uuid"] === instance
  );
  const allowed = plug?.spoofing.known ? plug.spoofing.value.flatMap((rule) => rule.match(/--mac-source (\S+)/)?.[1]?.toLowerCase() ?? []) : [];
  const others = siblings.flatMap((guest) => guest.interface?.attachedMac ?? []);
  return [mac, ...allowed, ...others];
}
function addressOf(files, plug, mac, range) {
  const listed = files?.hosts.find((line) => line.mac === mac && isInRange(line.address, range))?.address;
  const rules = plug?.spoofing.known ? plug.spoofing.value : [];
  const isOnly = rules.filter((rule) => rule.endsWith("-j RETURN")).length === 1;
  const ruled = plug?.mac === mac && isOnly ? plug.address : void 0;
  return listed ?? (ruled !== void 0 && isInRange(ruled, range) ? ruled : void 0);
}
function gatewayBefore(leg, bridges) {
  const { router, role, device } = leg.from;
  if (role !== "router-gateway" || !router.stack.routes.known) return [];
  const address = router.stack.routes.value.find((route) => isDefaultRoute(route) && route.device === device)?.gateway;
  if (address === void 0 || !isInRange(address, rangeOf(leg.own))) return [];
  const bridge = bridges.find(({ routers }) => routers.includes(router));
  const isOwn = addressesOn(bridge?.interface).some((held) => held.address === address);
  const subject = { ...leg.from.subject, routers: [router.id] };
  return [
    {
      ...leg,
      subject,
      address,
      vm: void 0,
      bridge,
      way: isOwn ? [bridge?.name ?? ""] : (bridge?.uplinks ?? []).slice(0, 1)
    }
  ];
}

// src/packets/arp.ts
var etherTypeArp = 2054;
var ethernetHeaderLength = 14;
var arpLength = 28;
var linkTypeEthernet = 1;
var operations = { request: 1, reply: 2 };
function readArp({ bytes, linkType }) {
  if (linkType !== linkTypeEthernet || bytes.length < ethernetHeaderLength + arpLength) return void 0;
  const at = ethernetHeaderLength;
  const isArp2 = u16(bytes, 12) === etherTypeArp && u16(bytes, at) === 1 && u16(bytes, at + 2) === etherTypeIpv4;
  const operation = u16(bytes, at + 6);
  if (!isArp2 || u16(bytes, at + 4) !== 1540 || operation !== 1 && operation !== 2) return void 0;
  return {
    operation: operation === operations.request ? "request" : "reply",
    senderMac: macText(bytes, at + 8),
    senderIp: ipv4Text(bytes, at + 14),
    targetIp: ipv4Text(bytes, at + 24)
  };
}
function encodeArpRequest(asking) {
  const srcMac = macBytes(asking.srcMac);
  if (srcMac.length !== 6) throw new RangeError(`no Ethernet address: ${asking.srcMac}`);
  const word = (value) => [value >> 8, value & 255];
  return Uint8Array.from([
    ...macBytes("ff:ff:ff:ff:ff:ff"),
    ...srcMac,
    ...word(etherTypeArp),
    ...[...word(1), ...word(etherTypeIpv4), 6, 4, ...word(operations.request)],
    ...srcMac,
    ...ipv4Bytes(asking.srcIp),
    ...macBytes("00:00:00:00:00:00"),
    ...ipv4Bytes(asking.targetIp)
  ]);
}

// src/probes/bell.ts
function bell() {
  let wake = () => {
  };
  return {
    ring: () => wake(),
    async until(host, milliseconds, isEnough) {
      if (isEnough()) return;
      const over = new AbortController();
      const enough = new Promise((resolve) => {
        wake = () => {
          if (isEnough()) resolve();
        };
      });
      await Promise.race([enough, host.wait(milliseconds, over.signal)]);
      over.abort();
    }
  };
}

// src/probes/arp-probe.ts
var answerMs3 = 300;
var othersMs2 = 50;
var tries = 3;
async function askForAll(host, asker, addresses) {
  const isAnswered2 = (address) => capture.packets.some((packet) => isAnswerOf(packet, address));
  const heard = bell();
  const capture = captureArp(host, asker, "arp", heard.ring);
  const began = await capture.started;
  let failure = began.known ? void 0 : began.reason;
  for (let round = 1; round < tries && failure === void 0; round += 1) {
    const silent = addresses.filter((address) => !isAnswered2(address));
    failure = await ask(host, asker, silent);
    if (failure === void 0) await heard.until(host, answerMs3, () => addresses.every(isAnswered2));
  }
  if (failure === void 0) await host.wait(othersMs2);
  const packets = await capture.end();
  return failure === void 0 ? packets : unknown(failure);
}
async function followRequest(host, asker, address, places) {
  const heard = bell();
  const filter = `arp and host ${address}`;
  const captures = [asker, ...places].map((place) => captureArp(host, place, filter, heard.ring));
  await Promise.all(captures.map(({ started }) => started));
  let failure;
  const isBack = () => captures[0]?.packets.some((packet) => isAnswerOf(packet, address)) === true;
  for (let round = 0; round < tries && failure === void 0 && !isBack(); round += 1) {
    failure = await ask(host, asker, [address]);
    if (failure === void 0) await heard.until(host, answerMs3, isBack);
  }
  const seen = await Promise.all(captures.map((capture) => capture.end()));
  return failure === void 0 ? seen : seen.map(() => unknown(failure ?? ""));
}
var captureArp = (host, place, filter, onPacket) => startCapture(host, place, {
  filter,
  milliseconds: tries * answerMs3,
  read: (captured) => [readArp(captured) ?? []].flat(),
  onPacket
});
var isAnswerOf = ({ operation, senderIp }, address) => operation === "reply" && senderIp === address;
async function ask(host, asker, addresses) {
  const commands = addresses.map((targetIp) => {
    const frame = encodeArpRequest({ srcMac: asker.mac, srcIp: asker.address, targetIp });
    return { argv: packetOutWords(asker.bridge, asker.ofport, Buffer.from(frame).toString("hex")) };
  });
  const results = await host.run(commands);
  const failures = commands.map((command, index) => failureOf(command, results[index] ?? { kind: "aborted" }));
  return failures.find((failure) => failure !== void 0);
}

// src/probes/guest-traces.ts
async function addGuestTraces(host, reaches) {
  const commands = reaches.flatMap(({ from, vm }) => {
    const folder = vm?.files?.folder;
    return [neighboursCommand(from.router.namespace), ...folder === void 0 ? [] : [leasesCommand(folder)]];
  });
  const unique = [...new Map(commands.map((command) => [command.argv.join(" "), command])).values()];
  const results = await host.run(unique);
  const answers = unique.map((command, index) => ({
    command,
    result: results[index] ?? { kind: "aborted" }
  }));
  return reaches.map((reach) => ({ ...reach, traceOfGuest: traceOf(reach, answers) }));
}
var neighboursCommand = (namespace) => ({ argv: ip(namespace, "-j", "neigh", "show") });
var leasesCommand = (folder) => ({ argv: ["cat", `${folder}/leases`] });
function traceOf({ from, vm, address }, answers) {
  if (vm === void 0) return void 0;
  const { namespace } = from.router;
  const folder = vm.files?.folder;
  for (const { command, result } of answers) {
    const isLeases = folder !== void 0 && command.argv[1] === `${folder}/leases`;
    const isNeighbours = command.argv[2] === namespace;
    if (!isLeases && !isNeighbours) continue;
    const read = isLeases ? readLease : readNeighbour;
    const line = parsed(command, result, (text) => read(text, vm.mac, address));
    if (line.known && line.value !== void 0) {
      const where = isLeases ? "host" : namespace;
      return { command: command.argv.filter((word) => word !== "-j"), where, output: line.value };
    }
  }
  return void 0;
}
var readLease = (text, mac, address) => text.split("\n").find((line) => {
  const [, leased, held, name, client] = line.split(" ");
  return leased?.toLowerCase() === mac && held === address && !(name === "*" && client === "*");
});
var neighboursSchema = array(
  looseObject({ dst: string(), dev: string(), lladdr: string().optional(), state: array(string()) })
);
function readNeighbour(text, mac, address) {
  const entries = neighboursSchema.safeParse(jsonLines(text, 1)[0]);
  const found = entries.data?.find(({ dst, lladdr }) => dst === address && lladdr?.toLowerCase() === mac);
  return found && `${found.dst} dev ${found.dev} lladdr ${found.lladdr} ${found.state.join(",")}`;
}

// src/probes/watch-reach.ts
var atATime2 = 6;
var mostAskers = 48;
var mostFollowed = 12;
async function watchReach(host, topology, isAsked, wantedPorts) {
  if (!topology.routers.known) return topology.routers;
  const isDead = topology.daemons.known && topology.daemons.value.some(({ daemon }) => daemon.known && !daemon.value.answers);
  if (isDead) return known([]);
  const byLeg = /* @__PURE__ */ new Map();
  for (const target of reachTargetsOf(topology, isAsked)) {
    byLeg.set(target.from, [...byLeg.get(target.from) ?? [], target]);
  }
  const groups = [...byLeg.values()].slice(0, mostAskers);
  const asked = (await sideBySide(groups, (group) => askTogether(host, group, wantedPorts))).flat();
  const odd = await addGuestTraces(host, asked.filter(isOdd));
  const followed = await sideBySide(
    [...odd].sort((one, other) => rank(one) - rank(other)).slice(0, mostFollowed),
    (reach) => follow(host, reach)
  );
  return known([...asked.filter((reach) => !isOdd(reach)), ...followed]);
}
var rank = ({ isWanted: isWanted2, traceOfGuest }) => isWanted2 ? 0 : traceOfGuest === void 0 ? 2 : 1;
async function sideBySide(items, work) {
  const results = [];
  const waiting = [...items.entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next !== void 0; next = waiting.shift()) results[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: atATime2 }, worker));
  return results;
}
var askerOf = ({ from, fromPort, mac, own }) => ({
  device: from.device,
  namespace: from.router.namespace,
  bridge: fromPort.port.bridge,
  ofport: fromPort.interface?.ofport ?? -1,
  mac,
  address: own.address
});
async function askTogether(host, targets, wantedPorts) {
  const [first] = targets;
  if (first === void 0) return [];
  const heard = await askForAll(
    host,
    askerOf(first),
    targets.map(({ address }) => address)
  );
  return targets.map((target) => {
    const answers = heard.known ? known([
      ...new Set(
        heard.value.filter((packet) => isAnswerOf(packet, target.address)).map(({ senderMac }) => senderMac)
      )
    ]) : heard;
    return {
      ...target,
      answers,
      points: [],
      isWanted: wantedPorts.includes(target.vm?.port.subject.portKey ?? ""),
      traceOfGuest: void 0,
      trace: unknown("not needed")
    };
  });
}
function isOdd({ answers, vm }) {
  if (!answers.known) return false;
  const [first, ...others] = answers.value;
  return first === void 0 || vm !== void 0 && (others.length > 0 || !vm.macs.includes(first));
}
async function follow(host, reach) {
  const { address, from, fromPort, vm, way } = reach;
  const places = way.map((device) => ({ device, namespace: void 0 }));
  const seen = await followRequest(host, askerOf(reach), address, places);
  const points = [from.device, ...way].map((device, index) => ({
    device,
    packets: seen[index] ?? unknown("not looked at")
  }));
  const [atRouter, ...others] = seen;
  const answers = atRouter?.known ? [...atRouter.value].filter((packet) => isAnswerOf(packet, address)).map(({ senderMac }) => senderMac) : [];
  const both = {
    ...reach,
    points,
    // One that was busy the first time has answered now.
    answers: reach.answers.known ? known([.../* @__PURE__ */ new Set([...reach.answers.value, ...answers])]) : reach.answers
  };
  const [nearest] = others;
  if (answers.length > 0 || nearest?.known !== true) return both;
  const isOut = nearest.value.some(({ operation, senderMac }) => operation === "request" && senderMac === reach.mac);
  const isBack = nearest.value.some((packet) => isAnswerOf(packet, address));
  if (!isOut) return { ...both, trace: await traceArp(host, fromPort, requestFlow(reach)) };
  return isBack && vm !== void 0 ? { ...both, trace: await traceArp(host, vm.port, replyFlow(reach)) } : both;
}
var requestFlow = ({ mac, own, address }) => `dl_src=${mac},dl_dst=ff:ff:ff:ff:ff:ff,arp,arp_op=1,arp_sha=${mac},arp_spa=${own.address},arp_tpa=${address}`;
var replyFlow = ({ mac, own, address, vm }) => `dl_src=${vm?.mac},dl_dst=${mac},arp,arp_op=2,arp_sha=${vm?.mac},arp_spa=${address},arp_tha=${mac},arp_tpa=${own.address}`;
async function traceArp(host, port, flow) {
  const words = `in_port=${port.interface?.ofport},${flow}`;
  const command = { argv: ["ovs-appctl", "--timeout=5", "ofproto/trace", port.port.bridge, words] };
  return parsed(command, await runOne(host, command), (text) => ({ command: command.argv, text }));
}

// src/probes/watch-wire.ts
async function watchWire(host, topology, watching) {
  const { isAsked, wantedPorts, permission } = watching;
  const nothing = known([]);
  const [dhcp, reaches] = await Promise.all([
    watchDhcp(host, topology, watching),
    permission.may === "send" ? watchReach(host, topology, isAsked, wantedPorts) : nothing
  ]);
  return { ...topology, ...dhcp, reaches };
}

// src/topology/find.ts
var uuidPrefix = /^[0-9a-f][0-9a-f-]*$/i;
function findNetwork(topology, wanted) {
  const ids = /* @__PURE__ */ new Set([
    ...valuesOf(topology.networks).map(({ id }) => id),
    ...valuesOf(topology.dhcpServers).map(({ networkId }) => networkId)
  ]);
  const candidates = [...ids].map((id) => ({ id, label: id, names: [id, `qdhcp-${id}`] }));
  return theOne("network", wanted, candidates).id;
}
function findRouter(topology, wanted) {
  const candidates = valuesOf(topology.routers).map(({ id }) => ({ id, label: id, names: [id, `qrouter-${id}`] }));
  return theOne("router", wanted, candidates).id;
}
function findPort(topology, wanted) {
  const vmPorts = valuesOf(topology.vmPorts);
  const addressesOf = (mac) => valuesOf(topology.dhcpServers).flatMap(
    ({ files, networkId }) => (files?.hosts ?? []).filter((host) => host.mac === mac).map(({ address }) => ({ address, networkId }))
  );
  const candidates = /* @__PURE__ */ new Map();
  for (const { subject, sightings, mac } of valuesOf(topology.ports)) {
    const key = portKeyOf(subject.name);
    const held = sightings.flatMap((sighting) => sighting.interface.addresses ?? []).map(({ address }) => address);
    const leased = addressesOf(mac).filter(({ networkId }) => subject.networks.includes(networkId));
    candidates.set(key, {
      id: key,
      label: `${subject.name} (${[mac, ...leased.map(({ address }) => address), ...subject.networks].join(", ")})`,
      names: [subject.id, mac ?? "", ...held, ...leased.map(({ address }) => address), ...deviceNames(key)],
      networks: subject.networks
    });
  }
  for (const { portKey, mac, subject } of vmPorts) {
    if (candidates.has(portKey)) continue;
    candidates.set(portKey, {
      id: portKey,
      label: `${subject.name} (${mac ?? "no MAC known"})`,
      names: [subject.id, mac ?? "", ...addressesOf(mac).map(({ address }) => address), ...deviceNames(portKey)],
      networks: subject.networks
    });
  }
  const found = theOne("port", wanted, [...candidates.values()]);
  return { key: found.id, networks: candidates.get(found.id)?.networks ?? [] };
}
var deviceNames = (key) => ["tap", "qvo", "qvb", "qbr", "qr-", "qg-"].map((prefix) => `${prefix}${key}`);
function theOne(what, wanted, candidates) {
  const sought = wanted.toLowerCase();
  const exact = candidates.filter(({ names }) => names.includes(sought));
  const matching = exact.length > 0 ? exact : candidates.filter(({ names }) => uuidPrefix.test(sought) && names.some((name) => name.startsWith(sought)));
  const [first, ...others] = matching;
  if (first !== void 0 && others.length === 0) return first;
  if (first !== void 0) {
    throw new UserError(`--${what} ${wanted} can mean ${matching.length} of them.`, {
      hint: `Say more of it: ${matching.map(({ label }) => label).join("; ")}`
    });
  }
  const known2 = candidates.map(({ label }) => label).slice(0, 10);
  throw new UserError(`There is no ${what} ${wanted} on this host.`, {
    hint: known2.length === 0 ? `No ${what} was found here at all.` : `There is: ${known2.join("; ")}`
  });
}

// src/commands/look.ts
var wholeHost = { networks: [], routers: [], ports: [] };
var looksAgainAfterMs = 3e3;
async function lookUntilSettled(host, playbook, isPassive, options, progress) {
  const begin = performance.now();
  const isLive = host.source === "local" || host.source === "ssh";
  for (; ; ) {
    const beginOfLook = performance.now();
    const sight = await look(host, playbook, isPassive, options, progress);
    const now = performance.now();
    const isTimeLeft = now - begin + looksAgainAfterMs + 2 * (now - beginOfLook) < options.timeoutSeconds * 1e3;
    const { processes } = sight.facts;
    if (!isLive || !isTimeLeft || !processes.known || !isAnythingFound(sight, playbook)) return sight;
    const starting = await startingAgents(host, processes.value);
    if (starting.length === 0) return sight;
    progress.say(`another look: just started is ${starting.join(", ")}`);
    await host.wait(looksAgainAfterMs);
    host.lookAnew?.();
  }
}
var isAnythingFound = ({ topology, scope }, { checks }) => diagnose(topology, checks, scope).findings.length > 0;
async function look(host, playbook, isPassive, options, progress) {
  const isAsked = (namespace) => isNamespaceInScope(options, namespace);
  const facts = await collectFacts(host, { isInScope: isAsked, onProgress: (what) => progress.say(what) });
  const built = buildTopology(facts, host.name);
  const scope = scopeOf(built, options);
  const topology = await withWire(host, built, scope, playbook, isPassive, options, progress);
  return { facts, topology, scope };
}
var asksForDhcp = (step) => "probe" in step && step.probe === "dhcp";
async function withWire(host, built, scope, { checks, steps }, isPassive, options, progress) {
  const watching = {
    isAsked: (subject) => isInScope(scope, subject),
    wantedPorts: scope.portKeys,
    permission: permissionOf(host, options)
  };
  const isWatched = checks.some(isOfTheWire);
  if (!isWatched && (isPassive || !steps.some(asksForDhcp))) return built;
  progress.say("the wire");
  return isWatched ? watchWire(host, built, watching) : { ...built, ...await watchDhcp(host, built, watching) };
}
function permissionOf({ listenedSeconds }, { passive, waitSeconds }) {
  if (listenedSeconds !== void 0) return { may: "listen", seconds: listenedSeconds };
  return passive ? { may: "listen", seconds: waitSeconds } : { may: "send" };
}
function isNamespaceInScope({ networks, routers, ports }, { kind, id }) {
  if (kind !== "qdhcp" || networks.length === 0 || routers.length + ports.length > 0) return true;
  return networks.some((network) => id.startsWith(network.toLowerCase()));
}
function scopeOf(topology, { networks, routers, ports }) {
  if (networks.length + routers.length + ports.length === 0) return everything;
  const found = ports.map((port) => findPort(topology, port));
  return {
    networks: networks.map((network) => findNetwork(topology, network)),
    routers: routers.map((router) => findRouter(topology, router)),
    portKeys: found.map(({ key }) => key),
    portNetworks: found.flatMap((port) => port.networks)
  };
}

// src/playbook/conclude.ts
var verdictsOf = ({ checks, layers: layers2 }) => new Map([...layers2, ...checks].map(({ id, verdict }) => [id, verdict]));
function conclusionOf(conclude, verdicts, values) {
  const first = conclude.find(({ when = {} }) => holds(when, verdicts));
  return first && fillText(first.say, values);
}

// src/packets/frame-facts.ts
var protocolTcp = 6;
function frameFacts(captured) {
  const { bytes, linkType, originalLength } = captured;
  const link = linkLayerOf(linkType);
  if (link === void 0 || bytes.length < 14) return { length: originalLength };
  const arp = readArp(captured);
  const decoded = decodePacket(captured);
  return {
    length: originalLength,
    ...link.addresses(bytes, 0),
    ...arp === void 0 ? {} : { arp },
    ...ipv4Facts(bytes, link.ipAt(bytes, 0, bytes.length)),
    ...decoded.kind === "dhcp" ? { dhcp: decoded.packet } : {}
  };
}
function ipv4Facts(bytes, at) {
  if (at < 0 || bytes.length - at < 20) return {};
  const protocol = u8(bytes, at + 9);
  const next = at + (u8(bytes, at) & 15) * 4;
  const isFirst = (u16(bytes, at + 6) & 8191) === 0;
  const hasPorts = isFirst && (protocol === protocolTcp || protocol === protocolUdp) && bytes.length - next >= 4;
  return {
    srcIp: ipv4Text(bytes, at + 12),
    dstIp: ipv4Text(bytes, at + 16),
    protocol,
    ttl: u8(bytes, at + 8),
    ...hasPorts ? { srcPort: u16(bytes, next), dstPort: u16(bytes, next + 2) } : {}
  };
}

// src/playbook/perform.ts
function perform(host, topology, tasks) {
  const [first] = tasks;
  if (first === void 0) return Promise.resolve([]);
  const { step } = first;
  if ("capture" in step) return listen(host, tasks, step);
  if ("probe" in step && step.probe === "dhcp") {
    return Promise.resolve(tasks.map(({ place }) => offersTo(topology, place)));
  }
  return "probe" in step && isArp(step.probe) ? Promise.all(tasks.map((task) => askByArp(host, task))) : run(host, tasks);
}
async function run(host, tasks) {
  const results = await host.run(tasks.map(({ command }) => command));
  return tasks.map(({ step, command }, index) => {
    const result = results[index] ?? { kind: "aborted" };
    return "probe" in step ? answerOf(command, result) : outputOf(command, result);
  });
}
var longestOutput = 1024 * 1024;
function outputOf(command, result) {
  if (result.kind !== "exited") return unknown(failureOf(command, result) ?? "it was not run");
  const { exitCode, stdout, stderr } = result;
  const isNotRun = /^(?:exec of .* failed|Cannot open network namespace|setting the network namespace)/m.test(stderr);
  if (exitCode !== 0 && (isNotRun || exitCode > 125)) {
    return unknown(failureOf(command, result) ?? `it ended with exit code ${exitCode}`);
  }
  if (stdout.length > longestOutput) return unknown(`\`${command.argv.join(" ")}\` printed more than 1 MiB`);
  return known({ exitCode, text: stdout });
}
function answerOf(command, result) {
  const output = outputOf(command, result);
  if (!output.known || result.kind !== "exited") return output;
  const text = `${result.stdout}${result.stderr}`;
  const answered = isAnswered(result.exitCode, text);
  return answered === void 0 ? unknown(failureOf(command, result) ?? "it was not run") : known({ ...output.value, text, answered });
}
var packetsText = (packets) => JSON.stringify(packets, null, 1);
var publishFrame = ({ dhcp, ...rest }) => dhcp === void 0 ? rest : { ...rest, dhcp: publishPacket(dhcp) };
async function listen(host, tasks, step) {
  const { most } = step.capture;
  const milliseconds = step.seconds * 1e3;
  const heard = bell();
  const captures = tasks.map(
    ({ place: { namespace }, values }) => startCapture(
      host,
      { device: fillWord(step.capture.device, values), namespace },
      {
        filter: fillWord(step.capture.filter, values),
        milliseconds,
        read: (captured) => [frameFacts(captured)],
        onPacket: heard.ring
      }
    )
  );
  await Promise.all(captures.map(({ started }) => started));
  await heard.until(host, milliseconds, () => captures.every(({ packets }) => packets.length >= most));
  const ends = await Promise.all(captures.map((capture) => capture.end()));
  return ends.map(
    (packets) => mapKnown(packets, (all) => {
      const counted = all.slice(0, most);
      return { exitCode: 0, text: packetsText(counted.map(publishFrame)), packets: counted.length };
    })
  );
}
function offersTo({ dhcpWatches }, { subject }) {
  if (!dhcpWatches.known) return dhcpWatches;
  const watch = dhcpWatches.value.find(({ isProbe, subject: asked }) => isProbe && asked.id === subject.id);
  if (watch === void 0) return unknown("there is no VM and no router here in whose name DHCP could be asked");
  if (!watch.sent.known) return watch.sent;
  const nearest = watch.points.at(-1)?.packets ?? unknown("nothing was looked at");
  return mapKnown(nearest, (packets) => {
    const offers = packets.filter(({ type }) => type === "OFFER");
    return { exitCode: 0, text: packetsText(offers.map(publishPacket)), answered: offers.length > 0 };
  });
}
async function askByArp(host, { asking }) {
  if (asking === void 0) return unknown("nobody is there to ask");
  const { leg, address } = asking;
  return mapKnown(await askForAll(host, askerOf(leg), [address]), (packets) => {
    const answers = packets.filter((packet) => isAnswerOf(packet, address));
    return { exitCode: 0, text: packetsText(answers), answered: answers.length > 0 };
  });
}

// src/playbook/run-steps.ts
async function runSteps(host, topology, steps, { isAsked, isPassive, vars, verdictsAfter }) {
  const runs = [];
  for (const together of batchesOf(steps.filter((step) => !isPassive || !sends(step)))) {
    if (together.some(isUnwanted(() => verdictsAfter(runs)))) continue;
    const planned = together.flatMap((step) => plan(step, topology, host.name, isAsked, vars));
    const outputs = await perform(
      host,
      topology,
      planned.flatMap(({ task }) => task.known ? [task.value] : [])
    );
    const rest = outputs.values();
    for (const { run: run2, task } of planned) {
      runs.push({ ...run2, output: task.known ? rest.next().value ?? unknown("it was not run") : task });
    }
  }
  return runs;
}
var isUnwanted = (verdicts) => (step) => verdictNamesOf(step).some((name) => ![step.when?.[name]].flat().includes(verdicts().get(name)));
var onlyReads = (step) => "command" in step && step.reads && verdictNamesOf(step).length === 0;
function batchesOf(steps) {
  const batches = [];
  for (const step of steps) {
    const last = batches.at(-1);
    if (last !== void 0 && onlyReads(step) && last.every(onlyReads)) last.push(step);
    else batches.push([step]);
  }
  return batches;
}
function plan(step, topology, hostName, isAsked, vars) {
  const [template = []] = commandsOf(step);
  const places = placesOf(step, topology, hostName);
  if (!places.known) {
    const run2 = { step: step.id, subject: hostSubject(hostName), values: vars, command: template, where: "host" };
    return [{ run: run2, task: places }];
  }
  return places.value.flatMap((place) => {
    if (!isAsked(place.subject) || !isWanted(step, place)) return [];
    const values = { ...vars, ...place.values };
    const task = taskAt(step, template, place, values);
    const command = task.known ? task.value.command.argv : template;
    const run2 = { step: step.id, subject: place.subject, values, command, where: place.namespace ?? "host" };
    return [{ run: run2, task }];
  });
}
var isWanted = ({ when = {} }, { values }) => Object.entries(when).every(([name, wanted]) => !isValueName(name) || [wanted].flat().includes(values[name] ?? ""));
var probeSeconds = 10;
function taskAt(step, template, place, values) {
  try {
    const asking = askingAt(step, place, values);
    const [tool = "", ...words] = template.map(
      (word) => fillWord(word, { ...values, "router.device": asking?.leg.from.device })
    );
    const timeoutMs = ("seconds" in step ? step.seconds : probeSeconds) * 1e3;
    return known({ step, place, values, asking, command: { argv: [tool, ...words], timeoutMs } });
  } catch (error) {
    if (error instanceof NoValue) return unknown(error.message);
    throw error;
  }
}
function askingAt(step, { router }, values) {
  if (!("probe" in step) || !isArp(step.probe) || router === void 0) return void 0;
  const address = fillWord(step.probe.arp, values);
  const leg = askingLegs(router).find(({ own }) => isInRange(address, rangeOf(own)));
  if (leg === void 0)
    throw new NoValue(`no port of ${router.namespace} that can ask is in the subnet of ${address}`);
  return { leg, address };
}

// src/topology/reach-way.ts
var lostReachWay = (reaches) => reaches.filter(({ points }) => points.length > 1).map(hopsOf).find((hops) => hops.some(({ verdict }) => verdict === "lost")) ?? [];
function hopsOf({ from, points, address, mac }) {
  const [router, ...way] = points;
  const hop = (message, { device, packets }, isWanted2) => ({
    hop: `ARP ${message} for ${address} at ${device}`,
    where: device === router?.device ? from.router.namespace : "host",
    verdict: !packets.known ? "not-watched" : packets.value.some(isWanted2) ? "seen" : "lost"
  });
  const isRequest = ({ operation, senderMac }) => operation === "request" && senderMac === mac;
  const isAnswer = ({ operation, senderIp }) => operation === "reply" && senderIp === address;
  const there = way.map((point) => hop("request", point, isRequest));
  const isDelivered = there.at(-1)?.verdict === "seen";
  const start = {
    hop: `ARP request for ${address} put in at ${from.device}`,
    where: from.router.namespace,
    verdict: "seen"
  };
  return [start, ...there, ...isDelivered ? points.toReversed().map((point) => hop("answer", point, isAnswer)) : []];
}

// src/report/on-the-wire.ts
function onTheWire({ dhcpWatches, dhcpTalks, reaches }) {
  const ofDhcp = shownWay(valuesOf(dhcpWatches)).map((hop) => ({
    hop: hop.at === "put-in" ? `DISCOVER put in at ${hop.device}` : `${hop.message} at ${hop.device}`,
    where: hop.where,
    verdict: hop.verdict
  }));
  const ofArp = lostReachWay(valuesOf(reaches));
  const isArpShown = ofArp.length > 0 && ofDhcp.every(({ verdict }) => verdict !== "lost");
  return {
    path: isArpShown ? ofArp : ofDhcp,
    dhcp: valuesOf(dhcpTalks).map(({ server, seconds, packets }) => {
      const { exchanges, problems } = examineDhcp(valuesOf(packets));
      return {
        network: server.networkId,
        where: server.namespace,
        seconds,
        reason: packets.known ? null : packets.reason,
        exchanges: exchanges.map(({ xid, clientMac, outcome, packets: own }) => ({
          xid,
          clientMac,
          outcome,
          address: own.findLast(({ type }) => type === "ACK" || type === "OFFER")?.yiaddr ?? null,
          packets: own.map(({ type, op }) => type ?? (op === 1 ? "BOOTREQUEST" : "BOOTREPLY"))
        })),
        problems: problems.map(({ kind, severity, summary }) => ({ kind, severity, summary }))
      };
    })
  };
}
var signs = { seen: "\u2713", lost: "\u2717", "not-watched": "?" };
function pathLines({ path }) {
  if (path.every(({ verdict }) => verdict !== "lost")) return [];
  return [
    path[0]?.hop.startsWith("ARP") === true ? "The way of ARP:" : "The way of DHCP:",
    ...path.map(
      ({ hop, where, verdict }) => printableLine(`  ${signs[verdict]} ${hop}${where === "host" ? "" : ` in ${where}`}: ${verdict}`)
    ),
    ""
  ];
}
function heardLines({ dhcp }) {
  const [first] = dhcp;
  if (first === void 0) return [];
  const silent = dhcp.filter(({ exchanges, reason }) => exchanges.length === 0 && reason === null).length;
  const inSilent = silent === dhcp.length ? "" : ` in ${silent} other ${silent === 1 ? "network" : "networks"}`;
  return [
    `DHCP heard in ${first.seconds} s:`,
    ...dhcp.flatMap(talkLines),
    ...silent === 0 ? [] : [`  nobody asked${inSilent}`],
    ""
  ];
}
var shownExchanges = 8;
function talkLines({ where, exchanges, reason }) {
  if (reason !== null) return [printableLine(`  ${where}: ${reason}`)];
  if (exchanges.length === 0) return [];
  const left = exchanges.length - shownExchanges;
  return [
    `  ${printableLine(where)}`,
    ...exchanges.slice(0, shownExchanges).map(
      ({ clientMac, outcome, address, packets }) => printableLine(`    ${clientMac ?? "-"} ${outcome}${address === null ? "" : ` ${address}`}: ${counts(packets)}`)
    ),
    ...left > 0 ? [`    \u2026 ${left} more`] : []
  ];
}
function counts(types) {
  const each = [...new Set(types)].map((type) => [type, types.filter((other) => other === type).length]);
  return each.map(([type, count]) => count === 1 ? type : `${type} \xD7${count}`).join(", ");
}

// src/commands/examine.ts
async function examine(host, playbook, options, progress) {
  const started = /* @__PURE__ */ new Date();
  const begin = performance.now();
  const isPassive = playbook.isPassive || permissionOf(host, options).may === "listen";
  const { facts, topology: watched, scope } = await lookUntilSettled(host, playbook, isPassive, options, progress);
  const runs = await runSteps(host, watched, playbook.steps, {
    isAsked: (subject) => isInScope(scope, subject),
    isPassive,
    vars: playbook.vars,
    verdictsAfter: (soFar) => verdictsOf(diagnose({ ...watched, stepRuns: known(soFar) }, playbook.checks, scope))
  });
  const topology = { ...watched, stepRuns: known(runs) };
  const diagnosis = diagnose(topology, isPassive ? withoutSending(playbook) : playbook.checks, scope);
  const values = { ...playbook.vars, "host.name": host.name };
  const conclusion = conclusionOf(playbook.conclude, verdictsOf(diagnosis), values);
  const report = buildReport(diagnosis, onTheWire(topology), {
    version,
    host: { name: host.name, source: host.source },
    started: started.toISOString(),
    seconds: Math.round(performance.now() - begin) / 1e3,
    playbook: playbook.name,
    ...conclusion === void 0 ? {} : { conclusion },
    scope: {
      networks: scope.networks,
      routers: scope.routers,
      ports: options.ports,
      passive: permissionOf(host, options).may === "listen"
    }
  });
  return { facts, topology, diagnosis, report, exitCode: exitCodeOf(diagnosis, options.failOn) };
}
function withoutSending({ checks, steps }) {
  const sending = new Set(steps.filter(sends).map(({ id }) => id));
  return checks.map((check) => sending.has(check.id) ? { ...check, leftOut: "it sends packets" } : check);
}

export {
  pathLines,
  heardLines,
  bridgeRulesCommand,
  probeXid,
  neutralMac,
  answerMs2 as answerMs,
  clockCommand,
  wholeHost,
  examine
};
