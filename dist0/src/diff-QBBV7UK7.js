import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  mapPortsOf
} from "./chunk-PCC4E5FO.js";
import {
  examine,
  wholeHost
} from "./chunk-MTGVRWRJ.js";
import "./chunk-RUHDIWMB.js";
import {
  findingSchema,
  loadPlaybook,
  refuseOpenValues,
  reportSchema
} from "./chunk-N32KLSH5.js";
import {
  dnsmasqOf,
  openHost,
  toJson
} from "./chunk-M6RIB4O2.js";
import "./chunk-MPFUDHQR.js";
import "./chunk-TZBNCHCF.js";
import "./chunk-O2YEG4PM.js";
import {
  agentProcesses,
  daemonOf,
  processesOf,
  uuidPattern
} from "./chunk-X27BB6NT.js";
import "./chunk-MIASDECV.js";
import {
  gather
} from "./chunk-AJPWERR4.js";
import {
  Option
} from "./chunk-HBDTPUTQ.js";
import {
  printableLine
} from "./chunk-FQLSMQAT.js";
import {
  agentName,
  checks
} from "./chunk-NTGOW6GL.js";
import "./chunk-GSLR6MXQ.js";
import "./chunk-UYFCWSYG.js";
import {
  spellRoute
} from "./chunk-OEBLMQLW.js";
import {
  mapKnown,
  unknown,
  valuesOf
} from "./chunk-EAZ2GJYZ.js";
import "./chunk-MI65KTFX.js";
import "./chunk-XZGLRBJB.js";
import "./chunk-G72MGUHJ.js";
import "./chunk-YZOUEH3A.js";
import "./chunk-2XQHUW4B.js";
import {
  _enum,
  array,
  literal,
  strictObject,
  string
} from "./chunk-4VOAQWUS.js";
import "./chunk-5RHJENI4.js";
import "./chunk-Z5IQXQWV.js";
import "./chunk-L7SRQQKV.js";
import "./chunk-OMZSPUF2.js";
import "./chunk-FFDNO3YR.js";
import {
  UserError
} from "./chunk-6OZUCFDW.js";
import "./chunk-RC2VEXNG.js";

// src/commands/diff.ts
import { readFileSync, statSync } from "node:fs";

// src/report/changes.ts
var changeSchema = strictObject({
  id: string(),
  of: _enum(["bridge", "port", "namespace", "device", "route", "setting", "rule", "host line", "process", "host"]).describe("`host`: all processes at once; `host line`: a line of a DHCP server for a MAC"),
  name: string(),
  owner: string().nullable().describe("The network or router that a port or a process is there for, or the namespace that something is in"),
  what: string().describe("What of it: `tag`, `addresses`, `pid`, `way` and so on"),
  old: string().nullable().describe("Null where it was not there"),
  new: string().nullable().describe("Null where it is gone")
});
var changesSchema = array(changeSchema).readonly();
var partChanges = (old, now) => pairsOf(old.parts, now.parts, ({ name }) => name).flatMap(
  ({ before, after, either: { of, name, owner, values } }) => {
    const differing = Object.keys(values).map((what) => ({ of, name, owner, what, old: before?.values[what] ?? null, new: after?.values[what] ?? null })).filter((change) => change.old !== change.new);
    if (before === void 0) return old.isComplete ? differing.slice(0, 1) : [];
    if (after === void 0) return now.isComplete ? differing.slice(0, 1) : [];
    return differing.filter((change) => change.old !== null && change.new !== null);
  }
);
function withoutRepeats(changes) {
  const ofSwitch = changes.filter(({ of }) => of === "port" || of === "bridge");
  const names2 = new Set(ofSwitch.map(({ name }) => name));
  const told = new Set(ofSwitch.map(({ name, what }) => `${name} ${what}`));
  const isPresence = ({ old, new: now }) => old === null || now === null;
  return changes.filter(
    (change) => change.of !== "device" || !(isPresence(change) ? names2.has(change.name) : told.has(`${change.name} ${change.what}`))
  );
}
var few = 3;
function jobChanges(host, old, now) {
  const pairs = pairsOf(old, now, ({ name, owner }) => `${name} ${owner}`);
  const changes = pairs.filter(({ before, after }) => !before?.pids.some((pid) => after?.pids.includes(pid))).map(({ before, after, either: { name, owner } }) => {
    const [was, is] = [before, after].map((job) => job?.pids.join(" ") ?? null);
    return { of: "process", name, owner, what: "pid", old: was ?? null, new: is ?? null };
  });
  const restarts = changes.filter((change) => change.old !== null && change.new !== null);
  const stayed = pairs.filter(({ before, after }) => before !== void 0 && after !== void 0);
  if (restarts.length <= few || restarts.length < stayed.length) return changes;
  const pidsOf = (time) => restarts.map((change) => change[time]).join(" ");
  return [
    { of: "host", name: host, owner: null, what: "pid", old: pidsOf("old"), new: pidsOf("new") },
    ...changes.filter((change) => !restarts.includes(change))
  ];
}
function pairsOf(old, now, keyOf2) {
  const [before, after] = [old, now].map((items) => new Map(items.map((item) => [keyOf2(item), item])));
  return [...new Map([...before ?? [], ...after ?? []])].map(([key, either]) => ({
    before: before?.get(key),
    after: after?.get(key),
    either
  }));
}

