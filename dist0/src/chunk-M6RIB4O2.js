import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  hostSubject,
  iso_exports,
  networksOf
} from "./chunk-MPFUDHQR.js";
import {
  LocalHost,
  agentFileCommands,
  agentProcesses,
  atom,
  attachedMacOf,
  daemonOf,
  deadPortsCommand,
  inodesCommand,
  listCommand,
  mapOf,
  numbersOf,
  oldProcessesCommand,
  ownNamespacesCommand,
  parseSavedProcesses,
  processesCommand,
  processesOf,
  readAgentFiles,
  readCopiedAgentFiles,
  readDeadPorts,
  readNamespaces,
  readOldProcesses,
  readProcesses,
  readSwitch,
  secondLookAfterMs,
  statePaths,
  stringOf,
  switchCommand,
  tagOf,
  uuidPattern,
  withSavedErrors
} from "./chunk-X27BB6NT.js";
import {
  allDhcpFiles,
  dhcpFilesOf,
  distributedRoutersOf,
  expectedDhcpAddress,
  fipNamespacesOf,
  flowsOf,
  hasOwnAddresses,
  innerEndsOf,
  integrationBridgeName,
  integrationBridgeOf,
  interfaceIn,
  isToSubnet,
  localVlanOf,
  lookUp,
  lostRoutersOf,
  macBehind,
  metadataPointsOf,
  metadataServicesOf,
  neighboursOf,
  portKeyOf,
  portsOf,
  readFlows,
  readServices,
  routersOf,
  rulesOf,
  serviceName,
  servicesCommand,
  tunnelBridge,
  uplinksOf,
  usualIntegrationBridge,
  withHiddenAddresses
} from "./chunk-UYFCWSYG.js";
import {
  Unparsable,
  addressOf,
  addressesOn,
  alarmExitCode,
  failureOf,
  ipv4Of,
  ipv4Prefix,
  isEllipsis,
  isInRange,
  known,
  macOf,
  mapKnown,
  netfilterCommand,
  notUnderstood,
  numberOf,
  outputLines,
  parsed,
  parsedText,
  prefixLengthOf,
  rangeOf,
  readStack,
  readTables,
  refuseNoise,
  rulesIn,
  rulesOf as rulesOf2,
  stackCommand,
  subnetAddressesOn,
  subnetOf,
  tableOf,
  unknown,
  unparsable,
  untoldAddresses,
  valuesOf,
  withoutEntities,
  wordAfter
} from "./chunk-EAZ2GJYZ.js";
import {
  within
} from "./chunk-XZGLRBJB.js";
import {
  array,
  discriminatedUnion,
  int,
  literal,
  number,
  record,
  strictObject,
  string
} from "./chunk-4VOAQWUS.js";
import {
  runOne,
  startStream
} from "./chunk-Z5IQXQWV.js";
import {
  UserError
} from "./chunk-6OZUCFDW.js";

// src/report/json.ts
var renderJson = (report) => toJson(report);
var toJson = (value) => `${JSON.stringify(value, null, 2).replace(
  /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
  (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`
)}
`;

// src/facts/alternatives.ts
async function firstOf(host, namespace, alternatives, otherwise) {
  let reason;
  for (const [words, parse] of alternatives) {
    const command = { argv: within(namespace, ...words) };
    const [result] = await host.run([command]);
    if (result?.kind === "not-recorded" && result.canBeAdded) reason ??= failureOf(command, result);
    if (result === void 0 || result.kind === "not-recorded" || result.kind === "tool-missing") continue;
    const answer = parsed(command, result, parse);
    if (answer.known) return answer;
    reason = answer.reason;
  }
  return unknown(reason ?? otherwise);
}

// src/facts/daemons.ts
var databaseQuestion = ["ovs-vsctl", "--timeout=5", "show"];
var switchQuestion = { argv: ["ovs-appctl", "--timeout=5", "-t", "ovs-vswitchd", "version"] };
function readDaemon(name, question, result, processes) {
  const process2 = processes.known ? daemonOf(processes.value, name) : void 0;
  const state = { name, question, process: process2 };
  if (result.kind === "exited" && result.exitCode === 0) {
    return known({ ...state, answers: true, answer: result.stdout.trim() });
  }
  const failure = failureOf({ argv: question }, result) ?? "";
  if (result.kind === "not-recorded")
    return processes.known ? listedDaemon(state, processes.value, failure) : unknown(failure);
  const hasTried = result.kind === "exited" && (result.exitCode === alarmExitCode || /connect|cannot read pidfile/i.test(result.stderr) && !/permission denied|not permitted/i.test(result.stderr));
  return hasTried ? known({ ...state, answers: false, answer: failure }) : unknown(failure);
}
function listedDaemon({ name, process: process2 }, processes, failure) {
  const question = ["ps", "auxww"];
  if (process2?.isFrozen === true) {
    return known({ name, question, process: process2, answers: false, answer: `${process2.pid} ${process2.args} (stopped)` });
  }
  const other = name === "ovsdb-server" ? "ovs-vswitchd" : "ovsdb-server";
  if (process2 !== void 0 || daemonOf(processes, other) === void 0) return unknown(failure);
  return known({ name, question, process: process2, answers: false, answer: `(no ${name})` });
}

// src/facts/dnsmasq.ts
var dnsmasqOf = (processes) => processes.flatMap((process2) => {
  const words = process2.args.split(" ");
  if (!/(^|\/)dnsmasq$/.test(words[0] ?? "")) return [];
  const option = (name) => words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
  const file = option("dhcp-hostsfile") ?? option("pid-file");
  const networkId = file?.match(uuidPattern)?.[0];
  if (file === void 0 || networkId === void 0) return [];
  return [
    {
      ...process2,
      networkId,
      folder: file.slice(0, file.lastIndexOf("/")),
      device: option("interface"),
      devices: words.flatMap((word) => word.match(/^--interface=(.+)$/)?.[1]?.split(",") ?? []),
      leaseLimit: numberOf2(option("dhcp-lease-max")),
      mtu: numberOf2(
        words.map((word) => word.match(/^--dhcp-option(?:-force)?=(?:option:mtu|26),(\d+)$/)?.[1]).find(isGiven)
      ),
      ranges: words.filter((word) => word.startsWith("--dhcp-range=")).flatMap((word) => readRange(word) ?? [])
    }
  ];
});
var numberOf2 = (text) => text === void 0 ? void 0 : Number(text);
var isGiven = (text) => text !== void 0;
function readRange(word) {
  const fields = word.slice("--dhcp-range=".length).split(",");
  const addresses = fields.filter((field) => /^\d+\.\d+\.\d+\.\d+$/.test(field));
  const [start, second] = addresses;
  const tag = fields.find((field) => field.startsWith("set:"))?.slice("set:".length);
  const netmask = second?.startsWith("255.") === true ? second : void 0;
  return start === void 0 ? void 0 : { word, tag, start, netmask, leaseSeconds: leaseIn(fields.at(-1) ?? "") };
}
var secondsIn = { "": 1, s: 1, m: 60, h: 3600, d: 86400, w: 604800 };
function leaseIn(field) {
  const [, count2, unit = ""] = field.match(/^(\d+)([smhdw]?)$/) ?? [];
  return count2 === void 0 ? void 0 : Math.max(120, Number(count2) * (secondsIn[unit] ?? 1));
}
var dhcpSocketsCommand = (tables) => ({
  argv: ["grep", "-s", "-H", "-c", ":0043 ", ...tables]
});
function readDhcpSockets(command, result) {
  if (result.kind !== "exited") return parsed(command, result, () => /* @__PURE__ */ new Map());
  return parsedText(
    command,
    result.stdout,
    (text) => new Map(
      text.split("\n").filter((line) => line !== "").map((line) => {
        const [, pid, count2] = line.match(/^\/proc\/(\d+)\/net\/udp:(\d+)$/) ?? [];
        if (pid === void 0 || count2 === void 0) throw new Unparsable(line.slice(0, 60));
        return [Number(pid), Number(count2)];
      })
    )
  );
}

// src/facts/text/sysctl.ts
var setting = /^([a-z][\w./:@*-]*) ?= ?(.*)$/;
var remark = /^(?:sysctl|error): /;
function parseSysctl(text) {
  return new Map(
    outputLines(text, ["sysctl", "ip"]).flatMap((line) => {
      const [, key, value] = setting.exec(line.trim()) ?? [];
      if (key !== void 0 && value !== void 0) return [[key, value.trim()]];
      if (remark.test(line)) return [];
      throw unparsable("a line without a setting", line);
    })
  );
}
function hasAllOfNet(settings) {
  const keys = [...settings.keys()];
  const [first, last] = [
    keys.findIndex((key) => key.startsWith("net.")),
    keys.findLastIndex((key) => key.startsWith("net."))
  ];
  return settings.has("net.ipv4.ip_forward") && first > 0 && last < keys.length - 1;
}

// src/facts/kernel.ts
var paths = {
  conntrackCount: "/proc/sys/net/netfilter/nf_conntrack_count",
  conntrackMax: "/proc/sys/net/netfilter/nf_conntrack_max",
  bridgeFilter: "/proc/sys/net/bridge/bridge-nf-call-iptables",
  neighbourMax: "/proc/sys/net/ipv4/neigh/default/gc_thresh3",
  neighbours: "/proc/1/net/stat/arp_cache",
  // Always there: without it the output was cut.
  last: "/proc/sys/net/ipv4/ip_forward"
};
var kernelCommand = { argv: ["grep", "-sH", "", ...Object.values(paths)] };
function parseSavedKernel(text) {
  const settings = parseSysctl(text);
  if (!hasAllOfNet(settings)) throw new Unparsable("an excerpt");
  const number2 = (path) => {
    const value = settings.get(path.slice("/proc/sys/".length).replaceAll("/", "."));
    if (value !== void 0 && !/^\d+$/.test(value)) throw new Unparsable(value.slice(0, 60));
    return value === void 0 ? void 0 : Number(value);
  };
  return kernelOf(number2, void 0);
}
function readKernel(result) {
  if (result.kind !== "exited" || result.exitCode > 2 || result.stderr !== "") {
    return unknown(failureOf(kernelCommand, result) ?? "the settings of the kernel could not be read");
  }
  return parsedText(kernelCommand, result.stdout, (text) => {
    refuseNoise(text);
    if (!text.endsWith("\n")) throw new Unparsable("cut short");
    const lines = text.trimEnd().split("\n").map((line) => {
      const [, path, value] = line.match(/^(\/proc\/[^:\s]+):(.*)$/) ?? [];
      if (path === void 0 || value === void 0) throw new Unparsable(line.slice(0, 60));
      return [path, value];
    });
    const number2 = (wanted) => {
      const value = lines.find(([path]) => path === wanted)?.[1];
      if (value !== void 0 && !/^\d+$/.test(value)) throw new Unparsable(value.slice(0, 60));
      return value === void 0 ? void 0 : Number(value);
    };
    if (number2(paths.last) === void 0) throw new Unparsable("cut short");
    const table = lines.filter(([path]) => path === paths.neighbours).map(([, value]) => value);
    return kernelOf(number2, neighboursOf2(table, number2(paths.neighbourMax)));
  });
}
function kernelOf(number2, neighbours) {
  const bridgeFilter = number2(paths.bridgeFilter);
  return {
    conntrackCount: number2(paths.conntrackCount),
    conntrackMax: number2(paths.conntrackMax),
    isBridgeFiltered: bridgeFilter === void 0 ? void 0 : bridgeFilter !== 0,
    neighbours
  };
}
function neighboursOf2([headings, ...rows], max) {
  const names2 = headings?.trim().split(/\s+/) ?? [];
  if (max === void 0 || names2.length === 0) return void 0;
  const columns2 = rows.map((row) => {
    const values = row.trim().split(/\s+/);
    if (values.length !== names2.length || values.some((value) => !/^[0-9a-f]{8,}$/.test(value))) {
      throw new Unparsable(row.slice(0, 60));
    }
    return new Map(names2.map((name, index) => [name, Number.parseInt(values[index] ?? "", 16)]));
  });
  const entries = columns2[0]?.get("entries");
  if (entries === void 0) throw new Unparsable("no count of neighbours");
  const refused = columns2.flatMap((column2) => column2.get("table_fulls") ?? []);
  return { entries, max, refused: refused.length === 0 ? void 0 : refused.reduce((sum, one) => sum + one, 0) };
}
var stateFoldersCommand = (folders) => ({
  argv: ["stat", "-f", "-c", "%a %b %d %c %n", ...folders]
});
function readStateFolders(command, result) {
  if (result.kind !== "exited" || result.exitCode > 1) return unknown(failureOf(command, result) ?? "not readable");
  const others = result.stderr.split("\n").filter((line) => line !== "" && !/No such file/.test(line));
  if (others[0] !== void 0) return unknown(others[0]);
  if (result.stdout === "") return known([]);
  return parsedText(command, result.stdout, (text) => {
    refuseNoise(text);
    if (!text.endsWith("\n")) throw new Unparsable("cut short");
    return text.trimEnd().split("\n").map((line) => {
      const [, blocksFree, blocks, inodesFree, inodes, path] = line.match(/^(\d+) (\d+) (\d+) (\d+) (\/.+)$/) ?? [];
      if (path === void 0) throw new Unparsable(line.slice(0, 60));
      return {
        path,
        freeBlocks: Number(blocksFree),
        blocks: Number(blocks),
        freeInodes: Number(inodesFree),
        inodes: Number(inodes)
      };
    });
  });
}

// src/facts/mac-tables.ts
var macTableOf = (tables, bridge) => tables.get(bridge) ?? unknown(`the MAC table of ${bridge} was not read`);
var macTableCommand = (bridge) => ({
  argv: ["ovs-appctl", "--timeout=5", "fdb/stats-show", bridge]
});
async function readMacTables(host, bridges) {
  const results = await host.run(bridges.map(macTableCommand));
  return new Map(bridges.map((bridge, index) => [bridge, readMacTable(bridge, results[index] ?? { kind: "aborted" })]));
}
function readMacTable(bridge, result) {
  if (result.kind === "not-recorded") return known(void 0);
  if (result.kind === "exited" && /is not a valid command|no such bridge/.test(result.stderr)) return known(void 0);
  return parsed(macTableCommand(bridge), result, (text) => {
    refuseNoise(text);
    const [, entries, max] = text.match(/^ +Current\/maximum MAC entries in the table: (\d+)\/(\d+)\n/m) ?? [];
    if (entries === void 0 || max === void 0) throw new Unparsable("no number of MACs");
    return { entries: Number(entries), max: Number(max) };
  });
}

// src/facts/text/sockets.ts
var udpOfIpv4 = /^udp\s|^UNCONN\s/;
var netstatHeading = /^Proto\s+Recv-Q\s+Send-Q\s+Local Address\s/;
var ssHeading = /^(Netid\s+)?State\s+Recv-Q\s+Send-Q\s+Local Address:Port\s/;
var netstatLine = /^(tcp|udp)(?:6|l6|lite)?\s+\d+\s+\d+\s+\S+:(\d+|\*)\s+\S+:(\d+|\*)(?:\s+([A-Z_0-9]*[A-Z][A-Z_0-9]*))?((?:\s+\S.*)?)$/;
var ssLine = /^(?:(tcp|udp)\s+)?([A-Z][A-Z0-9-]*)\s+\d+\s+\d+\s+\S+:(\d+|\*)\s+\S+:(\d+|\*)(?:\s+(users:\(.*))?\s*$/;
function parseSockets(text) {
  const lines = outputLines(text, ["netstat", "ss", "ip"]).map((line) => line.trim());
  const start = lines.findIndex((line) => netstatHeading.test(line) || ssHeading.test(line));
  const heading3 = lines[start];
  const before = lines.slice(0, Math.max(start, 0));
  if (heading3 === void 0) throw unparsable("not a list of sockets", lines[0] ?? "");
  const strange = before.find((line) => !/^(?:Active |\(Not all |\(No info |will not be shown)/.test(line));
  if (strange !== void 0) throw notUnderstood(strange);
  const rows = untilUnix(lines.slice(start + 1));
  const hasPrograms = heading3.includes("PID/Program");
  const isNetstat = netstatHeading.test(heading3);
  return {
    sockets: rows.flatMap((line) => isNetstat ? netstatSocket(line, hasPrograms) : ssSocket(line)),
    hasAllUdp: rows.some(isUdpOfIpv4) && !isUdpOfIpv4(rows.at(-1) ?? "")
  };
}
var isUdpOfIpv4 = (line) => udpOfIpv4.test(line) && !/\s\[\S*\]:\S+\s/.test(line);
function untilUnix(rows) {
  const end = rows.findIndex((line) => /^Active UNIX domain sockets/.test(line));
  return end === -1 ? rows : rows.slice(0, end);
}
var isListening = (protocol, state) => protocol === "tcp" ? state === "LISTEN" : state === void 0 || state === "UNCONN";
function netstatSocket(line, hasPrograms) {
  if (/^(?:raw|udplite|sctp|icmp)/.test(line)) return [];
  const [, protocol, port = "", , state, rest = ""] = netstatLine.exec(line) ?? [];
  if (protocol === void 0) throw notUnderstood(line);
  const owner = /(?:^|\s)(?:(\d+)\/\S|-(?=\s|$))/.exec(rest);
  if (hasPrograms && owner === null) throw notUnderstood(line);
  return socketOf(protocol, state, port, owner?.[1] === void 0 ? void 0 : [Number(owner[1])]);
}
function ssSocket(line) {
  if (/^(?:raw|p_raw|p_dgr|nl|u_\w+|icmp6?|sctp|mptcp|dccp|v_\w+|xdp|tipc)\s/.test(line)) return [];
  const [, told, state, port = "", , users] = ssLine.exec(line) ?? [];
  if (state === void 0) throw notUnderstood(line);
  const pids = users === void 0 ? [] : [...users.matchAll(/"(?:[^"\\]|\\.)*",(?:pid=)?(\d+),/g)].map(([, pid]) => Number(pid));
  const protocol = told ?? (state === "LISTEN" ? "tcp" : "udp");
  return socketOf(protocol, state, port, pids.length === 0 ? void 0 : pids);
}
function socketOf(protocol, state, port, pids) {
  const isOurs = (protocol === "tcp" || protocol === "udp") && port !== "*" && isListening(protocol, state);
  return isOurs ? [{ protocol, port: Number(port), pids }] : [];
}

// src/facts/saved-sockets.ts
var readSavedSockets = (host, namespaces) => Promise.all(
  [void 0, ...namespaces].map(async (namespace) => {
    const listOf = (letters) => firstOf(
      host,
      namespace,
      [
        [["netstat", letters], parseSockets],
        [["ss", letters], parseSockets]
      ],
      "no list of sockets is saved"
    );
    return { namespace, sockets: { udp: await listOf("-lunp"), tcp: await listOf("-ltnp") } };
  })
);
function placeOf({ pid }, places) {
  const isOwn = (fact) => fact.known && fact.value.sockets.some(({ pids }) => pids?.includes(pid) === true);
  return places.find(({ sockets }) => isOwn(sockets.udp) || isOwn(sockets.tcp));
}
var placed = (processes, places) => processes.map((process2) => {
  const place = placeOf(process2, places);
  if (place === void 0) return process2;
  const { namespace } = place;
  return { ...process2, whereabouts: namespace === void 0 ? { in: "host" } : { in: "namespace", name: namespace } };
});
function savedPorts(processes, protocol, places) {
  const entries = [];
  for (const process2 of processes) {
    const list = placeOf(process2, places)?.sockets[protocol];
    if (list === void 0) continue;
    if (!list.known) return list;
    entries.push([
      process2.pid,
      list.value.sockets.filter((socket) => socket.protocol === protocol).map(({ port }) => port)
    ]);
  }
  const missing = places.map(({ sockets }) => sockets[protocol]).find((list) => !list.known);
  return entries.length < processes.length && missing?.known === false ? missing : known(new Map(entries));
}
var dhcpPort = 67;
var savedDhcpSockets = (dnsmasq, places) => mapKnown(savedPorts(dnsmasq, "udp", places), (ports) => {
  const cut = dnsmasq.filter((process2) => {
    const list = placeOf(process2, places)?.sockets.udp;
    return list?.known !== true || !list.value.hasAllUdp;
  });
  const isCut = (wanted) => cut.some(({ pid }) => pid === wanted);
  return new Map(
    [...ports].map(([pid, own]) => [pid, own.filter((port) => port === dhcpPort).length]).filter(([pid, count2]) => count2 > 0 || !isCut(pid))
  );
});

// src/facts/metadata.ts
var uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
var haproxy = new RegExp(String.raw`^(?:\S*/)?haproxy .*/ns-metadata-proxy/(${uuid})\.conf\b`);
var python = String.raw`(?:\S*(?:python|perl)\S* (?:-\S+ )*)?(?:\S*/)?(?:neutron|quantum)`;
var ownProxy = new RegExp(`^${python}-ns-metadata-proxy .*--(?:router|network)_id[= ](${uuid})`);
var metadataAgent = new RegExp(`^${python}-metadata-agent(?: |$)`);
var metadataProxiesOf = (processes) => processes.flatMap((process2) => {
  const id = (process2.args.match(haproxy) ?? process2.args.match(ownProxy))?.[1];
  return id === void 0 ? [] : [{ ...process2, id }];
});
var metadataAgentsOf = (processes) => processes.filter(({ args }) => metadataAgent.test(args));
var sentinel = "/proc/self/comm";
var unixListenersCommand = {
  argv: [
    "grep",
    "-hE",
    ": [0-9A-F]{8} 00000000 00010000 0001 01 +[0-9]+ .*metadata|^grep$",
    "/proc/net/unix",
    sentinel
  ]
};
var usualSockets = ["/var/lib/neutron", "/var/lib/quantum", "/opt/stack/data/neutron"].map(
  (path) => `${path}/metadata_proxy`
);
async function readMetadata(host, processes, unixListeners, lists) {
  const proxies = mapKnown(processes, metadataProxiesOf);
  const agents = mapKnown(processes, metadataAgentsOf);
  const listeners = readUnixListeners(unixListeners);
  const [first] = valuesOf(agents);
  const listening = [...valuesOf(proxies), ...first === void 0 ? [] : [first]];
  const commands = {
    files: socketFilesCommand(
      first !== void 0 && listeners.known ? listeners.value.map((path) => `/proc/${first.pid}/root${path}`) : []
    ),
    ports: listeningPortsCommand(listening.flatMap(({ pid }) => [`/proc/${pid}/net/tcp`, `/proc/${pid}/net/tcp6`])),
    nova: novaCommand(first === void 0 ? usualNovaFiles : novaFilesOf(first))
  };
  const [files, ports, nova] = await host.run([commands.files, commands.ports, commands.nova]);
  const none = { kind: "not-recorded" };
  return {
    proxies,
    agents,
    listeners,
    socketFiles: readLines(commands.files, files ?? none, /^(\/.+\/[^/]*metadata[^/]*)$/),
    ports: ports === void 0 || ports.kind === "not-recorded" ? mapKnown(
      savedPorts(listening, "tcp", lists),
      (all) => new Map([...all].map(([pid, own]) => [pid, new Set(own)]))
    ) : readListeningPorts(commands.ports, ports),
    nova: first === void 0 ? known(void 0) : copiedNova(host, first, nova ?? none) ?? readNova(commands.nova, nova ?? none)
  };
}
var readUnixListeners = (result) => readLines(unixListenersCommand, result, /^[0-9a-f]+: [0-9A-F ]+ +[0-9]+ (\S+)$/i);
function readLines(command, result, pattern) {
  return whole(
    command,
    result,
    (lines) => lines.flatMap((line) => {
      const found = line.match(pattern)?.[1];
      if (found === void 0) throw new Unparsable(line.slice(0, 60));
      return [found.replace(/^\/proc\/\d+\/root/, "")];
    })
  );
}
function whole(command, result, read) {
  if (result.kind !== "exited")
    return mapKnown(
      parsed(command, result, () => []),
      read
    );
  return parsedText(command, result.stdout, (text) => {
    refuseNoise(text);
    const lines = text.split("\n");
    if (lines.pop() !== "" || !/(?:^|:)grep$|^\/proc\/self\/comm$/.test(lines.pop() ?? "")) {
      throw new Unparsable("cut short");
    }
    return read(lines);
  });
}
var socketFilesCommand = (listened) => ({
  argv: ["find", ...listened, ...usualSockets, sentinel, ...["-maxdepth", "0"]]
});
var listeningPortsCommand = (tables) => ({
  argv: ["grep", "-sHE", "local_address|: [0-9A-F]+:[0-9A-F]{4} [0-9A-F]+:0000 0A |^grep$", ...tables, sentinel]
});
var readListeningPorts = (command, result) => whole(command, result, (lines) => {
  const ports = /* @__PURE__ */ new Map();
  for (const line of lines) {
    const [, pid, text = ""] = line.match(/^\/proc\/(\d+)\/net\/tcp6?:(.*)$/) ?? [];
    if (pid === void 0) throw new Unparsable(line.slice(0, 60));
    const own = ports.get(Number(pid)) ?? /* @__PURE__ */ new Set();
    ports.set(Number(pid), own);
    const port = text.match(/^ *\d+: [0-9A-F]+:([0-9A-F]{4}) /)?.[1];
    if (port !== void 0) own.add(Number.parseInt(port, 16));
  }
  return ports;
});
var usualNovaFiles = ["/etc/neutron/metadata_agent.ini", "/etc/quantum/metadata_agent.ini"];
var settingsOf = ({ args }) => [...args.matchAll(/--config-(?:file|dir)[= ]([^\s)]+)/g)].map(([, path]) => path ?? "");
function novaFilesOf(agent) {
  const told = settingsOf(agent);
  return (told.length === 0 ? usualNovaFiles : told).map((path) => `/proc/${agent.pid}/root${path}`);
}
var novaCommand = (files) => ({
  argv: [
    "grep",
    "-rshE",
    String.raw`^[[:space:]]*nova_metadata_(host|ip|port)[[:space:]]*=|^\[DEFAULT\]|^grep$`,
    ...files,
    sentinel
  ]
});
var readNova = (command, result) => whole(command, result, (lines) => lines.length === 0 ? void 0 : novaIn(lines));
function novaIn(lines) {
  const settings = new Map(
    lines.flatMap((line) => {
      const [, name, value] = line.match(/^\s*nova_metadata_(\w+)\s*=\s*(\S+)\s*$/) ?? [];
      return name === void 0 || value === void 0 ? [] : [[name, value]];
    })
  );
  return {
    host: settings.get("host") ?? settings.get("ip") ?? "127.0.0.1",
    port: Number(settings.get("port") ?? 8775)
  };
}
var settingsFolders = ["/etc/neutron", "/etc/quantum"];
function copiedNova(host, agent, result) {
  const copies = result.kind === "not-recorded" ? host.copiesUnder?.(settingsFolders) : void 0;
  if (copies === void 0) return void 0;
  const told = settingsOf(agent).filter((path) => settingsFolders.some((folder) => path.startsWith(`${folder}/`)));
  const filesAt = (path) => [...copies.keys()].filter((file) => `${file}/`.startsWith(`${path}/`)).toSorted();
  if (told.some((path) => /\.(?:ini|conf)$/.test(path) && filesAt(path).length === 0)) return void 0;
  const texts = (settingsOf(agent).length === 0 ? usualNovaFiles : told).flatMap(filesAt).map((file) => copies.get(file) ?? "");
  return texts.length === 0 ? void 0 : known(novaIn(texts.flatMap((text) => text.split(/\r?\n/))));
}

// src/facts/text/ovs-list.ts
var column = /^([a-z_0-9]+) *: (.*)$/;
function parseOvsList(text) {
  const records = [];
  let first;
  for (const line of outputLines(text, ["ovs-vsctl"])) {
    const [, name, value] = column.exec(line.trimEnd()) ?? [];
    if (name === void 0 || value === void 0) throw notUnderstood(line);
    first ??= name;
    if (name === first) records.push(/* @__PURE__ */ new Map());
    const record2 = records.at(-1);
    if (record2 === void 0 || record2.has(name)) throw unparsable("a column is there twice", line);
    record2.set(name, value);
  }
  const columnsOf = (record2) => [...record2?.keys() ?? []].join(" ");
  const other = records.find((record2) => columnsOf(record2) !== columnsOf(records[0]));
  if (other !== void 0) throw new Unparsable("a record lacks columns that others have");
  return records;
}

// src/facts/switch-lists.ts
async function withLists(host, database) {
  const [bridges, ports, interfaces] = await Promise.all([
    notesIn(host, "Bridge", bridgeNotes),
    notesIn(host, "Port", portNotes),
    notesIn(host, "Interface", interfaceNotes)
  ]);
  return {
    ...database,
    bridges: database.bridges.map((bridge) => ({
      ...bridge,
      ...bridges.get(bridge.name),
      ports: bridge.ports.map((port) => ({
        ...port,
        ...ports.get(port.name),
        interfaces: port.interfaces.map((device) => ({ ...device, ...interfaces.get(device.name) }))
      }))
    }))
  };
}
async function notesIn(host, table, read) {
  const notes = await firstOf(
    host,
    void 0,
    [
      [
        ["ovs-vsctl", "list", table],
        (text) => new Map(
          parseOvsList(text).map((record2) => {
            const of = (name) => {
              const value = record2.get(name);
              if (value === void 0) throw new Unparsable(`a list without the column ${name}`);
              return value;
            };
            return [stringOf(of("name"), of("name")), read(of)];
          })
        )
      ]
    ],
    "not saved"
  );
  return notes.known ? notes.value : /* @__PURE__ */ new Map();
}
var bridgeNotes = (of) => ({
  failMode: optional(of("fail_mode")),
  datapathType: optional(of("datapath_type")) ?? "",
  datapathId: optional(of("datapath_id"))
});
function portNotes(of) {
  const tag = of("tag");
  return {
    tag: tag === "[]" ? void 0 : tagOf(tag, tag),
    trunks: numbersOf(of("trunks"), of("trunks")),
    vlanMode: optional(of("vlan_mode")),
    otherConfig: mapOf(of("other_config"), of("other_config"))
  };
}
function interfaceNotes(of) {
  const ofport = of("ofport");
  const externalIds = mapOf(of("external_ids"), of("external_ids"));
  if (!/^(?:\[\]|-1|\d{1,5})$/.test(ofport)) throw new Unparsable(`no OpenFlow number: ${ofport.slice(0, 60)}`);
  return {
    // ovs-vswitchd.conf.db(5): `system` is the long form of the empty type.
    type: (optional(of("type")) ?? "").replace(/^system$/, ""),
    ofport: ofport === "[]" ? void 0 : Number(ofport),
    error: optional(of("error")),
    externalIds,
    attachedMac: attachedMacOf(externalIds),
    options: mapOf(of("options"), of("options"))
  };
}
var optional = (value) => value === "[]" ? void 0 : stringOf(value, value);

// src/facts/text/brctl-show.ts
var bridgeId = /^[0-9a-f]{4}\.[0-9a-f]{12}$/;
function parseBrctlShow(text) {
  const [heading3, ...rows] = outputLines(text, ["brctl"]);
  const bridges = /* @__PURE__ */ new Map();
  if (heading3 === void 0) return bridges;
  if (heading3.trim().split(/\s+/).join(" ") !== "bridge name bridge id STP enabled interfaces") {
    throw unparsable("the heading of brctl show is missing", heading3);
  }
  let ports;
  for (const line of rows) {
    const [first = "", id, stp, port, ...more] = line.trim().split(/\s+/);
    if (id === void 0 && /^\s/.test(line) && ports !== void 0) {
      ports.push(first);
      continue;
    }
    const isRow = bridgeId.test(id ?? "") && (stp === "yes" || stp === "no") && more.length === 0;
    if (!isRow || bridges.has(first)) throw notUnderstood(line);
    ports = port === void 0 ? [] : [port];
    bridges.set(first, ports);
  }
  return bridges;
}

// src/facts/text/bridge-link.ts
var portLine = /^\d+: ([^\s@:]+).* master (\S+) /;
var detailLine = /^\s+\S/;
function parseBridgeLink(text) {
  const bridges = /* @__PURE__ */ new Map();
  for (const line of outputLines(text, ["bridge"])) {
    const [, port, bridge] = portLine.exec(`${line} `) ?? [];
    if (port !== void 0 && bridge !== void 0) bridges.set(bridge, [...bridges.get(bridge) ?? [], port]);
    else if (!detailLine.test(line)) throw notUnderstood(line);
  }
  return bridges;
}

// src/facts/text/partial-interface.ts
var untold = (name) => ({
  name,
  isUp: void 0,
  hasCarrier: void 0,
  mac: void 0,
  mtu: void 0,
  master: void 0,
  kind: void 0,
  addresses: void 0,
  hasEveryAddress: false
});

// src/facts/text/ifconfig.ts
var oldHeading = /^(\S+)\s+Link encap:(.*)$/;
var newHeading = /^(\S+): flags=\d+<([\w,-]*)>\s+mtu (\d+)/;
var oldFlags = /^([A-Z][A-Z ]* |\[NO FLAGS\] +)MTU:(\d+) +Metric:/;
var otherLine = /^([RT]X (packets|bytes|errors)|collisions:|Interrupt:|Base address:|Memory:|device |.*txqueuelen \d+ )/;
function parseIfconfig(text) {
  const blocks = /* @__PURE__ */ new Map();
  const names2 = [];
  let block;
  for (const line of outputLines(text, ["ifconfig", "ip"]).map((raw) => raw.trim())) {
    const name = (oldHeading.exec(line) ?? newHeading.exec(line))?.[1];
    if (name !== void 0) {
      if (names2.includes(name)) throw unparsable("an interface is there twice, as in two outputs", line);
      names2.push(name);
      block = blockOf(name, blocks);
    }
    if (block === void 0) throw notUnderstood(line);
    if (name === void 0) readDetail(line, block);
    else readHeading(line, block);
  }
  refuseCutNames(names2, text);
  return [...blocks.values()].map(finished);
}
function blockOf(name, blocks) {
  const device = name.replace(/(.):.*$/, "$1");
  const block = blocks.get(device) ?? {
    interface: untold(device),
    addresses: [],
    hasFlags: false,
    hasCounters: false,
    hasLostAddress: false
  };
  blocks.set(device, block);
  return block;
}
function refuseCutNames(names2, text) {
  const longest = Math.max(0, ...names2.map((name) => name.length));
  const cut = names2.find((name) => name.length === 9);
  if (text.includes("Link encap:") && longest === 9 && cut !== void 0) {
    throw unparsable("the names of interfaces may be cut to nine characters", cut);
  }
}
function readHeading(line, block) {
  const [, , flags, mtu] = newHeading.exec(line) ?? [];
  if (flags !== void 0) readFlags(flags.split(","), mtu, block, line);
  else block.interface.mac = macOf(/\sHWaddr (\S+)/.exec(line)?.[1]);
  if (line.includes("Link encap:Ethernet") && block.interface.mac === void 0) throw notUnderstood(line);
}
function readFlags(flags, mtu, block, line) {
  block.hasFlags = true;
  block.interface.isUp = flags.includes("UP");
  block.interface.hasCarrier = block.interface.isUp ? flags.includes("RUNNING") : void 0;
  block.interface.mtu = numberOf(mtu, line);
}
function readDetail(line, block) {
  const flags = oldFlags.exec(line);
  if (flags !== null) readFlags((flags[1] ?? "").split(" "), flags[2], block, line);
  else if (line.startsWith("inet")) readAddress(line, block);
  else if (otherLine.test(line)) {
    block.hasCounters ||= line.startsWith("TX");
    const [word, hardware] = line.split(/\s+/);
    if (word !== "ether") return;
    block.interface.mac = macOf(hardware);
    if (block.interface.mac === void 0) throw notUnderstood(line);
  } else throw notUnderstood(line);
}
function readAddress(line, block) {
  const [, ipv6, length] = /^inet6 (?:addr: ?)?(\S+?)(?:\/|\s+prefixlen )(\d+)\s/.exec(line) ?? [];
  if (ipv6 !== void 0) {
    block.addresses.push(addressOf("inet6", ipv6, length, line));
    return;
  }
  const [, address, mask] = /^inet addr:(\S+)\s.*Mask:(\S+)$/.exec(line) ?? /^inet (\S+)\s+netmask (\S+)(?:\s|$)/.exec(line) ?? [];
  if (/^inet6? addr:\s+(P-t-P|Bcast|Mask|Scope):/.test(line)) block.hasLostAddress = true;
  else block.addresses.push(addressOf("inet", address, String(prefixLengthOf(mask, line)), line));
}
function finished({ interface: told, addresses, hasFlags, hasCounters, hasLostAddress }) {
  const tellsAddresses = !hasLostAddress && (addresses.length > 0 || hasFlags && hasCounters);
  const hasEveryAddress = tellsAddresses && !addresses.some(({ family }) => family === "inet");
  return { ...told, addresses: tellsAddresses ? addresses : void 0, hasEveryAddress };
}

// src/facts/text/ip-address.ts
var heading = /^(\d+): (\S+): <([\w,-]*)>\s+(.*)$/;
var onelineAddress = /^(\d+): (\S+)\s+(inet6? .*)$/;
var otherLine2 = /^(valid_lft|alias|altname|vf \d|[RT]X( errors)?:|[\d ]+$|prog\/|[ei]n?gress-qos-map|\w+_slave\b)/;
var oldKinds = /* @__PURE__ */ new Set([
  "veth",
  "bridge",
  "tun",
  "openvswitch",
  "vlan",
  "vxlan",
  "gre",
  "dummy"
]);
function parseIpAddress(text) {
  const blocks = /* @__PURE__ */ new Map();
  let block;
  for (const line of outputLines(withoutEntities(text), ["ip"])) {
    for (const part of line.split(/\\(?=\s)/).map((piece) => piece.trim())) {
      const started = readHeading2(part, blocks);
      if (started === void 0 && block === void 0) throw notUnderstood(part);
      if (started === void 0 && block !== void 0) readDetail2(part, block);
      block = started ?? block;
    }
  }
  if (blocks.size === 0) throw new Unparsable("no interface in the output, not even lo");
  const listsAddresses = [...blocks.values()].some(({ addresses }) => addresses.length > 0);
  return [...blocks.values()].map((whole2) => finished2(whole2, listsAddresses));
}
function readHeading2(line, blocks) {
  const match = heading.exec(line) ?? onelineAddress.exec(line);
  if (match === null) return void 0;
  const [, index = "", fullName = "", third = "", rest] = match;
  const name = fullName.replace(/(.)@[^@]*$/, "$1");
  const known2 = blocks.get(index);
  if (known2 !== void 0 && (rest !== void 0 || known2.interface.name !== name)) {
    throw unparsable("an interface is there twice, as in two outputs", line);
  }
  const block = known2 ?? emptyBlock(name);
  blocks.set(index, block);
  if (rest === void 0) readDetail2(third, block);
  else readFlags2(third.split(","), rest.split(/\s+/), block, line);
  return block;
}
var emptyBlock = (name) => ({
  interface: untold(name),
  addresses: [],
  heading: void 0,
  hasLinkLine: false,
  expectsKind: false,
  isDetailed: false
});
function readFlags2(flags, words, block, line) {
  block.heading = words;
  block.interface.isUp = flags.includes("UP");
  block.interface.hasCarrier = flags.includes("LOWER_UP");
  block.interface.mtu = numberOf(wordAfter(words, "mtu"), line);
  block.interface.master = wordAfter(words, "master") ?? false;
}
function readDetail2(line, block) {
  const [word = "", second, third, fourth] = line.split(/\s+/);
  if (word === "inet" || word === "inet6") {
    block.expectsKind = false;
    const [address, length] = (second ?? "").split("/");
    const prefixLength = third === "peer" ? fourth?.split("/")[1] : length;
    block.addresses.push(addressOf(word, address, prefixLength, line));
  } else if (word.startsWith("link/")) {
    block.hasLinkLine = true;
    block.expectsKind = true;
    block.isDetailed = / promiscuity \d/.test(line);
    block.interface.mac = macOf(second);
    if (word === "link/ether" && block.interface.mac === void 0) throw notUnderstood(line);
  } else if (!otherLine2.test(line)) {
    const isKind = block.isDetailed ? /^[a-z]\w*$/.test(word) : oldKinds.has(word);
    if (!block.expectsKind || !isKind) throw notUnderstood(line);
    block.expectsKind = false;
    block.interface.kind = word;
  }
}
function finished2(block, listsAddresses) {
  const { addresses, heading: words = [], hasLinkLine } = block;
  const isAddressListing = hasLinkLine && !words.includes("mode") && (words.includes("group") || listsAddresses);
  return {
    ...block.interface,
    addresses: isAddressListing || addresses.length > 0 ? addresses : void 0,
    hasEveryAddress: isAddressListing
  };
}

// src/facts/text/ip-rule.ts
var actions = /* @__PURE__ */ new Set(["blackhole", "unreachable", "prohibit", "goto", "nop", "throw"]);
var parseIpRule = (text) => outputLines(text, ["ip"]).map(ruleOf);
function ruleOf(line) {
  const [, priority, body = ""] = /^\s*(\d+):\s+(.*)$/.exec(line) ?? [];
  const words = body.trim().split(/\s+/);
  const lookup = wordAfter(words, "lookup");
  const hasAction = lookup !== void 0 || words.some((word) => actions.has(word));
  if (!words.includes("from") || !hasAction) throw notUnderstood(line);
  const isVrf = lookup === "[l3mdev-table]";
  return {
    priority: numberOf(priority, line),
    table: isVrf ? void 0 : lookup,
    source: selector(words, "from", line),
    destination: selector(words, "to", line),
    hasOtherSelector: isVrf || !hasOnlyPlainWords(words)
  };
}
function selector(words, key, line) {
  const value = words.includes(key) ? wordAfter(words, key) : "all";
  if (value === void 0 || value !== "all" && ipv4Prefix(value) === void 0) throw notUnderstood(line);
  return value;
}
function hasOnlyPlainWords(words) {
  const withValue = /* @__PURE__ */ new Set(["from", "to", "lookup", "goto", "proto"]);
  return words.every(
    (word, index) => withValue.has(word) || actions.has(word) || withValue.has(words[index - 1] ?? "")
  );
}

// src/facts/text/ovs-show.ts
var uuid2 = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
var heading2 = new RegExp(`^(Bridge|Port|Interface|Controller|Manager) (${atom})$`);
var attribute = new RegExp(String.raw`^(\w+): (${atom}|\[.*\]|\{.*\})$`);
function parseOvsShow(text) {
  const reading = {
    bridges: [],
    version: void 0,
    bridge: void 0,
    port: void 0,
    hasGap: false,
    hasRoot: false
  };
  const ended = /\n *ovs_version: "[^"\n]*"$/.test(text) ? `${text}
