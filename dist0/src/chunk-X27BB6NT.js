import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  Unparsable,
  failureOf,
  isEllipsis,
  isNoisy,
  jsonLines,
  known,
  macOf,
  notUnderstood,
  numberOf,
  outputLines,
  parsed,
  refuseNoise,
  unknown,
  unparsable,
  wholeLines,
  withoutPrompts
} from "./chunk-EAZ2GJYZ.js";
import {
  array,
  literal,
  object,
  string,
  tuple,
  unknown as unknown2
} from "./chunk-4VOAQWUS.js";
import {
  ShellHost,
  direct
} from "./chunk-Z5IQXQWV.js";

// src/host/local-host.ts
import { availableParallelism, hostname } from "node:os";
var LocalHost = class extends ShellHost {
  name = hostname();
  source = "local";
  constructor(signal) {
    super(direct, Math.max(1, availableParallelism()), signal);
  }
};

// src/facts/text/netns-list.ts
var parseNetnsList = (text) => withoutPrompts(wholeLines(text), ["ip"]).filter((line) => line !== "").map(nameOf);
function nameOf(line) {
  if (isEllipsis(line)) throw notUnderstood(line);
  if (/^(Error: |RTNETLINK answers: )/.test(line)) throw unparsable("an error among the names", line);
  const name = line.replace(/ \(id: \d+\)$/, "");
  if (name.trim() === "" || name.includes("/") || Buffer.byteLength(name) > 255) throw notUnderstood(line);
  return name;
}