// src/report/explanations.ts
function explanationsOf(finding, changes) {
  const evidence = finding.evidence.flatMap(({ command, where, output }) => [...command, where, output]).join(" ");
  return changes.map((change) => ({ change, weight: weightOf(change, finding, evidence) })).filter(({ weight }) => weight > 0).toSorted((one, other) => other.weight - one.weight).map(({ change }) => change);
}
function weightOf(change, { subject, summary }, evidence) {
  const { of, name, owner } = change;
  if (of === "host") return subject.kind === "host" || subject.kind === "bridge" ? 1 : 0;
  const isOfOwner = owner !== null && `${subject.id} ${subject.name}`.includes(owner);
  const isOwnerNamed = owner !== null && of !== "port" && `${summary}
${evidence}`.includes(owner);
  if (of !== "port" && owner !== null && !isOfOwner && !isOwnerNamed) return 0;
  const words = [change.old, change.new, of === "rule" ? name : null].flatMap((value) => value?.match(/[^ /]+/g) ?? []);
  const called = of === "rule" ? name.split(" ")[1] ?? name : name;
  const isSubject = subject.name === name || of === "process" && names(summary, name);
  const signs = [isSubject, names(summary, called), isOfOwner, names(evidence, name), isOwnerNamed];
  if (!signs.includes(true)) return 0;
  return [...signs, words.some((word) => names(summary, word))].reduce((sum, sign) => sum * 2 + Number(sign), 0);
}
var names = (text, words) => new RegExp(`(?<![\\w.-])${words.replace(/\W/g, "\\$&")}(?!\\.?[\\w-])`).test(text);

// src/report/diff.ts
function momentOfReport(report) {
  const missing = unknown("a report does not tell them, recordings do");
  return { report, parts: /* @__PURE__ */ new Map([["ports", missing]]), jobs: missing };
}
var findingsSchema = array(findingSchema).readonly();
var differenceSchema = strictObject({
  format: literal("qdoctor.diff/1"),
  old: reportSchema.shape.host,
  new: reportSchema.shape.host,
  broke: findingsSchema,
  healed: findingsSchema,
  untold: array(string()).readonly().describe("Checks that found something before, and now could not judge it"),
  changes: changesSchema,
  explanations: array(strictObject({ finding: string(), changes: array(string()).readonly() })).readonly().describe("For what broke: the changes that may explain it, the likeliest first"),
  unknown: array(string()).readonly().describe("What was not compared, and why")
});
function differenceOf(old, now) {
  const [keysBefore, keysNow] = [keysOf(old.report), keysOf(now.report)];
  const judgedNow = judgedBy(now.report);
  const gone = old.report.findings.filter((finding) => !keysNow.has(keyOf(finding)));
  const broke = now.report.findings.filter((finding) => !keysBefore.has(keyOf(finding)));
  const parts = [...old.parts].flatMap(([what, before]) => {
    const after = now.parts.get(what);
    return after === void 0 ? [] : [compared(what, before, after, partChanges)];
  });
  const jobs = compared("processes", old.jobs, now.jobs, (was, is) => jobChanges(now.report.host.name, was, is));
  const ofParts = withoutRepeats(parts.flatMap((part) => part.changes));
  const changes = [...jobs.changes, ...ofParts].map((change, index) => ({ id: `C${index + 1}`, ...change }));
  return {
    format: "qdoctor.diff/1",
    old: old.report.host,
    new: now.report.host,
    broke,
    healed: gone.filter(({ check }) => judgedNow.has(check)),
    untold: [...new Set(gone.filter(({ check }) => !judgedNow.has(check)).map(({ check }) => check))],
    changes,
    explanations: broke.flatMap((finding) => {
      const ids = explanationsOf(finding, changes).map(({ id }) => id);
      return ids.length === 0 ? [] : [{ finding: finding.id, changes: ids }];
    }),
    unknown: reasonsOf([...parts, jobs])
  };
}
var keyOf = ({ check, subject }) => JSON.stringify([check, subject.kind, subject.id]);
var keysOf = ({ findings }) => new Set(findings.map(keyOf));
var judgedBy = ({ checks: checks2 }) => new Set(checks2.filter(({ verdict }) => verdict !== "unknown").map(({ id }) => id));
function compared(what, old, now, changesOf) {
  if (old.known && now.known) return { what, changes: changesOf(old.value, now.value), reasons: [] };
  const reasons = [old, now].flatMap((fact) => fact.known ? [] : [fact.reason]);
  return { what, changes: [], reasons: [...new Set(reasons)] };
}
function reasonsOf(parts) {
  const byReason = /* @__PURE__ */ new Map();
  for (const { what, reasons } of parts) {
    for (const reason of reasons) byReason.set(reason, [...byReason.get(reason) ?? [], what]);
  }
  return [...byReason].map(([reason, whats]) => `${whats.join(", ")}: ${reason}`);
}