` : text;
  const lines = outputLines(withoutEntities(ended), ["ovs-vsctl"]).map((line) => line.trim());
  if (lines.length === 0) throw new Unparsable("ovs-vsctl show printed nothing");
  for (const [index, line] of lines.entries()) {
    if (isEllipsis(line)) leaveGap(reading);
    else if (reading.version !== void 0) throw notUnderstood(line);
    else if (index === 0 && uuid2.test(line)) reading.hasRoot = true;
    else readLine(line, reading);
  }
  const { bridges, version, hasGap } = reading;
  if (version === void 0) leaveGap(reading);
  for (const port of bridges.flatMap(({ ports }) => ports)) {
    if (port.interfaces.length === 0) throw unparsable("a port without an interface", port.name);
  }
  return { version, bridges, isComplete: version !== void 0 && !hasGap, hasRoot: reading.hasRoot };
}
function leaveGap(reading) {
  const { bridge, port } = reading;
  const last = port?.interfaces.at(-1);
  const isWhole2 = last?.type === "internal" || last?.error !== void 0 || Object.keys(last?.options ?? {}).length > 0;
  if (bridge?.ports.length === 0) reading.bridges.pop();
  if (port !== void 0 && !isWhole2) bridge?.ports.pop();
  reading.bridge = void 0;
  reading.port = void 0;
  reading.hasGap = true;
}
function readLine(line, reading) {
  const [, kind, quotedName] = heading2.exec(line) ?? [];
  const [, key, value] = attribute.exec(line) ?? [];
  if (kind !== void 0 && quotedName !== void 0) open(kind, stringOf(quotedName, line), reading, line);
  else if (key !== void 0 && value !== void 0) readAttribute(key, value, reading, line);
  else throw notUnderstood(line);
}
function open(kind, name, reading, line) {
  const { bridge, port } = reading;
  if (kind === "Bridge") {
    reading.bridge = { name, failMode: void 0, datapathType: "", datapathId: void 0, ports: [] };
    reading.bridges.push(reading.bridge);
    reading.port = void 0;
  } else if (kind === "Port") {
    if (bridge === void 0) throw unparsable("a port without the bridge that it is on", line);
    const opened = { name, bridge: bridge.name, tag: void 0, trunks: [], vlanMode: void 0, otherConfig: {} };
    reading.port = { ...opened, interfaces: [] };
    bridge.ports.push(reading.port);
  } else if (kind === "Interface") {
    if (port === void 0) throw unparsable("an interface without its port", line);
    const untold2 = { ofport: void 0, error: void 0, externalIds: {}, attachedMac: void 0, options: {} };
    port.interfaces.push({ name, type: "", ...untold2 });
  }
}
function readAttribute(key, value, reading, line) {
  const { bridge, port } = reading;
  const member = port?.interfaces.at(-1);
  if (key === "ovs_version") reading.version = stringOf(value, line);
  else if (key === "fail_mode" && bridge !== void 0) bridge.failMode = stringOf(value, line);
  else if (key === "datapath_type" && bridge !== void 0) bridge.datapathType = stringOf(value, line);
  else if (key === "tag" && port !== void 0 && member === void 0) port.tag = tagOf(value, line);
  else if (key === "trunks" && port !== void 0 && member === void 0) port.trunks = numbersOf(value, line);
  else if (key === "type" && member !== void 0) member.type = stringOf(value, line).replace(/^system$/, "");
  else if (key === "options" && member !== void 0) member.options = mapOf(value, line);
  else if (key === "error" && member !== void 0) member.error = stringOf(value, line);
  else if (key !== "is_connected" && key !== "bfd_status") throw notUnderstood(line);
}

// src/facts/text/routes.ts
import { isIPv4, isIPv6 } from "node:net";
var typeOfWord = {
  unicast: "unicast",
  local: "local",
  broadcast: "broadcast",
  blackhole: "blackhole",
  unreachable: "unreachable",
  prohibit: "prohibit",
  throw: "throw",
  anycast: "other",
  multicast: "other",
  nat: "other"
};
function parseIpRoute(text, table = "main") {
  const routes = [];
  for (const line of outputLines(text, ["ip"])) {
    const words = line.split(/\\?\s+/).filter((word) => word !== "");
    if (words[0] !== "nexthop") routes.push(words);
    else routes.push([...routes.pop() ?? refuse(line), ...words]);
  }
  return routes.flatMap((words) => routeOf(words, table));
}
function routeOf(words, table) {
  const line = words.join(" ");
  const type = Object.hasOwn(typeOfWord, words[0] ?? "") ? typeOfWord[words[0] ?? ""] : void 0;
  const [target, ...attributes] = type === void 0 ? words : words.slice(1);
  if (isIpv6(target, attributes)) return [];
  const destination = ipv4Prefix(target) ?? refuse(line);
  const device = wordAfter(attributes, "dev");
  const via = wordAfter(attributes, "via");
  const gateway = via === "inet6" ? wordAfter(attributes, "inet6") : via;
  if (gateway !== void 0 && !isIPv4(gateway) && !isIPv6(gateway)) throw notUnderstood(line);
  if (attributes.some((word, index) => needsValue.has(word) && attributes[index + 1] === void 0)) refuse(line);
  if ((type ?? "unicast") === "unicast" && device === void 0) throw unparsable("a route without a device", line);
  const own = attributes.slice(0, [...attributes, "nexthop"].indexOf("nexthop"));
  return [
    {
      type: type ?? "unicast",
      destination,
      gateway,
      device,
      table: wordAfter(own, "table") ?? table,
      metric: own.includes("metric") ? numberOf(wordAfter(own, "metric"), line) : 0,
      isOnlink: own.includes("onlink"),
      isLinkDown: own.includes("linkdown") || own.includes("dead")
    }
  ];
}
var needsValue = /* @__PURE__ */ new Set(["via", "dev", "table", "metric", "proto", "scope", "src"]);
function isIpv6(target, attributes) {
  const [address = ""] = (target ?? "").split("/");
  const gateway = wordAfter(attributes, "via") ?? "";
  return isIPv6(address) || target === "default" && (isIPv6(gateway) || attributes.includes("pref") || attributes.includes("error"));
}
function refuse(line) {
  throw notUnderstood(line);
}
var columns = ["Destination", "Gateway", "Genmask", "Flags"];
var netstatHeading2 = [...columns, "MSS", "Window", "irtt", "Iface"].join(" ");
var routeHeading = [...columns, "Metric", "Ref", "Use", "Iface"].join(" ");
function parseNetstatRoutes(text) {
  const lines = outputLines(text, ["netstat", "route", "ip"]);
  const [title = "", headingLine2 = "", ...rows] = lines;
  const heading3 = headingLine2.trim().split(/\s+/).join(" ");
  if (title.trim() !== "Kernel IP routing table") throw unparsable("the title of a routing table is missing", title);
  if (heading3 !== netstatHeading2 && heading3 !== routeHeading) {
    throw unparsable("the heading of the routing table is not as it should be, columns may be lost", headingLine2);
  }
  return rows.map((row) => rowOf(row, heading3 === routeHeading));
}
function rowOf(line, hasMetric) {
  const words = line.trim().split(/\s+/);
  const [destination = "", gateway = "", mask = "", flags = "", metric, , , device = ""] = words;
  if (words.length !== 8 || !/^[A-Z!]+$/.test(flags)) throw notUnderstood(line);
  if (flags.includes("G") && (!isIPv4(gateway) || gateway === "0.0.0.0")) throw notUnderstood(line);
  const isRejecting = flags.includes("!");
  const hasDevice = device !== "*" && device !== "-";
  return {
    type: isRejecting ? "unreachable" : hasDevice ? "unicast" : "other",
    destination: prefixOf(destination, mask, line),
    gateway: flags.includes("G") ? gateway : void 0,
    device: hasDevice ? device : void 0,
    table: "main",
    metric: hasMetric ? numberOf(metric, line) : void 0
  };
}
function prefixOf(destination, mask, line) {
  const address = destination === "default" ? "0.0.0.0" : destination;
  return ipv4Prefix(`${address}/${prefixLengthOf(mask, line)}`) ?? refuse(line);
}

// src/facts/text-fallback.ts
var mayBeExcerpt = ({ source }) => source === "directory" || source === "sosreport";
async function readStackFromText(host, namespace, stack) {
  if (stack.interfaces.known) return stack;
  const { reason } = stack.interfaces;
  const [list, members, routes, rules, isForwarding, arpProxies] = await Promise.all([
    firstOf(host, namespace, interfaceAlternatives, reason),
    namespace === void 0 ? firstOf(host, void 0, memberAlternatives, reason) : unknown(reason),
    firstOf(host, namespace, routeAlternatives, reason),
    firstOf(host, namespace, [[["ip", "rule", "show"], parseIpRule]], reason),
    firstOf(host, namespace, forwardingAlternatives, reason),
    firstOf(host, namespace, [[["sysctl", "-a"], parseArpProxies]], reason)
  ]);
  const interfaces = mapKnown(list, ({ devices }) => {
    const masterOf = mastersIn(members, devices);
    return devices.map((device) => complete(device, masterOf(device.name), members));
  });
  const wayOut = mayBeExcerpt(host) ? missingRoute(interfaces, routes) : void 0;
  return {
    interfaces,
    isComplete: !mayBeExcerpt(host) || list.known && list.value.hasIdle && isWhole(namespace, interfaces, routes, members),
    routes: wayOut === void 0 ? routes : unknown(`an excerpt of the routes: none leads to the subnet of ${wayOut}`),
    rules,
    isForwarding,
    arpProxies
  };
}
function missingRoute(interfaces, routes) {
  if (!interfaces.known || !routes.known) return void 0;
  const reached = new Set(routes.value.map(({ device, destination }) => `${device} ${destination}`));
  const isMissed = ({ name, isUp, addresses = [] }) => isUp === true && name !== "lo" && addresses.some(
    ({ family, address, prefixLength }) => family === "inet" && prefixLength < 32 && !reached.has(`${name} ${subnetOf(address, prefixLength)}`)
  );
  return interfaces.value.find(isMissed)?.name;
}
var memberAlternatives = [
  [["brctl", "show"], parseBrctlShow],
  [["bridge", "link"], parseBridgeLink]
];
var ipList = (text) => ({ devices: parseIpAddress(text), hasIdle: true });
var interfaceAlternatives = [
  [["ip", "addr", "show"], ipList],
  [["ip", "address", "show"], ipList],
  [["ip", "a"], ipList],
  [["ifconfig", "-a"], (text) => ({ devices: parseIfconfig(text), hasIdle: true })],
  [["ifconfig"], (text) => ({ devices: parseIfconfig(text), hasIdle: false })],
  // Without addresses.
  [["ip", "link", "show"], ipList]
];
function isWhole(namespace, interfaces, routes, members) {
  if (!interfaces.known || !routes.known) return false;
  const names2 = new Set(interfaces.value.map(({ name }) => name));
  const masters = interfaces.value.map(({ master }) => master);
  if (namespace === void 0 && !members.known && masters.includes(void 0)) return false;
  const bridged = members.known ? [...members.value].flatMap(([bridge, ports]) => [bridge, ...ports]) : [];
  const needed = ["lo", ...routes.value.map(({ device }) => device), ...masters, ...bridged];
  return needed.every((name) => name === void 0 || name === false || names2.has(name));
}
var routeAlternatives = [
  [["ip", "route", "show", "table", "all"], parseIpRoute],
  [["ip", "route", "show"], (text) => parseIpRoute(text)],
  [["ip", "route"], (text) => parseIpRoute(text)],
  // With metrics, which netstat does not tell.
  [["route", "-n"], parseOldRoutes],
  [["netstat", "-nr"], parseOldRoutes]
];
function parseOldRoutes(text) {
  return parseNetstatRoutes(text).map((route) => ({
    ...route,
    metric: route.metric ?? 0,
    isOnlink: false,
    isLinkDown: false
  }));
}
var parseForwarding = (text) => parseFlag(parseSysctl(text).get("net.ipv4.ip_forward") ?? "");
var forwardingAlternatives = [
  [["sysctl", "net.ipv4.ip_forward"], parseForwarding],
  [["sysctl", "-n", "net.ipv4.ip_forward"], parseFlag],
  [["cat", "/proc/sys/net/ipv4/ip_forward"], parseFlag],
  [["sysctl", "-a"], parseForwarding]
];
function parseArpProxies(text) {
  const settings = parseSysctl(text);
  if (!hasAllOfNet(settings)) throw new Unparsable("an excerpt");
  return new Set(
    [...settings].flatMap(([key, value]) => {
      const device = key.match(/^net\.ipv4\.conf\.(.+)\.proxy_arp$/)?.[1];
      return device !== void 0 && value === "1" ? [device] : [];
    })
  );
}
function parseFlag(text) {
  const word = text.trim();
  if (word !== "0" && word !== "1") throw new Unparsable(word.slice(0, 60));
  return word === "1";
}
function mastersIn(members, devices) {
  if (!members.known) return () => void 0;
  const bridges = members.value;
  const masters = new Map([...bridges].flatMap(([bridge, ports]) => ports.map((port) => [port, bridge])));
  const isCut = devices.some(({ name }) => /^(?:qbr|brq)/.test(name) && !bridges.has(name));
  return (name) => masters.get(name) ?? (isCut ? void 0 : false);
}
function complete(device, bridge, members) {
  const hasAddresses = device.hasEveryAddress || (device.addresses?.length ?? 0) > 0;
  const isBridge = members.known && members.value.has(device.name);
  return {
    name: device.name,
    isUp: device.isUp,
    hasCarrier: device.hasCarrier,
    mac: device.mac,
    mtu: device.mtu,
    master: device.master ?? bridge,
    parent: void 0,
    kind: device.kind ?? (isBridge ? "bridge" : void 0),
    state: void 0,
    flags: void 0,
    addresses: hasAddresses ? device.addresses : void 0,
    hasEveryAddress: device.hasEveryAddress
  };
}
async function readSwitchFromText(host, reason) {
  const show = [["ovs-vsctl", "show"], parseOvsShow];
  const answer = await firstOf(host, void 0, [show], reason);
  if (!answer.known) return answer;
  const { hasRoot, ...database } = answer.value;
  return known(
    await withLists(host, { ...database, isComplete: database.isComplete && (hasRoot || !mayBeExcerpt(host)) })
  );
}
var readProcessesFromText = (host, reason) => firstOf(host, void 0, [[["ps", "auxww"], parseSavedProcesses]], reason);
var wordsOf = (alternatives) => alternatives.map(([words]) => words);
var stackAsText = [
  wordsOf(interfaceAlternatives),
  wordsOf(routeAlternatives),
  [["ip", "rule", "show"]],
  wordsOf(forwardingAlternatives)
];

// src/facts/process-list.ts
var namesOf = (namespaces) => namespaces.known ? namespaces.value.ofAgents.map(({ name }) => name) : [];
async function readProcessList(host, round, namespaces, lists) {
  const nameOfInode = namespaces.known ? namespaces.value.nameOfInode : namespaces;
  const processes = readProcesses(round.processes, round.own, nameOfInode);
  const isRefused = round.processes.kind === "exited" && round.processes.exitCode !== 0;
  if (processes.known || !(isRefused || round.processes.kind === "not-recorded")) return processes;
  const old = readOldProcesses(await runOne(host, oldProcessesCommand));
  if (old.known) return old;
  if (round.processes.kind !== "not-recorded") return processes;
  const saved = await readProcessesFromText(host, processes.reason);
  return saved.known ? withoutContainers(placed(saved.value, lists), namespaces) : saved;
}
function withoutContainers(processes, namespaces) {
  if (!namespaces.known) return unknown(namespaces.reason);
  const here = new Set(namesOf(namespaces));
  const elsewhere = dnsmasqOf(processes).find(
    ({ networkId, whereabouts }) => whereabouts === void 0 && !here.has(`qdhcp-${networkId}`)
  );
  if (elsewhere === void 0) return known(processes);
  return unknown(`the dnsmasq with pid ${elsewhere.pid} may be a container's: its namespace is not on this host`);
}