// src/facts/namespaces.ts
var uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
var uuidPattern = new RegExp(uuid);
var agentNamespace = new RegExp(`^(qrouter|qdhcp|snat|fip)-(${uuid})$`);
var listCommand = { argv: ["ip", "netns", "list"] };
var inodesCommand = {
  argv: ["find", "/run/netns", "-mindepth", "1", "-maxdepth", "1", "-exec", "stat", "-L", "-c", "%i %n", "{}", "+"]
};
function readNamespaces(list, inodes, own) {
  const names = parsed(listCommand, list, parseNetnsList);
  if (!names.known) return names;
  const ofAgents = names.value.flatMap((name) => {
    const [, kind, id] = name.match(agentNamespace) ?? [];
    return id === void 0 ? [] : [{ name, kind, id }];
  });
  const nameOfInode = readInodes(inodes);
  if (inodes.kind === "not-recorded") return known({ ofAgents, nameOfInode, broken: /* @__PURE__ */ new Set() });
  if (!nameOfInode.known) return nameOfInode;
  const listed = new Set(ofAgents.map(({ name }) => name));
  const inFolder = new Set([...nameOfInode.value.values()].filter((name) => agentNamespace.test(name)));
  if (listed.size !== inFolder.size || [...listed].some((name) => !inFolder.has(name))) {
    return unknown(
      `\`ip netns list\` shows ${listed.size} namespaces of the agents, /run/netns holds ${inFolder.size}, not all the same`
    );
  }
  return known({ ofAgents, nameOfInode, broken: brokenNames(nameOfInode.value, own) });
}
var savedOfNamespace = [["ip", "addr", "show"], ["ifconfig", "-a"], ["ifconfig"]];
var isNoNamespace = (result) => result.kind === "exited" && /^setting the network namespace .* failed: Invalid argument$/m.test(result.stderr);
async function withSavedErrors(host, namespaces) {
  if (!namespaces.known) return namespaces;
  const listed = new Set(namespaces.value.ofAgents.map(({ name }) => name));
  const unlisted = host.namespacesSaved?.().find((name) => agentNamespace.test(name) && !listed.has(name));
  if (unlisted !== void 0) return unknown(`an excerpt of the namespaces: ${unlisted} is not in it`);
  const asked = namespaces.value.ofAgents.flatMap(
    ({ name }) => savedOfNamespace.map((words) => ({ name, command: { argv: ["ip", "netns", "exec", name, ...words] } }))
  );
  const results = await host.run(asked.map(({ command }) => command));
  const broken = asked.filter((_, index) => isNoNamespace(results[index] ?? { kind: "aborted" }));
  return known({ ...namespaces.value, broken: new Set(broken.map(({ name }) => name)) });
}
var firstOfNamespaces = 4026531840;
function brokenNames(nameOfInode, own) {
  const isNumbered = own.kind === "exited" && Number.parseInt(own.stdout, 10) >= firstOfNamespaces;
  const broken = [...nameOfInode].filter(([inode]) => isNumbered && Number(inode) < firstOfNamespaces);
  return new Set(broken.map(([, name]) => name));
}
function readInodes(result) {
  const isAbsent = result.kind === "exited" && /run\/netns['’"]?: No such file/.test(result.stderr);
  return isAbsent ? known(/* @__PURE__ */ new Map()) : parsed(inodesCommand, result, readInodeLines);
}
function readInodeLines(text) {
  if (text !== "" && !text.endsWith("\n")) throw new Unparsable("cut short");
  return new Map(
    text.split("\n").flatMap((line) => {
      const [, inode, name] = line.match(/^(\d+) \/run\/netns\/(.*)$/) ?? [];
      return inode === void 0 || name === void 0 ? [] : [[inode, name]];
    })
  );
}

// src/facts/text/ps.ts
var ownLine = /^(?:\S*\/)?ps((?: -?[A-Za-z]+)+)$/;
function parsePs(text) {
  const [heading, ...lines] = outputLines(text, ["ps"]);
  const columns3 = columnsOf(heading ?? "");
  const processes = [];
  for (const line of lines) {
    const words = line.trim().split(/\s+/);
    const pid = words[columns3.pid] ?? "";
    const state = columns3.state === void 0 ? void 0 : words[columns3.state] ?? "";
    const args = restOf(line.trim(), columns3.args);
    const last = processes.at(-1);
    if (args === "" || !/^(?:\d+|-)$/.test(pid) || !/^(?:[A-Za-z]|-$)/.test(state ?? "S")) throw notUnderstood(line);
    if (pid !== "-") processes.push({ pid: Number(pid), state: state?.charAt(0), args });
    else if (last?.state === "-") last.state = state?.charAt(0);
  }
  refuseCut(processes, lines);
  return [...new Map(processes.toReversed().map((process) => [process.pid, process])).values()].toReversed();
}
function columnsOf(heading) {
  const names = heading.trim().split(/\s+/);
  const state = names.findIndex((name) => name === "STAT" || name === "S");
  const columns3 = { pid: names.indexOf("PID"), state: state === -1 ? void 0 : state, args: names.length - 1 };
  if (columns3.pid === -1 || !/^(?:COMMAND|CMD)$/.test(names.at(-1) ?? "")) {
    throw unparsable("not the heading of a list of processes", heading);
  }
  return columns3;
}
function restOf(line, words) {
  const [, rest = ""] = line.match(new RegExp(String.raw`^(?:\S+\s+){${words}}(.*)$`)) ?? [];
  return rest.replace(/^[\s|]*\\_ /, "");
}
function refuseCut(processes, lines) {
  if (processes.some(({ state }) => state === "-")) throw new Unparsable("cut short: a process without its state");
  const own = processes.flatMap(({ args }) => args.match(ownLine)?.[1] ?? []);
  if (own.length === 0) throw new Unparsable("an excerpt: ps itself is not in it");
  const longest = Math.max(...lines.map(({ length }) => length));
  const isWide = own.some((letters) => letters.includes("ww"));
  if (!isWide && lines.filter(({ length }) => length === longest).length > 1) {
    throw new Unparsable("its lines may be cut at the edge of a terminal: `ps auxww` prints them whole");
  }
}

// src/facts/processes.ts
var columns = "pid=,stat=,pidns=,netns=,args=";
var oldColumns = "pid=,stat=,args=";
var byAge = "--sort=start_time";
var processesCommand = { argv: ["ps", "-ww", "-eo", columns, byAge] };
var ownNamespacesCommand = {
  argv: ["stat", "-L", "-c", "%i", "/proc/self/ns/net", "/proc/self/ns/pid"]
};
var oldProcessesCommand = { argv: ["ps", "-ww", "-eo", oldColumns, byAge] };
function readProcesses(result, own, nameOfInode) {
  const namespaces = parsed(ownNamespacesCommand, own, (text) => {
    const [, network, pids] = text.match(/^(\d+)\n(\d+)\n$/) ?? [];
    if (network === void 0 || pids === void 0) throw new Unparsable("not two inodes");
    return { network, pids };
  });
  if (!namespaces.known) return namespaces;
  const { network: ownNetwork, pids: ownPids } = namespaces.value;
  return parsed(processesCommand, result, (text) => {
    const lines = linesOf(text, columns, /^\s*(\d+)\s+([A-Za-z]\S*)\s+(\d+|-)\s+(\d+|-)(?:\s+(.*))?$/);
    return lines.flatMap(([, pid, state, pids, network = "", args = ""]) => {
      const name = nameOfInode.known ? nameOfInode.value.get(network) : void 0;
      const isHere = pids === ownPids || network === ownNetwork || name !== void 0;
      return isHere ? [
        {
          pid: Number(pid),
          isFrozen: isStopped(state),
          whereabouts: whereaboutsOf(network, ownNetwork, name, nameOfInode.known),
          hasHostPid: pids === ownPids,
          args
        }
      ] : [];
    });
  });
}
function whereaboutsOf(network, ownNetwork, name, areNamesKnown) {
  if (network === ownNetwork) return { in: "host" };
  if (name !== void 0) return { in: "namespace", name };
  return network === "-" || !areNamesKnown ? void 0 : { in: "nameless" };
}
var readOldProcesses = (result) => parsed(oldProcessesCommand, result, (text) => {
  const lines = linesOf(text, oldColumns, /^\s*(\d+)\s+([A-Za-z]\S*)(?:\s+(.*))?$/);
  return lines.map(([, pid, state, args = ""]) => somewhere(pid, state, args));
});
var parseSavedProcesses = (text) => parsePs(text).map(({ pid, state, args }) => somewhere(pid, state, args));
var somewhere = (pid, state, args) => ({
  pid: Number(pid),
  isFrozen: state === void 0 ? void 0 : isStopped(state),
  whereabouts: void 0,
  hasHostPid: void 0,
  args
});
var isStopped = (state) => /^[Tt]/.test(state ?? "");
function linesOf(text, ownColumns, pattern) {
  if (!text.endsWith("\n")) throw new Unparsable("cut short");
  refuseNoise(text);
  const matches = text.trimEnd().split("\n").map((line) => {
    const match = line.match(pattern);
    if (match === null) throw new Unparsable(`no process: ${line.slice(0, 60)}`);
    return match;
  });
  const own = `ps -ww -eo ${ownColumns} ${byAge}`;
  if (!matches.some((match) => match.at(-1)?.replace(/^\S*\//, "") === own)) throw new Unparsable("cut short");
  return matches;
}
function daemonOf(processes, name) {
  return processes.find(
    ({ args }) => new RegExp(`^(\\S*/)?${name}( |$)`).test(args) && !args.includes(": monitoring pid")
  );
}
var programs = {
  "l2-agent": /^[a-z-]+-(?:openvswitch|ovs|linuxbridge)-agent$/,
  "dhcp-agent": /^[a-z-]+-dhcp-agent$/,
  "l3-agent": /^[a-z-]+-(?:l3|vpn)-agent$/
};
var interpreter = /^(?:python[\d.]*|sh|bash|dash)$/;
var fileName = (word) => word.slice(word.lastIndexOf("/") + 1);
var agentProcesses = (processes, role) => processes.filter((process) => programs[role].test(programOf(process)));
var agentPrograms = [...Object.values(programs), /^[a-z-]+-metadata-agent$/];
var agentsAmong = (processes) => processes.filter((process) => agentPrograms.some((program) => program.test(programOf(process))));
var processesOf = (processes, program) => processes.filter((process) => programOf(process) === program);
function programOf({ args }) {
  const [first = "", ...others] = args.split(" ");
  const script = interpreter.test(fileName(first)) ? others.find((word) => !word.startsWith("-")) : first;
  return fileName(script ?? "");
}

// src/facts/agent-files.ts
import { createHash } from "node:crypto";
import { isIPv4 } from "node:net";
var statePaths = ["/var/lib/neutron", "/var/lib/quantum", "/opt/stack/data/neutron"];
var readNames = ["host", "opts", "interface", "pid", "state", "leases"];
function agentFileCommands(folders) {
  const roots = [.../* @__PURE__ */ new Set([...statePaths.flatMap((path) => [`${path}/dhcp`, `${path}/ha_confs`]), ...folders])];
  const proxies = statePaths.flatMap((path) => [`${path}/ns-metadata-proxy`, `${path}/external/pids`]);
  return {
    contents: { argv: ["grep", "-rsH", "", ...readNames.map((name) => `--include=${name}`), ...roots] },
    sums: { argv: ["find", ...roots, ...proxies, "-maxdepth", "2", "-type", "f", "-exec", "sha256sum", "{}", "+"] }
  };
}
function readAgentFiles(commands, contents, sums) {
  for (const [command, result] of [
    [commands.contents, contents],
    [commands.sums, sums]
  ]) {
    const isFine = result.kind === "exited" && result.exitCode <= 2 && !/permission denied|not permitted/i.test(result.stderr);
    if (!isFine) return unknown(failureOf(command, result) ?? "not readable");
    if (isNoisy(result.stdout)) return unknown("there is noise among the files of the agents");
  }
  const linesOf2 = /* @__PURE__ */ new Map();
  for (const line of linesIn(contents)) {
    const [, path, text] = line.match(/^(\/[^:]*):(.*)$/) ?? [];
    if (path === void 0 || text === void 0) return unknown(`a line of no file: ${line.slice(0, 60)}`);
    linesOf2.set(path, [...linesOf2.get(path) ?? [], text]);
  }
  const paths = [];
  for (const line of linesIn(sums)) {
    const [, sum, path] = line.match(/^([0-9a-f]{64}) [ *](\/.*)$/) ?? [];
    if (sum === void 0 || path === void 0) return unknown(`no file: ${line.slice(0, 60)}`);
    paths.push(path);
    const file = fileAt(path, linesOf2);
    if (file === void 0 || file.name === "leases") continue;
    if (sum !== sumOf(`${file.lines.join("\n")}
`) && sum !== sumOf(file.lines.join("\n"))) {
      return unknown(`${path} changed while it was read`);
    }
  }
  if (paths.filter((path) => fileAt(path, linesOf2)).length < linesOf2.size) {
    return unknown("the list of the files of the agents was cut short");
  }
  return known(agentFilesOf(paths, linesOf2));
}
var writtenFirst = ["host", "opts"];
function readCopiedAgentFiles(copies, folders) {
  const linesOf2 = new Map([...copies].map(([path, text]) => [path, text.split("\n").filter((line) => line !== "")]));
  const facts = agentFilesOf([...copies.keys()], linesOf2);
  const needed = /* @__PURE__ */ new Set([...folders, ...facts.dhcp.map(({ folder }) => folder)]);
  const partial = [...needed].find((folder) => writtenFirst.some((name) => !copies.has(`${folder}/${name}`)));
  if (partial !== void 0) return unknown(`${partial} is not whole in the recording`);
  const isNoise = ([path, text]) => fileAt(path, linesOf2) !== void 0 && isNoisy(text);
  if ([...copies].some(isNoise)) return unknown("there is noise among the files of the agents");
  return known(facts);
}
function agentFilesOf(paths, linesOf2) {
  const files = paths.flatMap((path) => fileAt(path, linesOf2) ?? []);
  const dhcp = dhcpFilesOf(files);
  const routerIds = /* @__PURE__ */ new Set();
  const metadataConfs = /* @__PURE__ */ new Map();
  for (const path of paths) {
    const id = path.match(/\/(?:ns-metadata-proxy|pids)\/([0-9a-f-]{36})\.(?:conf|pid)/)?.[1];
    if (id !== void 0 && !dhcp.some(({ networkId }) => networkId === id)) routerIds.add(id);
    if (id !== void 0 && path.endsWith(`/ns-metadata-proxy/${id}.conf`)) metadataConfs.set(id, path);
  }
  return { dhcp, haState: haStateOf(files), routerIds, metadataConfs };
}
function fileAt(path, linesOf2) {
  const [, id, name] = path.match(/\/(?:dhcp|ha_confs)\/([0-9a-f-]{36})\/([^/]+)$/) ?? [];
  if (id === void 0 || name === void 0 || !readNames.includes(name)) return void 0;
  return { path, id, name, lines: linesOf2.get(path) ?? [] };
}
var sumOf = (text) => createHash("sha256").update(text).digest("hex");
var linesIn = (result) => result.kind === "exited" ? result.stdout.split("\n").filter((line) => line !== "") : [];
function dhcpFilesOf(files) {
  const folders = /* @__PURE__ */ new Map();
  for (const file of files) {
    if (file.name === "state") continue;
    const folder = file.path.slice(0, file.path.lastIndexOf("/"));
    folders.set(folder, [...folders.get(folder) ?? [], file]);
  }
  return [...folders].map(([folder, inIt]) => {
    const linesOf2 = (name) => inIt.find((file) => file.name === name)?.lines ?? [];
    const pid = Number(linesOf2("pid")[0]);
    return {
      networkId: inIt[0]?.id ?? "",
      folder,
      hosts: linesOf2("host").flatMap(readHostLine),
      unusable: linesOf2("host").flatMap(readUnusableLine),
      macs: new Set(linesOf2("host").map((line) => line.split(",")[0]?.toLowerCase() ?? "")),
      options: linesOf2("opts"),
      device: linesOf2("interface")[0],
      pid: Number.isInteger(pid) && pid > 0 ? pid : void 0,
      leases: linesOf2("leases").flatMap(readLease)
    };
  });
}
function readHostLine(line) {
  const fields = line.split(",");
  const mac = macOf(fields[0]);
  const address = fields.find(isIPv4);
  return mac !== void 0 && address !== void 0 ? [{ mac, address, line }] : [];
}
function readUnusableLine(line) {
  const [first, ...fields] = line.split(",");
  const mac = macOf(first);
  const isUnusable = !fields.some(isIPv4) && fields.some((field) => /^\d+(\.\d+)+$/.test(field));
  return mac !== void 0 && isUnusable ? [{ mac, line }] : [];
}
function readLease(line) {
  const [, first, address = "", ...others] = line.split(" ");
  const mac = macOf(first);
  return mac !== void 0 && isIPv4(address) && others.length === 2 ? [{ mac, address, line }] : [];
}
var haStateOf = (files) => new Map(files.filter(({ name }) => name === "state").map(({ id, lines }) => [id, lines[0] ?? ""]));

// src/facts/text/ovs-values.ts
var atom = String.raw`[\w.-]+|"(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*"`;
var isAtom = new RegExp(`^(?:${atom})$`);
function stringOf(value, line) {
  if (!isAtom.test(value)) throw notUnderstood(line);
  return value.startsWith('"') ? String(JSON.parse(value)) : value;
}
function tagOf(value, line) {
  const tag = numberOf(value, line);
  if (tag > 4095) throw notUnderstood(line);
  return tag === 4095 ? "dead" : tag;
}
var numbersOf = (value, line) => value.replace(/^\[(.*)\]$/, "$1").split(", ").filter((word) => word !== "").map((word) => numberOf(word, line));
function mapOf(value, line) {
  const entry = `(${atom})=(${atom})`;
  if (!new RegExp(String.raw`^\{(${entry}(, ${entry})*)?\}$`).test(value)) throw notUnderstood(line);
  const entries = [...value.matchAll(new RegExp(entry, "g"))];
  return Object.fromEntries(
    entries.map(([, key = "", content = ""]) => [stringOf(key, line), stringOf(content, line)])
  );
}
function attachedMacOf(externalIds) {
  const noted = externalIds["attached-mac"];
  const mac = macOf(noted);
  if (mac === void 0 && noted !== void 0) throw new Unparsable(`no MAC: ${noted.slice(0, 60)}`);
  return mac;
}

// src/facts/ovs.ts
var columns2 = {
  Open_vSwitch: "ovs_version",
  Bridge: "name,ports,fail_mode,datapath_type,datapath_id",
  Port: "_uuid,name,interfaces,tag,trunks,vlan_mode,other_config",
  Interface: "_uuid,name,type,ofport,error,external_ids,options"
};
var switchCommand = {
  argv: [
    "ovs-vsctl",
    "--timeout=5",
    "-f",
    "json",
    ...Object.entries(columns2).flatMap(([table, names]) => ["--", `--columns=${names}`, "list", table])
  ]
};
var deadColumns = "name,tag";
var deadPortsCommand = {
  argv: ["ovs-vsctl", "--timeout=5", "-f", "json", `--columns=${deadColumns}`, "find", "Port", "tag=4095"]
};
var secondLookAfterMs = 4e3;
var tableSchema = object({ headings: array(string()), data: array(array(unknown2())) });
var mapSchema = tuple([literal("map"), array(tuple([string(), string()]))]);
function readTable(document, wanted) {
  const table = tableSchema.safeParse(document);
  if (!table.success) throw new Unparsable("not a table of ovs-vsctl");
  const { headings, data } = table.data;
  if (headings.toSorted().join() !== wanted?.split(",").toSorted().join())
    throw new Unparsable("a table of other columns");
  if (data.some(({ length }) => length !== headings.length)) throw new Unparsable("a row of another width");
  return data.map((values) => new Map(headings.map((heading, index) => [heading, values[index]])));
}
function readSwitch(text) {
  const asked = Object.values(columns2);
  const [root, bridges, ports, interfaces] = jsonLines(text, asked.length).map(
    (document, index) => readTable(document, asked[index])
  );
  if (root === void 0 || bridges === void 0 || ports === void 0 || interfaces === void 0) {
    throw new Unparsable("a table is missing");
  }
  if (root.length !== 1) throw new Unparsable("not one root");
  const interfaceOf = new Map(interfaces.map((row) => [uuidOf(row.get("_uuid")), readInterface(row)]));
  const rowOfPort = new Map(ports.map((row) => [uuidOf(row.get("_uuid")), row]));
  mustBeTheSame("ports", [...rowOfPort.keys()], bridges, "ports");
  mustBeTheSame("interfaces", [...interfaceOf.keys()], ports, "interfaces");
  return {
    version: textOf(root[0]?.get("ovs_version")),
    bridges: bridges.map((row) => {
      const name = requiredText(row, "name");
      return {
        name,
        failMode: textOf(row.get("fail_mode")),
        datapathType: textOf(row.get("datapath_type")) ?? "",
        datapathId: textOf(row.get("datapath_id")),
        ports: uuidsOf(row.get("ports")).flatMap((uuid2) => {
          const port = rowOfPort.get(uuid2);
          return port === void 0 ? [] : [readPort(port, name, interfaceOf)];
        })
      };
    }),
    isComplete: true
  };
}
function mustBeTheSame(what, there, owners, column) {
  const owned = new Set(owners.flatMap((row) => uuidsOf(row.get(column))));
  if (there.length !== owned.size || there.some((uuid2) => !owned.has(uuid2))) {
    throw new Unparsable(`${there.length} ${what}, but ${owned.size} are in use`);
  }
}
var readDeadPorts = (text) => new Set(
  jsonLines(text, 1).flatMap((document) => readTable(document, deadColumns).map((row) => requiredText(row, "name")))
);
function readPort(row, bridge, interfaceOf) {
  const name = requiredText(row, "name");
  const interfaces = uuidsOf(row.get("interfaces")).flatMap((uuid2) => interfaceOf.get(uuid2) ?? []);
  const other = interfaces.find((device) => device.name !== name)?.name;
  if (other !== void 0 && interfaces.length === 1 && [name, other].some((one) => agentPort.test(one))) {
    throw new Unparsable(`port ${name} has the interface ${other}`);
  }
  return {
    name,
    bridge,
    tag: readTag(row.get("tag")),
    trunks: setOf(row.get("trunks")).filter((trunk) => typeof trunk === "number"),
    vlanMode: textOf(row.get("vlan_mode")),
    otherConfig: mapOf2(row.get("other_config")),
    interfaces
  };
}
var agentPort = /^(?:tap|qvo|qr-|qg-|int-|phy-)/;
function readInterface(row) {
  const ofport = setOf(row.get("ofport"))[0];
  const externalIds = mapOf2(row.get("external_ids"));
  return {
    name: requiredText(row, "name"),
    // ovs-vswitchd.conf.db(5): `system` is the long form of the empty type.
    type: textOf(row.get("type"))?.replace(/^system$/, "") ?? "",
    ofport: typeof ofport === "number" ? ofport : void 0,
    error: textOf(row.get("error")),
    externalIds,
    attachedMac: attachedMacOf(externalIds),
    options: mapOf2(row.get("options"))
  };
}
function readTag(value) {
  const tag = setOf(value)[0];
  if (tag === void 0) return void 0;
  if (typeof tag !== "number") throw new Unparsable("a tag that is no number");
  return tag === 4095 ? "dead" : tag;
}
function setOf(value) {
  if (Array.isArray(value) && value[0] === "set" && Array.isArray(value[1])) return value[1];
  return value === void 0 ? [] : [value];
}
function mapOf2(value) {
  const map = mapSchema.safeParse(value);
  if (!map.success) throw new Unparsable("a column that is no map");
  return Object.fromEntries(map.data[1]);
}
var textOf = (value) => {
  const first = setOf(value)[0];
  return typeof first === "string" ? first : void 0;
};
function requiredText(row, column) {
  const text = textOf(row.get(column));
  if (text === void 0) throw new Unparsable(`a row without ${column}`);
  return text;
}
function uuidOf(value) {
  if (Array.isArray(value) && value[0] === "uuid" && typeof value[1] === "string") return value[1];
  throw new Unparsable("a row without _uuid");
}
function uuidsOf(value) {
  if (Array.isArray(value) && value[0] === "uuid") return [uuidOf(value)];
  return setOf(value).map(uuidOf);
}

export {
  parseNetnsList,
  uuidPattern,
  agentNamespace,
  listCommand,
  inodesCommand,
  readNamespaces,
  withSavedErrors,
  processesCommand,
  ownNamespacesCommand,
  oldProcessesCommand,
  readProcesses,
  readOldProcesses,
  parseSavedProcesses,
  daemonOf,
  agentProcesses,
  agentsAmong,
  processesOf,
  programOf,
  statePaths,
  agentFileCommands,
  readAgentFiles,
  readCopiedAgentFiles,
  sumOf,
  atom,
  stringOf,
  tagOf,
  numbersOf,
  mapOf,
  attachedMacOf,
  switchCommand,
  deadPortsCommand,
  secondLookAfterMs,
  readSwitch,
  readDeadPorts,
  LocalHost
};