// src/report/diff-text.ts
function renderDifference({ broke, healed, untold, changes, explanations, unknown: unknown2 }) {
  const explained = new Map(explanations.map((each) => [each.finding, each.changes]));
  const explaining = new Set(explanations.flatMap((each) => each.changes));
  const byId = new Map(changes.map((change) => [change.id, change]));
  const lines = [
    ...broke.flatMap(({ id, summary, check, cause }) => [
      `\u2717 broke: ${summary} (${check}${cause === "root" ? "" : ", a consequence"})`,
      ...linesOf((explained.get(id) ?? []).flatMap((change) => byId.get(change) ?? [])).map((line) => `    ${line}`)
    ]),
    ...healed.map(({ summary, check }) => `\u2713 healed: ${summary} (${check})`),
    ...untold.map((check) => `? ${check}: found before, and now it could not be judged`),
    ...linesOf(changes.filter(({ id }) => !explaining.has(id)))
  ];
  const said = lines.length === 0 ? ["Nothing changed."] : lines;
  return `${[...said, ...unknown2.map((reason) => `? not compared: ${reason}`)].map(printableLine).join("\n")}
`;
}
function linesOf(changes) {
  const groups = /* @__PURE__ */ new Map();
  for (const change of changes) {
    const { of, name } = change;
    const key = `${of === "process" ? name : of}${fateOf(change)}`;
    groups.set(key, [...groups.get(key) ?? [], change]);
  }
  return [...groups].flatMap(([key, alike]) => {
    if (alike.length <= few) return alike.map(lineOf);
    const whose = alike.slice(0, few).map(({ of, name, owner }) => of === "process" ? owner : name);
    return [`~ ${key}: ${whose.join(", ")} and ${alike.length - few} more`];
  });
}
var lineOf = (change) => `~ ${subjectOf(change)}${fateOf(change)}${detailOf(change)}`;
function subjectOf({ of, name, owner }) {
  switch (of) {
    case "bridge":
    case "port":
    case "device":
    case "namespace":
    case "host":
      return name;
    case "process":
      return owner === null ? name : `${name} for ${owner}`;
    case "host line":
      return `host line of ${name} for ${owner}`;
    case "route":
    case "rule":
    case "setting":
      return `${of === "route" ? `route to ${name}` : name}${owner === null ? "" : ` in ${owner}`}`;
  }
}
function fateOf({ of, what, old, new: now }) {
  switch (of) {
    case "host":
      return " was restarted, or all programs of the switch and the agents were: none runs on from before";
    case "process":
      return old === null ? " was started" : now === null ? " has ended" : " was restarted";
    case "bridge":
    case "port":
    case "device":
    case "namespace":
    case "route":
    case "rule":
    case "host line":
    case "setting":
      if (old === null || now === null) return old === null ? " is new" : " is gone";
      return `${of === "route" || of === "setting" ? "" : ` ${what}`}: ${old} \u2192 ${now}`;
  }
}
function detailOf({ of, old, new: now }) {
  if (of === "process") return ` (pid ${old ?? "none"} \u2192 ${now ?? "none"})`;
  const isShown = of === "route" || of === "rule" || of === "host line";
  return isShown && (old === null || now === null) ? ` (${old ?? now})` : "";
}