// src/facts/text/iptables.ts
function parseIptablesSpec(text) {
  const table = emptyTable();
  for (const line of outputLines(text, ["iptables", "ip"]).map((each) => each.trim())) {
    const [, kind, chain = "", rest = ""] = /^-([PNA]) (\S+)(?: (.*))?$/.exec(line) ?? [];
    if (kind === void 0) throw notUnderstood(line);
    table.chains.add(chain);
    if (kind === "P") table.policies.set(chain, rest);
    if (kind === "A") table.rules.push(line);
  }
  return table;
}
var emptyTable = () => ({ policies: /* @__PURE__ */ new Map(), chains: /* @__PURE__ */ new Set(), rules: [] });
var chainLine = /^Chain (\S+) \((?:policy (\S+) .*|(\d+) references)\)$/;
var headingLine = /^ *(?:num +)?pkts +bytes target +prot opt in +out +source +destination *$/;
var count = String.raw`\d+[KMGT]?`;
var ruleLine = new RegExp(
  String.raw`^ *(?:\d+ +)?${count} +${count} (\S+) +(\S+) +(\S+) +(\S+) +(\S+) +(\S+) +(\S+)(?: +(.*))?$`
);
function parseIptablesList(text) {
  const table = emptyTable();
  const references = /* @__PURE__ */ new Map();
  let chain;
  for (const line of outputLines(text, ["iptables", "ip"]).map((each) => each.trimEnd())) {
    const [, name, policy, referred] = chainLine.exec(line) ?? [];
    if (name !== void 0) {
      chain = name;
      table.chains.add(name);
      if (policy !== void 0) table.policies.set(name, policy);
      if (referred !== void 0) references.set(name, Number(referred));
    } else if (!headingLine.test(line)) {
      if (chain === void 0) throw notUnderstood(line);
      table.rules.push(ruleOf2(chain, line));
    }
  }
  for (const [name, referred] of references) {
    const found = table.rules.filter((rule) => rule.endsWith(` -j ${name}`) || rule.endsWith(` -g ${name}`)).length;
    if (found !== referred) throw unparsable(`${referred} rules should lead to a chain, but ${found} do`, name);
  }
  return table;
}
var protocols = { 1: "icmp", 6: "tcp", 17: "udp", 58: "ipv6-icmp" };
function ruleOf2(chain, line) {
  const [, target = "", protocol = "", option, input = "", output = "", source = "", destination = "", extra = ""] = ruleLine.exec(line) ?? [];
  if (target === "" || option !== "--") throw notUnderstood(line);
  const { matches, ending } = readExtra(extra, target, line);
  const words = [
    ["-s", addressOf2(source)],
    ["-d", addressOf2(destination)],
    ["-i", input === "*" ? "" : input],
    ["-o", output === "*" ? "" : output],
    ["-p", protocol === "all" || protocol === "0" ? "" : protocols[protocol] ?? protocol]
  ].flatMap(
    ([key, value = ""]) => value === "" ? [] : value.startsWith("!") ? ["!", key, value.slice(1)] : [key, value]
  );
  return ["-A", chain, ...words, ...matches, "-j", target, ...ending].join(" ");
}
function addressOf2(word) {
  if (/^0\.0\.0\.0\/0$/.test(word)) return "";
  return word.includes("/") ? word : `${word}/32`;
}
var negated = (sign, ...words) => sign === void 0 || sign === "" ? words : ["!", ...words];
var phrases = [
  [/^\/\* (.*?) \*\//, ([, text = ""]) => ["-m", "comment", "--comment", /\s/.test(text) ? `"${text}"` : text]],
  [
    /^(tcp|udp)((?: [sd]pts?:\S+)+)/,
    ([, protocol = "", ports = ""]) => ["-m", protocol, ...ports.trim().split(" ").flatMap(portWords)]
  ],
  [/^(! )?ctstate (\S+)/, ([, sign, states = ""]) => ["-m", "conntrack", ...negated(sign, "--ctstate", states)]],
  [/^(! )?state (\S+)/, ([, sign, states = ""]) => ["-m", "state", ...negated(sign, "--state", states)]],
  [
    /^PHYSDEV match((?: (?:! )?--physdev-\S+(?: (?!--|!)[\w.+-]+)?)+)/,
    ([, words = ""]) => ["-m", "physdev", ...physdevWords(words)]
  ],
  [
    /^MAC(!?) ?([0-9A-Fa-f:]{17})/,
    ([, sign, mac = ""]) => ["-m", "mac", ...negated(sign, "--mac-source", mac.toLowerCase())]
  ],
  [/^mark match (! )?(\S+)/, ([, sign, mark = ""]) => ["-m", "mark", ...negated(sign, "--mark", mark)]],
  [
    /^(! )?match-set (\S+) (\S+)/,
    ([, sign, set = "", way = ""]) => ["-m", "set", ...negated(sign, "--match-set", set, way)]
  ],
  [/^redir ports (\S+)/, ([, ports = ""]) => ["--to-ports", ports], true],
  [/^reject-with (\S+)/, ([, how = ""]) => ["--reject-with", how], true],
  [/^(random(?:-fully)?|persistent)(?= |$)/, ([, word = ""]) => [`--${word}`], true]
];
var portWords = (word) => {
  const [, way = "", sign, ports = ""] = /^([sd])pts?:(!)?(.*)$/.exec(word) ?? [];
  return negated(sign, `--${way}port`, ports);
};
function physdevWords(words) {
  return words.trim().split(/ (?=(?:! )?--)/).flatMap((part) => part.split(" "));
}
function readExtra(extra, target, line) {
  const matches = [];
  const ending = [];
  let rest = extra.trim();
  while (rest !== "") {
    const to2 = /^to:(\S+)/.exec(rest);
    const found = phrases.flatMap(([pattern, spell, isOfTarget]) => {
      const match = pattern.exec(rest);
      return match === null ? [] : [{ length: match[0].length, words: spell(match), isOfTarget }];
    })[0];
    if (to2 !== null && (target === "DNAT" || target === "SNAT")) {
      ending.push(target === "DNAT" ? "--to-destination" : "--to-source", to2[1] ?? "");
      rest = rest.slice(to2[0].length).trimStart();
    } else if (found === void 0) throw notUnderstood(line);
    else {
      (found.isOfTarget === true ? ending : matches).push(...found.words);
      rest = rest.slice(found.length).trimStart();
    }
  }
  return { matches, ending };
}

// src/facts/saved-tables.ts
var names = ["raw", "mangle", "nat", "filter"];
async function readSavedTables(host, namespace, reason) {
  const tables = await Promise.all(
    names.map(async (name) => {
      const words = (...end) => [
        "iptables",
        ...name === "filter" ? [] : ["-t", name],
        ...end
      ];
      const table = await firstOf(
        host,
        namespace,
        [
          [words("-S"), parseIptablesSpec],
          [words("-L", "-n", "-v"), parseIptablesList]
        ],
        reason
      );
      return [name, table];
    })
  );
  const told = tables.flatMap(([name, table]) => table.known ? [[name, table.value]] : []);
  return told.some(([name]) => name === "filter") ? known(new Map(told)) : { known: false, reason };
}

// src/facts/collect.ts
async function collectFacts(host, { isInScope, onProgress }) {
  const ask = new Questions(host);
  onProgress("the switch, the processes and the namespaces");
  const hostStackCommand = stackCommand(void 0);
  const hostRulesCommand = netfilterCommand(void 0);
  const stateCommand = stateFoldersCommand(statePaths);
  const round = await ask.all({
    list: listCommand,
    inodes: inodesCommand,
    processes: processesCommand,
    own: ownNamespacesCommand,
    switch: switchCommand,
    vswitchd: switchQuestion,
    services: servicesCommand,
    stack: hostStackCommand,
    rules: hostRulesCommand,
    kernel: kernelCommand,
    state: stateCommand,
    unixListeners: unixListenersCommand
  });
  const listed = readNamespaces(round.list, round.inodes, round.own);
  const namespaces = round.inodes.kind === "not-recorded" ? await withSavedErrors(host, listed) : listed;
  const lists = round.processes.kind === "not-recorded" ? await readSavedSockets(host, namesOf(namespaces)) : [];
  const processes = await readProcessList(host, round, namespaces, lists);
  const dnsmasq = mapKnown(processes, dnsmasqOf);
  const inScope = namespaces.known ? namespaces.value.ofAgents.filter(isInScope) : [];
  onProgress(`${inScope.length} namespaces`);
  const [database, files, dhcpSockets, stacks, routerTables, hostStack, metadata] = await Promise.all([
    readSwitchTwice(host, round.switch),
    readFiles(host, dnsmasq),
    readSockets(host, dnsmasq, lists),
    readStacks(host, inScope),
    readRouterTables(host, inScope),
    completeStack(host, void 0, readStack(hostStackCommand, round.stack)),
    readMetadata(host, processes, round.unixListeners, lists)
  ]);
  const hostTables = await tablesOf(host, void 0, hostRulesCommand, round.rules);
  const vswitchd = readDaemon("ovs-vswitchd", switchQuestion.argv, round.vswitchd, processes);
  const bridges = programmedBridges(database, vswitchd);
  const [flows, macTables] = await Promise.all([readFlows(host, bridges), readMacTables(host, bridges)]);
  return {
    namespaces,
    hostStack,
    stacks,
    database,
    daemons: [
      {
        name: "ovsdb-server",
        state: readDaemon("ovsdb-server", databaseQuestion, asked(round.switch, database), processes)
      },
      { name: "ovs-vswitchd", state: vswitchd }
    ],
    processes,
    dnsmasq,
    dhcpSockets,
    agentFiles: files,
    hostRules: rulesOf2(hostTables),
    routerRules: new Map([...routerTables].map(([name, tables]) => [name, rulesOf2(tables)])),
    hostTables,
    routerTables,
    services: readServices(round.services),
    kernel: round.kernel.kind === "not-recorded" ? await firstOf(host, void 0, [[["sysctl", "-a"], parseSavedKernel]], "not recorded") : readKernel(round.kernel),
    stateFolders: readStateFolders(stateCommand, round.state),
    metadata,
    flows,
    macTables
  };
}
var Questions = class {
  #host;
  constructor(host) {
    this.#host = host;
  }
  async all(commands) {
    const names2 = Object.keys(commands);
    const results = await this.#host.run(names2.map((name) => commands[name]));
    return Object.fromEntries(names2.map((name, index) => [name, results[index]]));
  }
};
var asked = (first, database) => first.kind === "not-recorded" && database.known ? { kind: "exited", exitCode: 0, stdout: "", stderr: "" } : first;
var isUnreachable = (stderr) => /connection|alarm|permi/i.test(stderr);
async function readSwitchTwice(host, first) {
  const database = parsed(switchCommand, first, readSwitch);
  const hasAnswer = first.kind === "not-recorded" || first.kind === "exited" && !isUnreachable(first.stderr);
  if (!database.known) return hasAnswer ? readSwitchFromText(host, database.reason) : database;
  const isDead = (port) => port.tag === "dead";
  if (!database.value.bridges.some(({ ports }) => ports.some(isDead))) return database;
  await host.wait(secondLookAfterMs);
  const dead = parsed(deadPortsCommand, await runOne(host, deadPortsCommand), readDeadPorts);
  if (!dead.known) return dead;
  const stays = (port) => !isDead(port) || dead.value.has(port.name);
  if (database.value.bridges.every(({ ports }) => ports.every(stays))) return database;
  return parsed(switchCommand, await runOne(host, switchCommand), readSwitch);
}
function programmedBridges(database, vswitchd) {
  if (!database.known || vswitchd.known && !vswitchd.value.answers) return [];
  const isPatched = ({ interfaces }) => interfaces.some(({ type }) => type === "patch");
  return database.value.bridges.filter(({ name, ports }) => name === usualIntegrationBridge || name === tunnelBridge || ports.some(isPatched)).map(({ name }) => name);
}
async function readFiles(host, dnsmasq) {
  const folders = dnsmasq.known ? dnsmasq.value.map(({ folder }) => folder) : [];
  const commands = agentFileCommands(folders.map((folder) => folder.slice(0, folder.lastIndexOf("/"))));
  const round = await new Questions(host).all(commands);
  const copies = round.contents.kind === "not-recorded" ? host.copiesUnder?.(statePaths) : void 0;
  if (copies !== void 0 && copies.size > 0) return readCopiedAgentFiles(copies, folders);
  return readAgentFiles(commands, round.contents, round.sums);
}
async function readSockets(host, dnsmasq, lists) {
  if (!dnsmasq.known) return dnsmasq;
  const tables = dnsmasq.value.map(({ pid }) => `/proc/${pid}/net/udp`);
  if (tables.length === 0) return known(/* @__PURE__ */ new Map());
  const command = dhcpSocketsCommand(tables);
  const result = await runOne(host, command);
  return result.kind === "not-recorded" ? savedDhcpSockets(dnsmasq.value, lists) : readDhcpSockets(command, result);
}
async function readStacks(host, namespaces) {
  const commands = namespaces.map(({ name }) => ({ name, command: stackCommand(name) }));
  const results = await host.run(commands.map(({ command }) => command));
  const stacks = await Promise.all(
    commands.map(async ({ name, command }, index) => {
      const result = results[index] ?? { kind: "aborted" };
      return [name, await completeStack(host, name, readStack(command, result))];
    })
  );
  return new Map(stacks);
}
async function completeStack(host, namespace, stack) {
  return stack.interfaces.known || stack.routes.known ? stack : readStackFromText(host, namespace, stack);
}
async function readRouterTables(host, namespaces) {
  const routers = namespaces.filter(({ kind }) => kind === "qrouter");
  const commands = routers.map(({ name }) => netfilterCommand(name));
  const results = await host.run(commands);
  const tables = routers.map(async ({ name }, index) => {
    const command = commands[index] ?? netfilterCommand(name);
    return [name, await tablesOf(host, name, command, results[index] ?? { kind: "aborted" })];
  });
  return new Map(await Promise.all(tables));
}
async function tablesOf(host, namespace, command, result) {
  const tables = readTables(command, result);
  return tables.known || result.kind !== "not-recorded" ? tables : readSavedTables(host, namespace, tables.reason);
}

// src/topology/unrouted.ts
function unroutedNetworks(facts, ports) {
  const files = allDhcpFiles(facts);
  const routed = new Set(
    ports.filter(({ role }) => role === "router-interface").flatMap(({ subject }) => subject.networks)
  );
  return files.flatMap(({ networkId, options }) => {
    const gateway = options.flatMap((line) => line.match(/option:router,(\d+\.\d+\.\d+\.\d+)/)?.[1] ?? [])[0];
    const hasVm = ports.some(({ role, network }) => role === "vm" && network?.id === networkId);
    return gateway !== void 0 && hasVm && !routed.has(networkId) ? [{ networkId, gateway }] : [];
  });
}

// src/topology/agents.ts
function agentsOf(facts, host, parts) {
  const isOvn = facts.processes.known && facts.processes.value.some(({ args }) => /^\S*ovn-controller( |$)/.test(args));
  if (isOvn) return [];
  const ports = valuesOf(parts.ports).filter(({ isOnIntegrationBridge }) => isOnIntegrationBridge);
  const servers = valuesOf(parts.dhcpServers);
  const routers = valuesOf(parts.routers);
  const isWired = ({ port, intendedTag }) => intendedTag !== void 0 || typeof port.tag === "number";
  const unwired = ports.filter(
    ({ port, role, hasGuest }) => typeof port.tag !== "number" && (role === "vm" ? hasGuest : role !== "other")
  );
  const guests = ports.filter(({ hasGuest }) => hasGuest);
  const agent = (role, made, waiting) => {
    const service = serviceName(facts.services, role);
    const isEnabled = service !== void 0 && facts.services.known && facts.services.value.enabled.has(service);
    return {
      subject: host.subject,
      role,
      processes: mapKnown(facts.processes, (all) => agentProcesses(all, role)),
      enabled: isEnabled ? service : void 0,
      made,
      waiting,
      host
    };
  };
  return [
    agent("l2-agent", namesOf2(ports.filter(isWired)), namesOf2(unwired)),
    agent("dhcp-agent", namesOf2(servers), servers.length > 0 ? [] : namesOf2(guests)),
    agent("l3-agent", namesOf2(routers), routers.length > 0 ? [] : unroutedNames(unroutedNetworks(facts, ports)))
  ];
}
var namesOf2 = (items) => items.map(({ subject }) => subject.name);
var unroutedNames = (networks) => networks.map(({ networkId, gateway }) => `network ${networkId} (gateway ${gateway})`);

// src/topology/bridges.ts
function agentBridgesOf(facts, host, database, ports, vmPorts) {
  const integration = integrationBridgeOf(database);
  const view = (name, role, bridge) => ({
    subject: { kind: "bridge", id: name, name, networks: [], routers: [] },
    name,
    role,
    bridge,
    flows: flowsOf(facts.flows, name),
    macTable: macTableOf(facts.macTables, name),
    datapathType: (bridge ?? database.bridges[0])?.datapathType ?? "",
    twins: database.bridges.filter((other) => bridge?.datapathId !== void 0 && other !== bridge && other.datapathId === bridge.datapathId).map((other) => other.name),
    ports,
    vmPorts,
    host
  });
  if (integration === void 0) {
    return database.isComplete && hasPlugs(facts) ? [view(usualIntegrationBridge, "integration", void 0)] : [];
  }
  const others = database.bridges.filter((bridge) => bridge !== integration);
  return [
    view(integration.name, "integration", integration),
    ...others.filter(({ name }) => name === tunnelBridge).map((bridge) => view(bridge.name, "tunnel", bridge)),
    ...others.filter(isProviderBridge).map((bridge) => view(bridge.name, "provider", bridge))
  ];
}
var isProviderBridge = ({ ports }) => ports.some(({ name, interfaces }) => name.startsWith("phy-") && interfaces.some(({ type }) => type === "patch"));
function hasPlugs(facts) {
  const hasVeth = valuesOf(facts.hostStack.interfaces).some(({ name }) => /^qvo[0-9a-f]{8}-[0-9a-f]{2}$/.test(name));
  const served = new Set(valuesOf(facts.dnsmasq).map(({ networkId }) => networkId));
  const isPlug = ({ networkId, device }) => served.has(networkId) && device?.startsWith("tap") === true;
  return hasVeth || allDhcpFiles(facts).some(isPlug);
}

// src/topology/empty-routers.ts
function emptyRoutersOf(facts, host, ports) {
  const routers = facts.namespaces.known ? facts.namespaces.value.ofAgents.filter(({ kind }) => kind === "qrouter") : [];
  const isEmpty = (name) => {
    const stack = facts.stacks.get(name);
    return stack?.isComplete === true && stack.interfaces.known && stack.interfaces.value.every((one) => one.name === "lo");
  };
  const [first] = routers;
  if (first === void 0 || !routers.every(({ name }) => isEmpty(name))) return [];
  const unrouted = unroutedNetworks(facts, ports).filter(
    ({ networkId }) => ports.some(
      ({ network, hasGuest, port }) => network?.id === networkId && hasGuest && !["flat", void 0].includes(port.otherConfig["network_type"])
    )
  );
  if (unrouted.length === 0) return [];
  return [
    {
      subject: {
        kind: "router",
        id: first.id,
        name: first.name,
        networks: unrouted.map(({ networkId }) => networkId),
        routers: routers.map(({ id }) => id)
      },
      namespaces: routers.map(({ name }) => name),
      unrouted,
      host
    }
  ];
}

// src/topology/external.ts
var usualName = "br-ex";
function externalBridgesOf(facts, host, database, ports, routers) {
  const integration = integrationBridgeOf(database);
  const gateways = ports.filter(({ role }) => role === "router-gateway");
  const needing = routers.filter((router) => router.legs.some(({ role }) => role === "router-gateway"));
  if (gateways.length === 0 && needing.length === 0) return [];
  const sides = /* @__PURE__ */ new Map();
  for (const { port } of gateways) {
    if (port.bridge !== integration?.name) sides.set(port.bridge, { name: port.bridge, patch: void 0 });
  }
  const onIntegration = gateways.some(({ port }) => port.bridge === integration?.name);
  if (integration !== void 0 && onIntegration) {
    for (const side of patchedSides(database, integration)) sides.set(side.name, side);
  }
  if (sides.size === 0 && !database.isComplete) return [];
  if (sides.size === 0) {
    const patch = onIntegration ? { port: void 0, peer: `phy-${usualName}`, hasPeer: hasPort(database, `phy-${usualName}`) } : void 0;
    sides.set(usualName, { name: usualName, patch });
  }
  return [...sides.values()].flatMap((side) => {
    const view = externalBridge(facts, host, database, integration, side, needing);
    const isUsed = sides.size === 1 || view.interface === void 0 || carriesRange(view);
    return isUsed ? [view] : [];
  });
}
var hasPort = (database, name) => database.bridges.some(({ ports }) => ports.some((port) => port.name === name));
function carriesRange(view) {
  const held = addressesOn(view.interface);
  return view.name === usualName || held.some(({ address }) => view.ranges.some((range) => isInRange(address, range)));
}
function patchedSides(database, integration) {
  return integration.ports.flatMap((port) => {
    if (!port.name.startsWith("int-")) return [];
    const peer = peerOf(port);
    const ownerOf2 = (wanted) => database.bridges.find(({ ports }) => ports.some(({ name }) => name === wanted));
    if (peer === void 0) {
      const veth = ownerOf2(port.name.replace(/^int-/, "phy-"));
      return veth === void 0 || isPatch(port) ? [] : [{ name: veth.name, patch: void 0 }];
    }
    const owner = ownerOf2(peer);
    if (owner === void 0 && !database.isComplete) return [];
    return [
      {
        name: owner?.name ?? port.name.slice("int-".length),
        patch: { port, peer, hasPeer: owner !== void 0 }
      }
    ];
  });
}
var isPatch = ({ interfaces }) => interfaces.some(({ type }) => type === "patch");
var peerOf = (port) => port.interfaces.find(({ type }) => type === "patch")?.options["peer"];
function externalBridge(facts, host, database, integrationBridge, { name, patch }, routers) {
  const bridge = database.bridges.find((candidate) => candidate.name === name);
  const devices = valuesOf(facts.hostStack.interfaces);
  const legs = routers.flatMap(({ legs: legs2 }) => legs2.filter(({ role }) => role === "router-gateway"));
  const own = legs.filter(({ port }) => {
    const at2 = port.known ? port.value?.port.bridge : void 0;
    return at2 === void 0 || at2 === name || at2 === integrationBridge?.name;
  });
  const used = routers.filter((router) => own.some((leg) => leg.router === router));
  return {
    subject: { kind: "bridge", id: name, name, networks: [], routers: used.map(({ id }) => id) },
    name,
    tenantRanges: [],
    bridge,
    integrationBridge,
    interface: devices.find((device) => device.name === name),
    uplinks: bridge === void 0 ? [] : uplinksOf(bridge, patch?.peer),
    routers: used,
    ranges: [...new Set(own.flatMap(addressOf3).map(rangeOf))],
    gateways: [...new Set(used.flatMap(defaultGatewaysOf))],
    patch,
    host
  };
}
var addressOf3 = (leg) => subnetAddressesOn(leg.interface.known ? leg.interface.value : void 0);
function defaultGatewaysOf({ stack }) {
  if (!stack.routes.known) return [];
  return stack.routes.value.flatMap(
    ({ destination, gateway }) => destination === "0.0.0.0/0" && gateway !== void 0 ? [gateway] : []
  );
}
function tenantRangesOf(facts, host, routers, bridges, ports) {
  const files = allDhcpFiles(facts);
  const plugged = ports.filter(({ role }) => role === "vm");
  const macs = new Set(plugged.map(({ mac }) => mac));
  const vmAddressesIn = (networkIds, range) => {
    return files.filter(({ networkId }) => networkIds.includes(networkId)).flatMap(({ hosts }) => hosts.filter(({ mac, address }) => macs.has(mac) && isInRange(address, range))).map(({ address }) => address);
  };
  const unrouted = unroutedNetworks(facts, ports);
  const byRange = /* @__PURE__ */ new Map();
  for (const router of routers.filter(hasOwnAddresses)) {
    const gatewayAddress = router.legs.filter(({ role }) => role === "router-gateway").flatMap(addressOf3)[0]?.address;
    if (gatewayAddress === void 0) continue;
    for (const leg of router.legs.filter(({ role }) => role === "router-interface")) {
      for (const range of addressOf3(leg).map(rangeOf)) {
        const networks = networksOf(leg.subject);
        const vms = plugged.filter(({ network }) => network !== void 0 && networks.includes(network.id));
        const entry = {
          router,
          gatewayAddress,
          networks,
          vmAddresses: vmAddressesIn(networks, range),
          vmCount: networks.length === 0 ? void 0 : vms.length
        };
        byRange.set(range, [...byRange.get(range) ?? [], entry]);
      }
    }
  }
  const isStray2 = ({ role, sightings }) => role.startsWith("router-") && sightings.length === 0;
  const areRoutersComplete = !ports.some(isStray2) && routers.every(
    // What a router has on another node as well, or only there, is not in sight.
    (router) => hasOwnAddresses(router) && router.stack.interfaces.known && router.legs.every((leg) => addressOf3(leg).length > 0)
  );
  return [...byRange].map(
    ([range, serving]) => ({
      subject: {
        ...host.subject,
        networks: serving.flatMap(({ router }) => router.subject.networks),
        routers: serving.map(({ router }) => router.id)
      },
      range,
      routers: serving,
      areRoutersComplete,
      unrouted: unrouted.filter(({ gateway }) => isInRange(gateway, range)),
      bridge: bridges.find((bridge) => serving.every(({ router }) => bridge.routers.includes(router))),
      host
    })
  );
}

// src/topology/floating-ips.ts
function floatingIpsOf(facts, routers) {
  const gateways = routers.filter(hasOwnAddresses).flatMap(({ legs }) => legs.filter((leg) => leg.role === "router-gateway" && deviceOf(leg) !== void 0));
  return gateways.flatMap((gateway) => {
    const nat = tableOf(gateway.router.tables, "nat");
    const held = heldBy(gateway);
    const translated = nat.known ? pairsIn(nat.value).map(({ address }) => address) : [];
    return [.../* @__PURE__ */ new Set([...held ?? [], ...translated])].map(
      (address) => floatingIpOf(facts, gateway, gateways, nat, address)
    );
  });
}
function floatingIpOf(facts, gateway, gateways, nat, address) {
  const { router } = gateway;
  const held = heldBy(gateway);
  const fixed = nat.known ? pairsIn(nat.value).find((pair2) => pair2.address === address)?.fixed : void 0;
  const rival = gateways.find(
    (other) => other.router.id !== router.id && isOneNetwork(other, gateway) && heldBy(other)?.includes(address)
  )?.router;
  return {
    subject: { ...gateway.subject, id: address, name: address },
    router,
    gateway,
    address,
    fixed,
    isOnGateway: held?.includes(address) === true || deviceOf(gateway)?.hasEveryAddress === true ? known(held?.includes(address) === true) : unknown(untoldAddresses(router.namespace, gateway.device)),
    rules: mapKnown(nat, (rules) => translationOf(rules, address)),
    rival: rival && {
      router: rival,
      hasRules: mapKnown(
        tableOf(rival.tables, "nat"),
        (rules) => pairsIn(rules).some((pair2) => pair2.address === address)
      )
    },
    hasTarget: mapKnown(facts.agentFiles, () => fixed === void 0 || hasTarget(facts, router, fixed))
  };
}
var deviceOf = ({ interface: device }) => device.known ? device.value : void 0;
function heldBy(leg) {
  const device = deviceOf(leg);
  const held = device === void 0 ? void 0 : ipv4Of(device);
  return held?.flatMap(
    ({ address, prefixLength }) => prefixLength === 32 && address !== leg.expected?.address ? [address] : []
  );
}
function isOneNetwork(one, other) {
  const [first, second] = [one, other].map(({ port }) => port.known ? port.value : void 0);
  if (first === void 0 || second === void 0) return false;
  return first.network?.id === second.network?.id && first.port.bridge === second.port.bridge && first.port.tag === second.port.tag;
}
var ip = String.raw`(\d+\.\d+\.\d+\.\d+)`;
var dnat = new RegExp(
  String.raw`^-A (\S+)-(?:PREROUTING|OUTPUT) -d ${ip}/32 (?!.*--dport).*-j DNAT --to-destination ${ip}$`
);
var snat = new RegExp(String.raw`^-A (\S+)-float-snat -s ${ip}/32 -j SNAT --to-source ${ip}( --random-fully)?$`);
function pairsIn(rules) {
  return rules.flatMap((rule) => {
    const [, , address, fixed] = rule.match(dnat) ?? [];
    const [, , source, translated] = rule.match(snat) ?? [];
    if (address !== void 0 && fixed !== void 0) return [{ address, fixed }];
    return source !== void 0 && translated !== void 0 ? [{ address: translated, fixed: source }] : [];
  });
}
function translationOf(rules, address) {
  return {
    prefix: rules.map((rule) => rule.match(/^-A (\S+)-snat -j \S+-float-snat$/)?.[1]).find((found) => found !== void 0),
    hasDnat: rules.some((rule) => {
      const [, prefix, translated] = rule.match(dnat) ?? [];
      return translated === address && rule.startsWith(`-A ${prefix}-PREROUTING `);
    }),
    hasSnat: rules.some((rule) => rule.match(snat)?.[3] === address),
    isForwardedByPort: rules.some((rule) => rule.includes(` -d ${address}/32 `) && rule.includes(" --dport ")),
    isRandom: rules.some((rule) => rule.endsWith(" --random-fully"))
  };
}
function hasTarget(facts, { legs }, fixed) {
  const leg = legs.find((one) => {
    const device = one.role === "router-interface" ? deviceOf(one) : void 0;
    return subnetAddressesOn(device).some((held) => isInRange(fixed, rangeOf(held)));
  });
  const network = leg?.port.known ? leg.port.value?.network?.id : void 0;
  const files = dhcpFilesOf(facts, network);
  const isServed = facts.dnsmasq.known && facts.dnsmasq.value.some(({ networkId }) => networkId === network);
  const isListing = files?.hosts.some(({ address }) => leg !== void 0 && isListedFor(leg, address)) === true;
  if (files === void 0 || !isServed || !isListing) return true;
  return files.hosts.some(({ address }) => address === fixed) || hasUnlistedVm(facts);
}
function hasUnlistedVm({ database, agentFiles, hostStack }) {
  if (!database.known || !agentFiles.known) return false;
  const listed = new Set(agentFiles.value.dhcp.flatMap(({ hosts }) => hosts.map(({ mac }) => mac)));
  const noted = database.value.bridges.flatMap(({ ports }) => ports.flatMap(({ interfaces }) => interfaces)).flatMap(({ externalIds, attachedMac }) => externalIds["vm-uuid"] === void 0 ? [] : attachedMac ?? []);
  const taps = hostStack.interfaces.known ? hostStack.interfaces.value.filter(({ name }) => name.startsWith("tap")) : [];
  const behind = taps.flatMap((tap) => macBehind(tap) ?? []);
  return [...noted, ...behind].some((mac) => !listed.has(mac));
}
var isListedFor = (leg, address) => addressesOn(deviceOf(leg)).some((held) => held.address === address);

// src/topology/ha-routers.ts
var activeRange = "169.254.0.0/16";
var activePrefix = 24;
function haRoutersOf(facts, host, routers) {
  return routers.filter(({ mode }) => mode === "active" || mode === "standby").map((router) => {
    const device = haDeviceOf(router);
    return {
      subject: router.subject,
      router,
      state: mapKnown(facts.agentFiles, ({ haState }) => haState.get(router.id)),
      device,
      isActive: mapKnown(device, (it2) => it2 !== void 0 && holdsActive(it2, router)),
      keepalived: runningFor(facts, "keepalived", router.id),
      monitors: runningFor(facts, "neutron-keepalived-state-change", router.id),
      host
    };
  });
}
function holdsActive(device, { stack }) {
  if (addressesOn(device).some(isOfActive)) return true;
  if (device.hasEveryAddress || !stack.routes.known) return false;
  return stack.routes.value.some((route) => {
    const [address = "", prefixLength] = route.destination.split("/");
    return route.device === device.name && isToSubnet(route) && isOfActive({ address, prefixLength: Number(prefixLength) });
  });
}
var isOfActive = ({ address, prefixLength }) => prefixLength === activePrefix && isInRange(address, activeRange);
function haDeviceOf({ stack }) {
  if (!stack.interfaces.known) return stack.interfaces;
  const found = stack.interfaces.value.find(({ name }) => name.startsWith("ha-"));
  return found === void 0 && !stack.isComplete ? unknown("its namespace was not read to the end") : known(found);
}
var runningFor = (facts, program, id) => mapKnown(facts.processes, (all) => processesOf(all, program).filter(({ args }) => args.includes(id)));

// src/topology/hybrid-firewall.ts
function hybridFirewallsOf(facts, host, tables, vmPorts) {
  const flows = flowsOf(facts.flows, integrationBridgeName(facts.database));
  const ownChain = forwardChainOf(facts.processes);
  const filter = tables.get("filter");
  const chains = [...filter?.chains ?? []].filter(
    (name) => /^(?:neutron|quantum)-(?:openvswi|linuxbri)-FORWARD$/.test(name)
  );
  const chain = chains.find((name) => name === ownChain) ?? chains.find((name) => name.endsWith("-openvswi-FORWARD"));
  if (filter === void 0 || chain === void 0) return [];
  const guests = vmPorts.filter(({ tap, qbr }) => tap !== void 0 && tap.master === qbr?.name);
  const own = rulesIn(filter.rules, chain);
  const isFiltered = ({ tap, qbr, portKey }) => tap !== void 0 && qbr !== void 0 && own.some((rule) => rule.split(" ").includes(`tap${portKey}`));
  const isOfGuest = (rule) => guests.some(({ portKey }) => rule.split(" ").includes(`tap${portKey}`));
  const isInUse = (other) => filter.rules.includes(`-A FORWARD -j ${other}`) && rulesIn(filter.rules, other).some(isOfGuest);
  return [
    {
      subject: host.subject,
      chain,
      filter,
      vms: vmPorts.filter(isFiltered),
      unruled: own.length === 0 && flows.known && !flows.value.some(isOfNativeFirewall) ? guests : [],
      foreign: chain === ownChain ? chains.filter((other) => other !== chain && isInUse(other)) : [],
      host
    }
  ];
}
function forwardChainOf(processes) {
  const [agent] = processes.known ? agentProcesses(processes.value, "l2-agent") : [];
  const program = agent?.args.match(/(?:^|[ /])((?:neutron|quantum)-[a-z-]+-agent)/)?.[1];
  return program === void 0 ? void 0 : `${program.slice(0, 16)}-FORWARD`;
}
var isOfNativeFirewall = ({ table }) => table >= 71 && table <= 92;

// src/topology/limits.ts
var limitsOf = (facts, { subject }, vmPorts) => ({
  subject,
  kernel: facts.kernel,
  stateFolders: mapKnown(facts.stateFolders, (all) => inUse(all, usedPaths(facts))),
  filteredPlugs: mapKnown(
    vmPorts,
    (all) => all.filter(({ tap, firewall }) => tap !== void 0 && firewall.known && firewall.value.length > 0)
  )
});
var usedPaths = (facts) => [...allDhcpFiles(facts), ...valuesOf(facts.dnsmasq)].map(({ folder }) => folder);
var inUse = (folders, used) => folders.filter(({ path }) => used.some((folder) => folder.startsWith(`${path}/`)));

// src/topology/vm-ports.ts
var plugDevice = /^(?:qvo|qvb|qbr)[0-9a-f]{8}-[0-9a-f]{2}$/;
function vmPortsOf(facts, host, ports) {
  const { interfaces } = facts.hostStack;
  if (!interfaces.known) return interfaces;
  const devices = new Map(interfaces.value.map((device) => [device.name, device]));
  const onSwitch = ports.known ? ports.value.filter(({ role }) => role === "vm") : [];
  const names2 = [...devices.keys()].filter((name) => plugDevice.test(name));
  const keys = new Set([...names2, ...onSwitch.map(({ subject }) => subject.name)].map(portKeyOf));
  const inOrder = [...keys].sort();
  const integrationBridge = integrationBridgeName(facts.database);
  const traces = readTraces(facts);
  return {
    known: true,
    value: inOrder.map((portKey) => vmPortOf(portKey, devices, ports, integrationBridge, facts, traces, host))
  };
}
function vmPortOf(portKey, devices, ports, integrationBridge, facts, traces, host) {
  const port = mapKnown(ports, (all) => all.find(({ role, subject }) => role === "vm" && subject.portKey === portKey));
  const found = port.known ? port.value : void 0;
  const tap = devices.get(`tap${portKey}`);
  const trace = traces.get(portKey.slice(0, 10));
  const mac = found?.interface?.attachedMac ?? trace?.mac ?? macBehind(tap);
  const networkId = found?.network?.id ?? networkOfMac(facts, mac);
  return {
    subject: found?.subject ?? {
      kind: "port",
      id: trace?.id ?? `qvo${portKey}`,
      name: `qvo${portKey}`,
      portKey,
      networks: networkId === void 0 ? [] : [networkId],
      routers: []
    },
    portKey,
    qvo: devices.get(`qvo${portKey}`),
    qvb: devices.get(`qvb${portKey}`),
    qbr: devices.get(`qbr${portKey}`),
    tap,
    port,
    mac,
    networkId,
    address: trace?.address,
    integrationBridge,
    localVlan: found?.localVlan ?? (ports.known ? ports.value.find(({ network }) => networkId !== void 0 && network?.id === networkId)?.localVlan : void 0),
    firewall: mapKnown(facts.hostRules, () => trace?.incoming ?? []),
    outgoing: mapKnown(facts.hostRules, () => trace?.outgoing ?? []),
    spoofing: mapKnown(facts.hostRules, () => trace?.spoofing ?? []),
    dhcpFiles: mapKnown(facts.agentFiles, ({ dhcp }) => dhcp.find((folder) => folder.networkId === networkId)),
    dhcpProcess: mapKnown(facts.dnsmasq, (all) => all.find((process2) => process2.networkId === networkId)),
    host,
    id: found?.interface?.externalIds["iface-id"] ?? trace?.id
  };
}
function networkOfMac(facts, mac) {
  if (mac === void 0) return void 0;
  return allDhcpFiles(facts).find(({ hosts }) => hosts.some((host) => host.mac === mac))?.networkId;
}
function readTraces(facts) {
  const traces = /* @__PURE__ */ new Map();
  if (!facts.hostRules.known) return traces;
  const traceOf = (key) => {
    const trace = traces.get(key) ?? {
      ...{ id: void 0, mac: void 0, address: void 0 },
      ...{ incoming: [], outgoing: [], spoofing: [] }
    };
    traces.set(key, trace);
    return trace;
  };
  for (const rule of facts.hostRules.value) {
    const id = rule.match(/"Set zone for ([0-9a-f-]{36})"/)?.[1];
    if (id !== void 0) traceOf(id.slice(0, 10)).id = id;
    const [, kind, chain] = rule.match(/^-A \S+-([ios])([0-9a-f]{8}-[0-9a-f]) /) ?? [];
    if (chain !== void 0) {
      const own = traceOf(chain);
      (kind === "i" ? own.incoming : kind === "o" ? own.outgoing : own.spoofing).push(rule);
    }
    const [, key, address, mac] = rule.match(/^-A \S+-s([0-9a-f]{8}-[0-9a-f]) -s (\S+)\/32 .*--mac-source (\S+)/i) ?? [];
    if (key !== void 0 && mac !== void 0) Object.assign(traceOf(key), { mac: mac.toLowerCase(), address });
  }
  return traces;
}

// src/topology/linux-bridges.ts
var bridgeName = /^brq[0-9a-f]{8}-[0-9a-f]{2}$/;
var tapName = /^tap[0-9a-f]{8}-[0-9a-f]{2}$/;
function withoutSwitch(facts) {
  const { database, hostStack, processes } = facts;
  if (!processes.known || database.known && integrationBridgeOf(database.value) !== void 0) return facts;
  const agents = agentProcesses(processes.value, "l2-agent");
  const isOfSwitch = agents.some(({ args }) => !args.includes("linuxbridge")) || !database.known && daemonOf(processes.value, "ovs-vswitchd") !== void 0;
  const hasBridges = hostStack.interfaces.known && hostStack.interfaces.value.some(({ name }) => bridgeName.test(name));
  if (isOfSwitch || agents.length === 0 && !hasBridges) return facts;
  return { ...facts, daemons: [], database: known({ bridges: [], isComplete: false, version: void 0 }) };
}
var isStray = (device) => device.master === false && (device.kind === "vlan" && /\.\d+$/.test(device.name) || device.kind === "vxlan" && /^vxlan-\d+$/.test(device.name)) && addressesOn(device).length === 0;
function linuxBridgesOf(facts, host) {
  return mapKnown(facts.hostStack.interfaces, (devices) => {
    const bridges = devices.filter(({ name }) => bridgeName.test(name));
    const membersOf = (name) => devices.filter(({ master }) => master === name);
    const uplinksOf2 = (name) => membersOf(name).filter((member) => !tapName.test(member.name));
    const isAlone = (bridge) => uplinksOf2(bridge.name).length === 0 && addressesOn(bridge).length === 0;
    const nicNames = (uplinks) => uplinks.map(({ name }) => name.split(".")[0]);
    return bridges.map((device) => {
      const uplinks = uplinksOf2(device.name);
      const others = bridges.filter((other) => other !== device);
      return {
        subject: subjectOf(facts, device.name),
        name: device.name,
        device,
        taps: membersOf(device.name).filter(({ name }) => tapName.test(name)),
        uplinks,
        nics: devices.filter(({ name }) => nicNames(uplinks.filter((it2) => it2.kind === "vlan")).includes(name)),
        strays: devices.filter(isStray),
        isAlone: isAlone(device),
        others: {
          alone: others.filter(isAlone).length,
          linked: others.filter(({ name }) => uplinksOf2(name).length > 0).length
        },
        host
      };
    });
  });
}
function bridgedTapsOf(facts, host) {
  return mapKnown(
    facts.hostStack.interfaces,
    (devices) => devices.filter(({ name }) => tapName.test(name)).flatMap((device) => {
      const { owner, networkId } = ownerOf(facts, device);
      const bridge = `brq${networkId?.slice(0, 11)}`;
      if (networkId === void 0 || !devices.some(({ name }) => name === bridge)) return [];
      const portKey = portKeyOf(device.name);
      const subject = {
        kind: "port",
        id: device.name,
        name: device.name,
        portKey,
        networks: [networkId],
        routers: []
      };
      return [{ subject, name: device.name, device, bridge, owner, host }];
    })
  );
}
function ownerOf(facts, tap) {
  const inner = innerEndsOf(tap.name);
  for (const [namespace, { interfaces }] of facts.stacks) {
    const found = interfaces.known ? interfaces.value.find((device) => inner.includes(device.name)) : void 0;
    if (found === void 0) continue;
    const served = namespace.match(/^qdhcp-(.*)$/)?.[1];
    return { owner: `${found.name} in ${namespace}`, networkId: served ?? networkOfMac(facts, found.mac) };
  }
  const guest = macBehind(tap);
  return { owner: `the guest ${guest}`, networkId: networkOfMac(facts, guest) };
}
function subjectOf(facts, bridge) {
  const folders = allDhcpFiles(facts);
  const id = folders.find(({ networkId }) => bridge === `brq${networkId.slice(0, 11)}`)?.networkId ?? bridge;
  return { kind: "network", id, name: bridge, networks: [id], routers: [] };
}

// src/topology/networks.ts
function networksOf2(facts, ports) {
  const byId = /* @__PURE__ */ new Map();
  for (const port of ports) {
    if (port.network !== void 0) byId.set(port.network.id, [...byId.get(port.network.id) ?? [], port]);
  }
  const used = new Set(ports.flatMap(({ port, intendedTag }) => [port.tag, intendedTag]));
  const freeTag = Array.from({ length: 4094 }, (_2, index) => index + 1).find((tag) => !used.has(tag)) ?? 1;
  const networks = [...byId].map(
    ([id, own]) => ({
      subject: {
        kind: "network",
        id,
        name: networkName(facts, id),
        networks: [],
        routers: [...new Set(own.flatMap(({ subject }) => subject.routers))]
      },
      id,
      ports: own,
      localVlan: localVlanOf(own),
      sharedWith: [],
      freeTag
    })
  );
  return networks.map((network) => ({
    ...network,
    sharedWith: networks.filter(
      ({ id, localVlan }) => id !== network.id && localVlan !== void 0 && localVlan.tag === network.localVlan?.tag
    )
  }));
}
function networkName(facts, id) {
  const name = `qdhcp-${id}`;
  const exists = facts.namespaces.known && facts.namespaces.value.ofAgents.some((namespace) => namespace.name === name);
  return exists ? name : id;
}
function dhcpServersOf(facts, host, ports, vmPorts) {
  const allPorts = valuesOf(ports);
  const namespaces = facts.namespaces.known ? facts.namespaces.value.ofAgents.filter(({ kind }) => kind === "qdhcp") : [];
  const served = facts.dnsmasq.known ? withHostPids(facts.dnsmasq.value, allDhcpFiles(facts)) : [];
  const dhcpPorts = allPorts.filter(({ role }) => role === "dhcp");
  const ids = /* @__PURE__ */ new Set([
    ...namespaces.filter(({ name }) => facts.stacks.has(name)).map(({ id }) => id),
    ...dhcpPorts.flatMap(({ network }) => network?.id ?? []),
    ...served.map(({ networkId }) => networkId)
  ]);
  return [...ids].flatMap((networkId) => {
    const namespace = `qdhcp-${networkId}`;
    const stack = facts.stacks.get(namespace);
    const exists = namespaces.some(({ name }) => name === namespace);
    if (exists && stack === void 0) return [];
    const own = dhcpFilesOf(facts, networkId);
    const processes = served.filter((process2) => process2.networkId === networkId);
    const onSwitch = dhcpPorts.find(({ network }) => network?.id === networkId);
    const seen = stack?.interfaces.known ? stack.interfaces.value.find(({ name }) => /^(?:tap|ns-)/.test(name)) : void 0;
    const device = onSwitch?.subject.name ?? seen?.name ?? processes.find((process2) => process2.device)?.device ?? own?.device;
    const isLeftOver = onSwitch === void 0 && seen === void 0 && processes.length === 0;
    if (isLeftOver && (stack === void 0 || stack.interfaces.known)) return [];
    return [
      {
        subject: { kind: "network", id: networkId, name: namespace, networks: [], routers: [] },
        networkId,
        namespace,
        hasNamespace: facts.namespaces.known ? known(exists) : facts.namespaces,
        stack,
        files: own,
        dhcpFiles: mapKnown(facts.agentFiles, () => own),
        isNamespaceBroken: facts.namespaces.known && facts.namespaces.value.broken.has(namespace),
        routerAddresses: routerAddressesOf(allPorts, networkId),
        processes: processes.map((process2) => dhcpProcess(facts, process2)),
        device,
        port: mapKnown(ports, () => onSwitch),
        interface: stack === void 0 ? known(void 0) : device === void 0 ? known(seen) : interfaceIn(stack, device),
        expected: expectedDhcpAddress(facts, networkId),
        vmPorts: valuesOf(vmPorts).filter((vm) => vm.networkId === networkId),
        host
      }
    ];
  });
}
function withHostPids(dnsmasq, files) {
  const isOfHost = ({ networkId, pid }) => files.some((folder) => folder.networkId === networkId && folder.pid === pid);
  if (!dnsmasq.some(isOfHost)) return dnsmasq;
  return dnsmasq.map((process2) => ({ ...process2, hasHostPid: process2.hasHostPid ?? true }));
}
var routerAddressesOf = (ports, networkId) => ports.filter(({ role, network }) => role === "router-interface" && network?.id === networkId).flatMap(({ sightings }) => sightings.flatMap((sighting) => addressesOn(sighting.interface))).map(({ address }) => address);
function dhcpProcess(facts, process2) {
  return {
    ...process2,
    sockets: mapKnown(facts.dhcpSockets, (all) => all.get(process2.pid))
  };
}

// src/topology/overlay.ts
var tunnelTypes = ["vxlan", "gre", "gre64", "geneve"];
function overlaysOf(facts, host, database, networks) {
  const integrationBridge = integrationBridgeOf(database);
  const bridge = database.bridges.find(({ name }) => name === tunnelBridge);
  if (bridge === void 0 || integrationBridge === void 0 || bridge === integrationBridge) return [];
  const subject = { kind: "bridge", id: bridge.name, name: bridge.name, networks: [], routers: [] };
  const flows = flowsOf(facts.flows, bridge.name);
  const carried = networks.flatMap((network) => {
    const segment = segmentOf(network);
    return segment === void 0 ? [] : [{ network, segment }];
  });
  const tunnels = tunnelsOf(
    facts,
    host,
    bridge,
    carried.map(({ network }) => network)
  );
  return [
    {
      subject,
      bridge,
      integrationBridge,
      patch: patchOf(integrationBridge, bridge),
      tunnels,
      networks: carried.map(({ network, segment }) => ({
        subject: network.subject,
        id: network.id,
        ...segment,
        bridge: bridge.name,
        flows,
        tunnels,
        hosts: dhcpFilesOf(facts, network.id)?.hosts ?? [],
        host
      })),
      flows,
      host
    }
  ];
}
function patchOf(inside, outside) {
  const peerOf2 = (at2, name) => interfaceOn(at2, name)?.options["peer"];
  const joined = inside.ports.find(({ name }) => {
    const peer = peerOf2(inside, name);
    return peer !== void 0 && peerOf2(outside, peer) === name;
  })?.name;
  const [there = "patch-tun", here = "patch-int"] = joined === void 0 ? [] : [joined, peerOf2(inside, joined)];
  const end = (at2, name) => ({ name, bridge: at2.name, device: interfaceOn(at2, name) });
  return [end(inside, there), end(outside, here)];
}
var interfaceOn = ({ ports }, name) => ports.find((port) => port.name === name)?.interfaces[0];
function segmentOf({ ports, localVlan }) {
  const noted = ports.find(({ port }) => tunnelTypes.includes(port.otherConfig["network_type"] ?? ""))?.port;
  const segmentationId = Number(noted?.otherConfig["segmentation_id"]);
  if (!Number.isInteger(segmentationId) || localVlan?.because !== "agent") return void 0;
  return { segmentationId, localVlan };
}
function tunnelsOf(facts, host, bridge, networks) {
  const { interfaces, routes } = facts.hostStack;
  const rules = rulesOf(facts.hostStack);
  const devices = bridge.ports.flatMap((port) => port.interfaces).filter(isTunnel);
  const mtus = networks.flatMap(
    ({ ports }) => ports.flatMap(
      ({ sightings }) => sightings.flatMap(({ namespace, interface: { mtu } }) => namespace === void 0 ? [] : mtu ?? [])
    )
  );
  return devices.map((device) => {
    const { local_ip: localIp, remote_ip: remoteIp = "" } = device.options;
    const route = !rules.known ? rules : mapKnown(routes, (all) => lookUp(rules.value, all, remoteIp));
    const leaving = route.known ? route.value?.device : void 0;
    return {
      subject: {
        kind: "port",
        id: device.name,
        name: device.name,
        portKey: device.name,
        networks: networks.map(({ id }) => id),
        routers: []
      },
      name: device.name,
      device,
      localIp,
      remoteIp,
      localDevices: mapKnown(
        interfaces,
        (all) => all.filter(({ addresses }) => addresses?.some(({ address }) => address === localIp))
      ),
      route,
      routeDevice: interfaces.known ? interfaces.value.find(({ name }) => name === leaving) : void 0,
      twins: devices.filter((other) => other !== device && other.type === device.type && other.options["remote_ip"] === remoteIp).map(({ name }) => name),
      siblings: devices.filter(({ options }) => options["local_ip"] === localIp).map(({ name }) => name),
      innerMtu: mtus.length === 0 ? void 0 : Math.max(...mtus),
      host
    };
  });
}
var isTunnel = ({ type, options }) => tunnelTypes.includes(type) && /^\d+\.\d+\.\d+\.\d+$/.test(options["remote_ip"] ?? "");

// src/topology/provider.ts
function providerNetworksOf(facts, host, database, networks) {
  const integration = integrationBridgeOf(database);
  if (integration === void 0) return [];
  const patches = patchesOf(database, integration);
  return networks.flatMap(({ ports, localVlan, subject }) => {
    const noted = ports.find(({ port }) => /^(?:flat|vlan)$/.test(port.otherConfig["network_type"] ?? ""))?.port;
    const { network_type: type, physical_network: physicalNetwork, segmentation_id: id } = noted?.otherConfig ?? {};
    const vlan = type === "vlan" ? Number(id) : void 0;
    if (physicalNetwork === void 0 || localVlan?.because !== "agent" || Number.isNaN(vlan)) return [];
    return [
      {
        subject,
        physicalNetwork,
        vlan,
        localVlan,
        integrationBridge: integration.name,
        integrationFlows: flowsOf(facts.flows, integration.name),
        bridges: patches.map(({ bridge }) => ({ name: bridge, flows: flowsOf(facts.flows, bridge) })),
        patchPorts: patches.map(({ ofport }) => ofport),
        host
      }
    ];
  });
}
function patchesOf(database, { ports }) {
  return ports.flatMap(({ name, interfaces }) => {
    const peer = interfaces[0]?.options["peer"];
    const bridge = database.bridges.find((other) => other.ports.some((port) => port.name === peer))?.name;
    const ofport = interfaces[0]?.ofport;
    return !name.startsWith("int-") || bridge === void 0 || ofport === void 0 ? [] : [{ bridge, ofport: String(ofport) }];
  });
}

// src/topology/build.ts
function buildTopology(read, hostName) {
  const facts = withHiddenAddresses(withoutSwitch(read));
  const { database } = facts;
  const host = {
    subject: hostSubject(hostName),
    stack: facts.hostStack,
    services: facts.services,
    database,
    tables: facts.hostTables
  };
  const neighbours = neighboursOf(facts);
  const ports = mapKnown(database, (value) => portsOf(facts, neighbours, host, value));
  const vmPorts = vmPortsOf(facts, host, ports);
  const routers = mapKnown(facts.namespaces, () => routersOf(facts, neighbours, host, ports));
  const externalBridges = both(
    database,
    both(ports, routers, pair),
    (value, [found, own]) => externalBridgesOf(facts, host, value, found, own)
  );
  const tenantRanges = both(
    externalBridges,
    both(ports, routers, pair),
    (bridges, [found, own]) => tenantRangesOf(facts, host, own, bridges, found)
  );
  if (externalBridges.known && tenantRanges.known) {
    for (const bridge of externalBridges.value) {
      Object.assign(bridge, { tenantRanges: tenantRanges.value.filter((range) => range.bridge === bridge) });
    }
  }
  const dhcpServers = both(facts.namespaces, facts.dnsmasq, () => dhcpServersOf(facts, host, ports, vmPorts));
  const metadataPoints = both(routers, dhcpServers, (all, servers) => metadataPointsOf(facts, all, servers));
  const networks = mapKnown(ports, (all) => networksOf2(facts, all));
  const overlays = both(database, networks, (value, all) => overlaysOf(facts, host, value, all));
  const distributedRouters = mapKnown(routers, (all) => distributedRoutersOf(facts, host, all));
  return {
    limits: known([limitsOf(facts, host, vmPorts)]),
    agents: known(agentsOf(facts, host, { ports, routers, dhcpServers })),
    daemons: known(
      facts.daemons.map(({ name, state }) => ({
        subject: host.subject,
        name,
        daemon: state,
        host,
        ports,
        externalBridges
      }))
    ),
    agentBridges: mapKnown(database, (value) => agentBridgesOf(facts, host, value, ports, vmPorts)),
    externalBridges,
    tenantRanges,
    routers,
    distributedRouters,
    distributedFloatingIps: mapKnown(distributedRouters, (all) => all.flatMap(({ floatingIps }) => floatingIps)),
    fipNamespaces: mapKnown(facts.namespaces, () => fipNamespacesOf(facts, host)),
    haRouters: mapKnown(routers, (all) => haRoutersOf(facts, host, all)),
    routerLegs: mapKnown(routers, (all) => all.flatMap(({ legs }) => legs)),
    emptyRouters: mapKnown(ports, (all) => emptyRoutersOf(facts, host, all)),
    lostRouters: mapKnown(ports, (all) => lostRoutersOf(facts, host, all)),
    ports,
    vmPorts,
    linuxBridges: linuxBridgesOf(facts, host),
    bridgedTaps: bridgedTapsOf(facts, host),
    networks,
    providerNetworks: both(database, networks, (value, all) => providerNetworksOf(facts, host, value, all)),
    overlays,
    tunnels: mapKnown(overlays, (all) => all.flatMap(({ tunnels }) => tunnels)),
    overlayNetworks: mapKnown(overlays, (all) => all.flatMap((overlay) => overlay.networks)),
    hybridFirewalls: both(facts.hostTables, vmPorts, (tables, vms) => hybridFirewallsOf(facts, host, tables, vms)),
    dhcpServers,
    metadataPoints,
    metadataServices: mapKnown(metadataPoints, (points) => metadataServicesOf(facts, host, points)),
    floatingIps: mapKnown(routers, (all) => floatingIpsOf(facts, all)),
    // What was seen on the wire is added by those who watch it.
    dhcpWatches: known([]),
    dhcpTalks: known([]),
    stepRuns: known([]),
    reaches: known([])
  };
}
var pair = (one, other) => [one, other];
function both(one, other, join3) {
  if (!one.known) return one;
  if (!other.known) return other;
  return known(join3(one.value, other.value));
}

// src/commands/open-host.ts
import { statSync as statSync2 } from "node:fs";

// src/host/recording.ts
import { once } from "node:events";
import { lstatSync as lstatSync2, statSync } from "node:fs";
import { basename as basename3, join as join2, resolve } from "node:path";

// src/host/archive.ts
import { createReadStream } from "node:fs";
import { open as open2 } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";

// node_modules/tar/dist/esm/index.min.js
import Qr from "events";
import I from "fs";
import { EventEmitter as Di } from "node:events";
import Cs from "node:stream";
import { StringDecoder as Hr } from "node:string_decoder";
import cr from "node:path";
import Kt from "node:fs";
import { dirname as Fn, parse as kn } from "path";
import { EventEmitter as Dn } from "events";
import zi from "assert";
import { Buffer as Ot } from "buffer";
import * as Ps from "zlib";
import en from "zlib";
import { posix as Zt } from "node:path";
import { basename as _n } from "node:path";
import mi from "fs";
import X from "fs";
import js from "path";
import { win32 as Pn } from "node:path";
import ar from "path";
import Br from "node:fs";
import co from "node:assert";
import { randomBytes as Mr } from "node:crypto";
import u from "node:fs";
import R from "node:path";
import pr from "fs";
import wi from "node:fs";
import we from "node:path";
import k from "node:fs";
import ro from "node:fs/promises";
import Si from "node:path";
import { join as xr } from "node:path";
import v from "node:fs";
import Pr from "node:path";
var zr = Object.defineProperty;
var Ur = (s3, t) => {
  for (var e in t) zr(s3, e, { get: t[e], enumerable: true });
};
var Ds = typeof process == "object" && process ? process : { stdout: null, stderr: null };
var Wr = (s3) => !!s3 && typeof s3 == "object" && (s3 instanceof A || s3 instanceof Cs || Gr(s3) || Zr(s3));
var Gr = (s3) => !!s3 && typeof s3 == "object" && s3 instanceof Di && typeof s3.pipe == "function" && s3.pipe !== Cs.Writable.prototype.pipe;
var Zr = (s3) => !!s3 && typeof s3 == "object" && s3 instanceof Di && typeof s3.write == "function" && typeof s3.end == "function";
var Q = /* @__PURE__ */ Symbol("EOF");
var J = /* @__PURE__ */ Symbol("maybeEmitEnd");
var nt = /* @__PURE__ */ Symbol("emittedEnd");
var De = /* @__PURE__ */ Symbol("emittingEnd");
var qt = /* @__PURE__ */ Symbol("emittedError");
var Ne = /* @__PURE__ */ Symbol("closed");
var Ns = /* @__PURE__ */ Symbol("read");
var Ae = /* @__PURE__ */ Symbol("flush");
var As = /* @__PURE__ */ Symbol("flushChunk");
var z = /* @__PURE__ */ Symbol("encoding");
var Mt = /* @__PURE__ */ Symbol("decoder");
var g = /* @__PURE__ */ Symbol("flowing");
var Qt = /* @__PURE__ */ Symbol("paused");
var Bt = /* @__PURE__ */ Symbol("resume");
var b = /* @__PURE__ */ Symbol("buffer");
var N = /* @__PURE__ */ Symbol("pipes");
var _ = /* @__PURE__ */ Symbol("bufferLength");
var bi = /* @__PURE__ */ Symbol("bufferPush");
var Ie = /* @__PURE__ */ Symbol("bufferShift");
var L = /* @__PURE__ */ Symbol("objectMode");
var S = /* @__PURE__ */ Symbol("destroyed");
var _i = /* @__PURE__ */ Symbol("error");
var Oi = /* @__PURE__ */ Symbol("emitData");
var Is = /* @__PURE__ */ Symbol("emitEnd");
var Ti = /* @__PURE__ */ Symbol("emitEnd2");
var Z = /* @__PURE__ */ Symbol("async");
var xi = /* @__PURE__ */ Symbol("abort");
var Ce = /* @__PURE__ */ Symbol("aborted");
var Jt = /* @__PURE__ */ Symbol("signal");
var Rt = /* @__PURE__ */ Symbol("dataListeners");
var C = /* @__PURE__ */ Symbol("discarded");
var jt = (s3) => Promise.resolve().then(s3);
var Yr = (s3) => s3();
var Kr = (s3) => s3 === "end" || s3 === "finish" || s3 === "prefinish";
var Vr = (s3) => s3 instanceof ArrayBuffer || !!s3 && typeof s3 == "object" && s3.constructor && s3.constructor.name === "ArrayBuffer" && s3.byteLength >= 0;
var $r = (s3) => !Buffer.isBuffer(s3) && ArrayBuffer.isView(s3);
var Fe = class {
  src;
  dest;
  opts;
  ondrain;
  constructor(t, e, i) {
    this.src = t, this.dest = e, this.opts = i, this.ondrain = () => t[Bt](), this.dest.on("drain", this.ondrain);
  }
  unpipe() {
    this.dest.removeListener("drain", this.ondrain);
  }
  proxyErrors(t) {
  }
  end() {
    this.unpipe(), this.opts.end && this.dest.end();
  }
};
var Li = class extends Fe {
  unpipe() {
    this.src.removeListener("error", this.proxyErrors), super.unpipe();
  }
  constructor(t, e, i) {
    super(t, e, i), this.proxyErrors = (r) => this.dest.emit("error", r), t.on("error", this.proxyErrors);
  }
};
var Xr = (s3) => !!s3.objectMode;
var qr = (s3) => !s3.objectMode && !!s3.encoding && s3.encoding !== "buffer";
var A = class extends Di {
  [g] = false;
  [Qt] = false;
  [N] = [];
  [b] = [];
  [L];
  [z];
  [Z];
  [Mt];
  [Q] = false;
  [nt] = false;
  [De] = false;
  [Ne] = false;
  [qt] = null;
  [_] = 0;
  [S] = false;
  [Jt];
  [Ce] = false;
  [Rt] = 0;
  [C] = false;
  writable = true;
  readable = true;
  constructor(...t) {
    let e = t[0] || {};
    if (super(), e.objectMode && typeof e.encoding == "string") throw new TypeError("Encoding and objectMode may not be used together");
    Xr(e) ? (this[L] = true, this[z] = null) : qr(e) ? (this[z] = e.encoding, this[L] = false) : (this[L] = false, this[z] = null), this[Z] = !!e.async, this[Mt] = this[z] ? new Hr(this[z]) : null, e && e.debugExposeBuffer === true && Object.defineProperty(this, "buffer", { get: () => this[b] }), e && e.debugExposePipes === true && Object.defineProperty(this, "pipes", { get: () => this[N] });
    let { signal: i } = e;
    i && (this[Jt] = i, i.aborted ? this[xi]() : i.addEventListener("abort", () => this[xi]()));
  }
  get bufferLength() {
    return this[_];
  }
  get encoding() {
    return this[z];
  }
  set encoding(t) {
    throw new Error("Encoding must be set at instantiation time");
  }
  setEncoding(t) {
    throw new Error("Encoding must be set at instantiation time");
  }
  get objectMode() {
    return this[L];
  }
  set objectMode(t) {
    throw new Error("objectMode must be set at instantiation time");
  }
  get async() {
    return this[Z];
  }
  set async(t) {
    this[Z] = this[Z] || !!t;
  }
  [xi]() {
    this[Ce] = true, this.emit("abort", this[Jt]?.reason), this.destroy(this[Jt]?.reason);
  }
  get aborted() {
    return this[Ce];
  }
  set aborted(t) {
  }
  write(t, e, i) {
    if (this[Ce]) return false;
    if (this[Q]) throw new Error("write after end");
    if (this[S]) return this.emit("error", Object.assign(new Error("Cannot call write after a stream was destroyed"), { code: "ERR_STREAM_DESTROYED" })), true;
    typeof e == "function" && (i = e, e = "utf8"), e || (e = "utf8");
    let r = this[Z] ? jt : Yr;
    if (!this[L] && !Buffer.isBuffer(t)) {
      if ($r(t)) t = Buffer.from(t.buffer, t.byteOffset, t.byteLength);
      else if (Vr(t)) t = Buffer.from(t);
      else if (typeof t != "string") throw new Error("Non-contiguous data written to non-objectMode stream");
    }
    return this[L] ? (this[g] && this[_] !== 0 && this[Ae](true), this[g] ? this.emit("data", t) : this[bi](t), this[_] !== 0 && this.emit("readable"), i && r(i), this[g]) : t.length ? (typeof t == "string" && !(e === this[z] && !this[Mt]?.lastNeed) && (t = Buffer.from(t, e)), Buffer.isBuffer(t) && this[z] && (t = this[Mt].write(t)), this[g] && this[_] !== 0 && this[Ae](true), this[g] ? this.emit("data", t) : this[bi](t), this[_] !== 0 && this.emit("readable"), i && r(i), this[g]) : (this[_] !== 0 && this.emit("readable"), i && r(i), this[g]);
  }
  read(t) {
    if (this[S]) return null;
    if (this[C] = false, this[_] === 0 || t === 0 || t && t > this[_]) return this[J](), null;
    this[L] && (t = null), this[b].length > 1 && !this[L] && (this[b] = [this[z] ? this[b].join("") : Buffer.concat(this[b], this[_])]);
    let e = this[Ns](t || null, this[b][0]);
    return this[J](), e;
  }
  [Ns](t, e) {
    if (this[L]) this[Ie]();
    else {
      let i = e;
      t === i.length || t === null ? this[Ie]() : typeof i == "string" ? (this[b][0] = i.slice(t), e = i.slice(0, t), this[_] -= t) : (this[b][0] = i.subarray(t), e = i.subarray(0, t), this[_] -= t);
    }
    return this.emit("data", e), !this[b].length && !this[Q] && this.emit("drain"), e;
  }
  end(t, e, i) {
    return typeof t == "function" && (i = t, t = void 0), typeof e == "function" && (i = e, e = "utf8"), t !== void 0 && this.write(t, e), i && this.once("end", i), this[Q] = true, this.writable = false, (this[g] || !this[Qt]) && this[J](), this;
  }
  [Bt]() {
    this[S] || (!this[Rt] && !this[N].length && (this[C] = true), this[Qt] = false, this[g] = true, this.emit("resume"), this[b].length ? this[Ae]() : this[Q] ? this[J]() : this.emit("drain"));
  }
  resume() {
    return this[Bt]();
  }
  pause() {
    this[g] = false, this[Qt] = true, this[C] = false;
  }
  get destroyed() {
    return this[S];
  }
  get flowing() {
    return this[g];
  }
  get paused() {
    return this[Qt];
  }
  [bi](t) {
    this[L] ? this[_] += 1 : this[_] += t.length, this[b].push(t);
  }
  [Ie]() {
    return this[L] ? this[_] -= 1 : this[_] -= this[b][0].length, this[b].shift();
  }
  [Ae](t = false) {
    do
      ;
    while (this[As](this[Ie]()) && this[b].length);
    !t && !this[b].length && !this[Q] && this.emit("drain");
  }
  [As](t) {
    return this.emit("data", t), this[g];
  }
  pipe(t, e) {
    if (this[S]) return t;
    this[C] = false;
    let i = this[nt];
    return e = e || {}, t === Ds.stdout || t === Ds.stderr ? e.end = false : e.end = e.end !== false, e.proxyErrors = !!e.proxyErrors, i ? e.end && t.end() : (this[N].push(e.proxyErrors ? new Li(this, t, e) : new Fe(this, t, e)), this[Z] ? jt(() => this[Bt]()) : this[Bt]()), t;
  }
  unpipe(t) {
    let e = this[N].find((i) => i.dest === t);
    e && (this[N].length === 1 ? (this[g] && this[Rt] === 0 && (this[g] = false), this[N] = []) : this[N].splice(this[N].indexOf(e), 1), e.unpipe());
  }
  addListener(t, e) {
    return this.on(t, e);
  }
  on(t, e) {
    let i = super.on(t, e);
    if (t === "data") this[C] = false, this[Rt]++, !this[N].length && !this[g] && this[Bt]();
    else if (t === "readable" && this[_] !== 0) super.emit("readable");
    else if (Kr(t) && this[nt]) super.emit(t), this.removeAllListeners(t);
    else if (t === "error" && this[qt]) {
      let r = e;
      this[Z] ? jt(() => r.call(this, this[qt])) : r.call(this, this[qt]);
    }
    return i;
  }
  removeListener(t, e) {
    return this.off(t, e);
  }
  off(t, e) {
    let i = super.off(t, e);
    return t === "data" && (this[Rt] = this.listeners("data").length, this[Rt] === 0 && !this[C] && !this[N].length && (this[g] = false)), i;
  }
  removeAllListeners(t) {
    let e = super.removeAllListeners(t);
    return (t === "data" || t === void 0) && (this[Rt] = 0, !this[C] && !this[N].length && (this[g] = false)), e;
  }
  get emittedEnd() {
    return this[nt];
  }
  [J]() {
    !this[De] && !this[nt] && !this[S] && this[b].length === 0 && this[Q] && (this[De] = true, this.emit("end"), this.emit("prefinish"), this.emit("finish"), this[Ne] && this.emit("close"), this[De] = false);
  }
  emit(t, ...e) {
    let i = e[0];
    if (t !== "error" && t !== "close" && t !== S && this[S]) return false;
    if (t === "data") return !this[L] && !i ? false : this[Z] ? (jt(() => this[Oi](i)), true) : this[Oi](i);
    if (t === "end") return this[Is]();
    if (t === "close") {
      if (this[Ne] = true, !this[nt] && !this[S]) return false;
      let n = super.emit("close");
      return this.removeAllListeners("close"), n;
    } else if (t === "error") {
      this[qt] = i, super.emit(_i, i);
      let n = !this[Jt] || this.listeners("error").length ? super.emit("error", i) : false;
      return this[J](), n;
    } else if (t === "resume") {
      let n = super.emit("resume");
      return this[J](), n;
    } else if (t === "finish" || t === "prefinish") {
      let n = super.emit(t);
      return this.removeAllListeners(t), n;
    }
    let r = super.emit(t, ...e);
    return this[J](), r;
  }
  [Oi](t) {
    for (let i of this[N]) i.dest.write(t) === false && this.pause();
    let e = this[C] ? false : super.emit("data", t);
    return this[J](), e;
  }
  [Is]() {
    return this[nt] ? false : (this[nt] = true, this.readable = false, this[Z] ? (jt(() => this[Ti]()), true) : this[Ti]());
  }
  [Ti]() {
    if (this[Mt]) {
      let e = this[Mt].end();
      if (e) {
        for (let i of this[N]) i.dest.write(e);
        this[C] || super.emit("data", e);
      }
    }
    for (let e of this[N]) e.end();
    let t = super.emit("end");
    return this.removeAllListeners("end"), t;
  }
  async collect() {
    let t = Object.assign([], { dataLength: 0 });
    this[L] || (t.dataLength = 0);
    let e = this.promise();
    return this.on("data", (i) => {
      t.push(i), this[L] || (t.dataLength += i.length);
    }), await e, t;
  }
  async concat() {
    if (this[L]) throw new Error("cannot concat in objectMode");
    let t = await this.collect();
    return this[z] ? t.join("") : Buffer.concat(t, t.dataLength);
  }
  async promise() {
    return new Promise((t, e) => {
      this.on(S, () => e(new Error("stream destroyed"))), this.on("error", (i) => e(i)), this.on("end", () => t());
    });
  }
  [Symbol.asyncIterator]() {
    this[C] = false;
    let t = false, e = async () => (this.pause(), t = true, { value: void 0, done: true });
    return { next: () => {
      if (t) return e();
      let r = this.read();
      if (r !== null) return Promise.resolve({ done: false, value: r });
      if (this[Q]) return e();
      let n, o, h = (d) => {
        this.off("data", a), this.off("end", l), this.off(S, c), e(), o(d);
      }, a = (d) => {
        this.off("error", h), this.off("end", l), this.off(S, c), this.pause(), n({ value: d, done: !!this[Q] });
      }, l = () => {
        this.off("error", h), this.off("data", a), this.off(S, c), e(), n({ done: true, value: void 0 });
      }, c = () => h(new Error("stream destroyed"));
      return new Promise((d, y) => {
        o = y, n = d, this.once(S, c), this.once("error", h), this.once("end", l), this.once("data", a);
      });
    }, throw: e, return: e, [Symbol.asyncIterator]() {
      return this;
    }, [Symbol.asyncDispose]: async () => {
    } };
  }
  [Symbol.iterator]() {
    this[C] = false;
    let t = false, e = () => (this.pause(), this.off(_i, e), this.off(S, e), this.off("end", e), t = true, { done: true, value: void 0 }), i = () => {
      if (t) return e();
      let r = this.read();
      return r === null ? e() : { done: false, value: r };
    };
    return this.once("end", e), this.once(_i, e), this.once(S, e), { next: i, throw: e, return: e, [Symbol.iterator]() {
      return this;
    }, [Symbol.dispose]: () => {
    } };
  }
  destroy(t) {
    if (this[S]) return t ? this.emit("error", t) : this.emit(S), this;
    this[S] = true, this[C] = true, this[b].length = 0, this[_] = 0;
    let e = this;
    return typeof e.close == "function" && !this[Ne] && e.close(), t ? this.emit("error", t) : this.emit(S), this;
  }
  static get isStream() {
    return Wr;
  }
};
var Jr = I.writev;
var ht = /* @__PURE__ */ Symbol("_autoClose");
var H = /* @__PURE__ */ Symbol("_close");
var te = /* @__PURE__ */ Symbol("_ended");
var m = /* @__PURE__ */ Symbol("_fd");
var Ni = /* @__PURE__ */ Symbol("_finished");
var tt = /* @__PURE__ */ Symbol("_flags");
var Ai = /* @__PURE__ */ Symbol("_flush");
var ki = /* @__PURE__ */ Symbol("_handleChunk");
var vi = /* @__PURE__ */ Symbol("_makeBuf");
var ie = /* @__PURE__ */ Symbol("_mode");
var ke = /* @__PURE__ */ Symbol("_needDrain");
var Ut = /* @__PURE__ */ Symbol("_onerror");
var Ht = /* @__PURE__ */ Symbol("_onopen");
var Ii = /* @__PURE__ */ Symbol("_onread");
var Pt = /* @__PURE__ */ Symbol("_onwrite");
var at = /* @__PURE__ */ Symbol("_open");
var U = /* @__PURE__ */ Symbol("_path");
var ot = /* @__PURE__ */ Symbol("_pos");
var Y = /* @__PURE__ */ Symbol("_queue");
var zt = /* @__PURE__ */ Symbol("_read");
var Ci = /* @__PURE__ */ Symbol("_readSize");
var j = /* @__PURE__ */ Symbol("_reading");
var ee = /* @__PURE__ */ Symbol("_remain");
var Fi = /* @__PURE__ */ Symbol("_size");
var ve = /* @__PURE__ */ Symbol("_write");
var gt = /* @__PURE__ */ Symbol("_writing");
var Me = /* @__PURE__ */ Symbol("_defaultFlag");
var bt = /* @__PURE__ */ Symbol("_errored");
var _t = class extends A {
  [bt] = false;
  [m];
  [U];
  [Ci];
  [j] = false;
  [Fi];
  [ee];
  [ht];
  constructor(t, e) {
    if (e = e || {}, super(e), this.readable = true, this.writable = false, typeof t != "string") throw new TypeError("path must be a string");
    this[bt] = false, this[m] = typeof e.fd == "number" ? e.fd : void 0, this[U] = t, this[Ci] = e.readSize || 16 * 1024 * 1024, this[j] = false, this[Fi] = typeof e.size == "number" ? e.size : 1 / 0, this[ee] = this[Fi], this[ht] = typeof e.autoClose == "boolean" ? e.autoClose : true, typeof this[m] == "number" ? this[zt]() : this[at]();
  }
  get fd() {
    return this[m];
  }
  get path() {
    return this[U];
  }
  write() {
    throw new TypeError("this is a readable stream");
  }
  end() {
    throw new TypeError("this is a readable stream");
  }
  [at]() {
    I.open(this[U], "r", (t, e) => this[Ht](t, e));
  }
  [Ht](t, e) {
    t ? this[Ut](t) : (this[m] = e, this.emit("open", e), this[zt]());
  }
  [vi]() {
    return Buffer.allocUnsafe(Math.min(this[Ci], this[ee]));
  }
  [zt]() {
    if (!this[j]) {
      this[j] = true;
      let t = this[vi]();
      if (t.length === 0) return process.nextTick(() => this[Ii](null, 0, t));
      I.read(this[m], t, 0, t.length, null, (e, i, r) => this[Ii](e, i, r));
    }
  }
  [Ii](t, e, i) {
    this[j] = false, t ? this[Ut](t) : this[ki](e, i) && this[zt]();
  }
  [H]() {
    if (this[ht] && typeof this[m] == "number") {
      let t = this[m];
      this[m] = void 0, I.close(t, (e) => e ? this.emit("error", e) : this.emit("close"));
    }
  }
  [Ut](t) {
    this[j] = true, this[H](), this.emit("error", t);
  }
  [ki](t, e) {
    let i = false;
    return this[ee] -= t, t > 0 && (i = super.write(t < e.length ? e.subarray(0, t) : e)), (t === 0 || this[ee] <= 0) && (i = false, this[H](), super.end()), i;
  }
  emit(t, ...e) {
    switch (t) {
      case "prefinish":
      case "finish":
        return false;
      case "drain":
        return typeof this[m] == "number" && this[zt](), false;
      case "error":
        return this[bt] ? false : (this[bt] = true, super.emit(t, ...e));
      default:
        return super.emit(t, ...e);
    }
  }
};
var Be = class extends _t {
  [at]() {
    let t = true;
    try {
      this[Ht](null, I.openSync(this[U], "r")), t = false;
    } finally {
      t && this[H]();
    }
  }
  [zt]() {
    let t = true;
    try {
      if (!this[j]) {
        this[j] = true;
        do {
          let e = this[vi](), i = e.length === 0 ? 0 : I.readSync(this[m], e, 0, e.length, null);
          if (!this[ki](i, e)) break;
        } while (true);
        this[j] = false;
      }
      t = false;
    } finally {
      t && this[H]();
    }
  }
  [H]() {
    if (this[ht] && typeof this[m] == "number") {
      let t = this[m];
      this[m] = void 0, I.closeSync(t), this.emit("close");
    }
  }
};
var et = class extends Qr {
  readable = false;
  writable = true;
  [bt] = false;
  [gt] = false;
  [te] = false;
  [Y] = [];
  [ke] = false;
  [U];
  [ie];
  [ht];
  [m];
  [Me];
  [tt];
  [Ni] = false;
  [ot];
  constructor(t, e) {
    e = e || {}, super(e), this[U] = t, this[m] = typeof e.fd == "number" ? e.fd : void 0, this[ie] = e.mode === void 0 ? 438 : e.mode, this[ot] = typeof e.start == "number" ? e.start : void 0, this[ht] = typeof e.autoClose == "boolean" ? e.autoClose : true;
    let i = this[ot] !== void 0 ? "r+" : "w";
    this[Me] = e.flags === void 0, this[tt] = e.flags === void 0 ? i : e.flags, this[m] === void 0 && this[at]();
  }
  emit(t, ...e) {
    if (t === "error") {
      if (this[bt]) return false;
      this[bt] = true;
    }
    return super.emit(t, ...e);
  }
  get fd() {
    return this[m];
  }
  get path() {
    return this[U];
  }
  [Ut](t) {
    this[H](), this[gt] = true, this.emit("error", t);
  }
  [at]() {
    I.open(this[U], this[tt], this[ie], (t, e) => this[Ht](t, e));
  }
  [Ht](t, e) {
    this[Me] && this[tt] === "r+" && t && t.code === "ENOENT" ? (this[tt] = "w", this[at]()) : t ? this[Ut](t) : (this[m] = e, this.emit("open", e), this[gt] || this[Ai]());
  }
  end(t, e) {
    return t && this.write(t, e), this[te] = true, !this[gt] && !this[Y].length && typeof this[m] == "number" && this[Pt](null, 0), this;
  }
  write(t, e) {
    return typeof t == "string" && (t = Buffer.from(t, e)), this[te] ? (this.emit("error", new Error("write() after end()")), false) : this[m] === void 0 || this[gt] || this[Y].length ? (this[Y].push(t), this[ke] = true, false) : (this[gt] = true, this[ve](t), true);
  }
  [ve](t) {
    I.write(this[m], t, 0, t.length, this[ot], (e, i) => this[Pt](e, i));
  }
  [Pt](t, e) {
    t ? this[Ut](t) : (this[ot] !== void 0 && typeof e == "number" && (this[ot] += e), this[Y].length ? this[Ai]() : (this[gt] = false, this[te] && !this[Ni] ? (this[Ni] = true, this[H](), this.emit("finish")) : this[ke] && (this[ke] = false, this.emit("drain"))));
  }
  [Ai]() {
    if (this[Y].length === 0) this[te] && this[Pt](null, 0);
    else if (this[Y].length === 1) this[ve](this[Y].pop());
    else {
      let t = this[Y];
      this[Y] = [], Jr(this[m], t, this[ot], (e, i) => this[Pt](e, i));
    }
  }
  [H]() {
    if (this[ht] && typeof this[m] == "number") {
      let t = this[m];
      this[m] = void 0, I.close(t, (e) => e ? this.emit("error", e) : this.emit("close"));
    }
  }
};
var Wt = class extends et {
  [at]() {
    let t;
    if (this[Me] && this[tt] === "r+") try {
      t = I.openSync(this[U], this[tt], this[ie]);
    } catch (e) {
      if (e?.code === "ENOENT") return this[tt] = "w", this[at]();
      throw e;
    }
    else t = I.openSync(this[U], this[tt], this[ie]);
    this[Ht](null, t);
  }
  [H]() {
    if (this[ht] && typeof this[m] == "number") {
      let t = this[m];
      this[m] = void 0, I.closeSync(t), this.emit("close");
    }
  }
  [ve](t) {
    let e = true;
    try {
      this[Pt](null, I.writeSync(this[m], t, 0, t.length, this[ot])), e = false;
    } finally {
      if (e) try {
        this[H]();
      } catch {
      }
    }
  }
};
var jr = /* @__PURE__ */ new Map([["C", "cwd"], ["f", "file"], ["z", "gzip"], ["P", "preservePaths"], ["U", "unlink"], ["strip-components", "strip"], ["stripComponents", "strip"], ["keep-newer", "newer"], ["keepNewer", "newer"], ["keep-newer-files", "newer"], ["keepNewerFiles", "newer"], ["k", "keep"], ["keep-existing", "keep"], ["keepExisting", "keep"], ["m", "noMtime"], ["no-mtime", "noMtime"], ["p", "preserveOwner"], ["L", "follow"], ["h", "follow"], ["onentry", "onReadEntry"]]);
var Fs = (s3) => !!s3.sync && !!s3.file;
var ks = (s3) => !s3.sync && !!s3.file;
var vs = (s3) => !!s3.sync && !s3.file;
var Ms = (s3) => !s3.sync && !s3.file;
var Bs = (s3) => !!s3.file;
var tn = (s3) => {
  let t = jr.get(s3);
  return t || s3;
};
var se = (s3 = {}) => {
  if (!s3) return {};
  let t = {};
  for (let [e, i] of Object.entries(s3)) {
    let r = tn(e);
    t[r] = i;
  }
  return t.chmod === void 0 && t.noChmod === false && (t.chmod = true), delete t.noChmod, t;
};
var K = (s3, t, e, i, r) => Object.assign((n = [], o, h) => {
  Array.isArray(n) && (o = n, n = {}), typeof o == "function" && (h = o, o = void 0), o = o ? Array.from(o) : [];
  let a = se(n);
  if (r?.(a, o), Fs(a)) {
    if (typeof h == "function") throw new TypeError("callback not supported for sync tar functions");
    return s3(a, o);
  } else if (ks(a)) {
    let l = t(a, o);
    return h ? l.then(() => h(), h) : l;
  } else if (vs(a)) {
    if (typeof h == "function") throw new TypeError("callback not supported for sync tar functions");
    return e(a, o);
  } else if (Ms(a)) {
    if (typeof h == "function") throw new TypeError("callback only supported with file option");
    return i(a, o);
  }
  throw new Error("impossible options??");
}, { syncFile: s3, asyncFile: t, syncNoFile: e, asyncNoFile: i, validate: r });
var sn = en.constants || { ZLIB_VERNUM: 4736 };
var M = Object.freeze(Object.assign(/* @__PURE__ */ Object.create(null), { Z_NO_FLUSH: 0, Z_PARTIAL_FLUSH: 1, Z_SYNC_FLUSH: 2, Z_FULL_FLUSH: 3, Z_FINISH: 4, Z_BLOCK: 5, Z_OK: 0, Z_STREAM_END: 1, Z_NEED_DICT: 2, Z_ERRNO: -1, Z_STREAM_ERROR: -2, Z_DATA_ERROR: -3, Z_MEM_ERROR: -4, Z_BUF_ERROR: -5, Z_VERSION_ERROR: -6, Z_NO_COMPRESSION: 0, Z_BEST_SPEED: 1, Z_BEST_COMPRESSION: 9, Z_DEFAULT_COMPRESSION: -1, Z_FILTERED: 1, Z_HUFFMAN_ONLY: 2, Z_RLE: 3, Z_FIXED: 4, Z_DEFAULT_STRATEGY: 0, DEFLATE: 1, INFLATE: 2, GZIP: 3, GUNZIP: 4, DEFLATERAW: 5, INFLATERAW: 6, UNZIP: 7, BROTLI_DECODE: 8, BROTLI_ENCODE: 9, Z_MIN_WINDOWBITS: 8, Z_MAX_WINDOWBITS: 15, Z_DEFAULT_WINDOWBITS: 15, Z_MIN_CHUNK: 64, Z_MAX_CHUNK: 1 / 0, Z_DEFAULT_CHUNK: 16384, Z_MIN_MEMLEVEL: 1, Z_MAX_MEMLEVEL: 9, Z_DEFAULT_MEMLEVEL: 8, Z_MIN_LEVEL: -1, Z_MAX_LEVEL: 9, Z_DEFAULT_LEVEL: -1, BROTLI_OPERATION_PROCESS: 0, BROTLI_OPERATION_FLUSH: 1, BROTLI_OPERATION_FINISH: 2, BROTLI_OPERATION_EMIT_METADATA: 3, BROTLI_MODE_GENERIC: 0, BROTLI_MODE_TEXT: 1, BROTLI_MODE_FONT: 2, BROTLI_DEFAULT_MODE: 0, BROTLI_MIN_QUALITY: 0, BROTLI_MAX_QUALITY: 11, BROTLI_DEFAULT_QUALITY: 11, BROTLI_MIN_WINDOW_BITS: 10, BROTLI_MAX_WINDOW_BITS: 24, BROTLI_LARGE_MAX_WINDOW_BITS: 30, BROTLI_DEFAULT_WINDOW: 22, BROTLI_MIN_INPUT_BLOCK_BITS: 16, BROTLI_MAX_INPUT_BLOCK_BITS: 24, BROTLI_PARAM_MODE: 0, BROTLI_PARAM_QUALITY: 1, BROTLI_PARAM_LGWIN: 2, BROTLI_PARAM_LGBLOCK: 3, BROTLI_PARAM_DISABLE_LITERAL_CONTEXT_MODELING: 4, BROTLI_PARAM_SIZE_HINT: 5, BROTLI_PARAM_LARGE_WINDOW: 6, BROTLI_PARAM_NPOSTFIX: 7, BROTLI_PARAM_NDIRECT: 8, BROTLI_DECODER_RESULT_ERROR: 0, BROTLI_DECODER_RESULT_SUCCESS: 1, BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT: 2, BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT: 3, BROTLI_DECODER_PARAM_DISABLE_RING_BUFFER_REALLOCATION: 0, BROTLI_DECODER_PARAM_LARGE_WINDOW: 1, BROTLI_DECODER_NO_ERROR: 0, BROTLI_DECODER_SUCCESS: 1, BROTLI_DECODER_NEEDS_MORE_INPUT: 2, BROTLI_DECODER_NEEDS_MORE_OUTPUT: 3, BROTLI_DECODER_ERROR_FORMAT_EXUBERANT_NIBBLE: -1, BROTLI_DECODER_ERROR_FORMAT_RESERVED: -2, BROTLI_DECODER_ERROR_FORMAT_EXUBERANT_META_NIBBLE: -3, BROTLI_DECODER_ERROR_FORMAT_SIMPLE_HUFFMAN_ALPHABET: -4, BROTLI_DECODER_ERROR_FORMAT_SIMPLE_HUFFMAN_SAME: -5, BROTLI_DECODER_ERROR_FORMAT_CL_SPACE: -6, BROTLI_DECODER_ERROR_FORMAT_HUFFMAN_SPACE: -7, BROTLI_DECODER_ERROR_FORMAT_CONTEXT_MAP_REPEAT: -8, BROTLI_DECODER_ERROR_FORMAT_BLOCK_LENGTH_1: -9, BROTLI_DECODER_ERROR_FORMAT_BLOCK_LENGTH_2: -10, BROTLI_DECODER_ERROR_FORMAT_TRANSFORM: -11, BROTLI_DECODER_ERROR_FORMAT_DICTIONARY: -12, BROTLI_DECODER_ERROR_FORMAT_WINDOW_BITS: -13, BROTLI_DECODER_ERROR_FORMAT_PADDING_1: -14, BROTLI_DECODER_ERROR_FORMAT_PADDING_2: -15, BROTLI_DECODER_ERROR_FORMAT_DISTANCE: -16, BROTLI_DECODER_ERROR_DICTIONARY_NOT_SET: -19, BROTLI_DECODER_ERROR_INVALID_ARGUMENTS: -20, BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MODES: -21, BROTLI_DECODER_ERROR_ALLOC_TREE_GROUPS: -22, BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MAP: -25, BROTLI_DECODER_ERROR_ALLOC_RING_BUFFER_1: -26, BROTLI_DECODER_ERROR_ALLOC_RING_BUFFER_2: -27, BROTLI_DECODER_ERROR_ALLOC_BLOCK_TYPE_TREES: -30, BROTLI_DECODER_ERROR_UNREACHABLE: -31 }, sn));
var rn = Ot.concat;
var zs = Object.getOwnPropertyDescriptor(Ot, "concat");
var nn = (s3) => s3;
var Bi = zs?.writable === true || zs?.set !== void 0 ? (s3) => {
  Ot.concat = s3 ? nn : rn;
} : (s3) => {
};
var Tt = /* @__PURE__ */ Symbol("_superWrite");
var Gt = class extends Error {
  code;
  errno;
  constructor(t, e) {
    super("zlib: " + t.message, { cause: t }), this.code = t.code, this.errno = t.errno, this.code || (this.code = "ZLIB_ERROR"), this.message = "zlib: " + t.message, Error.captureStackTrace(this, e ?? this.constructor);
  }
  get name() {
    return "ZlibError";
  }
};
var Pi = /* @__PURE__ */ Symbol("flushFlag");
var re = class extends A {
  #t = false;
  #i = false;
  #s;
  #n;
  #r;
  #e;
  #o;
  get sawError() {
    return this.#t;
  }
  get handle() {
    return this.#e;
  }
  get flushFlag() {
    return this.#s;
  }
  constructor(t, e) {
    if (!t || typeof t != "object") throw new TypeError("invalid options for ZlibBase constructor");
    if (super(t), this.#s = t.flush ?? 0, this.#n = t.finishFlush ?? 0, this.#r = t.fullFlushFlag ?? 0, typeof Ps[e] != "function") throw new TypeError("Compression method not supported: " + e);
    try {
      this.#e = new Ps[e](t);
    } catch (i) {
      throw new Gt(i, this.constructor);
    }
    this.#o = (i) => {
      this.#t || (this.#t = true, this.close(), this.emit("error", i));
    }, this.#e?.on("error", (i) => this.#o(new Gt(i))), this.once("end", () => this.close);
  }
  close() {
    this.#e && (this.#e.close(), this.#e = void 0, this.emit("close"));
  }
  reset() {
    if (!this.#t) return zi(this.#e, "zlib binding closed"), this.#e.reset?.();
  }
  flush(t) {
    this.ended || (typeof t != "number" && (t = this.#r), this.write(Object.assign(Ot.alloc(0), { [Pi]: t })));
  }
  end(t, e, i) {
    return typeof t == "function" && (i = t, e = void 0, t = void 0), typeof e == "function" && (i = e, e = void 0), t && (e ? this.write(t, e) : this.write(t)), this.flush(this.#n), this.#i = true, super.end(i);
  }
  get ended() {
    return this.#i;
  }
  [Tt](t) {
    return super.write(t);
  }
  write(t, e, i) {
    if (typeof e == "function" && (i = e, e = "utf8"), typeof t == "string" && (t = Ot.from(t, e)), this.#t) return;
    zi(this.#e, "zlib binding closed");
    let r = this.#e._handle, n = r.close;
    r.close = () => {
    };
    let o = this.#e.close;
    this.#e.close = () => {
    }, Bi(true);
    let h;
    try {
      let l = typeof t[Pi] == "number" ? t[Pi] : this.#s;
      h = this.#e._processChunk(t, l), Bi(false);
    } catch (l) {
      Bi(false), this.#o(new Gt(l, this.write));
    } finally {
      this.#e && (this.#e._handle = r, r.close = n, this.#e.close = o, this.#e.removeAllListeners("error"));
    }
    this.#e && this.#e.on("error", (l) => this.#o(new Gt(l, this.write)));
    let a;
    if (h) if (Array.isArray(h) && h.length > 0) {
      let l = h[0];
      a = this[Tt](Ot.from(l));
      for (let c = 1; c < h.length; c++) a = this[Tt](h[c]);
    } else a = this[Tt](Ot.from(h));
    return i && i(), a;
  }
};
var Pe = class extends re {
  #t;
  #i;
  constructor(t, e) {
    t = t || {}, t.flush = t.flush || M.Z_NO_FLUSH, t.finishFlush = t.finishFlush || M.Z_FINISH, t.fullFlushFlag = M.Z_FULL_FLUSH, super(t, e), this.#t = t.level, this.#i = t.strategy;
  }
  params(t, e) {
    if (!this.sawError) {
      if (!this.handle) throw new Error("cannot switch params when binding is closed");
      if (!this.handle.params) throw new Error("not supported in this implementation");
      if (this.#t !== t || this.#i !== e) {
        this.flush(M.Z_SYNC_FLUSH), zi(this.handle, "zlib binding closed");
        let i = this.handle.flush;
        this.handle.flush = (r, n) => {
          typeof r == "function" && (n = r, r = this.flushFlag), this.flush(r), n?.();
        };
        try {
          this.handle.params(t, e);
        } finally {
          this.handle.flush = i;
        }
        this.handle && (this.#t = t, this.#i = e);
      }
    }
  }
};
var ze = class extends Pe {
  #t;
  constructor(t) {
    super(t, "Gzip"), this.#t = t && !!t.portable;
  }
  [Tt](t) {
    return this.#t ? (this.#t = false, t[9] = 255, super[Tt](t)) : super[Tt](t);
  }
};
var Ue = class extends Pe {
  constructor(t) {
    super(t, "Unzip");
  }
};
var He = class extends re {
  constructor(t, e) {
    t = t || {}, t.flush = t.flush || M.BROTLI_OPERATION_PROCESS, t.finishFlush = t.finishFlush || M.BROTLI_OPERATION_FINISH, t.fullFlushFlag = M.BROTLI_OPERATION_FLUSH, super(t, e);
  }
};
var We = class extends He {
  constructor(t) {
    super(t, "BrotliCompress");
  }
};
var Ge = class extends He {
  constructor(t) {
    super(t, "BrotliDecompress");
  }
};
var Ze = class extends re {
  constructor(t, e) {
    t = t || {}, t.flush = t.flush || M.ZSTD_e_continue, t.finishFlush = t.finishFlush || M.ZSTD_e_end, t.fullFlushFlag = M.ZSTD_e_flush, super(t, e);
  }
};
var Ye = class extends Ze {
  constructor(t) {
    super(t, "ZstdCompress");
  }
};
var Ke = class extends Ze {
  constructor(t) {
    super(t, "ZstdDecompress");
  }
};
var Us = (s3, t) => {
  if (Number.isSafeInteger(s3)) s3 < 0 ? an(s3, t) : hn(s3, t);
  else throw Error("cannot encode number outside of javascript safe integer range");
  return t;
};
var hn = (s3, t) => {
  t[0] = 128;
  for (var e = t.length; e > 1; e--) t[e - 1] = s3 & 255, s3 = Math.floor(s3 / 256);
};
var an = (s3, t) => {
  t[0] = 255;
  var e = false;
  s3 = s3 * -1;
  for (var i = t.length; i > 1; i--) {
    var r = s3 & 255;
    s3 = Math.floor(s3 / 256), e ? t[i - 1] = Ws(r) : r === 0 ? t[i - 1] = 0 : (e = true, t[i - 1] = Gs(r));
  }
};
var Hs = (s3) => {
  let t = s3[0], e = t === 128 ? cn(s3.subarray(1, s3.length)) : t === 255 ? ln(s3) : null;
  if (e === null) throw Error("invalid base256 encoding");
  if (!Number.isSafeInteger(e)) throw Error("parsed number outside of javascript safe integer range");
  return e;
};
var ln = (s3) => {
  for (var t = s3.length, e = 0, i = false, r = t - 1; r > -1; r--) {
    var n = Number(s3[r]), o;
    i ? o = Ws(n) : n === 0 ? o = n : (i = true, o = Gs(n)), o !== 0 && (e -= o * Math.pow(256, t - r - 1));
  }
  return e;
};
var cn = (s3) => {
  for (var t = s3.length, e = 0, i = t - 1; i > -1; i--) {
    var r = Number(s3[i]);
    r !== 0 && (e += r * Math.pow(256, t - i - 1));
  }
  return e;
};
var Ws = (s3) => (255 ^ s3) & 255;
var Gs = (s3) => (255 ^ s3) + 1 & 255;
var Hi = {};
Ur(Hi, { code: () => Ve, isCode: () => ne, isName: () => dn, name: () => oe, normalFsTypes: () => Ui });
var ne = (s3) => oe.has(s3);
var dn = (s3) => Ve.has(s3);
var Ui = /* @__PURE__ */ new Set(["0", "", "1", "2", "3", "4", "5", "6", "7", "D"]);
var oe = /* @__PURE__ */ new Map([["0", "File"], ["", "OldFile"], ["1", "Link"], ["2", "SymbolicLink"], ["3", "CharacterDevice"], ["4", "BlockDevice"], ["5", "Directory"], ["6", "FIFO"], ["7", "ContiguousFile"], ["g", "GlobalExtendedHeader"], ["x", "ExtendedHeader"], ["A", "SolarisACL"], ["D", "GNUDumpDir"], ["I", "Inode"], ["K", "NextFileHasLongLinkpath"], ["L", "NextFileHasLongPath"], ["M", "ContinuationFile"], ["N", "OldGnuLongPath"], ["S", "SparseFile"], ["V", "TapeVolumeHeader"], ["X", "OldExtendedHeader"]]);
var Ve = new Map(Array.from(oe).map((s3) => [s3[1], s3[0]]));
var un = (s3) => s3 === void 0 || s3 < 0 ? void 0 : s3;
var F = class {
  cksumValid = false;
  needPax = false;
  nullBlock = false;
  block;
  path;
  mode;
  uid;
  gid;
  size;
  cksum;
  #t = "Unsupported";
  linkpath;
  uname;
  gname;
  devmaj = 0;
  devmin = 0;
  atime;
  ctime;
  mtime;
  charset;
  comment;
  constructor(t, e = 0, i, r) {
    Buffer.isBuffer(t) ? this.decode(t, e || 0, i, r) : t && this.#i(t);
  }
  decode(t, e, i, r) {
    if (e || (e = 0), !t || !(t.length >= e + 512)) throw new Error("need 512 bytes for header");
    let n = xt(t, e + 156, 1), o = Ui.has(n), h = o ? i : void 0, a = o ? r : void 0;
    if (this.path = h?.path ?? xt(t, e, 100), this.mode = h?.mode ?? a?.mode ?? lt(t, e + 100, 8), this.uid = h?.uid ?? a?.uid ?? lt(t, e + 108, 8), this.gid = h?.gid ?? a?.gid ?? lt(t, e + 116, 8), this.size = un(h?.size ?? a?.size ?? lt(t, e + 124, 12)), this.mtime = h?.mtime ?? a?.mtime ?? Wi(t, e + 136, 12), this.cksum = lt(t, e + 148, 12), a && this.#i(a, true), h && this.#i(h), ne(n) && (this.#t = n || "0"), this.#t === "0" && this.path.slice(-1) === "/" && (this.#t = "5"), this.#t === "5" && (this.size = 0), this.linkpath = xt(t, e + 157, 100), t.subarray(e + 257, e + 265).toString() === "ustar\x0000") if (this.uname = h?.uname ?? a?.uname ?? xt(t, e + 265, 32), this.gname = h?.gname ?? a?.gname ?? xt(t, e + 297, 32), this.devmaj = h?.devmaj ?? a?.devmaj ?? lt(t, e + 329, 8) ?? 0, this.devmin = h?.devmin ?? a?.devmin ?? lt(t, e + 337, 8) ?? 0, t[e + 475] !== 0) {
      let c = xt(t, e + 345, 155);
      this.path = c + "/" + this.path;
    } else {
      let c = xt(t, e + 345, 130);
      c && (this.path = c + "/" + this.path), this.atime = i?.atime ?? r?.atime ?? Wi(t, e + 476, 12), this.ctime = i?.ctime ?? r?.ctime ?? Wi(t, e + 488, 12);
    }
    let l = 256;
    for (let c = e; c < e + 148; c++) l += t[c];
    for (let c = e + 156; c < e + 512; c++) l += t[c];
    this.cksumValid = l === this.cksum, this.cksum === void 0 && l === 256 && (this.nullBlock = true);
  }
  #i(t, e = false) {
    Object.assign(this, Object.fromEntries(Object.entries(t).filter(([i, r]) => !(r == null || i === "size" && Number(r) < 0 || i === "path" && e || i === "linkpath" && e || i === "global"))));
  }
  encode(t, e = 0) {
    if (t || (t = this.block = Buffer.alloc(512)), this.#t === "Unsupported" && (this.#t = "0"), !(t.length >= e + 512)) throw new Error("need 512 bytes for header");
    let i = this.ctime || this.atime ? 130 : 155, r = mn(this.path || "", i), n = r[0], o = r[1];
    this.needPax = !!r[2], this.needPax = Lt(t, e, 100, n) || this.needPax, this.needPax = ct(t, e + 100, 8, this.mode) || this.needPax, this.needPax = ct(t, e + 108, 8, this.uid) || this.needPax, this.needPax = ct(t, e + 116, 8, this.gid) || this.needPax, this.needPax = ct(t, e + 124, 12, this.size) || this.needPax, this.needPax = Gi(t, e + 136, 12, this.mtime) || this.needPax, t[e + 156] = Number(this.#t.codePointAt(0)), this.needPax = Lt(t, e + 157, 100, this.linkpath) || this.needPax, t.write("ustar\x0000", e + 257, 8), this.needPax = Lt(t, e + 265, 32, this.uname) || this.needPax, this.needPax = Lt(t, e + 297, 32, this.gname) || this.needPax, this.needPax = ct(t, e + 329, 8, this.devmaj) || this.needPax, this.needPax = ct(t, e + 337, 8, this.devmin) || this.needPax, this.needPax = Lt(t, e + 345, i, o) || this.needPax, t[e + 475] !== 0 ? this.needPax = Lt(t, e + 345, 155, o) || this.needPax : (this.needPax = Lt(t, e + 345, 130, o) || this.needPax, this.needPax = Gi(t, e + 476, 12, this.atime) || this.needPax, this.needPax = Gi(t, e + 488, 12, this.ctime) || this.needPax);
    let h = 256;
    for (let a = e; a < e + 148; a++) h += t[a];
    for (let a = e + 156; a < e + 512; a++) h += t[a];
    return this.cksum = h, ct(t, e + 148, 8, this.cksum), this.cksumValid = true, this.needPax;
  }
  get type() {
    return this.#t === "Unsupported" ? this.#t : oe.get(this.#t);
  }
  get typeKey() {
    return this.#t;
  }
  set type(t) {
    let e = String(Ve.get(t));
    if (ne(e) || e === "Unsupported") this.#t = e;
    else if (ne(t)) this.#t = t;
    else throw new TypeError("invalid entry type: " + t);
  }
};
var mn = (s3, t) => {
  let i = s3, r = "", n, o = Zt.parse(s3).root || ".";
  if (Buffer.byteLength(i) < 100) n = [i, r, false];
  else {
    r = Zt.dirname(i), i = Zt.basename(i);
    do
      Buffer.byteLength(i) <= 100 && Buffer.byteLength(r) <= t ? n = [i, r, false] : Buffer.byteLength(i) > 100 && Buffer.byteLength(r) <= t ? n = [i.slice(0, 99), r, true] : (i = Zt.join(Zt.basename(r), i), r = Zt.dirname(r));
    while (r !== o && n === void 0);
    n || (n = [s3.slice(0, 99), "", true]);
  }
  return n;
};
var xt = (s3, t, e) => s3.subarray(t, t + e).toString("utf8").replace(/\0.*/, "");
var Wi = (s3, t, e) => pn(lt(s3, t, e));
var pn = (s3) => s3 === void 0 ? void 0 : new Date(s3 * 1e3);
var lt = (s3, t, e) => Number(s3[t]) & 128 ? Hs(s3.subarray(t, t + e)) : wn(s3, t, e);
var En = (s3) => isNaN(s3) ? void 0 : s3;
var wn = (s3, t, e) => En(parseInt(s3.subarray(t, t + e).toString("utf8").replace(/\0.*$/, "").trim(), 8));
var Sn = { 12: 8589934591, 8: 2097151 };
var ct = (s3, t, e, i) => i === void 0 ? false : i > Sn[e] || i < 0 ? (Us(i, s3.subarray(t, t + e)), true) : (yn(s3, t, e, i), false);
var yn = (s3, t, e, i) => s3.write(Rn(i, e), t, e, "ascii");
var Rn = (s3, t) => gn(Math.floor(s3).toString(8), t);
var gn = (s3, t) => (s3.length === t - 1 ? s3 : new Array(t - s3.length - 1).join("0") + s3 + " ") + "\0";
var Gi = (s3, t, e, i) => i === void 0 ? false : ct(s3, t, e, i.getTime() / 1e3);
var bn = new Array(156).join("\0");
var Lt = (s3, t, e, i) => i === void 0 ? false : (s3.write(i + bn, t, e, "utf8"), i.length !== Buffer.byteLength(i) || i.length > e);
var ft = class s {
  atime;
  mtime;
  ctime;
  charset;
  comment;
  gid;
  uid;
  gname;
  uname;
  linkpath;
  dev;
  ino;
  nlink;
  path;
  size;
  mode;
  global;
  constructor(t, e = false) {
    this.atime = t.atime, this.charset = t.charset, this.comment = t.comment, this.ctime = t.ctime, this.dev = t.dev, this.gid = t.gid, this.global = e, this.gname = t.gname, this.ino = t.ino, this.linkpath = t.linkpath, this.mtime = t.mtime, this.nlink = t.nlink, this.path = t.path, this.size = t.size, this.uid = t.uid, this.uname = t.uname;
  }
  encode() {
    let t = this.encodeBody();
    if (t === "") return Buffer.allocUnsafe(0);
    let e = Buffer.byteLength(t), i = 512 * Math.ceil(1 + e / 512), r = Buffer.allocUnsafe(i);
    for (let n = 0; n < 512; n++) r[n] = 0;
    new F({ path: ("PaxHeader/" + _n(this.path ?? "")).slice(0, 99), mode: this.mode || 420, uid: this.uid, gid: this.gid, size: e, mtime: this.mtime, type: this.global ? "GlobalExtendedHeader" : "ExtendedHeader", linkpath: "", uname: this.uname || "", gname: this.gname || "", devmaj: 0, devmin: 0, atime: this.atime, ctime: this.ctime }).encode(r), r.write(t, 512, e, "utf8");
    for (let n = e + 512; n < r.length; n++) r[n] = 0;
    return r;
  }
  encodeBody() {
    return this.encodeField("path") + this.encodeField("ctime") + this.encodeField("atime") + this.encodeField("dev") + this.encodeField("ino") + this.encodeField("nlink") + this.encodeField("charset") + this.encodeField("comment") + this.encodeField("gid") + this.encodeField("gname") + this.encodeField("linkpath") + this.encodeField("mtime") + this.encodeField("size") + this.encodeField("uid") + this.encodeField("uname");
  }
  encodeField(t) {
    if (this[t] === void 0) return "";
    let e = this[t], i = e instanceof Date ? e.getTime() / 1e3 : e, r = " " + (t === "dev" || t === "ino" || t === "nlink" ? "SCHILY." : "") + t + "=" + i + `
`, n = Buffer.byteLength(r), o = Math.floor(Math.log(n) / Math.log(10)) + 1;
    return n + o >= Math.pow(10, o) && (o += 1), o + n + r;
  }
  static parse(t, e, i = false) {
    return new s(On(Tn(t), e), i);
  }
};
var On = (s3, t) => t ? Object.assign({}, t, s3) : s3;
var Tn = (s3) => s3.replace(/\n$/, "").split(`
`).reduce(xn, /* @__PURE__ */ Object.create(null));
var xn = (s3, t) => {
  let e = parseInt(t, 10);
  if (e !== Buffer.byteLength(t) + 1) return s3;
  t = t.slice((e + " ").length);
  let i = t.split("="), r = i.shift();
  if (!r) return s3;
  let n = r.replace(/^SCHILY\.(dev|ino|nlink)/, "$1"), o = i.join("=").replace(/\0.*/, "");
  switch (n) {
    case "path":
    case "linkpath":
    case "type":
    case "charset":
    case "comment":
    case "gname":
    case "uname":
      s3[n] = o;
      break;
    case "ctime":
    case "atime":
    case "mtime":
      s3[n] = new Date(Number(o) * 1e3);
      break;
    case "size":
      let h = +o;
      h >= 0 && (s3[n] = h);
      break;
    case "gid":
    case "uid":
    case "dev":
    case "ino":
    case "nlink":
    case "mode":
      s3[n] = +o;
      break;
  }
  return s3;
};
var Ln = process.env.TESTING_TAR_FAKE_PLATFORM || process.platform;
var f = Ln !== "win32" ? (s3) => String(s3) : (s3) => String(s3).replaceAll(/\\/g, "/");
var $e = class extends A {
  extended;
  globalExtended;
  header;
  startBlockSize;
  blockRemain;
  remain;
  type;
  meta = false;
  ignore = false;
  path;
  mode;
  uid;
  gid;
  uname;
  gname;
  size = 0;
  mtime;
  atime;
  ctime;
  linkpath;
  dev;
  ino;
  nlink;
  invalid = false;
  absolute;
  unsupported = false;
  constructor(t, e, i) {
    switch (super({}), this.pause(), this.extended = e, this.globalExtended = i, this.header = t, this.remain = t.size ?? 0, this.startBlockSize = 512 * Math.ceil(this.remain / 512), this.blockRemain = this.startBlockSize, this.type = t.type, this.type) {
      case "File":
      case "OldFile":
      case "Link":
      case "SymbolicLink":
      case "CharacterDevice":
      case "BlockDevice":
      case "Directory":
      case "FIFO":
      case "ContiguousFile":
      case "GNUDumpDir":
        break;
      case "NextFileHasLongLinkpath":
      case "NextFileHasLongPath":
      case "OldGnuLongPath":
      case "GlobalExtendedHeader":
      case "ExtendedHeader":
      case "OldExtendedHeader":
        this.meta = true;
        break;
      default:
        this.ignore = true;
    }
    if (!t.path) throw new Error("no path provided for tar.ReadEntry");
    this.path = f(t.path), this.mode = t.mode, this.mode && (this.mode = this.mode & 4095), this.uid = t.uid, this.gid = t.gid, this.uname = t.uname, this.gname = t.gname, this.size = this.remain, this.mtime = t.mtime, this.atime = t.atime, this.ctime = t.ctime, this.linkpath = t.linkpath ? f(t.linkpath) : void 0, this.uname = t.uname, this.gname = t.gname, e && this.#t(e), i && this.#t(i, true);
  }
  write(t) {
    let e = t.length;
    if (e > this.blockRemain) throw new Error("writing more to entry than is appropriate");
    let i = this.remain, r = this.blockRemain;
    return this.remain = Math.max(0, i - e), this.blockRemain = Math.max(0, r - e), this.ignore ? true : i >= e ? super.write(t) : super.write(t.subarray(0, i));
  }
  #t(t, e = false) {
    t.path && (t.path = f(t.path)), t.linkpath && (t.linkpath = f(t.linkpath)), Object.assign(this, Object.fromEntries(Object.entries(t).filter(([i, r]) => !(r == null || i === "path" && e))));
  }
};
var Dt = (s3, t, e, i = {}) => {
  s3.file && (i.file = s3.file), s3.cwd && (i.cwd = s3.cwd), i.code = e instanceof Error && e.code || t, i.tarCode = t, !s3.strict && i.recoverable !== false ? (e instanceof Error && (i = Object.assign(e, i), e = e.message), s3.emit("warn", t, e, i)) : e instanceof Error ? s3.emit("error", Object.assign(e, i)) : s3.emit("error", Object.assign(new Error(`${t}: ${e}`), i));
};
var Nn = 1024 * 1024;
var Xi = Buffer.from([31, 139]);
var qi = Buffer.from([40, 181, 47, 253]);
var An = Math.max(Xi.length, qi.length);
var B = /* @__PURE__ */ Symbol("state");
var Nt = /* @__PURE__ */ Symbol("writeEntry");
var it = /* @__PURE__ */ Symbol("readEntry");
var Zi = /* @__PURE__ */ Symbol("nextEntry");
var Zs = /* @__PURE__ */ Symbol("processEntry");
var V = /* @__PURE__ */ Symbol("extendedHeader");
var he = /* @__PURE__ */ Symbol("globalExtendedHeader");
var dt = /* @__PURE__ */ Symbol("meta");
var Ys = /* @__PURE__ */ Symbol("emitMeta");
var p = /* @__PURE__ */ Symbol("buffer");
var st = /* @__PURE__ */ Symbol("queue");
var ut = /* @__PURE__ */ Symbol("ended");
var Yi = /* @__PURE__ */ Symbol("emittedEnd");
var At = /* @__PURE__ */ Symbol("emit");
var w = /* @__PURE__ */ Symbol("unzip");
var Xe = /* @__PURE__ */ Symbol("consumeChunk");
var qe = /* @__PURE__ */ Symbol("consumeChunkSub");
var Ki = /* @__PURE__ */ Symbol("consumeBody");
var Ks = /* @__PURE__ */ Symbol("consumeMeta");
var Vs = /* @__PURE__ */ Symbol("consumeHeader");
var ae = /* @__PURE__ */ Symbol("consuming");
var Vi = /* @__PURE__ */ Symbol("bufferConcat");
var Qe = /* @__PURE__ */ Symbol("maybeEnd");
var Yt = /* @__PURE__ */ Symbol("writing");
var $ = /* @__PURE__ */ Symbol("aborted");
var Je = /* @__PURE__ */ Symbol("onDone");
var It = /* @__PURE__ */ Symbol("sawValidEntry");
var je = /* @__PURE__ */ Symbol("sawNullBlock");
var ti = /* @__PURE__ */ Symbol("sawEOF");
var $s = /* @__PURE__ */ Symbol("closeStream");
var In = 1e3;
var le = /* @__PURE__ */ Symbol("compressedBytesRead");
var $i = /* @__PURE__ */ Symbol("decompressedBytesRead");
var Xs = /* @__PURE__ */ Symbol("checkDecompressionRatio");
var Cn = () => true;
var rt = class extends Dn {
  file;
  strict;
  maxMetaEntrySize;
  filter;
  brotli;
  zstd;
  maxDecompressionRatio;
  writable = true;
  readable = false;
  [st] = [];
  [p];
  [it];
  [Nt];
  [B] = "begin";
  [dt] = "";
  [V];
  [he];
  [ut] = false;
  [w];
  [$] = false;
  [It];
  [je] = false;
  [ti] = false;
  [Yt] = false;
  [ae] = false;
  [Yi] = false;
  [le] = 0;
  [$i] = 0;
  constructor(t = {}) {
    super(), this.file = t.file || "", this.on(Je, () => {
      (this[B] === "begin" || this[It] === false) && this.warn("TAR_BAD_ARCHIVE", "Unrecognized archive format");
    }), t.ondone ? this.on(Je, t.ondone) : this.on(Je, () => {
      this.emit("prefinish"), this.emit("finish"), this.emit("end");
    }), this.strict = !!t.strict, this.maxDecompressionRatio = typeof t.maxDecompressionRatio == "number" ? t.maxDecompressionRatio : In, this.maxMetaEntrySize = t.maxMetaEntrySize || Nn, this.filter = typeof t.filter == "function" ? t.filter : Cn;
    let e = t.file && (t.file.endsWith(".tar.br") || t.file.endsWith(".tbr"));
    this.brotli = !(t.gzip || t.zstd) && t.brotli !== void 0 ? t.brotli : e ? void 0 : false;
    let i = t.file && (t.file.endsWith(".tar.zst") || t.file.endsWith(".tzst"));
    this.zstd = !(t.gzip || t.brotli) && t.zstd !== void 0 ? t.zstd : i ? true : void 0, this.on("end", () => this[$s]()), typeof t.onwarn == "function" && this.on("warn", t.onwarn), typeof t.onReadEntry == "function" && this.on("entry", t.onReadEntry);
  }
  warn(t, e, i = {}) {
    Dt(this, t, e, i);
  }
  [Vs](t, e) {
    this[It] === void 0 && (this[It] = false);
    let i;
    try {
      i = new F(t, e, this[V], this[he]);
    } catch (r) {
      return this.warn("TAR_ENTRY_INVALID", r);
    }
    if (i.nullBlock) this[je] ? (this[ti] = true, this[B] === "begin" && (this[B] = "header"), this[At]("eof")) : (this[je] = true, this[At]("nullBlock"));
    else if (this[je] = false, !i.cksumValid) this.warn("TAR_ENTRY_INVALID", "checksum failure", { header: i });
    else if (!i.path) this.warn("TAR_ENTRY_INVALID", "path is required", { header: i });
    else {
      let r = i.type;
      if (/^(Symbolic)?Link$/.test(r) && !i.linkpath) this.warn("TAR_ENTRY_INVALID", "linkpath required", { header: i });
      else if (!/^(Symbolic)?Link$/.test(r) && !/^(Global)?ExtendedHeader$/.test(r) && i.linkpath) this.warn("TAR_ENTRY_INVALID", "linkpath forbidden", { header: i });
      else {
        let n = this[Nt] = new $e(i, this[V], this[he]);
        if (!this[It]) if (n.remain) {
          let o = () => {
            n.invalid || (this[It] = true);
          };
          n.on("end", o);
        } else this[It] = true;
        n.meta ? n.size > this.maxMetaEntrySize ? (n.ignore = true, this[At]("ignoredEntry", n), this[B] = "ignore", n.resume()) : n.size > 0 && (this[dt] = "", n.on("data", (o) => this[dt] += o), this[B] = "meta") : (this[V] = void 0, n.ignore = n.ignore || !this.filter(n.path, n), n.ignore ? (this[At]("ignoredEntry", n), this[B] = n.remain ? "ignore" : "header", n.resume()) : (n.remain ? this[B] = "body" : (this[B] = "header", n.end()), this[it] ? this[st].push(n) : (this[st].push(n), this[Zi]())));
      }
    }
  }
  [$s]() {
    queueMicrotask(() => this.emit("close"));
  }
  [Zs](t) {
    let e = true;
    if (!t) this[it] = void 0, e = false;
    else if (Array.isArray(t)) {
      let [i, ...r] = t;
      this.emit(i, ...r);
    } else this[it] = t, this.emit("entry", t), t.emittedEnd || (t.on("end", () => this[Zi]()), e = false);
    return e;
  }
  [Zi]() {
    do
      ;
    while (this[Zs](this[st].shift()));
    if (this[st].length === 0) {
      let t = this[it];
      !t || t.flowing || t.size === t.remain ? this[Yt] || this.emit("drain") : t.once("drain", () => this.emit("drain"));
    }
  }
  [Ki](t, e) {
    let i = this[Nt];
    if (!i) throw new Error("attempt to consume body without entry??");
    let r = i.blockRemain ?? 0, n = r >= t.length && e === 0 ? t : t.subarray(e, e + r);
    return i.write(n), i.blockRemain || (this[B] = "header", this[Nt] = void 0, i.end()), n.length;
  }
  [Ks](t, e) {
    let i = this[Nt], r = this[Ki](t, e);
    return !this[Nt] && i && this[Ys](i), r;
  }
  [At](t, e, i) {
    this[st].length === 0 && !this[it] ? this.emit(t, e, i) : this[st].push([t, e, i]);
  }
  [Ys](t) {
    switch (this[At]("meta", this[dt]), t.type) {
      case "ExtendedHeader":
      case "OldExtendedHeader":
        this[V] = ft.parse(this[dt], this[V], false);
        break;
      case "GlobalExtendedHeader":
        this[he] = ft.parse(this[dt], this[he], true);
        break;
      case "NextFileHasLongPath":
      case "OldGnuLongPath": {
        let e = this[V] ?? /* @__PURE__ */ Object.create(null);
        this[V] = e, e.path = this[dt].replace(/\0.*/, "");
        break;
      }
      case "NextFileHasLongLinkpath": {
        let e = this[V] || /* @__PURE__ */ Object.create(null);
        this[V] = e, e.linkpath = this[dt].replace(/\0.*/, "");
        break;
      }
      default:
        throw new Error("unknown meta: " + t.type);
    }
  }
  abort(t) {
    if (!this[$]) {
      if (this[w]) {
        let e = this[w];
        e.write = () => true, e.end = () => e, e.emit = () => false, e.destroy?.();
      }
      this[$] = true, this.emit("abort", t), this.warn("TAR_ABORT", t, { recoverable: false });
    }
  }
  [Xs](t) {
    this[$i] += t.length;
    let e = this[$i] / this[le];
    return e > this.maxDecompressionRatio ? (this.abort(new Error(`max decompression ratio exceeded: ${e.toFixed(2)} > ${this.maxDecompressionRatio}`)), false) : true;
  }
  write(t, e, i) {
    if (typeof e == "function" && (i = e, e = void 0), typeof t == "string" && (t = Buffer.from(t, typeof e == "string" ? e : "utf8")), this[$]) return i?.(), false;
    if ((this[w] === void 0 || this.brotli === void 0 && this[w] === false) && t) {
      if (this[p] && (t = Buffer.concat([this[p], t]), this[p] = void 0), t.length < An) return this[p] = t, i?.(), true;
      for (let a = 0; this[w] === void 0 && a < Xi.length; a++) t[a] !== Xi[a] && (this[w] = false);
      let o = false;
      if (this[w] === false && this.zstd !== false) {
        o = true;
        for (let a = 0; a < qi.length; a++) if (t[a] !== qi[a]) {
          o = false;
          break;
        }
      }
      let h = this.brotli === void 0 && !o;
      if (this[w] === false && h) if (t.length < 512) if (this[ut]) this.brotli = true;
      else return this[p] = t, i?.(), true;
      else try {
        new F(t.subarray(0, 512)), this.brotli = false;
      } catch {
        this.brotli = true;
      }
      if (this[w] === void 0 || this[w] === false && (this.brotli || o)) {
        let a = this[ut];
        this[ut] = false, this[w] = this[w] === void 0 ? new Ue({}) : o ? new Ke({}) : new Ge({}), this[w].on("data", (c) => {
          this[Xs](c) && this[Xe](c);
        }), this[w].on("error", (c) => {
          this[$] || this.abort(c);
        }), this[w].on("end", () => {
          this[ut] = true, this[Xe]();
        }), this[Yt] = true, this[le] += t.length;
        let l = !!this[w][a ? "end" : "write"](t);
        return this[Yt] = false, i?.(), l;
      }
    }
    this[Yt] = true, this[w] ? (this[le] += t.length, this[w].write(t)) : this[Xe](t), this[Yt] = false;
    let n = this[st].length > 0 ? false : this[it] ? this[it].flowing : true;
    return !n && this[st].length === 0 && this[it]?.once("drain", () => this.emit("drain")), i?.(), n;
  }
  [Vi](t) {
    t && !this[$] && (this[p] = this[p] ? Buffer.concat([this[p], t]) : t);
  }
  [Qe]() {
    if (this[ut] && !this[Yi] && !this[$] && !this[ae]) {
      this[Yi] = true;
      let t = this[Nt];
      if (t?.blockRemain) {
        let e = this[p] ? this[p].length : 0;
        this.warn("TAR_BAD_ARCHIVE", `Truncated input (needed ${t.blockRemain} more bytes, only ${e} available)`, { entry: t }), this[p] && t.write(this[p]), t.end();
      }
      this[At](Je);
    }
  }
  [Xe](t) {
    if (this[ae] && t) this[Vi](t);
    else if (!t && !this[p]) this[Qe]();
    else if (t) {
      if (this[ae] = true, this[p]) {
        this[Vi](t);
        let e = this[p];
        this[p] = void 0, this[qe](e);
      } else this[qe](t);
      for (; this[p] && this[p]?.length >= 512 && !this[$] && !this[ti]; ) {
        let e = this[p];
        this[p] = void 0, this[qe](e);
      }
      this[ae] = false;
    }
    (!this[p] || this[ut]) && this[Qe]();
  }
  [qe](t) {
    let e = 0, i = t.length;
    for (; e + 512 <= i && !this[$] && !this[ti]; ) switch (this[B]) {
      case "begin":
      case "header":
        this[Vs](t, e), e += 512;
        break;
      case "ignore":
      case "body":
        e += this[Ki](t, e);
        break;
      case "meta":
        e += this[Ks](t, e);
        break;
      default:
        throw new Error("invalid state: " + this[B]);
    }
    e < i && (this[p] = this[p] ? Buffer.concat([t.subarray(e), this[p]]) : t.subarray(e));
  }
  end(t, e, i) {
    return typeof t == "function" && (i = t, e = void 0, t = void 0), typeof e == "function" && (i = e, e = void 0), typeof t == "string" && (t = Buffer.from(t, e)), i && this.once("finish", i), this[$] || (this[w] ? (t && (this[le] += t.length, this[w].write(t)), this[w].end()) : (this[ut] = true, (this.brotli === void 0 || this.zstd === void 0) && (t = t || Buffer.alloc(0)), t && this.write(t), this[Qe]())), this;
  }
};
var mt = (s3) => {
  let t = s3.length - 1, e = -1;
  for (; t > -1 && s3.charAt(t) === "/"; ) e = t, t--;
  return e === -1 ? s3 : s3.slice(0, e);
};
var vn = (s3) => {
  let t = s3.onReadEntry;
  s3.onReadEntry = t ? (e) => {
    t(e), e.resume();
  } : (e) => e.resume();
};
var Qi = (s3, t) => {
  let e = new Map(t.map((o) => [mt(o), true])), i = s3.filter, r = 100, n = (o, h = "", a = 0) => {
    if (a >= r) return e.set(o, false), false;
    let l = h || kn(o).root || ".", c;
    if (o === l) c = false;
    else {
      let d = e.get(o);
      c = d !== void 0 ? d : n(Fn(o), l, a + 1);
    }
    return e.set(o, c), c;
  };
  s3.filter = i ? (o, h) => i(o, h) && n(mt(o)) : (o) => n(mt(o));
};
var Mn = (s3) => {
  let t = new rt(s3), e = s3.file, i;
  try {
    i = Kt.openSync(e, "r");
    let r = Kt.fstatSync(i), n = s3.maxReadSize || 16 * 1024 * 1024;
    if (r.size < n) {
      let o = Buffer.allocUnsafe(r.size), h = Kt.readSync(i, o, 0, r.size, 0);
      t.end(h === o.byteLength ? o : o.subarray(0, h));
    } else {
      let o = 0, h = Buffer.allocUnsafe(n);
      for (; o < r.size; ) {
        let a = Kt.readSync(i, h, 0, n, o);
        if (a === 0) break;
        o += a, t.write(h.subarray(0, a));
      }
      t.end();
    }
  } finally {
    if (typeof i == "number") try {
      Kt.closeSync(i);
    } catch {
    }
  }
};
var Bn = (s3, t) => {
  let e = new rt(s3), i = s3.maxReadSize || 16 * 1024 * 1024, r = s3.file;
  return new Promise((o, h) => {
    e.on("error", h), e.on("end", o), Kt.stat(r, (a, l) => {
      if (a) h(a);
      else {
        let c = new _t(r, { readSize: i, size: l.size });
        c.on("error", h), c.pipe(e);
      }
    });
  });
};
var Ct = K(Mn, Bn, (s3) => new rt(s3), (s3) => new rt(s3), (s3, t) => {
  t?.length && Qi(s3, t), s3.noResume || vn(s3);
});
var Ji = (s3, t, e) => (s3 &= 4095, e && (s3 = (s3 | 384) & -19), t && (s3 & 256 && (s3 |= 64), s3 & 32 && (s3 |= 8), s3 & 4 && (s3 |= 1)), s3);
var { isAbsolute: zn, parse: qs } = Pn;
var ce = (s3) => {
  let t = "", e = qs(s3);
  for (; zn(s3) || e.root; ) {
    let i = s3.charAt(0) === "/" && s3.slice(0, 4) !== "//?/" ? "/" : e.root;
    s3 = s3.slice(i.length), t += i, e = qs(s3);
  }
  return [t, s3];
};
var ei = ["|", "<", ">", "?", ":"];
var ji = ei.map((s3) => String.fromCodePoint(61440 + Number(s3.codePointAt(0))));
var Un = new Map(ei.map((s3, t) => [s3, ji[t]]));
var Hn = new Map(ji.map((s3, t) => [s3, ei[t]]));
var ts = (s3) => ei.reduce((t, e) => t.split(e).join(Un.get(e)), s3);
var Qs = (s3) => ji.reduce((t, e) => t.split(e).join(Hn.get(e)), s3);
var rr = (s3, t) => t ? (s3 = f(s3).replace(/^\.(\/|$)/, ""), mt(t) + "/" + s3) : f(s3);
var Wn = 16 * 1024 * 1024;
var tr = /* @__PURE__ */ Symbol("process");
var er = /* @__PURE__ */ Symbol("file");
var ir = /* @__PURE__ */ Symbol("directory");
var is = /* @__PURE__ */ Symbol("symlink");
var sr = /* @__PURE__ */ Symbol("hardlink");
var fe = /* @__PURE__ */ Symbol("header");
var ii = /* @__PURE__ */ Symbol("read");
var ss = /* @__PURE__ */ Symbol("lstat");
var si = /* @__PURE__ */ Symbol("onlstat");
var rs = /* @__PURE__ */ Symbol("onread");
var ns = /* @__PURE__ */ Symbol("onreadlink");
var os = /* @__PURE__ */ Symbol("openfile");
var hs = /* @__PURE__ */ Symbol("onopenfile");
var pt = /* @__PURE__ */ Symbol("close");
var ri = /* @__PURE__ */ Symbol("mode");
var as = /* @__PURE__ */ Symbol("awaitDrain");
var es = /* @__PURE__ */ Symbol("ondrain");
var q = /* @__PURE__ */ Symbol("prefix");
var de = class extends A {
  path;
  portable;
  myuid = process.getuid && process.getuid() || 0;
  myuser = process.env.USER || "";
  maxReadSize;
  linkCache;
  statCache;
  preservePaths;
  cwd;
  strict;
  mtime;
  noPax;
  noMtime;
  prefix;
  fd;
  blockLen = 0;
  blockRemain = 0;
  buf;
  pos = 0;
  remain = 0;
  length = 0;
  offset = 0;
  win32;
  absolute;
  header;
  type;
  linkpath;
  stat;
  onWriteEntry;
  #t = false;
  constructor(t, e = {}) {
    let i = se(e);
    super(), this.path = f(t), this.portable = !!i.portable, this.maxReadSize = i.maxReadSize || Wn, this.linkCache = i.linkCache || /* @__PURE__ */ new Map(), this.statCache = i.statCache || /* @__PURE__ */ new Map(), this.preservePaths = !!i.preservePaths, this.cwd = f(i.cwd || process.cwd()), this.strict = !!i.strict, this.noPax = !!i.noPax, this.noMtime = !!i.noMtime, this.mtime = i.mtime, this.prefix = i.prefix ? f(i.prefix) : void 0, this.onWriteEntry = i.onWriteEntry, typeof i.onwarn == "function" && this.on("warn", i.onwarn);
    let r = false;
    if (!this.preservePaths) {
      let [o, h] = ce(this.path);
      o && typeof h == "string" && (this.path = h, r = o);
    }
    this.win32 = !!i.win32 || process.platform === "win32", this.win32 && (this.path = Qs(this.path.replaceAll(/\\/g, "/")), t = t.replaceAll(/\\/g, "/")), this.absolute = f(i.absolute || js.resolve(this.cwd, t)), this.path === "" && (this.path = "./"), r && this.warn("TAR_ENTRY_INFO", `stripping ${r} from absolute path`, { entry: this, path: r + this.path });
    let n = this.statCache.get(this.absolute);
    n ? this[si](n) : this[ss]();
  }
  warn(t, e, i = {}) {
    return Dt(this, t, e, i);
  }
  emit(t, ...e) {
    return t === "error" && (this.#t = true), super.emit(t, ...e);
  }
  [ss]() {
    X.lstat(this.absolute, (t, e) => {
      if (t) return this.emit("error", t);
      this[si](e);
    });
  }
  [si](t) {
    this.statCache.set(this.absolute, t), this.stat = t, t.isFile() || (t.size = 0), this.type = Gn(t), this.emit("stat", t), this[tr]();
  }
  [tr]() {
    switch (this.type) {
      case "File":
        return this[er]();
      case "Directory":
        return this[ir]();
      case "SymbolicLink":
        return this[is]();
      default:
        return this.end();
    }
  }
  [ri](t) {
    return Ji(t, this.type === "Directory", this.portable);
  }
  [q](t) {
    return rr(t, this.prefix);
  }
  [fe]() {
    if (!this.stat) throw new Error("cannot write header before stat");
    this.type === "Directory" && this.portable && (this.noMtime = true), this.onWriteEntry?.(this), this.header = new F({ path: this[q](this.path), linkpath: this.type === "Link" && this.linkpath !== void 0 ? this[q](this.linkpath) : this.linkpath, mode: this[ri](this.stat.mode), uid: this.portable ? void 0 : this.stat.uid, gid: this.portable ? void 0 : this.stat.gid, size: this.stat.size, mtime: this.noMtime ? void 0 : this.mtime || this.stat.mtime, type: this.type === "Unsupported" ? void 0 : this.type, uname: this.portable ? void 0 : this.stat.uid === this.myuid ? this.myuser : "", atime: this.portable ? void 0 : this.stat.atime, ctime: this.portable ? void 0 : this.stat.ctime }), this.header.encode() && !this.noPax && super.write(new ft({ atime: this.portable ? void 0 : this.header.atime, ctime: this.portable ? void 0 : this.header.ctime, gid: this.portable ? void 0 : this.header.gid, mtime: this.noMtime ? void 0 : this.mtime || this.header.mtime, path: this[q](this.path), linkpath: this.type === "Link" && this.linkpath !== void 0 ? this[q](this.linkpath) : this.linkpath, size: this.header.size, uid: this.portable ? void 0 : this.header.uid, uname: this.portable ? void 0 : this.header.uname, dev: this.portable ? void 0 : this.stat.dev, ino: this.portable ? void 0 : this.stat.ino, nlink: this.portable ? void 0 : this.stat.nlink }).encode());
    let t = this.header?.block;
    if (!t) throw new Error("failed to encode header");
    super.write(t);
  }
  [ir]() {
    if (!this.stat) throw new Error("cannot create directory entry without stat");
    this.path.slice(-1) !== "/" && (this.path += "/"), this.stat.size = 0, this[fe](), this.end();
  }
  [is]() {
    X.readlink(this.absolute, (t, e) => {
      if (t) return this.emit("error", t);
      this[ns](e);
    });
  }
  [ns](t) {
    this.linkpath = f(t), this[fe](), this.end();
  }
  [sr](t) {
    if (!this.stat) throw new Error("cannot create link entry without stat");
    this.type = "Link", this.linkpath = f(js.relative(this.cwd, t)), this.stat.size = 0, this[fe](), this.end();
  }
  [er]() {
    if (!this.stat) throw new Error("cannot create file entry without stat");
    if (this.stat.nlink > 1) {
      let t = `${this.stat.dev}:${this.stat.ino}`, e = this.linkCache.get(t);
      if (e?.indexOf(this.cwd) === 0) return this[sr](e);
      this.linkCache.set(t, this.absolute);
    }
    if (this[fe](), this.stat.size === 0) return this.end();
    this[os]();
  }
  [os]() {
    X.open(this.absolute, "r", (t, e) => {
      if (t) return this.emit("error", t);
      this[hs](e);
    });
  }
  [hs](t) {
    if (this.fd = t, this.#t) return this[pt]();
    if (!this.stat) throw new Error("should stat before calling onopenfile");
    this.blockLen = 512 * Math.ceil(this.stat.size / 512), this.blockRemain = this.blockLen;
    let e = Math.min(this.blockLen, this.maxReadSize);
    this.buf = Buffer.allocUnsafe(e), this.offset = 0, this.pos = 0, this.remain = this.stat.size, this.length = this.buf.length, this[ii]();
  }
  [ii]() {
    let { fd: t, buf: e, offset: i, length: r, pos: n } = this;
    if (t === void 0 || e === void 0) throw new Error("cannot read file without first opening");
    X.read(t, e, i, r, n, (o, h) => {
      if (o) return this[pt](() => this.emit("error", o));
      this[rs](h);
    });
  }
  [pt](t = () => {
  }) {
    this.fd !== void 0 && X.close(this.fd, t);
  }
  [rs](t) {
    if (t <= 0 && this.remain > 0) {
      let r = Object.assign(new Error("encountered unexpected EOF"), { path: this.absolute, syscall: "read", code: "EOF" });
      return this[pt](() => this.emit("error", r));
    }
    if (t > this.remain) {
      let r = Object.assign(new Error("did not encounter expected EOF"), { path: this.absolute, syscall: "read", code: "EOF" });
      return this[pt](() => this.emit("error", r));
    }
    if (!this.buf) throw new Error("should have created buffer prior to reading");
    if (t === this.remain) for (let r = t; r < this.length && t < this.blockRemain; r++) this.buf[r + this.offset] = 0, t++, this.remain++;
    let e = this.offset === 0 && t === this.buf.length ? this.buf : this.buf.subarray(this.offset, this.offset + t);
    this.write(e) ? this[es]() : this[as](() => this[es]());
  }
  [as](t) {
    this.once("drain", t);
  }
  write(t, e, i) {
    if (typeof e == "function" && (i = e, e = void 0), typeof t == "string" && (t = Buffer.from(t, typeof e == "string" ? e : "utf8")), this.blockRemain < t.length) {
      let r = Object.assign(new Error("writing more data than expected"), { path: this.absolute });
      return this.emit("error", r);
    }
    return this.remain -= t.length, this.blockRemain -= t.length, this.pos += t.length, this.offset += t.length, super.write(t, null, i);
  }
  [es]() {
    if (!this.remain) return this.blockRemain && super.write(Buffer.alloc(this.blockRemain)), this[pt]((t) => t ? this.emit("error", t) : this.end());
    if (!this.buf) throw new Error("buffer lost somehow in ONDRAIN");
    this.offset >= this.length && (this.buf = Buffer.allocUnsafe(Math.min(this.blockRemain, this.buf.length)), this.offset = 0), this.length = this.buf.length - this.offset, this[ii]();
  }
};
var ni = class extends de {
  sync = true;
  [ss]() {
    this[si](X.lstatSync(this.absolute));
  }
  [is]() {
    this[ns](X.readlinkSync(this.absolute));
  }
  [os]() {
    this[hs](X.openSync(this.absolute, "r"));
  }
  [ii]() {
    let t = true;
    try {
      let { fd: e, buf: i, offset: r, length: n, pos: o } = this;
      if (e === void 0 || i === void 0) throw new Error("fd and buf must be set in READ method");
      let h = X.readSync(e, i, r, n, o);
      this[rs](h), t = false;
    } finally {
      if (t) try {
        this[pt](() => {
        });
      } catch {
      }
    }
  }
  [as](t) {
    t();
  }
  [pt](t = () => {
  }) {
    this.fd !== void 0 && X.closeSync(this.fd), t();
  }
};
var oi = class extends A {
  blockLen = 0;
  blockRemain = 0;
  buf = 0;
  pos = 0;
  remain = 0;
  length = 0;
  preservePaths;
  portable;
  strict;
  noPax;
  noMtime;
  readEntry;
  type;
  prefix;
  path;
  mode;
  uid;
  gid;
  uname;
  gname;
  header;
  mtime;
  atime;
  ctime;
  linkpath;
  size;
  onWriteEntry;
  warn(t, e, i = {}) {
    return Dt(this, t, e, i);
  }
  constructor(t, e = {}) {
    let i = se(e);
    super(), this.preservePaths = !!i.preservePaths, this.portable = !!i.portable, this.strict = !!i.strict, this.noPax = !!i.noPax, this.noMtime = !!i.noMtime, this.onWriteEntry = i.onWriteEntry, this.readEntry = t;
    let { type: r } = t;
    if (r === "Unsupported") throw new Error("writing entry that should be ignored");
    this.type = r, this.type === "Directory" && this.portable && (this.noMtime = true), this.prefix = i.prefix, this.path = f(t.path), this.mode = t.mode !== void 0 ? this[ri](t.mode) : void 0, this.uid = this.portable ? void 0 : t.uid, this.gid = this.portable ? void 0 : t.gid, this.uname = this.portable ? void 0 : t.uname, this.gname = this.portable ? void 0 : t.gname, this.size = t.size, this.mtime = this.noMtime ? void 0 : i.mtime || t.mtime, this.atime = this.portable ? void 0 : t.atime, this.ctime = this.portable ? void 0 : t.ctime, this.linkpath = t.linkpath !== void 0 ? f(t.linkpath) : void 0, typeof i.onwarn == "function" && this.on("warn", i.onwarn);
    let n = false;
    if (!this.preservePaths) {
      let [h, a] = ce(this.path);
      h && typeof a == "string" && (this.path = a, n = h);
    }
    this.remain = t.size, this.blockRemain = t.startBlockSize, this.onWriteEntry?.(this), this.header = new F({ path: this[q](this.path), linkpath: this.type === "Link" && this.linkpath !== void 0 ? this[q](this.linkpath) : this.linkpath, mode: this.mode, uid: this.portable ? void 0 : this.uid, gid: this.portable ? void 0 : this.gid, size: this.size, mtime: this.noMtime ? void 0 : this.mtime, type: this.type, uname: this.portable ? void 0 : this.uname, atime: this.portable ? void 0 : this.atime, ctime: this.portable ? void 0 : this.ctime }), n && this.warn("TAR_ENTRY_INFO", `stripping ${n} from absolute path`, { entry: this, path: n + this.path }), this.header.encode() && !this.noPax && super.write(new ft({ atime: this.portable ? void 0 : this.atime, ctime: this.portable ? void 0 : this.ctime, gid: this.portable ? void 0 : this.gid, mtime: this.noMtime ? void 0 : this.mtime, path: this[q](this.path), linkpath: this.type === "Link" && this.linkpath !== void 0 ? this[q](this.linkpath) : this.linkpath, size: this.size, uid: this.portable ? void 0 : this.uid, uname: this.portable ? void 0 : this.uname, dev: this.portable ? void 0 : this.readEntry.dev, ino: this.portable ? void 0 : this.readEntry.ino, nlink: this.portable ? void 0 : this.readEntry.nlink }).encode());
    let o = this.header?.block;
    if (!o) throw new Error("failed to encode header");
    super.write(o), t.pipe(this);
  }
  [q](t) {
    return rr(t, this.prefix);
  }
  [ri](t) {
    return Ji(t, this.type === "Directory", this.portable);
  }
  write(t, e, i) {
    typeof e == "function" && (i = e, e = void 0), typeof t == "string" && (t = Buffer.from(t, typeof e == "string" ? e : "utf8"));
    let r = t.length;
    if (r > this.blockRemain) throw new Error("writing more to entry than is appropriate");
    return this.blockRemain -= r, super.write(t, i);
  }
  end(t, e, i) {
    return this.blockRemain && super.write(Buffer.alloc(this.blockRemain)), typeof t == "function" && (i = t, e = void 0, t = void 0), typeof e == "function" && (i = e, e = void 0), typeof t == "string" && (t = Buffer.from(t, e ?? "utf8")), i && this.once("finish", i), t ? super.end(t, i) : super.end(i), this;
  }
};
var Gn = (s3) => s3.isFile() ? "File" : s3.isDirectory() ? "Directory" : s3.isSymbolicLink() ? "SymbolicLink" : "Unsupported";
var hi = class s2 {
  tail;
  head;
  length = 0;
  static create(t = []) {
    return new s2(t);
  }
  constructor(t = []) {
    for (let e of t) this.push(e);
  }
  *[Symbol.iterator]() {
    for (let t = this.head; t; t = t.next) yield t.value;
  }
  removeNode(t) {
    if (t.list !== this) throw new Error("removing node which does not belong to this list");
    let e = t.next, i = t.prev;
    return e && (e.prev = i), i && (i.next = e), t === this.head && (this.head = e), t === this.tail && (this.tail = i), this.length--, t.next = void 0, t.prev = void 0, t.list = void 0, e;
  }
  unshiftNode(t) {
    if (t === this.head) return;
    t.list && t.list.removeNode(t);
    let e = this.head;
    t.list = this, t.next = e, e && (e.prev = t), this.head = t, this.tail || (this.tail = t), this.length++;
  }
  pushNode(t) {
    if (t === this.tail) return;
    t.list && t.list.removeNode(t);
    let e = this.tail;
    t.list = this, t.prev = e, e && (e.next = t), this.tail = t, this.head || (this.head = t), this.length++;
  }
  push(...t) {
    for (let e = 0, i = t.length; e < i; e++) Yn(this, t[e]);
    return this.length;
  }
  unshift(...t) {
    for (var e = 0, i = t.length; e < i; e++) Kn(this, t[e]);
    return this.length;
  }
  pop() {
    if (!this.tail) return;
    let t = this.tail.value, e = this.tail;
    return this.tail = this.tail.prev, this.tail ? this.tail.next = void 0 : this.head = void 0, e.list = void 0, this.length--, t;
  }
  shift() {
    if (!this.head) return;
    let t = this.head.value, e = this.head;
    return this.head = this.head.next, this.head ? this.head.prev = void 0 : this.tail = void 0, e.list = void 0, this.length--, t;
  }
  forEach(t, e) {
    e = e || this;
    for (let i = this.head, r = 0; i; r++) t.call(e, i.value, r, this), i = i.next;
  }
  forEachReverse(t, e) {
    e = e || this;
    for (let i = this.tail, r = this.length - 1; i; r--) t.call(e, i.value, r, this), i = i.prev;
  }
  get(t) {
    let e = 0, i = this.head;
    for (; i && e < t; e++) i = i.next;
    if (e === t && i) return i.value;
  }
  getReverse(t) {
    let e = 0, i = this.tail;
    for (; i && e < t; e++) i = i.prev;
    if (e === t && i) return i.value;
  }
  map(t, e) {
    e = e || this;
    let i = new s2();
    for (let r = this.head; r; ) i.push(t.call(e, r.value, this)), r = r.next;
    return i;
  }
  mapReverse(t, e) {
    e = e || this;
    var i = new s2();
    for (let r = this.tail; r; ) i.push(t.call(e, r.value, this)), r = r.prev;
    return i;
  }
  reduce(t, e) {
    let i, r = this.head;
    if (arguments.length > 1) i = e;
    else if (this.head) r = this.head.next, i = this.head.value;
    else throw new TypeError("Reduce of empty list with no initial value");
    for (var n = 0; r; n++) i = t(i, r.value, n), r = r.next;
    return i;
  }
  reduceReverse(t, e) {
    let i, r = this.tail;
    if (arguments.length > 1) i = e;
    else if (this.tail) r = this.tail.prev, i = this.tail.value;
    else throw new TypeError("Reduce of empty list with no initial value");
    for (let n = this.length - 1; r; n--) i = t(i, r.value, n), r = r.prev;
    return i;
  }
  toArray() {
    let t = new Array(this.length);
    for (let e = 0, i = this.head; i; e++) t[e] = i.value, i = i.next;
    return t;
  }
  toArrayReverse() {
    let t = new Array(this.length);
    for (let e = 0, i = this.tail; i; e++) t[e] = i.value, i = i.prev;
    return t;
  }
  slice(t = 0, e = this.length) {
    e < 0 && (e += this.length), t < 0 && (t += this.length);
    let i = new s2();
    if (e < t || e < 0) return i;
    t < 0 && (t = 0), e > this.length && (e = this.length);
    let r = this.head, n = 0;
    for (n = 0; r && n < t; n++) r = r.next;
    for (; r && n < e; n++, r = r.next) i.push(r.value);
    return i;
  }
  sliceReverse(t = 0, e = this.length) {
    e < 0 && (e += this.length), t < 0 && (t += this.length);
    let i = new s2();
    if (e < t || e < 0) return i;
    t < 0 && (t = 0), e > this.length && (e = this.length);
    let r = this.length, n = this.tail;
    for (; n && r > e; r--) n = n.prev;
    for (; n && r > t; r--, n = n.prev) i.push(n.value);
    return i;
  }
  splice(t, e = 0, ...i) {
    t > this.length && (t = this.length - 1), t < 0 && (t = this.length + t);
    let r = this.head;
    for (let o = 0; r && o < t; o++) r = r.next;
    let n = [];
    for (let o = 0; r && o < e; o++) n.push(r.value), r = this.removeNode(r);
    r ? r !== this.tail && (r = r.prev) : r = this.tail;
    for (let o of i) r = Zn(this, r, o);
    return n;
  }
  reverse() {
    let t = this.head, e = this.tail;
    for (let i = t; i; i = i.prev) {
      let r = i.prev;
      i.prev = i.next, i.next = r;
    }
    return this.head = e, this.tail = t, this;
  }
};
function Zn(s3, t, e) {
  let i = t, r = t ? t.next : s3.head, n = new ue(e, i, r, s3);
  return n.next === void 0 && (s3.tail = n), n.prev === void 0 && (s3.head = n), s3.length++, n;
}
function Yn(s3, t) {
  s3.tail = new ue(t, s3.tail, void 0, s3), s3.head || (s3.head = s3.tail), s3.length++;
}
function Kn(s3, t) {
  s3.head = new ue(t, void 0, s3.head, s3), s3.tail || (s3.tail = s3.head), s3.length++;
}
var ue = class {
  list;
  next;
  prev;
  value;
  constructor(t, e, i, r) {
    this.list = r, this.value = t, e ? (e.next = this, this.prev = e) : this.prev = void 0, i ? (i.prev = this, this.next = i) : this.next = void 0;
  }
};
var pi = class {
  path;
  absolute;
  entry;
  stat;
  readdir;
  pending = false;
  pendingLink = false;
  ignore = false;
  piped = false;
  constructor(t, e) {
    this.path = t || "./", this.absolute = e;
  }
};
var nr = Buffer.alloc(1024);
var li = /* @__PURE__ */ Symbol("onStat");
var me = /* @__PURE__ */ Symbol("ended");
var W = /* @__PURE__ */ Symbol("queue");
var pe = /* @__PURE__ */ Symbol("pendingLinks");
var Et = /* @__PURE__ */ Symbol("current");
var Ft = /* @__PURE__ */ Symbol("process");
var Ee = /* @__PURE__ */ Symbol("processing");
var ai = /* @__PURE__ */ Symbol("processJob");
var G = /* @__PURE__ */ Symbol("jobs");
var ls = /* @__PURE__ */ Symbol("jobDone");
var ci = /* @__PURE__ */ Symbol("addFSEntry");
var or = /* @__PURE__ */ Symbol("addTarEntry");
var ds = /* @__PURE__ */ Symbol("stat");
var us = /* @__PURE__ */ Symbol("readdir");
var fi = /* @__PURE__ */ Symbol("onreaddir");
var di = /* @__PURE__ */ Symbol("pipe");
var hr = /* @__PURE__ */ Symbol("entry");
var cs = /* @__PURE__ */ Symbol("entryOpt");
var ui = /* @__PURE__ */ Symbol("writeEntryClass");
var lr = /* @__PURE__ */ Symbol("write");
var fs = /* @__PURE__ */ Symbol("ondrain");
var wt = class extends A {
  sync = false;
  opt;
  cwd;
  maxReadSize;
  preservePaths;
  strict;
  noPax;
  prefix;
  linkCache;
  statCache;
  file;
  portable;
  zip;
  readdirCache;
  noDirRecurse;
  follow;
  noMtime;
  mtime;
  filter;
  jobs;
  [ui];
  onWriteEntry;
  [W];
  [pe] = /* @__PURE__ */ new Map();
  [G] = 0;
  [Ee] = false;
  [me] = false;
  constructor(t = {}) {
    if (super(), this.opt = t, this.file = t.file || "", this.cwd = t.cwd || process.cwd(), this.maxReadSize = t.maxReadSize, this.preservePaths = !!t.preservePaths, this.strict = !!t.strict, this.noPax = !!t.noPax, this.prefix = f(t.prefix || ""), this.linkCache = t.linkCache || /* @__PURE__ */ new Map(), this.statCache = t.statCache || /* @__PURE__ */ new Map(), this.readdirCache = t.readdirCache || /* @__PURE__ */ new Map(), this.onWriteEntry = t.onWriteEntry, this[ui] = de, typeof t.onwarn == "function" && this.on("warn", t.onwarn), this.portable = !!t.portable, t.gzip || t.brotli || t.zstd) {
      if ((t.gzip ? 1 : 0) + (t.brotli ? 1 : 0) + (t.zstd ? 1 : 0) > 1) throw new TypeError("gzip, brotli, zstd are mutually exclusive");
      if (t.gzip && (typeof t.gzip != "object" && (t.gzip = {}), this.portable && (t.gzip.portable = true), this.zip = new ze(t.gzip)), t.brotli && (typeof t.brotli != "object" && (t.brotli = {}), this.zip = new We(t.brotli)), t.zstd && (typeof t.zstd != "object" && (t.zstd = {}), this.zip = new Ye(t.zstd)), !this.zip) throw new Error("impossible");
      let e = this.zip;
      e.on("data", (i) => super.write(i)), e.on("end", () => super.end()), e.on("drain", () => this[fs]()), this.on("resume", () => e.resume());
    } else this.on("drain", this[fs]);
    this.noDirRecurse = !!t.noDirRecurse, this.follow = !!t.follow, this.noMtime = !!t.noMtime, t.mtime && (this.mtime = t.mtime), this.filter = typeof t.filter == "function" ? t.filter : () => true, this[W] = new hi(), this[G] = 0, this.jobs = Number(t.jobs) || 4, this[Ee] = false, this[me] = false;
  }
  [lr](t) {
    return super.write(t);
  }
  add(t) {
    return this.write(t), this;
  }
  end(t, e, i) {
    return typeof t == "function" && (i = t, t = void 0), typeof e == "function" && (i = e, e = void 0), t && this.add(t), this[me] = true, this[Ft](), i && i(), this;
  }
  write(t) {
    if (this[me]) throw new Error("write after end");
    return typeof t == "string" ? this[ci](t) : this[or](t), this.flowing;
  }
  [or](t) {
    let e = f(ar.resolve(this.cwd, t.path));
    if (!this.filter(t.path, t)) t.resume();
    else {
      let i = new pi(t.path, e);
      i.entry = new oi(t, this[cs](i)), i.entry.on("end", () => this[ls](i)), this[G] += 1, this[W].push(i);
    }
    this[Ft]();
  }
  [ci](t) {
    let e = f(ar.resolve(this.cwd, t));
    this[W].push(new pi(t, e)), this[Ft]();
  }
  [ds](t) {
    t.pending = true, this[G] += 1;
    let e = this.follow ? "stat" : "lstat";
    mi[e](t.absolute, (i, r) => {
      t.pending = false, this[G] -= 1, i ? this.emit("error", i) : this[li](t, r);
    });
  }
  [li](t, e) {
    if (this.statCache.set(t.absolute, e), t.stat = e, !this.filter(t.path, e)) t.ignore = true;
    else if (e.isFile() && e.nlink > 1 && !this.linkCache.get(`${e.dev}:${e.ino}`) && !this.sync) if (t === this[Et]) this[ai](t);
    else {
      let i = `${e.dev}:${e.ino}`, r = this[pe].get(i);
      r ? r.push(t) : this[pe].set(i, [t]), t.pendingLink = true, t.pending = true;
    }
    this[Ft]();
  }
  [us](t) {
    t.pending = true, this[G] += 1, mi.readdir(t.absolute, (e, i) => {
      if (t.pending = false, this[G] -= 1, e) return this.emit("error", e);
      this[fi](t, i);
    });
  }
  [fi](t, e) {
    this.readdirCache.set(t.absolute, e), t.readdir = e, this[Ft]();
  }
  [Ft]() {
    if (!this[Ee]) {
      this[Ee] = true;
      for (let t = this[W].head; t && this[G] < this.jobs; t = t.next) if (this[ai](t.value), t.value.ignore) {
        let e = t.next;
        this[W].removeNode(t), t.next = e;
      }
      this[Ee] = false, this[me] && this[W].length === 0 && this[G] === 0 && (this.zip ? this.zip.end(nr) : (super.write(nr), super.end()));
    }
  }
  get [Et]() {
    return this[W] && this[W].head && this[W].head.value;
  }
  [ls](t) {
    this[W].shift(), this[G] -= 1;
    let { stat: e } = t;
    if (e && e.isFile() && e.nlink > 1) {
      let i = `${e.dev}:${e.ino}`, r = this[pe].get(i);
      if (r) {
        this[pe].delete(i);
        for (let n of r) n.pending = false, this[ai](n);
      }
    }
    this[Ft]();
  }
  [ai](t) {
    if (t.pending && t.pendingLink && t === this[Et] && (t.pending = false, t.pendingLink = false), !t.pending) {
      if (t.entry) {
        t === this[Et] && !t.piped && this[di](t);
        return;
      }
      if (!t.stat) {
        let e = this.statCache.get(t.absolute);
        e ? this[li](t, e) : this[ds](t);
      }
      if (t.stat && !t.ignore) {
        if (!this.noDirRecurse && t.stat.isDirectory() && !t.readdir) {
          let e = this.readdirCache.get(t.absolute);
          if (e ? this[fi](t, e) : this[us](t), !t.readdir) return;
        }
        if (t.entry = this[hr](t), !t.entry) {
          t.ignore = true;
          return;
        }
        t === this[Et] && !t.piped && this[di](t);
      }
    }
  }
  [cs](t) {
    return { onwarn: (e, i, r) => this.warn(e, i, r), noPax: this.noPax, cwd: this.cwd, absolute: t.absolute, preservePaths: this.preservePaths, maxReadSize: this.maxReadSize, strict: this.strict, portable: this.portable, linkCache: this.linkCache, statCache: this.statCache, noMtime: this.noMtime, mtime: this.mtime, prefix: this.prefix, onWriteEntry: this.onWriteEntry };
  }
  [hr](t) {
    this[G] += 1;
    try {
      return new this[ui](t.path, this[cs](t)).on("end", () => this[ls](t)).on("error", (i) => this.emit("error", i));
    } catch (e) {
      this.emit("error", e);
    }
  }
  [fs]() {
    this[Et] && this[Et].entry && this[Et].entry.resume();
  }
  [di](t) {
    t.piped = true, t.readdir && t.readdir.forEach((r) => {
      let n = t.path, o = n === "./" ? "" : n.replace(/\/*$/, "/");
      this[ci](o + r);
    });
    let e = t.entry, i = this.zip;
    if (!e) throw new Error("cannot pipe without source");
    i ? e.on("data", (r) => {
      i.write(r) || e.pause();
    }) : e.on("data", (r) => {
      super.write(r) || e.pause();
    });
  }
  pause() {
    return this.zip && this.zip.pause(), super.pause();
  }
  warn(t, e, i = {}) {
    Dt(this, t, e, i);
  }
};
var kt = class extends wt {
  sync = true;
  constructor(t) {
    super(t), this[ui] = ni;
  }
  pause() {
  }
  resume() {
  }
  [ds](t) {
    let e = this.follow ? "statSync" : "lstatSync";
    this[li](t, mi[e](t.absolute));
  }
  [us](t) {
    this[fi](t, mi.readdirSync(t.absolute));
  }
  [di](t) {
    let e = t.entry, i = this.zip;
    if (t.readdir && t.readdir.forEach((r) => {
      let n = t.path, o = n === "./" ? "" : n.replace(/\/*$/, "/");
      this[ci](o + r);
    }), !e) throw new Error("Cannot pipe without source");
    i ? e.on("data", (r) => {
      i.write(r);
    }) : e.on("data", (r) => {
      super[lr](r);
    });
  }
};
var Vn = (s3, t) => {
  let e = new kt(s3), i = new Wt(s3.file, { mode: s3.mode || 438 });
  e.pipe(i), fr(e, t);
};
var $n = (s3, t) => {
  let e = new wt(s3), i = new et(s3.file, { mode: s3.mode || 438 });
  e.pipe(i);
  let r = new Promise((n, o) => {
    i.on("error", o), i.on("close", n), e.on("error", o);
  });
  return dr(e, t).catch((n) => e.emit("error", n)), r;
};
var fr = (s3, t) => {
  t.forEach((e) => {
    e.charAt(0) === "@" ? Ct({ file: cr.resolve(s3.cwd, e.slice(1)), sync: true, noResume: true, onReadEntry: (i) => s3.add(i) }) : s3.add(e);
  }), s3.end();
};
var dr = async (s3, t) => {
  for (let e of t) e.charAt(0) === "@" ? await Ct({ file: cr.resolve(String(s3.cwd), e.slice(1)), noResume: true, onReadEntry: (i) => {
    s3.add(i);
  } }) : s3.add(e);
  s3.end();
};
var Xn = (s3, t) => {
  let e = new kt(s3);
  return fr(e, t), e;
};
var qn = (s3, t) => {
  let e = new wt(s3);
  return dr(e, t).catch((i) => e.emit("error", i)), e;
};
var Qn = K(Vn, $n, Xn, qn, (s3, t) => {
  if (!t?.length) throw new TypeError("no paths specified to add to archive");
});
var Jn = process.env.__FAKE_PLATFORM__ || process.platform;
var Er = Jn === "win32";
var { O_CREAT: wr, O_NOFOLLOW: ur, O_TRUNC: Sr, O_WRONLY: yr } = pr.constants;
var Rr = Number(process.env.__FAKE_FS_O_FILENAME__) || pr.constants.UV_FS_O_FILEMAP || 0;
var jn = Er && !!Rr;
var to = 512 * 1024;
var eo = Rr | Sr | wr | yr;
var mr = !Er && typeof ur == "number" ? ur | Sr | wr | yr : null;
var ms = mr !== null ? () => mr : jn ? (s3) => s3 < to ? eo : "w" : () => "w";
var ps = (s3, t, e) => {
  try {
    return wi.lchownSync(s3, t, e);
  } catch (i) {
    if (i?.code !== "ENOENT") throw i;
  }
};
var Ei = (s3, t, e, i) => {
  wi.lchown(s3, t, e, (r) => {
    i(r && r?.code !== "ENOENT" ? r : null);
  });
};
var io = (s3, t, e, i, r) => {
  if (t.isDirectory()) Es(we.resolve(s3, t.name), e, i, (n) => {
    if (n) return r(n);
    let o = we.resolve(s3, t.name);
    Ei(o, e, i, r);
  });
  else {
    let n = we.resolve(s3, t.name);
    Ei(n, e, i, r);
  }
};
var Es = (s3, t, e, i) => {
  wi.readdir(s3, { withFileTypes: true }, (r, n) => {
    if (r) {
      if (r.code === "ENOENT") return i();
      if (r.code !== "ENOTDIR" && r.code !== "ENOTSUP") return i(r);
    }
    if (r || !n.length) return Ei(s3, t, e, i);
    let o = n.length, h = null, a = (l) => {
      if (!h) {
        if (l) return i(h = l);
        if (--o === 0) return Ei(s3, t, e, i);
      }
    };
    for (let l of n) io(s3, l, t, e, a);
  });
};
var so = (s3, t, e, i) => {
  t.isDirectory() && ws(we.resolve(s3, t.name), e, i), ps(we.resolve(s3, t.name), e, i);
};
var ws = (s3, t, e) => {
  let i;
  try {
    i = wi.readdirSync(s3, { withFileTypes: true });
  } catch (r) {
    let n = r;
    if (n?.code === "ENOENT") return;
    if (n?.code === "ENOTDIR" || n?.code === "ENOTSUP") return ps(s3, t, e);
    throw n;
  }
  for (let r of i) so(s3, r, t, e);
  return ps(s3, t, e);
};
var Se = class extends Error {
  path;
  code;
  syscall = "chdir";
  constructor(t, e) {
    super(`${e}: Cannot cd into '${t}'`), this.path = t, this.code = e;
  }
  get name() {
    return "CwdError";
  }
};
var St = class extends Error {
  path;
  symlink;
  syscall = "symlink";
  code = "TAR_SYMLINK_ERROR";
  constructor(t, e) {
    super("TAR_SYMLINK_ERROR: Cannot extract through symbolic link"), this.symlink = t, this.path = e;
  }
  get name() {
    return "SymlinkError";
  }
};
var no = (s3, t) => {
  k.stat(s3, (e, i) => {
    (e || !i.isDirectory()) && (e = new Se(s3, e?.code || "ENOTDIR")), t(e);
  });
};
var gr = (s3, t, e) => {
  s3 = f(s3);
  let i = t.umask ?? 18, r = t.mode | 448, n = (r & i) !== 0, o = t.uid, h = t.gid, a = typeof o == "number" && typeof h == "number" && (o !== t.processUid || h !== t.processGid), l = t.preserve, c = t.unlink, d = f(t.cwd), y = (E, x) => {
    E ? e(E) : x && a ? Es(x, o, h, (Le) => y(Le)) : n ? k.chmod(s3, r, e) : e();
  };
  if (s3 === d) return no(s3, y);
  if (l) return ro.mkdir(s3, { mode: r, recursive: true }).then((E) => y(null, E ?? void 0), y);
  let D = f(Si.relative(d, s3)).split("/");
  Ss(d, D, r, c, d, void 0, y);
};
var Ss = (s3, t, e, i, r, n, o) => {
  if (t.length === 0) return o(null, n);
  let h = t.shift(), a = f(Si.resolve(s3 + "/" + h));
  k.mkdir(a, e, br(a, t, e, i, r, n, o));
};
var br = (s3, t, e, i, r, n, o) => (h) => {
  h ? k.lstat(s3, (a, l) => {
    if (a) a.path = a.path && f(a.path), o(a);
    else if (l.isDirectory()) Ss(s3, t, e, i, r, n, o);
    else if (i) k.unlink(s3, (c) => {
      if (c) return o(c);
      k.mkdir(s3, e, br(s3, t, e, i, r, n, o));
    });
    else {
      if (l.isSymbolicLink()) return o(new St(s3, s3 + "/" + t.join("/")));
      o(h);
    }
  }) : (n = n || s3, Ss(s3, t, e, i, r, n, o));
};
var oo = (s3) => {
  let t = false, e;
  try {
    t = k.statSync(s3).isDirectory();
  } catch (i) {
    e = i?.code;
  } finally {
    if (!t) throw new Se(s3, e ?? "ENOTDIR");
  }
};
var _r = (s3, t) => {
  s3 = f(s3);
  let e = t.umask ?? 18, i = t.mode | 448, r = (i & e) !== 0, n = t.uid, o = t.gid, h = typeof n == "number" && typeof o == "number" && (n !== t.processUid || o !== t.processGid), a = t.preserve, l = t.unlink, c = f(t.cwd), d = (E) => {
    E && h && ws(E, n, o), r && k.chmodSync(s3, i);
  };
  if (s3 === c) return oo(c), d();
  if (a) return d(k.mkdirSync(s3, { mode: i, recursive: true }) ?? void 0);
  let T = f(Si.relative(c, s3)).split("/"), D;
  for (let E = T.shift(), x = c; E && (x += "/" + E); E = T.shift()) {
    x = f(Si.resolve(x));
    try {
      k.mkdirSync(x, i), D = D || x;
    } catch {
      let Le = k.lstatSync(x);
      if (Le.isDirectory()) continue;
      if (l) {
        k.unlinkSync(x), k.mkdirSync(x, i), D = D || x;
        continue;
      } else if (Le.isSymbolicLink()) return new St(x, x + "/" + T.join("/"));
    }
  }
  return d(D);
};
var ys = /* @__PURE__ */ Object.create(null);
var Or = 1e4;
var Vt = /* @__PURE__ */ new Set();
var Tr = (s3) => {
  Vt.has(s3) ? Vt.delete(s3) : ys[s3] = s3.normalize("NFD").toLocaleLowerCase("en").toLocaleUpperCase("en"), Vt.add(s3);
  let t = ys[s3], e = Vt.size - Or;
  if (e > Or / 10) {
    for (let i of Vt) if (Vt.delete(i), delete ys[i], --e <= 0) break;
  }
  return t;
};
var ho = process.env.TESTING_TAR_FAKE_PLATFORM || process.platform;
var ao = ho === "win32";
var lo = (s3) => s3.split("/").slice(0, -1).reduce((e, i) => {
  let r = e.at(-1);
  return r !== void 0 && (i = xr(r, i)), e.push(i || "/"), e;
}, []);
var yi = class {
  #t = /* @__PURE__ */ new Map();
  #i = /* @__PURE__ */ new Map();
  #s = /* @__PURE__ */ new Set();
  reserve(t, e) {
    t = ao ? ["win32 parallelization disabled"] : t.map((r) => mt(xr(Tr(r))));
    let i = new Set(t.map((r) => lo(r)).reduce((r, n) => r.concat(n)));
    this.#i.set(e, { dirs: i, paths: t });
    for (let r of t) {
      let n = this.#t.get(r);
      n ? n.push(e) : this.#t.set(r, [e]);
    }
    for (let r of i) {
      let n = this.#t.get(r);
      if (!n) this.#t.set(r, [/* @__PURE__ */ new Set([e])]);
      else {
        let o = n.at(-1);
        o instanceof Set ? o.add(e) : n.push(/* @__PURE__ */ new Set([e]));
      }
    }
    return this.#r(e);
  }
  #n(t) {
    let e = this.#i.get(t);
    if (!e) throw new Error("function does not have any path reservations");
    return { paths: e.paths.map((i) => this.#t.get(i)), dirs: [...e.dirs].map((i) => this.#t.get(i)) };
  }
  check(t) {
    let { paths: e, dirs: i } = this.#n(t);
    return e.every((r) => r && r[0] === t) && i.every((r) => r && r[0] instanceof Set && r[0].has(t));
  }
  #r(t) {
    return this.#s.has(t) || !this.check(t) ? false : (this.#s.add(t), t(() => this.#e(t)), true);
  }
  #e(t) {
    if (!this.#s.has(t)) return false;
    let e = this.#i.get(t);
    if (!e) throw new Error("invalid reservation");
    let { paths: i, dirs: r } = e, n = /* @__PURE__ */ new Set();
    for (let o of i) {
      let h = this.#t.get(o);
      if (!h || h?.[0] !== t) continue;
      let a = h[1];
      if (!a) {
        this.#t.delete(o);
        continue;
      }
      if (h.shift(), typeof a == "function") n.add(a);
      else for (let l of a) n.add(l);
    }
    for (let o of r) {
      let h = this.#t.get(o), a = h?.[0];
      if (!(!h || !(a instanceof Set))) if (a.size === 1 && h.length === 1) {
        this.#t.delete(o);
        continue;
      } else if (a.size === 1) {
        h.shift();
        let l = h[0];
        typeof l == "function" && n.add(l);
      } else a.delete(t);
    }
    return this.#s.delete(t), n.forEach((o) => this.#r(o)), true;
  }
};
var Lr = () => process.umask();
var Dr = /* @__PURE__ */ Symbol("onEntry");
var _s = /* @__PURE__ */ Symbol("checkFs");
var Nr = /* @__PURE__ */ Symbol("checkFs2");
var Os = /* @__PURE__ */ Symbol("isReusable");
var P = /* @__PURE__ */ Symbol("makeFs");
var Ts = /* @__PURE__ */ Symbol("file");
var xs = /* @__PURE__ */ Symbol("directory");
var gi = /* @__PURE__ */ Symbol("link");
var Ar = /* @__PURE__ */ Symbol("symlink");
var Ir = /* @__PURE__ */ Symbol("hardlink");
var Re = /* @__PURE__ */ Symbol("ensureNoSymlink");
var Cr = /* @__PURE__ */ Symbol("unsupported");
var Fr = /* @__PURE__ */ Symbol("checkPath");
var Rs = /* @__PURE__ */ Symbol("stripAbsolutePath");
var yt = /* @__PURE__ */ Symbol("mkdir");
var O = /* @__PURE__ */ Symbol("onError");
var Ri = /* @__PURE__ */ Symbol("pending");
var kr = /* @__PURE__ */ Symbol("pend");
var $t = /* @__PURE__ */ Symbol("unpend");
var gs = /* @__PURE__ */ Symbol("ended");
var bs = /* @__PURE__ */ Symbol("maybeClose");
var Ls = /* @__PURE__ */ Symbol("skip");
var ge = /* @__PURE__ */ Symbol("doChown");
var be = /* @__PURE__ */ Symbol("uid");
var _e = /* @__PURE__ */ Symbol("gid");
var Oe = /* @__PURE__ */ Symbol("checkedCwd");
var fo = process.env.TESTING_TAR_FAKE_PLATFORM || process.platform;
var Te = fo === "win32";
var uo = 1024;
var mo = (s3, t) => {
  if (!Te) return u.unlink(s3, t);
  let e = s3 + ".DELETE." + Mr(16).toString("hex");
  u.rename(s3, e, (i) => {
    if (i) return t(i);
    u.unlink(e, t);
  });
};
var po = (s3) => {
  if (!Te) return u.unlinkSync(s3);
  let t = s3 + ".DELETE." + Mr(16).toString("hex");
  u.renameSync(s3, t), u.unlinkSync(t);
};
var vr = (s3, t, e) => s3 !== void 0 && s3 === s3 >>> 0 ? s3 : t !== void 0 && t === t >>> 0 ? t : e;
var Xt = class extends rt {
  [gs] = false;
  [Oe] = false;
  [Ri] = 0;
  reservations = new yi();
  transform;
  writable = true;
  readable = false;
  uid;
  gid;
  setOwner;
  preserveOwner;
  processGid;
  processUid;
  maxDepth;
  forceChown;
  win32;
  newer;
  keep;
  noMtime;
  preservePaths;
  unlink;
  cwd;
  strip;
  processUmask;
  umask;
  dmode;
  fmode;
  chmod;
  constructor(t = {}) {
    if (t.ondone = () => {
      this[gs] = true, this[bs]();
    }, super(t), this.transform = t.transform, this.chmod = !!t.chmod, typeof t.uid == "number" || typeof t.gid == "number") {
      if (typeof t.uid != "number" || typeof t.gid != "number") throw new TypeError("cannot set owner without number uid and gid");
      if (t.preserveOwner) throw new TypeError("cannot preserve owner in archive and also set owner explicitly");
      this.uid = t.uid, this.gid = t.gid, this.setOwner = true;
    } else this.uid = void 0, this.gid = void 0, this.setOwner = false;
    this.preserveOwner = t.preserveOwner === void 0 && typeof t.uid != "number" ? process.getuid?.() === 0 : !!t.preserveOwner, this.processUid = (this.preserveOwner || this.setOwner) && process.getuid ? process.getuid() : void 0, this.processGid = (this.preserveOwner || this.setOwner) && process.getgid ? process.getgid() : void 0, this.maxDepth = typeof t.maxDepth == "number" ? t.maxDepth : uo, this.forceChown = t.forceChown === true, this.win32 = !!t.win32 || Te, this.newer = !!t.newer, this.keep = !!t.keep, this.noMtime = !!t.noMtime, this.preservePaths = !!t.preservePaths, this.unlink = !!t.unlink, this.cwd = f(R.resolve(t.cwd || process.cwd())), this.strip = Number(t.strip) || 0, this.processUmask = this.chmod ? typeof t.processUmask == "number" ? t.processUmask : Lr() : 0, this.umask = typeof t.umask == "number" ? t.umask : this.processUmask, this.dmode = t.dmode || 511 & ~this.umask, this.fmode = t.fmode || 438 & ~this.umask, this.on("entry", (e) => this[Dr](e));
  }
  warn(t, e, i = {}) {
    return (t === "TAR_BAD_ARCHIVE" || t === "TAR_ABORT") && (i.recoverable = false), super.warn(t, e, i);
  }
  [bs]() {
    this[gs] && this[Ri] === 0 && (this.emit("prefinish"), this.emit("finish"), this.emit("end"));
  }
  [Rs](t, e) {
    let i = t[e], { type: r } = t;
    if (!i || this.preservePaths) return true;
    let [n, o] = ce(i), h = o.replaceAll(/\\/g, "/").split("/");
    if (h.includes("..") || Te && /^[a-z]:\.\.$/i.test(h[0] ?? "")) {
      if (e === "path" || r === "Link") return this.warn("TAR_ENTRY_ERROR", `${e} contains '..'`, { entry: t, [e]: i }), false;
      let a = R.posix.dirname(t.path), l = R.posix.normalize(R.posix.join(a, h.join("/")));
      if (l.startsWith("../") || l === "..") return this.warn("TAR_ENTRY_ERROR", `${e} escapes extraction directory`, { entry: t, [e]: i }), false;
    }
    return n && (t[e] = String(o), this.warn("TAR_ENTRY_INFO", `stripping ${n} from absolute ${e}`, { entry: t, [e]: i })), true;
  }
  [Fr](t) {
    let e = f(t.path), i = e.split("/");
    if (this.strip) {
      if (i.length < this.strip) return false;
      if (t.type === "Link") {
        let r = f(String(t.linkpath)).split("/");
        if (r.length >= this.strip) t.linkpath = r.slice(this.strip).join("/");
        else return false;
      }
      i.splice(0, this.strip), t.path = i.join("/");
    }
    if (isFinite(this.maxDepth) && i.length > this.maxDepth) return this.warn("TAR_ENTRY_ERROR", "path excessively deep", { entry: t, path: e, depth: i.length, maxDepth: this.maxDepth }), false;
    if (!this[Rs](t, "path") || !this[Rs](t, "linkpath")) return false;
    if (t.absolute = R.isAbsolute(t.path) ? f(R.resolve(t.path)) : f(R.resolve(this.cwd, t.path)), !this.preservePaths && typeof t.absolute == "string" && t.absolute.indexOf(this.cwd + "/") !== 0 && t.absolute !== this.cwd) return this.warn("TAR_ENTRY_ERROR", "path escaped extraction target", { entry: t, path: f(t.path), resolvedPath: t.absolute, cwd: this.cwd }), false;
    if (t.absolute === this.cwd && t.type !== "Directory" && t.type !== "GNUDumpDir") return false;
    if (this.win32) {
      let { root: r } = R.win32.parse(String(t.absolute));
      t.absolute = r + ts(String(t.absolute).slice(r.length));
      let { root: n } = R.win32.parse(t.path);
      t.path = n + ts(t.path.slice(n.length));
    }
    return true;
  }
  [Dr](t) {
    if (!this[Fr](t)) return t.resume();
    switch (co.equal(typeof t.absolute, "string"), t.type) {
      case "Directory":
      case "GNUDumpDir":
        t.mode && (t.mode = t.mode | 448);
      case "File":
      case "OldFile":
      case "ContiguousFile":
      case "Link":
      case "SymbolicLink":
        return this[_s](t);
      default:
        return this[Cr](t);
    }
  }
  [O](t, e) {
    t.name === "CwdError" ? this.emit("error", t) : (this.warn("TAR_ENTRY_ERROR", t, { entry: e }), this[$t](), e.resume());
  }
  [yt](t, e, i) {
    gr(f(t), { uid: this.uid, gid: this.gid, processUid: this.processUid, processGid: this.processGid, umask: this.processUmask, preserve: this.preservePaths, unlink: this.unlink, cwd: this.cwd, mode: e }, i);
  }
  [ge](t) {
    return this.forceChown || this.preserveOwner && (typeof t.uid == "number" && t.uid !== this.processUid || typeof t.gid == "number" && t.gid !== this.processGid) || typeof this.uid == "number" && this.uid !== this.processUid || typeof this.gid == "number" && this.gid !== this.processGid;
  }
  [be](t) {
    return vr(this.uid, t.uid, this.processUid);
  }
  [_e](t) {
    return vr(this.gid, t.gid, this.processGid);
  }
  [Ts](t, e) {
    let i = typeof t.mode == "number" ? t.mode & 4095 : this.fmode, r = new et(String(t.absolute), { flags: ms(t.size), mode: i, autoClose: false });
    r.on("error", (a) => {
      r.fd && u.close(r.fd, () => {
      }), r.write = () => true, this[O](a, t), e();
    });
    let n = 1, o = (a) => {
      if (a) {
        r.fd && u.close(r.fd, () => {
        }), this[O](a, t), e();
        return;
      }
      --n === 0 && r.fd !== void 0 && u.close(r.fd, (l) => {
        l ? this[O](l, t) : this[$t](), e();
      });
    };
    r.on("finish", () => {
      let a = String(t.absolute), l = r.fd;
      if (typeof l == "number" && t.mtime && !this.noMtime) {
        n++;
        let c = t.atime || /* @__PURE__ */ new Date(), d = t.mtime;
        u.futimes(l, c, d, (y) => y ? u.utimes(a, c, d, (T) => o(T && y)) : o());
      }
      if (typeof l == "number" && this[ge](t)) {
        n++;
        let c = this[be](t), d = this[_e](t);
        typeof c == "number" && typeof d == "number" && u.fchown(l, c, d, (y) => y ? u.chown(a, c, d, (T) => o(T && y)) : o());
      }
      o();
    });
    let h = this.transform && this.transform(t) || t;
    h !== t && (h.on("error", (a) => {
      this[O](a, t), e();
    }), t.pipe(h)), h.pipe(r);
  }
  [xs](t, e) {
    let i = typeof t.mode == "number" ? t.mode & 4095 : this.dmode;
    this[yt](String(t.absolute), i, (r) => {
      if (r) {
        this[O](r, t), e();
        return;
      }
      let n = 1, o = () => {
        --n === 0 && (e(), this[$t](), t.resume());
      };
      t.mtime && !this.noMtime && (n++, u.utimes(String(t.absolute), t.atime || /* @__PURE__ */ new Date(), t.mtime, o)), this[ge](t) && (n++, u.chown(String(t.absolute), Number(this[be](t)), Number(this[_e](t)), o)), o();
    });
  }
  [Cr](t) {
    t.unsupported = true, this.warn("TAR_ENTRY_UNSUPPORTED", `unsupported entry type: ${t.type}`, { entry: t }), t.resume();
  }
  [Ar](t, e) {
    let i = f(R.relative(this.cwd, R.resolve(R.dirname(String(t.absolute)), String(t.linkpath)))).split("/");
    this[Re](t, this.cwd, i, () => this[gi](t, String(t.linkpath), "symlink", e), (r) => {
      this[O](r, t), e();
    });
  }
  [Ir](t, e) {
    let i = f(R.resolve(this.cwd, String(t.linkpath))), r = f(String(t.linkpath)).split("/");
    this[Re](t, this.cwd, r, () => this[gi](t, i, "link", e), (n) => {
      this[O](n, t), e();
    });
  }
  [Re](t, e, i, r, n) {
    let o = i.shift();
    if (this.preservePaths || o === void 0) return r();
    let h = R.resolve(e, o);
    u.lstat(h, (a, l) => {
      if (a) return r();
      if (l?.isSymbolicLink()) return n(new St(h, R.resolve(h, i.join("/"))));
      this[Re](t, h, i, r, n);
    });
  }
  [kr]() {
    this[Ri]++;
  }
  [$t]() {
    this[Ri]--, this[bs]();
  }
  [Ls](t) {
    this[$t](), t.resume();
  }
  [Os](t, e) {
    return t.type === "File" && !this.unlink && e.isFile() && e.nlink <= 1 && !Te;
  }
  [_s](t) {
    this[kr]();
    let e = [t.path];
    t.linkpath && e.push(t.linkpath), this.reservations.reserve(e, (i) => this[Nr](t, i));
  }
  [Nr](t, e) {
    let i = (h) => {
      e(h);
    }, r = () => {
      this[yt](this.cwd, this.dmode, (h) => {
        if (h) {
          this[O](h, t), i();
          return;
        }
        this[Oe] = true, n();
      });
    }, n = () => {
      if (t.absolute !== this.cwd) {
        let h = f(R.dirname(String(t.absolute)));
        if (h !== this.cwd) return this[yt](h, this.dmode, (a) => {
          if (a) {
            this[O](a, t), i();
            return;
          }
          o();
        });
      }
      o();
    }, o = () => {
      u.lstat(String(t.absolute), (h, a) => {
        if (a && (this.keep || this.newer && a.mtime > (t.mtime ?? a.mtime))) {
          this[Ls](t), i();
          return;
        }
        if (h || this[Os](t, a)) return this[P](null, t, i);
        if (a.isDirectory()) {
          if (t.type === "Directory") {
            let l = this.chmod && t.mode && (a.mode & 4095) !== t.mode, c = (d) => this[P](d ?? null, t, i);
            return l ? u.chmod(String(t.absolute), Number(t.mode), c) : c();
          }
          if (t.absolute !== this.cwd) return u.rmdir(String(t.absolute), (l) => this[P](l ?? null, t, i));
        }
        if (t.absolute === this.cwd) return this[P](null, t, i);
        mo(String(t.absolute), (l) => this[P](l ?? null, t, i));
      });
    };
    this[Oe] ? n() : r();
  }
  [P](t, e, i) {
    if (t) {
      this[O](t, e), i();
      return;
    }
    switch (e.type) {
      case "File":
      case "OldFile":
      case "ContiguousFile":
        return this[Ts](e, i);
      case "Link":
        return this[Ir](e, i);
      case "SymbolicLink":
        return this[Ar](e, i);
      case "Directory":
      case "GNUDumpDir":
        return this[xs](e, i);
    }
  }
  [gi](t, e, i, r) {
    u[i](e, String(t.absolute), (n) => {
      n ? this[O](n, t) : (this[$t](), t.resume()), r();
    });
  }
};
var ye = (s3) => {
  try {
    return [null, s3()];
  } catch (t) {
    return [t, null];
  }
};
var xe = class extends Xt {
  sync = true;
  [P](t, e) {
    return super[P](t, e, () => {
    });
  }
  [_s](t) {
    if (!this[Oe]) {
      let n = this[yt](this.cwd, this.dmode);
      if (n) return this[O](n, t);
      this[Oe] = true;
    }
    if (t.absolute !== this.cwd) {
      let n = f(R.dirname(String(t.absolute)));
      if (n !== this.cwd) {
        let o = this[yt](n, this.dmode);
        if (o) return this[O](o, t);
      }
    }
    let [e, i] = ye(() => u.lstatSync(String(t.absolute)));
    if (i && (this.keep || this.newer && i.mtime > (t.mtime ?? i.mtime))) return this[Ls](t);
    if (e || this[Os](t, i)) return this[P](null, t);
    if (i.isDirectory()) {
      if (t.type === "Directory") {
        let o = this.chmod && t.mode && (i.mode & 4095) !== t.mode, [h] = o ? ye(() => {
          u.chmodSync(String(t.absolute), Number(t.mode));
        }) : [];
        return this[P](h, t);
      }
      let [n] = ye(() => u.rmdirSync(String(t.absolute)));
      this[P](n, t);
    }
    let [r] = t.absolute === this.cwd ? [] : ye(() => po(String(t.absolute)));
    this[P](r, t);
  }
  [Ts](t, e) {
    let i = typeof t.mode == "number" ? t.mode & 4095 : this.fmode, r = (h) => {
      let a;
      try {
        u.closeSync(n);
      } catch (l) {
        a = l;
      }
      (h || a) && this[O](h || a, t), e();
    }, n;
    try {
      n = u.openSync(String(t.absolute), ms(t.size), i);
    } catch (h) {
      return r(h);
    }
    let o = this.transform && this.transform(t) || t;
    o !== t && (o.on("error", (h) => this[O](h, t)), t.pipe(o)), o.on("data", (h) => {
      try {
        u.writeSync(n, h, 0, h.length);
      } catch (a) {
        r(a);
      }
    }), o.on("end", () => {
      let h = null;
      if (t.mtime && !this.noMtime) {
        let a = t.atime || /* @__PURE__ */ new Date(), l = t.mtime;
        try {
          u.futimesSync(n, a, l);
        } catch (c) {
          try {
            u.utimesSync(String(t.absolute), a, l);
          } catch {
            h = c;
          }
        }
      }
      if (this[ge](t)) {
        let a = this[be](t), l = this[_e](t);
        try {
          u.fchownSync(n, Number(a), Number(l));
        } catch (c) {
          try {
            u.chownSync(String(t.absolute), Number(a), Number(l));
          } catch {
            h = h || c;
          }
        }
      }
      r(h);
    });
  }
  [xs](t, e) {
    let i = typeof t.mode == "number" ? t.mode & 4095 : this.dmode, r = this[yt](String(t.absolute), i);
    if (r) {
      this[O](r, t), e();
      return;
    }
    if (t.mtime && !this.noMtime) try {
      u.utimesSync(String(t.absolute), t.atime || /* @__PURE__ */ new Date(), t.mtime);
    } catch {
    }
    if (this[ge](t)) try {
      u.chownSync(String(t.absolute), Number(this[be](t)), Number(this[_e](t)));
    } catch {
    }
    e(), t.resume();
  }
  [yt](t, e) {
    try {
      return _r(f(t), { uid: this.uid, gid: this.gid, processUid: this.processUid, processGid: this.processGid, umask: this.processUmask, preserve: this.preservePaths, unlink: this.unlink, cwd: this.cwd, mode: e });
    } catch (i) {
      return i;
    }
  }
  [Re](t, e, i, r, n) {
    if (this.preservePaths || i.length === 0) return r();
    let o = e;
    for (let h of i) {
      o = R.resolve(o, h);
      let [a, l] = ye(() => u.lstatSync(o));
      if (a) return r();
      if (l.isSymbolicLink()) return n(new St(o, R.resolve(e, i.join("/"))));
    }
    r();
  }
  [gi](t, e, i, r) {
    let n = `${i}Sync`;
    try {
      u[n](e, String(t.absolute)), r(), t.resume();
    } catch (o) {
      return this[O](o, t);
    }
  }
};
var Eo = (s3) => {
  let t = new xe(s3), e = s3.file, i = Br.statSync(e), r = s3.maxReadSize || 16 * 1024 * 1024;
  new Be(e, { readSize: r, size: i.size }).pipe(t);
};
var wo = (s3, t) => {
  let e = new Xt(s3), i = s3.maxReadSize || 16 * 1024 * 1024, r = s3.file;
  return new Promise((o, h) => {
    e.on("error", h), e.on("close", o), Br.stat(r, (a, l) => {
      if (a) h(a);
      else {
        let c = new _t(r, { readSize: i, size: l.size });
        c.on("error", h), c.pipe(e);
      }
    });
  });
};
var So = K(Eo, wo, (s3) => new xe(s3), (s3) => new Xt(s3), (s3, t) => {
  t?.length && Qi(s3, t);
});
var yo = (s3, t) => {
  let e = new kt(s3), i = true, r, n;
  try {
    try {
      r = v.openSync(s3.file, "r+");
    } catch (a) {
      if (a?.code === "ENOENT") r = v.openSync(s3.file, "w+");
      else throw a;
    }
    let o = v.fstatSync(r), h = Buffer.alloc(512);
    t: for (n = 0; n < o.size; n += 512) {
      for (let c = 0, d = 0; c < 512; c += d) {
        if (d = v.readSync(r, h, c, h.length - c, n + c), n === 0 && h[0] === 31 && h[1] === 139) throw new Error("cannot append to compressed archives");
        if (!d) break t;
      }
      let a = new F(h);
      if (!a.cksumValid) break;
      let l = 512 * Math.ceil((a.size || 0) / 512);
      if (n + l + 512 > o.size) break;
      n += l, s3.mtimeCache && a.mtime && s3.mtimeCache.set(String(a.path), a.mtime);
    }
    i = false, Ro(s3, e, n, r, t);
  } finally {
    if (i) try {
      v.closeSync(r);
    } catch {
    }
  }
};
var Ro = (s3, t, e, i, r) => {
  let n = new Wt(s3.file, { fd: i, start: e });
  t.pipe(n), bo(t, r);
};
var go = (s3, t) => {
  t = Array.from(t);
  let e = new wt(s3), i = (n, o, h) => {
    let a = (T, D) => {
      T ? v.close(n, (E) => h(T)) : h(null, D);
    }, l = 0;
    if (o === 0) return a(null, 0);
    let c = 0, d = Buffer.alloc(512), y = (T, D) => {
      if (T || D === void 0) return a(T);
      if (c += D, c < 512 && D) return v.read(n, d, c, d.length - c, l + c, y);
      if (l === 0 && d[0] === 31 && d[1] === 139) return a(new Error("cannot append to compressed archives"));
      if (c < 512) return a(null, l);
      let E = new F(d);
      if (!E.cksumValid) return a(null, l);
      let x = 512 * Math.ceil((E.size ?? 0) / 512);
      if (l + x + 512 > o || (l += x + 512, l >= o)) return a(null, l);
      s3.mtimeCache && E.mtime && s3.mtimeCache.set(String(E.path), E.mtime), c = 0, v.read(n, d, 0, 512, l, y);
    };
    v.read(n, d, 0, 512, l, y);
  };
  return new Promise((n, o) => {
    e.on("error", o);
    let h = "r+", a = (l, c) => {
      if (l && l.code === "ENOENT" && h === "r+") return h = "w+", v.open(s3.file, h, a);
      if (l || !c) return o(l);
      v.fstat(c, (d, y) => {
        if (d) return v.close(c, () => o(d));
        i(c, y.size, (T, D) => {
          if (T) return o(T);
          let E = new et(s3.file, { fd: c, start: D });
          e.pipe(E), E.on("error", o), E.on("close", n), _o(e, t);
        });
      });
    };
    v.open(s3.file, h, a);
  });
};
var bo = (s3, t) => {
  t.forEach((e) => {
    e.charAt(0) === "@" ? Ct({ file: Pr.resolve(s3.cwd, e.slice(1)), sync: true, noResume: true, onReadEntry: (i) => s3.add(i) }) : s3.add(e);
  }), s3.end();
};
var _o = async (s3, t) => {
  for (let e of t) e.charAt(0) === "@" ? await Ct({ file: Pr.resolve(String(s3.cwd), e.slice(1)), noResume: true, onReadEntry: (i) => s3.add(i) }) : s3.add(e);
  s3.end();
};
var vt = K(yo, go, () => {
  throw new TypeError("file is required");
}, () => {
  throw new TypeError("file is required");
}, (s3, t) => {
  if (!Bs(s3)) throw new TypeError("file is required");
  if (s3.gzip || s3.brotli || s3.zstd || s3.file.endsWith(".br") || s3.file.endsWith(".tbr")) throw new TypeError("cannot append to compressed archives");
  if (!t?.length) throw new TypeError("no paths specified to add/replace");
});
var Oo = K(vt.syncFile, vt.asyncFile, vt.syncNoFile, vt.asyncNoFile, (s3, t = []) => {
  vt.validate?.(s3, t), To(s3);
});
var To = (s3) => {
  let t = s3.filter;
  s3.mtimeCache || (s3.mtimeCache = /* @__PURE__ */ new Map()), s3.filter = t ? (e, i) => t(e, i) && !((s3.mtimeCache?.get(e) ?? i.mtime ?? 0) > (i.mtime ?? 0)) : (e, i) => !((s3.mtimeCache?.get(e) ?? i.mtime ?? 0) > (i.mtime ?? 0));
};

// src/host/archive.ts
var mebibyte = 1024 * 1024;
var bounds = {
  entries: 1e5,
  /** What one output may have; longer files (of a sosreport: journals) are passed over. */
  fileBytes: 64 * mebibyte,
  keptBytes: 512 * mebibyte,
  unpackedBytes: 4096 * mebibyte,
  /** Text is packed by a factor of ten to fifty; a thousand and more is zeros. Small archives may have what they want. */
  ratio: 200,
  alwaysAllowedBytes: 64 * mebibyte,
  pathLength: 1024,
  depth: 32
};
var xzMs = 12e4;
var passedOver = /^(?:[^/]+\/)?(?:var\/log|sos_commands\/(?:logs|rpm|dpkg|selinux|crypto)|sos_logs)\//;
async function filesOfArchive(file, signal) {
  const refuse2 = (reason, hint = "It was not packed by qdoctor or sos: have the host recorded again.") => new UserError(`${file} ${reason}.`, { hint });
  const { packing, size } = await lookAt(file, refuse2);
  const contents = /* @__PURE__ */ new Map();
  const entries = new Entries(contents, refuse2);
  const parser = new rt({ strict: true, onReadEntry: (entry) => entries.take(entry) });
  let failure;
  parser.on("error", (error) => {
    failure ??= error;
  });
  let unpacked = 0;
  const most = Math.min(bounds.unpackedBytes, Math.max(bounds.alwaysAllowedBytes, size * bounds.ratio));
  const consume = async (pieces) => {
    for await (const piece of pieces) {
      unpacked += piece.length;
      if (unpacked > most) failure ??= refuse2(`unpacks to more than ${Math.floor(most / mebibyte)} MiB`);
      else parser.write(Buffer.from(piece));
      failure ??= entries.problem;
      if (failure !== void 0) throw failure;
    }
    parser.end();
    failure ??= entries.problem;
    if (failure !== void 0) throw failure;
  };
  try {
    await unpack(file, packing, consume, refuse2, signal);
  } catch (cause) {
    const error = failure ?? cause;
    if (error instanceof UserError) throw error;
    throw refuse2(`is no whole archive: ${error.message}`, "Copy it again.");
  }
  if (contents.size === 0) throw refuse2("holds no file");
  const inside = withoutRoot(contents);
  return { name: file, paths: new Set(inside.keys()), read: (path) => inside.get(path) };
}
async function lookAt(file, refuse2) {
  const handle = await open2(file);
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(512), 0, 512, 0);
    const head = buffer.subarray(0, bytesRead);
    const begins = (...bytes) => bytes.every((byte, index) => head[index] === byte);
    if (begins(31, 139)) return { packing: "gzip", size };
    if (begins(253, 55, 122, 88, 90)) return { packing: "xz", size };
    if (head.toString("latin1", 257, 262) === "ustar") return { packing: "none", size };
    throw refuse2("is no .tar.gz, .tar.xz or .tar", "Give a recording: a folder, or one packed so.");
  } finally {
    await handle.close();
  }
}
async function unpack(file, packing, consume, refuse2, signal) {
  if (packing === "gzip") return pipeline(createReadStream(file), createGunzip(), consume, { signal });
  if (packing === "none") return pipeline(createReadStream(file), consume, { signal });
  const xz = startStream(
    { argv: ["xz", "-dc", "--memlimit-decompress=256MiB", "--", file], timeoutMs: xzMs },
    "never said",
    signal
  );
  try {
    await consume(xz.output);
  } catch (error) {
    await xz.stop();
    throw error;
  }
  const end = await xz.stop();
  if (end.kind === "tool-missing") throw refuse2("is packed with xz, which is not installed here", "Install xz-utils.");
  if (end.kind !== "exited" || end.exitCode !== 0)
    throw new Error(end.kind === "exited" ? end.stderr.trim() : end.kind);
}
var Entries = class {
  problem;
  #contents;
  #refuse;
  #count = 0;
  #kept = 0;
  constructor(contents, refuse2) {
    this.#contents = contents;
    this.#refuse = refuse2;
  }
  take(entry) {
    this.#count += 1;
    this.problem ??= this.#problemOf(entry);
    const path = plain(entry.path);
    const isKept = this.problem === void 0 && isFile(entry) && entry.size <= bounds.fileBytes && !passedOver.test(path);
    if (!isKept) {
      entry.resume();
      return;
    }
    this.#kept += entry.size;
    if (this.#kept > bounds.keptBytes) this.problem = this.#refuse("holds more than 512 MiB of outputs");
    const pieces = [];
    this.#contents.set(path, Buffer.alloc(0));
    entry.on("data", (piece) => pieces.push(piece));
    entry.on("end", () => this.#contents.set(path, Buffer.concat(pieces)));
  }
  #problemOf({ path, type, linkpath = "" }) {
    const shown = path.length > 80 ? `${path.slice(0, 80)}\u2026` : path;
    if (this.#count > bounds.entries) return this.#refuse(`holds more than ${bounds.entries} entries`);
    if (/[\u0000-\u001f\u007f-\u009f\\]/.test(path)) return this.#refuse(`holds the unlikely name '${shown}'`);
    if (path.length > bounds.pathLength) return this.#refuse(`holds a path of ${path.length} characters`);
    if (path.split("/").length > bounds.depth) return this.#refuse(`holds folders ${path.split("/").length} deep`);
    if (path.startsWith("/")) return this.#refuse(`holds the absolute path '${shown}'`);
    if (path.split("/").includes("..")) return this.#refuse(`holds '${shown}', which leads out of it`);
    if (type === "Directory") return void 0;
    if (type === "SymbolicLink") {
      return climbsOut(path, linkpath) ? this.#refuse(`holds the link '${shown}', which leads out of it`) : void 0;
    }
    if (type === "Link") {
      const isOwn = this.#contents.has(plain(linkpath));
      return isOwn ? void 0 : this.#refuse(`holds the hard link '${shown}' to what is not in it`);
    }
    if (!isFile({ type })) return this.#refuse(`holds '${shown}', which is no file (${type})`);
    return this.#contents.has(plain(path)) ? this.#refuse(`holds '${shown}' twice`) : void 0;
  }
};
var isFile = ({ type }) => type === "File" || type === "OldFile" || type === "ContiguousFile";
var plain = (path) => path.split("/").filter((part) => part !== "" && part !== ".").join("/");
function climbsOut(path, target) {
  if (target.startsWith("/")) return false;
  let depth = plain(path).split("/").length - 1;
  for (const part of plain(target).split("/")) {
    depth += part === ".." ? -1 : 1;
    if (depth < 0) return true;
  }
  return false;
}
function withoutRoot(contents) {
  const roots = new Set([...contents.keys()].map((path) => path.slice(0, path.indexOf("/") + 1)));
  const [root = ""] = roots;
  if (roots.size !== 1 || root === "") return contents;
  return new Map([...contents].map(([path, content]) => [path.slice(root.length), content]));
}

// src/host/recorded-files.ts
import { lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { basename, join, sep } from "node:path";
var mostFiles = 1e5;
var deepest = 12;
function filesOfFolder(folder) {
  const root = `${realpathSync(folder)}${sep}`;
  const paths2 = /* @__PURE__ */ new Set();
  const walk = (below, depth) => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      const path = below === "" ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory() && depth < deepest) walk(path, depth + 1);
      else if (entry.isFile() || entry.isSymbolicLink() && isFileWithin(root, join(folder, path))) paths2.add(path);
      if (paths2.size > mostFiles) {
        throw new UserError(`${folder} holds more than ${mostFiles} files.`, {
          hint: "Name the folder of a recording."
        });
      }
    }
  };
  walk("", 0);
  return {
    name: folder,
    paths: paths2,
    read: (path) => paths2.has(path) ? readIfThere(join(folder, path)) : void 0
  };
}
function isFileWithin(root, link) {
  try {
    const target = realpathSync(link);
    return target.startsWith(root) && lstatSync(target).isFile();
  } catch {
    return false;
  }
}
function readIfThere(file) {
  try {
    return readFileSync(file);
  } catch {
    return void 0;
  }
}
var sosCommands = "sos_commands/";
var isSosreport = ({ paths: paths2 }) => [...paths2].some((path) => path.startsWith(sosCommands));
function byFileName({ paths: paths2 }) {
  const own = [...paths2].filter((path) => !path.includes("/"));
  const nested = [...paths2].filter((path) => path.startsWith(sosCommands)).toSorted();
  return new Map([...numbered(own), ...[...nested, ...own].map((path) => [basename(path), path])]);
}
function numbered(own) {
  const pathsOf = /* @__PURE__ */ new Map();
  for (const path of own) {
    const name = path.match(/^\d{1,3}[_-](.+)$/)?.[1];
    if (name !== void 0) pathsOf.set(name, [...pathsOf.get(name) ?? [], path].slice(0, 2));
  }
  return [...pathsOf].flatMap(
    ([name, [path, other]]) => path === void 0 || other !== void 0 ? [] : [[name, path]]
  );
}

// src/host/saved-names.ts
import { basename as basename2 } from "node:path";
var longestName = 120;
var fileNameOf = ({ argv: [tool, ...words] }) => [basename2(tool), ...words].join(" ").replace(/[^\w.-]+/g, "_");
var sameAs = [
  "ip_netns_list ip_netns ip_netns_show",
  "ip_addr_show ip_address ip_addr ip_a_s ip_-d_address ip_-d_address_show ip_-d_addr_show ip_-d_addr ip_-s_addr ip_-o_addr",
  "ip_link_show ip_-d_link_show ip_-s_-d_link ip_-d_link ip_link",
  "ip_rule_show ip_rule ip_rule_list ip_-4_rule ip_-4_rule_list",
  "ip_route_show ip_r ip_r_s ip_-4_route ip_-4_route_show",
  "netstat_-nr netstat_-rn",
  "ovs-vsctl_show ovs-vsctl_-t_5_show",
  "netstat_-lunp netstat_-ulnp netstat_-nulp netstat_-anup netstat_-tulpn netstat_-tunlp netstat_-lntup netstat_-nlptu netstat_-lnp netstat_-nlp netstat_-anp",
  "netstat_-ltnp netstat_-tlnp netstat_-ntlp netstat_-antp netstat_-tulpn netstat_-tunlp netstat_-lntup netstat_-nlptu netstat_-lnp netstat_-nlp netstat_-anp",
  "iptables_-S iptables_-t_filter_-S iptables_-S_-t_filter iptables_--list-rules",
  "iptables_-t_nat_-S iptables_-S_-t_nat",
  "iptables_-L_-n_-v iptables_-nvL iptables_-vnL iptables_-L_-nv iptables_-nL_-v iptables_-vnxL iptables_-t_filter_-nvL iptables_-t_filter_-L_-n_-v",
  "iptables_-t_nat_-L_-n_-v iptables_-t_nat_-nvL iptables_-t_nat_-vnL iptables_-t_nat_-L_-nv iptables_-L_-n_-v_-t_nat iptables_-nvL_-t_nat iptables_-vnL_-t_nat",
  "iptables_-t_mangle_-L_-n_-v iptables_-t_mangle_-nvL",
  "ss_-lunp ss_-ulnp ss_-tulpn ss_-tunlp ss_-lntup ss_-lnp ss_-anp",
  "ss_-ltnp ss_-tlnp ss_-tulpn ss_-tunlp ss_-lntup ss_-lnp ss_-anp",
  "ps_auxww ps_auxwwwm ps_auxwww ps_auxwwf ps_auxwwwf ps_auxfwww ps_alxwww ps_-elfww ps_-elfL ps_-elf ps_aux ps_auxf ps_-ef ps_-efww ps_-fe ps_-eF"
];
function savedNamesOf(command) {
  const name = fileNameOf(command);
  const [inside = ""] = name.match(/^ip_netns_exec_[^_]+_/) ?? [];
  const [, ...others] = sameAs.map((names2) => names2.split(" ")).find(([known2]) => known2 === name.slice(inside.length)) ?? [];
  const plain2 = name.replace(/^(ovs-\w+_)--timeout_\d+_/, "$1");
  return [name, plain2, ...others.map((other) => `${inside}${other}`)].map((each) => each.slice(0, longestName)).flatMap((each) => [each, `${each}.txt`]);
}

// src/host/recording.ts
var captureFolder = "captures";
var endSchema = discriminatedUnion("kind", [
  strictObject({ kind: literal("exited"), exitCode: int(), file: string(), stderr: string() }),
  strictObject({ kind: literal("tool-missing") }),
  strictObject({ kind: literal("not-permitted") }),
  strictObject({ kind: literal("timed-out"), afterMs: number() }),
  /** A capture, from its start to where it was stopped. */
  strictObject({ kind: literal("streamed"), file: string() })
]);
var manifestSchema = strictObject({
  format: literal("qdoctor.bundle/1"),
  version: string(),
  host: string(),
  recorded: iso_exports.datetime(),
  /** What the recording shows, for people. */
  note: string(),
  /** What the tools said of their release, by the tool. */
  versions: record(string(), string()).optional(),
  /** The playbook that was run, and the file with its results. */
  playbook: string().optional(),
  report: string().optional(),
  /** How long DHCP was only listened to; absent where probes were sent. */
  listenedSeconds: number().min(0).optional(),
  commands: array(
    strictObject({
      argv: array(string()).min(1),
      input: string().optional(),
      /** When it was asked, and how long the round took that it was a part of. */
      at: iso_exports.datetime().optional(),
      milliseconds: int().min(0).optional(),
      end: endSchema
    })
  )
});
var absent = { throwIfNoEntry: false };
var openArchive = async (file, signal) => openFiles(await filesOfArchive(file, signal));
function openRecording(folder) {
  if (statSync(folder, absent)?.isDirectory() !== true) {
    throw new UserError(`${folder} is no folder that holds a recording.`, {
      hint: "Give the folder of a bundle, or one of saved command outputs."
    });
  }
  const files = filesOfFolder(folder);
  const manifest = lstatSync2(join2(folder, manifestName), absent);
  if (manifest !== void 0 && !files.paths.has(manifestName)) {
    const reason = manifest.isDirectory() ? "EISDIR: it is a folder" : "it is no file of the recording";
    throw new UserError(`${join2(folder, manifestName)} can't be read: ${reason}.`, { hint: "Record the host again." });
  }
  return openFiles(files);
}
var manifestName = "manifest.json";
function openFiles(files) {
  return files.paths.has(manifestName) && !isSosreport(files) ? openBundle(files) : new DirectoryHost(files);
}
function openBundle(files) {
  const file = join2(files.name, manifestName);
  let content;
  try {
    content = JSON.parse(files.read(manifestName)?.toString("utf8") ?? "");
  } catch (cause) {
    throw new UserError(`${file} can't be read: ${cause.message}.`, {
      cause,
      hint: "Record the host again."
    });
  }
  const manifest = manifestSchema.safeParse(content);
  if (!manifest.success) {
    const issue = manifest.error.issues[0];
    const place = issue?.path.join(".") ?? "";
    throw new UserError(
      `${file} is no manifest of qdoctor.bundle/1: ${place === "" ? "" : `${place}: `}${issue?.message}.`,
      {
        hint: "Record the host again with this version of qdoctor."
      }
    );
  }
  return new BundleHost(files, manifest.data);
}
async function* nothing() {
}
var notRecorded = {
  output: nothing(),
  start: Promise.resolve({ kind: "not-recorded" }),
  stop: () => Promise.resolve({ kind: "not-recorded" })
};
var commandKey = ({
  argv,
  input
}) => JSON.stringify([argv, input ?? null]);
function readOutput(files, path) {
  const content = files.read(path);
  if (content !== void 0) return content;
  throw new UserError(
    `${join2(files.name, basename3(path))} is named in manifest.json, but it is no file that can be read.`,
    {
      hint: "The recording is not whole: copy it again."
    }
  );
}
var BundleHost = class {
  source = "bundle";
  name;
  listenedSeconds;
  #files;
  #ends;
  /** The files of each capture's runs, the next one first. */
  #captures = /* @__PURE__ */ new Map();
  constructor(files, manifest) {
    this.name = manifest.host;
    this.listenedSeconds = manifest.listenedSeconds;
    this.#files = files;
    this.#ends = new Map(manifest.commands.map((command) => [commandKey(command), command.end]));
    for (const command of manifest.commands) {
      if (command.end.kind !== "streamed") continue;
      const key = commandKey(command);
      this.#captures.set(key, [...this.#captures.get(key) ?? [], command.end.file]);
    }
  }
  run(commands) {
    return Promise.resolve(commands.map((command) => this.#answer(command)));
  }
  stream(command) {
    const files = this.#captures.get(commandKey(command));
    const file = files?.shift();
    if (files === void 0 || file === void 0) return notRecorded;
    files.push(file);
    const bytes = readOutput(this.#files, file);
    const stopped = new AbortController();
    async function* replay() {
      yield bytes;
      if (!stopped.signal.aborted) await once(stopped.signal, "abort");
    }
    const stop = async () => {
      stopped.abort();
      return { kind: "exited", exitCode: 0, stdout: "", stderr: "" };
    };
    return { output: replay(), start: Promise.resolve({ kind: "ready" }), stop };
  }
  wait() {
    return Promise.resolve();
  }
  #answer(command) {
    const end = this.#ends.get(commandKey(command));
    if (end === void 0) return { kind: "not-recorded" };
    if (end.kind === "streamed") return { kind: "not-recorded" };
    if (end.kind !== "exited") return end;
    const stdout = readOutput(this.#files, end.file).toString("utf8");
    return { kind: "exited", exitCode: end.exitCode, stdout, stderr: end.stderr };
  }
};
var DirectoryHost = class {
  source;
  name;
  #files;
  #paths;
  constructor(files) {
    this.#files = files;
    this.#paths = byFileName(files);
    this.source = isSosreport(files) ? "sosreport" : "directory";
    const hostname = this.source === "sosreport" ? files.read("hostname")?.toString("utf8").trim() : void 0;
    this.name = hostname || basename3(resolve(files.name));
  }
  run(commands) {
    return Promise.resolve(commands.map((command) => this.#answer(command)));
  }
  stream() {
    return notRecorded;
  }
  wait() {
    return Promise.resolve();
  }
  namespacesSaved() {
    return [...new Set([...this.#paths.keys()].flatMap((name) => name.match(/^ip_netns_exec_([^_]+)_/)?.[1] ?? []))];
  }
  copiesUnder(folders) {
    const paths2 = [...this.#files.paths].filter(
      (path) => folders.some((folder) => `/${path}`.startsWith(`${folder}/`))
    );
    return new Map(paths2.map((path) => [`/${path}`, this.#files.read(path)?.toString("utf8") ?? ""]));
  }
  #answer(command) {
    const { argv } = command;
    const own = argv[0] === "cat" && argv.length === 2 ? argv[1]?.replace(/^\/+/, "") : void 0;
    const paths2 = [own, ...savedNamesOf(command).map((name) => this.#paths.get(name))];
    for (const path of paths2) {
      const content = path === void 0 ? void 0 : this.#files.read(path);
      if (content !== void 0) return withoutErrors(content.toString("utf8"));
    }
    return { kind: "not-recorded", canBeAdded: true };
  }
};
var errorLine = /^(?:ovs-(?:vsctl|ofctl|appctl|dpctl): |Cannot open network namespace |setting the network namespace |Error: Peer netns |RTNETLINK answers: )/;
function withoutErrors(text) {
  const lines = text.split(/(?<=\n)/);
  const errors = lines.filter((line) => errorLine.test(line));
  const others = lines.filter((line) => !errorLine.test(line));
  const hasFailed = errors.length > 0 && others.every((line) => line.trim() === "");
  return { kind: "exited", exitCode: hasFailed ? 1 : 0, stdout: others.join(""), stderr: errors.join("") };
}

// src/commands/open-host.ts
async function withHost(where, interrupt, work) {
  const host = await openHost(where, interrupt);
  try {
    return await work(host);
  } finally {
    await host.close?.();
  }
}
function endingAfter(seconds, interrupt) {
  const controller = new AbortController();
  const end = () => controller.abort();
  if (interrupt.aborted) end();
  interrupt.addEventListener("abort", end, { once: true });
  setTimeout(end, seconds * 1e3).unref();
  return controller.signal;
}
async function openHost({ from, host, timeoutSeconds }, interrupt) {
  const ending = () => endingAfter(timeoutSeconds, interrupt);
  if (host !== void 0) {
    if (from !== void 0)
      throw new UserError("A recording and a host are two places.", { hint: "Give one of them." });
    const { openSsh } = await import("./ssh-host-QHA3RSEN.js");
    return openSsh(host, timeoutSeconds, ending());
  }
  if (from !== void 0) {
    const isPacked = statSync2(from, { throwIfNoEntry: false })?.isFile() === true;
    return isPacked ? openArchive(from, interrupt) : openRecording(from);
  }
  if (process.platform !== "linux") {
    throw new UserError(`A live diagnosis needs Linux; this is ${process.platform}.`, {
      exitCode: 3,
      hint: "Diagnose a recording of the host with --from."
    });
  }
  if (process.getuid?.() !== 0) {
    throw new UserError("Only root can look into the namespaces and the switch.", {
      exitCode: 3,
      hint: "Run it as root: sudo qdoctor --ci"
    });
  }
  return new LocalHost(ending());
}

export {
  dnsmasqOf,
  dhcpSocketsCommand,
  renderJson,
  toJson,
  switchQuestion,
  kernelCommand,
  stateFoldersCommand,
  macTableCommand,
  haproxy,
  ownProxy,
  metadataAgent,
  unixListenersCommand,
  socketFilesCommand,
  listeningPortsCommand,
  usualNovaFiles,
  novaCommand,
  stackAsText,
  collectFacts,
  buildTopology,
  Qn,
  longestName,
  fileNameOf,
  captureFolder,
  commandKey,
  withHost,
  openHost
};
