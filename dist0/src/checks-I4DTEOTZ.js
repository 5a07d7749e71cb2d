import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  wrapAnsi
} from "./chunk-2PPSAOER.js";
import {
  faults
} from "./chunk-5QATCPZZ.js";
import {
  checks,
  layers
} from "./chunk-NTGOW6GL.js";
import {
  nearest
} from "./chunk-GSLR6MXQ.js";
import "./chunk-UYFCWSYG.js";
import "./chunk-OEBLMQLW.js";
import "./chunk-EAZ2GJYZ.js";
import "./chunk-MI65KTFX.js";
import "./chunk-XZGLRBJB.js";
import "./chunk-4VOAQWUS.js";
import "./chunk-FFDNO3YR.js";
import {
  UserError
} from "./chunk-6OZUCFDW.js";
import "./chunk-RC2VEXNG.js";

// src/engine/looks-at.ts
var switchState = "ovs-vsctl --format=json list Bridge, Port and Interface";
var dhcpFiles = "the files of /var/lib/{neutron,quantum}/dhcp/NETWORK: host, opts, leases, interface, pid";
var flows = "ovs-ofctl dump-flows of br-int, br-tun and the bridges patched to br-int, counted by dump-aggregate";
var inNamespaces = "ip -j addr, route, rule and neigh, on the host and in each namespace";
var looksAt = {
  daemons: ["ovs-vsctl show", "ovs-appctl -t ovs-vswitchd version", "ps"],
  agents: ["ps", "which services are started at boot: /etc/rc?.d, /etc/init, multi-user.target.wants", switchState],
  limits: [
    "/proc/sys/net: conntrack, neighbour and bridge settings",
    "/proc/1/net/stat/arp_cache",
    "stat -f of the state folders",
    "iptables-save on the host"
  ],
  externalBridges: [switchState, inNamespaces, "iptables-save on the host"],
  agentBridges: [switchState, flows, "ovs-appctl fdb/stats-show of the same bridges"],
  tenantRanges: [inNamespaces, dhcpFiles],
  routers: [inNamespaces, "iptables-save in each qrouter namespace"],
  distributedRouters: [inNamespaces, "iptables-save in each qrouter namespace"],
  distributedFloatingIps: [inNamespaces, "iptables-save in each qrouter namespace"],
  fipNamespaces: [inNamespaces, "ip netconf"],
  haRouters: [inNamespaces, "the files state of /var/lib/neutron/ha_confs/ROUTER", "ps"],
  routerLegs: [inNamespaces, switchState, dhcpFiles],
  emptyRouters: [inNamespaces, switchState, dhcpFiles],
  lostRouters: [switchState, "ip netns list"],
  ports: [switchState, flows, inNamespaces],
  vmPorts: [switchState, inNamespaces, "iptables-save on the host", dhcpFiles],
  hybridFirewalls: ["iptables-save on the host", flows, "ps"],
  linuxBridges: [inNamespaces],
  bridgedTaps: [inNamespaces, dhcpFiles],
  networks: [switchState],
  providerNetworks: [switchState, flows],
  overlays: [switchState, flows],
  overlayNetworks: [switchState, flows, dhcpFiles],
  tunnels: [switchState, inNamespaces],
  dhcpServers: [inNamespaces, "ps", "the sockets in /proc/PID/net/udp", dhcpFiles],
  metadataPoints: [
    "iptables-save in each qrouter namespace",
    "ps",
    "the sockets in /proc/PID/net/tcp of each metadata proxy",
    dhcpFiles
  ],
  metadataServices: [
    "ps",
    "/proc/net/unix",
    "the sockets in /proc/PID/net/tcp of the metadata agent",
    "nova's host and port in the metadata agent's settings (never its secret)"
  ],
  floatingIps: ["iptables-save in each qrouter namespace", inNamespaces, dhcpFiles],
  dhcpWatches: [
    "a DHCPDISCOVER by ovs-ofctl packet-out (not with --passive)",
    "tcpdump at the DHCP port and on both sides of the hybrid plug",
    "ovs-appctl ofproto/trace"
  ],
  stepRuns: ["what the command of the playbook prints"],
  dhcpTalks: ["tcpdump at the DHCP port, for as long as --passive listens"],
  reaches: [
    "ARP requests in the name of a router's port by ovs-ofctl packet-out (not with --passive)",
    "tcpdump at that port, on both sides of the hybrid plug and where the host leaves for the gateway",
    "ip neigh in the qrouter namespace and the leases of dnsmasq, of guests that stay silent",
    "ovs-appctl ofproto/trace"
  ]
};

// src/report/catalogue.ts
function partsOf(check, proofs) {
  const { id, why, symptom, remedy, limits, explainedBy, each, sources } = check;
  const own = proofs.filter(({ expects }) => expects === id);
  const parts = [
    { heading: "Why it matters", lines: [why] },
    { heading: "What a user sees", lines: [symptom] },
    { heading: "What it looks at", lines: looksAt[each] },
    { heading: "What heals it", lines: [remedy] },
    { heading: "When it can be wrong", lines: [limits] },
    { heading: "Follows, on the same path, from", lines: explainedBy },
    { heading: "To see it in the lab", lines: own.map(proofLine) },
    { heading: "Sources", lines: sources }
  ];
  return parts.filter(({ lines }) => lines.length > 0);
}
function proofLine({ id, title, layouts: [only, other] }) {
  return `qdoctor lab fault ${id}: ${title}${other === void 0 ? ` (layout ${only})` : ""}`;
}
var width = 80;
var wrapped = (text, indent) => wrapAnsi(text, width - indent.length).split("\n").map((line) => `${indent}${line}`).join("\n");
function renderCheck(check, proofs) {
  const parts = partsOf(check, proofs).flatMap(({ heading, lines }) => [
    "",
    `${heading}:`,
    ...lines.map((line) => wrapped(line, "  "))
  ]);
  return `${[`${check.id} (${check.layer}, ${check.severity})`, wrapped(check.title, ""), ...parts].join("\n")}
`;
}
function renderChecks(checks2) {
  const sections = layers.map((layer) => {
    const lines = checks2.filter((check) => check.layer === layer).map(({ id, title }) => `  ${id.padEnd(36)} ${title}`);
    return lines.length === 0 ? "" : `${layer}
${lines.join("\n")}
`;
  });
  return `${sections.filter((section) => section !== "").join("\n")}
${checks2.length} checks. More of one: qdoctor checks ID
`;
}

// src/commands/checks.ts
function addChecksCommand(program) {
  program.command("checks").argument("[ID]", "one check: what it looks at, why, how it is fixed").description("the catalogue of checks").action((id) => {
    process.stdout.write(id === void 0 ? renderChecks(checks) : renderCheck(checkOf(id), faults));
  });
}
function checkOf(id) {
  const check = checks.find((candidate) => candidate.id === id);
  if (check !== void 0) return check;
  const names = checks.map((candidate) => candidate.id);
  const close = nearest(id, names).join(" or ");
  const hint = close === "" ? 'See "qdoctor checks".' : `Do you mean ${close}?`;
  throw new UserError(`There is no check '${id}'.`, { hint });
}
export {
  addChecksCommand
};