// src/report/jobs.ts
function jobsOf({ processes, metadata }) {
  return mapKnown(processes, (all) => {
    const jobs = /* @__PURE__ */ new Map();
    const add = (name, owner, { pid }) => {
      const key = `${name} ${owner}`;
      jobs.set(key, { name, owner, pids: [...jobs.get(key)?.pids ?? [], pid] });
    };
    for (const name of ["ovsdb-server", "ovs-vswitchd"]) {
      const daemon = daemonOf(all, name);
      if (daemon !== void 0) add(name, null, daemon);
    }
    for (const role of ["l2-agent", "dhcp-agent", "l3-agent"]) {
      for (const agent of agentProcesses(all, role)) add(agentName(role), null, agent);
    }
    for (const server of dnsmasqOf(all)) add("dnsmasq", server.networkId, server);
    const { agents, proxies } = metadata;
    for (const agent of valuesOf(agents)) add(agentName("metadata-agent"), null, agent);
    for (const proxy of valuesOf(proxies)) add("metadata proxy", proxy.id, proxy);
    for (const keepalived of processesOf(all, "keepalived")) {
      const router = keepalived.args.match(uuidPattern)?.[0];
      if (router !== void 0) add("keepalived", router, keepalived);
    }
    return [...jobs.values()];
  });
}

// src/report/part.ts
var listOf = (fact, partsIn, isComplete = true) => mapKnown(fact, (value) => ({ parts: partsIn(value), isComplete }));
var addressWords = (addresses) => addresses.filter((address) => !address.startsWith("fe80:")).toSorted().join(" ") || "none";

// src/report/stack-parts.ts
var devicePart = ({ name, isUp, hasCarrier, mtu, master, addresses }) => ({
  of: "device",
  name,
  owner: null,
  values: {
    device: "there",
    state: isUp === void 0 ? null : isUp ? "up" : "down",
    carrier: hasCarrier === void 0 ? null : hasCarrier ? "yes" : "no",
    mtu: mtu === void 0 ? null : String(mtu),
    master: master === void 0 ? null : master || "none",
    addresses: addresses === void 0 ? null : addressWords(addresses.map(spellAddress))
  }
});
var spellAddress = ({ address, prefixLength }) => `${address}/${prefixLength}`;
var inside = (owner) => owner === null ? "" : ` in ${owner}`;
function stackParts({ routes, isForwarding }, owner) {
  const forwarding = (value) => ({
    of: "setting",
    name: "net.ipv4.ip_forward",
    owner,
    values: { value: value ? "1" : "0" }
  });
  return [
    [`routes${inside(owner)}`, listOf(routes, (all) => routeParts(all, owner))],
    [`forwarding${inside(owner)}`, listOf(isForwarding, (value) => [forwarding(value)])]
  ];
}
function routeParts(routes, owner) {
  const ways = /* @__PURE__ */ new Map();
  for (const route of routes.filter(({ table }) => table !== "local")) {
    const name = spellRoute({
      ...route,
      type: "unicast",
      gateway: void 0,
      device: void 0,
      metric: 0,
      isOnlink: false
    });
    ways.set(name, [...ways.get(name) ?? [], spellRoute(route)]);
  }
  return [...ways].map(([name, all]) => ({ of: "route", name, owner, values: { way: all.toSorted().join(", ") } }));
}
function ruleParts(tables, owner) {
  const known = tables.known ? [...tables.value] : [];
  return [
    // Which tables there are is no matter of its own: iptables-save prints those that somebody has used.
    [`rules${inside(owner)}`, listOf(tables, () => [])],
    ...known.map(([name, table]) => [
      `rules of ${name}${inside(owner)}`,
      listOf(tables, () => tableParts(name, table, owner))
    ])
  ];
}
var tableParts = (table, { policies, rules }, owner) => [
  ...[...policies].map(([chain, value]) => ({ of: "setting", name: `-P ${chain}`, owner, values: { value } })),
  ...rules.map((name) => ({ of: "rule", name, owner, values: { table } }))
];

