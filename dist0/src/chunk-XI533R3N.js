import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  LocalHost,
  agentFileCommands,
  inodesCommand,
  listCommand,
  ownNamespacesCommand,
  parseNetnsList,
  processesCommand,
  readNamespaces,
  readProcesses,
  readSwitch,
  switchCommand
} from "./chunk-X27BB6NT.js";
import {
  spellRoute
} from "./chunk-OEBLMQLW.js";
import {
  cidrOf,
  failureOf,
  known,
  mapKnown,
  netfilterCommand,
  parsed,
  readNetfilter,
  readStack,
  stackCommand,
  unknown,
  valuesOf
} from "./chunk-EAZ2GJYZ.js";
import {
  runOne
} from "./chunk-Z5IQXQWV.js";
import {
  runProcess
} from "./chunk-L7SRQQKV.js";

// src/fix/state.ts
var filesCommand = agentFileCommands([]).contents;
var settingsCommand = { argv: ["sysctl", "-a", "-e", "-r", "^net[.](ipv4[.]conf[.].*rp_filter|bridge)"] };
async function readState(host) {
  const [database, names, processes, files, settings] = await Promise.all([
    runOne(host, switchCommand).then((result) => parsed(switchCommand, result, readSwitch)),
    runOne(host, listCommand).then((result) => parsed(listCommand, result, parseNetnsList)),
    readDaemons(host),
    runOne(host, filesCommand).then(readFileLines),
    runOne(host, settingsCommand).then((result) => parsed(settingsCommand, result, wholeLines))
  ]);
  const namespaces = [void 0, ...valuesOf(names)];
  const bridges = database.known ? database.value.bridges.map(({ name }) => name) : [];
  const stackCommands = namespaces.map(stackCommand);
  const firewallCommands = namespaces.map(netfilterCommand);
  const flowCommands = bridges.map(flowCommand);
  const results = await host.run([...stackCommands, ...firewallCommands, ...flowCommands]);
  const resultOf = (index) => results[index] ?? { kind: "aborted" };
  const parts = [
    ["Open vSwitch database", mapKnown(database, switchLines)],
    ["network namespaces", names],
    ["daemons", processes],
    ["agents' files", files],
    ["kernel settings", settings]
  ];
  for (const [index, command] of stackCommands.entries()) {
    const where = namespaces[index] ?? "host";
    const stack = readStack(command, resultOf(index));
    parts.push([`devices (${where})`, mapKnown(stack.interfaces, (all) => all.flatMap(deviceLines))]);
    parts.push([`routes (${where})`, mapKnown(stack.routes, routeLines)]);
    parts.push([`policy rules (${where})`, mapKnown(stack.rules, (all) => all.map(ruleLine))]);
    parts.push([`forwarding (${where})`, forwardingLine(stack)]);
  }
  for (const [index, command] of firewallCommands.entries()) {
    const rules = readNetfilter(command, resultOf(stackCommands.length + index));
    parts.push([`firewall (${namespaces[index] ?? "host"})`, rules]);
  }
  for (const [index, command] of flowCommands.entries()) {
    const result = resultOf(stackCommands.length + firewallCommands.length + index);
    parts.push([`flows (${bridges[index]})`, parsed(command, result, flowLines)]);
  }
  return new Map(parts.map(([part, lines]) => [part, mapKnown(lines, (all) => all.toSorted())]));
}
function differencesOf(before, after) {
  return [.../* @__PURE__ */ new Set([...before.keys(), ...after.keys()])].flatMap((part) => {
    const [old, now] = [before.get(part) ?? nothing, after.get(part) ?? nothing];
    if (old.known !== now.known) return [{ part, gone: [readability(old)], come: [readability(now)] }];
    if (!old.known || !now.known) return [];
    const [gone, come] = [without(old.value, now.value), without(now.value, old.value)];
    return gone.length + come.length === 0 ? [] : [{ part, gone, come }];
  });
}
var nothing = known([]);
var readability = ({ known: isKnown }) => isKnown ? "(it could be read)" : "(no answer)";
function without(lines, others) {
  const left = [...others];
  return lines.filter((line) => {
    const index = left.indexOf(line);
    if (index !== -1) left.splice(index, 1);
    return index === -1;
  });
}
var wholeLines = (text) => text.split("\n").filter((line) => line !== "");
var readFileLines = (result) => result.kind === "exited" && result.exitCode <= 2 ? known(wholeLines(result.stdout).filter((line) => !/^[^:]*\/(?:pid|leases):/.test(line))) : unknown(failureOf(filesCommand, result) ?? "no answer");
var daemon = /(?:^|\/)(?:ovs-vswitchd|ovsdb-server|dnsmasq|keepalived|haproxy|radvd)\b/;
async function readDaemons(host) {
  const [list, inodes, own, processes] = await host.run([
    listCommand,
    inodesCommand,
    ownNamespacesCommand,
    processesCommand
  ]);
  const nothing2 = { kind: "aborted" };
  const namespaces = readNamespaces(list ?? nothing2, inodes ?? nothing2, own ?? nothing2);
  const nameOfInode = namespaces.known ? namespaces.value.nameOfInode : namespaces;
  return mapKnown(
    readProcesses(processes ?? nothing2, own ?? nothing2, nameOfInode),
    (all) => all.filter(({ args }) => daemon.test(args) && !args.includes(": monitoring pid")).map(({ isFrozen, args }) => `${isFrozen === true ? "stopped" : "running"} ${args}`)
  );
}
var switchLines = ({ bridges }) => bridges.flatMap(({ name, failMode, datapathType, ports }) => [
  `bridge ${name} ${datapathType} fail_mode=${failMode ?? ""}`,
  ...ports.flatMap(portLines)
]);
function portLines({ name, bridge, tag, trunks, vlanMode, otherConfig, interfaces }) {
  return [
    `port ${name} on ${bridge}`,
    ...tag === void 0 ? [] : [`port ${name} tag=${tag}`],
    ...trunks.length === 0 ? [] : [`port ${name} trunks=${trunks.join()}`],
    ...vlanMode === void 0 ? [] : [`port ${name} vlan_mode=${vlanMode}`],
    ...pairs(`port ${name} other_config`, otherConfig),
    // Not the error column: the switch tries a device that went only when something else makes it look again.
    ...interfaces.flatMap(({ name: device, type, externalIds, options }) => [
      `interface ${device} of ${name} type=${type}`,
      ...pairs(`interface ${device} external_ids`, externalIds),
      ...pairs(`interface ${device} options`, options)
    ])
  ];
}
var pairs = (of, values) => Object.entries(values).map(([key, value]) => `${of}:${key}=${value}`);
var deviceLines = ({ name, isUp, mac, mtu, master, addresses }) => [
  `${name} ${isUp === true ? "up" : "down"}`,
  `${name} mac ${mac}`,
  `${name} mtu ${mtu}`,
  ...master === void 0 || master === false ? [] : [`${name} master ${master}`],
  ...(addresses ?? []).filter(({ address }) => !address.startsWith("fe80:")).map((held) => `${name} address ${cidrOf(held)}`)
];
var routeLines = (routes) => routes.filter(({ table }) => table !== "local").map(spellRoute);
var ruleLine = ({ priority, source, destination, table }) => `${priority}: from ${source} to ${destination} lookup ${table ?? "-"}`;
var forwardingLine = ({ isForwarding }) => isForwarding.known ? known([`net.ipv4.ip_forward = ${isForwarding.value ? 1 : 0}`]) : isForwarding;
var flowCommand = (bridge) => ({
  argv: ["ovs-ofctl", "--timeout=5", "-O", "OpenFlow10,OpenFlow13,OpenFlow14", "--names", "dump-flows", bridge]
});
var flowLines = (text) => text.split("\n").filter((line) => line.includes("actions=") && !/\b(?:idle|hard)_timeout=/.test(line)).map(
  (line) => line.replace(/\b(?:cookie|duration|n_packets|n_bytes|idle_age|hard_age)=[^ ,]*,? ?/g, "").replace(/\b(?:reset_counts|send_flow_rem) /g, "").trim()
);

// src/fix/transaction.ts
var stepTimeoutMs = 12e4;
var thisMachine = () => ({
  host: new LocalHost(),
  run: (argv) => runProcess(argv, { timeoutMs: stepTimeoutMs })
});
var succeeded = ({ end }) => end.kind === "exited" && end.exitCode === 0;
async function applyFix(machine, fix, interrupt, onStep) {
  const before = await readState(machine.host);
  const steps = [];
  let outcome = "complete";
  for (const command of fix.commands) {
    if (interrupt.aborted) {
      outcome = "interrupted";
      break;
    }
    const step = await runStep(machine, command);
    steps.push(step);
    onStep(step);
    if (!succeeded(step)) {
      outcome = "failed";
      break;
    }
  }
  return { before, steps, outcome, changes: differencesOf(before, await readState(machine.host)) };
}
async function runStep({ run }, command) {
  const [tool = "", ...args] = command;
  return { command, end: await run([tool, ...args]) };
}
var comparedAfterMs = [0, 500, 1500, 3e3];
async function rollBack(machine, fix, before, onStep) {
  const steps = [];
  for (const command of fix.undo) {
    const step = await runStep(machine, command);
    steps.push(step);
    onStep(step);
  }
  let left = [];
  for (const milliseconds of comparedAfterMs) {
    await machine.host.wait(milliseconds);
    left = differencesOf(before, await readState(machine.host));
    if (left.length === 0) break;
  }
  return { steps, left };
}
var sameFinding = (one, other) => one.check === other.check && one.subject.kind === other.subject.kind && one.subject.id === other.subject.id;
function healingOf(finding, after) {
  if (after.findings.some((other) => sameFinding(finding, other))) return "not-healed";
  const outcome = after.checks.find(({ id }) => id === finding.check);
  return outcome?.verdict === "unknown" ? "unclear" : "healed";
}
var appearedIn = (before, after) => after.findings.filter(
  (finding) => finding.severity === "error" && finding.cause === "root" && !before.findings.some((other) => sameFinding(finding, other))
);
function looksAgainAfterMs({ commands }) {
  const restarts = commands.some(([tool]) => tool === "service" || tool === "systemctl");
  return restarts ? [500, 2e3, 4e3, 8e3, 15e3, 3e4] : [0, 1e3, 3e3];
}

export {
  thisMachine,
  succeeded,
  applyFix,
  rollBack,
  healingOf,
  appearedIn,
  looksAgainAfterMs
};