// src/report/parts.ts
function partsOf(facts, topology) {
  const { database, hostStack, hostTables, routerTables, agentFiles, namespaces } = facts;
  const ofNamespaces = [
    ...[...facts.stacks].flatMap(([name, stack]) => stackParts(stack, name)),
    ...[...routerTables].flatMap(([name, tables]) => ruleParts(tables, name))
  ];
  const isWhole = database.known && database.value.isComplete;
  return new Map([
    ["bridges", listOf(database, ({ bridges }) => bridges.map(bridgePart), isWhole)],
    ["ports", listOf(mapPortsOf(topology), (ports) => ports.map(portPart), isWhole)],
    ["other ports", listOf(database, ({ bridges }) => otherPorts(bridges, topology), isWhole)],
    ["namespaces", listOf(namespaces, ({ ofAgents }) => ofAgents.map(namespacePart))],
    ["devices", listOf(hostStack.interfaces, (devices) => devices.map(devicePart), hostStack.isComplete)],
    ["host files", listOf(agentFiles, ({ dhcp }) => dhcp.flatMap(hostLines))],
    ...stackParts(hostStack, null),
    ...ruleParts(hostTables, null),
    // A namespace that was looked into one of the times only is told by itself.
    ...ofNamespaces.filter(([, parts]) => parts.known)
  ]);
}
var bridgePart = ({ name, failMode }) => ({
  of: "bridge",
  name,
  owner: null,
  values: { "fail mode": failMode ?? "none" }
});
function otherPorts(bridges, { ports }) {
  const own = new Set(valuesOf(ports).map(({ port }) => port.name));
  const others = bridges.flatMap((bridge) => bridge.ports.filter(({ name }) => !own.has(name) && name !== bridge.name));
  return others.map(otherPortPart);
}
var otherPortPart = ({ name, bridge, interfaces }) => ({
  of: "port",
  name,
  owner: null,
  values: {
    bridge,
    options: interfaces.flatMap(({ options }) => Object.entries(options)).map((pair) => pair.join("=")).toSorted().join(" ") || "none"
  }
});
var portPart = ({ name, network, bridge, tag, state, addresses, seenIn }) => ({
  of: "port",
  name,
  owner: network?.id ?? null,
  values: {
    bridge,
    tag: tag === null ? "none" : tag === "dead" ? "4095" : String(tag),
    state,
    addresses: state === null ? null : addressWords(addresses),
    namespace: seenIn === null ? null : seenIn.join(" ") || "none"
  }
});
var namespacePart = ({ name, kind }) => ({
  of: "namespace",
  name,
  owner: null,
  values: { kind }
});
var hostLines = ({ networkId, hosts }) => hosts.map(({ mac, line }) => ({ of: "host line", name: mac, owner: networkId, values: { line } }));

// src/commands/diff.ts
var renderers = {
  text: renderDifference,
  json: toJson
};
function addDiffCommand(program, interrupt) {
  program.command("diff").description("what broke, what healed and what changed between two reports or recordings").argument("<OLD>", "a JSON report, or a recording").argument("<NEW>", "the same of a later time").option("--playbook <PLAYBOOK>", "what recordings are asked (default: full)").option("--set <NAME=VALUE>", "a variable of the playbook (repeatable)", gather).addOption(new Option("--format <FORMAT>", "how to tell it").choices(Object.keys(renderers)).default("text")).action(async (old, now, own) => {
    const { playbook: name = "full", set } = { ...program.opts(), ...own };
    const playbook = loadPlaybook(name, checks, set);
    refuseOpenValues(playbook.ask, playbook.vars);
    const difference = differenceOf(
      await momentOf(old, playbook, interrupt),
      await momentOf(now, playbook, interrupt)
    );
    process.stdout.write(renderers[own.format ?? "text"](difference));
    process.exitCode = difference.broke.some(({ severity }) => severity === "error") ? 1 : 0;
  });
}
async function momentOf(path, playbook, interrupt) {
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  if (isFile && path.endsWith(".json")) return momentOfReport(readReport(path));
  const timeoutSeconds = 120;
  const host = await openHost({ from: path, timeoutSeconds }, interrupt);
  const look = { ...wholeHost, passive: false, waitSeconds: 0, timeoutSeconds, failOn: "error" };
  const { report, topology, facts } = await examine(host, playbook, look, { say: () => void 0 });
  return { report, parts: partsOf(facts, topology), jobs: jobsOf(facts) };
}
function readReport(file) {
  try {
    return reportSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    throw new UserError(`${file} is no report of qdoctor.report/1.`, { cause, hint: "Make one: --format json=FILE" });
  }
}
export {
  addDiffCommand
};
