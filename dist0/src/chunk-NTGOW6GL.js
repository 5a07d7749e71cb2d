import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  fipTable,
  hasOwnAddresses,
  innerAddressOf,
  integrationBridgeName,
  isDefaultRoute,
  isSnatRule,
  isToSubnet,
  lookUp,
  metadataAddress,
  restartCommand,
  rulesOf,
  tunnelBridge
} from "./chunk-UYFCWSYG.js";
import {
  addressEvidence,
  bridgePortsEvidence,
  intentEvidence,
  linkEvidence,
  masterEvidence,
  noPortEvidence,
  processEvidence,
  routeEvidence,
  routeWords,
  spellRoute,
  tagEvidence
} from "./chunk-OEBLMQLW.js";
import {
  addressesOn,
  cidrOf,
  ipv4Of,
  isInRange,
  isRangeIn,
  mapKnown,
  prefixLengthOf2 as prefixLengthOf,
  prefixLengthOfMask,
  rangeOf,
  rulesIn,
  subnetAddressesOn,
  tableOf,
  untoldAddresses,
  valuesOf
} from "./chunk-EAZ2GJYZ.js";
import {
  CouldNotTell,
  defineCheck,
  told,
  toldPart
} from "./chunk-MI65KTFX.js";
import {
  ip,
  within
} from "./chunk-XZGLRBJB.js";

// src/engine/devices.ts
var isUp = (device) => toldPart(device.isUp, `whether ${device.name} is up`);
var heldBy = (device) => toldPart(ipv4Of(device), `the addresses of ${device.name}`);

// src/engine/fixes/agents.ts
var agentOf = {
  "l2-agent": "Open vSwitch agent",
  "l3-agent": "L3 agent",
  "dhcp-agent": "DHCP agent",
  "metadata-agent": "metadata agent",
  "nova-metadata": "metadata API of nova",
  "open-vswitch": "Open vSwitch service"
};
var agentName = (role) => agentOf[role];
function restartFix(host, role, effect, before = []) {
  const restart = restartCommand(host.services, role);
  if (restart === void 0) return null;
  return {
    summary: `Restart the ${agentOf[role]}, which ${effect}`,
    risk: "disruptive",
    commands: [...before, restart],
    undo: [],
    permanent: `The ${agentOf[role]} keeps it; look into its log for why it was gone.`
  };
}
var restarts = (host, roles) => roles.flatMap((role) => {
  const restart = restartCommand(host.services, role);
  return restart === void 0 ? [] : [restart];
});
var safeFix = (summary, commands, undo, permanent) => ({
  summary,
  risk: "safe",
  commands,
  undo,
  permanent
});

// src/engine/dhcp.ts
var rangesOf = ({ processes }) => processes.flatMap(({ ranges }) => ranges);
function heldAddresses({ interface: fact }) {
  const device = told(fact);
  if (device === void 0) return void 0;
  const held = heldBy(device);
  return held.filter(({ address }) => !address.startsWith("169.254."));
}
function isServedFrom({ start, netmask }, held) {
  const prefixLength = netmask === void 0 ? void 0 : prefixLengthOfMask(netmask);
  return prefixLength === void 0 ? isInRange(start, rangeOf(held)) : isInRange(held.address, rangeOf({ address: start, prefixLength }));
}
function toldRouters(server) {
  const tags = new Set(rangesOf(server).map(({ tag }) => tag));
  return (server.files?.options ?? []).flatMap((line) => {
    const [, tag, address] = line.match(/^tag:([^,]+),option:router,(\d+\.\d+\.\d+\.\d+)$/) ?? [];
    return address !== void 0 && tags.has(tag) ? [{ address, line }] : [];
  });
}
var waysOut = (server, held) => toldRouters(server).filter(
  ({ address, line }) => line.startsWith("tag:subnet-") && held.some((one) => isInRange(address, rangeOf(one)))
);
function wayOutCommands(server, device, held) {
  const [router] = waysOut(server, held);
  if (router === void 0) return [];
  return [ip(server.namespace, "route", "replace", "default", "via", router.address, "dev", device)];
}
var fileEvidence = (server, name, pattern, lines) => ({
  command: ["grep", "-n", pattern, `${server.files?.folder}/${name}`],
  where: "host",
  output: lines.join("\n")
});
var killCommands = (processes) => processes.map(({ pid }) => ["kill", String(pid)]);
var keepsLeases = ({ processes, files }) => files !== void 0 && processes.some(({ args }) => args.split(" ").includes(`--dhcp-leasefile=${files.folder}/leases`));
function forgetLeasesFix(server, addresses) {
  const forget = addresses.map((address) => [
    "sed",
    "-i",
    `/ ${address.replaceAll(".", "\\.")} /d`,
    `${server.files?.folder}/leases`
  ]);
  const fix = restartFix(server.host, "dhcp-agent", "starts dnsmasq without the old leases", [
    ...killCommands(server.processes),
    ...forget
  ]);
  return fix && {
    ...fix,
    permanent: "The DHCP agent releases the leases of ports that are deleted (dhcp_release): see its log for why not."
  };
}

// checks/dhcp/dhcp-address-leased-to-other.ts
var dhcp_address_leased_to_other_default = defineCheck({
  id: "dhcp-address-leased-to-other",
  layer: "dhcp",
  title: "Lease of another MAC holds a VM's address",
  why: "dnsmasq gives out no address that is leased already, though its host file says so: the VM gets no offer.",
  symptom: "A new VM that took over an address of a deleted one gets no offer until the old lease runs out.",
  remedy: "End dnsmasq, delete the old lease from its file while nobody reads it, and restart the DHCP agent.",
  limits: "Agents before Juno kept no lease file, and are not asked. An address that several MACs may have passes if the holder of the lease is one of them.",
  sources: [
    "https://bugs.launchpad.net/bugs/1806770",
    "https://github.com/openstack/neutron/commit/f2111e0354",
    "https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html"
  ],
  severity: "error",
  each: "dhcpServers",
  explainedBy: [],
  applies: (server) => !server.dhcpFiles.known || keepsLeases(server),
  judge(server) {
    const { hosts, leases } = told(server.dhcpFiles) ?? { hosts: [], leases: [] };
    const blocked = leases.flatMap((lease2) => {
      const entitled2 = hosts.filter(({ address }) => address === lease2.address);
      return entitled2.length === 0 || entitled2.some(({ mac }) => mac === lease2.mac) ? [] : [{ lease: lease2, entitled: entitled2 }];
    });
    const [first] = blocked;
    if (first === void 0) return void 0;
    const { lease, entitled } = first;
    return {
      summary: `${lease.address} is leased to ${lease.mac}, though the host file of ${server.namespace} has it for ${entitled[0]?.mac}.`,
      evidence: [
        fileEvidence(
          server,
          "leases",
          lease.address,
          blocked.map((one) => one.lease.line)
        ),
        fileEvidence(
          server,
          "host",
          lease.address,
          blocked.flatMap((one) => one.entitled.map(({ line }) => line))
        )
      ],
      fix: forgetLeasesFix(
        server,
        blocked.map((one) => one.lease.address)
      )
    };
  }
});

// src/engine/wire.ts
function seenAt(watch, at, type) {
  const point = watch.points.find((candidate) => candidate.at === at);
  if (point === void 0) throw new CouldNotTell(`no ${at} was watched for ${watch.server.namespace}`);
  return told(point.packets).filter((packet) => packet.type === type);
}
var hasPoint = (watch, at) => watch.points.some((point) => point.at === at);
function wireEvidence(watch, at) {
  const point = watch.points.find((candidate) => candidate.at === at);
  return captureEvidence(point?.namespace, point?.device ?? "", point?.packets);
}
var talkEvidence = ({ server, packets }, clientMac) => captureEvidence(
  server.namespace,
  server.device ?? "",
  mapKnown(packets, (all) => all.filter((packet) => packet.clientMac === clientMac))
);
var shownPackets = 12;
function captureEvidence(namespace, device, packets) {
  const seen = packets?.known === true ? packets.value : [];
  const lines = seen.slice(0, shownPackets).map(lineOf);
  return {
    command: within(namespace, "tcpdump", "-n", "-e", "-i", device, "udp port 67 or udp port 68"),
    where: namespace ?? "host",
    output: lines.length === 0 ? "(nothing)" : lines.join("\n")
  };
}
function lineOf({
  type,
  op,
  srcMac,
  clientMac,
  yiaddr,
  serverId,
  requestedIp,
  ciaddr,
  errorText,
  udpChecksum,
  routers,
  isChecksumLeftOut
}) {
  const what = `${srcMac} ${type ?? "BOOTP"} for ${clientMac}`;
  const wanted = requestedIp ?? (ciaddr === "0.0.0.0" ? null : ciaddr);
  if (op === 1) return `${what}${type === "REQUEST" && wanted !== null ? `: ${wanted}` : ""}`;
  const said = [
    yiaddr === "0.0.0.0" ? "" : ` ${yiaddr}`,
    ` from server ${serverId}`,
    routers === null ? "" : `, router ${routers.join(" ")}`,
    errorText === null ? "" : `, "${errorText}"`,
    udpChecksum !== "bad" ? "" : isChecksumLeftOut ? ", UDP checksum left out" : ", bad UDP checksum"
  ];
  return `${what}:${said.join("")}`;
}
var bridgeEvidence = ({ bridgeRules }) => bridgeRules.known ? [
  {
    command: ["ebtables-save"],
    where: "host",
    output: bridgeRules.value.length === 0 ? "(no rule)" : bridgeRules.value.join("\n")
  }
] : [];
function ownOffers(watch) {
  return seenAt(watch, "server", "OFFER").filter((offer) => !isForeign(watch, offer));
}
function isForeign({ server, clientMac }, offer) {
  const own = server.interface.known ? server.interface.value?.mac : void 0;
  if (own === void 0 || offer.srcMac === own) return false;
  return server.files?.hosts.some(({ mac, address }) => mac === clientMac && address === offer.yiaddr) !== true;
}
function droppingFlow(trace) {
  let bridge = "";
  let rule;
  for (const line of trace.split("\n")) {
    bridge = line.match(/^bridge\("(.*)"\)/)?.[1] ?? bridge;
    const [, table, match, priority, cookie] = line.match(/^\s*(\d+)\. (?:(.*), )?priority (\d+)(?:, cookie (\S+))?$/) ?? [];
    if (table !== void 0 && priority !== void 0) rule = { table, match: match ?? "", priority, cookie };
    else if (/^\s*\d+\. /.test(line)) rule = void 0;
    if (/^\s+drop$/.test(line) && rule !== void 0) return { bridge, ...rule };
  }
  return void 0;
}

// checks/dhcp/dhcp-foreign-offer.ts
var dhcp_foreign_offer_default = defineCheck({
  id: "dhcp-foreign-offer",
  layer: "dhcp",
  title: "A foreign DHCP server answers",
  why: "Whoever answers first wins: VMs take addresses, gateways and name servers that Neutron does not know.",
  symptom: "VMs have addresses, gateways or name servers that Neutron never gave them.",
  remedy: "No command is proposed: find the port of that MAC (`ovs-appctl fdb/show br-int`), and take its server off the network.",
  limits: "A DHCP agent on another host that offers what the host file says is no stranger. A server that is slower than the watch, or answers certain MACs only, is not heard.",
  sources: [
    "https://github.com/openstack/neutron/commit/5853af9cba",
    "https://github.com/openstack-archive/tripleo-validations"
  ],
  severity: "error",
  each: "dhcpWatches",
  explainedBy: ["port-tag-wrong", "tag-shared-by-networks"],
  applies: ({ sent }) => sent.known,
  judge(watch) {
    seenAt(watch, "server", "OFFER");
    const [first] = watch.points.flatMap(
      ({ at: at2, packets }) => valuesOf(packets).filter((offer2) => offer2.type === "OFFER" && isForeign(watch, offer2)).map((offer2) => ({ at: at2, offer: offer2 }))
    );
    if (first === void 0) return void 0;
    const { at, offer } = first;
    return {
      summary: `A server ${offer.serverId} with MAC ${offer.srcMac}, which is not the dnsmasq of ${watch.server.namespace}, offers ${offer.yiaddr}.`,
      evidence: [wireEvidence(watch, at)],
      // Whose server that is, and whether its port may be taken away, is for a person to find out.
      fix: null,
      shared: `${offer.srcMac}`
    };
  }
});

// checks/dhcp/dhcp-host-address-duplicate.ts
var dhcp_host_address_duplicate_default = defineCheck({
  id: "dhcp-host-address-duplicate",
  layer: "dhcp",
  title: "Two MACs have one address in the host file",
  why: 'dnsmasq keeps the first line and ignores the second ("duplicate dhcp-host IP address"): that VM gets no offer.',
  symptom: 'After one VM was deleted and another made with its address, the new one gets none; dnsmasq logs "duplicate dhcp-host IP address".',
  remedy: "Restart the DHCP agent, which writes the host file anew.",
  limits: "It compares the lines of one file: an address that is used twice by a guest's own setting is not in there.",
  sources: [
    "https://bugs.launchpad.net/bugs/1732456",
    "https://bugs.launchpad.net/bugs/1645835",
    "https://github.com/openstack/neutron/commit/fa78b58010"
  ],
  severity: "error",
  each: "dhcpServers",
  explainedBy: [],
  applies: ({ processes }) => processes.length > 0,
  judge(server) {
    const hosts = told(server.dhcpFiles)?.hosts ?? [];
    const first = /* @__PURE__ */ new Map();
    for (const { address: address2, mac: mac2 } of hosts) if (!first.has(address2)) first.set(address2, mac2);
    const ignored = hosts.find(({ address: address2, mac: mac2 }) => first.get(address2) !== mac2);
    if (ignored === void 0) return void 0;
    const { address, mac } = ignored;
    const lines = hosts.filter((host) => host.address === address).map(({ line }) => line);
    return {
      summary: `The host file of ${server.namespace} gives ${address} to ${first.get(address)} and again to ${mac}, whose line dnsmasq ignores.`,
      evidence: [fileEvidence(server, "host", address, lines)],
      fix: restartFix(server.host, "dhcp-agent", "writes the host file anew from what Neutron knows")
    };
  }
});

// checks/dhcp/dhcp-host-entry-missing.ts
var dhcp_host_entry_missing_default = defineCheck({
  id: "dhcp-host-entry-missing",
  layer: "dhcp",
  title: "DHCP server does not know a VM",
  why: "dnsmasq offers addresses to the MACs of its host file only; it is silent towards all others.",
  symptom: 'One VM gets no address while its neighbours do; dnsmasq logs "no address available" for its MAC.',
  remedy: "Add the line as the agent writes it, with the address from the VM's firewall, and send dnsmasq SIGHUP; without such a rule, restart the DHCP agent.",
  limits: "Asked only where the host file of the network is here, and for hybrid plugs. A port without an address in Neutron, or in a subnet without DHCP, has no line in health, and looks the same.",
  sources: [
    "https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html",
    "https://bugs.launchpad.net/bugs/1645835",
    "https://github.com/platform9/pf9-neutron-debug"
  ],
  severity: "error",
  each: "vmPorts",
  explainedBy: ["vm-port-missing", "port-dead-vlan", "port-tag-missing", "port-tag-wrong"],
  // A network that is served from elsewhere, or not at all, has no host file here.
  applies: ({ tap, mac, dhcpFiles }) => tap !== void 0 && mac !== void 0 && (!dhcpFiles.known || dhcpFiles.value !== void 0),
  judge(vm) {
    const files = told(vm.dhcpFiles);
    if (files === void 0 || vm.mac === void 0 || files.macs.has(vm.mac)) return void 0;
    return {
      summary: `${vm.mac}, the MAC of ${vm.subject.name}, is not in the host file of its network's dnsmasq.`,
      evidence: [
        { command: ["grep", "-ci", vm.mac, `${files.folder}/host`], where: "host", output: "0" },
        {
          command: ["cat", `${files.folder}/host`],
          where: "host",
          output: files.hosts.map(({ line }) => line).join("\n")
        }
      ],
      fix: fixFor(vm, `${files.folder}/host`, files.hosts[0]?.line)
    };
  }
});
function fixFor(vm, file, pattern) {
  const process = vm.dhcpProcess.known ? vm.dhcpProcess.value : void 0;
  const [, prefix = "host-", domain = ""] = pattern?.match(/,(host-)?[0-9-]+(\.[^,]*)?,/) ?? [];
  if (vm.address === void 0 || vm.mac === void 0 || process === void 0 || pattern === void 0) {
    return restartFix(vm.host, "dhcp-agent", "writes the host file anew and starts dnsmasq with it");
  }
  const line = `${vm.mac},${prefix}${vm.address.replaceAll(".", "-")}${domain},${vm.address}`;
  return safeFix(
    "Add the line, as the DHCP agent writes it, and let dnsmasq read the file again",
    [
      ["sed", "-i", `$a${line}`, file],
      ["kill", "-HUP", String(process.pid)]
    ],
    [
      ["sed", "-i", `/^${vm.mac},/d`, file],
      ["kill", "-HUP", String(process.pid)]
    ],
    "The DHCP agent writes the file anew with each change of the network: see its log for why the line was missing."
  );
}

// checks/dhcp/dhcp-host-line-unusable.ts
var dhcp_host_line_unusable_default = defineCheck({
  id: "dhcp-host-line-unusable",
  layer: "dhcp",
  title: "Host file has a line without a valid address",
  why: "dnsmasq takes what is no address for a name: it knows the MAC of the VM, and has no address to offer to it.",
  symptom: "A single VM gets no offer, although its MAC is in the host file.",
  remedy: "Restart the DHCP agent, which writes all lines anew.",
  limits: "Only a line with something like an IPv4 address that is none counts: lines with IPv6 addresses or tags alone, and a MAC with a second, good line pass.",
  sources: [
    "https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html",
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/dhcp.py"
  ],
  severity: "error",
  each: "dhcpServers",
  explainedBy: [],
  applies: ({ processes }) => processes.length > 0,
  judge(server) {
    const files = told(server.dhcpFiles);
    const unusable = (files?.unusable ?? []).filter(
      ({ mac }) => files?.hosts.some((host) => host.mac === mac) === false
    );
    const [first] = unusable;
    if (first === void 0) return void 0;
    return {
      summary: `The line of ${first.mac} in the host file of ${server.namespace} has no valid address.`,
      evidence: [
        fileEvidence(
          server,
          "host",
          first.mac,
          unusable.map(({ line }) => line)
        )
      ],
      fix: restartFix(server.host, "dhcp-agent", "writes the host file anew")
    };
  }
});

// src/engine/fixes/netfilter.ts
var ruleWords = (rule) => [...rule.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, quoted, plain]) => quoted === void 0 ? plain ?? "" : quoted.replace(/\\(.)/g, "$1")).slice(1);
var deleteRules = (namespace, table, rules, permanent) => safeFix(
  rules.length === 1 ? "Delete the rule" : "Delete the rules",
  rules.map((rule) => within(namespace, "iptables", "-t", table, "-D", ...ruleWords(rule))),
  rules.map((rule) => within(namespace, "iptables", "-t", table, "-I", ...ruleWords(rule))),
  permanent
);
var isDrop = (rule) => / -j (?:DROP|REJECT)\b/.test(rule);

// checks/dhcp/dhcp-input-filtered.ts
var dhcp_input_filtered_default = defineCheck({
  id: "dhcp-input-filtered",
  layer: "dhcp",
  title: "Firewall in the DHCP namespace drops requests",
  why: "The DHCPDISCOVER reaches the DHCP port, but a rule in the namespace keeps it from dnsmasq.",
  symptom: "Tcpdump in the namespace shows the DHCPDISCOVER, and dnsmasq logs nothing of it.",
  remedy: "Delete the rule from INPUT of the DHCP namespace.",
  limits: "Only rules in INPUT that name UDP port 67 are found, after a DISCOVER was seen without an answer; a policy, another chain or the raw table is left to the check for a missing offer.",
  sources: [
    "https://man7.org/linux/man-pages/man8/iptables.8.html",
    "https://techbackground.blogspot.com/2013/05/debugging-quantum-dhcp-and-open-vswitch.html"
  ],
  severity: "error",
  each: "dhcpWatches",
  explainedBy: [],
  applies: ({ sent, points }) => sent.known && points.some(({ at, packets }) => at === "server" && packets.known && packets.value.length > 0),
  judge(watch) {
    if (seenAt(watch, "server", "OFFER").length > 0) return void 0;
    const rules = told(watch.rules).filter(
      (rule) => /^-A INPUT .*-p udp .*--dport 67\b.*-j (?:DROP|REJECT)/.test(rule)
    );
    if (rules.length === 0) return void 0;
    const { namespace } = watch.server;
    return {
      summary: `iptables in ${namespace} drops what comes to UDP port 67.`,
      evidence: [{ command: within(namespace, "iptables", "-S", "INPUT"), where: namespace, output: rules.join("\n") }],
      fix: deleteRules(namespace, "filter", rules, "The DHCP agent puts no such rule there: find out who did.")
    };
  }
});

// checks/dhcp/dhcp-interface-wrong.ts
var dhcp_interface_wrong_default = defineCheck({
  id: "dhcp-interface-wrong",
  layer: "dhcp",
  title: "DHCP server was started for another interface",
  why: "dnsmasq ignores requests that come in by an interface other than those of its command line.",
  symptom: "Since the DHCP port was made anew, dnsmasq runs and listens, and answers nobody.",
  remedy: "End dnsmasq and restart the DHCP agent, which starts it for the port of today.",
  limits: "Agents of today give no interface, so this is about those of the first years; names with a wildcard, and one present device among several, are fine.",
  sources: [
    "https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html",
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/dhcp.py"
  ],
  severity: "error",
  each: "dhcpServers",
  explainedBy: ["dhcp-port-missing", "port-device-in-wrong-namespace", "dhcp-server-outside-namespace"],
  applies: ({ processes }) => processes.some(({ devices }) => devices.length > 0),
  judge({ interface: fact, stack, processes, namespace, networkId, host }) {
    const device = told(fact);
    if (device === void 0 || stack === void 0 || !stack.isComplete) return void 0;
    const present2 = new Set(told(stack.interfaces).map(({ name }) => name));
    const isLost = (devices) => devices.length > 0 && devices.every((name) => !name.endsWith("*") && !present2.has(name));
    if (!processes.every(({ devices }) => isLost(devices))) return void 0;
    const wanted = processes.flatMap(({ devices }) => devices).join(", ");
    return {
      summary: `The dnsmasq of ${namespace} was started for ${wanted}, which is not there; the DHCP port is ${device.name}.`,
      evidence: [
        processEvidence(processes, `dnsmasq.*${networkId}`),
        { command: ip(namespace, "-br", "link"), where: namespace, output: [...present2].join("\n") }
      ],
      fix: restartFix(host, "dhcp-agent", "starts dnsmasq for its present port", killCommands(processes))
    };
  }
});

// checks/dhcp/dhcp-leases-exhausted.ts
var dhcp_leases_exhausted_default = defineCheck({
  id: "dhcp-leases-exhausted",
  layer: "dhcp",
  title: "DHCP server has no lease left",
  why: 'At its limit dnsmasq still offers an address, and then refuses the request for it ("no leases left").',
  symptom: 'New VMs are offered an address and refused it again and again; dnsmasq logs "no leases left".',
  remedy: "Delete the leases of MACs that the network no longer has while dnsmasq is down, and restart the DHCP agent; where all are in use, raise dnsmasq_lease_max.",
  limits: "At its limit, but with a lease for each host line, dnsmasq refuses nobody, and that is no fault. It sees only leases that are in the file.",
  sources: [
    "https://github.com/risuorg/risu",
    "https://github.com/projectcalico/felix/issues/233",
    "https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html"
  ],
  severity: "error",
  each: "dhcpServers",
  explainedBy: [],
  applies: (server) => !server.dhcpFiles.known || keepsLeases(server),
  judge(server) {
    const { hosts, leases, macs, folder } = told(server.dhcpFiles) ?? {
      hosts: [],
      leases: [],
      macs: /* @__PURE__ */ new Set()
    };
    const [limit] = server.processes.flatMap(({ leaseLimit }) => leaseLimit ?? []);
    const refused = hosts.filter(({ address }) => !leases.some((lease) => lease.address === address));
    if (limit === void 0 || leases.length < limit || refused.length === 0) return void 0;
    const dead2 = leases.filter(({ mac }) => !macs.has(mac));
    return {
      summary: `The dnsmasq of ${server.namespace} has given all ${limit} leases that it may, ${dead2.length} of them to MACs that the network no longer has.`,
      evidence: [
        processEvidence(server.processes, `dnsmasq.*${server.networkId}`),
        { command: ["cat", `${folder}/leases`], where: "host", output: leases.map(({ line }) => line).join("\n") }
      ],
      // Where all leases are in use, only a higher limit helps, which is the operator's to set (dnsmasq_lease_max).
      fix: dead2.length === 0 ? null : forgetLeasesFix(
        server,
        dead2.map(({ address }) => address)
      )
    };
  }
});

// checks/dhcp/dhcp-mtu-option-too-large.ts
var dhcp_mtu_option_too_large_default = defineCheck({
  id: "dhcp-mtu-option-too-large",
  layer: "dhcp",
  title: "DHCP tells the guests a larger MTU than their network has",
  why: "Small packets pass and large ones are lost on the way: a ping works, and a download or an SSH login hangs.",
  symptom: "Pings pass and an ssh login or download hangs, most often since the MTU of the network was lowered.",
  remedy: "End dnsmasq and restart the DHCP agent, which starts it with the network's MTU; the VMs take it with their next lease.",
  limits: "It compares with the DHCP port of the network here. A path that is narrower only on its way to another host, and an MTU set in the guest, are not seen.",
  sources: [
    "https://docs.openstack.org/neutron/latest/admin/config-mtu.html",
    "https://www.rfc-editor.org/rfc/rfc2132"
  ],
  severity: "warning",
  each: "dhcpServers",
  explainedBy: [],
  applies: ({ processes }) => processes.some(({ mtu }) => mtu !== void 0),
  judge({ interface: fact, processes, namespace, networkId, host }) {
    const device = told(fact);
    const [mtu] = processes.flatMap((process) => process.mtu ?? []);
    if (device?.mtu === void 0 || mtu === void 0 || mtu <= device.mtu) return void 0;
    return {
      summary: `DHCP of ${namespace} tells the guests an MTU of ${mtu}; the DHCP port of their network has ${device.mtu}.`,
      evidence: [
        processEvidence(processes, `dnsmasq.*${networkId}`),
        {
          ...linkEvidence(namespace, device.name, device),
          command: ip(namespace, "link", "show", "dev", device.name),
          output: `${device.name} mtu ${device.mtu}`
        }
      ],
      fix: restartFix(
        host,
        "dhcp-agent",
        "starts dnsmasq with the network's MTU; guests take it with their next lease",
        killCommands(processes)
      )
    };
  }
});

// checks/dhcp/dhcp-nak-sent.ts
var dhcp_nak_sent_default = defineCheck({
  id: "dhcp-nak-sent",
  layer: "dhcp",
  title: "DHCP server refuses an address",
  why: "A client that gets a NAK gives up its address and begins anew: its connections break, or it never gets one.",
  symptom: "A VM loses its address at each renewal, or goes from DHCPREQUEST to DHCPNAK and begins anew for ever.",
  remedy: 'Restart the DHCP agent where dnsmasq says "no leases left", which gives it a limit that fits the network; any other refusal has no one command.',
  limits: "Only heard with --passive, while it listens. A NAK by which a VM comes to another address is how a server should tell a change, and no fault; the same address again makes a warning.",
  sources: [
    "https://bugs.launchpad.net/bugs/1345947",
    "https://github.com/openstack/neutron/commit/74a16fde1c",
    "https://www.rfc-editor.org/rfc/rfc2131"
  ],
  severity: "error",
  each: "dhcpTalks",
  explainedBy: ["tag-shared-by-networks", "dhcp-host-entry-missing", "dhcp-leases-exhausted", "dhcp-foreign-offer"],
  judge(talk) {
    const { server } = talk;
    const packets = told(talk.packets);
    const refused = [...new Set(packets.map(({ clientMac }) => clientMac))].flatMap(
      (clientMac) => refusalOf(packets.filter((packet) => packet.clientMac === clientMac)) ?? []
    );
    const worst = refused.find(({ isLasting: isLasting2 }) => isLasting2) ?? refused[0];
    if (worst === void 0) return void 0;
    const { nak, wanted, isLasting } = worst;
    const ownMac = server.interface.known ? server.interface.value?.mac : void 0;
    const isFull = nak.srcMac === ownMac && nak.errorText === "no leases left";
    const others = refused.length === 1 ? "" : ` (and refuses ${refused.length - 1} more)`;
    const said = nak.errorText === null ? "" : `: "${nak.errorText}"`;
    return {
      summary: `${nak.srcMac === ownMac ? `dnsmasq in ${server.namespace}` : `A server with MAC ${nak.srcMac}`} refuses ${nak.clientMac} ${wanted}${others}${said}.`,
      evidence: [talkEvidence(talk, nak.clientMac)],
      fix: isFull ? restartFix(
        server.host,
        "dhcp-agent",
        "starts dnsmasq with a limit (--dhcp-lease-max) that fits the network's size"
      ) : null,
      ...isLasting ? {} : { severity: "warning" }
    };
  }
});
function refusalOf(packets) {
  const naks = packets.filter(({ type }) => type === "NAK");
  const last = packets.findLastIndex(({ type }) => type === "NAK");
  const nak = packets[last];
  if (nak === void 0) return void 0;
  const request = packets.slice(0, last).findLast(({ type }) => type === "REQUEST");
  const wanted = request?.requestedIp ?? request?.ciaddr ?? "its address";
  const given = packets.slice(last).find(({ type }) => type === "ACK")?.yiaddr;
  if (given !== void 0 && given !== wanted) return void 0;
  return { nak, wanted, isLasting: given === void 0 && naks.length > 1 };
}

// checks/dhcp/dhcp-namespace-broken.ts
var dhcp_namespace_broken_default = defineCheck({
  id: "dhcp-namespace-broken",
  layer: "dhcp",
  title: "DHCP namespace is an empty file",
  why: "What should lead to the namespace is no mount of one: nobody can enter it, and the agent fails at every try.",
  symptom: 'The DHCP agent logs "Peer netns reference is invalid" or "Invalid argument" at each try, and the network stays without leases.',
  remedy: "End the dnsmasq that is left, delete the name by `ip netns delete`, and restart the DHCP agent.",
  limits: "Two witnesses are needed, that it is no file of the kernel and that `ip` cannot enter it, and a port or dnsmasq that wants it. Empty files of networks that are gone pass.",
  sources: [
    "https://bugs.launchpad.net/bugs/1561695",
    "https://bugs.launchpad.net/bugs/2037102",
    "https://github.com/openstack/neutron/commit/38d058c2cf"
  ],
  severity: "error",
  each: "dhcpServers",
  explainedBy: [],
  applies: ({ hasNamespace }) => !hasNamespace.known || hasNamespace.value,
  judge({ isNamespaceBroken, stack, port, processes, namespace, host }) {
    const isInUse = processes.length > 0 || port.known && port.value !== void 0;
    if (!isNamespaceBroken || stack === void 0 || stack.interfaces.known || !isInUse) return void 0;
    return {
      summary: `/run/netns/${namespace} is a plain file that leads to no namespace.`,
      evidence: [
        { command: ip(namespace, "link"), where: "host", output: stack.interfaces.reason },
        { command: ["stat", "-f", "-c", "%T", `/run/netns/${namespace}`], where: "host", output: "(not nsfs)" }
      ],
      fix: restartFix(host, "dhcp-agent", "makes the namespace, its port and dnsmasq again", [
        ...killCommands(processes),
        ["ip", "netns", "delete", namespace]
      ])
    };
  }
});

// checks/dhcp/dhcp-namespace-missing.ts
var dhcp_namespace_missing_default = defineCheck({
  id: "dhcp-namespace-missing",
  layer: "dhcp",
  title: "DHCP namespace does not exist",
  why: "The network's DHCP port is on the switch, but the namespace with its dnsmasq is gone: nobody gets an address.",
  symptom: "No VM of the network gets an address, and `ip netns list` lacks its qdhcp, while the tap is still on the switch.",
  remedy: "Restart the DHCP agent, which makes namespace, port and dnsmasq again.",
  limits: "It takes a DHCP port on the switch, or a dnsmasq, whose namespace is gone: a network that was never served here, or is served elsewhere, leaves neither.",
  sources: [
    "https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html",
    "https://github.com/risuorg/risu"
  ],
  severity: "error",
  each: "dhcpServers",
  explainedBy: [],
  judge({ hasNamespace, namespace, device, host }) {
    if (told(hasNamespace)) return void 0;
    return {
      summary: `Namespace ${namespace} does not exist${device === void 0 ? "" : `; its port ${device} is on the switch`}.`,
      evidence: [
        { command: ["ip", "netns", "list"], where: "host", output: `(no ${namespace})` },
        ...device === void 0 ? [] : [linkEvidence(void 0, device, void 0)]
      ],
      fix: restartFix(host, "dhcp-agent", "makes the namespace, its port and dnsmasq again")
    };
  }
});

// checks/dhcp/dhcp-namespace-route-wrong.ts
var dhcp_namespace_route_wrong_default = defineCheck({
  id: "dhcp-namespace-route-wrong",
  layer: "dhcp",
  title: "DHCP namespace has no way out",
  why: "dnsmasq is the guests' name server too, and asks others by the default route of its namespace: names can't be looked up.",
  symptom: "VMs get their addresses, and looking up a name by the DHCP server times out.",
  remedy: "Set the default route of the namespace to the router of its subnet.",
  limits: "Agents before Ussuri set no such route, and are not judged; nor is it missed where no router of this host is in the subnet.",
  sources: [
    "https://bugs.launchpad.net/bugs/1733987",
    "https://github.com/openstack/neutron/commit/b24013f569",
    "https://bugs.launchpad.net/bugs/1684682"
  ],
  severity: "warning",
  each: "dhcpServers",
  explainedBy: ["port-device-missing", "dhcp-port-down", "dhcp-port-address-missing", "dhcp-port-address-wrong"],
  applies: (server) => server.processes.length > 0 && toldRouters(server).length > 0,
  judge(server) {
    const { stack, namespace, routerAddresses } = server;
    const device = told(server.interface);
    const held = heldAddresses(server) ?? [];
    const [router] = waysOut(server, held).filter(({ address }) => routerAddresses.includes(address));
    if (stack === void 0 || device?.isUp !== true || router === void 0) return void 0;
    const defaults = told(stack.routes).filter(isDefaultRoute);
    const known = toldRouters(server).map(({ address }) => address);
    if (defaults.some(({ gateway }) => gateway === void 0 || known.includes(gateway))) return void 0;
    const [wrong] = defaults;
    const remove = ip(namespace, "route", "del", "default", "via", router.address, "dev", device.name);
    return {
      summary: wrong === void 0 ? `${namespace} has no default route; the router of its subnet is ${router.address}.` : `${namespace} has its default route via ${wrong.gateway}; the router of its subnet is ${router.address}.`,
      evidence: [
        routeEvidence(namespace, "default", defaults),
        fileEvidence(server, "opts", "option:router", [router.line])
      ],
      fix: safeFix(
        "Give the namespace the default route that the DHCP agent gives it",
        wayOutCommands(server, device.name, held),
        [
          wrong?.gateway === void 0 ? remove : ip(namespace, "route", "replace", "default", "via", wrong.gateway, "dev", device.name)
        ],
        "The DHCP agent sets this route with every change of the network: see its log for why it was gone."
      )
    };
  }
});

// checks/dhcp/dhcp-offer-checksum-bad.ts
var dhcp_offer_checksum_bad_default = defineCheck({
  id: "dhcp-offer-checksum-bad",
  layer: "dhcp",
  title: "DHCPOFFER has a wrong UDP checksum",
  why: "The answer comes to the tap of the VM, and its DHCP client throws it away as damaged.",
  symptom: 'At the tap tcpdump shows offers with "bad udp cksum", and the guest goes on asking.',
  remedy: "Find what writes into the packets on their way, in `nft list ruleset` of the DHCP namespace; sums that were left to a NIC are filled in by a CHECKSUM rule for UDP port 68 in table mangle.",
  limits: "A sum that is left out is what a capture sees of every packet of the kernel's datapath, which hands it on to the guest as good: it counts with the userspace datapath only.",
  sources: ["https://bugs.launchpad.net/bugs/1244589", "https://github.com/openstack/neutron/commit/f5419d9079"],
  severity: "error",
  each: "dhcpWatches",
  explainedBy: [],
  applies: (watch) => hasPoint(watch, "vm-side"),
  judge(watch) {
    told(watch.sent);
    const bad = seenAt(watch, "vm-side", "OFFER").find(
      ({ udpChecksum, isChecksumLeftOut }) => udpChecksum === "bad" && (!isChecksumLeftOut || isUserspace(watch))
    );
    if (bad === void 0) return void 0;
    const isSentSo = ownOffers(watch).some(({ udpChecksum }) => udpChecksum === "bad");
    return {
      summary: `The OFFER for ${watch.clientMac} comes to the VM with a wrong UDP checksum${isSentSo ? `, as it leaves ${watch.server.namespace}` : ""}.`,
      evidence: [wireEvidence(watch, "server"), wireEvidence(watch, "vm-side")],
      // Nothing that is read here tells who spoils it.
      fix: null,
      shared: watch.server.namespace
    };
  }
});
function isUserspace({ server, vm }) {
  const { database } = server.host;
  const bridges = database.known ? database.value.bridges : [];
  return bridges.some(({ name, datapathType }) => name === vm?.integrationBridge && datapathType === "netdev");
}

// checks/dhcp/dhcp-offer-missing.ts
var dhcp_offer_missing_default = defineCheck({
  id: "dhcp-offer-missing",
  layer: "dhcp",
  title: "DHCP server sends no offer",
  why: "The DHCPDISCOVER reaches the DHCP port, and nothing comes back: the VM boots without an address.",
  symptom: "DHCPDISCOVERs of a VM are seen at the DHCP port, and no DHCPOFFER follows.",
  remedy: "Send dnsmasq SIGHUP if its host file has the VM, for it may not have read it; otherwise restart the DHCP agent.",
  limits: "It sees that no offer comes within two seconds, not why: the fix is the likeliest one. With --passive it waits for a guest that asks by itself.",
  sources: [
    "https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html",
    "https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html",
    "https://www.rfc-editor.org/rfc/rfc2131"
  ],
  severity: "error",
  each: "dhcpWatches",
  explainedBy: [
    "port-device-missing",
    "port-device-in-wrong-namespace",
    // A port without a tag sees the requests of all networks, with tags that dnsmasq does not look behind.
    "port-tag-missing",
    "port-tag-wrong",
    "port-dead-vlan",
    "tag-shared-by-networks",
    "dhcp-port-down",
    "dhcp-server-not-running",
    "dhcp-server-outside-namespace",
    "dhcp-server-not-listening",
    "dhcp-server-frozen",
    "dhcp-interface-wrong",
    "dhcp-port-address-missing",
    "dhcp-port-address-wrong",
    "dhcp-range-wrong",
    "dhcp-host-entry-missing",
    "dhcp-host-address-duplicate",
    "dhcp-host-line-unusable",
    "dhcp-address-leased-to-other",
    "dhcp-input-filtered"
  ],
  judge(watch) {
    told(watch.sent);
    const { server, clientMac } = watch;
    if (seenAt(watch, "server", "DISCOVER").length === 0 || ownOffers(watch).length > 0) return void 0;
    const [process] = server.processes;
    const isListed = server.files?.macs.has(clientMac) === true;
    return {
      summary: isListed ? `The DISCOVER of ${clientMac} reaches ${server.namespace}, but no OFFER leaves it, though the host file has a line for it.` : `The DISCOVER of ${clientMac} reaches ${server.namespace}, but no OFFER leaves it.`,
      evidence: [wireEvidence(watch, "server")],
      fix: isListed && process !== void 0 ? safeFix(
        "Let dnsmasq read its host file again: it knows only what was in it when it last did",
        [["kill", "-HUP", String(process.pid)]],
        [],
        "The DHCP agent sends this signal whenever it changes the file: see its log."
      ) : restartFix(server.host, "dhcp-agent", "writes the host file anew and starts dnsmasq with it"),
      shared: server.namespace
    };
  }
});

// src/topology/dhcp-settings.ts
var optionCodes = { router: 3, "dns-server": 6, mtu: 26 };
function settingsFor({ files, processes }, clientMac) {
  const own = (files?.hosts ?? []).filter(({ mac }) => mac === clientMac);
  const [host] = own;
  const [process] = processes;
  if (files === void 0 || host === void 0 || own.length > 1 || process === void 0) return void 0;
  const { ranges } = process;
  const forced = process.args.split(" ").flatMap((word) => word.match(/^--dhcp-option(?:-force)?=(.*)$/)?.[1] ?? []);
  const tags = /* @__PURE__ */ new Set([
    ...tagsIn(host.line),
    ...ranges.length === 1 ? ranges.flatMap(({ word }) => tagsIn(word)) : []
  ]);
  const lines = [...files.options, ...forced].map(readOption);
  const options = /* @__PURE__ */ new Map();
  for (const name of Object.keys(optionCodes)) {
    const about = lines.filter((line) => line?.name === name);
    const applying = about.filter((line) => line?.tags.every((tag) => tags.has(tag)));
    const [only] = applying;
    if (applying.length === 1 && only !== void 0) options.set(name, only.values);
  }
  const leaseSeconds = leaseOf(process, [...files.options, ...forced], host.line);
  return { address: host.address, options, ...leaseSeconds === void 0 ? {} : { leaseSeconds } };
}
function leaseOf({ ranges }, options, hostLine) {
  const times = new Set(ranges.map(({ leaseSeconds }) => leaseSeconds));
  const isSetElsewhere = options.some((line) => /(?:^|,)(?:option:lease-time|51),/.test(line)) || /,(?:\d+[smhdw]?|infinite)$/i.test(hostLine);
  return times.size === 1 && !isSetElsewhere ? [...times][0] : void 0;
}
var tagsIn = (text) => [...text.matchAll(/(?:^|[,=])(?:set|net):([^,]+)/g)].map(([, tag]) => tag ?? "");
function readOption(line) {
  const fields = line.split(",").map((field) => field.trim());
  const tags = fields.filter((field) => /^(?:tag|net):/.test(field)).map((field) => field.slice(4));
  const [option = "", ...values] = fields.filter((field) => !/^(?:tag|net):/.test(field));
  const name = Object.keys(optionCodes).find(
    (candidate) => option === `option:${candidate}` || option === String(optionCodes[candidate])
  );
  if (name === void 0 || values.length === 0 || values.includes("0.0.0.0")) return void 0;
  return { tags, name, values };
}

// checks/dhcp/dhcp-offer-outdated.ts
var dhcp_offer_outdated_default = defineCheck({
  id: "dhcp-offer-outdated",
  layer: "dhcp",
  title: "DHCP server offers what its files no longer say",
  why: "dnsmasq knows what was in its files when it last read them: VMs get an address, a router or a setting of before.",
  symptom: "After a change in Neutron VMs still get the address, gateway or name server of before.",
  remedy: "Send dnsmasq SIGHUP, so that it reads its host and option files again; VMs follow when they renew.",
  limits: "It compares address, router, DNS servers, MTU and lease time, where one line alone decides; options that overlap, and MACs with several lines, are passed over.",
  sources: ["https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html", "https://bugs.launchpad.net/bugs/1645835"],
  severity: "error",
  each: "dhcpWatches",
  explainedBy: ["port-tag-wrong", "tag-shared-by-networks", "dhcp-server-outside-namespace"],
  applies: ({ sent, server, clientMac }) => sent.known && settingsFor(server, clientMac) !== void 0,
  judge(watch) {
    const { server, clientMac } = watch;
    const settings = settingsFor(server, clientMac);
    const mac = server.interface.known ? server.interface.value?.mac : void 0;
    const offer = ownOffers(watch).findLast(({ srcMac }) => srcMac === mac);
    const [process] = server.processes;
    if (offer === void 0 || settings === void 0 || process === void 0) return void 0;
    const differences = differencesOf(offer, settings);
    if (differences.length === 0) return void 0;
    const files = ["host", "opts"].map((name) => `${server.files?.folder}/${name}`);
    return {
      summary: `dnsmasq in ${server.namespace} offers ${clientMac} ${differences.join(", ")}.`,
      evidence: [
        wireEvidence(watch, "server"),
        {
          command: ["grep", "-H", "", ...files],
          where: "host",
          output: [
            ...server.files?.hosts.filter((host) => host.mac === clientMac).map(({ line }) => line) ?? [],
            ...server.files?.options ?? []
          ].join("\n")
        }
      ],
      fix: safeFix(
        "Let dnsmasq read its files again",
        [["kill", "-HUP", String(process.pid)]],
        [],
        "The DHCP agent sends this signal whenever it changes the files: see its log. VMs take up the change when they renew."
      ),
      shared: server.namespace
    };
  }
});
function differencesOf(offer, { address, options, leaseSeconds }) {
  const given = {
    router: offer.routers,
    "dns-server": offer.dns,
    mtu: offer.mtu === null ? null : [String(offer.mtu)]
  };
  const told2 = [...options].flatMap(([name, values]) => {
    const own = given[name];
    const isSame = own === null || own.length === values.length && own.every((value) => values.includes(value));
    return isSame ? [] : [`the ${words[name]} ${own.join(", ")} instead of ${values.join(", ")}`];
  });
  return [
    ...address === void 0 || offer.yiaddr === address ? [] : [`the address ${offer.yiaddr} instead of ${address}`],
    ...told2,
    ...leaseSeconds === void 0 || offer.leaseSeconds === leaseSeconds ? [] : [`a lease of ${offer.leaseSeconds} s instead of ${leaseSeconds} s`]
  ];
}
var words = { router: "router", "dns-server": "DNS server", mtu: "MTU" };

// checks/dhcp/dhcp-pid-file-wrong.ts
var dhcp_pid_file_wrong_default = defineCheck({
  id: "dhcp-pid-file-wrong",
  layer: "dhcp",
  title: "DHCP agent does not know its DHCP server",
  why: "The agent reloads the process of the pid file: dnsmasq, being another one, never learns of new VMs.",
  symptom: "VMs that exist get their leases; those made from now on do not, until somebody restarts dnsmasq.",
  remedy: "Write the pid of the running dnsmasq into the file, and send it SIGHUP to read what it has missed.",
  limits: "A dnsmasq in a container has another pid in its own file than on the host, so it is asked only where `ps` shows them to be the same.",
  sources: [
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/external_process.py",
    "https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html"
  ],
  severity: "warning",
  each: "dhcpServers",
  explainedBy: ["dhcp-namespace-broken", "dhcp-server-outside-namespace", "dhcp-server-duplicate"],
  applies: ({ processes, files }) => files?.pid !== void 0 && processes.length > 0 && processes.every(({ hasHostPid }) => hasHostPid === true),
  judge({ processes, files, namespace, networkId }) {
    const [process] = processes;
    if (process === void 0 || files?.pid === void 0) return void 0;
    if (processes.some(({ pid }) => pid === files.pid)) return void 0;
    const file = `${files.folder}/pid`;
    return {
      summary: `The pid file of ${namespace} names process ${files.pid}, but its dnsmasq is ${process.pid}.`,
      evidence: [
        { command: ["cat", file], where: "host", output: String(files.pid) },
        processEvidence(processes, `dnsmasq.*${networkId}`)
      ],
      fix: safeFix(
        "Write the process into the file, and let it read what it may have missed",
        [
          ["sed", "-i", `1c\\${process.pid}`, file],
          ["kill", "-HUP", String(process.pid)]
        ],
        [["sed", "-i", `1c\\${files.pid}`, file]],
        "dnsmasq writes this file when it starts: find out who wrote another number into it."
      )
    };
  }
});

// src/engine/fixes/links.ts
function setUpFix(links, permanent, more = []) {
  const set = (state) => links.map(({ name, namespace }) => ip(namespace, "link", "set", name, state));
  const names = links.map(({ name }) => name).join(" and ");
  return safeFix(`Set ${names} up`, [...set("up"), ...more], set("down"), permanent);
}

// src/engine/fixes/routes.ts
var mainRouterOf = ({ routers }) => [...routers].sort((one, other) => (other.vmCount ?? 0) - (one.vmCount ?? 0))[0];
function tenantRouteCommands(range) {
  const main = mainRouterOf(range);
  if (main === void 0 || range.bridge === void 0) return [];
  return [["ip", "route", "replace", range.range, "via", main.gatewayAddress, "dev", range.bridge.name]];
}
var mainRangeOf = ({ tenantRanges }) => [...tenantRanges].sort((one, other) => vmsOf(other) - vmsOf(one))[0];
var vmsOf = (range) => mainRouterOf(range)?.vmCount ?? 0;
function lostTenantRoutes(bridge) {
  const main = mainRangeOf(bridge);
  return bridge.uplinks.length > 0 || main === void 0 ? [] : tenantRouteCommands(main);
}
function bridgeDeviceCommands({ name, interface: device }) {
  return [
    ["ip", "link", "set", name, "up"],
    ...addressesOn(device).map((held) => ["ip", "addr", "replace", cidrOf(held), "dev", name])
  ];
}
function defaultRouteCommands(router, device) {
  const { likelyGateway, namespace } = router;
  if (likelyGateway === void 0) return [];
  return [ip(namespace, "route", "replace", "default", "via", likelyGateway, "dev", device)];
}
var legRouteCommands = ({ role, router, device }) => role === "router-gateway" ? defaultRouteCommands(router, device) : [];

// src/engine/ports.ts
function legDown(leg) {
  const device = told(leg.interface);
  const { namespace } = leg.router;
  if (device === void 0 || isUp(device)) return void 0;
  return {
    summary: `${leg.device} is down in ${namespace}.`,
    evidence: [linkEvidence(namespace, leg.device, device)],
    fix: setUpFix(
      [{ name: leg.device, namespace }],
      "The L3 agent sets its ports up when it makes them: find out who set this one down.",
      legRouteCommands(leg)
    )
  };
}
function addressMissing(port) {
  const { namespace, device, expected, host, agent, more = [], moreUndo = [] } = port;
  const evidence = [addressEvidence(namespace, device)];
  if (expected === void 0) {
    const fix = restartFix(host, agent, "gives its ports their addresses again");
    return { summary: `${device.name} in ${namespace} has no address.`, evidence, fix };
  }
  const address = cidrOf(expected);
  return {
    summary: `${device.name} in ${namespace} has no address; it should have ${address} (${expected.because}).`,
    evidence,
    fix: safeFix(
      `Give ${device.name} its address again`,
      [ip(namespace, "addr", "replace", address, "brd", "+", "dev", device.name), ...more],
      [...moreUndo, ip(namespace, "addr", "del", address, "dev", device.name)],
      "The agent keeps this address; a restart of it has the same effect."
    )
  };
}

// checks/dhcp/dhcp-port-address-missing.ts
var dhcp_port_address_missing_default = defineCheck({
  id: "dhcp-port-address-missing",
  layer: "dhcp",
  title: "DHCP port has no address",
  why: "dnsmasq serves only those ranges in which its own port has an address: without one it stays silent.",
  symptom: 'For each request dnsmasq logs "DHCP packet received on tap\u2026 which has no address".',
  remedy: "Give the tap the address that its guests are told as name server; with the default route that went with it; where nothing tells the address, restart the DHCP agent.",
  limits: "Its 169.254.169.254 for metadata does not count as an address. Networks of IPv6 only, without IPv4 ranges and host lines, are not asked.",
  sources: ["https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html", "https://bugs.launchpad.net/bugs/2073464"],
  severity: "error",
  each: "dhcpServers",
  explainedBy: ["port-device-in-wrong-namespace"],
  // A network with IPv6 subnets only has no IPv4 host lines and no IPv4 address.
  applies: ({ files, processes }) => (files?.hosts.length ?? 0) > 0 || processes.some(({ ranges }) => ranges.length > 0),
  judge(server) {
    const { namespace, expected, host } = server;
    const device = told(server.interface);
    if (device === void 0) return void 0;
    const held = heldBy(device);
    if (held.some(({ address }) => !address.startsWith("169.254."))) return void 0;
    return addressMissing({
      namespace,
      device,
      expected,
      host,
      agent: "dhcp-agent",
      more: expected === void 0 ? [] : wayOutCommands(server, device.name, [expected])
    });
  }
});

// checks/dhcp/dhcp-port-address-wrong.ts
var dhcp_port_address_wrong_default = defineCheck({
  id: "dhcp-port-address-wrong",
  layer: "dhcp",
  title: "DHCP port has the address of another subnet",
  why: "dnsmasq serves only those ranges in which its own port has an address: with another one it stays silent.",
  symptom: "One network gets no lease since its subnet was changed or its port was given an address by hand.",
  remedy: "Restart the DHCP agent, which gives the port what Neutron has for it and takes the rest away.",
  limits: "It needs ranges on the command line of dnsmasq and host lines to compare with; one address in one of them is enough to pass.",
  sources: [
    "https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html",
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/interface.py"
  ],
  severity: "error",
  each: "dhcpServers",
  explainedBy: [],
  applies: ({ processes }) => processes.length > 0,
  judge(server) {
    const hosts = told(server.dhcpFiles)?.hosts ?? [];
    const held = heldAddresses(server) ?? [];
    const ranges = rangesOf(server);
    const isOfNetwork = held.some(
      (candidate) => ranges.some((range) => isServedFrom(range, candidate)) || hosts.some(({ address }) => isInRange(address, rangeOf(candidate)))
    );
    const device = told(server.interface);
    if (device === void 0 || held.length === 0 || ranges.length === 0 || hosts.length === 0 || isOfNetwork) {
      return void 0;
    }
    const { namespace, networkId, processes, host } = server;
    return {
      summary: `${device.name} in ${namespace} has ${held.map(({ address }) => address).join(", ")}, which is in no subnet that its dnsmasq serves.`,
      evidence: [addressEvidence(namespace, device), processEvidence(processes, `dnsmasq.*${networkId}`)],
      fix: restartFix(host, "dhcp-agent", "gives its port the addresses that Neutron gave it, and takes others away")
    };
  }
});

// checks/dhcp/dhcp-range-wrong.ts
var dhcp_range_wrong_default = defineCheck({
  id: "dhcp-range-wrong",
  layer: "dhcp",
  title: "DHCP server was started without the range of a subnet",
  why: 'dnsmasq answers only in the ranges of its command line ("no address range available"), whatever its host file says.',
  symptom: 'The log of dnsmasq repeats "no address range available for DHCP request via tap\u2026" for VMs whose host lines are right.',
  remedy: "End dnsmasq and restart the DHCP agent, which starts it with a range for each of its subnets.",
  limits: "A subnet whose DHCP is switched off has no range in health: only one in which the port has an address and VMs have host lines is asked for.",
  sources: [
    "https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html",
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/dhcp.py"
  ],
  severity: "error",
  each: "dhcpServers",
  explainedBy: ["dhcp-server-not-listening"],
  applies: ({ processes }) => processes.length > 0,
  judge(server) {
    const hosts = told(server.dhcpFiles)?.hosts ?? [];
    const ranges = rangesOf(server);
    const [held] = (heldAddresses(server) ?? []).filter(
      (candidate) => hosts.some(({ address }) => address !== candidate.address && isInRange(address, rangeOf(candidate))) && !ranges.some((range) => isServedFrom(range, candidate))
    );
    const device = told(server.interface);
    if (held === void 0 || device === void 0) return void 0;
    const { namespace, networkId, processes, host } = server;
    const given = ranges.map(({ word }) => word).join(" ");
    return {
      summary: `The dnsmasq of ${namespace} has no range for ${rangeOf(held)}, where its port ${device.name} and the VMs are; it was started with ${given === "" ? "none" : given}.`,
      evidence: [processEvidence(processes, `dnsmasq.*${networkId}`), addressEvidence(namespace, device)],
      fix: restartFix(host, "dhcp-agent", "starts dnsmasq with the ranges of its subnets", killCommands(processes))
    };
  }
});

// checks/dhcp/dhcp-router-option-wrong.ts
var dhcp_router_option_wrong_default = defineCheck({
  id: "dhcp-router-option-wrong",
  layer: "dhcp",
  title: "DHCP tells the guests a router that is not theirs",
  why: "Guests send all that leaves their subnet to the router that DHCP names: with a wrong one they reach nobody outside.",
  symptom: "VMs have their address and reach their neighbours, but nothing outside of their subnet.",
  remedy: "Restart the DHCP agent, which writes the options anew; the VMs take them with their next lease.",
  limits: "Where the gateway is a machine outside of Neutron, or there are several subnets, it is silent: a router of this host, and the default route of the DHCP namespace, must speak against the option.",
  sources: [
    "https://www.rfc-editor.org/rfc/rfc2132",
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/dhcp.py"
  ],
  severity: "error",
  each: "dhcpServers",
  explainedBy: [],
  // A second router, or one outside of Neutron, may well be the gateway: the agent's own route has to speak against it.
  applies: ({ processes, routerAddresses, files }) => processes.length > 0 && routerAddresses.length > 0 && files !== void 0,
  judge(server) {
    const { stack, routerAddresses, namespace, files, host } = server;
    const routes = stack === void 0 ? [] : told(stack.routes);
    const defaults = routes.filter(isDefaultRoute);
    const gateway = defaults.find(
      (route) => route.gateway !== void 0 && routerAddresses.includes(route.gateway)
    )?.gateway;
    const wrong = toldRouters(server).filter(
      ({ address }) => !routerAddresses.includes(address) && !defaults.some((route) => route.gateway === address) && files?.hosts.some((one) => one.address === address) === false
    );
    const [first] = wrong;
    if (gateway === void 0 || first === void 0 || toldRouters(server).length > 1) return void 0;
    return {
      summary: `DHCP of ${namespace} tells the guests the router ${first.address}, which nobody here is; theirs is ${gateway}.`,
      evidence: [
        fileEvidence(server, "opts", "option:router", [first.line]),
        routeEvidence(namespace, "default", defaults)
      ],
      fix: restartFix(host, "dhcp-agent", "writes the options anew")
    };
  }
});

// checks/dhcp/dhcp-server-duplicate.ts
var dhcp_server_duplicate_default = defineCheck({
  id: "dhcp-server-duplicate",
  layer: "dhcp",
  title: "Network has two DHCP servers in one namespace",
  why: "The DHCP agent tells changes to one dnsmasq only: a leftover goes on offering addresses that are no longer theirs.",
  symptom: "A VM gets now its own address and now none, or one that a deleted VM had.",
  remedy: "End those that the pid file does not name; if it names none of them, end all and restart the DHCP agent.",
  limits: "A dnsmasq forks children that share its socket: only where there are two sockets on port 67 is it a fault. Agents of other hosts, which serve the network too, are fine.",
  sources: ["https://bugs.launchpad.net/bugs/1811126", "https://github.com/openstack/neutron/commit/157e09e6af"],
  severity: "warning",
  each: "dhcpServers",
  explainedBy: [],
  applies: ({ processes }) => processes.length > 1,
  judge({ processes, namespace, networkId, files, host }) {
    const here = processes.filter(
      ({ whereabouts }) => whereabouts?.in === "namespace" && whereabouts.name === namespace
    );
    const sockets = here.map(({ sockets: fact, pid }) => toldPart(told(fact), `the sockets of process ${pid}`));
    if (here.length < 2 || Math.max(...sockets) < 2) return void 0;
    const others = here.filter(({ pid }) => pid !== files?.pid);
    const kill = killCommands(others);
    return {
      summary: `${here.length} dnsmasq processes answer in ${namespace}.`,
      evidence: [
        processEvidence(here, `dnsmasq.*${networkId}`),
        { command: ["cat", `${files?.folder}/pid`], where: "host", output: String(files?.pid ?? "") }
      ],
      fix: others.length < here.length ? safeFix(
        "End the one that is not in the pid file, which is the one that the DHCP agent does not know",
        kill,
        [],
        "The DHCP agent starts one dnsmasq for each network: see its log for why it lost sight of this one."
      ) : restartFix(host, "dhcp-agent", "starts one dnsmasq for each network", kill)
    };
  }
});

// src/engine/frozen.ts
function areFrozen(processes) {
  if (processes.some(({ isFrozen }) => isFrozen === false)) return false;
  const untold = processes.find(({ isFrozen }) => isFrozen === void 0);
  if (untold === void 0) return true;
  throw new CouldNotTell(
    `nothing here tells the state of process ${untold.pid}: run \`ps auxww\` there and add what it prints`
  );
}

// checks/dhcp/dhcp-server-frozen.ts
var dhcp_server_frozen_default = defineCheck({
  id: "dhcp-server-frozen",
  layer: "dhcp",
  title: "DHCP server is stopped",
  why: "dnsmasq is alive and its port is open, but a signal has stopped it: it answers nobody.",
  symptom: "Requests pile up in the socket of dnsmasq, and its log has ended.",
  remedy: "Let dnsmasq go on with SIGCONT: it answers what has waited, and nothing needs a restart.",
  limits: "All dnsmasq of the network must be stopped. A process that is stuck in the kernel (state D) or spins is not among them.",
  sources: [
    "https://man7.org/linux/man-pages/man7/signal.7.html",
    "https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html"
  ],
  severity: "error",
  each: "dhcpServers",
  explainedBy: [],
  applies: ({ processes }) => processes.length > 0,
  judge({ processes, namespace, networkId }) {
    if (!areFrozen(processes)) return void 0;
    return {
      summary: `The dnsmasq of ${namespace} is stopped by a signal and does nothing.`,
      evidence: [processEvidence(processes, `dnsmasq.*${networkId}`)],
      fix: safeFix(
        "Let it go on",
        processes.map(({ pid }) => ["kill", "-CONT", String(pid)]),
        processes.map(({ pid }) => ["kill", "-STOP", String(pid)]),
        "Find out who stopped it (a debugger, a script): no agent does that."
      )
    };
  }
});

// checks/dhcp/dhcp-server-not-listening.ts
var dhcp_server_not_listening_default = defineCheck({
  id: "dhcp-server-not-listening",
  layer: "dhcp",
  title: "DHCP server does not listen",
  why: "dnsmasq runs, but has no socket on UDP port 67: no DHCPDISCOVER reaches it.",
  symptom: "The process of dnsmasq is there, and what VMs send to port 67 gets no answer, not even a refusal.",
  remedy: "End that dnsmasq and restart the DHCP agent, which starts it with its own options.",
  limits: "It counts sockets on UDP port 67 in the namespace, whoever holds them: a foreign program there hides a deaf dnsmasq.",
  sources: [
    "https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html",
    "https://bugs.launchpad.net/bugs/1811126",
    "https://github.com/openstack/neutron/commit/d471a85931"
  ],
  severity: "error",
  each: "dhcpServers",
  explainedBy: ["dhcp-server-outside-namespace", "dhcp-port-missing", "port-device-in-wrong-namespace"],
  applies: ({ processes }) => processes.length > 0,
  judge({ processes, namespace, networkId, host }) {
    const sockets = processes.map(({ sockets: fact, pid }) => toldPart(told(fact), `the sockets of process ${pid}`));
    if (sockets.some((count) => count > 0)) return void 0;
    return {
      summary: `The dnsmasq of ${namespace} does not listen on UDP port 67.`,
      evidence: [
        processEvidence(processes, `dnsmasq.*${networkId}`),
        {
          command: within(namespace, "ss", "-lun", "sport", "=", ":67"),
          where: namespace,
          output: "(no socket)"
        }
      ],
      fix: restartFix(
        host,
        "dhcp-agent",
        "starts dnsmasq with its proper options",
        processes.map(({ pid }) => ["kill", String(pid)])
      )
    };
  }
});

// checks/dhcp/dhcp-server-not-running.ts
var dhcp_server_not_running_default = defineCheck({
  id: "dhcp-server-not-running",
  layer: "dhcp",
  title: "Network has no DHCP server",
  why: "No dnsmasq answers the DHCPDISCOVER of this network's VMs: they boot without an address.",
  symptom: "VMs of one network boot without an address, and those that run lose theirs when the lease ends.",
  remedy: "Restart the DHCP agent, which starts dnsmasq again.",
  limits: "A dnsmasq is recognised by the id of its network in the paths of its files: one that was started by hand without them is not seen. An empty namespace is no fault.",
  sources: [
    "https://github.com/platform9/pf9-neutron-debug",
    "https://bugs.launchpad.net/bugs/1410982",
    "https://github.com/openstack/neutron/commit/718b295061"
  ],
  severity: "error",
  each: "dhcpServers",
  explainedBy: ["state-folder-full", "dhcp-namespace-missing"],
  applies: ({ hasNamespace }) => !hasNamespace.known || hasNamespace.value,
  judge({ processes, namespace, networkId, files, host }) {
    if (processes.length > 0) return void 0;
    const sought2 = `dnsmasq.*${networkId}`;
    const pid = files?.pid;
    return {
      summary: `No dnsmasq runs for ${namespace}.`,
      evidence: [
        processEvidence([], sought2),
        ...pid === void 0 ? [] : [{ command: ["cat", `${files?.folder}/pid`], where: "host", output: `${pid} (no such process)` }]
      ],
      fix: restartFix(host, "dhcp-agent", "starts dnsmasq again")
    };
  }
});

// checks/dhcp/dhcp-server-outside-namespace.ts
var dhcp_server_outside_namespace_default = defineCheck({
  id: "dhcp-server-outside-namespace",
  layer: "dhcp",
  title: "DHCP server runs outside its namespace",
  why: "dnsmasq listens where the network's DHCP port is not: it never sees a DHCPDISCOVER.",
  symptom: "The list of processes has the dnsmasq of the network, and yet nothing listens in its namespace.",
  remedy: "End that dnsmasq and restart the DHCP agent, which starts it in the namespace.",
  limits: "An old `ps` without the column of namespaces leaves it unknown. Of several processes, one in the right place is enough.",
  sources: [
    "https://man7.org/linux/man-pages/man8/ip-netns.8.html",
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/dhcp.py"
  ],
  severity: "error",
  each: "dhcpServers",
  explainedBy: ["dhcp-namespace-missing", "dhcp-namespace-broken"],
  applies: ({ processes, hasNamespace }) => processes.length > 0 && (!hasNamespace.known || hasNamespace.value),
  judge({ processes, namespace, networkId, host }) {
    const whereabouts = processes.map((process) => ({ process, place: placeOf(process) }));
    if (whereabouts.some(({ place }) => place === namespace)) return void 0;
    const [first] = whereabouts;
    if (first === void 0) return void 0;
    const kill = processes.map(({ pid }) => ["kill", String(pid)]);
    return {
      summary: `The dnsmasq of ${namespace} runs in ${first.place}.`,
      evidence: [
        processEvidence(processes, `dnsmasq.*${networkId}`),
        { command: ["ip", "netns", "identify", String(first.process.pid)], where: "host", output: first.place }
      ],
      fix: restartFix(host, "dhcp-agent", "starts dnsmasq where it belongs", kill)
    };
  }
});
function placeOf({ whereabouts, pid }) {
  const place = toldPart(whereabouts, `the namespace of process ${pid}`);
  if (place.in === "namespace") return place.name;
  return place.in === "host" ? "the host's own namespace" : "a namespace without a name";
}

// src/engine/fixes/patch.ts
var patchPairFix = (host, [one, other], missing, permanent) => ({
  summary: "Make the patch pair again, and let the agent put its flows on it",
  risk: "disruptive",
  commands: [
    ["ovs-vsctl", ...endWords(one, other.name), "--", ...endWords(other, one.name)],
    ...restarts(host, ["l2-agent"])
  ],
  undo: missing.map((name) => ["ovs-vsctl", "--if-exists", "del-port", name]),
  permanent
});
var endWords = ({ bridge, name }, peer) => [
  "--may-exist",
  "add-port",
  bridge,
  name,
  "--",
  "set",
  "Interface",
  name,
  "type=patch",
  `options:peer=${peer}`
];

// checks/external-bridge/external-patch-missing.ts
var external_patch_missing_default = defineCheck({
  id: "external-patch-missing",
  layer: "external-bridge",
  title: "Integration bridge and external bridge are not connected",
  why: "The routers' qg ports sit on br-int; only the patch pair leads from there to the external bridge.",
  symptom: "Both br-int and br-ex look fine, and nothing crosses from one to the other: every router of the host is cut off.",
  remedy: "Add both patch ports with each other as peer, and restart the Open vSwitch agent for the flows on them.",
  limits: "Routers whose qg is on the external bridge itself need no pair, and are not asked. A veth pair in its place, as agents before Juno made it, is not looked into.",
  sources: ["https://bugs.launchpad.net/bugs/1528894", "https://github.com/openstack/neutron/commit/99915fa76b"],
  severity: "error",
  each: "externalBridges",
  explainedBy: ["integration-bridge-missing", "external-bridge-missing"],
  applies: ({ patch, bridge }) => patch !== void 0 && bridge !== void 0,
  judge({ name, patch, integrationBridge, host }) {
    if (patch === void 0 || integrationBridge === void 0 || patch.port !== void 0 && patch.hasPeer)
      return void 0;
    const inside = patch.port?.name ?? `int-${name}`;
    const missing = [patch.port === void 0 ? inside : "", patch.hasPeer ? "" : patch.peer].filter(
      (port) => port !== ""
    );
    return {
      summary: `The patch pair ${inside}/${patch.peer} between ${integrationBridge.name} and ${name} lacks ${missing.join(" and ")}.`,
      evidence: [
        {
          command: ["ovs-vsctl", "--columns=name,options", "find", "Interface", "type=patch"],
          where: "host",
          output: integrationBridge.ports.flatMap(({ interfaces }) => interfaces).filter(({ type }) => type === "patch").map((port) => `${port.name} peer=${port.options["peer"] ?? ""}`).join("\n")
        }
      ],
      fix: patchPairFix(
        host,
        [
          { bridge: integrationBridge.name, name: inside },
          { bridge: name, name: patch.peer }
        ],
        missing,
        "The Open vSwitch agent makes the pair when it starts; bridge_mappings in its configuration must name the bridge."
      )
    };
  }
});

// checks/external-bridge/external-patch-peer-wrong.ts
var external_patch_peer_wrong_default = defineCheck({
  id: "external-patch-peer-wrong",
  layer: "external-bridge",
  title: "Patch ports of the external bridge do not point at each other",
  why: "Patch ports pass packets only where each names the other as its peer; one that points elsewhere leads nowhere.",
  symptom: "Both ends of the pair are listed on their bridges, and the counters of one of them stand still.",
  remedy: "Name the port of the integration bridge as the peer of the one on the external bridge.",
  limits: "It follows the pair from the integration bridge: a port there that names no peer, or one that does not exist, counts as a missing pair.",
  sources: [
    "https://bugs.launchpad.net/bugs/1528894",
    "https://www.openvswitch.org/support/dist-docs/ovs-vswitchd.conf.db.5.html"
  ],
  severity: "error",
  each: "externalBridges",
  explainedBy: ["external-bridge-missing", "external-patch-missing"],
  applies: ({ patch, bridge }) => patch?.port !== void 0 && bridge !== void 0,
  judge({ name, patch, bridge }) {
    const inside = patch?.port?.name;
    const outside = bridge?.ports.find((port) => port.name === patch?.peer)?.interfaces[0];
    const back = outside?.options["peer"];
    if (inside === void 0 || outside === void 0 || back === inside) return void 0;
    return {
      summary: `${outside.name} on ${name} should be patched to ${inside}, but its peer is ${back ?? "not set"}.`,
      evidence: [
        {
          command: ["ovs-vsctl", "--columns=name,type,options", "find", "Interface", "type=patch"],
          where: "host",
          output: `${inside} peer=${outside.name}
${outside.name} peer=${back ?? ""}`
        }
      ],
      fix: safeFix(
        `Make ${inside} the peer of ${outside.name}`,
        [["ovs-vsctl", "set", "Interface", outside.name, "type=patch", `options:peer=${inside}`]],
        [
          back === void 0 ? ["ovs-vsctl", "remove", "Interface", outside.name, "options", "peer"] : ["ovs-vsctl", "set", "Interface", outside.name, `options:peer=${back}`]
        ],
        "The Open vSwitch agent sets the peers when it starts: find out who changed them."
      )
    };
  }
});

// checks/external-bridge/external-veth-down.ts
var external_veth_down_default = defineCheck({
  id: "external-veth-down",
  layer: "external-bridge",
  title: "Pair of devices between integration and provider bridge is down",
  why: "Agents before Juno join br-int and a provider bridge by a veth pair: with one end down, nothing crosses.",
  symptom: "After a boot of the host no VM gets to the provider network, until somebody sets the links up by hand.",
  remedy: "Set both ends up.",
  limits: "It goes by the names that the agent gives, int-BRIDGE and phy-BRIDGE, where they are devices of the host and not patch ports of the switch.",
  sources: ["https://bugs.launchpad.net/bugs/1218556", "https://github.com/openstack/neutron/commit/8d88ee7411"],
  severity: "error",
  each: "agentBridges",
  explainedBy: [],
  applies: (view) => view.role === "integration" && endsOf(view).length > 0,
  judge(view) {
    const ends = endsOf(view);
    const down = told(view.host.stack.interfaces).filter(({ name, isUp: isUp2 }) => ends.includes(name) && isUp2 === false);
    const names = down.map(({ name }) => name);
    if (down.length === 0) return void 0;
    return {
      summary: `${names.join(" and ")}, by which ${view.name} leads to a provider bridge, ${names.length === 1 ? "is" : "are"} down.`,
      evidence: down.map((device) => linkEvidence(void 0, device.name, device)),
      fix: setUpFix(
        down,
        "The agent sets them up when it makes them; later agents use patch ports, which have no such state."
      )
    };
  }
});
function endsOf({ bridge, host }) {
  const bridges = host.database.known ? host.database.value.bridges : [];
  const devices = new Set(
    bridges.flatMap(({ ports }) => ports.flatMap(({ interfaces }) => interfaces)).filter(({ type }) => type === "").map(({ name }) => name)
  );
  const inner = (bridge?.ports ?? []).map(({ name }) => name).filter((name) => name.startsWith("int-"));
  return inner.flatMap((name) => [name, name.replace("int-", "phy-")]).filter((name) => devices.has(name));
}

// checks/external-bridge/gateway-port-missing.ts
var gateway_port_missing_default = defineCheck({
  id: "gateway-port-missing",
  layer: "external-bridge",
  title: "Router's external port is on no bridge",
  why: "Without its qg port on a bridge, nothing enters or leaves the tenant's network by this router.",
  symptom: "VMs reach their router and each other, but nothing outside, and their floating IPs are dead.",
  remedy: "Restart the L3 agent, which plugs the port into the bridge again.",
  limits: "The port is known from its device in the namespace or from the router's rules: if both are gone too, nothing tells that there was one. Distributed routers are not asked.",
  sources: [
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/router_info.py",
    "https://github.com/bilelmsekni/OpenStack-Grizzly-Install-Guide/issues/144"
  ],
  severity: "error",
  each: "routerLegs",
  explainedBy: ["integration-bridge-missing", "external-bridge-missing"],
  applies: ({ role, router }) => role === "router-gateway" && router.mode !== "distributed",
  judge(leg) {
    if (told(leg.port) !== void 0) return void 0;
    const { host, namespace } = leg.router;
    if (host.database.known && !host.database.value.isComplete) return void 0;
    return {
      summary: `${leg.device} of ${namespace} is on no bridge of the switch.`,
      evidence: [noPortEvidence("any bridge", leg.device), linkEvidence(namespace, leg.device, told(leg.interface))],
      fix: restartFix(host, "l3-agent", "plugs the port again")
    };
  }
});

// src/engine/flow-tables.ts
var flowEvidence = (bridge, flow, flows) => ({
  command: ["ovs-ofctl", "dump-flows", bridge, ...flow === "" ? [] : [flow]],
  where: "host",
  output: flows.length === 0 ? "(no flow)" : flows.map(({ table, text }) => `table=${table} ${text}`).join("\n")
});
function deadTables(flows, tables3) {
  const isFirstDead = !flows.some(({ table, actions }) => table === 0 && actions !== "drop");
  const isSentTo2 = (wanted) => flows.some(({ actions }) => actions.includes(`resubmit(,${wanted})`) || actions.includes(`ct(table=${wanted},`));
  const isEmpty = (wanted) => !flows.some(({ table }) => table === wanted);
  return [...isFirstDead ? [0] : [], ...tables3.filter((wanted) => isSentTo2(wanted) && isEmpty(wanted))];
}
function flowsMissing(view, tables3) {
  if (view.bridge?.failMode !== "secure") return void 0;
  const flows = told(view.flows);
  const dead2 = deadTables(flows, tables3);
  if (dead2.length === 0) return void 0;
  const isBare = flows.length === 0;
  return {
    summary: isBare ? `${view.name} has no flows at all, and without them it lets nothing through (fail_mode secure).` : `${view.name} has no flows that forward in table ${dead2.join(", ")}: what comes there is dropped.`,
    evidence: [
      isBare ? flowEvidence(view.name, "", flows) : flowEvidence(
        view.name,
        `table=${dead2[0]}`,
        flows.filter(({ table }) => table === dead2[0])
      ),
      { command: ["ovs-vsctl", "get-fail-mode", view.name], where: "host", output: "secure" }
    ],
    fix: restartFix(view.host, "l2-agent", "puts its flows in again")
  };
}

// checks/external-bridge/provider-bridge-flows-missing.ts
var provider_bridge_flows_missing_default = defineCheck({
  id: "provider-bridge-flows-missing",
  layer: "external-bridge",
  title: "Provider bridge has lost its flows",
  why: "A provider bridge that was deleted and made again by something else than the agent has none of its flows.",
  symptom: "Provider networks and routers of the host are cut off since configuration management made the bridge anew.",
  remedy: "Restart the Open vSwitch agent, which puts the flows of the bridge in again.",
  limits: "Only a bridge in fail mode secure is judged, as one in standalone forwards without flows; it misses all flows that do more than drop, not a single one.",
  sources: ["https://bugs.launchpad.net/bugs/1864822", "https://github.com/openstack/neutron/commit/63c45b3766"],
  severity: "error",
  each: "agentBridges",
  explainedBy: ["ovsdb-server-not-answering", "ovs-vswitchd-not-answering"],
  applies: ({ role }) => role === "provider",
  judge: (view) => flowsMissing(view, [])
});

// src/engine/vlan-flows.ts
var present = 4096;
var setsVlan = ({ actions }, vlan) => actions.split(",").some((action) => action === `mod_vlan_vid:${vlan}` || action === `set_field:${present + vlan}->vlan_vid`);
var outputsOf = ({ actions }) => actions.includes("learn(") ? [] : [...actions.matchAll(/(?:^|,)output:(\d+)/g)].map(([, port]) => Number(port));

// checks/external-bridge/provider-vlan-flow-missing.ts
var provider_vlan_flow_missing_default = defineCheck({
  id: "provider-vlan-flow-missing",
  layer: "external-bridge",
  title: "A provider network's VLAN is not translated",
  why: "Flows turn the network's local VLAN into that of the physical network and back: without them it is cut off there.",
  symptom: "VMs of one provider network reach each other on this host, and nobody on the physical network.",
  remedy: "Restart the Open vSwitch agent, which puts the translation in again.",
  limits: "The VLAN is the one that the agent noted at the ports, so agents before Kilo are not judged; that it is the one which the switch outside carries, nobody here knows.",
  sources: [
    "https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html",
    "https://bugs.launchpad.net/bugs/1864822",
    "https://github.com/openstack/neutron/commit/63c45b3766"
  ],
  severity: "error",
  each: "providerNetworks",
  explainedBy: [
    "integration-bridge-flows-missing",
    "bridge-fail-mode-standalone",
    "external-patch-missing",
    "external-patch-peer-wrong",
    "provider-bridge-flows-missing"
  ],
  applies: ({ bridges }) => bridges.length > 0,
  judge({ physicalNetwork, vlan, localVlan, integrationBridge, bridges, patchPorts, host, ...network }) {
    const inside = told(network.integrationFlows).filter(
      ({ match }) => patchPorts.includes(match.get("in_port") ?? "")
    );
    const outside = bridges.map(({ name, flows }) => ({ name, flows: told(flows) }));
    const isIn = inside.some(
      (flow) => setsVlan(flow, localVlan.tag) && (vlan === void 0 || flow.match.get("dl_vlan") === String(vlan))
    );
    const isOut = outside.some(
      ({ flows }) => flows.some(
        (flow) => flow.match.get("dl_vlan") === String(localVlan.tag) && (vlan === void 0 ? stripsVlan(flow) : setsVlan(flow, vlan))
      )
    );
    if (isIn && isOut) return void 0;
    const there = vlan === void 0 ? "no VLAN" : `VLAN ${vlan}`;
    const way = isIn ? `from local VLAN ${localVlan.tag} to ${there}` : `from ${there} to local VLAN ${localVlan.tag}`;
    return {
      summary: `No flow translates ${way} for the network on ${physicalNetwork}.`,
      evidence: isIn ? outside.map(({ name, flows }) => flowEvidence(name, "", flows)) : [flowEvidence(integrationBridge, "table=0", inside)],
      fix: restartFix(host, "l2-agent", "puts its flows in again")
    };
  }
});
var stripsVlan = ({ actions }) => /(?:^|,)(?:strip_vlan|pop_vlan)(?:,|$)/.test(actions);

// checks/floating-ip/fip-link-broken.ts
var fip_link_broken_default = defineCheck({
  id: "fip-link-broken",
  layer: "floating-ip",
  title: "Distributed router is cut off from its floating IPs",
  why: "Floating IPs of a distributed router come in by a namespace of their own: only the pair rfp and fpr leads on to the router.",
  symptom: "All floating IPs of one router are dead on one compute node, and the same VMs reach the world without them.",
  remedy: "Set both ends of the pair up; where one is gone, restart the L3 agent, which makes the pair again.",
  limits: "Judged where the rules of the router translate a floating IP that comes in by rfp: before the first one there is no pair. Where several external networks have a namespace here, a missing fpr may be in any, and nothing is said of it.",
  sources: [
    "https://bugs.launchpad.net/bugs/1776984",
    "https://github.com/openstack/neutron/commit/5a7c12f245",
    "https://docs.openstack.org/neutron/latest/admin/deploy-ovs-ha-dvr.html"
  ],
  severity: "error",
  each: "distributedRouters",
  explainedBy: [],
  applies: ({ link, floatingIps }) => link !== void 0 && floatingIps.length > 0,
  judge({ link, router, host, floatingIps }) {
    if (link === void 0) return void 0;
    const ends = [link.inner, ...link.outer === void 0 ? [] : [link.outer]].map(({ device, ...end }) => ({
      ...end,
      device: told(device)
    }));
    const gone = ends.filter(({ device }) => device === void 0);
    const down = ends.filter(({ device }) => device !== void 0 && !isUp(device));
    if (gone.length + down.length === 0) return void 0;
    const names = (some, what) => some.map(({ name, namespace }) => `${name} in ${namespace} ${what}`).join(", ");
    return {
      summary: `${[names(gone, "does not exist"), names(down, "is down")].filter((part) => part !== "").join(", ")}: ${floatingIps.map(({ address }) => address).join(", ")} of ${router.namespace} can't be reached.`,
      evidence: ends.map(({ namespace, name, device }) => linkEvidence(namespace, name, device)),
      fix: gone.length > 0 ? restartFix(host, "l3-agent", "makes the pair again, with its addresses and routes") : setUpFix(down, "The L3 agent sets the pair up when it makes it: find out who set it down.")
    };
  }
});

// checks/floating-ip/fip-policy-rule-missing.ts
var fip_policy_rule_missing_default = defineCheck({
  id: "fip-policy-rule-missing",
  layer: "floating-ip",
  title: "No policy rule sends a VM with a floating IP out by it",
  why: "A distributed router has several ways out: without the rule the VM takes that of VMs without a floating IP, under the address of the router.",
  symptom: "A VM behind a distributed router is seen outside under another address than its floating IP, or is not heard at all.",
  remedy: "Take the route to the floating IP away and restart the L3 agent, which then sets both, the rule with its own priority.",
  limits: "It looks for a rule from the fixed address to table 16; rules that are left over from floating IPs of before are not judged. A warning while there is another way out, an error without one.",
  sources: [
    "https://bugs.launchpad.net/bugs/1891673",
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/dvr_fip_ns.py"
  ],
  severity: "error",
  each: "distributedFloatingIps",
  explainedBy: ["fip-link-broken"],
  judge({ address, fixed, router, link, hasRule, hasRoute: hasRoute2, host }) {
    if (told(hasRule)) return void 0;
    const { outer } = link;
    const before = outer !== void 0 && hasRoute2.known && hasRoute2.value ? [ip(outer.namespace, "route", "del", `${address}/32`, "dev", outer.name)] : [];
    const rules = told(router.stack.rules);
    return {
      summary: `${router.namespace} has no rule that sends what comes from ${fixed} to table ${fipTable}, the way of its floating IP ${address}.`,
      // Without another way its answers go nowhere.
      severity: rules.some(isSnatRule) ? "warning" : "error",
      evidence: [
        {
          command: ip(router.namespace, "rule"),
          where: router.namespace,
          output: rules.map(({ priority, source, table }) => `${priority}: from ${source} lookup ${table}`).join("\n")
        }
      ],
      fix: restartFix(host, "l3-agent", "sets up the floating IP anew", before)
    };
  }
});

// checks/floating-ip/fip-proxy-arp-off.ts
var fip_proxy_arp_off_default = defineCheck({
  id: "fip-proxy-arp-off",
  layer: "floating-ip",
  title: "Nobody answers ARP for the floating IPs of distributed routers",
  why: "No device has a floating IP as an address of its own there: fg answers for them as proxy, or the external network finds none.",
  symptom: "All floating IPs of distributed routers on one node are dead at once, though their routes and rules are right.",
  remedy: "Switch proxy_arp on for the device fg in the namespace of floating IPs.",
  limits: "Judged where a router is linked to the namespace. An `ip` that does not tell of proxies leaves it unknown.",
  sources: [
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/dvr_fip_ns.py",
    "https://docs.kernel.org/networking/ip-sysctl.html"
  ],
  severity: "error",
  each: "fipNamespaces",
  explainedBy: [],
  applies: ({ gateway, links }) => links.length > 0 && (!gateway.known || gateway.value !== void 0),
  judge({ name, gateway, answersForOthers }) {
    const device = told(gateway);
    if (device === void 0 || told(answersForOthers)) return void 0;
    const key = `net.ipv4.conf.${device.name}.proxy_arp`;
    const set = (value) => within(name, "sysctl", "-w", `${key}=${value}`);
    return {
      summary: `${device.name} in ${name} does not answer ARP for the floating IPs behind it.`,
      evidence: [{ command: within(name, "sysctl", key), where: name, output: `${key} = 0` }],
      fix: safeFix(
        `Let ${device.name} answer for them`,
        [set(1)],
        [set(0)],
        "The L3 agent sets it when it makes the device: find out who has set it back."
      )
    };
  }
});

// checks/floating-ip/fip-route-missing.ts
var fip_route_missing_default = defineCheck({
  id: "fip-route-missing",
  layer: "floating-ip",
  title: "No route leads to the floating IP of a distributed router",
  why: "The namespace of floating IPs answers ARP only for what it has a route to, and sends nothing else on to the router.",
  symptom: "One floating IP of a distributed router answers no ARP request, while others of the same node work.",
  remedy: "Add the route to the floating IP by way of rfp in the namespace of floating IPs.",
  limits: "It goes by the rules of the router on this host. A floating IP that is translated on the node with the SNAT namespace has no rule here, and is not asked about.",
  sources: [
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/dvr_local_router.py",
    "https://docs.openstack.org/neutron/latest/admin/deploy-ovs-ha-dvr.html"
  ],
  severity: "error",
  each: "distributedFloatingIps",
  explainedBy: ["fip-link-broken"],
  applies: ({ link }) => link.outer !== void 0,
  judge({ address, link, hasRoute: hasRoute2, host }) {
    const { outer } = link;
    if (outer === void 0 || told(hasRoute2)) return void 0;
    const next = innerAddressOf(link);
    const route = [`${address}/32`, "via", next ?? "", "dev", outer.name];
    return {
      summary: `${outer.namespace} has no route to ${address} by ${outer.name}.`,
      evidence: [routeEvidence(outer.namespace, `${address}/32`, [])],
      fix: next === void 0 ? restartFix(host, "l3-agent", "sets the routes of its floating IPs") : safeFix(
        "Add the route",
        [ip(outer.namespace, "route", "replace", ...route)],
        [ip(outer.namespace, "route", "del", ...route)],
        "The L3 agent sets the route with the floating IP: see its log for why it is gone."
      )
    };
  }
});

// src/engine/fixes/nat.ts
var iptables = ({ namespace }, table, ...words2) => within(namespace, "iptables", "-t", table, ...words2);
var rulesEvidence = (router, table, sought2) => {
  const found = router.tables.known ? router.tables.value.get(table)?.rules ?? [] : [];
  return {
    command: iptables(router, table, "-S"),
    where: router.namespace,
    output: found.filter((rule) => rule.includes(sought2)).join("\n") || `(no rule with ${sought2})`
  };
};
var natRulesFix = (router, rules, summary) => safeFix(
  summary,
  rules.map((rule) => iptables(router, "nat", "-A", ...rule)),
  rules.map((rule) => iptables(router, "nat", "-D", ...rule)),
  "The L3 agent keeps this rule: a restart of it has the same effect."
);
var reloadRulesFix = ({ host }) => restartFix(host, "l3-agent", "loads the rules of its routers anew");

// checks/floating-ip/floating-ip-address-missing.ts
var floating_ip_address_missing_default = defineCheck({
  id: "floating-ip-address-missing",
  layer: "floating-ip",
  title: "Floating IP is not on its router",
  why: "The router translates the floating IP, but without the address on qg nobody answers the ARP requests for it.",
  symptom: "A single floating IP does not answer, not even to ARP, while others of its router do.",
  remedy: "Put the address on qg again, as /32.",
  limits: "It goes by the rules that translate the address: where these are gone too, nothing here tells of the floating IP. Distributed and standby routers are not asked.",
  sources: [
    "https://devopsaitoolkit.com/blog/debugging-neutron-floating-ips-and-nat-openstack/",
    "https://github.com/rcbops/rpc-openstack/issues/460"
  ],
  severity: "error",
  each: "floatingIps",
  explainedBy: ["router-gateway-address-missing", "router-address-wrong-prefix"],
  applies: ({ fixed, rival }) => fixed !== void 0 && rival === void 0,
  judge({ address, fixed, gateway, router, isOnGateway }) {
    if (told(isOnGateway)) return void 0;
    const device = told(gateway.interface);
    const words2 = [`${address}/32`, "dev", gateway.device];
    return {
      summary: `${address}, the floating IP of ${fixed}, is not on ${gateway.device} in ${router.namespace}.`,
      evidence: [
        ...device === void 0 ? [] : [addressEvidence(router.namespace, device)],
        rulesEvidence(router, "nat", address)
      ],
      fix: safeFix(
        `Give ${gateway.device} the address again`,
        [ip(router.namespace, "addr", "replace", `${address}/32`, "brd", address, "dev", gateway.device)],
        [ip(router.namespace, "addr", "del", ...words2)],
        "The L3 agent keeps this address while the floating IP is associated: a restart of it has the same effect."
      )
    };
  }
});

// checks/floating-ip/floating-ip-dnat-missing.ts
var floating_ip_dnat_missing_default = defineCheck({
  id: "floating-ip-dnat-missing",
  layer: "floating-ip",
  title: "Floating IP leads to no VM",
  why: "The router holds the address, and even answers a ping to it, but no rule sends its traffic on to the VM.",
  symptom: "A floating IP answers pings, but what answers is the router: no ssh key fits, no service of the VM is there.",
  remedy: "Add the DNAT rule again, to the address that the SNAT rule names; where no rule names one, restart the L3 agent.",
  limits: "Addresses whose single ports are forwarded have no such rule in health and are left alone; every other /32 on qg counts as a floating IP.",
  sources: [
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/router_info.py",
    "https://github.com/rcbops/rpc-openstack/issues/460"
  ],
  severity: "error",
  each: "floatingIps",
  explainedBy: ["router-nat-rules-missing", "floating-ip-on-two-routers"],
  judge({ address, fixed, gateway, router, rules: fact }) {
    const rules = told(fact);
    if (rules.hasDnat || rules.isForwardedByPort) return void 0;
    const device = told(gateway.interface);
    const rule = [`${rules.prefix}-PREROUTING`, "-d", `${address}/32`, "-j", "DNAT", "--to-destination", fixed ?? ""];
    return {
      summary: `No rule in ${router.namespace} translates ${address} to ${fixed ?? "the address of a VM"}.`,
      evidence: [
        ...device === void 0 ? [] : [addressEvidence(router.namespace, device)],
        rulesEvidence(router, "nat", address)
      ],
      fix: fixed === void 0 || rules.prefix === void 0 ? reloadRulesFix(router) : natRulesFix(router, [rule], `Translate it to ${fixed} again, as the other rules of this floating IP do`)
    };
  }
});

// checks/floating-ip/floating-ip-on-two-routers.ts
var floating_ip_on_two_routers_default = defineCheck({
  id: "floating-ip-on-two-routers",
  layer: "floating-ip",
  title: "Floating IP is on two routers",
  why: "Both routers answer ARP for the address: whose answer comes first gets the traffic, and one of them drops it.",
  symptom: "A floating IP that was moved answers now and then, from changing MACs.",
  remedy: "Take the address from the router whose rules do not translate it; where both do, or neither, only Neutron can tell, and nothing is proposed.",
  limits: "Both routers must be on this host, on one bridge and VLAN: the same address on another node shows only as duplicate ARP answers. External networks with equal ranges are kept apart.",
  sources: [
    "https://bugs.launchpad.net/bugs/1052535",
    "https://www.slideshare.net/slideshow/weird-things-weve-seen-with-openstack-neutron/57273012"
  ],
  severity: "error",
  each: "floatingIps",
  explainedBy: [],
  applies: ({ rival }) => rival !== void 0,
  judge({ address, fixed, gateway, router, isOnGateway, rival }) {
    if (rival === void 0 || !told(isOnGateway)) return void 0;
    const isStray2 = fixed === void 0 && told(rival.hasRules);
    if (!isStray2 && fixed === void 0 === !told(rival.hasRules)) return void 0;
    const device = told(gateway.interface);
    const words2 = [`${address}/32`, "dev", gateway.device];
    return {
      summary: `${address} is on ${gateway.device} of ${router.namespace} and on ${rival.router.namespace} too.`,
      evidence: [
        ...device === void 0 ? [] : [addressEvidence(router.namespace, device)],
        rulesEvidence(router, "nat", address)
      ],
      fix: isStray2 ? safeFix(
        `Take it from ${router.namespace}, which does not translate it`,
        [ip(router.namespace, "addr", "del", ...words2)],
        [ip(router.namespace, "addr", "add", ...words2)],
        "The L3 agent takes an address away when its floating IP moves: see its log for why it did not."
      ) : null,
      shared: address
    };
  }
});

// checks/floating-ip/floating-ip-snat-missing.ts
var floating_ip_snat_missing_default = defineCheck({
  id: "floating-ip-snat-missing",
  layer: "floating-ip",
  title: "VM does not leave by its floating IP",
  why: "What the VM sends on its own account carries the router's address: peers that let in only the floating IP refuse it.",
  symptom: "The VM is reached at its floating IP, but its own connections come from the address of the router.",
  remedy: "Add the SNAT rule again, in the chain float-snat of the L3 agent.",
  limits: "It knows the pair from the DNAT rule. That peers will mind is not certain, so it is a warning.",
  sources: ["https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/router_info.py"],
  severity: "warning",
  each: "floatingIps",
  explainedBy: ["router-nat-rules-missing"],
  applies: ({ rules }) => !rules.known || rules.value.hasDnat,
  judge({ address, fixed, router, rules: fact }) {
    const rules = told(fact);
    if (rules.hasSnat || fixed === void 0) return void 0;
    const random = rules.isRandom ? ["--random-fully"] : [];
    const rule = [
      ...[`${rules.prefix}-float-snat`, "-s", `${fixed}/32`, "-j", "SNAT", "--to-source", address],
      ...random
    ];
    return {
      summary: `No rule in ${router.namespace} gives what ${fixed} sends its floating IP ${address}.`,
      evidence: [rulesEvidence(router, "nat", address)],
      fix: rules.prefix === void 0 ? reloadRulesFix(router) : natRulesFix(router, [rule], "Put the rule in again")
    };
  }
});

// checks/floating-ip/floating-ip-target-gone.ts
var floating_ip_target_gone_default = defineCheck({
  id: "floating-ip-target-gone",
  layer: "floating-ip",
  title: "Floating IP leads to an address that no port has",
  why: "The floating IP is still bound to the port of an instance that was deleted or rebuilt: nobody is there to answer.",
  symptom: "The API shows the floating IP as associated, and nobody answers since the instance was rebuilt or deleted.",
  remedy: "No command is proposed: `openstack floating ip set --port PORT ADDRESS` leads it to the port of the new instance.",
  limits: "The target must be missing in a host file on this host that lists the router's own port; where DHCP of the network is served elsewhere, or a VM here is not listed, any target passes. A virtual IP that no port has looks the same.",
  sources: ["https://devopsaitoolkit.com/blog/debugging-neutron-floating-ips-and-nat-openstack/"],
  severity: "warning",
  each: "floatingIps",
  explainedBy: ["floating-ip-on-two-routers"],
  applies: ({ fixed }) => fixed !== void 0,
  judge({ address, fixed, router, hasTarget }) {
    if (told(hasTarget)) return void 0;
    return {
      summary: `${address} leads to ${fixed}, which no port of the networks of ${router.namespace} has.`,
      evidence: [rulesEvidence(router, "nat", address)],
      // To which port it should lead, only Neutron can be told: `openstack floating ip set --port PORT ADDRESS`.
      fix: null
    };
  }
});

// src/engine/reach.ts
var isAnswer = ({ address }, { operation, senderIp }) => operation === "reply" && senderIp === address;
var answersAt = (reach, point) => [
  ...new Set(
    told(point.packets).filter((packet) => isAnswer(reach, packet)).map(({ senderMac }) => senderMac)
  )
];
var hasRequest = ({ mac, address }, { packets }) => told(packets).some(
  ({ operation, senderMac, targetIp }) => operation === "request" && senderMac === mac && targetIp === address
);
var farEnd = ({ points }) => points.length > 1 ? points.at(-1) : void 0;
function isDelivered(reach) {
  const end = farEnd(reach);
  return end !== void 0 && hasRequest(reach, end);
}
function requestGap(reach) {
  if (farEnd(reach) === void 0 || isDelivered(reach)) return void 0;
  const [start, ...way] = reach.points;
  const at = way.findIndex((point) => !hasRequest(reach, point));
  return gapBetween([start, ...way], at);
}
function answerGap(reach) {
  const end = farEnd(reach);
  if (end === void 0 || answersAt(reach, end).length === 0) return void 0;
  const lost = reach.points.findLastIndex((point) => answersAt(reach, point).length === 0);
  if (lost === -1) return void 0;
  const gap = gapBetween(reach.points, lost);
  return gap && { ...gap, after: gap.before, before: gap.after };
}
var gapBetween = (points, index) => {
  const [one, other] = [points[index]?.device, points[index + 1]?.device];
  return one === void 0 || other === void 0 ? void 0 : { after: one, before: other, isInSwitch: index === 0 };
};
var reachEvidence = (reach) => reach.points.map(({ device, packets }, index) => {
  const namespace = index === 0 ? reach.from.router.namespace : void 0;
  const lines = packets.known ? packets.value.map(
    ({ operation, senderMac, senderIp, targetIp }) => operation === "request" ? `${senderMac} who has ${targetIp}? tell ${senderIp}` : `${senderIp} is at ${senderMac}`
  ) : [packets.reason];
  return {
    command: within(namespace, "tcpdump", "-n", "-e", "-i", device, `arp and host ${reach.address}`),
    where: namespace ?? "host",
    output: [...new Set(lines)].join("\n") || "(nothing)"
  };
});
var arpFlow = /(?:^|,)arp(?:,|$)|dl_type=0x0806/;

// src/engine/way-causes.ts
var switchCauses = [
  "ovsdb-server-not-answering",
  "ovs-vswitchd-not-answering",
  "integration-bridge-missing",
  "integration-bridge-flows-missing",
  "bridges-share-datapath-id"
];
var portCauses = [
  "port-device-missing",
  "port-device-in-wrong-namespace",
  "port-dead-vlan",
  "port-tag-missing",
  "port-tag-wrong",
  "port-trunk-mode-left",
  "port-drop-flow-left",
  "tag-shared-by-networks"
];
var plugCauses = [
  "hybrid-bridge-missing",
  "hybrid-bridge-down",
  "hybrid-veth-down",
  "hybrid-veth-unbridged",
  "hybrid-tap-down",
  "hybrid-tap-unbridged"
];
var causesBetweenRouterAndVm = [
  ...switchCauses,
  "router-namespace-missing",
  "router-gone",
  "router-interface-down",
  "router-interface-address-missing",
  "router-address-wrong-prefix",
  "router-interface-missing",
  "vm-port-missing",
  ...portCauses,
  ...plugCauses,
  "native-firewall-flows-missing",
  "native-anti-spoofing-wrong"
];
var causesBetweenRouterAndGateway = [
  ...switchCauses,
  "external-bridge-missing",
  "external-bridge-down",
  "external-uplink-missing",
  "external-bridge-address-missing",
  "external-nic-gone",
  "external-nic-down",
  "external-nic-not-bridged",
  "external-nic-holds-address",
  "gateway-port-missing",
  "external-veth-down",
  "external-patch-missing",
  "external-patch-peer-wrong",
  "provider-bridge-flows-missing",
  "provider-vlan-flow-missing",
  "router-namespace-missing",
  "router-gone",
  "router-gateway-down",
  "router-gateway-address-missing",
  "router-address-wrong-prefix",
  "router-default-gateway-off-subnet",
  ...portCauses
];

// checks/floating-ip/provider-gateway-silent.ts
var provider_gateway_silent_default = defineCheck({
  id: "provider-gateway-silent",
  layer: "floating-ip",
  title: "Gateway of the external network does not answer",
  why: "Floating IPs and all that VMs send to the outside go by this gateway, and nothing goes to who does not answer ARP.",
  symptom: "No floating IP answers from outside and no VM gets out, while all is right on this host.",
  remedy: "Switch ARP on where it is off on the bridge of this host; else ask whoever runs the gateway, and see that what is between lets the MACs of the routers through.",
  limits: "A gateway that answers no ARP by design, and one that is slower than the probe, look the same. Not asked with --passive.",
  sources: [
    "https://github.com/rcbops/rpc-openstack/issues/460",
    "https://github.com/AJNOURI/COA/issues/60",
    "https://github.com/kubeovn/kube-ovn/issues/4117"
  ],
  severity: "error",
  each: "reaches",
  explainedBy: causesBetweenRouterAndGateway,
  applies: ({ vm }) => vm === void 0,
  judge(reach) {
    const { address, from, bridge } = reach;
    const end = farEnd(reach);
    if (end === void 0 || told(reach.answers).length > 0) return void 0;
    if (!isDelivered(reach) || answersAt(reach, end).length > 0) return void 0;
    const own = bridge?.interface;
    const isMute = own?.name === end.device && own.flags?.includes("NOARP") === true;
    return {
      summary: isMute ? `${end.device} holds ${address}, the gateway of ${from.router.namespace}, but ARP is switched off on it.` : `ARP requests for the gateway ${address} leave by ${end.device}, but nobody answers.`,
      evidence: [...reachEvidence(reach), ...isMute ? [linkEvidence(void 0, end.device, own)] : []],
      fix: isMute ? safeFix(
        `Switch ARP on ${end.device} on`,
        [["ip", "link", "set", "dev", end.device, "arp", "on"]],
        [["ip", "link", "set", "dev", end.device, "arp", "off"]],
        "Nothing of Open vSwitch switches it off: see the network configuration of the host."
      ) : null,
      shared: `gateway ${address}`
    };
  }
});

// checks/host-route/default-route-looped.ts
var default_route_looped_default = defineCheck({
  id: "default-route-looped",
  layer: "host-route",
  title: "Host's default route leads back to a router of its own",
  why: "The router sends what is for the outside to this host, and the host sends it back: no VM and no program gets out.",
  symptom: "VMs and the host reach each other, but nothing outside: packets go round until their time to live is over.",
  remedy: "Delete the route where another default route is left; else give the host the one that it should have.",
  limits: "A default route by any other wrong NIC is not seen: which way leads out, the host does not tell. Nor are routes of policy tables looked at.",
  sources: ["https://github.com/AJNOURI/COA/issues/69"],
  severity: "error",
  each: "externalBridges",
  explainedBy: [],
  applies: ({ routers }) => routers.length > 0,
  judge(view) {
    const defaults = told(view.host.stack.routes).filter(isDefaultRoute).toSorted((one, other) => one.metric - other.metric);
    const [best, ...others] = defaults;
    const router = view.routers.find((one) => leadsTo(best, one) && leavesByHost(one, view));
    if (best === void 0 || router === void 0) return void 0;
    return {
      summary: `The host's default route leads to ${best.gateway}, which is ${router.namespace}, whose own default route leads to this host.`,
      evidence: [
        routeEvidence(void 0, "default", defaults),
        routeEvidence(router.namespace, "default", defaultsOf(router))
      ],
      fix: others.length === 0 ? null : safeFix(
        `Delete the route, which leaves ${others.map(spellRoute).join(" and ")}`,
        [["ip", "route", "del", ...routeWords(best)]],
        [["ip", "route", "add", ...routeWords(best)]],
        "Take it out of the host's network configuration."
      )
    };
  }
});
var leadsTo = (route, { legs }) => route?.gateway !== void 0 && legs.some(
  ({ role, interface: device }) => role === "router-gateway" && device.known && addressesOn(device.value).some(({ address }) => address === route.gateway)
);
var defaultsOf = ({ stack }) => told(stack.routes).filter(isDefaultRoute);
function leavesByHost(router, { interface: device }) {
  const own = addressesOn(device);
  return defaultsOf(router).some(({ gateway }) => own.some(({ address }) => address === gateway));
}

// src/engine/uplinks.ts
function nicsOf({ bridge, uplinks, host }) {
  const names = (bridge?.ports ?? []).filter(({ name }) => uplinks.includes(name)).flatMap(({ interfaces }) => interfaces.filter(({ type }) => type === "").map(({ name }) => name));
  return told(host.stack.interfaces).filter(({ name, kind }) => names.includes(name) && kind !== "tun");
}
var nicKinds = [void 0, "bond", "team", "vlan"];
var nicName = /^(?:eth|en|em|bond)/;
var agentsName = /^(?:qvo|qvb|qbr|tap|int-|phy-|qr-|qg-)/;
function idleNics({ host }) {
  const devices = told(host.stack.interfaces);
  const parents = new Set(devices.map(({ parent }) => parent));
  const plugged = new Set(
    host.database.known ? host.database.value.bridges.flatMap(({ name, ports }) => [name, ...ports.map((port) => port.name)]) : []
  );
  return devices.filter(
    (device) => device.isUp === true && device.hasCarrier === true && device.master === false && device.name !== "lo" && // In a container a NIC is one end of a veth pair.
    (nicKinds.includes(device.kind) || device.kind === "veth" && nicName.test(device.name)) && !agentsName.test(device.name) && ipv4Of(device)?.length === 0 && !parents.has(device.name) && !plugged.has(device.name)
  );
}
var hasNoUplink = ({ bridge, interface: device, uplinks, ranges }) => bridge !== void 0 && device !== void 0 && uplinks.length === 0 && ranges.length > 0;
function hasOwnAddress({ interface: device, ranges }) {
  const held = device === void 0 ? [] : heldBy(device);
  return held.some(({ address }) => ranges.some((range) => isInRange(address, range)));
}
function goneNics({ bridge, uplinks, host }) {
  const names = new Set(told(host.stack.interfaces).map(({ name }) => name));
  return (bridge?.ports ?? []).filter(({ name }) => uplinks.includes(name)).flatMap(({ interfaces }) => interfaces).filter(
    ({ name, type, ofport, error }) => type === "" && (ofport === -1 || error !== void 0) && host.stack.isComplete && !names.has(name)
  );
}

// checks/host-route/external-bridge-address-missing.ts
var external_bridge_address_missing_default = defineCheck({
  id: "external-bridge-address-missing",
  layer: "host-route",
  title: "External bridge has no address",
  why: "br-ex has no uplink here, so the host itself is the routers' gateway; without its address nobody is.",
  symptom: "Floating IPs and the outside are unreachable since the last reboot: routers ask for a gateway that nobody is.",
  remedy: "Give the bridge the address that the routers' default routes lead to, and add the route to the tenant network; if they have none, nothing is proposed.",
  limits: "It asks only where the bridge has no uplink, and no NIC is up that serves nothing and may have been one. Anything plugged into it counts as one, such as the veth of a gateway in a container.",
  sources: [
    "https://github.com/canonical/microstack/issues/46",
    "https://github.com/iesgn/openstack-debian-ansible/issues/4",
    "https://opendev.org/openstack/devstack/src/branch/master/lib/neutron_plugins/services/l3"
  ],
  severity: "error",
  each: "externalBridges",
  explainedBy: ["external-bridge-missing"],
  applies: hasNoUplink,
  judge(view) {
    if (view.interface === void 0 || hasOwnAddress(view) || idleNics(view).length > 0) return void 0;
    const gateway = view.gateways.find((address) => view.ranges.some((range2) => isInRange(address, range2)));
    const range = view.ranges.find((candidate) => gateway !== void 0 && isInRange(gateway, candidate));
    return {
      summary: `${view.name} has no address of the external range ${view.ranges.join(", ")}, and no uplink either.`,
      evidence: [addressEvidence(void 0, view.interface), bridgePortsEvidence(view.name, view.bridge)],
      fix: gateway === void 0 || range === void 0 ? null : safeFix(
        `Give ${view.name} the address that the routers have as their gateway`,
        [
          ["ip", "addr", "replace", `${gateway}/${prefixLengthOf(range)}`, "dev", view.name],
          ...lostTenantRoutes(view)
        ],
        [["ip", "addr", "del", `${gateway}/${prefixLengthOf(range)}`, "dev", view.name]],
        `Put the address of ${view.name} into the host's network configuration.`
      )
    };
  }
});

// checks/host-route/external-bridge-down.ts
var external_bridge_down_default = defineCheck({
  id: "external-bridge-down",
  layer: "host-route",
  title: "External bridge is down",
  why: "While the device br-ex is down, the host has no route to the routers behind it, nor they one to it.",
  symptom: "Since a reboot or a change of the network configuration the host reaches no router and no floating IP.",
  remedy: "Set the device of the bridge up, and add the route to the tenant network that the kernel dropped with it.",
  limits: "A bridge with an uplink and no address of its own may be down in health, and is left alone; so are br-int and br-tun, whose devices nobody uses.",
  sources: [
    "https://github.com/bilelmsekni/OpenStack-Grizzly-Install-Guide/issues/38",
    "https://github.com/canonical/microstack/issues/46",
    "https://techbackground.blogspot.com/2013/05/debugging-quantum-dhcp-and-open-vswitch.html"
  ],
  severity: "error",
  each: "externalBridges",
  explainedBy: [],
  // Where others lead the packets out, the bridge works without the host, and its own device may well be down.
  applies: ({ bridge, interface: device, uplinks }) => bridge !== void 0 && device !== void 0 && (uplinks.length === 0 || addressesOn(device).length > 0),
  judge(view) {
    if (view.interface === void 0 || isUp(view.interface)) return void 0;
    return {
      summary: `${view.name} is down on the host.`,
      evidence: [linkEvidence(void 0, view.name, view.interface)],
      fix: safeFix(
        `Set ${view.name} up, and the routes again that went with it`,
        [["ip", "link", "set", view.name, "up"], ...lostTenantRoutes(view)],
        [["ip", "link", "set", view.name, "down"]],
        `Bring ${view.name} up in the host's network configuration, with its routes.`
      )
    };
  }
});

// src/engine/words.ts
var counted = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

// checks/host-route/external-bridge-missing.ts
var external_bridge_missing_default = defineCheck({
  id: "external-bridge-missing",
  layer: "host-route",
  title: "External bridge does not exist",
  why: "Routers reach the outside, and the host reaches the routers, only by way of the external bridge.",
  symptom: "All routers and floating IPs of the host are dead at once, and the L3 or Open vSwitch agent logs that the bridge does not exist.",
  remedy: "Create the bridge in the datapath of the others and restart the agents. The one NIC that serves nothing becomes its port; if there is none, it gets the routers' gateway address, and the tenant's route is added.",
  limits: "Its name is that of the patch ports, else br-ex. No trace of a lost uplink is left on the host: of several NICs that serve nothing, none is added.",
  sources: ["https://bugs.launchpad.net/bugs/1864822", "https://github.com/openstack/neutron/commit/91f0bf3c85"],
  severity: "error",
  each: "externalBridges",
  explainedBy: [],
  judge(view) {
    if (view.bridge !== void 0) return void 0;
    const idle = idleNics(view);
    const uplink = idle.length === 1 ? idle[0]?.name : void 0;
    const isGateway = idle.length === 0;
    return {
      summary: `Bridge ${view.name} does not exist, and without it ${counted(view.routers.length, "router")} can't reach the external network.`,
      evidence: [
        { command: ["ovs-vsctl", "br-exists", view.name], where: "host", output: "(exit code 2: no such bridge)" },
        {
          command: ["ovs-vsctl", "list-br"],
          where: "host",
          output: view.host.database.known ? view.host.database.value.bridges.map(({ name }) => name).join("\n") : ""
        }
      ],
      fix: {
        summary: `Create ${view.name} again${uplink === void 0 ? "" : `, with ${uplink} as its uplink,`} and let the agents plug their ports into it`,
        risk: "disruptive",
        commands: [
          ["ovs-vsctl", "--may-exist", "add-br", view.name, ...datapathOf(view)],
          ["ip", "link", "set", view.name, "up"],
          ...uplink === void 0 ? [] : [["ovs-vsctl", "--may-exist", "add-port", view.name, uplink]],
          ...isGateway ? ownAddress(view) : [],
          ...restarts(view.host, ["l2-agent", "l3-agent"]),
          ...isGateway ? lostTenantRoutes(view) : []
        ],
        undo: [["ovs-vsctl", "--if-exists", "del-br", view.name]],
        permanent: `Put ${view.name}, its uplink and its address into the host's network configuration.`
      }
    };
  }
});
function datapathOf({ name, integrationBridge }) {
  const type = integrationBridge?.datapathType ?? "";
  return type === "" ? [] : ["--", "set", "Bridge", name, `datapath_type=${type}`];
}
function ownAddress({ name, gateways, ranges }) {
  const [gateway] = gateways;
  const [range] = ranges;
  if (gateway === void 0 || range === void 0) return [];
  return [["ip", "addr", "replace", `${gateway}/${prefixLengthOf(range)}`, "dev", name]];
}

// checks/host-route/external-nic-down.ts
var external_nic_down_default = defineCheck({
  id: "external-nic-down",
  layer: "host-route",
  title: "NIC of the external bridge is down",
  why: "All that comes from outside and all that goes there passes this NIC: routers and floating IPs are cut off.",
  symptom: "VMs reach each other and this host, but nothing beyond; from outside no floating IP answers, not even to ARP.",
  remedy: "Set the NIC up; where it is up without a carrier, a cable or a port of the switch has to be seen to, and nothing is proposed.",
  limits: "Of several NICs one with a link is enough, as the others may be spares. A link whose other end is in the wrong VLAN passes. It warns where the host is the gateway.",
  sources: ["https://github.com/bilelmsekni/OpenStack-Grizzly-Install-Guide/issues/24"],
  severity: "error",
  each: "externalBridges",
  explainedBy: [],
  applies: ({ uplinks }) => uplinks.length > 0,
  judge(view) {
    const nics = nicsOf(view);
    const [nic, ...others] = nics;
    if (nic === void 0 || nics.some((one) => isUp(one) && one.hasCarrier !== false)) {
      return void 0;
    }
    const held = addressesOn(view.interface);
    const down = nics.filter((one) => !isUp(one));
    const names = [nic, ...others].map(({ name }) => name).join(", ");
    return {
      summary: `${names}, by which ${view.name} leads out of the host, ${down.length > 0 ? nics.length === 1 ? "is down" : "are down" : "has no carrier"}.`,
      // Where the host is the routers' gateway, nothing but the LAN is beyond the NIC.
      severity: held.some(({ address }) => view.gateways.includes(address)) ? "warning" : "error",
      evidence: nics.map((one) => linkEvidence(void 0, one.name, one)),
      // A cable that is not plugged in is nothing that a command mends.
      fix: down.length === 0 ? null : setUpFix(down, "Have it set up at boot, in the host's network configuration.")
    };
  }
});

// checks/host-route/external-nic-gone.ts
var external_nic_gone_default = defineCheck({
  id: "external-nic-gone",
  layer: "host-route",
  title: "NIC of the external bridge does not exist",
  why: "The bridge keeps a port for a NIC that is gone or was renamed at boot, and nothing else leads out of the host.",
  symptom: "Since a reboot, a new kernel or another card no floating IP answers, and `ovs-vsctl show` has an error at the port of the NIC.",
  remedy: "Put the one NIC that is up and serves nothing in its place; if there is none, or several, nothing is proposed.",
  limits: "Another NIC of the bridge that is there is enough for silence. That a NIC was renamed is a guess from one that is idle. It warns where the host is the gateway.",
  sources: ["https://github.com/canonical/stsstack-bundles/issues/47"],
  severity: "error",
  each: "externalBridges",
  explainedBy: ["ovs-vswitchd-not-answering"],
  applies: ({ uplinks }) => uplinks.length > 0,
  judge(view) {
    const [gone] = goneNics(view);
    if (gone === void 0 || nicsOf(view).length > 0) return void 0;
    const idle = idleNics(view);
    const [nic] = idle.length === 1 ? idle : [];
    return {
      summary: `${gone.name} is a port of ${view.name}, but there is no such device${nic === void 0 ? "" : `, while ${nic.name} is up and serves nothing`}.`,
      severity: hasOwnAddress(view) ? "warning" : "error",
      evidence: [
        {
          command: ["ovs-vsctl", "--columns=name,ofport,error", "list", "Interface", gone.name],
          where: "host",
          output: `ofport: ${gone.ofport ?? "[]"}, error: ${gone.error ?? "[]"}`
        },
        linkEvidence(void 0, gone.name, void 0)
      ],
      fix: nic === void 0 ? null : {
        summary: `Put ${nic.name} in the place of ${gone.name}`,
        risk: "disruptive",
        commands: [
          ["ovs-vsctl", "--if-exists", "del-port", view.name, gone.name],
          ["ovs-vsctl", "--may-exist", "add-port", view.name, nic.name]
        ],
        undo: [
          ["ovs-vsctl", "--if-exists", "del-port", view.name, nic.name],
          ["ovs-vsctl", "--may-exist", "add-port", view.name, gone.name]
        ],
        permanent: "Name the NIC by its MAC or slot (systemd.link), so that it keeps its name."
      }
    };
  }
});

// src/engine/fixes/move-addresses.ts
function bridgeNicFix(view, nic) {
  const routes = told(view.host.stack.routes).filter((route) => isMovable(route, nic));
  const addresses = addressesOn(nic).map(cidrOf);
  const isBridged = view.uplinks.includes(nic.name);
  const move = (from, to) => [
    // From the last on: with the first address of a subnet go its others (ip-address(8), "secondary").
    ...addresses.toReversed().map((address) => ["ip", "addr", "del", address, "dev", from]),
    ...addresses.map((address) => ["ip", "addr", "replace", address, "dev", to])
  ];
  return {
    summary: `${isBridged ? "Move" : `Make ${nic.name} a port of ${view.name} and move`} its addresses and routes ${isBridged ? `to ${view.name}` : "there"} (run it from a console)`,
    risk: "disruptive",
    commands: [
      ...isBridged ? [] : [["ovs-vsctl", "--may-exist", "add-port", view.name, nic.name]],
      ...move(nic.name, view.name),
      ["ip", "link", "set", view.name, "up"],
      ...routes.map((route) => ["ip", "route", "replace", ...onto(route, view.name)])
    ],
    undo: [
      ...isBridged ? [] : [["ovs-vsctl", "--if-exists", "del-port", view.name, nic.name]],
      ...move(view.name, nic.name),
      ...routes.map((route) => ["ip", "route", "replace", ...onto(route, nic.name)])
    ],
    permanent: `Give the addresses to ${view.name} and make ${nic.name} its port in the host's network configuration.`
  };
}
var isMovable = (route, nic) => route.device === nic.name && route.gateway !== void 0 && route.table === "main";
var onto = (route, device) => routeWords({ ...route, device });

// checks/host-route/external-nic-holds-address.ts
var external_nic_holds_address_default = defineCheck({
  id: "external-nic-holds-address",
  layer: "host-route",
  title: "NIC of the external bridge holds the host's address",
  why: "What comes in by a port of the switch goes to the switch: the host itself gets no answer at that address.",
  symptom: "The host itself drops off the network when its NIC joins the bridge, while the routers work.",
  remedy: "Move the NIC's addresses, and its routes that have a next hop, to the device of the bridge; run it from a console.",
  limits: "Link-local addresses (169.254.0.0/16) and IPv6 are not looked at, nor is a VLAN device on top of the NIC.",
  sources: [
    "https://docs.openvswitch.org/en/latest/faq/issues/",
    "https://github.com/puppetlabs-toy-chest/puppetlabs-openstack/issues/176"
  ],
  severity: "error",
  each: "externalBridges",
  explainedBy: [],
  applies: ({ uplinks, interface: device }) => uplinks.length > 0 && device !== void 0,
  judge(view) {
    const held = (address) => !address.startsWith("169.254.");
    const nic = nicsOf(view).find((one) => addressesOn(one).some(({ address }) => held(address)));
    if (nic === void 0) return void 0;
    const addresses = addressesOn(nic).map(cidrOf);
    return {
      summary: `${nic.name} is a port of ${view.name} and still has ${addresses.join(", ")}, which belongs on ${view.name}.`,
      evidence: [addressEvidence(void 0, nic), bridgePortsEvidence(view.name, view.bridge)],
      fix: bridgeNicFix(view, nic)
    };
  }
});

// checks/host-route/external-nic-not-bridged.ts
var external_nic_not_bridged_default = defineCheck({
  id: "external-nic-not-bridged",
  layer: "host-route",
  title: "NIC of the external network is not a port of the external bridge",
  why: "ARP for a router or floating IP reaches the NIC, but the qg port is behind br-ex: nobody answers.",
  symptom: "The host answers on the external network, its routers and floating IPs do not.",
  remedy: "Make the NIC a port of the bridge, and move its addresses and routes to the bridge; the connection breaks meanwhile, so a console is needed.",
  limits: "Only a NIC with an address in the external range is recognised; Linux bridges and /32 addresses are not. A bridge that has any other uplink is not asked, be it the wrong one.",
  sources: [
    "https://github.com/dardelean/openstack-network-check",
    "https://github.com/puppetlabs-toy-chest/puppetlabs-openstack/issues/176"
  ],
  severity: "error",
  each: "externalBridges",
  explainedBy: [],
  // With an uplink the bridge has its way out, and a NIC in the same range is a second leg of the host.
  applies: ({ bridge, ranges, uplinks }) => bridge !== void 0 && ranges.length > 0 && uplinks.length === 0,
  judge(view) {
    const nic = told(view.host.stack.interfaces).find((device) => isStray(view, device));
    if (nic === void 0 || view.interface === void 0) return void 0;
    return {
      summary: `${nic.name} has an address of the external network (${view.ranges.join(", ")}), but is no port of ${view.name}, which has no uplink.`,
      evidence: [
        addressEvidence(void 0, nic),
        addressEvidence(void 0, view.interface),
        bridgePortsEvidence(view.name, view.bridge)
      ],
      // What is to be moved is not known where there may be more than is shown.
      fix: nic.hasEveryAddress ? bridgeNicFix(view, nic) : null
    };
  }
});
function isStray(view, device) {
  const { name, bridge, ranges, host } = view;
  if (device.name === name || device.kind === "bridge" || bridge?.ports.some((port) => port.name === device.name) === true) {
    return false;
  }
  const isSwitch = host.database.known && host.database.value.bridges.some((other) => other.name === device.name);
  const isLeg = subnetAddressesOn(device).some(({ address }) => ranges.some((range) => isInRange(address, range)));
  return !isSwitch && (isLeg || hasHiddenLeg(view, device));
}
function hasHiddenLeg({ ranges, host }, { name, hasEveryAddress }) {
  const { routes } = host.stack;
  if (hasEveryAddress || !routes.known) return false;
  return routes.value.some((route) => route.device === name && isToSubnet(route) && ranges.includes(route.destination));
}

// checks/host-route/external-uplink-missing.ts
var external_uplink_missing_default = defineCheck({
  id: "external-uplink-missing",
  layer: "host-route",
  title: "External bridge leads nowhere",
  why: "The bridge has no port that leads out, nor is the host itself the gateway: what routers send ends there.",
  symptom: "No VM gets out and no floating IP answers; ARP requests of the routers come to br-ex, and nothing leaves.",
  remedy: "Make the one NIC that is up and serves nothing a port of the bridge; if there are several, nothing is proposed.",
  limits: "It speaks only where such a NIC is there: up, with a carrier, without address, bridge or VLAN on top. Where the host was the gateway and lost its address beside an idle NIC, the address is what is missing.",
  sources: [
    "https://github.com/dardelean/openstack-network-check",
    "https://github.com/openstack/charm-neutron-openvswitch/issues/1"
  ],
  severity: "error",
  each: "externalBridges",
  explainedBy: ["external-bridge-missing"],
  applies: hasNoUplink,
  judge(view) {
    const idle = hasOwnAddress(view) ? [] : idleNics(view);
    const [nic, ...others] = idle;
    if (nic === void 0 || view.interface === void 0) return void 0;
    const isOne = others.length === 0;
    return {
      summary: `${view.name} has neither an uplink nor an address of ${view.ranges.join(", ")}, while ${idle.map(({ name }) => name).join(", ")} ${isOne ? "is" : "are"} up and ${isOne ? "serves" : "serve"} nothing.`,
      evidence: [
        bridgePortsEvidence(view.name, view.bridge),
        addressEvidence(void 0, view.interface),
        ...idle.map((one) => addressEvidence(void 0, one))
      ],
      fix: isOne ? {
        summary: `Make ${nic.name} a port of ${view.name}`,
        risk: "disruptive",
        commands: [["ovs-vsctl", "--may-exist", "add-port", view.name, nic.name]],
        undo: [["ovs-vsctl", "--if-exists", "del-port", view.name, nic.name]],
        permanent: "The database of Open vSwitch keeps the port; have the NIC set up at boot without an address."
      } : null
    };
  }
});

// src/engine/host-firewall.ts
function forwardDrop({ policies, rules }) {
  const last = rules.find((rule) => /^-A FORWARD -j (?:DROP|REJECT)\b/.test(rule));
  return last ?? (policies.get("FORWARD") === "DROP" ? "-P FORWARD DROP" : void 0);
}
var hybridJumpMissing = ({ chains, rules }) => [...chains].some((chain2) => chain2.endsWith("-openvswi-FORWARD") && !rules.includes(`-A FORWARD -j ${chain2}`));
function mayAccept(rule, { name, host }) {
  const [, chain2 = ""] = rule.split(" ");
  if (!/ -j ACCEPT\b/.test(rule) || /^(?:INPUT|OUTPUT|(?:neutron|quantum|nova)-.*)$/.test(chain2)) return false;
  if (/ -m physdev | -p (?:icmp|ipv6-icmp) /.test(rule)) return false;
  const states = rule.match(/ --(?:ct)?state (\S+)/)?.[1];
  if (states !== void 0 && !states.split(",").includes("NEW")) return false;
  const devices = [...rule.matchAll(/(! )?-[io] (\S+)/g)].flatMap(
    ([, not, device]) => not === void 0 ? device ?? [] : []
  );
  const kindOf = (device) => host.stack.interfaces.known ? host.stack.interfaces.value.find((one) => one.name === device)?.kind : void 0;
  return devices.includes(name) || !devices.some((device) => device === "lo" || kindOf(device) === "bridge");
}
var masqueradeFor = ({ tables: tables3 }, device) => told(tables3).get("nat")?.rules.find((rule) => {
  const match = rule.match(/^-A POSTROUTING(?: -o (\S+))? -j (?:MASQUERADE|SNAT)\b/);
  return match !== null && match[1] === device;
});
var masqueradeEvidence = (rule) => ({
  command: ["iptables", "-t", "nat", "-S", "POSTROUTING"],
  where: "host",
  output: rule
});

// checks/host-route/host-forward-dropped.ts
var host_forward_dropped_default = defineCheck({
  id: "host-forward-dropped",
  layer: "host-route",
  title: "Host's firewall lets nothing through to the external bridge",
  why: "The host is the routers' gateway: what its FORWARD chain drops reaches no floating IP, nor the world from a VM.",
  symptom: "VMs ping the host, but reach nothing behind it, since Docker or firewalld was installed.",
  remedy: "Put rules at the head of FORWARD that accept what comes in and goes out by the external bridge, and give them to whatever sets up the firewall.",
  limits: "It sees the policy and a last rule for all packets, not a drop inside another chain; one rule that could accept new connections is enough for silence. Rules of nft alone are not read.",
  sources: [
    "https://github.com/canonical/microk8s/issues/62",
    "https://docs.docker.com/engine/network/packet-filtering-firewalls/"
  ],
  severity: "error",
  each: "externalBridges",
  explainedBy: [],
  applies: ({ interface: device, gateways }) => addressesOn(device).some(({ address }) => gateways.includes(address)),
  judge(view) {
    const filter = told(view.host.tables).get("filter");
    const drop = filter === void 0 ? void 0 : forwardDrop(filter);
    if (filter === void 0 || drop === void 0 || filter.rules.some((rule) => mayAccept(rule, view)))
      return void 0;
    if (hybridJumpMissing(filter)) return void 0;
    const rules = [
      ["FORWARD", "-i", view.name, "-j", "ACCEPT"],
      ["FORWARD", "-o", view.name, "-j", "ACCEPT"]
    ];
    return {
      summary: `The host's FORWARD chain ends with ${drop}, and no rule accepts what goes to or comes from ${view.name}.`,
      evidence: [{ command: ["iptables", "-S", "FORWARD"], where: "host", output: drop }],
      fix: safeFix(
        `Accept what the host forwards to and from ${view.name}`,
        rules.map((rule) => ["iptables", "-I", ...rule]),
        rules.map((rule) => ["iptables", "-D", ...rule]),
        "Give the rules to what sets up the firewall (firewalld, Docker: DOCKER-USER), or they go with its next reload."
      )
    };
  }
});

// checks/host-route/host-forwarding-off.ts
var host_forwarding_off_default = defineCheck({
  id: "host-forwarding-off",
  layer: "host-route",
  title: "Host does not forward",
  why: "The host is the routers' gateway: with net.ipv4.ip_forward=0 it drops whatever VMs send beyond it.",
  symptom: "VMs ping the host, but nothing beyond it; floating IPs answer to the host and to nobody else.",
  remedy: "Set net.ipv4.ip_forward to 1 on the host, and keep it in /etc/sysctl.d.",
  limits: "It asks only a host that holds the routers' gateway address, and looks at the one setting for all devices, not at those of each.",
  sources: ["https://docs.kernel.org/networking/ip-sysctl.html", "https://github.com/yeasy/easyOVS"],
  severity: "error",
  each: "externalBridges",
  explainedBy: [],
  applies: ({ interface: device, gateways }) => addressesOn(device).some(({ address }) => gateways.includes(address)),
  judge(view) {
    if (told(view.host.stack.isForwarding)) return void 0;
    return {
      summary: `net.ipv4.ip_forward is 0 on the host, which is the routers' gateway (${view.gateways.join(", ")}).`,
      evidence: [{ command: ["sysctl", "net.ipv4.ip_forward"], where: "host", output: "net.ipv4.ip_forward = 0" }],
      fix: safeFix(
        "Switch forwarding on",
        [["sysctl", "-w", "net.ipv4.ip_forward=1"]],
        [["sysctl", "-w", "net.ipv4.ip_forward=0"]],
        "Put net.ipv4.ip_forward=1 into a file in /etc/sysctl.d."
      )
    };
  }
});

// checks/host-route/host-masquerades-all.ts
var host_masquerades_all_default = defineCheck({
  id: "host-masquerades-all",
  layer: "host-route",
  title: "Host puts its own address on everything that it passes on",
  why: "A rule for every device also rewrites what goes to the tenants, and what passes the VMs' own Linux bridges, DHCP too.",
  symptom: "Services in VMs log the host as the client of every connection, and now and then a VM gets no lease.",
  remedy: "Limit the rule to the device of the default route, and forget the connections that it has got hold of.",
  limits: "Only a rule without device, source and destination is reported. With an uplink on the external bridge it is not asked. Where the default route leads into that bridge, the rule is deleted.",
  sources: [
    "https://github.com/blueboxgroup/ursula/issues/2757",
    "https://man7.org/linux/man-pages/man8/iptables-extensions.8.html"
  ],
  severity: "warning",
  each: "externalBridges",
  explainedBy: [],
  applies: ({ interface: device, uplinks }) => device !== void 0 && uplinks.length === 0,
  judge({ host, name }) {
    const rule = masqueradeFor(host, void 0);
    if (rule === void 0) return void 0;
    const words2 = ruleWords(rule);
    const way = told(host.stack.routes).find(isDefaultRoute)?.device;
    const narrow = way === void 0 || way === name ? [] : [["POSTROUTING", "-o", way, ...words2.slice(1)]];
    const nat = (verb, rules) => rules.map((one) => ["iptables", "-t", "nat", verb, ...one]);
    return {
      summary: `The host's rule "${rule}" rewrites what goes out by ${name} and by the bridges of VMs too.`,
      evidence: [masqueradeEvidence(rule)],
      fix: {
        ...safeFix(
          narrow.length === 0 ? "Delete the rule" : `Let the rule apply to ${way} only`,
          // What is connected keeps the address that it was given, until it is forgotten.
          [...nat("-A", narrow), ...nat("-D", [words2]), ["conntrack", "-F"]],
          [...nat("-A", [words2]), ...nat("-D", narrow)],
          "Whoever set the rule up at boot has to name the device by which it is meant to work (-o)."
        ),
        risk: "disruptive"
      }
    };
  }
});

// checks/host-route/host-masquerades-tenants.ts
var host_masquerades_tenants_default = defineCheck({
  id: "host-masquerades-tenants",
  layer: "host-route",
  title: "Host puts its own address on what it forwards to the tenants",
  why: "VMs see all clients as the host: rules of security groups that name addresses match the wrong ones or none.",
  symptom: "Services in VMs log the host as the client of every connection.",
  remedy: "Delete the rule.",
  limits: "Only a rule for all that goes out by the bridge is reported; one with -s or -d is taken as meant. With an uplink on the bridge it is not asked.",
  sources: ["https://github.com/blueboxgroup/ursula/issues/2757", "https://github.com/canonical/microk8s/issues/62"],
  severity: "warning",
  each: "externalBridges",
  explainedBy: [],
  // With an uplink, tenants' packets pass by in the switch, and the host hides its own guests behind the bridge's address.
  applies: ({ interface: device, uplinks }) => device !== void 0 && uplinks.length === 0,
  judge({ host, name }) {
    const rule = masqueradeFor(host, name);
    if (rule === void 0) return void 0;
    const words2 = ruleWords(rule);
    return {
      summary: `The host's rule "${rule}" rewrites what goes out by ${name}.`,
      evidence: [masqueradeEvidence(rule)],
      fix: safeFix(
        "Delete the rule",
        [["iptables", "-t", "nat", "-D", ...words2]],
        [["iptables", "-t", "nat", "-A", ...words2]],
        "Whoever set the rule up at boot has to name the device by which it is meant to work (-o)."
      )
    };
  }
});

// src/engine/tenant-route.ts
var causesUnderTenantRoute = [
  "external-bridge-missing",
  "external-bridge-down",
  "external-uplink-missing",
  "external-bridge-address-missing"
];
function tenantRouteOf(range) {
  const { bridge, host } = range;
  if (bridge === void 0) return { kind: "not-expected" };
  const routes = told(host.stack.routes);
  const rules = told(rulesOf(host.stack));
  const hops = new Set(range.routers.map(({ gatewayAddress }) => gatewayAddress));
  const isRight = (route) => route.gateway !== void 0 && hops.has(route.gateway) && route.device === bridge.name;
  const covering = routes.filter(
    ({ destination, table, type }) => table === "main" && type === "unicast" && destination !== "0.0.0.0/0" && isRangeIn(range.range, destination)
  );
  const right = covering.find(isRight);
  if (right !== void 0) {
    for (const address of samplesOf(range, routes)) {
      const winner = lookUp(rules, routes, address);
      if (winner !== void 0 && !isRight(winner)) return { kind: "shadowed", right, winner, address };
    }
    return isOfOtherRouter(range, right) ? { kind: "other-router", route: right } : { kind: "fine" };
  }
  const viaRight = covering.find(({ gateway }) => gateway !== void 0 && hops.has(gateway));
  if (viaRight !== void 0) return { kind: "wrong-device", route: viaRight };
  if (!range.areRoutersComplete) return { kind: "not-expected" };
  const viaBridge = covering.find(({ device, gateway }) => device === bridge.name && gateway !== void 0);
  const isGone = range.unrouted.length > 0;
  if (viaBridge !== void 0) return { kind: isGone ? "router-gone" : "wrong-next-hop", route: viaBridge };
  const isOnlyWay = bridge.bridge === void 0 || bridge.uplinks.length === 0;
  if (!isOnlyWay || mainRangeOf(bridge) !== range) return { kind: "not-expected" };
  return { kind: bridge.tenantRanges.some((other) => hasRoute(other, routes)) ? "not-expected" : "missing" };
}
var hasRoute = ({ routers }, routes) => routes.some(({ gateway }) => routers.some(({ gatewayAddress }) => gatewayAddress === gateway));
function samplesOf(range, routes) {
  const narrower = routes.filter(
    ({ destination, type }) => type !== "broadcast" && prefixLengthOf(destination) > prefixLengthOf(range.range) && isInRange(destination.split("/")[0] ?? "", range.range)
  ).map(({ destination }) => destination.split("/")[0] ?? "");
  const first = range.range.split("/")[0] ?? "";
  return [...range.routers.flatMap(({ vmAddresses }) => vmAddresses), ...narrower, first];
}
function isOfOtherRouter(range, route) {
  const chosen = range.routers.find(({ gatewayAddress }) => gatewayAddress === route.gateway);
  const main = mainRouterOf(range);
  if (chosen?.vmCount === void 0 || main?.vmCount === void 0) return false;
  return main.vmCount > chosen.vmCount;
}

// checks/host-route/tenant-route-missing.ts
var tenant_route_missing_default = defineCheck({
  id: "tenant-route-missing",
  layer: "host-route",
  title: "Host has no route to a tenant network",
  why: "br-ex has no uplink here, so VMs are reached from this host alone, and it does not know the way to them.",
  symptom: "A ping from the host to a VM's own address leaves by the default route and is lost; from the router's namespace it is answered.",
  remedy: "Add the route to the tenant's range by way of the router's external address, and put it into the network configuration.",
  limits: "Expected only of a bridge without an uplink, and only for the range with most VMs: where VMs are reached by floating IPs, or another tenant has the route, none is missed.",
  sources: [
    "https://opendev.org/openstack/devstack/src/branch/master/lib/neutron_plugins/services/l3",
    "https://github.com/bilelmsekni/OpenStack-Grizzly-Install-Guide/issues/133",
    "https://github.com/nii-cloud/dodai-deploy/issues/35"
  ],
  severity: "error",
  each: "tenantRanges",
  explainedBy: causesUnderTenantRoute,
  judge(range) {
    if (tenantRouteOf(range).kind !== "missing") return void 0;
    const main = mainRouterOf(range);
    return {
      summary: `The host has no route to ${range.range}, which is behind ${main?.router.namespace ?? "a router"}.`,
      evidence: [routeEvidence(void 0, range.range, [])],
      fix: safeFix(
        `Add the route by way of the router's external address`,
        tenantRouteCommands(range),
        [["ip", "route", "del", range.range]],
        `Add the route to the network configuration of the host, at ${range.bridge?.name ?? "br-ex"}.`
      )
    };
  }
});

// checks/host-route/tenant-route-shadowed.ts
var tenant_route_shadowed_default = defineCheck({
  id: "tenant-route-shadowed",
  layer: "host-route",
  title: "Route to a tenant network is shadowed by another one",
  why: "The right route is there, but the kernel prefers another for some or all of the tenant's addresses.",
  symptom: "The right route is listed, and yet the host does not reach some of the VMs, often since a VPN or Docker was started.",
  remedy: "Delete the route that wins, or the policy rule that leads to its table; if the host itself holds an address in the range, nothing is proposed.",
  limits: "It tries the addresses of VMs, of the range and of narrower routes. Policy rules that select by source, mark or device are passed over.",
  sources: [
    "https://man7.org/linux/man-pages/man8/ip-rule.8.html",
    "https://man7.org/linux/man-pages/man8/ip-route.8.html"
  ],
  severity: "error",
  each: "tenantRanges",
  explainedBy: causesUnderTenantRoute,
  judge(range) {
    const found = tenantRouteOf(range);
    if (found.kind === "fine") told(range.host.stack.rules);
    if (found.kind !== "shadowed") return void 0;
    const { right, winner, address } = found;
    return {
      summary: `For ${address} the host takes "${spellRoute(winner)}" instead of "${spellRoute(right)}".`,
      evidence: [
        {
          command: ["ip", "route", "get", address],
          where: "host",
          output: [
            address,
            winner.gateway === void 0 ? "" : `via ${winner.gateway}`,
            winner.device === void 0 ? "" : `dev ${winner.device}`,
            `table ${winner.table}`
          ].filter((word) => word !== "").join(" ")
        },
        {
          command: ["ip", "route", "show", "table", "all"],
          where: "host",
          output: [winner, right].map(spellRoute).join("\n")
        }
      ],
      fix: fixFor2(range, winner)
    };
  }
});
function fixFor2(range, winner) {
  if (winner.type === "local") return null;
  const permanent = "Find out what added it (a VPN, a container network, a second cloud) and give that another range.";
  if (winner.table === "main" || winner.table === "local") {
    const words2 = routeWords(winner);
    return safeFix(
      "Delete the route that wins",
      [["ip", "route", "del", ...words2]],
      [["ip", "route", "add", ...words2]],
      permanent
    );
  }
  const rule = valuesOf(range.host.stack.rules).find(({ table }) => table === winner.table);
  if (rule === void 0) return null;
  const priority = String(rule.priority);
  const selector = rule.destination === "all" ? [] : ["to", rule.destination];
  return safeFix(
    `Delete the policy rule that sends it to table ${winner.table}`,
    [["ip", "rule", "del", "priority", priority]],
    [["ip", "rule", "add", "priority", priority, ...selector, "table", winner.table]],
    permanent
  );
}

// checks/host-route/tenant-route-wrong-device.ts
var tenant_route_wrong_device_default = defineCheck({
  id: "tenant-route-wrong-device",
  layer: "host-route",
  title: "Route to a tenant network leaves by the wrong device",
  why: "The router stands behind the external bridge; packets that leave by another device never reach it.",
  symptom: "For the address of a VM `ip route get` names a device other than the external bridge, and nobody there answers the ARP for the router.",
  remedy: "Delete that route and add it by way of the same router on the external bridge.",
  limits: "It knows one right device, the bridge: a host that reaches its routers by a veth or VLAN of its own making is blamed.",
  sources: ["https://man7.org/linux/man-pages/man8/ip-route.8.html", "https://github.com/AJNOURI/COA/issues/69"],
  severity: "error",
  each: "tenantRanges",
  explainedBy: causesUnderTenantRoute,
  judge(range) {
    const found = tenantRouteOf(range);
    if (found.kind !== "wrong-device") return void 0;
    return {
      summary: `The host's route to ${range.range} leaves by ${found.route.device}, but its router is behind ${range.bridge?.name}.`,
      evidence: [routeEvidence(void 0, range.range, [found.route])],
      fix: safeFix(
        `Let the route leave by ${range.bridge?.name}`,
        [["ip", "route", "del", ...routeWords(found.route)], ...tenantRouteCommands(range)],
        [["ip", "route", "replace", ...routeWords(found.route)]],
        "Correct the route in the network configuration of the host."
      )
    };
  }
});

// checks/host-route/tenant-route-wrong-next-hop.ts
var tenant_route_wrong_next_hop_default = defineCheck({
  id: "tenant-route-wrong-next-hop",
  layer: "host-route",
  title: "Route to a tenant network has the wrong next hop",
  why: "Packets for the VMs go to an address that is not the external address of their router.",
  symptom: 'From the host, VMs are answered for by "Destination Host Unreachable", or packets end at the router of another tenant.',
  remedy: "Replace the next hop by the external address of the router that has most VMs in the range.",
  limits: "Of two tenants with one range only one can have the route: it is blamed when it leads to the one with fewer VMs. A next hop unknown here is not judged while some router is on standby, distributed or without an address.",
  sources: [
    "https://opendev.org/openstack/devstack/src/branch/master/lib/neutron_plugins/services/l3",
    "https://man7.org/linux/man-pages/man8/ip-route.8.html"
  ],
  severity: "error",
  each: "tenantRanges",
  explainedBy: causesUnderTenantRoute,
  judge(range) {
    const found = tenantRouteOf(range);
    if (found.kind !== "wrong-next-hop" && found.kind !== "other-router") return void 0;
    const { route } = found;
    const main = mainRouterOf(range);
    const leg = main?.router.legs.find(({ role }) => role === "router-gateway");
    const device = leg?.interface.known ? leg.interface.value : void 0;
    const tail = found.kind === "wrong-next-hop" ? "which is no router of this range" : `a router with fewer VMs in that range than ${main?.router.namespace}, whose external address is ${main?.gatewayAddress}`;
    return {
      summary: `The host's route to ${range.range} leads to ${route.gateway}, ${tail}.`,
      evidence: [
        routeEvidence(void 0, range.range, [route]),
        ...main === void 0 || device === void 0 ? [] : [addressEvidence(main.router.namespace, device)]
      ],
      fix: safeFix(
        `Point the route at the router's external address`,
        tenantRouteCommands(range),
        [["ip", "route", "replace", ...routeWords(route)]],
        "Correct the route in the network configuration of the host."
      )
    };
  }
});

// checks/metadata/metadata-address-missing.ts
var metadata_address_missing_default = defineCheck({
  id: "metadata-address-missing",
  layer: "metadata",
  title: "DHCP port lacks the metadata address",
  why: "VMs without a router of their own are sent to 169.254.169.254 on the DHCP port, which does not have it.",
  symptom: "VMs of a network without a router ask 169.254.169.254 by the DHCP port, and nobody answers their ARP for it.",
  remedy: "Give the DHCP port the address 169.254.169.254 again.",
  limits: "Asked only where the options send VMs to the DHCP port. Where the network has a router too, that one may still answer.",
  sources: ["https://bugs.launchpad.net/bugs/1549793", "https://github.com/openstack/neutron/commit/dfacba0f2d"],
  severity: "error",
  each: "metadataPoints",
  explainedBy: ["dhcp-port-address-missing", "port-device-in-wrong-namespace"],
  applies: ({ at, isWanted }) => "server" in at && (!isWanted.known || isWanted.value),
  judge({ at, isWanted }) {
    if (!("server" in at) || !told(isWanted)) return void 0;
    const { interface: fact, namespace } = at.server;
    const device = told(fact);
    if (device === void 0) return void 0;
    const held = heldBy(device);
    if (held.some(({ address }) => address === metadataAddress)) return void 0;
    if (!device.hasEveryAddress) throw new CouldNotTell(untoldAddresses(namespace, device.name));
    const words2 = [`${metadataAddress}/32`, "dev", device.name];
    return {
      summary: `${device.name} in ${namespace} does not have ${metadataAddress}, by which VMs ask for metadata.`,
      evidence: [addressEvidence(namespace, device)],
      fix: safeFix(
        "Give the DHCP port the address again",
        [ip(namespace, "addr", "replace", `${metadataAddress}/32`, "brd", metadataAddress, "dev", device.name)],
        [ip(namespace, "addr", "del", ...words2)],
        "The DHCP agent keeps this address: a restart of it has the same effect."
      )
    };
  }
});

// checks/metadata/metadata-agent-frozen.ts
var metadata_agent_frozen_default = defineCheck({
  id: "metadata-agent-frozen",
  layer: "metadata",
  title: "Metadata agent is stopped",
  why: "A signal has stopped the agent: the requests of all VMs of this host wait until they give up.",
  symptom: "In each new VM cloud-init waits for 169.254.169.254 until it times out.",
  remedy: "Let the metadata agent go on with SIGCONT, all of its workers.",
  limits: "Each of its processes must be stopped: one stopped worker of several loses only a part of the requests, and passes.",
  sources: [
    "https://man7.org/linux/man-pages/man7/signal.7.html",
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/metadata/agent.py"
  ],
  severity: "error",
  each: "metadataServices",
  explainedBy: [],
  applies: ({ agents }) => !agents.known || agents.value.length > 0,
  judge({ agents: fact }) {
    const agents = told(fact);
    if (!areFrozen(agents)) return void 0;
    return {
      summary: "The metadata agent is stopped by a signal and does nothing.",
      evidence: [processEvidence(agents, "metadata-agent")],
      fix: safeFix(
        "Let it go on",
        agents.map(({ pid }) => ["kill", "-CONT", String(pid)]),
        agents.map(({ pid }) => ["kill", "-STOP", String(pid)]),
        "Find out who stopped it (a debugger, a script): nothing of Neutron does that."
      )
    };
  }
});

// checks/metadata/metadata-agent-not-running.ts
var metadata_agent_not_running_default = defineCheck({
  id: "metadata-agent-not-running",
  layer: "metadata",
  title: "Metadata agent does not run",
  why: "The proxies reach nobody behind the socket of the agent and answer every request with an error 503.",
  symptom: "Each request for metadata is answered at once by an error 503, and VMs boot without their keys.",
  remedy: "Restart the service of the metadata agent.",
  limits: "A host without the socket of an agent gets its data to VMs in another way (config drive), and is left alone; so is one where no proxy wants it.",
  sources: [
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/metadata/agent.py",
    "https://github.com/rcbops/rpc-openstack/issues/1002"
  ],
  severity: "error",
  each: "metadataServices",
  explainedBy: [],
  judge({ agents, listeners, socketFiles, host }) {
    if (told(agents).length > 0 || told(listeners).length > 0) return void 0;
    const [socket] = told(socketFiles);
    if (socket === void 0) return void 0;
    return {
      summary: `No metadata agent runs; it has left its socket ${socket}.`,
      evidence: [
        processEvidence([], "metadata-agent"),
        { command: ["ss", "-lx", "src", socket], where: "host", output: "(no socket)" }
      ],
      fix: restartFix(host, "metadata-agent", "opens its socket again")
    };
  }
});

// checks/metadata/metadata-agent-socket-missing.ts
var metadata_agent_socket_missing_default = defineCheck({
  id: "metadata-agent-socket-missing",
  layer: "metadata",
  title: "Metadata agent's socket is gone",
  why: "The agent runs, but the proxies do not find the socket by which they reach it, and answer with an error 503.",
  symptom: "The metadata agent is active and quiet, and its proxies log that they find no server.",
  remedy: "Restart the metadata agent, which makes its socket again.",
  limits: "It knows the sockets under the usual state folders; an agent whose metadata_proxy_socket is elsewhere passes if the file is there.",
  sources: [
    "https://man7.org/linux/man-pages/man7/unix.7.html",
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/metadata/agent.py"
  ],
  severity: "error",
  each: "metadataServices",
  explainedBy: [],
  applies: ({ agents }) => !agents.known || agents.value.length > 0,
  judge({ agents: fact, listeners, socketFiles, host }) {
    const agents = told(fact);
    const open = told(listeners);
    const files = told(socketFiles);
    if (open.some((path) => files.includes(path) || path.startsWith("@"))) return void 0;
    return {
      summary: open.length === 0 ? "The metadata agent runs, but listens on no socket." : `The metadata agent listens on ${open.join(", ")}, but that file was deleted.`,
      evidence: [
        processEvidence(agents, "metadata-agent"),
        ...open.map((path) => ({ command: ["ls", path], where: "host", output: "No such file or directory" }))
      ],
      fix: restartFix(host, "metadata-agent", "opens its socket again")
    };
  }
});

// checks/metadata/metadata-input-filtered.ts
var metadata_input_filtered_default = defineCheck({
  id: "metadata-input-filtered",
  layer: "metadata",
  title: "Router drops requests to its metadata proxy",
  why: "Requests are redirected to the port of the proxy, and a rule of the INPUT chain drops them there.",
  symptom: "Requests for metadata come to the router, as tcpdump on qr shows, and never get an answer.",
  remedy: "Delete the foreign rule, or put back the agent's own that marks redirected packets and accepts the mark.",
  limits: "It looks for rules in INPUT that name the port of the proxy, and for the mark that the agent sets; a policy of the chain or a rule on other matches is not judged.",
  sources: [
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/metadata/driver.py",
    "https://man7.org/linux/man-pages/man8/iptables-extensions.8.html"
  ],
  severity: "error",
  each: "metadataPoints",
  explainedBy: ["router-nat-rules-missing"],
  applies: ({ at, isWanted }) => "router" in at && (!isWanted.known || isWanted.value),
  judge({ at, isWanted, port }) {
    if (!("router" in at) || !told(isWanted)) return void 0;
    const { router } = at;
    const filter = told(tableOf(router.tables, "filter")).filter((rule) => /^-A (?:INPUT|\S+-INPUT) /.test(rule));
    const drops = filter.filter((rule) => isDrop2(rule, port));
    const foreign = drops.filter((rule) => rule.startsWith("-A INPUT ") && isBeforeAgents(filter, rule));
    const own = drops.find((rule) => !rule.startsWith("-A INPUT "));
    const obstacle = foreign.length > 0 ? deleting(router, foreign) : own === void 0 ? void 0 : unmarked(router, filter, own, port);
    return obstacle && {
      summary: `The rules of ${router.namespace} drop what is redirected to the metadata proxy: ${obstacle.because}.`,
      evidence: [rulesEvidence(router, "filter", "-INPUT "), rulesEvidence(router, "mangle", metadataAddress)],
      fix: obstacle.fix
    };
  }
});
var isDrop2 = (rule, port) => new RegExp(`^-A \\S+ -p tcp (?:-m tcp )?--dport ${port} .*-j (?:DROP|REJECT)`).test(`${rule} `);
function isBeforeAgents(filter, rule) {
  const jump = filter.findIndex((one) => /^-A INPUT -j \S+-INPUT$/.test(one));
  return jump === -1 || filter.indexOf(rule) < jump;
}
var deleting = ({ namespace }, rules) => ({
  because: `\`${rules.join("`, `")}\` is none of the L3 agent's`,
  fix: deleteRules(namespace, "filter", rules, "Nothing of Neutron puts such a rule there: find out who did.")
});
var keeps = "The L3 agent keeps this rule: a restart of it has the same effect.";
function unmarked(router, filter, drop, port) {
  const chain2 = drop.split(" ")[1] ?? "";
  const accepts = rulesIn(filter.slice(0, filter.indexOf(drop)), chain2);
  const accepted = accepts.flatMap((rule2) => rule2.match(/-m mark --mark (\S+) -j ACCEPT$/)?.[1] ?? []);
  const sets = told(tableOf(router.tables, "mangle")).flatMap(
    (rule2) => rule2.match(/ -d 169\.254\.169\.254\/32 .*-j MARK --set-x?mark (\S+)$/)?.[1] ?? []
  );
  const [mark] = sets;
  const [wanted] = accepted;
  if (accepts.some((rule2) => rule2.includes(`--dport ${port} -j ACCEPT`))) return void 0;
  if (mark !== void 0 && accepted.includes(mark)) return void 0;
  if (wanted !== void 0 && mark === void 0) {
    const mangle = chain2.replace(/-INPUT$/, "-PREROUTING");
    const words2 = ["-d", `${metadataAddress}/32`, "-i", "qr-+", "-p", "tcp", "-m", "tcp", "--dport", "80"];
    const rule2 = [mangle, ...words2, "-j", "MARK", "--set-xmark", wanted];
    return {
      because: `no rule sets the mark ${wanted} by which they are let in`,
      fix: safeFix(
        "Put the rule in again that marks them",
        [iptables(router, "mangle", "-A", ...rule2)],
        [iptables(router, "mangle", "-D", ...rule2)],
        keeps
      )
    };
  }
  if (mark === void 0) return void 0;
  const rule = [chain2, "-m", "mark", "--mark", mark, "-j", "ACCEPT"];
  return {
    because: `no rule before \`${drop}\` lets in what has the mark ${mark}`,
    fix: safeFix(
      "Put the rule in again that lets them in",
      [iptables(router, "filter", "-I", ...rule)],
      [iptables(router, "filter", "-D", ...rule)],
      keeps
    )
  };
}

// checks/metadata/metadata-proxy-frozen.ts
var metadata_proxy_frozen_default = defineCheck({
  id: "metadata-proxy-frozen",
  layer: "metadata",
  title: "Metadata proxy is stopped",
  why: "The proxy is alive and its port is open, but a signal has stopped it: VMs wait until they give up.",
  symptom: "VMs of one network or router wait for their metadata until they give up; those of others get it.",
  remedy: "Let the proxy go on with SIGCONT.",
  limits: "A proxy that waits for a slow agent or nova is not stopped, and passes.",
  sources: ["https://man7.org/linux/man-pages/man7/signal.7.html", "https://bugs.launchpad.net/bugs/1455042"],
  severity: "error",
  each: "metadataPoints",
  explainedBy: [],
  applies: ({ proxies }) => !proxies.known || proxies.value.length > 0,
  judge({ proxies: fact, namespace, subject }) {
    const proxies = told(fact);
    if (!areFrozen(proxies)) return void 0;
    return {
      summary: `The metadata proxy of ${namespace} is stopped by a signal and does nothing.`,
      evidence: [processEvidence(proxies, `ns-metadata-proxy.*${subject.id}`)],
      fix: safeFix(
        "Let it go on",
        proxies.map(({ pid }) => ["kill", "-CONT", String(pid)]),
        proxies.map(({ pid }) => ["kill", "-STOP", String(pid)]),
        "Find out who stopped it (a debugger, a script): no agent does that."
      )
    };
  }
});

// src/engine/metadata.ts
function startProxyFix({ at, conf, namespace, host }, pids) {
  const kill = pids.map((pid) => ["kill", "-KILL", String(pid)]);
  const role = "router" in at ? "l3-agent" : "dhcp-agent";
  if (conf === void 0) return restartFix(host, role, "starts the proxy again", kill);
  return {
    summary: `Start haproxy with the settings that the agent wrote for ${namespace}`,
    risk: "safe",
    commands: [...kill, within(namespace, "haproxy", "-f", conf)],
    undo: [],
    permanent: "The agent watches its proxies and starts them again within a minute: if it does not, look into its log."
  };
}

// checks/metadata/metadata-proxy-not-listening.ts
var metadata_proxy_not_listening_default = defineCheck({
  id: "metadata-proxy-not-listening",
  layer: "metadata",
  title: "Metadata proxy does not listen",
  why: "The proxy runs, but has no socket on the port that the requests are sent to: VMs' connections are refused.",
  symptom: 'A curl to 169.254.169.254 in a VM ends at once with "Connection refused", while the proxy is in the list of processes.',
  remedy: "End the proxy and start haproxy with the settings that the agent wrote; without these, restart the agent that owns it.",
  limits: "The port is that of the REDIRECT rule, or 80 in a DHCP namespace; whoever listens there counts, be it another program.",
  sources: ["https://bugs.launchpad.net/bugs/1455042", "https://github.com/openstack/neutron/commit/b058658780"],
  severity: "error",
  each: "metadataPoints",
  explainedBy: [],
  applies: ({ isWanted, proxies }) => (!isWanted.known || isWanted.value) && (!proxies.known || proxies.value.some(({ isAtHome }) => isAtHome)),
  judge(point) {
    const { isWanted, port, namespace, subject } = point;
    const proxies = told(point.proxies).filter(({ isAtHome }) => isAtHome);
    if (!told(isWanted)) return void 0;
    const ports = proxies.map(({ ports: fact, pid }) => toldPart(told(fact), `the sockets of process ${pid}`));
    if (ports.some((open) => open.has(port))) return void 0;
    return {
      summary: `The metadata proxy of ${namespace} does not listen on TCP port ${port}.`,
      evidence: [
        processEvidence(proxies, `ns-metadata-proxy.*${subject.id}`),
        {
          command: within(namespace, "ss", "-ltn", "sport", "=", `:${port}`),
          where: namespace,
          output: "(no socket)"
        }
      ],
      fix: startProxyFix(
        point,
        proxies.map(({ pid }) => pid)
      )
    };
  }
});

// checks/metadata/metadata-proxy-not-running.ts
var metadata_proxy_not_running_default = defineCheck({
  id: "metadata-proxy-not-running",
  layer: "metadata",
  title: "Metadata proxy does not run",
  why: "VMs are sent to a proxy that is not there: they boot without their keys, their name and their user data.",
  symptom: "VMs behind one router, or in one network without a router, boot without keys, name and user data.",
  remedy: "Start haproxy in the namespace with the settings that the agent wrote; without these, restart the L3 or DHCP agent.",
  limits: "A proxy is missed only where a rule, or the route that VMs get with their lease, leads to it. Standby routers, and networks that are not meant to have one, are left alone.",
  sources: [
    "https://github.com/rcbops/rpc-openstack/issues/1002",
    "https://bugs.launchpad.net/bugs/2052787",
    "https://github.com/openstack/neutron/commit/2f7f7c2fc2"
  ],
  severity: "error",
  each: "metadataPoints",
  explainedBy: [],
  applies: ({ isWanted }) => !isWanted.known || isWanted.value,
  judge(point) {
    const { isWanted, proxies: fact, namespace, subject } = point;
    const proxies = told(fact);
    if (!told(isWanted) || proxies.some(({ isAtHome }) => isAtHome)) return void 0;
    return {
      summary: proxies.length === 0 ? `No metadata proxy runs in ${namespace}.` : `The metadata proxy of ${namespace} runs outside of it.`,
      evidence: [
        processEvidence(proxies, `ns-metadata-proxy.*${subject.id}`),
        ...proxies.map(({ pid, whereabouts }) => ({
          command: ["ip", "netns", "identify", String(pid)],
          where: "host",
          output: whereabouts?.in === "namespace" ? whereabouts.name : ""
        }))
      ],
      fix: startProxyFix(
        point,
        proxies.map(({ pid }) => pid)
      )
    };
  }
});

// checks/metadata/metadata-redirect-missing.ts
var metadata_redirect_missing_default = defineCheck({
  id: "metadata-redirect-missing",
  layer: "metadata",
  title: "Router does not lead requests to its metadata proxy",
  why: "The proxy listens, but no rule turns what VMs send to 169.254.169.254 over to it.",
  symptom: "VMs' requests for metadata leave the router by qg to the provider, instead of coming to the proxy.",
  remedy: "Add the REDIRECT rule of the L3 agent again.",
  limits: "Any rule of the NAT table for 169.254.169.254 counts as intent. A router with no proxy in its namespace is not asked.",
  sources: [
    "https://bderzhavets.blogspot.com/2014/11/access-to-metadata-via-qrouter.html",
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/metadata/driver.py"
  ],
  severity: "error",
  each: "metadataPoints",
  explainedBy: ["router-nat-rules-missing"],
  applies: ({ at, proxies }) => "router" in at && proxies.known && proxies.value.some(({ isAtHome }) => isAtHome),
  judge({ at, isWanted, port, proxies, subject }) {
    if (!("router" in at) || told(isWanted)) return void 0;
    const { router } = at;
    const nat = told(tableOf(router.tables, "nat"));
    if (nat.some((rule2) => rule2.includes(` -d ${metadataAddress}/32 `))) return void 0;
    const prefix = nat.map((rule2) => rule2.match(/^-A PREROUTING -j (\S+-PREROUTING)$/)?.[1]).find(Boolean);
    const words2 = ["-d", `${metadataAddress}/32`, "-i", "qr-+", "-p", "tcp", "-m", "tcp", "--dport", "80"];
    const rule = [prefix ?? "", ...words2, "-j", "REDIRECT", "--to-ports", String(port)];
    return {
      summary: `No rule in ${router.namespace} redirects ${metadataAddress} to the metadata proxy.`,
      evidence: [rulesEvidence(router, "nat", metadataAddress), processEvidence(told(proxies), subject.id)],
      fix: prefix === void 0 ? reloadRulesFix(router) : natRulesFix(router, [rule], "Put the rule in again")
    };
  }
});

// checks/metadata/metadata-route-missing.ts
var metadata_route_missing_default = defineCheck({
  id: "metadata-route-missing",
  layer: "metadata",
  title: "VMs are not told the way to the metadata proxy",
  why: "A proxy runs in the DHCP namespace, but the lease has no route to it: VMs without a router ask nobody.",
  symptom: "VMs of a network without a router have a lease and no route to 169.254.169.254.",
  remedy: "Restart the DHCP agent, which writes the options anew; VMs learn the route with their next lease.",
  limits: "It goes by a proxy that runs in the DHCP namespace: where a router of the network serves metadata as well, VMs may not miss the route.",
  sources: [
    "https://bugs.launchpad.net/bugs/1753540",
    "https://bugs.launchpad.net/bugs/1460793",
    "https://github.com/openstack/neutron/commit/cda0b14112"
  ],
  severity: "error",
  each: "metadataPoints",
  explainedBy: [],
  // A network of IPv6 subnets only has no such route, and no hosts with IPv4 addresses.
  applies: ({ at, proxies }) => "server" in at && (at.server.files?.hosts.length ?? 0) > 0 && proxies.known && proxies.value.some(({ isAtHome }) => isAtHome),
  judge({ at, proxies, host, subject }) {
    if (!("server" in at)) return void 0;
    const { files, namespace } = at.server;
    if (files === void 0 || files.options.some((line) => line.includes(`${metadataAddress}/32,`))) return void 0;
    return {
      summary: `The DHCP options of ${namespace} have no route to ${metadataAddress}, though a metadata proxy runs there.`,
      evidence: [
        { command: ["cat", `${files.folder}/opts`], where: "host", output: files.options.join("\n") },
        processEvidence(told(proxies), `ns-metadata-proxy.*${subject.id}`)
      ],
      fix: restartFix(host, "dhcp-agent", "writes the options anew; VMs learn the route with their next lease")
    };
  }
});

// checks/metadata/nova-metadata-not-listening.ts
var nova_metadata_not_listening_default = defineCheck({
  id: "nova-metadata-not-listening",
  layer: "metadata",
  title: "Nova's metadata API does not listen",
  why: "The metadata agent asks nova on this very host, and nobody is there: VMs get an error 500 for all they ask.",
  symptom: "Each request for metadata ends in an error 500, and the metadata agent logs that its connection was refused.",
  remedy: "Restart the metadata API of nova, or the nova-api that holds it.",
  limits: "Silent where the settings of the agent name another host. A nova that listens and answers wrongly is not seen: to ask it would fetch in the name of a VM.",
  sources: [
    "https://bugs.launchpad.net/bugs/2059032",
    "https://github.com/openstack/neutron/commit/6395b4fe8e",
    "https://docs.openstack.org/nova/latest/admin/metadata-service.html"
  ],
  severity: "error",
  each: "metadataServices",
  explainedBy: ["metadata-agent-not-running"],
  // Of a nova on another host, this one tells nothing.
  applies: ({ nova }) => !nova.known || nova.value !== void 0,
  judge({ nova: fact, host }) {
    const nova = told(fact);
    if (nova === void 0 || nova.isListening) return void 0;
    return {
      summary: `Nothing listens on TCP port ${nova.port} of this host, where the metadata agent looks for nova (${nova.host}).`,
      evidence: [{ command: ["ss", "-ltn", "sport", "=", `:${nova.port}`], where: "host", output: "(no socket)" }],
      fix: restartFix(host, "nova-metadata", "listens again")
    };
  }
});

// checks/overlay/arp-responder-wrong.ts
var responder = 21;
var arp_responder_wrong_default = defineCheck({
  id: "arp-responder-wrong",
  layer: "overlay",
  title: "Tunnel bridge answers ARP with a MAC of before",
  why: "With l2population br-tun answers for VMs on other hosts: whoever hears an old MAC sends into the void.",
  symptom: "Since a port was deleted and its address given to another, some VMs do not reach the new one.",
  remedy: "Delete the flow: the question then goes to the other hosts, and the agent puts the right answer in.",
  limits: "It compares with the DHCP server's host file, where that server is on this host; of other networks it knows nothing. An address that is in several lines may have any of their MACs.",
  sources: [
    "https://bugs.launchpad.net/bugs/1824504",
    "https://github.com/openstack/neutron/commit/5301ecf41b",
    "https://bugs.launchpad.net/bugs/1623849"
  ],
  severity: "error",
  each: "overlayNetworks",
  explainedBy: [],
  applies: ({ hosts }) => hosts.length > 0,
  judge(network) {
    const wrong = told(network.flows).filter((flow) => isWrong(network, flow));
    const [first] = wrong;
    if (first === void 0) return void 0;
    const address = first.match.get("arp_tpa");
    const [line] = network.hosts.filter((host) => host.address === address);
    return {
      summary: `${network.bridge} answers ARP for ${address} with ${answerOf(first)}, but that address belongs to ${line?.mac}.`,
      evidence: [
        flowEvidence(network.bridge, `table=${responder},arp,arp_tpa=${address}`, wrong),
        { command: ["grep", "-rwF", `${address}`, "/var/lib/neutron/dhcp"], where: "host", output: line?.line ?? "" }
      ],
      fix: {
        summary: "Delete the wrong answer",
        risk: "safe",
        commands: wrong.map((flow) => ["ovs-ofctl", "--strict", "del-flows", network.bridge, matchOf(flow)]),
        undo: wrong.map((flow) => [
          "ovs-ofctl",
          "add-flow",
          network.bridge,
          `table=${responder},${flow.text.replace(" actions", ",actions")}`
        ]),
        permanent: "Restart the Open vSwitch agent if it comes back: Neutron then sends it all entries anew."
      }
    };
  }
});
var answerOf = ({ actions }) => actions.match(/(?:^|,)(?:mod_dl_src:|set_field:)((?:[0-9a-f]{2}:){5}[0-9a-f]{2})/)?.[1];
function isWrong({ hosts, localVlan }, flow) {
  const answer = answerOf(flow);
  const owners = hosts.filter(({ address }) => address === flow.match.get("arp_tpa"));
  return flow.table === responder && flow.match.get("dl_vlan") === String(localVlan.tag) && answer !== void 0 && owners.length > 0 && owners.every(({ mac }) => mac !== answer);
}
var matchOf = ({ priority, match }) => [
  `table=${responder}`,
  `priority=${priority}`,
  ...[...match].map(([field, value]) => value === "" ? field : `${field}=${value}`)
].join(",");

// checks/overlay/tunnel-bridge-flows-missing.ts
var tables = [2, 10, 20, 22];
var tunnel_bridge_flows_missing_default = defineCheck({
  id: "tunnel-bridge-flows-missing",
  layer: "overlay",
  title: "Tunnel bridge has lost its flows",
  why: "Tenant networks reach other hosts only by the flows of br-tun, which put local VLANs into tunnels and back.",
  symptom: "VMs of this host reach each other, and none on another host, since Open vSwitch was restarted.",
  remedy: "Restart the Open vSwitch agent, which fills the tables of br-tun again.",
  limits: "A table counts as lost if packets are sent to it and it is empty; with a wrong flow in it, it passes. Without a peer the host loses nothing yet, and it is a warning.",
  sources: [
    "https://bugs.launchpad.net/bugs/1290486",
    "https://bugs.launchpad.net/bugs/1804842",
    "https://github.com/openstack/neutron/commit/ae031d1886"
  ],
  severity: "error",
  each: "agentBridges",
  explainedBy: ["ovsdb-server-not-answering", "ovs-vswitchd-not-answering"],
  applies: ({ role }) => role === "tunnel",
  judge(view) {
    const fault = flowsMissing(view, tables);
    const hasTunnels = view.bridge?.ports.some(
      ({ interfaces }) => interfaces.some(({ options }) => "remote_ip" in options)
    );
    return fault === void 0 ? void 0 : { ...fault, severity: hasTunnels === true ? "error" : "warning" };
  }
});

// src/engine/tunnels.ts
var tunnelEvidence = ({ name, device }) => ({
  command: ["ovs-vsctl", "--columns=name,type,ofport,error,options", "list", "Interface", name],
  where: "host",
  output: [
    `type: ${device.type}`,
    `ofport: ${device.ofport ?? "[]"}`,
    `error: ${device.error ?? "[]"}`,
    `options: {${Object.entries(device.options).map(([key, value]) => `${key}="${value}"`).join(", ")}}`
  ].join("\n")
});
var overheads = {
  // RFC 7348: 14 + 8 + 8 + 20.
  vxlan: 50,
  // RFC 2890, with a key: 14 + 8 + 20; the 64-bit key of Open vSwitch has 4 more.
  gre: 42,
  gre64: 46,
  // RFC 8926, without options.
  geneve: 50
};
var overheadOf = ({ device }) => overheads[device.type] ?? 0;

// checks/overlay/tunnel-device-down.ts
var tunnel_device_down_default = defineCheck({
  id: "tunnel-device-down",
  layer: "overlay",
  title: "The device that tunnels start from is down",
  why: "Tunnels run over the device that has their local address: while it is down, no other host is reached.",
  symptom: "No other host of the overlay answers, and tunnel counters rise nowhere.",
  remedy: "Set the device up that has the local address of the tunnels.",
  limits: "Where two devices hold that address, it is silent. A device that is up without a carrier, or a bond without a leg, passes.",
  sources: [
    "https://man7.org/linux/man-pages/man8/ip-link.8.html",
    "https://github.com/bilelmsekni/OpenStack-Grizzly-Install-Guide/issues/24"
  ],
  severity: "error",
  each: "tunnels",
  explainedBy: [],
  applies: ({ localIp }) => localIp !== void 0,
  judge(tunnel) {
    const [device, ...others] = told(tunnel.localDevices);
    if (device === void 0 || others.length > 0) return void 0;
    if (isUp(device)) return void 0;
    return {
      summary: `${device.name}, whose address ${tunnel.localIp} is the start of ${counted(tunnel.siblings.length, "tunnel")}, is down.`,
      evidence: [linkEvidence(void 0, device.name, device), tunnelEvidence(tunnel)],
      fix: setUpFix([device], `Have the host's network configuration set ${device.name} up at boot.`),
      shared: `device ${device.name}`
    };
  }
});

// checks/overlay/tunnel-flood-flow-missing.ts
var unicast = 20;
var flood = 22;
var tunnel_flood_flow_missing_default = defineCheck({
  id: "tunnel-flood-flow-missing",
  layer: "overlay",
  title: "A network's broadcasts don't leave the host",
  why: "ARP and DHCP requests go to other hosts by the flood flow of the network: without it VMs there are not found.",
  symptom: "VMs find neighbours on other hosts only while they still know their MACs; DHCP from another node never comes.",
  remedy: "Restart the Open vSwitch agent, which puts the flood flow of the network in again.",
  limits: "With l2population a network floods to the hosts that have ports of it, maybe to none: where flows look like that, it is not judged. Tables of Grizzly are unknown to it.",
  sources: [
    "https://bugs.launchpad.net/bugs/1813703",
    "https://bugs.launchpad.net/bugs/1853613",
    "https://github.com/openstack/neutron/commit/a5244d6d44"
  ],
  severity: "error",
  each: "overlayNetworks",
  explainedBy: ["tunnel-bridge-flows-missing"],
  applies: ({ tunnels, flows }) => tunnels.length > 0 && !(flows.known && isByL2population(flows.value, tunnels.length)),
  judge({ localVlan, bridge, host, ...network }) {
    const flows = told(network.flows);
    if (!flows.some(({ table }) => table === flood)) throw new CouldNotTell(`${bridge} has no table ${flood}`);
    const own = floodsOf(flows).filter(({ match }) => match.get("dl_vlan") === String(localVlan.tag));
    if (own.length > 0) return void 0;
    return {
      summary: `No flow on ${bridge} sends the broadcasts of local VLAN ${localVlan.tag} into a tunnel (${bridge} has ${network.tunnels.length}).`,
      evidence: [
        flowEvidence(
          bridge,
          `table=${flood}`,
          flows.filter(({ table }) => table === flood)
        )
      ],
      fix: restartFix(host, "l2-agent", "puts its flows in again")
    };
  }
});
var floodsOf = (flows) => flows.filter((flow) => flow.table === flood && outputsOf(flow).length > 0);
var isByL2population = (flows, tunnels) => flows.some(({ table, priority }) => table === unicast && priority === 2) || floodsOf(flows).some((flow) => outputsOf(flow).length < tunnels);

// checks/overlay/tunnel-flow-port-gone.ts
var tunnel_flow_port_gone_default = defineCheck({
  id: "tunnel-flow-port-gone",
  layer: "overlay",
  title: "Flows of the tunnel bridge lead to ports that are gone",
  why: "A tunnel that was made again has another OpenFlow port: flows that still name the old one lose what they send.",
  symptom: "Since a tunnel was made anew, one other host or one VM on it is not reached.",
  remedy: "Restart the Open vSwitch agent, which writes its flows for the ports of now.",
  limits: "Flows that the switch learned by itself run out in time and do not count, and neither does a bridge with a port in the making. A flow to the wrong living port passes.",
  sources: ["https://bugs.launchpad.net/bugs/1372438", "https://bugs.launchpad.net/bugs/1785582"],
  severity: "error",
  each: "overlays",
  explainedBy: ["tunnel-port-refused", "tunnel-patch-broken"],
  applies: ({ tunnels }) => tunnels.length > 0,
  judge({ bridge, host, ...overlay }) {
    const ports = new Set(bridge.ports.flatMap(({ interfaces }) => interfaces.map(({ ofport }) => ofport)));
    if (ports.has(void 0)) return void 0;
    const lost = told(overlay.flows).filter(
      (flow) => !isLearned(flow) && outputsOf(flow).some((port) => !ports.has(port))
    );
    const [first] = lost;
    if (first === void 0) return void 0;
    const gone = [...new Set(lost.flatMap(outputsOf).filter((port) => !ports.has(port)))];
    return {
      summary: `Flows of ${bridge.name} (${lost.length}) send to OpenFlow port ${gone.join(", ")}, which no port of it has.`,
      evidence: [
        flowEvidence(bridge.name, `table=${first.table}`, lost),
        {
          command: ["ovs-vsctl", "--columns=name,ofport", "list", "Interface"],
          where: "host",
          output: bridge.ports.flatMap(({ interfaces }) => interfaces.map(({ name, ofport }) => `${name} ${ofport}`)).join("\n")
        }
      ],
      fix: restartFix(host, "l2-agent", "puts its flows in again")
    };
  }
});
var isLearned = ({ table, priority }) => table === 20 && priority === 1;

// checks/overlay/tunnel-id-flow-missing.ts
var tunnel_id_flow_missing_default = defineCheck({
  id: "tunnel-id-flow-missing",
  layer: "overlay",
  title: "What comes in by tunnel for a network is thrown away",
  why: "br-tun has no flow that puts the network's tunnel id on its local VLAN: packets arrive from other hosts, and vanish.",
  symptom: "Tcpdump on the NIC shows tunnel packets for the network, and none of its ports here gets them.",
  remedy: "Restart the Open vSwitch agent, which translates the tunnel id again.",
  limits: "Network and tunnel id are read from the notes at its ports: where the agent writes none, as before Kilo, it is silent.",
  sources: [
    "https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html",
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/plugins/ml2/drivers/openvswitch/agent/ovs_neutron_agent.py"
  ],
  severity: "error",
  each: "overlayNetworks",
  explainedBy: ["tag-shared-by-networks", "tunnel-bridge-flows-missing"],
  applies: ({ tunnels }) => tunnels.length > 0,
  judge({ segmentationId, localVlan, bridge, host, ...network }) {
    const flows = told(network.flows);
    const own = flows.filter(({ match }) => Number(match.get("tun_id")) === segmentationId);
    if (own.some((flow) => setsVlan(flow, localVlan.tag))) return void 0;
    const id = `0x${segmentationId.toString(16)}`;
    return {
      summary: `No flow on ${bridge} puts tunnel id ${id} on local VLAN ${localVlan.tag}, that of its network here.`,
      evidence: [flowEvidence(bridge, `tun_id=${id}`, own)],
      fix: restartFix(host, "l2-agent", "puts its flows in again")
    };
  }
});

// checks/overlay/tunnel-local-address-missing.ts
var tunnel_local_address_missing_default = defineCheck({
  id: "tunnel-local-address-missing",
  layer: "overlay",
  title: "The address that tunnels start from is none of this host",
  why: "Tunnels whose local_ip nobody here has send nothing, and what their other ends send arrives nowhere.",
  symptom: "After the address of the host changed, no other host of the overlay is reached; theirs still send to the old one.",
  remedy: "Let the tunnels start from the one address that the host has on the way to their other end, and set local_ip of the agent to it.",
  limits: "If the route leaves by a device with no address or several in the range of the peer, nothing is proposed: tunnels over a gateway are such a case. IPv6 underlays are not read.",
  sources: ["https://bugs.launchpad.net/bugs/1408603", "https://github.com/openstack/neutron/commit/02c80d8e82"],
  severity: "error",
  each: "tunnels",
  explainedBy: [],
  applies: ({ localIp, host }) => localIp !== void 0 && host.stack.isComplete,
  judge(tunnel) {
    const { localIp, siblings, routeDevice } = tunnel;
    if (told(tunnel.localDevices).length > 0) return void 0;
    return {
      summary: `${localIp}, where ${counted(siblings.length, "tunnel")} of this host should start, is no address of it.`,
      evidence: [
        tunnelEvidence(tunnel),
        ...routeDevice === void 0 ? [] : [addressEvidence(void 0, routeDevice)]
      ],
      fix: fixFor3(tunnel),
      shared: `local_ip ${localIp}`
    };
  }
});
function fixFor3({ localIp, remoteIp, siblings, routeDevice }) {
  const held = subnetAddressesOn(routeDevice);
  const [own, ...others] = held.filter((address) => isInRange(remoteIp, rangeOf(address)));
  if (own === void 0 || others.length > 0) return null;
  const setLocal = (address) => siblings.map((name) => ["ovs-vsctl", "set", "Interface", name, `options:local_ip=${address}`]);
  return {
    summary: `Let the tunnels start from ${own.address}, the address on the way to their other end`,
    risk: "disruptive",
    commands: setLocal(own.address),
    undo: setLocal(localIp),
    permanent: `Set local_ip = ${own.address} in section [ovs] of the Open vSwitch agent's configuration, and restart the agent: other hosts learn the address from it.`
  };
}

// checks/overlay/tunnel-mtu-too-small.ts
var tunnel_mtu_too_small_default = defineCheck({
  id: "tunnel-mtu-too-small",
  layer: "overlay",
  title: "Full packets of tenants don't fit through the tunnels",
  why: "Small packets pass, such as pings and the start of a connection, while large ones get lost between hosts: ssh hangs.",
  symptom: "Between hosts pings pass and ssh hangs; within one host all is well.",
  remedy: "Raise the MTU of the underlay's device by what the tunnel adds, or lower that of the networks.",
  limits: "The MTU of the networks is the largest of router and DHCP ports here. Only the first hop is known: switches on the way that take less are not seen.",
  sources: [
    "https://docs.openstack.org/neutron/latest/admin/config-mtu.html",
    "https://github.com/rcbops/chef-cookbooks/issues/709",
    "https://www.rfc-editor.org/rfc/rfc7348"
  ],
  severity: "warning",
  each: "tunnels",
  explainedBy: ["tunnel-local-address-missing", "tunnel-device-down", "tunnel-peer-unroutable"],
  applies: ({ innerMtu }) => innerMtu !== void 0,
  judge(tunnel) {
    const { innerMtu, routeDevice, remoteIp, device } = tunnel;
    told(tunnel.route);
    if (innerMtu === void 0 || routeDevice?.mtu === void 0) return void 0;
    const needed = innerMtu + overheadOf(tunnel);
    if (routeDevice.mtu >= needed) return void 0;
    const setMtu = (mtu) => [["ip", "link", "set", routeDevice.name, "mtu", String(mtu)]];
    return {
      summary: `Packets of ${innerMtu} bytes become ${needed} in a ${device.type} tunnel, but ${routeDevice.name}, the way to ${remoteIp}, takes ${routeDevice.mtu}.`,
      evidence: [
        {
          command: ["ip", "link", "show", "dev", routeDevice.name],
          where: "host",
          output: `${routeDevice.name}: mtu ${routeDevice.mtu}`
        },
        tunnelEvidence(tunnel)
      ],
      fix: safeFix(
        `Let ${routeDevice.name} take packets of ${needed} bytes; the network behind it has to, too`,
        setMtu(needed),
        setMtu(routeDevice.mtu),
        `Set the MTU in the host's network configuration, or lower global_physnet_mtu in neutron.conf to ${routeDevice.mtu} and make the networks anew.`
      ),
      shared: `mtu of ${routeDevice.name}`
    };
  }
});

// checks/overlay/tunnel-patch-broken.ts
var tunnel_patch_broken_default = defineCheck({
  id: "tunnel-patch-broken",
  layer: "overlay",
  title: "Integration bridge and tunnel bridge are not connected",
  why: "Tunnels hang on br-tun: only the patch pair leads there from the ports of VMs, DHCP servers and routers.",
  symptom: "Nothing that a VM sends ever comes to br-tun, whose tunnels are all there.",
  remedy: "Add the pair patch-tun and patch-int again with each other as peers, and restart the Open vSwitch agent.",
  limits: "Any two patch ports that are each other's peers will do, as int_peer_patch_port and tun_peer_patch_port can rename them; a broken pair is mended under the names that the agent has given it since Folsom.",
  sources: [
    "https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html",
    "https://github.com/openstack/neutron/commit/99915fa76b"
  ],
  severity: "error",
  each: "overlays",
  explainedBy: ["integration-bridge-missing"],
  applies: ({ host }) => host.database.known && host.database.value.isComplete,
  judge({ patch, bridge, integrationBridge, host }) {
    const [inside, outside] = patch;
    const faults = [[inside, outside], [outside, inside]].flatMap(([end, other]) => {
      if (end.device === void 0) return [`${end.name} is missing on ${end.bridge}`];
      const peer = end.device.options["peer"];
      return peer === other.name ? [] : [`${end.name} has the peer ${peer ?? "nobody"}`];
    });
    if (faults.length === 0) return void 0;
    return {
      summary: `The patch pair between ${integrationBridge.name} and ${bridge.name} is broken: ${faults.join(", ")}.`,
      evidence: [
        {
          command: ["ovs-vsctl", "--columns=name,options", "find", "Interface", "type=patch"],
          where: "host",
          output: patch.map(
            ({ name, device }) => `${name} ${device === void 0 ? "(missing)" : `peer=${device.options["peer"] ?? ""}`}`
          ).join("\n")
        }
      ],
      fix: patchPairFix(
        host,
        patch,
        patch.filter(({ device }) => device === void 0).map(({ name }) => name),
        "The Open vSwitch agent makes the pair when it starts: find out who changed it since."
      )
    };
  }
});

// checks/overlay/tunnel-peer-unroutable.ts
var dead = ["blackhole", "unreachable", "prohibit"];
var tunnel_peer_unroutable_default = defineCheck({
  id: "tunnel-peer-unroutable",
  layer: "overlay",
  title: "No route leads to the other end of a tunnel",
  why: "The packets of a tunnel take the routes of the host: without one, all VMs on that other host are cut off from here.",
  symptom: 'VMs of one other host, or of all, are not reached, and a ping to that host says "Network is unreachable".',
  remedy: "Delete the route that ends the packets; where there is none at all, only the network configuration knows which to add.",
  limits: "It looks up the route as the kernel would, without policy rules that select by source, mark or device. That the peer answers is not tried.",
  sources: [
    "https://man7.org/linux/man-pages/man8/ip-route.8.html",
    "https://github.com/bilelmsekni/OpenStack-Grizzly-Install-Guide/issues/96"
  ],
  severity: "error",
  each: "tunnels",
  explainedBy: ["tunnel-local-address-missing", "tunnel-device-down"],
  applies: ({ host }) => host.stack.isComplete,
  judge(tunnel) {
    const { name, remoteIp } = tunnel;
    const route = told(tunnel.route);
    if (route !== void 0 && !dead.includes(route.type)) return void 0;
    return {
      summary: route === void 0 ? `This host has no route to ${remoteIp}, the other end of ${name}.` : `A route of type ${route.type} to ${route.destination} keeps this host from ${remoteIp}, the other end of ${name}.`,
      evidence: [routeEvidence(void 0, remoteIp, route === void 0 ? [] : [route]), tunnelEvidence(tunnel)],
      fix: route === void 0 ? null : safeFix(
        `Delete the ${route.type} route`,
        [["ip", "route", "del", route.type, route.destination, "table", route.table]],
        [["ip", "route", "add", route.type, route.destination, "table", route.table]],
        "Take the route out of the network configuration of the host too."
      ),
      shared: route === void 0 ? `no route from ${tunnel.localIp}` : `route to ${route.destination}`
    };
  }
});

// checks/overlay/tunnel-port-refused.ts
var tunnel_port_refused_default = defineCheck({
  id: "tunnel-port-refused",
  layer: "overlay",
  title: "The switch could not make a tunnel port",
  why: "A tunnel that is in the database, but that the switch refused to make, carries nothing.",
  symptom: "The database lists a tunnel with an error beside it, and the host at its end is cut off from this one.",
  remedy: "Delete the port and restart the Open vSwitch agent, which makes it again; one with a twin to the same end is deleted only.",
  limits: "A port with an OpenFlow number counts as made, whether or not its packets arrive. Tunnels to IPv6 addresses are not read.",
  sources: [
    "https://bugs.launchpad.net/bugs/1460164",
    "https://www.openvswitch.org/support/dist-docs/ovs-vswitchd.conf.db.5.html"
  ],
  severity: "error",
  each: "tunnels",
  explainedBy: ["ovs-vswitchd-not-answering"],
  judge(tunnel) {
    const { name, device, remoteIp, twins } = tunnel;
    if (device.ofport !== -1 && device.error === void 0) return void 0;
    const because = device.error === void 0 ? "" : `: ${device.error}`;
    return {
      // Its twin does the work.
      severity: twins.length > 0 ? "warning" : "error",
      summary: `The tunnel ${name} to ${remoteIp} does not exist in the switch${because}${twins.length > 0 ? `; ${twins.join(", ")} goes to the same end` : ""}.`,
      evidence: [tunnelEvidence(tunnel)],
      fix: fixFor4(tunnel)
    };
  }
});
var fixFor4 = ({ name, twins, host }) => ({
  summary: twins.length > 0 ? "Delete the superfluous port" : "Delete the port, and let the agent make it again",
  risk: twins.length > 0 ? "safe" : "disruptive",
  commands: [
    ["ovs-vsctl", "--if-exists", "del-port", tunnelBridge, name],
    ...twins.length > 0 ? [] : restarts(host, ["l2-agent"])
  ],
  undo: [],
  permanent: "The Open vSwitch agent makes one port for each other end: see its log, and that of ovs-vswitchd."
});

// checks/platform/bridge-fail-mode-standalone.ts
var bridge_fail_mode_standalone_default = defineCheck({
  id: "bridge-fail-mode-standalone",
  layer: "platform",
  title: "Integration bridge is in fail mode standalone",
  why: "While its controller, the agent, is away, such a bridge forwards like a plain switch: loops, and frames in wrong networks.",
  symptom: "While the agent starts or is away, MACs flap on the switches outside, and frames appear in foreign networks.",
  remedy: "Set the bridge to fail mode secure, and restart the Open vSwitch agent for its flows.",
  limits: "Agents of Quantum and early Neutron secure no bridge, so it speaks only where some other bridge of the host is secure.",
  sources: ["https://bugs.launchpad.net/bugs/1887148", "https://github.com/openstack/neutron/commit/c1a77ef8b7"],
  severity: "warning",
  each: "agentBridges",
  explainedBy: ["integration-bridge-flows-missing"],
  // Agents that secure any bridge secure this one first; those of Quantum secure none.
  applies: ({ role, bridge, host }) => role === "integration" && bridge !== void 0 && host.database.known && host.database.value.bridges.some(({ failMode }) => failMode === "secure"),
  judge({ name, bridge, host }) {
    if (bridge === void 0 || bridge.failMode === "secure") return void 0;
    const before = bridge.failMode === void 0 ? ["del-fail-mode", name] : ["set-fail-mode", name, bridge.failMode];
    return {
      summary: `${name} is in fail mode ${bridge.failMode ?? "standalone (none is set)"}, not in the agent's: secure.`,
      evidence: [{ command: ["ovs-vsctl", "get-fail-mode", name], where: "host", output: bridge.failMode ?? "" }],
      fix: {
        summary: `Set ${name} to fail mode secure, and let the agent put its flows in again`,
        risk: "disruptive",
        commands: [["ovs-vsctl", "set-fail-mode", name, "secure"], ...restarts(host, ["l2-agent"])],
        undo: [["ovs-vsctl", ...before]],
        permanent: "The Open vSwitch agent sets the mode when it starts: find out who changed it since."
      }
    };
  }
});

// checks/platform/bridge-filter-off.ts
var bridge_filter_off_default = defineCheck({
  id: "bridge-filter-off",
  layer: "platform",
  title: "Security groups of hybrid plugs are not applied",
  why: "Frames on qbr bridges pass iptables by: rules of security groups, and those against spoofing, have no effect.",
  symptom: "A VM answers on ports that its security groups close, and can send with addresses that are not its own.",
  remedy: "Load br_netfilter where it is missing, set net.bridge.bridge-nf-call-iptables to 1, and keep both over a boot; rules that were without effect then hold at once.",
  limits: "With the native firewall of Open vSwitch 0 is right, so only qbr plugs with rules in iptables count. In a container on a kernel before 5.3 the setting is out of sight, and seems to be missing.",
  sources: [
    "https://github.com/openstack/neutron/commit/359b7c971a",
    "https://bugs.launchpad.net/bugs/1622914",
    "https://github.com/openstack/neutron/commit/e83a44b96a",
    "https://docs.kernel.org/networking/ip-sysctl.html"
  ],
  severity: "warning",
  each: "limits",
  explainedBy: [],
  // The native firewall of Open vSwitch has no rules in iptables and no use for the setting.
  applies: ({ filteredPlugs }) => !filteredPlugs.known || filteredPlugs.value.length > 0,
  judge({ kernel, filteredPlugs }) {
    const [plug] = told(filteredPlugs);
    const isOn = told(kernel).isBridgeFiltered;
    if (plug === void 0 || isOn === true) return void 0;
    const isLoaded = isOn !== void 0;
    const setting = "net.bridge.bridge-nf-call-iptables";
    return {
      summary: `${isLoaded ? `${setting} is 0` : `The kernel has no ${setting}, as br_netfilter is not loaded`}, so that the rules for ${plug.qbr?.name ?? plug.subject.name} and other bridges are passed by.`,
      evidence: [
        {
          command: ["sysctl", setting],
          where: "host",
          output: isLoaded ? `${setting} = 0` : "sysctl: cannot stat /proc/sys/net/bridge/bridge-nf-call-iptables: No such file or directory"
        }
      ],
      fix: safeFix(
        "Send the frames of bridges through iptables",
        [...isLoaded ? [] : [["modprobe", "br_netfilter"]], ["sysctl", "-w", `${setting}=1`]],
        [["sysctl", "-w", `${setting}=0`]],
        isLoaded ? `Put ${setting}=1 into a file in /etc/sysctl.d: other software sets it to 0 at boot.` : `Put br_netfilter into a file in /etc/modules-load.d, and ${setting}=1 into one in /etc/sysctl.d.`
      )
    };
  }
});

// checks/platform/bridges-share-datapath-id.ts
var bridges_share_datapath_id_default = defineCheck({
  id: "bridges-share-datapath-id",
  layer: "platform",
  title: "Two bridges have one datapath id",
  why: "The agent tells bridges apart by their datapath id: with two alike, the flows of one land on the other.",
  symptom: "Flows of one bridge turn up on another, and traffic is lost at random after each start of the agent.",
  remedy: "Give one of the two a datapath id of its own.",
  limits: "Bridges that no agent programs are compared too, as far as their id meets that of one. The agent may have lived with it so far: it is a warning.",
  sources: ["https://bugs.launchpad.net/bugs/1697243", "https://github.com/openstack/neutron/commit/379a9faf62"],
  severity: "warning",
  each: "agentBridges",
  explainedBy: [],
  applies: ({ bridge }) => bridge?.datapathId !== void 0,
  judge({ name, bridge, twins }) {
    const [twin] = twins;
    if (twin === void 0) return void 0;
    return {
      summary: `${name} and ${twins.join(", ")} have the datapath id ${bridge?.datapathId}.`,
      evidence: [
        {
          command: ["ovs-vsctl", "--columns=name,datapath_id", "list", "Bridge"],
          where: "host",
          output: [name, ...twins].map((one) => `${one} ${bridge?.datapathId}`).join("\n")
        }
      ],
      // Any id that no other bridge has will do: this one is made of the old one.
      fix: {
        summary: `Give ${twin} a datapath id of its own`,
        risk: "disruptive",
        commands: [
          ["ovs-vsctl", "set", "Bridge", twin, `other_config:datapath-id=${otherId(bridge?.datapathId ?? "")}`]
        ],
        undo: [["ovs-vsctl", "set", "Bridge", twin, `other_config:datapath-id=${bridge?.datapathId}`]],
        permanent: "Bridges stacked on VLAN devices of one NIC take its MAC, and their id from it: set the id where the bridge is made."
      },
      shared: [name, ...twins].sort().join()
    };
  }
});
var otherId = (id) => `${id.startsWith("f") ? "e" : "f"}${id.slice(1)}`;

// checks/platform/conntrack-table-full.ts
var nearlyFull = 0.95;
var conntrack_table_full_default = defineCheck({
  id: "conntrack-table-full",
  layer: "platform",
  title: "Table of tracked connections is full",
  why: "The kernel drops every packet that would begin a new connection: whoever has one keeps it, nobody gets one.",
  symptom: 'Connections that exist go on, new ones fail at random, and the kernel logs "nf_conntrack: table full, dropping packet".',
  remedy: "Raise net.netfilter.nf_conntrack_max to twice what is tracked now, in /etc/sysctl.d too, and look for what opens so many connections.",
  limits: "It reads the count of the host itself at one moment: short bursts and the tables of single namespaces are not seen. From 95 % on it warns.",
  sources: [
    "https://docs.kernel.org/networking/nf_conntrack-sysctl.html",
    "https://openstack-in-production.blogspot.com/2015/01/exceeding-tracked-connections.html"
  ],
  severity: "error",
  each: "limits",
  explainedBy: [],
  judge({ kernel }) {
    const { conntrackCount: count, conntrackMax: max } = told(kernel);
    if (count === void 0 || max === void 0 || max === 0 || count < max * nearlyFull) return void 0;
    const isFull = count >= max;
    return {
      summary: `The host tracks ${count} connections of ${max} at most${isFull ? "" : ": there is room for few more"}.`,
      severity: isFull ? "error" : "warning",
      evidence: [
        {
          command: ["sysctl", "net.netfilter.nf_conntrack_count", "net.netfilter.nf_conntrack_max"],
          where: "host",
          output: `net.netfilter.nf_conntrack_count = ${count}
net.netfilter.nf_conntrack_max = ${max}`
        }
      ],
      fix: safeFix(
        "Let it track twice as many",
        [["sysctl", "-w", `net.netfilter.nf_conntrack_max=${count * 2}`]],
        [["sysctl", "-w", `net.netfilter.nf_conntrack_max=${max}`]],
        "Put net.netfilter.nf_conntrack_max into a file in /etc/sysctl.d, and find out what opens so many connections."
      )
    };
  }
});

// src/engine/agents.ts
var sought = {
  "l2-agent": "openvswitch-agent",
  "dhcp-agent": "dhcp-agent",
  "l3-agent": "l3-agent"
};
var agentEvidence = ({ role }, processes) => processEvidence(processes, sought[role]);
var isExpected = ({ enabled, made }) => enabled !== void 0 || made.length > 0;
function agentMissing(agent, effect) {
  if (told(agent.processes).length > 0) return void 0;
  const { role, enabled, made, waiting, host } = agent;
  const why = waiting.length > 0 ? `and ${few(waiting)} ${waiting.length === 1 ? "waits" : "wait"} for it` : made.length > 0 ? `though ${few(made)} ${made.length === 1 ? "is" : "are"} its work` : `though its service ${enabled} is started at boot`;
  return {
    summary: `The ${agentName(role)} does not run, ${why}.`,
    severity: waiting.length > 0 ? "error" : "warning",
    evidence: [agentEvidence(agent, [])],
    fix: restartFix(host, role, effect)
  };
}
function agentFrozen(agent) {
  const processes = told(agent.processes);
  if (processes.length === 0 || !areFrozen(processes)) return void 0;
  return {
    summary: `The ${agentName(agent.role)} is stopped by a signal and does nothing.`,
    severity: agent.waiting.length > 0 ? "error" : "warning",
    evidence: [agentEvidence(agent, processes)],
    fix: safeFix(
      "Let it go on",
      processes.map(({ pid }) => ["kill", "-CONT", String(pid)]),
      processes.map(({ pid }) => ["kill", "-STOP", String(pid)]),
      "Find out who stopped it (a debugger, a script): no service manager does that."
    )
  };
}
var few = (names) => names.length <= 2 ? names.join(" and ") : `${names.slice(0, 2).join(", ")} and ${names.length - 2} more`;

// checks/platform/dhcp-agent-frozen.ts
var dhcp_agent_frozen_default = defineCheck({
  id: "dhcp-agent-frozen",
  layer: "platform",
  title: "DHCP agent is stopped by a signal",
  why: "It is in the list of processes, but tells no dnsmasq of new VMs and starts none that has died.",
  symptom: "The agent is in the list of processes and its log has ended; VMs made since then get no offer.",
  remedy: "Let the DHCP agent go on with SIGCONT, and find the debugger or script that stopped it.",
  limits: "A tracer that is attached on purpose looks the same. It is a warning as long as some network is served here.",
  sources: [
    "https://man7.org/linux/man-pages/man7/signal.7.html",
    "https://man7.org/linux/man-pages/man2/ptrace.2.html"
  ],
  severity: "error",
  each: "agents",
  explainedBy: [],
  applies: ({ role }) => role === "dhcp-agent",
  judge: agentFrozen
});

// checks/platform/dhcp-agent-not-running.ts
var dhcp_agent_not_running_default = defineCheck({
  id: "dhcp-agent-not-running",
  layer: "platform",
  title: "DHCP agent does not run",
  why: "It makes the DHCP servers and tells them of new VMs: without it new VMs get no address, and a dead dnsmasq stays dead.",
  symptom: "VMs that were there before renew their leases as ever; new ones, and those of new networks, boot without an address.",
  remedy: "Restart the service of the DHCP agent, which makes the servers of its networks again.",
  limits: "A warning while some network is served here. Where none is, VMs on the host make it an error, though an agent of another node may serve them.",
  sources: [
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/dhcp/agent.py",
    "https://github.com/risuorg/risu"
  ],
  severity: "error",
  each: "agents",
  explainedBy: ["ovsdb-server-not-answering", "ovs-vswitchd-not-answering"],
  applies: (agent) => agent.role === "dhcp-agent" && isExpected(agent),
  judge: (agent) => agentMissing(agent, "makes the DHCP servers of its networks")
});

// checks/platform/integration-bridge-flows-missing.ts
var tables2 = [59, 60, 71, 72, 73, 81, 82, 91, 94];
var integration_bridge_flows_missing_default = defineCheck({
  id: "integration-bridge-flows-missing",
  layer: "platform",
  title: "Integration bridge has lost its flows",
  why: "The integration bridge forwards by the flows of the Open vSwitch agent alone: without them no port reaches any other.",
  symptom: "Since a restart or an upgrade of Open vSwitch all ports of the host are there and tagged, and none reaches another.",
  remedy: "Restart the Open vSwitch agent, which puts its flows in again.",
  limits: "Judged in fail mode secure only, where no flow means no way. A bridge that still has its tables, but not the flows of an extension (QoS, port forwarding), passes.",
  sources: [
    "https://bugs.launchpad.net/bugs/1290486",
    "https://bugs.launchpad.net/bugs/1920700",
    "https://github.com/canonical/hotsos/issues/334"
  ],
  severity: "error",
  each: "agentBridges",
  explainedBy: ["ovsdb-server-not-answering", "ovs-vswitchd-not-answering"],
  applies: ({ role, bridge }) => role === "integration" && bridge !== void 0,
  judge: (view) => flowsMissing(view, tables2)
});

// src/engine/fixes/plug.ts
function vethCommands(key, { stack }) {
  const devices = valuesOf(stack.interfaces);
  const bridge = devices.find(({ name }) => name === `qbr${key}`);
  const mtu = bridge?.mtu === void 0 ? [] : ["mtu", String(bridge.mtu)];
  return [
    ["ip", "link", "add", `qvo${key}`, ...mtu, "type", "veth", "peer", "name", `qvb${key}`, ...mtu],
    ["ip", "link", "set", `qvb${key}`, "master", `qbr${key}`],
    ["ip", "link", "set", `qvb${key}`, "up"]
  ];
}
function plugCommands(vm) {
  const name = `qvo${vm.portKey}`;
  const ids = [
    ...vm.id === void 0 ? [] : [`external_ids:iface-id=${vm.id}`, "external_ids:iface-status=active"],
    ...vm.mac === void 0 ? [] : [`external_ids:attached-mac=${JSON.stringify(vm.mac)}`]
  ];
  const tag = vm.localVlan === void 0 ? [] : [`tag=${vm.localVlan.tag}`];
  return [
    ...vm.qvo === void 0 ? vethCommands(vm.portKey, vm.host) : [],
    ["ip", "link", "set", name, "up"],
    [
      "ovs-vsctl",
      "--may-exist",
      "add-port",
      vm.integrationBridge,
      name,
      ...tag,
      ...ids.length === 0 ? [] : ["--", "set", "Interface", name, ...ids]
    ]
  ];
}

// checks/platform/integration-bridge-missing.ts
var integration_bridge_missing_default = defineCheck({
  id: "integration-bridge-missing",
  layer: "platform",
  title: "Integration bridge does not exist",
  why: "VMs, DHCP servers and routers meet on the integration bridge: without it none of them reaches another.",
  symptom: "All VMs, routers and DHCP servers of the host are cut off, and the agents log errors of the bridge.",
  remedy: "Create the bridge in the datapath of the others, plug the VMs that run, and restart the agents for their own ports.",
  limits: "Something that belongs on it must be left: a hybrid plug, or a DHCP server with its tap. VMs that were plugged without a qbr bridge are not plugged again.",
  sources: [
    "https://bugs.launchpad.net/bugs/1328076",
    "https://bugs.launchpad.net/bugs/1282741",
    "https://github.com/openstack/neutron/commit/e5cdad90f9"
  ],
  severity: "error",
  each: "agentBridges",
  explainedBy: ["ovsdb-server-not-answering", "ovs-vswitchd-not-answering"],
  applies: ({ role }) => role === "integration",
  judge({ name, bridge, datapathType, vmPorts, host }) {
    if (bridge !== void 0) return void 0;
    const guests = valuesOf(vmPorts).filter(({ tap }) => tap !== void 0);
    const type = datapathType === "" ? [] : ["--", "set", "Bridge", name, `datapath_type=${datapathType}`];
    return {
      summary: `Bridge ${name} does not exist, and neither does any port of VMs, DHCP servers and routers on it.`,
      evidence: [
        {
          command: ["ovs-vsctl", "list-br"],
          where: "host",
          output: host.database.known ? host.database.value.bridges.map((other) => other.name).join("\n") : ""
        }
      ],
      fix: {
        summary: `Create ${name}, plug the VMs, and let the agents plug their ports`,
        risk: "disruptive",
        commands: [
          ["ovs-vsctl", "--may-exist", "add-br", name, ...type],
          ...guests.flatMap(plugCommands),
          ...restarts(host, ["l2-agent", "l3-agent", "dhcp-agent"])
        ],
        undo: [["ovs-vsctl", "--if-exists", "del-br", name]],
        permanent: "The Open vSwitch agent of Neutron makes the bridge when it starts; that of Quantum needs it to be there."
      }
    };
  }
});

// checks/platform/l2-agent-frozen.ts
var l2_agent_frozen_default = defineCheck({
  id: "l2-agent-frozen",
  layer: "platform",
  title: "Open vSwitch agent is stopped by a signal",
  why: "It is in the list of processes, but wires no port and gives no new one its VLAN.",
  symptom: "The service manager calls the agent active, Neutron calls it dead, and new VMs wait for their port in vain.",
  remedy: "Let the agent go on with SIGCONT; it does by itself what has waited.",
  limits: "All its processes must be stopped (state T or t): an agent that runs, but hangs or has lost its message queue, passes.",
  sources: [
    "https://man7.org/linux/man-pages/man7/signal.7.html",
    "https://github.com/rcbops/chef-cookbooks/issues/916"
  ],
  severity: "error",
  each: "agents",
  explainedBy: [],
  applies: ({ role }) => role === "l2-agent",
  judge: agentFrozen
});

// checks/platform/l2-agent-not-running.ts
var l2_agent_not_running_default = defineCheck({
  id: "l2-agent-not-running",
  layer: "platform",
  title: "Open vSwitch agent does not run",
  why: "Ports that are plugged in from now on get no VLAN and no flows: new VMs, routers and DHCP servers stay cut off.",
  symptom: "VMs that run go on working; one that is started now has no network, and its build ends with a timeout of the VIF plug.",
  remedy: "Restart the service of the Open vSwitch agent, by whichever name the host has it.",
  limits: "A warning until some port waits for its tag. Hosts of OVN, and those that neither start the agent at boot nor hold a port that it tagged, are not asked.",
  sources: [
    "https://bugs.launchpad.net/bugs/1522192",
    "https://github.com/openstack/neutron/commit/7dc718d1d7",
    "https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html"
  ],
  severity: "error",
  each: "agents",
  explainedBy: ["ovsdb-server-not-answering", "ovs-vswitchd-not-answering"],
  applies: (agent) => agent.role === "l2-agent" && isExpected(agent),
  judge: (agent) => agentMissing(agent, "wires all ports that wait for it")
});

// checks/platform/l3-agent-frozen.ts
var l3_agent_frozen_default = defineCheck({
  id: "l3-agent-frozen",
  layer: "platform",
  title: "L3 agent is stopped by a signal",
  why: "It is in the list of processes, but sets up no router, floating IP or route from now on.",
  symptom: "A floating IP that is associated now never answers, while older ones do; the agent writes no more log.",
  remedy: "Let the L3 agent go on with SIGCONT; it then works off the changes that it has missed.",
  limits: "An agent that waits for an answer of Neutron for ever is not stopped, and passes. It is an error only where a network of local VMs lacks its gateway.",
  sources: ["https://man7.org/linux/man-pages/man7/signal.7.html", "https://man7.org/linux/man-pages/man1/ps.1.html"],
  severity: "error",
  each: "agents",
  explainedBy: [],
  applies: ({ role }) => role === "l3-agent",
  judge: agentFrozen
});

// checks/platform/l3-agent-not-running.ts
var l3_agent_not_running_default = defineCheck({
  id: "l3-agent-not-running",
  layer: "platform",
  title: "L3 agent does not run",
  why: "It makes the routers and their floating IPs: without it nothing that changes in them from now on comes about.",
  symptom: "Routers and floating IPs that exist work on; new ones, and every change, stay without effect.",
  remedy: "Restart the service of the L3 agent, which makes its routers.",
  limits: "An error only where no router is here and some network of local VMs has no gateway; whether the router is meant for another node, only Neutron knows.",
  sources: [
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/agent.py",
    "https://bugs.launchpad.net/bugs/1494682"
  ],
  severity: "error",
  each: "agents",
  explainedBy: ["ovsdb-server-not-answering", "ovs-vswitchd-not-answering"],
  applies: (agent) => agent.role === "l3-agent" && isExpected(agent),
  judge: (agent) => agentMissing(agent, "makes its routers")
});

// checks/platform/mac-table-full.ts
var agentsSize = 5e4;
var ownSize = 2048;
var mac_table_full_default = defineCheck({
  id: "mac-table-full",
  layer: "platform",
  title: "MAC table of a bridge is full",
  why: "What is for a MAC that found no room goes out at every port: VMs see what is not theirs, and the switch is slow.",
  symptom: "All VMs of the host are slow, ovs-vswitchd takes much processor time, and unicast of others comes by.",
  remedy: "Give the bridge a table of the size that later agents give it, or twice the size that it has.",
  limits: "Open vSwitch before 2.10 does not tell, nor does a recording without its answer. It reads one moment.",
  sources: [
    "https://github.com/canonical/hotsos/issues/1019",
    "https://www.openvswitch.org/support/dist-docs/ovs-vswitchd.conf.db.5.html"
  ],
  severity: "warning",
  each: "agentBridges",
  explainedBy: [],
  applies: ({ bridge, macTable }) => bridge !== void 0 && !(macTable.known && macTable.value === void 0),
  judge({ name, macTable }) {
    const table = told(macTable);
    if (table === void 0 || table.entries < table.max) return void 0;
    const setSize = (size2) => ["ovs-vsctl", "set", "Bridge", name, `other_config:mac-table-size=${size2}`];
    const size = table.max < agentsSize ? agentsSize : table.max * 2;
    return {
      summary: `The MAC table of ${name} is full with ${table.entries} entries.`,
      evidence: [
        {
          command: ["ovs-appctl", "fdb/stats-show", name],
          where: "host",
          output: `Current/maximum MAC entries in the table: ${table.entries}/${table.max}`
        }
      ],
      fix: safeFix(
        `Let it keep ${size} MACs`,
        [setSize(size)],
        [
          table.max === ownSize ? ["ovs-vsctl", "remove", "Bridge", name, "other_config", "mac-table-size"] : setSize(table.max)
        ],
        "The database of Open vSwitch keeps the size; agents since Queens set bridge_mac_table_size when they start."
      )
    };
  }
});

// checks/platform/neighbour-table-full.ts
var nearlyFull2 = 0.95;
var neighbour_table_full_default = defineCheck({
  id: "neighbour-table-full",
  layer: "platform",
  title: "Table of neighbours is full",
  why: "All namespaces share one table of MACs: when it is full, routers and DHCP servers find no new neighbour.",
  symptom: 'VMs come and go at random, the more the larger the cloud, and the kernel logs "neighbour: arp_cache: neighbor table overflow!".',
  remedy: "Raise net.ipv4.neigh.default.gc_thresh1 to 3, in /etc/sysctl.d too.",
  limits: "From 95 % on it warns; it errs only where the kernel has refused one since its boot. Permanent entries of distributed routers count, though newer kernels let them pass. Not seen from within a container.",
  sources: ["https://phabricator.wikimedia.org/T234373", "https://man7.org/linux/man-pages/man7/arp.7.html"],
  severity: "error",
  each: "limits",
  explainedBy: [],
  applies: ({ kernel }) => !kernel.known || kernel.value.neighbours !== void 0,
  judge({ kernel }) {
    const { neighbours } = told(kernel);
    if (neighbours === void 0 || neighbours.entries < neighbours.max * nearlyFull2) return void 0;
    const { entries, max, refused = 0 } = neighbours;
    const thresholds = (top) => [top / 8, top / 2, top].map((value, index) => `net.ipv4.neigh.default.gc_thresh${index + 1}=${value}`);
    return {
      summary: `The kernel knows ${entries} neighbours in all namespaces, of ${max} at most${refused > 0 ? `, and has refused new ones ${refused} times` : ""}.`,
      severity: refused > 0 ? "error" : "warning",
      evidence: [
        { command: ["sysctl", "net.ipv4.neigh.default.gc_thresh3"], where: "host", output: `${max}` },
        { command: ["ip", "-s", "ntable", "show", "name", "arp_cache"], where: "host", output: `entries ${entries}` }
      ],
      fix: safeFix(
        "Let it know four times as many",
        [["sysctl", "-w", ...thresholds(max * 4)]],
        [["sysctl", "-w", ...thresholds(max)]],
        "Put net.ipv4.neigh.default.gc_thresh1 to 3 into a file in /etc/sysctl.d."
      )
    };
  }
});

// src/engine/fixes/daemons.ts
var daemonEvidence = (daemon) => [
  { command: daemon.question, where: "host", output: daemon.answer },
  processEvidence(daemon.process === void 0 ? [] : [daemon.process], daemon.name)
];
function conditionOf({ name, process }) {
  if (process === void 0) return `${name} does not run.`;
  return process.isFrozen === true ? `${name} is stopped by a signal and does nothing.` : `${name} runs but does not answer.`;
}
var startScript = "/usr/share/openvswitch/scripts/ovs-ctl";
var otherOf = { "ovsdb-server": "--no-ovs-vswitchd", "ovs-vswitchd": "--no-ovsdb-server" };
function wakeOrStart(host, { name, process }) {
  if (process?.isFrozen === true) {
    return {
      summary: `Let ${name} go on`,
      risk: "safe",
      commands: [["kill", "-CONT", String(process.pid)]],
      undo: [["kill", "-STOP", String(process.pid)]],
      permanent: "Find out who stopped it (a debugger, a script): nothing of Open vSwitch does that."
    };
  }
  const service = restartCommand(host.services, "open-vswitch");
  const verb = process === void 0 ? "start" : "restart";
  return {
    summary: `Start ${name} again`,
    risk: "disruptive",
    commands: [service?.[0] === "systemctl" ? service : [startScript, otherOf[name], verb]],
    undo: [],
    permanent: "Enable the Open vSwitch service at boot, and see /var/log/openvswitch for why it ended."
  };
}
var deleteDevices = (ports) => ports.flatMap(
  ({ sightings, subject, interface: device }) => sightings.flatMap(
    ({ namespace }) => namespace === void 0 || device?.type !== "internal" ? [] : [ip(namespace, "link", "del", subject.name)]
  )
);
var plugAnew = (host) => restarts(host, ["l2-agent", "l3-agent", "dhcp-agent"]);
function startSwitch(view, daemon) {
  const start = wakeOrStart(view.host, daemon);
  const { database } = view.host;
  const isUserspace2 = database.known && database.value.bridges.some(({ datapathType }) => datapathType === "netdev");
  if (daemon.process !== void 0 || !isUserspace2) return start;
  const bridges = valuesOf(view.externalBridges);
  return {
    ...start,
    summary: "Start ovs-vswitchd again and let the agents plug their ports anew",
    commands: [
      ...start.commands,
      ...deleteDevices(valuesOf(view.ports)),
      ...bridges.flatMap(bridgeDeviceCommands),
      ...plugAnew(view.host),
      ...bridges.flatMap(lostTenantRoutes)
    ]
  };
}

// checks/platform/ovs-vswitchd-not-answering.ts
var ovs_vswitchd_not_answering_default = defineCheck({
  id: "ovs-vswitchd-not-answering",
  layer: "platform",
  title: "Switch daemon does not answer",
  why: "ovs-vswitchd forwards the packets: without it no VM, router or DHCP server of this host reaches another.",
  symptom: "All VMs of the host lose the network at once, or, while the kernel still holds their flows, everything new hangs.",
  remedy: "Start the daemon again or let it go on with SIGCONT; of a userspace switch the dead devices are removed too, and the agents restarted to plug new ones.",
  limits: "It asks whether the daemon answers within 5 seconds: one that answers, but has lost its flows or its kernel module, passes.",
  sources: [
    "https://www.openvswitch.org/support/dist-docs/ovs-vswitchd.8.html",
    "https://bugs.launchpad.net/bugs/1839592",
    "https://github.com/iesgn/openstack-debian-ansible/issues/6"
  ],
  severity: "error",
  each: "daemons",
  explainedBy: [],
  applies: ({ name }) => name === "ovs-vswitchd",
  judge(view) {
    const daemon = told(view.daemon);
    if (daemon.answers) return void 0;
    return { summary: conditionOf(daemon), evidence: daemonEvidence(daemon), fix: startSwitch(view, daemon) };
  }
});

// checks/platform/ovsdb-server-not-answering.ts
var ovsdb_server_not_answering_default = defineCheck({
  id: "ovsdb-server-not-answering",
  layer: "platform",
  title: "Open vSwitch database does not answer",
  why: "Without ovsdb-server no port can be added, tagged or seen: the agents stand still, and no port can be judged.",
  symptom: "Each ovs-vsctl hangs or cannot connect, and whatever is started from now on gets no network; VMs that run go on as before.",
  remedy: "Restart the Open vSwitch service, or start this daemon alone by ovs-ctl; one that a signal has stopped is let go on with SIGCONT.",
  limits: "A database that needs more than 5 seconds for an answer counts as dead; where ovs-vsctl is missing or refused, the check cannot tell.",
  sources: [
    "https://www.openvswitch.org/support/dist-docs/ovs-ctl.8.html",
    "https://bugs.launchpad.net/bugs/1910946",
    "https://github.com/openstack/neutron/commit/5d8f3fd614"
  ],
  severity: "error",
  each: "daemons",
  explainedBy: [],
  applies: ({ name }) => name === "ovsdb-server",
  judge(view) {
    const daemon = told(view.daemon);
    if (daemon.answers) return void 0;
    return { summary: conditionOf(daemon), evidence: daemonEvidence(daemon), fix: wakeOrStart(view.host, daemon) };
  }
});

// checks/platform/state-folder-full.ts
var state_folder_full_default = defineCheck({
  id: "state-folder-full",
  layer: "platform",
  title: "No space is left for the state of the agents",
  why: "The DHCP agent can write no new host file and dnsmasq no lease: VMs that are new get no address.",
  symptom: 'VMs that are new get no address, older ones keep theirs, and the agents log "No space left on device".',
  remedy: "No command is proposed, as only the operator knows what may be deleted: make room, then restart the DHCP agent, which writes its files anew.",
  limits: "It reports no block or no inode left for who is not root; a nearly full file system, a quota, and folders in which no agent has files are passed over.",
  sources: [
    "https://man7.org/linux/man-pages/man2/statfs.2.html",
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/dhcp.py"
  ],
  severity: "error",
  each: "limits",
  explainedBy: [],
  applies: ({ stateFolders }) => !stateFolders.known || stateFolders.value.length > 0,
  judge({ stateFolders }) {
    const full = told(stateFolders).find(
      ({ freeBlocks, blocks, freeInodes, inodes }) => blocks > 0 && freeBlocks === 0 || inodes > 0 && freeInodes === 0
    );
    if (full === void 0) return void 0;
    const isOfInodes = full.freeBlocks > 0;
    return {
      summary: `The file system of ${full.path} has no ${isOfInodes ? "inode" : "space"} left.`,
      evidence: [
        {
          command: ["df", isOfInodes ? "-i" : "-k", full.path],
          where: "host",
          output: isOfInodes ? `${full.inodes} inodes, ${full.freeInodes} free` : `${full.blocks} blocks, ${full.freeBlocks} free for who is not root`
        }
      ],
      // What may be deleted there, nobody but the operator knows.
      fix: null
    };
  }
});

// checks/router/ha-keepalived-not-running.ts
var ha_keepalived_not_running_default = defineCheck({
  id: "ha-keepalived-not-running",
  layer: "router",
  title: "HA router has no keepalived",
  why: "keepalived decides which node is the router, and gives it its addresses: without it this one never takes over, or never lets go.",
  symptom: "A router with high availability answers nowhere, or flaps, and its namespace has no address but that of ha-\u2026.",
  remedy: "Restart the L3 agent, which starts keepalived again.",
  limits: "It knows keepalived by the path of its configuration, which has the id of the router in it. Whether the other nodes have one running is seen there.",
  sources: [
    "https://bugs.launchpad.net/bugs/1511311",
    "https://bugs.launchpad.net/bugs/1561046",
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/keepalived.py"
  ],
  severity: "error",
  each: "haRouters",
  explainedBy: [],
  judge({ keepalived, state, router, host }) {
    if (told(keepalived).length > 0) return void 0;
    const said = state.known ? state.value : void 0;
    return {
      summary: `No keepalived runs for ${router.namespace}${said === void 0 ? "" : `, whose last state was ${said}`}.`,
      evidence: [processEvidence([], `keepalived.*${router.id}`)],
      fix: restartFix(host, "l3-agent", "starts keepalived again")
    };
  }
});

// checks/router/ha-port-down.ts
var ha_port_down_default = defineCheck({
  id: "ha-port-down",
  layer: "router",
  title: "HA router has lost the device by which its nodes hear of each other",
  why: "Without ha-\u2026 keepalived gives up and takes all addresses of the router away, or fights with the other node for them.",
  symptom: "A router with high availability is active nowhere, or on two nodes, since an agent or the switch was restarted.",
  remedy: "Set the device up again; where it is gone, restart the L3 agent, which plugs it again.",
  limits: "What becomes of its packets between the nodes is not seen. A port on the dead VLAN or with a wrong tag has findings of its own.",
  sources: [
    "https://bugs.launchpad.net/bugs/1798475",
    "https://bugs.launchpad.net/bugs/1959151",
    "https://docs.openstack.org/neutron/latest/admin/deploy-ovs-ha-vrrp.html"
  ],
  severity: "error",
  each: "haRouters",
  explainedBy: ["ovs-vswitchd-not-answering", "integration-bridge-missing"],
  judge({ device: fact, router, host }) {
    const device = told(fact);
    const { namespace } = router;
    if (device === void 0) {
      return {
        summary: `${namespace} has no device ha-\u2026, by which the nodes of the router hear of each other.`,
        evidence: [{ command: ip(namespace, "-br", "link"), where: namespace, output: "(no ha-\u2026)" }],
        fix: restartFix(host, "l3-agent", "plugs it again")
      };
    }
    if (isUp(device)) return void 0;
    return {
      summary: `${device.name}, by which the nodes of the router hear of each other, is down.`,
      evidence: [linkEvidence(namespace, device.name, device)],
      fix: setUpFix(
        [{ name: device.name, namespace }],
        "The L3 agent sets its ports up when it makes them: find out who set this one down."
      )
    };
  }
});

// checks/router/ha-state-outdated.ts
var ha_state_outdated_default = defineCheck({
  id: "ha-state-outdated",
  layer: "router",
  title: "L3 agent takes an HA router for what it is not",
  why: "The agent starts the metadata proxy of a router, and tells the server where it is active, by a state that nobody keeps up to date.",
  symptom: "A router with high availability is shown as active on two nodes or none, or its VMs get no metadata since a failover.",
  remedy: "Restart the L3 agent, which starts the process that watches keepalived, and learns the state from it.",
  limits: "Judged only where that process, neutron-keepalived-state-change, does not run or is stopped: one that runs may be about to tell.",
  sources: [
    "https://bugs.launchpad.net/bugs/1597461",
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/keepalived_state_change.py"
  ],
  severity: "error",
  each: "haRouters",
  explainedBy: ["ha-port-down", "ha-keepalived-not-running"],
  judge({ device: fact, isActive, monitors, state: fileState, router, host }) {
    const device = told(fact);
    const state = told(fileState);
    const running = told(monitors);
    if (device === void 0 || state === void 0 || !areFrozen(running)) return void 0;
    const isSaidActive = router.mode === "active";
    if (isSaidActive === told(isActive)) return void 0;
    return {
      summary: `The state of ${router.namespace} is said to be ${state}, but keepalived ${isSaidActive ? "does not hold" : "holds"} the address of the active one, and neutron-keepalived-state-change does not run.`,
      evidence: [
        { command: ["cat", `/var/lib/neutron/ha_confs/${router.id}/state`], where: "host", output: state },
        addressEvidence(router.namespace, device),
        processEvidence(running, `neutron-keepalived-state-change.*${router.id}`)
      ],
      fix: restartFix(host, "l3-agent", "starts the process that tells it")
    };
  }
});

// checks/router/router-address-wrong-prefix.ts
var router_address_wrong_prefix_default = defineCheck({
  id: "router-address-wrong-prefix",
  layer: "router",
  title: "Router's address has the wrong prefix length",
  why: "With a wrong prefix the router takes neighbours for strangers: it has no route to a part of its own network.",
  symptom: "The router reaches some VMs of a subnet, or some hosts of the external network, and not the others.",
  remedy: "Put the address on the device once more with the right prefix length, take the wrong one away, and set the default route again on qg.",
  limits: "The right length comes from dnsmasq's range, the DHCP port, or neighbours in the external range; a router that stands alone there is not judged.",
  sources: [
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/router_info.py",
    "https://man7.org/linux/man-pages/man8/ip-address.8.html"
  ],
  severity: "error",
  each: "routerLegs",
  explainedBy: [],
  applies: ({ expected, router }) => expected !== void 0 && router.mode !== "standby",
  judge(leg) {
    const device = told(leg.interface);
    const { expected } = leg;
    const { namespace } = leg.router;
    if (device === void 0 || expected === void 0) return void 0;
    const held = heldBy(device).find(({ address }) => address === expected.address);
    if (held === void 0 || held.prefixLength === expected.prefixLength) return void 0;
    const wrong = cidrOf(held);
    const right = cidrOf(expected);
    return {
      summary: `${leg.device} in ${namespace} has ${wrong}, but its network is a /${expected.prefixLength}.`,
      evidence: [addressEvidence(namespace, device)],
      fix: safeFix(
        `Give ${leg.device} its address with the right prefix length`,
        [
          ip(namespace, "addr", "add", right, "brd", "+", "dev", leg.device),
          ip(namespace, "addr", "del", wrong, "dev", leg.device),
          ip(namespace, "addr", "replace", right, "brd", "+", "dev", leg.device),
          ...legRouteCommands(leg)
        ],
        [
          ip(namespace, "addr", "add", wrong, "dev", leg.device),
          ip(namespace, "addr", "del", right, "dev", leg.device)
        ],
        "The L3 agent takes the prefix from the subnet in Neutron: correct it there if it is wrong there."
      )
    };
  }
});

// checks/router/router-default-gateway-off-subnet.ts
var router_default_gateway_off_subnet_default = defineCheck({
  id: "router-default-gateway-off-subnet",
  layer: "router",
  title: "Router's gateway is outside of its external subnet",
  why: "The router asks for its next hop on a wire where that address does not belong: nobody answers.",
  symptom: "The router has a default route, and yet its ARP for the next hop stays without an answer.",
  remedy: "Replace the default route by the one of the neighbours in the range, or restart the L3 agent; then correct the gateway of the external subnet in Neutron.",
  limits: "A gateway that is outside on purpose has a link route that the agent sets, and is left alone; so is a wrong one, once somebody has added such a route by hand.",
  sources: [
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/router_info.py",
    "https://man7.org/linux/man-pages/man8/ip-route.8.html"
  ],
  severity: "error",
  each: "routers",
  explainedBy: ["router-gateway-address-missing", "router-address-wrong-prefix"],
  applies: hasOwnAddresses,
  judge(router) {
    const routes = told(router.stack.routes);
    const route = routes.find(
      (one) => isDefaultRoute(one) && one.gateway !== void 0 && one.device?.startsWith("qg-") === true
    );
    const device = told(router.stack.interfaces).find(({ name }) => name === route?.device);
    if (route?.gateway === void 0 || device === void 0) return void 0;
    const { gateway } = route;
    const ranges = subnetAddressesOn(device).map(rangeOf);
    if (ranges.length === 0 || ranges.some((range) => isInRange(gateway, range))) return void 0;
    const isOnLink = routes.some(
      ({ destination, gateway: hop, device: at }) => hop === void 0 && at === device.name && destination !== "0.0.0.0/0" && isInRange(gateway, destination)
    );
    if (isOnLink) return void 0;
    const commands = defaultRouteCommands(router, device.name);
    return {
      summary: `${router.namespace} sends to the outside by way of ${gateway}, which is not in ${ranges.join(", ")}.`,
      evidence: [routeEvidence(router.namespace, "default", [route]), addressEvidence(router.namespace, device)],
      fix: commands.length === 0 ? restartFix(router.host, "l3-agent", "sets the route again") : safeFix(
        `Set the default route by way of ${router.likelyGateway}, as the neighbours of ${device.name} do`,
        commands,
        [ip(router.namespace, "route", "replace", ...routeWords(route))],
        "Correct the gateway of the external subnet in Neutron."
      )
    };
  }
});

// checks/router/router-default-route-missing.ts
var router_default_route_missing_default = defineCheck({
  id: "router-default-route-missing",
  layer: "router",
  title: "Router has no default route",
  why: "The router knows its own networks only: whatever VMs send to the outside ends there.",
  symptom: "VMs reach other networks of their router and nothing else; floating IPs answer inside the external subnet only.",
  remedy: "Set the default route by the next hop that other routers of the range use, or the host itself is, where the bridge has no uplink.",
  limits: "Where neither tells of a gateway, it can not tell: an external subnet may have none on purpose. HA routers on standby and distributed ones are not asked.",
  sources: [
    "https://github.com/rcbops/rpc-openstack/issues/460",
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/router_info.py"
  ],
  severity: "error",
  each: "routers",
  explainedBy: ["router-gateway-down", "router-gateway-address-missing", "router-address-wrong-prefix"],
  applies: (router) => hasOwnAddresses(router) && gatewayOf(router) !== void 0,
  judge(router) {
    const leg = gatewayOf(router);
    if (leg === void 0 || told(router.stack.routes).some(isDefaultRoute)) return void 0;
    toldPart(router.likelyGateway, "whether the external subnet has a gateway");
    return {
      summary: `${router.namespace} has no default route.`,
      evidence: [routeEvidence(router.namespace, "default", [])],
      fix: safeFix(
        `Set the default route by way of ${router.likelyGateway}, as the neighbours of ${leg.device} do`,
        defaultRouteCommands(router, leg.device),
        [ip(router.namespace, "route", "del", "default")],
        "The L3 agent sets this route from the gateway of the external subnet in Neutron."
      )
    };
  }
});
var gatewayOf = ({ legs }) => legs.find((leg) => leg.role === "router-gateway" && leg.interface.known && leg.interface.value !== void 0);

// checks/router/router-empty.ts
var router_empty_default = defineCheck({
  id: "router-empty",
  layer: "router",
  title: "Router has nothing in its namespace",
  why: "The L3 agent made the namespace and got no further: no qr and no qg, so that VMs with a lease have no gateway.",
  symptom: "VMs have an address, but cannot ping their gateway, and the router's namespace holds nothing but lo.",
  remedy: "Restart the L3 agent, which gives the router its ports.",
  limits: "Silent as soon as one router here has ports. Neutron before Kilo leaves empty namespaces of deleted routers behind, so hosts of those releases and flat networks are not judged.",
  sources: [
    "https://bugs.launchpad.net/bugs/1052535",
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/router_info.py"
  ],
  severity: "error",
  each: "emptyRouters",
  explainedBy: ["l3-agent-not-running", "l3-agent-frozen"],
  judge({ namespaces, unrouted, host }) {
    const [namespace = ""] = namespaces;
    const networks = unrouted.map(({ networkId, gateway }) => `${gateway} of network ${networkId}`);
    return {
      summary: `${namespaces.join(", ")} ${namespaces.length === 1 ? "holds" : "hold"} nothing but lo, and nobody here has the gateway ${networks.join(", ")}.`,
      evidence: [
        { command: ip(namespace, "-br", "link"), where: namespace, output: "lo" },
        {
          command: ["ovs-vsctl", "list-ports", integrationBridgeName(host.database)],
          where: "host",
          output: "(no qr port in those networks)"
        }
      ],
      fix: restartFix(host, "l3-agent", "makes the routers anew")
    };
  }
});

// checks/router/router-filter-drops.ts
var isForAll = (rule) => /^-A \S+(?: -[io] \S+)*(?: -p (?:icmp|all))?(?: -m comment --comment (?:"[^"]*"|\S+))? -j (?:DROP|REJECT)\b/.test(
  rule
);
var router_filter_drops_default = defineCheck({
  id: "router-filter-drops",
  layer: "router",
  title: "Router's own firewall drops what it should pass on",
  why: "A DROP in the built-in chains of the router ends every connection through it, whatever the security groups say.",
  symptom: "All networks of one router are cut off from each other or from outside, whatever their security groups let in.",
  remedy: "Delete the rules that drop from INPUT and FORWARD of the router.",
  limits: "Only a drop of all packets or all ICMP, whichever device they come or go by, is reported: whoever drops single ports or addresses there means it.",
  sources: [
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/iptables_manager.py",
    "https://man7.org/linux/man-pages/man8/iptables.8.html"
  ],
  severity: "error",
  each: "routers",
  explainedBy: ["router-namespace-missing", "router-gone"],
  judge({ tables: tables3, namespace }) {
    const filter = told(tables3).get("filter");
    const drops = ["INPUT", "FORWARD"].flatMap(
      (chain2) => rulesIn(filter?.rules ?? [], chain2).filter((rule) => isDrop(rule) && isForAll(rule))
    );
    if (drops.length === 0) return void 0;
    const chains = [...new Set(drops.map((rule) => rule.split(" ")[1] ?? ""))];
    return {
      summary: `iptables in ${namespace} drops packets in ${chains.join(" and ")}.`,
      evidence: chains.map((chain2) => ({
        command: within(namespace, "iptables", "-S", chain2),
        where: namespace,
        output: rulesIn(filter?.rules ?? [], chain2).join("\n")
      })),
      fix: deleteRules(namespace, "filter", drops, "The L3 agent puts no such rule there: find out who did.")
    };
  }
});

// checks/router/router-forwarding-off.ts
var router_forwarding_off_default = defineCheck({
  id: "router-forwarding-off",
  layer: "router",
  title: "Router does not forward",
  why: "With net.ipv4.ip_forward=0 in its namespace the router answers pings to itself and passes nothing on.",
  symptom: "VMs ping their gateway and all addresses of the router, and nothing behind it.",
  remedy: "Set net.ipv4.ip_forward to 1 in the router's namespace.",
  limits: "Routers on standby forward nothing in health and are not asked. IPv6 has a setting of its own, which is not judged.",
  sources: [
    "https://github.com/yeasy/easyOVS",
    "https://github.com/alibaba/kubeskoop",
    "https://bugs.launchpad.net/bugs/1787919"
  ],
  severity: "error",
  each: "routers",
  explainedBy: [],
  // A standby router does not forward until keepalived makes it active.
  applies: ({ mode }) => mode !== "standby",
  judge({ namespace, stack }) {
    if (told(stack.isForwarding)) return void 0;
    const set = (value) => within(namespace, "sysctl", "-w", `net.ipv4.ip_forward=${value}`);
    return {
      summary: `net.ipv4.ip_forward is 0 in ${namespace}.`,
      evidence: [
        {
          command: within(namespace, "sysctl", "net.ipv4.ip_forward"),
          where: namespace,
          output: "net.ipv4.ip_forward = 0"
        }
      ],
      fix: safeFix(
        "Switch forwarding on in the namespace",
        [set(1)],
        [set(0)],
        "The L3 agent switches it on when it makes the namespace: find out who switched it off."
      )
    };
  }
});

// checks/router/router-gateway-address-missing.ts
var router_gateway_address_missing_default = defineCheck({
  id: "router-gateway-address-missing",
  layer: "router",
  title: "Router has no external address",
  why: "Without an address on qg the router neither answers ARP on the external network nor translates.",
  symptom: "Floating IPs do not answer, and what VMs send to the outside comes back from nowhere.",
  remedy: "Give qg the address of its SNAT rule again, with the floating IPs of the DNAT rules and the default route; without such a rule, restart the L3 agent.",
  limits: "Routers on standby, distributed ones, and those with a global IPv6 address and no IPv4 in their rules are left alone.",
  sources: [
    "https://devopsaitoolkit.com/blog/debugging-neutron-floating-ips-and-nat-openstack/",
    "https://github.com/rcbops/rpc-openstack/issues/460"
  ],
  severity: "error",
  each: "routerLegs",
  explainedBy: [],
  applies: ({ role, router }) => role === "router-gateway" && hasOwnAddresses(router),
  judge(leg) {
    const device = told(leg.interface);
    if (device === void 0) return void 0;
    const held = heldBy(device);
    const { host, namespace } = leg.router;
    const { expected } = leg;
    const hasOwn = held.some(({ address, prefixLength }) => prefixLength < 32 || address === expected?.address);
    const hasIpv6 = device.addresses?.some(({ family, address }) => family === "inet6" && !address.startsWith("fe80:")) === true;
    if (hasOwn || hasIpv6 && expected === void 0) return void 0;
    if (!device.hasEveryAddress && told(leg.router.stack.routes).some(isSubnetOf(leg))) return void 0;
    const floating = floatingIpsOf(valuesOf(leg.router.rules));
    const lost = floating.filter((address) => !held.some((one) => one.address === address));
    return addressMissing({
      namespace,
      device,
      expected,
      host,
      agent: "l3-agent",
      more: [
        ...lost.map((address) => ip(namespace, "addr", "replace", `${address}/32`, "dev", leg.device)),
        ...defaultRouteCommands(leg.router, leg.device)
      ],
      // The default route goes with the last address.
      moreUndo: lost.map((address) => ip(namespace, "addr", "del", `${address}/32`, "dev", leg.device))
    });
  }
});
var isSubnetOf = ({ device }) => (route) => route.device === device && isToSubnet(route);
var floatingIpsOf = (rules) => [
  ...new Set(
    rules.flatMap((rule) => rule.match(/^-A \S+-l3-agent-PREROUTING -d (\d+\.\d+\.\d+\.\d+)\/32 .*-j DNAT/)?.[1] ?? [])
  )
];

// checks/router/router-gateway-down.ts
var router_gateway_down_default = defineCheck({
  id: "router-gateway-down",
  layer: "router",
  title: "Router's external port is down",
  why: "While qg is down the router neither answers on the external network nor has its default route.",
  symptom: "Floating IPs and the outside are dead, while VMs still reach each other by way of the router.",
  remedy: "Set qg up and add the default route that the kernel dropped with it.",
  limits: "Ports of an HA router that is on standby are down on purpose and left alone. It reads the flag UP, not whether frames get through.",
  sources: [
    "https://github.com/openstack/neutron/commit/c52029c39a",
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/interface.py"
  ],
  severity: "error",
  each: "routerLegs",
  explainedBy: ["external-bridge-missing"],
  // A standby router keeps its ports down (keepalived sets them up when it becomes active).
  applies: ({ role, router }) => role === "router-gateway" && router.mode !== "standby",
  judge: legDown
});

// checks/router/router-gone.ts
var router_gone_default = defineCheck({
  id: "router-gone",
  layer: "router",
  title: "Network's router is not on this host any more",
  why: "The host still sends to the router, but neither its namespace nor its ports are left: the VMs have no gateway.",
  symptom: "VMs have addresses and no gateway; the host still has the route by which they were reached.",
  remedy: "No command is proposed: `openstack router show` and `openstack network agent list --router` tell whether it was disabled, deleted or moved.",
  limits: "It takes a route on the host that leads to nobody, over a range that another router here has as well: without these the loss is not seen.",
  sources: ["https://bugs.launchpad.net/bugs/1871850", "https://github.com/openstack/neutron/commit/12b9149e20"],
  severity: "error",
  each: "tenantRanges",
  explainedBy: ["integration-bridge-missing", "external-bridge-missing", "router-namespace-missing"],
  judge(range) {
    const found = tenantRouteOf(range);
    const [network] = range.unrouted;
    if (found.kind !== "router-gone" || network === void 0) return void 0;
    const { gateway } = found.route;
    return {
      summary: `Network ${network.networkId} has no router on this host, and none has ${gateway}, to which the host's route to ${range.range} leads.`,
      evidence: [
        routeEvidence(void 0, range.range, [found.route]),
        {
          command: ["ip", "netns", "list"],
          where: "host",
          output: `(no qrouter holds ${network.gateway} in that network)`
        }
      ],
      // Disabled, deleted or moved to another node: which of these it is, only Neutron knows.
      fix: null
    };
  }
});

// checks/router/router-interface-address-missing.ts
var router_interface_address_missing_default = defineCheck({
  id: "router-interface-address-missing",
  layer: "router",
  title: "Router has no address in the tenant network",
  why: "Without an address on qr the VMs have no gateway, and the router has no route to them.",
  symptom: "VMs ask for their gateway by ARP and get no answer; DHCP still works.",
  remedy: "Give qr the address that the DHCP host file has for its MAC; where no such file is here, restart the L3 agent.",
  limits: "One address is enough to pass: a qr of two subnets that has lost one of them is not seen. Standby routers hold none in health.",
  sources: [
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/router_info.py",
    "https://github.com/AJNOURI/COA/issues/64"
  ],
  severity: "error",
  each: "routerLegs",
  explainedBy: [],
  // A standby router holds no addresses: keepalived gives them to the active one.
  applies: ({ role, router }) => role === "router-interface" && router.mode !== "standby",
  judge(leg) {
    const device = told(leg.interface);
    if (device === void 0) return void 0;
    const addresses = toldPart(device.addresses, `the addresses of ${leg.device}`);
    if (addresses.some(({ family, address }) => family === "inet" || !address.startsWith("fe80:"))) return void 0;
    const { host, namespace } = leg.router;
    return addressMissing({ namespace, device, expected: leg.expected, host, agent: "l3-agent" });
  }
});

// checks/router/router-interface-down.ts
var router_interface_down_default = defineCheck({
  id: "router-interface-down",
  layer: "router",
  title: "Router's internal port is down",
  why: "While qr is down the VMs of this network can't reach their gateway, and nobody reaches them through it.",
  symptom: "VMs of one network cannot ping their gateway, while DHCP and their neighbours work.",
  remedy: "Set qr up again in the namespace of the router.",
  limits: "An HA router on standby is not asked. What set the device down is not found out, and it can do so again.",
  sources: [
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/interface.py",
    "https://man7.org/linux/man-pages/man8/ip-link.8.html"
  ],
  severity: "error",
  each: "routerLegs",
  explainedBy: [],
  // A standby router keeps its ports down (keepalived sets them up when it becomes active).
  applies: ({ role, router }) => role === "router-interface" && router.mode !== "standby",
  judge: legDown
});

// checks/router/router-namespace-missing.ts
var router_namespace_missing_default = defineCheck({
  id: "router-namespace-missing",
  layer: "router",
  title: "Router has no namespace",
  why: "The router's ports are on the switch, but the namespace that routes between them is gone.",
  symptom: "VMs lose their gateway and floating IPs at once, and `ip netns list` does not show the router.",
  remedy: "Restart the L3 agent, which makes the namespace and its ports again.",
  limits: "It goes by router ports that are left on the switch: those of a router that was deleted in Neutron look the same. Names the router only if one alone is missing.",
  sources: [
    "https://bugs.launchpad.net/bugs/1494682",
    "https://github.com/openstack/neutron/commit/822ad5f06b",
    "https://bugs.launchpad.net/bugs/1052535"
  ],
  severity: "error",
  each: "lostRouters",
  explainedBy: ["integration-bridge-missing"],
  judge({ ports, subject, id, host }) {
    const devices = ports.map((port) => port.subject.name);
    return {
      summary: id === void 0 ? `No qrouter namespace holds ${devices.join(", ")}, which are router ports on the switch.` : `Namespace ${subject.name} does not exist; its ports ${devices.join(", ")} are on the switch.`,
      evidence: [
        { command: ["ip", "netns", "list"], where: "host", output: `(no namespace holds ${devices.join(", ")})` },
        ...devices.slice(0, 1).map((device) => linkEvidence(void 0, device, void 0))
      ],
      fix: restartFix(host, "l3-agent", "makes the namespace and its ports again")
    };
  }
});

// checks/router/router-nat-rules-missing.ts
var router_nat_rules_missing_default = defineCheck({
  id: "router-nat-rules-missing",
  layer: "router",
  title: "Router has lost its rules",
  why: "Without the rules of the L3 agent the router translates nothing: no floating IP, no way out, no metadata.",
  symptom: "All that the router translates stops at once, floating IPs and metadata too, while pings between its networks go on.",
  remedy: "Restart the L3 agent, which loads its rules anew.",
  limits: "A single jump into a chain of the agent is enough to pass, whatever is missing behind it. Distributed routers are not asked.",
  sources: [
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/iptables_manager.py",
    "https://thenewstack.io/solving-a-common-beginners-problem-when-pinging-from-an-openstack-instance/"
  ],
  severity: "error",
  each: "routers",
  explainedBy: [],
  applies: ({ mode, legs }) => mode !== "distributed" && legs.some(({ interface: device }) => device.known && device.value),
  judge(router) {
    const rules = told(tableOf(router.tables, "nat"));
    if (rules.some((rule) => /^-A PREROUTING -j \S+-PREROUTING$/.test(rule))) return void 0;
    return {
      summary: `The NAT table of ${router.namespace} has none of the rules of the L3 agent.`,
      evidence: [
        {
          command: iptables(router, "nat", "-S"),
          where: router.namespace,
          output: rules.length === 0 ? "(no rule)" : rules.join("\n")
        }
      ],
      fix: reloadRulesFix(router)
    };
  }
});

// checks/router/router-snat-missing.ts
var chain = "quantum-l3-agent-snat";
var router_snat_missing_default = defineCheck({
  id: "router-snat-missing",
  layer: "router",
  title: "Router does not translate a network's way out",
  why: "VMs without a floating IP send to the outside with their own addresses, to which no answer comes back.",
  symptom: "VMs with a floating IP reach the outside, those without do not.",
  remedy: "Add the SNAT rule of the range again, with the router's external address as source.",
  limits: "Judged for Quantum alone: since Havana a router can be told not to translate (enable_snat), and the host does not know it.",
  sources: [
    "https://github.com/rcbops/rpc-openstack/issues/460",
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/router_info.py"
  ],
  severity: "error",
  each: "routers",
  explainedBy: ["router-nat-rules-missing", "router-address-wrong-prefix"],
  // Since Havana a router may be told not to translate at all; Quantum's always does, each internal range by itself.
  applies: ({ mode, rules, legs }) => mode === "legacy" && rules.known && rules.value.some((rule) => rule === "-A quantum-postrouting-bottom -j quantum-l3-agent-snat") && legs.some(({ role, interface: device }) => role === "router-gateway" && device.known && device.value),
  judge(router) {
    const rules = rulesIn(told(tableOf(router.tables, "nat")), chain);
    const missing = rangesOf2(router).filter((range2) => !rules.some((rule) => rule.includes(` -s ${range2} -j SNAT `)));
    const [range] = missing;
    if (range === void 0) return void 0;
    const source = router.legs.flatMap(gatewayAddressOf)[0];
    return {
      summary: `No rule in ${router.namespace} translates what ${range} sends to the outside.`,
      evidence: [rulesEvidence(router, "nat", chain)],
      fix: source === void 0 ? null : natRulesFix(
        router,
        missing.map((one) => [chain, "-s", one, "-j", "SNAT", "--to-source", source]),
        `Translate it to ${source}, the external address of the router`
      )
    };
  }
});
var rangesOf2 = ({ legs }) => legs.flatMap((leg) => {
  const device = leg.role === "router-interface" ? told(leg.interface) : void 0;
  if (device === void 0) return [];
  return heldBy(device).map(rangeOf);
});
function gatewayAddressOf({ role, interface: device }) {
  const found = role === "router-gateway" && device.known ? device.value : void 0;
  return subnetAddressesOn(found).map(({ address }) => address);
}

// checks/router/snat-port-address-missing.ts
var snat_port_address_missing_default = defineCheck({
  id: "snat-port-address-missing",
  layer: "router",
  title: "SNAT port of a distributed router has no address",
  why: "VMs without a floating IP leave by the SNAT namespace, and the router finds that by the address of sg there.",
  symptom: "VMs of a distributed router that have no floating IP reach nothing outside; those with one do.",
  remedy: "Give sg in the SNAT namespace its address again.",
  limits: "Judged on the node that has the SNAT namespace. The address is the next hop of the router's own policy route; where that is gone too, a restart of the L3 agent is offered.",
  sources: [
    "https://docs.openstack.org/neutron/latest/admin/deploy-ovs-ha-dvr.html",
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/dvr_edge_router.py"
  ],
  severity: "error",
  each: "distributedRouters",
  explainedBy: [],
  applies: ({ snat }) => snat !== void 0,
  judge({ snat, host }) {
    if (snat === void 0) return void 0;
    const { namespace, device, expected, prefixLength } = snat;
    if (heldBy(device).length > 0) return void 0;
    return addressMissing({
      namespace,
      device,
      expected: expected === void 0 || Number.isNaN(prefixLength) ? void 0 : { address: expected, prefixLength, because: "the router's policy route leads there" },
      host,
      agent: "l3-agent"
    });
  }
});

// checks/security/anti-spoofing-wrong.ts
var anti_spoofing_wrong_default = defineCheck({
  id: "anti-spoofing-wrong",
  layer: "security",
  title: "Anti-spoofing rule does not know the VM's own address",
  why: "Everything that the VM sends under its own MAC and address is dropped as forged.",
  symptom: "A VM gets no address and reaches nobody, and the counter of the DROP in its chain for spoofed packets rises.",
  remedy: "Put a rule for the port's own MAC and address at the head of that chain.",
  limits: "The MAC is that of the port on the switch, the address that of the DHCP host file here; pairs that are allowed to the port besides do no harm. The native firewall has no such chain.",
  sources: ["https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/iptables_firewall.py"],
  severity: "error",
  each: "vmPorts",
  explainedBy: [],
  applies: ({ tap, mac, port }) => tap !== void 0 && mac !== void 0 && port.known && port.value !== void 0,
  judge(vm) {
    const rules = told(vm.spoofing);
    const pairs = rules.flatMap((rule) => {
      const mac = rule.match(/--mac-source (\S+)/)?.[1]?.toLowerCase();
      const range = rule.match(/ -s (\S+)/)?.[1] ?? "0.0.0.0/0";
      return mac !== void 0 && rule.endsWith("-j RETURN") ? [{ mac, range }] : [];
    });
    const own = vm.port.known ? vm.port.value?.interface?.attachedMac : void 0;
    if (pairs.length === 0 || own === void 0) return void 0;
    const files = told(vm.dhcpFiles);
    const address = files?.hosts.find(({ mac }) => mac === own)?.address;
    const isKnown = pairs.some(({ mac, range }) => mac === own && (address === void 0 || isInRange(address, range)));
    if (isKnown) return void 0;
    const [, chain2 = ""] = rules[0]?.split(" ") ?? [];
    const pair = [...address === void 0 ? [] : ["-s", `${address}/32`], "-m", "mac", "--mac-source", own];
    return {
      summary: `Chain ${chain2} lets ${vm.subject.name} send as ${pairs.map(({ mac, range }) => `${range} ${mac}`).join(", ")} only, but the port is ${address === void 0 ? own : `${address} ${own}`}.`,
      evidence: [
        { command: ["iptables", "-S", chain2], where: "host", output: rules.join("\n") },
        {
          command: ["ovs-vsctl", "get", "Interface", vm.subject.name, "external_ids:attached-mac"],
          where: "host",
          output: own
        }
      ],
      fix: safeFix(
        "Let the port's own MAC and address through",
        [["iptables", "-I", chain2, ...pair, "-j", "RETURN"]],
        [["iptables", "-D", chain2, ...pair, "-j", "RETURN"]],
        "The agent writes these chains anew with each change of a security group: restart it where they stay wrong."
      )
    };
  }
});

// src/engine/fixes/flows.ts
function traceEvidence({ trace }) {
  if (!trace.known) return [];
  const { command, text } = trace.value;
  const lines = text.split("\n").filter((line) => /^bridge|^\s*\d+\. |^\s+drop|^Datapath/.test(line));
  return [{ command, where: "host", output: lines.join("\n") }];
}
var dhcpFlow = /\b(?:tp|udp)_(?:src|dst)=6[78]\b/;
function flowFix({ trace, host }, foreign) {
  const flow = trace.known ? droppingFlow(trace.value.text) : void 0;
  if (flow === void 0 || !foreign.test(flow.match)) return restartFix(host, "l2-agent", "puts its flows in again");
  const words2 = flowWords(flow);
  return {
    summary: `Delete the flow that drops it (table ${flow.table}, priority ${flow.priority}, ${flow.match})`,
    risk: "disruptive",
    commands: [
      [
        "ovs-ofctl",
        "--strict",
        "del-flows",
        flow.bridge,
        `${flow.cookie === void 0 ? "" : `cookie=${flow.cookie}/-1,`}${words2}`
      ]
    ],
    undo: [
      [
        "ovs-ofctl",
        "add-flow",
        flow.bridge,
        `${flow.cookie === void 0 ? "" : `cookie=${flow.cookie},`}${words2},actions=drop`
      ]
    ],
    permanent: "No agent makes such a flow: find out who did."
  };
}
function lossOf({ trace, place }) {
  if (!trace.known) return place;
  const flow = droppingFlow(trace.value.text);
  return flow === void 0 ? "no flow" : `${flow.bridge} ${flowWords(flow)}`;
}
function lossSentence({ trace }) {
  if (!trace.known) return "";
  const flow = droppingFlow(trace.value.text);
  if (flow !== void 0)
    return `: ${flow.bridge} drops it in table ${flow.table}, by the flow ${flow.match || "(any packet)"} of priority ${flow.priority}`;
  const [, table] = trace.value.text.match(/^\s*(\d+)\. No match\.?\n\s+drop$/m) ?? [];
  return table === void 0 ? "" : `: no flow of table ${table} takes it on`;
}
var flowWords = ({ table, priority, match }) => `table=${table},priority=${priority},${match}`;

// checks/security/arp-answer-lost.ts
var arp_answer_lost_default = defineCheck({
  id: "arp-answer-lost",
  layer: "security",
  title: "Answer to an ARP request gets lost on this host",
  why: "The neighbour answers, but the router never hears of it, and sends nothing to who does not answer.",
  symptom: "The router asks for a VM or its gateway again and again, although tcpdump there shows the answers.",
  remedy: "Delete the flow that drops ARP, or restart the Open vSwitch agent; for a loss on a VM's bridge there is no one command.",
  limits: "The probe is an ARP request of the router, so --passive never shows it. What a guest answers under a foreign MAC is dropped on purpose, and told of as such.",
  sources: [
    "https://www.openvswitch.org/support/dist-docs/ovs-fields.7.html",
    "https://bugs.launchpad.net/bugs/1372438"
  ],
  severity: "error",
  each: "reaches",
  explainedBy: [.../* @__PURE__ */ new Set([...causesBetweenRouterAndVm, ...causesBetweenRouterAndGateway])],
  judge(reach) {
    const { from, trace, address, vm, answers } = reach;
    const end = farEnd(reach);
    if (end === void 0 || told(answers).length > 0) return void 0;
    const answered = answersAt(reach, end);
    const gap = answerGap(reach);
    if (gap === void 0 || vm !== void 0 && !answered.includes(vm.mac)) return void 0;
    const where = { trace, host: from.router.host, place: "the switch" };
    return {
      summary: `${address} answers the ARP request of ${from.device}, but the answer is lost between ${gap.after} and ${gap.before}.`,
      evidence: [...reachEvidence(reach), ...traceEvidence(where)],
      fix: gap.isInSwitch ? flowFix(where, arpFlow) : null,
      ...gap.isInSwitch ? { shared: lossOf(where) } : {}
    };
  }
});

// checks/security/arp-request-lost.ts
var arp_request_lost_default = defineCheck({
  id: "arp-request-lost",
  layer: "security",
  title: "Router's ARP request gets lost on this host",
  why: "Ports, tags and devices are right, but the request by which a router finds its neighbour does not come through.",
  symptom: "VMs have leases and reach each other, and the router has them as FAILED or INCOMPLETE in `ip neigh`.",
  remedy: "Delete the flow that drops ARP, or restart the Open vSwitch agent; a loss on the VM's own bridge gets no command.",
  limits: "Asked for guests and gateways of routers on this host, not with --passive. Two routers at most ask for one gateway.",
  sources: [
    "https://www.openvswitch.org/support/dist-docs/ovs-ofctl.8.html",
    "https://man7.org/linux/man-pages/man8/ip-neighbour.8.html"
  ],
  severity: "error",
  each: "reaches",
  explainedBy: [.../* @__PURE__ */ new Set([...causesBetweenRouterAndVm, ...causesBetweenRouterAndGateway])],
  judge(reach) {
    if (told(reach.answers).length > 0) return void 0;
    const gap = requestGap(reach);
    if (gap === void 0) return void 0;
    const { from, trace, address } = reach;
    const where = { trace, host: from.router.host, place: "the switch" };
    return {
      summary: `The ARP request of ${from.device} for ${address} is lost between ${gap.after} and ${gap.before}.`,
      evidence: [...reachEvidence(reach), ...traceEvidence(where)],
      fix: gap.isInSwitch ? flowFix(where, arpFlow) : null,
      ...gap.isInSwitch ? { shared: lossOf(where) } : {}
    };
  }
});

// src/engine/bridge-rule.ts
function dropsFrame(rule, frame) {
  const [, words2] = rule.match(/^filter -A FORWARD (.*) -j DROP$/) ?? [];
  if (words2 === void 0) return false;
  const matches = {
    "-p": (value) => /^(?:ipv4|0x0?800)$/i.test(value),
    "--ip-proto": (value) => value === "udp" || value === "17",
    "--ip-sport": (value) => includes(value, frame.sourcePort),
    "--ip-dport": (value) => includes(value, frame.targetPort),
    "-i": (value) => value === frame.in,
    "-o": (value) => value === frame.out,
    "-s": (value) => value.toLowerCase() === frame.srcMac,
    "-d": (value) => value.toLowerCase() === frame.dstMac || value === "Broadcast" && frame.dstMac === "ff:ff:ff:ff:ff:ff"
  };
  const pairs = words2.match(/\S+ \S+/g) ?? [];
  return pairs.join(" ") === words2 && pairs.every((pair) => {
    const [option = "", value = ""] = pair.split(" ");
    return matches[option]?.(value) === true;
  });
}
function includes(value, port) {
  const [first = Number.NaN, last = first] = value.split(":").map(Number);
  return first <= port && port <= last;
}

// src/topology/dhcp-way.ts
function wayOf(watch) {
  const { from, isProbe, points } = watch;
  const hop = (message, at) => {
    const point = points.find((candidate) => candidate.at === at);
    if (point === void 0) return [];
    const { device, namespace, packets } = point;
    const isSeen = packets.known && packets.value.some(({ type }) => type === message);
    const verdict = !packets.known ? "not-watched" : isSeen ? "seen" : "lost";
    return [{ message, at, device, where: namespace ?? "host", verdict }];
  };
  const start = {
    message: "DISCOVER",
    at: "put-in",
    device: from?.subject.name ?? "",
    where: "host",
    verdict: "seen"
  };
  const there = [
    ...isProbe ? [start] : [...hop("DISCOVER", "vm-side"), ...hop("DISCOVER", "switch-side")],
    ...hop("DISCOVER", "server")
  ];
  const back = [...hop("OFFER", "server"), ...hop("OFFER", "switch-side"), ...hop("OFFER", "vm-side")];
  return [...withoutLateStarts(there), ...withoutLateStarts(back)];
}
function withoutLateStarts(hops) {
  const last = hops.findLastIndex(({ verdict }) => verdict === "seen");
  return hops.map(
    (hop, index) => hop.verdict === "lost" && index < last ? { ...hop, verdict: "not-watched" } : hop
  );
}
function gapOf(watch, message) {
  const hops = wayOf(watch).filter((hop) => hop.message === message);
  const at = hops.findIndex(({ verdict }) => verdict === "lost");
  const after = hops.slice(0, Math.max(at, 0)).findLast(({ verdict }) => verdict === "seen");
  const before = hops[at];
  return after === void 0 || before === void 0 ? void 0 : { after, before };
}
var isOnVmBridge = ({ after, before }) => [after, before].every(({ at }) => at === "vm-side" || at === "switch-side");
function shownWay(watches) {
  const ways = watches.filter(({ sent }) => sent.known).map(wayOf);
  return ways.find((hops) => hops.some(({ verdict }) => verdict === "lost")) ?? ways[0] ?? [];
}

// checks/security/bridge-rule-drops-dhcp.ts
var bridge_rule_drops_dhcp_default = defineCheck({
  id: "bridge-rule-drops-dhcp",
  layer: "security",
  title: "Rule for bridged frames drops DHCP on a VM's bridge",
  why: "Rules for bridged frames stand before all that Neutron writes, and show in none of its chains.",
  symptom: "DHCP of one VM or of all is lost on the VM's bridge, and iptables shows nothing that would drop it.",
  remedy: "Delete the ebtables rule.",
  limits: "It reads the FORWARD chain of the filter table, after a loss on that very bridge was seen; a rule with a word that it does not know, or in another chain, does not count.",
  sources: ["https://ebtables.netfilter.org/", "https://libvirt.org/formatnwfilter.html"],
  severity: "error",
  each: "dhcpWatches",
  explainedBy: [],
  applies: (watch) => {
    const gap = gapOf(watch, "DISCOVER") ?? gapOf(watch, "OFFER");
    return watch.sent.known && gap !== void 0 && isOnVmBridge(gap);
  },
  judge(watch) {
    const gap = gapOf(watch, "DISCOVER") ?? gapOf(watch, "OFFER");
    if (gap === void 0) return void 0;
    const { after, before } = gap;
    const [packet] = after.at === "put-in" ? [] : seenAt(watch, after.at, after.message);
    if (after.at === "put-in" || packet === void 0) return void 0;
    const [sourcePort, targetPort] = after.message === "OFFER" ? [67, 68] : [68, 67];
    const { srcMac, dstMac } = packet;
    const frame = { in: after.device, out: before.device, srcMac, dstMac, sourcePort, targetPort };
    const rules = told(watch.bridgeRules).filter((rule) => dropsFrame(rule, frame));
    if (rules.length === 0) return void 0;
    const words2 = rules.map((rule) => rule.split(" ").slice(2));
    return {
      summary: `An ebtables rule drops the ${after.message} of ${watch.clientMac} between ${after.device} and ${before.device}: ${words2[0]?.join(" ")}.`,
      evidence: [wireEvidence(watch, after.at), ...bridgeEvidence(watch)],
      fix: safeFix(
        "Delete the rule",
        words2.map((rule) => ["ebtables", "-D", ...rule]),
        words2.map((rule) => ["ebtables", "-I", ...rule]),
        "Neutron puts no such rule there: find out who did (libvirt filters, a firewall script)."
      ),
      shared: rules.join("\n")
    };
  }
});

// checks/security/dhcp-discover-lost.ts
var dhcp_discover_lost_default = defineCheck({
  id: "dhcp-discover-lost",
  layer: "security",
  title: "DHCPDISCOVER gets lost on its way to the server",
  why: "Ports, tags and devices are right, but flows or rules do not let the request through.",
  symptom: "A VM asks, the DHCP port hears nothing, and no port, tag or device is wrong.",
  remedy: "Delete the flow that drops it if that flow names DHCP; otherwise restart the Open vSwitch agent, which puts its flows in again. A loss on the VM's bridge gets no command.",
  limits: "A probe goes in at one port of each network, so a flow against another VM is not met. With --passive it hears only guests that ask by themselves, and watches eight VMs at most.",
  sources: [
    "https://www.openvswitch.org/support/dist-docs/ovs-ofctl.8.html",
    "https://bugs.launchpad.net/bugs/1290486",
    "https://www.openvswitch.org/support/dist-docs/ovs-fields.7.html"
  ],
  severity: "error",
  each: "dhcpWatches",
  explainedBy: [
    "host-masquerades-all",
    "integration-bridge-missing",
    "integration-bridge-flows-missing",
    "ovsdb-server-not-answering",
    "ovs-vswitchd-not-answering",
    "dhcp-port-missing",
    "vm-port-missing",
    "dhcp-port-down",
    ...plugCauses,
    ...portCauses,
    "dhcp-namespace-missing",
    "bridge-rule-drops-dhcp",
    "native-firewall-flows-missing",
    "native-anti-spoofing-wrong"
  ],
  // Of a guest whose own side was not looked at, nothing is known to be lost.
  applies: (watch) => watch.isProbe || hasPoint(watch, "vm-side"),
  judge(watch) {
    told(watch.sent);
    seenAt(watch, "server", "DISCOVER");
    const gap = gapOf(watch, "DISCOVER");
    if (gap === void 0) return void 0;
    const { after, before } = gap;
    const isOnBridge = isOnVmBridge(gap);
    const what = watch.isProbe ? `A DHCPDISCOVER put in at ${after.device}` : `The DHCPDISCOVER of ${watch.clientMac}`;
    const lost = { trace: watch.trace, host: watch.server.host, place: watch.server.namespace };
    return {
      summary: isOnBridge ? `${what} is lost on the VM's bridge, between ${after.device} and ${before.device}.` : `${what} is lost in the switch, between ${after.device} and ${before.device}${lossSentence(watch)}.`,
      evidence: [
        ...after.at === "put-in" ? [] : [wireEvidence(watch, after.at)],
        ...before.at === "put-in" ? [] : [wireEvidence(watch, before.at)],
        ...isOnBridge ? bridgeEvidence(watch) : traceEvidence(watch)
      ],
      fix: isOnBridge ? null : flowFix(lost, dhcpFlow),
      ...isOnBridge ? {} : { shared: lossOf(lost) }
    };
  }
});

// checks/security/dhcp-offer-lost.ts
var dhcp_offer_lost_default = defineCheck({
  id: "dhcp-offer-lost",
  layer: "security",
  title: "DHCPOFFER gets lost on its way to the VM",
  why: "The server answers, but its answer does not reach the VM, which goes on asking.",
  symptom: "The server logs DHCPDISCOVER and DHCPOFFER in turns, never a DHCPREQUEST.",
  remedy: "Delete the flow that drops the answer, or restart the Open vSwitch agent; what is lost on the VM's bridge gets no command.",
  limits: "Watched only where the VM is on this host and plugged by a bridge. An offer that reaches the tap, but is thrown away by the guest, passes.",
  sources: [
    "https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html",
    "https://yeasy.blogspot.com/2013/06/",
    "https://github.com/puppetlabs-toy-chest/puppetlabs-openstack/issues/56"
  ],
  severity: "error",
  each: "dhcpWatches",
  explainedBy: [
    "host-masquerades-all",
    "integration-bridge-missing",
    "integration-bridge-flows-missing",
    "port-drop-flow-left",
    "port-trunk-mode-left",
    ...plugCauses,
    "port-device-missing",
    "port-tag-wrong",
    "port-tag-missing",
    "port-dead-vlan",
    "hybrid-forward-dropped",
    "security-group-drops-dhcp",
    "bridge-rule-drops-dhcp",
    "vm-chain-drops",
    "native-firewall-flows-missing"
  ],
  applies: (watch) => hasPoint(watch, "vm-side"),
  judge(watch) {
    told(watch.sent);
    if (ownOffers(watch).length === 0 || seenAt(watch, "vm-side", "OFFER").length > 0) return void 0;
    const hasBridge = hasPoint(watch, "switch-side");
    if (hasBridge) seenAt(watch, "switch-side", "OFFER");
    const gap = gapOf(watch, "OFFER");
    if (gap === void 0) return void 0;
    const { after, before } = gap;
    const isOnBridge = isOnVmBridge(gap);
    const lost = { trace: watch.trace, host: watch.server.host, place: watch.server.namespace };
    return {
      summary: isOnBridge ? `The OFFER for ${watch.clientMac} is lost on the VM's bridge, between ${after.device} and ${before.device}.` : `The OFFER for ${watch.clientMac} is lost in the switch, between ${after.device} and ${before.device}${lossSentence(watch)}.`,
      evidence: [
        wireEvidence(watch, "server"),
        ...hasBridge ? [wireEvidence(watch, "switch-side")] : [],
        wireEvidence(watch, "vm-side"),
        ...isOnBridge ? bridgeEvidence(watch) : traceEvidence(watch)
      ],
      fix: isOnBridge ? null : flowFix(lost, dhcpFlow),
      ...isOnBridge ? {} : { shared: lossOf(lost) }
    };
  }
});

// checks/security/firewall-of-other-agent.ts
var firewall_of_other_agent_default = defineCheck({
  id: "firewall-of-other-agent",
  layer: "security",
  title: "Rules of an agent of before still decide on packets of VMs",
  why: "What the agent of today lets through, the rules that another one left behind may drop: they never change again.",
  symptom: "Since an upgrade or another mechanism driver a VM is not reached on ports that its security groups open.",
  remedy: "Take the jump to the other agent's chain out of FORWARD; its chains then have no effect.",
  limits: "It goes by the names of the chains, which begin with those of the programs, and needs the agent of today to run. Rules for taps that are not here do no harm and do not count.",
  sources: [
    "https://github.com/risuorg/risu",
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/iptables_manager.py"
  ],
  severity: "warning",
  each: "hybridFirewalls",
  explainedBy: [],
  applies: ({ vms }) => vms.length > 0,
  judge({ chain: chain2, foreign, filter }) {
    const [first] = foreign;
    if (first === void 0) return void 0;
    const jumps = foreign.map((other) => ["FORWARD", "-j", other]);
    return {
      summary: `Packets of VMs pass ${foreign.join(", ")} beside ${chain2}, though no agent of that name runs.`,
      evidence: [
        {
          command: ["iptables", "-S", first],
          where: "host",
          output: rulesIn(filter.rules, first).join("\n")
        }
      ],
      fix: safeFix(
        "Pass them by",
        jumps.map((jump) => ["iptables", "-D", ...jump]),
        jumps.map((jump) => ["iptables", "-I", ...jump]),
        "Delete the chains of that name too, and see that nothing loads them at boot."
      )
    };
  }
});

// checks/security/hybrid-forward-dropped.ts
var isForAll2 = (rule) => /^-A FORWARD(?: -p all)?(?: -m physdev --physdev-is-bridged)?(?: -m comment --comment (?:"[^"]*"|\S+))? -j /.test(
  rule
);
var hybrid_forward_dropped_default = defineCheck({
  id: "hybrid-forward-dropped",
  layer: "security",
  title: "Host drops the VMs' packets on their Linux bridges",
  why: "What a hybrid bridge passes on goes through FORWARD of the host: a DROP there ends it before the VM's own rules.",
  symptom: "All VMs of the host are cut off at once, often since Docker or a firewall was started or reloaded.",
  remedy: "Put the jump to the agent's chain back to the head of FORWARD, or delete the rule that drops all before it.",
  limits: "A drop that looks at more than at a packet's being bridged, or in a chain that FORWARD leads to, is not found. With the native firewall of Open vSwitch there is nothing to judge.",
  sources: [
    "https://github.com/canonical/microk8s/issues/62",
    "https://github.com/puppetlabs-toy-chest/puppetlabs-openstack/issues/176",
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/iptables_firewall.py"
  ],
  severity: "error",
  each: "hybridFirewalls",
  explainedBy: [],
  applies: ({ vms }) => vms.length > 0,
  judge({ chain: chain2, filter, vms }) {
    const forward = rulesIn(filter.rules, "FORWARD");
    const jump = forward.indexOf(`-A FORWARD -j ${chain2}`);
    const drops = forward.slice(0, jump === -1 ? void 0 : jump).filter((rule) => isForAll2(rule) && isDrop(rule));
    const policy = filter.policies.get("FORWARD") ?? "ACCEPT";
    if (drops.length === 0 && (jump !== -1 || policy !== "DROP")) return void 0;
    const names = vms.map(({ portKey }) => `tap${portKey}`);
    return {
      summary: `The host's FORWARD chain drops what is for ${names.join(", ")}: ${jump === -1 ? `the jump to ${chain2} is missing` : `a rule before the jump to ${chain2} drops all`}.`,
      evidence: [
        {
          command: ["iptables", "-S", "FORWARD"],
          where: "host",
          output: [`-P FORWARD ${policy}`, ...forward].join("\n")
        }
      ],
      fix: jump === -1 ? safeFix(
        "Put the jump to the rules of the VMs back to the head of FORWARD",
        [["iptables", "-I", "FORWARD", "-j", chain2]],
        [["iptables", "-D", "FORWARD", "-j", chain2]],
        "A firewall or Docker that was started later took it away: let it start before the Open vSwitch agent."
      ) : deleteRules(void 0, "filter", drops, "No agent puts such a rule there: find out who did.")
    };
  }
});

// checks/security/hybrid-rules-flushed.ts
var hybrid_rules_flushed_default = defineCheck({
  id: "hybrid-rules-flushed",
  layer: "security",
  title: "Rules of the security groups were flushed",
  why: "The chains of the agent are there but empty: VMs are open to all, and may call themselves what they like.",
  symptom: "VMs answer on ports that their security groups close, since somebody flushed or reloaded the firewall.",
  remedy: "Restart the Open vSwitch agent, which puts all rules in again.",
  limits: "It knows by the empty chain of the agent: chains that were deleted too look like a host with another firewall driver. Where br-int has the flows of the native firewall, empty chains are left over.",
  sources: [
    "https://thenewstack.io/solving-a-common-beginners-problem-when-pinging-from-an-openstack-instance/",
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/iptables_firewall.py"
  ],
  severity: "warning",
  each: "hybridFirewalls",
  explainedBy: ["l2-agent-not-running"],
  applies: ({ vms, unruled }) => vms.length + unruled.length > 0,
  judge({ chain: chain2, unruled, host }) {
    if (unruled.length === 0) return void 0;
    return {
      summary: `${chain2} is empty, so that nothing filters ${unruled.map(({ portKey }) => `tap${portKey}`).join(", ")}.`,
      evidence: [{ command: ["iptables", "-S", chain2], where: "host", output: `-N ${chain2}` }],
      fix: restartFix(host, "l2-agent", "puts the rules of all VMs in again")
    };
  }
});

// src/engine/native-firewall.ts
var baseEgressTable = 71;
var rulesEgressTable = 72;
var acceptOrIngressTable = 73;
var baseIngressTable = 81;
var rulesIngressTable = 82;
var portTables = [baseEgressTable, rulesEgressTable, acceptOrIngressTable, baseIngressTable, rulesIngressTable];
var isFiltered = ({ tap, port }) => tap !== void 0 && port.known && typeof port.value?.port.tag === "number" && (port.value.interface?.ofport ?? -1) > 0 && port.value.flows.known && port.value.flows.value.some(({ table }) => table === baseEgressTable);
var numberIn = ({ match }, field) => {
  const value = match.get(field);
  return value === void 0 ? void 0 : Number(value);
};
var entryOf = (flows, ofport) => flows.find((flow) => numberIn(flow, "in_port") === ofport && isSentTo(flow, baseEgressTable, acceptOrIngressTable));
var isSecured = (entry) => isSentTo(entry, baseEgressTable);
var isSentTo = ({ table, actions }, ...tables3) => table < baseEgressTable && tables3.some((wanted) => actions.includes(`resubmit(,${wanted})`));
function receiverOf({ actions }) {
  const [, port] = actions.match(/(?:load|set_field):(0x[0-9a-f]+|\d+)->(?:NXM_NX_REG5\[\]|reg5)/) ?? [];
  return port === void 0 ? void 0 : Number(port);
}
var deliveriesOf = (flows, mac, vlan) => flows.filter(
  (flow) => flow.match.get("dl_dst") === mac && (numberIn(flow, "dl_vlan") ?? numberIn(flow, "reg6")) === vlan && flow.actions.includes(`resubmit(,${baseIngressTable})`)
).map((flow) => ({ flow, receiver: receiverOf(flow) }));
var emptyTablesOf = (flows, ofport) => portTables.filter(
  (wanted) => !flows.some(
    (flow) => flow.table === wanted && numberIn(flow, "reg5") === ofport && !flow.actions.endsWith("resubmit(,93)")
  )
);

// checks/security/native-anti-spoofing-wrong.ts
var kinds = [
  { protocol: "arp", source: "arp_spa" },
  { protocol: "ip", source: "nw_src" }
];
var native_anti_spoofing_wrong_default = defineCheck({
  id: "native-anti-spoofing-wrong",
  layer: "security",
  title: "The switch's firewall does not know the VM's own address",
  why: "What the VM sends under its own MAC and address matches no flow that lets it pass, and goes to the table of drops.",
  symptom: "A VM gets no address or reaches nobody, and the counters of table 93 rise, to which its packets are sent to be dropped.",
  remedy: "Restart the Open vSwitch agent, which writes the flows against spoofing anew.",
  limits: "The address is that of the DHCP host file here, where there is one; pairs that are allowed to the port besides do no harm. A port without port security may call itself anything.",
  sources: [
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/openvswitch_firewall/firewall.py",
    "https://docs.openstack.org/neutron/latest/contributor/internals/openvswitch_firewall.html"
  ],
  severity: "error",
  each: "vmPorts",
  explainedBy: ["integration-bridge-flows-missing", "native-firewall-flows-missing"],
  applies: isFiltered,
  judge(vm) {
    const port = told(vm.port);
    const ofport = port?.interface?.ofport ?? -1;
    const own = port?.interface?.attachedMac;
    if (port === void 0 || own === void 0) return void 0;
    const flows = told(port.flows).filter(
      (flow) => flow.table === baseEgressTable && numberIn(flow, "in_port") === ofport && flow.match.has("dl_src")
    );
    const address = told(vm.dhcpFiles)?.hosts.find(({ mac }) => mac === own)?.address;
    const wrong = kinds.flatMap(({ protocol, source }) => {
      const pairs = flows.filter(({ match }) => match.has(protocol)).map(({ match }) => ({ mac: match.get("dl_src"), range: match.get(source) ?? "0.0.0.0/0" }));
      const isKnown = pairs.some(
        ({ mac, range }) => mac === own && (address === void 0 || range === address || isInRange(address, range))
      );
      return isKnown || pairs.length === 0 ? [] : pairs.map(({ mac, range }) => `${range} ${mac} (${protocol})`);
    });
    if (wrong.length === 0) return void 0;
    const bridge = port.port.bridge;
    return {
      summary: `The firewall of ${bridge} lets ${port.port.name} send as ${wrong.join(", ")} only, but the port is ${address === void 0 ? own : `${address} ${own}`}.`,
      evidence: [
        flowEvidence(bridge, `table=${baseEgressTable},in_port=${ofport}`, flows),
        {
          command: ["ovs-vsctl", "get", "Interface", port.port.name, "external_ids:attached-mac"],
          where: "host",
          output: own
        }
      ],
      fix: restartFix(vm.host, "l2-agent", "writes the flows of its firewall anew")
    };
  }
});

// checks/security/native-firewall-flows-missing.ts
var native_firewall_flows_missing_default = defineCheck({
  id: "native-firewall-flows-missing",
  layer: "security",
  title: "The switch's firewall lacks the flows of a VM's port",
  why: "Where Open vSwitch itself is the firewall, what no flow of the port lets through is dropped.",
  symptom: "One VM gets no address and answers nobody, or stays cut off since it was plugged in anew.",
  remedy: "Restart the Open vSwitch agent, which writes the flows of all ports anew.",
  limits: "It asks whether the port has flows in each table and whether those for its MAC lead to it, not which connections they let through, or which are marked as of a rule that is gone. A port without port security needs its entry only.",
  sources: [
    "https://bugs.launchpad.net/bugs/1805808",
    "https://bugs.launchpad.net/bugs/1849098",
    "https://bugs.launchpad.net/bugs/1566934",
    "https://docs.openstack.org/neutron/latest/contributor/internals/openvswitch_firewall.html"
  ],
  severity: "error",
  each: "vmPorts",
  explainedBy: ["integration-bridge-flows-missing", "port-device-missing", "port-tag-wrong"],
  applies: isFiltered,
  judge(vm) {
    const port = told(vm.port);
    const ofport = port?.interface?.ofport ?? -1;
    const vlan = vm.localVlan?.tag;
    if (port === void 0 || vlan === void 0 || vm.mac === void 0) return void 0;
    const flows = told(port.flows);
    const entry = entryOf(flows, ofport);
    if (entry !== void 0 && !isSecured(entry)) return void 0;
    const deliveries = deliveriesOf(flows, vm.mac, vlan);
    const astray = deliveries.filter(({ receiver }) => receiver !== ofport);
    const empty = entry === void 0 ? [] : emptyTablesOf(flows, ofport);
    const name = port.port.name;
    const isBypassed = entry === void 0 && deliveries.length === 0;
    const faults = [
      ...entry === void 0 ? [`no flow takes up what comes from ${name} (port ${ofport})`] : [],
      ...empty.length > 0 ? [`${name} (port ${ofport}) has no flow in table ${empty.join(", ")}`] : [],
      ...entry !== void 0 && deliveries.length === 0 ? [`no flow takes what is for ${vm.mac} to it`] : [],
      ...astray.length > 0 ? [`what is for ${vm.mac} goes to port ${astray[0]?.receiver}, not to ${ofport}`] : []
    ];
    if (faults.length === 0) return void 0;
    const bridge = port.port.bridge;
    return {
      summary: `The firewall of ${bridge} is not set up for ${name}: ${faults.join("; ")}.`,
      // Untouched by any flow of the firewall, the port is open instead of shut.
      severity: isBypassed ? "warning" : "error",
      evidence: [
        flowEvidence(bridge, `in_port=${ofport}`, entry === void 0 ? [] : [entry]),
        ...empty.slice(0, 1).map((table) => flowEvidence(bridge, `table=${table},reg5=${ofport}`, [])),
        flowEvidence(
          bridge,
          `dl_dst=${vm.mac}`,
          deliveries.map(({ flow }) => flow)
        )
      ],
      fix: restartFix(vm.host, "l2-agent", "writes the flows of its firewall anew")
    };
  }
});

// checks/security/port-drop-flow-left.ts
var port_drop_flow_left_default = defineCheck({
  id: "port-drop-flow-left",
  layer: "security",
  title: "A flow drops all that a port sends",
  why: "The agent drops what a dead port sends; when that flow outlives the dead VLAN, the port stays dead with the right tag.",
  symptom: "A port of a VM, router or DHCP server has its tag, and its counter of sent packets rises, but nothing leaves br-int.",
  remedy: "Delete the flow that drops what comes from the port's number.",
  limits: "The same flow on the patch port int-br-ex is wanted and not looked at. A drop with further matches, or beneath flows that decide before it, is none of these.",
  sources: [
    "https://bugs.launchpad.net/bugs/1930414",
    "https://bugs.launchpad.net/bugs/1734320",
    "https://bugs.launchpad.net/bugs/1493414",
    "https://github.com/openstack/neutron/commit/0ddca28454"
  ],
  severity: "error",
  each: "ports",
  explainedBy: ["port-dead-vlan", "port-device-missing"],
  // Only ports of agents and VMs: on int-br-ex the same flow is part of a healthy set.
  applies: ({ role, port, isOnIntegrationBridge, interface: device }) => role !== "other" && isOnIntegrationBridge && typeof port.tag === "number" && (device?.ofport ?? -1) > 0,
  judge(port) {
    const { subject, interface: device } = port;
    const bridge = port.port.bridge;
    const ofport = String(device?.ofport);
    const own = told(port.flows).filter(({ table, match }) => table === 0 && match.get("in_port") === ofport);
    const left = own.find(({ match, actions }) => match.size === 1 && actions === "drop");
    if (left === void 0 || own.some(({ priority }) => priority > left.priority)) return void 0;
    const words2 = `table=0,priority=${left.priority},in_port=${ofport}`;
    return {
      summary: `A flow on ${bridge} drops all that comes from ${subject.name}, whose tag is right.`,
      evidence: [flowEvidence(bridge, `table=0,in_port=${ofport}`, [left]), tagEvidence(port)],
      fix: safeFix(
        "Delete the flow",
        [["ovs-ofctl", "--strict", "del-flows", bridge, words2]],
        [["ovs-ofctl", "add-flow", bridge, `${words2},actions=drop`]],
        "Known races of the Open vSwitch agent leave it (fixed in Neutron 17.4, 18.3, 19.2 and 20.0): upgrade."
      )
    };
  }
});

// checks/security/security-group-drops-dhcp.ts
var security_group_drops_dhcp_default = defineCheck({
  id: "security-group-drops-dhcp",
  layer: "security",
  title: "VM's firewall chain drops DHCP answers",
  why: "A rule in the VM's chain drops what comes from a DHCP server, before the agent's own rule lets it in.",
  symptom: "The DHCPOFFER is seen on the bridge of the VM, and not at its tap.",
  remedy: "Delete the rule that drops it from the VM's chain.",
  limits: "Only rules in the VM's own incoming chain that name ports 67 and 68 and stand before the agent's are found; the native firewall of Open vSwitch has none of them.",
  sources: [
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/iptables_firewall.py",
    "https://man7.org/linux/man-pages/man8/iptables.8.html"
  ],
  severity: "error",
  each: "vmPorts",
  explainedBy: [],
  applies: ({ tap }) => tap !== void 0,
  judge({ firewall, subject }) {
    const own = told(firewall);
    const isOfDhcp = (rule) => /-p udp .*--sport 67\b.*--dport 68\b/.test(rule);
    const accepting = own.findIndex((rule) => isOfDhcp(rule) && rule.endsWith("-j RETURN"));
    const drops = own.slice(0, accepting === -1 ? own.length : accepting).filter((rule) => isOfDhcp(rule) && /-j (?:DROP|REJECT)/.test(rule));
    if (drops.length === 0) return void 0;
    const [, chain2 = ""] = drops[0]?.split(" ") ?? [];
    return {
      summary: `Chain ${chain2} of ${subject.name} drops the answers of DHCP servers.`,
      evidence: [{ command: ["iptables", "-S", chain2], where: "host", output: own.join("\n") }],
      fix: deleteRules(
        void 0,
        "filter",
        drops,
        "The agent writes these chains anew with each change of a security group: this rule was put in by hand."
      )
    };
  }
});

// checks/security/vm-chain-drops.ts
var isOfAgent = (rule) => /--(?:ct)?state INVALID|--sport 67 --dport 68|--mac-source|! -s |--icmpv?6?-type/.test(rule);
var vm_chain_drops_default = defineCheck({
  id: "vm-chain-drops",
  layer: "security",
  title: "VM's firewall chain drops its traffic",
  why: "A rule that no agent wrote throws packets away in the VM's own chain, whatever the security group lets in.",
  symptom: "Some service of a VM is not reached, though the rules of its security groups let it in.",
  remedy: "Delete the foreign rule from the VM's chain.",
  limits: "Rules that any release of the agent writes are known by their shape: false addresses, invalid connections, DHCP and IPv6 announcements. A foreign rule of that shape passes.",
  sources: [
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/iptables_firewall.py",
    "https://man7.org/linux/man-pages/man8/iptables.8.html"
  ],
  severity: "error",
  each: "vmPorts",
  explainedBy: [],
  applies: ({ tap }) => tap !== void 0,
  judge({ firewall, outgoing, subject }) {
    const rules = [...told(firewall), ...told(outgoing)];
    const drops = rules.filter((rule) => isDrop(rule) && !isOfAgent(rule));
    const [, chain2 = ""] = drops[0]?.split(" ") ?? [];
    if (drops.length === 0) return void 0;
    return {
      summary: `Chain ${chain2} of ${subject.name} has a rule of somebody else that drops packets.`,
      evidence: [
        {
          command: ["iptables", "-S", chain2],
          where: "host",
          output: rulesIn(rules, chain2).join("\n")
        }
      ],
      fix: deleteRules(
        void 0,
        "filter",
        drops,
        "The agent writes these chains anew with each change of a security group: this rule was put in by hand."
      )
    };
  }
});

// checks/tap/dhcp-port-down.ts
var dhcp_port_down_default = defineCheck({
  id: "dhcp-port-down",
  layer: "tap",
  title: "DHCP port is down",
  why: "While the tap in the qdhcp namespace is down, no DHCPDISCOVER reaches dnsmasq.",
  symptom: "One network gets no leases, and nobody there answers an ARP for the address of the DHCP server.",
  remedy: "Set the tap up in the qdhcp namespace, and add the default route that the kernel dropped with it.",
  limits: "It reads the flag in the namespace: what the switch itself says of the link of such a port is down in health, and not asked.",
  sources: [
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/interface.py",
    "https://man7.org/linux/man-pages/man8/ip-link.8.html"
  ],
  severity: "error",
  each: "dhcpServers",
  explainedBy: [],
  judge(server) {
    const { namespace } = server;
    const device = told(server.interface);
    if (device === void 0 || isUp(device)) return void 0;
    return {
      summary: `${device.name} is down in ${namespace}.`,
      evidence: [linkEvidence(namespace, device.name, device)],
      fix: setUpFix(
        [{ name: device.name, namespace }],
        "The DHCP agent sets its port up when it makes it: find out who set it down.",
        wayOutCommands(server, device.name, addressesOn(device))
      )
    };
  }
});

// checks/tap/dhcp-port-missing.ts
var dhcp_port_missing_default = defineCheck({
  id: "dhcp-port-missing",
  layer: "tap",
  title: "DHCP port is not on the integration bridge",
  why: "A DHCPDISCOVER can't reach a server whose tap is not on the switch.",
  symptom: "VMs of one network send DHCPDISCOVERs for ever, while dnsmasq runs and logs nothing.",
  remedy: "Restart the DHCP agent, which plugs its tap into the integration bridge again.",
  limits: "It asks of each DHCP namespace with a dnsmasq or a tap; an empty one, left behind by a network that is gone, is no fault.",
  sources: [
    "https://bugs.launchpad.net/bugs/2073464",
    "https://github.com/openstack/neutron/commit/7173bd4e98",
    "https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html"
  ],
  severity: "error",
  each: "dhcpServers",
  explainedBy: ["integration-bridge-missing"],
  applies: ({ hasNamespace }) => !hasNamespace.known || hasNamespace.value,
  judge(server) {
    if (told(server.port) !== void 0 || !told(server.host.database).isComplete) return void 0;
    const device = server.device ?? "its tap";
    return {
      summary: `${device}, the DHCP port of ${server.namespace}, is not on the integration bridge.`,
      evidence: [
        noPortEvidence("the integration bridge", device),
        ...server.device === void 0 ? [] : [linkEvidence(server.namespace, server.device, told(server.interface))]
      ],
      fix: restartFix(server.host, "dhcp-agent", "plugs the port again")
    };
  }
});

// checks/tap/hybrid-bridge-down.ts
var hybrid_bridge_down_default = defineCheck({
  id: "hybrid-bridge-down",
  layer: "tap",
  title: "Linux bridge of a VM is down",
  why: "A bridge that is down passes nothing between the VM's tap and the switch.",
  symptom: "A single VM is cut off, both ways, with all its devices in place.",
  remedy: "Set the qbr bridge up.",
  limits: "Without a tap on the host the instance is shut off, and its bridge may be as it likes.",
  sources: [
    "https://techbackground.blogspot.com/2013/05/debugging-quantum-dhcp-and-open-vswitch.html",
    "https://man7.org/linux/man-pages/man8/ip-link.8.html",
    "https://github.com/platform9/pf9-neutron-debug"
  ],
  severity: "error",
  each: "vmPorts",
  explainedBy: [],
  applies: ({ tap, qbr }) => tap !== void 0 && qbr !== void 0,
  judge({ qbr }) {
    if (qbr === void 0 || isUp(qbr)) return void 0;
    return {
      summary: `${qbr.name} is down.`,
      evidence: [linkEvidence(void 0, qbr.name, qbr)],
      fix: setUpFix([qbr], "nova sets the bridge up at each start of the instance: find out who set it down.")
    };
  }
});

// checks/tap/hybrid-bridge-missing.ts
var hybrid_bridge_missing_default = defineCheck({
  id: "hybrid-bridge-missing",
  layer: "tap",
  title: "Linux bridge of a VM does not exist",
  why: "The qbr bridge joins the VM's tap with the switch's side of its plug.",
  symptom: "A VM's DHCPDISCOVERs are seen at its tap and nowhere after.",
  remedy: "Make qbr as nova does, without STP and learning, put tap and qvb on it, and set it up.",
  limits: "A tap without qvb and qvo is meant for the switch itself and has no qbr; a recording that does not list all devices proves nothing.",
  sources: [
    "https://opendev.org/openstack/os-vif/src/branch/master/vif_plug_ovs/linux_net.py",
    "https://techbackground.blogspot.com/2013/05/debugging-quantum-dhcp-and-open-vswitch.html"
  ],
  severity: "error",
  each: "vmPorts",
  explainedBy: [],
  applies: ({ tap, qvb, qvo }) => tap !== void 0 && (qvb !== void 0 || qvo !== void 0),
  judge({ portKey, qbr, tap, qvb, host }) {
    if (qbr !== void 0 || !host.stack.isComplete) return void 0;
    const name = `qbr${portKey}`;
    const members = [tap, qvb].flatMap((device) => device?.name ?? []);
    return {
      summary: `${name}, the bridge between ${members.join(" and ")}, does not exist.`,
      evidence: [linkEvidence(void 0, name, void 0)],
      fix: safeFix(
        "Make the bridge again, as nova does, with its two ports",
        [
          ["ip", "link", "add", name, "type", "bridge", "stp_state", "0", "forward_delay", "0", "ageing_time", "0"],
          ...members.map((member) => ["ip", "link", "set", member, "master", name]),
          ["ip", "link", "set", name, "up"]
        ],
        [["ip", "link", "del", name]],
        "nova makes the bridge at each start of the instance: find out what deleted it."
      )
    };
  }
});

// checks/tap/hybrid-plug-mtu-small.ts
var hybrid_plug_mtu_small_default = defineCheck({
  id: "hybrid-plug-mtu-small",
  layer: "tap",
  title: "VM's plug has a smaller MTU than the VM",
  why: "Frames that do not fit are dropped without a word: a ping works, and ssh hangs as soon as more is sent.",
  symptom: "Small requests are answered, and ssh, https and downloads hang once packets are full.",
  remedy: "Raise the MTU of the devices that are too small to that of the VM, the ports before their bridge.",
  limits: "The VM's MTU is what DHCP tells it, else the larger of qvb and qvo; one that was set by hand in the guest is not known here. A path that is too small after the switch is not looked at.",
  sources: [
    "https://github.com/openstack/neutron/commit/8893ebe6c5",
    "https://docs.openstack.org/neutron/latest/admin/config-mtu.html"
  ],
  severity: "error",
  each: "vmPorts",
  explainedBy: [],
  applies: ({ tap }) => tap !== void 0,
  judge(vm) {
    const toldMtu = mtuOf(vm);
    const needed = toldMtu ?? largerEnd(vm);
    const devices = toldMtu === void 0 ? [vm.qvb, vm.qvo] : [vm.tap, vm.qbr, vm.qvb, vm.qvo];
    const small = devices.filter((device) => device !== void 0).filter(({ mtu }) => mtu !== void 0 && needed !== void 0 && mtu < needed);
    const [first] = small;
    if (first === void 0 || needed === void 0) return void 0;
    const names = small.map(({ name, mtu }) => `${name} (${mtu})`).join(", ");
    return {
      summary: `The MTU of ${names} is less than the ${needed} that the VM uses.`,
      evidence: small.map((device) => mtuEvidence(device)),
      fix: safeFix(
        `Set the MTU to ${needed}`,
        // A bridge can't have more than its ports, so they come first.
        [...small].reverse().map(({ name }) => ["ip", "link", "set", name, "mtu", String(needed)]),
        small.map(({ name, mtu }) => ["ip", "link", "set", name, "mtu", String(mtu)]),
        "Nova and os-vif set it when they plug the VM, from the MTU that the network has at that time."
      )
    };
  }
});
function mtuOf({ dhcpFiles, dhcpProcess }) {
  const lines = dhcpFiles.known ? dhcpFiles.value?.options ?? [] : [];
  const words2 = dhcpProcess.known ? dhcpProcess.value?.args.split(" ") ?? [] : [];
  const told2 = [...lines, ...words2].flatMap((text) => text.match(/option:mtu,(\d+)$/)?.[1] ?? [])[0];
  return told2 === void 0 ? void 0 : Number(told2);
}
var largerEnd = ({ qvb, qvo }) => qvb?.mtu === void 0 || qvo?.mtu === void 0 ? void 0 : Math.max(qvb.mtu, qvo.mtu);
var mtuEvidence = (device) => {
  const { command, where } = linkEvidence(void 0, device.name, device);
  return { command: command.filter((word) => word !== "-br"), where, output: `${device.name}: mtu ${device.mtu}` };
};

// checks/tap/hybrid-tap-down.ts
var hybrid_tap_down_default = defineCheck({
  id: "hybrid-tap-down",
  layer: "tap",
  title: "Tap of a VM is down",
  why: "The VM's cable is unplugged on the host's side: nothing it sends arrives, nothing reaches it.",
  symptom: "The VM sees its link as up and gets no answer to anything.",
  remedy: "Set the tap up on the host.",
  limits: "A link that was set down inside the guest, or by `virsh domif-setlink`, leaves the flag of the tap as it was, and passes.",
  sources: [
    "https://techbackground.blogspot.com/2013/05/debugging-quantum-dhcp-and-open-vswitch.html",
    "https://www.libvirt.org/manpages/virsh.html"
  ],
  severity: "error",
  each: "vmPorts",
  explainedBy: [],
  applies: ({ tap }) => tap !== void 0,
  judge({ tap }) {
    if (tap === void 0 || isUp(tap)) return void 0;
    return {
      summary: `${tap.name} is down.`,
      evidence: [linkEvidence(void 0, tap.name, tap)],
      fix: setUpFix([tap], "libvirt sets the tap up when the instance starts: find out who set it down.")
    };
  }
});

// checks/tap/hybrid-tap-unbridged.ts
var hybrid_tap_unbridged_default = defineCheck({
  id: "hybrid-tap-unbridged",
  layer: "tap",
  title: "Tap of a VM is not on its bridge",
  why: "The VM's own device has to be a port of its bridge: without it the VM's cable is unplugged.",
  symptom: "The VM's packets are seen at its tap, not on its bridge; often since the bridge was made anew.",
  remedy: "Make the tap a port of qbr again.",
  limits: "A tap with neither qbr nor qvb beside it is plugged into the switch directly, and not asked.",
  sources: [
    "https://techbackground.blogspot.com/2013/05/debugging-quantum-dhcp-and-open-vswitch.html",
    "https://opendev.org/openstack/os-vif/src/branch/master/vif_plug_ovs/linux_net.py"
  ],
  severity: "error",
  each: "vmPorts",
  explainedBy: ["hybrid-bridge-missing"],
  // Without any other piece of the hybrid plug, a tap may well be meant for the switch itself.
  applies: ({ tap, qbr, qvb }) => tap !== void 0 && (qbr !== void 0 || qvb !== void 0),
  judge({ tap, portKey }) {
    const bridge = `qbr${portKey}`;
    if (tap === void 0 || toldPart(tap.master, `the bridge of ${tap.name}`) === bridge) return void 0;
    return {
      summary: `${tap.name} is not a port of ${bridge}.`,
      evidence: [masterEvidence(tap)],
      fix: safeFix(
        `Make ${tap.name} a port of ${bridge}`,
        [["ip", "link", "set", tap.name, "master", bridge]],
        [["ip", "link", "set", tap.name, "nomaster"]],
        "libvirt does this at each start of the instance: find out who undid it."
      )
    };
  }
});

// checks/tap/hybrid-veth-down.ts
var hybrid_veth_down_default = defineCheck({
  id: "hybrid-veth-down",
  layer: "tap",
  title: "Veth pair of a VM is down",
  why: "The pair qvb\u2013qvo leads from the VM's bridge to the switch; with one end down nothing passes.",
  symptom: "Tcpdump sees the VM's packets on its bridge, and none of them at the switch.",
  remedy: "Set the ends of the pair up that are down.",
  limits: "Only the flag UP is read, on both ends. A pair of devices from two different pairs, each up, is not recognised.",
  sources: [
    "https://techbackground.blogspot.com/2013/05/debugging-quantum-dhcp-and-open-vswitch.html",
    "https://man7.org/linux/man-pages/man4/veth.4.html",
    "https://github.com/platform9/pf9-neutron-debug"
  ],
  severity: "error",
  each: "vmPorts",
  explainedBy: [],
  applies: ({ tap, qvo, qvb }) => tap !== void 0 && (qvo !== void 0 || qvb !== void 0),
  judge({ qvo, qvb }) {
    const ends = [qvo, qvb].flatMap((device) => device ?? []);
    const down = ends.filter((device) => !isUp(device));
    if (down.length === 0) return void 0;
    const names = down.map(({ name }) => name);
    return {
      summary: `${names.join(" and ")} ${names.length === 1 ? "is" : "are"} down.`,
      evidence: down.map((device) => linkEvidence(void 0, device.name, device)),
      fix: setUpFix(down, "nova sets the pair up at each start of the instance: find out who set it down.")
    };
  }
});

// checks/tap/hybrid-veth-unbridged.ts
var hybrid_veth_unbridged_default = defineCheck({
  id: "hybrid-veth-unbridged",
  layer: "tap",
  title: "Veth of a VM is not on its bridge",
  why: "qvb has to be a port of the VM's bridge: it is the only way from there to the switch.",
  symptom: "The VM's tap and bridge work, yet no packet of the VM comes to qvb.",
  remedy: "Make qvb a port of qbr again.",
  limits: "Its bridge must bear the name that nova gives it, qbr and the key of the port: a bridge of another name, made by hand, is not accepted.",
  sources: [
    "https://techbackground.blogspot.com/2013/05/debugging-quantum-dhcp-and-open-vswitch.html",
    "https://man7.org/linux/man-pages/man8/bridge.8.html"
  ],
  severity: "error",
  each: "vmPorts",
  explainedBy: ["hybrid-bridge-missing"],
  applies: ({ tap, qvb }) => tap !== void 0 && qvb !== void 0,
  judge({ qvb, portKey }) {
    const bridge = `qbr${portKey}`;
    if (qvb === void 0 || toldPart(qvb.master, `the bridge of ${qvb.name}`) === bridge) return void 0;
    return {
      summary: `${qvb.name} is not a port of ${bridge}.`,
      evidence: [masterEvidence(qvb)],
      fix: safeFix(
        `Make ${qvb.name} a port of ${bridge}`,
        [["ip", "link", "set", qvb.name, "master", bridge]],
        [["ip", "link", "set", qvb.name, "nomaster"]],
        "nova does this at each start of the instance: find out who undid it."
      )
    };
  }
});

// checks/tap/linux-bridge-down.ts
var linux_bridge_down_default = defineCheck({
  id: "linux-bridge-down",
  layer: "tap",
  title: "Network's Linux bridge is down",
  why: "A bridge that is down passes no frame between its ports: the network of that name is dead on this host.",
  symptom: "All VMs of one network on the host are cut off at once, from each other too.",
  remedy: "Set the bridge brq up again.",
  limits: "Only bridges that carry the name which the Linux bridge agent gives them are looked at.",
  sources: [
    "https://docs.openstack.org/neutron/2023.1/admin/deploy-lb.html",
    "https://man7.org/linux/man-pages/man8/bridge.8.html"
  ],
  severity: "error",
  each: "linuxBridges",
  explainedBy: [],
  judge({ device, name }) {
    if (isUp(device)) return void 0;
    return {
      summary: `${name}, the bridge of a network with the Linux bridge agent, is down.`,
      evidence: [linkEvidence(void 0, name, device)],
      fix: setUpFix([device], "The Linux bridge agent sets the bridge up when it makes it: find out who set it down.")
    };
  }
});

// checks/tap/linux-bridge-tap-unbridged.ts
var linux_bridge_tap_unbridged_default = defineCheck({
  id: "linux-bridge-tap-unbridged",
  layer: "tap",
  title: "Tap is not in the Linux bridge of its network",
  why: "On a host of the Linux bridge agent the bridge brq is the whole network: a tap outside of it reaches nobody.",
  symptom: "One VM, DHCP server or router port sends, and its network does not hear it; nothing of it is on the bridge.",
  remedy: "Make the tap a port of the bridge of its network.",
  limits: "The network of a guest is told by its MAC in the files of the DHCP agent: where DHCP is served by other hosts, nothing is said of it. A network without a bridge here is not missed.",
  sources: [
    "https://bugs.launchpad.net/bugs/1312016",
    "https://github.com/openstack/neutron/commit/f42ea67995",
    "https://docs.openstack.org/neutron/2023.1/admin/deploy-lb.html"
  ],
  severity: "error",
  each: "bridgedTaps",
  explainedBy: [],
  judge({ device, bridge, owner }) {
    if (toldPart(device.master, `the bridge of ${device.name}`) === bridge) return void 0;
    const before = typeof device.master === "string" ? ["master", device.master] : ["nomaster"];
    return {
      summary: `${device.name}, the tap of ${owner}, is not a port of ${bridge}, the bridge of its network.`,
      evidence: [masterEvidence(device)],
      fix: safeFix(
        `Make ${device.name} a port of ${bridge}`,
        [["ip", "link", "set", device.name, "master", bridge]],
        [["ip", "link", "set", device.name, ...before]],
        "The Linux bridge agent puts taps into their bridges as they appear: see its log for why it did not."
      )
    };
  }
});

// checks/tap/port-device-in-wrong-namespace.ts
var port_device_in_wrong_namespace_default = defineCheck({
  id: "port-device-in-wrong-namespace",
  layer: "tap",
  title: "Device of a port is in the wrong namespace",
  why: "The switch's port ends where nobody listens: the router or DHCP server it belongs to has no device.",
  symptom: "A router or DHCP server has lost its device, most often since a restart of a switch in userspace.",
  remedy: "Move the device to its namespace, with its MAC and addresses, delete the dead one of the same name there, and restart the agent.",
  limits: "A second device of that name is left alone where it is a veth, the outer end of the agent's own pair, or while the one at home has a carrier.",
  sources: [
    "https://techbackground.blogspot.com/2013/05/debugging-quantum-dhcp-and-open-vswitch.html",
    "https://github.com/bilelmsekni/OpenStack-Grizzly-Install-Guide/issues/144",
    "https://man7.org/linux/man-pages/man8/ip-link.8.html"
  ],
  severity: "error",
  each: "ports",
  explainedBy: ["ovs-vswitchd-not-answering", "switch-devices-left-dead"],
  applies: ({ role, home, sightings }) => role !== "vm" && role !== "other" && home?.exists === true && sightings.length > 0,
  judge(port) {
    const astray = strayOf(port);
    if (astray === void 0 || port.home === void 0) return void 0;
    const { name } = port.subject;
    const dead2 = port.sightings.find(({ namespace }) => namespace === port.home?.namespace);
    return {
      summary: dead2 === void 0 ? `The device ${name} is in ${astray.namespace ?? "the host's own namespace"} instead of ${port.home.namespace}.` : `The switch made ${name} anew in ${astray.namespace ?? "the host's own namespace"}; the one in ${port.home.namespace} is dead.`,
      evidence: [
        linkEvidence(astray.namespace, name, astray.interface),
        linkEvidence(port.home.namespace, name, dead2?.interface)
      ],
      fix: moveFix(port, port.home.namespace, astray, dead2)
    };
  }
});
function strayOf({ sightings, home }) {
  const atHome = sightings.find(({ namespace }) => namespace === home?.namespace);
  const elsewhere = sightings.find(({ namespace }) => namespace !== home?.namespace);
  if (atHome === void 0) return elsewhere;
  return atHome.interface.hasCarrier === false && elsewhere?.interface.kind !== "veth" ? elsewhere : void 0;
}
function moveFix(port, namespace, astray, dead2) {
  const { name } = port.subject;
  const { interface: device } = astray;
  const mac = port.interface?.attachedMac;
  const kept = (dead2?.interface.addresses ?? []).filter(({ address }) => !address.startsWith("fe80:"));
  const expected = kept.length > 0 ? kept : port.expected === void 0 ? [] : [port.expected];
  const role = port.role === "dhcp" ? "dhcp-agent" : "l3-agent";
  return {
    summary: `Move ${name} to ${namespace}`,
    risk: "disruptive",
    commands: [
      ...dead2 === void 0 ? [] : [ip(namespace, "link", "del", name)],
      ip(astray.namespace, "link", "set", name, "netns", namespace),
      ...mac === void 0 || mac === device.mac ? [] : [ip(namespace, "link", "set", name, "address", mac)],
      ip(namespace, "link", "set", name, "up"),
      ...expected.map((held) => ip(namespace, "addr", "replace", cidrOf(held), "brd", "+", "dev", name)),
      // The agent knows the addresses that nothing on the host tells, and the routes.
      ...restarts(port.host, [role])
    ],
    undo: dead2 === void 0 ? [ip(namespace, "link", "set", name, "netns", "1")] : [],
    permanent: "The agent moves its devices when it makes them. A userspace switch makes them anew when it restarts."
  };
}

// checks/tap/port-device-missing.ts
var port_device_missing_default = defineCheck({
  id: "port-device-missing",
  layer: "tap",
  title: "Port on the switch has no device",
  why: "The switch's database has the port, but there is no device behind it, so nothing passes.",
  symptom: 'After a reboot or a failed start `ovs-vsctl show` has "No such device" beside a port, and the VM, router or network behind it is cut off.',
  remedy: "Restart the agent that owns the port; make the veth pair of a VM again; delete a port that an instance has left behind.",
  limits: "A VM port without a guest is a leftover and only warned of. Where some namespace could not be searched, the device may be there, and it cannot tell.",
  sources: [
    "https://bugs.launchpad.net/bugs/1268762",
    "https://github.com/openstack/neutron/commit/b78eea6146",
    "https://github.com/rcbops/chef-cookbooks/issues/790"
  ],
  severity: "error",
  each: "ports",
  explainedBy: ["ovs-vswitchd-not-answering"],
  // Ports of a namespace that is gone as a whole have a finding of their own.
  applies: ({ role, home, subject }) => role !== "other" && home?.exists !== false && (role !== "router-interface" && role !== "router-gateway" ? true : subject.routers.length > 0),
  judge(port) {
    const { interface: device, sightings, subject, hasGuest, role } = port;
    const isRefused = device?.ofport === -1 || device?.error !== void 0;
    if (!isRefused && sightings.length > 0) return void 0;
    if (!isRefused && !port.isSearchComplete)
      throw new CouldNotTell(
        `not every namespace could be searched for ${subject.name}: \`ip addr show\` and \`route -n\` of the host and of each would tell`
      );
    const isLeftOver = role === "vm" && !hasGuest;
    return {
      summary: isLeftOver ? `Port ${subject.name} has no device and no VM behind it: it is left over from an instance that is gone.` : `Port ${subject.name} is in the switch's database, but its device does not exist.`,
      severity: isLeftOver ? "warning" : "error",
      evidence: [
        {
          command: ["ovs-vsctl", "--columns=name,ofport,error", "list", "Interface", subject.name],
          where: "host",
          output: `ofport: ${device?.ofport ?? "[]"}, error: ${device?.error ?? "[]"}`
        },
        linkEvidence(void 0, subject.name, void 0)
      ],
      fix: isLeftOver ? removeFix(port) : fixFor5(port)
    };
  }
});
var removeFix = ({ subject, port }) => ({
  summary: "Delete the port",
  risk: "safe",
  commands: [["ovs-vsctl", "--if-exists", "del-port", port.bridge, subject.name]],
  undo: [],
  permanent: "nova deletes the port with the instance: see its log for why it could not."
});
function addPortCommand({ port, interface: device, subject }) {
  const entries = (column, values) => Object.entries(values).map(([key, value]) => `${column}:${key}=${JSON.stringify(value)}`);
  const notes = entries("other_config", port.otherConfig);
  const ids = [
    ...entries("external_ids", device?.externalIds ?? {}),
    ...(device?.ofport ?? -1) > 0 ? [`ofport_request=${device?.ofport}`] : []
  ];
  return [
    "ovs-vsctl",
    "--may-exist",
    "add-port",
    port.bridge,
    subject.name,
    ...typeof port.tag === "number" ? [`tag=${port.tag}`] : [],
    ...notes.length === 0 ? [] : ["--", "set", "Port", subject.name, ...notes],
    ...ids.length === 0 ? [] : ["--", "set", "Interface", subject.name, ...ids]
  ];
}
function fixFor5(port) {
  if (port.role === "dhcp") return restartFix(port.host, "dhcp-agent", "makes the device again");
  if (port.role !== "vm") return restartFix(port.host, "l3-agent", "makes the device again");
  if (!port.subject.name.startsWith("qvo")) return null;
  const key = port.subject.portKey ?? "";
  return {
    summary: "Make the veth pair of the hybrid plug again",
    risk: "safe",
    commands: [
      ...vethCommands(key, port.host),
      ip(void 0, "link", "set", `qvo${key}`, "up"),
      // The switch may go on holding the device that is gone: only a port that is new to it is opened anew.
      ["ovs-vsctl", "--if-exists", "del-port", port.port.bridge, `qvo${key}`],
      addPortCommand(port)
    ],
    undo: [ip(void 0, "link", "del", `qvo${key}`)],
    permanent: "nova makes the pair at each start of the instance: find out what deleted it."
  };
}

// checks/tap/router-interface-missing.ts
var router_interface_missing_default = defineCheck({
  id: "router-interface-missing",
  layer: "tap",
  title: "Router's internal port is not on the integration bridge",
  why: "Without its qr port on br-int the router is not in the tenant's network: its VMs have no gateway.",
  symptom: "VMs of one network have no gateway, though the router's namespace is there.",
  remedy: "Restart the L3 agent, which plugs qr into the integration bridge again.",
  limits: "A qr that is in no namespace and no rule leaves no trace; of the rules of 2012 only those that translate a range tell of it.",
  sources: [
    "https://bugs.launchpad.net/bugs/1268762",
    "https://github.com/openstack/neutron/commit/b78eea6146",
    "https://github.com/rcbops/chef-cookbooks/issues/790"
  ],
  severity: "error",
  each: "routerLegs",
  explainedBy: ["integration-bridge-missing"],
  applies: ({ role }) => role === "router-interface",
  judge(leg) {
    const { host, namespace } = leg.router;
    if (told(leg.port) !== void 0 || !told(host.database).isComplete) return void 0;
    return {
      summary: `${leg.device} of ${namespace} is not on the integration bridge.`,
      evidence: [
        noPortEvidence("the integration bridge", leg.device),
        ...leg.device.startsWith("qr-") ? [linkEvidence(namespace, leg.device, told(leg.interface))] : []
      ],
      fix: restartFix(host, "l3-agent", "plugs the port again")
    };
  }
});

// checks/tap/switch-devices-left-dead.ts
var switch_devices_left_dead_default = defineCheck({
  id: "switch-devices-left-dead",
  layer: "tap",
  title: "Devices in the namespaces are dead since the switch was restarted",
  why: "Routers and DHCP servers hold devices that are on no switch any more: nobody reaches them, nor they anybody.",
  symptom: "All routers and DHCP servers of the host are dead since ovs-vswitchd was restarted, and no agent mends it.",
  remedy: "Delete the dead devices, and restart the agents, which then plug new ones.",
  limits: "Only a switch in userspace (datapath_type netdev) leaves them behind. A device is dead here if it has no carrier and the switch has made another one of its name in the host itself.",
  sources: [
    "https://docs.openvswitch.org/en/latest/howto/userspace-tunneling/",
    "https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/interface.py"
  ],
  severity: "error",
  each: "daemons",
  explainedBy: ["ovs-vswitchd-not-answering"],
  applies: ({ name, daemon }) => name === "ovs-vswitchd" && (!daemon.known || daemon.value.answers),
  judge({ ports, host }) {
    const dead2 = told(ports).filter(isLeftDead);
    const [first] = dead2;
    if (first === void 0) return void 0;
    return {
      summary: `ovs-vswitchd made ${dead2.map(({ subject }) => subject.name).join(", ")} anew in the host itself, and those in the namespaces are dead.`,
      evidence: first.sightings.map((seen) => linkEvidence(seen.namespace, first.subject.name, seen.interface)),
      fix: {
        summary: "Delete the dead devices and let the agents plug new ones",
        risk: "disruptive",
        commands: [...deleteDevices(dead2), ...plugAnew(host)],
        undo: [],
        permanent: "Restart the agents whenever a switch in userspace was restarted."
      }
    };
  }
});
function isLeftDead({ sightings, home, interface: device }) {
  const atHome = sightings.find(({ namespace }) => namespace !== void 0 && namespace === home?.namespace);
  const anew = sightings.find(({ namespace }) => namespace === void 0);
  return device?.type === "internal" && atHome?.interface.hasCarrier === false && anew !== void 0 && anew.interface.kind !== "veth";
}

// checks/tap/vm-port-missing.ts
var vm_port_missing_default = defineCheck({
  id: "vm-port-missing",
  layer: "tap",
  title: "VM's port is not on the integration bridge",
  why: "The VM's plug ends before the switch: the VM reaches nothing at all.",
  symptom: "A single VM reaches nothing, though its tap, bridge and veth pair are there.",
  remedy: "Make the veth pair again where it is gone, and plug qvo into the switch with the ids by which the agent knows it.",
  limits: "Only hybrid plugs are judged: a VM whose tap is on br-int itself has no qvo. If no UUID of the port is left on the host, the agent does not know it until a hard reboot.",
  sources: [
    "https://techbackground.blogspot.com/2013/05/debugging-quantum-dhcp-and-open-vswitch.html",
    "https://opendev.org/openstack/os-vif/src/branch/master/vif_plug_ovs/linux_net.py"
  ],
  severity: "error",
  each: "vmPorts",
  explainedBy: ["integration-bridge-missing"],
  // Without a tap there is no guest: an instance that is shut off, or what is left of a deleted one.
  applies: ({ tap }) => tap !== void 0,
  judge(vm) {
    if (told(vm.port) !== void 0 || !told(vm.host.database).isComplete) return void 0;
    const name = `qvo${vm.portKey}`;
    return {
      summary: `${name}, the port of ${vm.mac === void 0 ? "a VM" : `the VM with ${vm.mac}`}, is not on ${vm.integrationBridge}.`,
      evidence: [noPortEvidence(vm.integrationBridge, name), linkEvidence(void 0, name, vm.qvo)],
      fix: plugFix(vm, name)
    };
  }
});
function plugFix(vm, name) {
  return {
    summary: `Put ${name} back on ${vm.integrationBridge}`,
    risk: "safe",
    commands: plugCommands(vm),
    undo: [["ovs-vsctl", "--if-exists", "del-port", vm.integrationBridge, name]],
    permanent: vm.id === void 0 ? "Nothing here tells the UUID of the port, by which the agent knows it: `openstack server reboot --hard` plugs it anew." : "nova plugs the port the same way at each start of the instance."
  };
}

// checks/vlan/linux-bridge-uplink-down.ts
var linux_bridge_uplink_down_default = defineCheck({
  id: "linux-bridge-uplink-down",
  layer: "vlan",
  title: "Uplink of a network's Linux bridge is down",
  why: "While the VLAN or VXLAN device, or the NIC under it, is down, the network on this host is alone.",
  symptom: "VMs of one network, or of all on one NIC, lose DHCP, gateway and VMs of other hosts at the same moment.",
  remedy: "Set the device up, and the NIC under it where that is down too.",
  limits: "A NIC without a carrier is up in this sense. The NIC under a VLAN device is told by the name of that.",
  sources: [
    "https://docs.openstack.org/neutron/2023.1/admin/deploy-lb-provider.html",
    "https://man7.org/linux/man-pages/man8/ip-link.8.html"
  ],
  severity: "error",
  each: "linuxBridges",
  explainedBy: [],
  applies: ({ uplinks }) => uplinks.length > 0,
  judge({ name, uplinks, nics }) {
    const down = [...nics, ...uplinks].filter((device) => !isUp(device));
    if (down.length === 0) return void 0;
    const names = down.map((device) => device.name);
    return {
      summary: `${names.join(" and ")}, by which ${name} reaches other hosts, ${names.length === 1 ? "is" : "are"} down.`,
      evidence: down.map((device) => linkEvidence(void 0, device.name, device)),
      fix: setUpFix(
        down,
        "The Linux bridge agent sets its own devices up; a NIC has to be brought up by the host's network configuration."
      )
    };
  }
});

// checks/vlan/linux-bridge-uplink-missing.ts
var linux_bridge_uplink_missing_default = defineCheck({
  id: "linux-bridge-uplink-missing",
  layer: "vlan",
  title: "Network's Linux bridge leads to no other host",
  why: "By a VLAN or VXLAN device in the bridge its network reaches other hosts, and the DHCP server and router there.",
  symptom: "VMs of one network on this host reach each other, and neither DHCP nor the gateway nor VMs of other hosts.",
  remedy: "Put the VLAN or VXLAN device that is in no bridge into this one; where none is left, the agent has to make it again.",
  limits: "A network of the type local has no uplink by intent, nor one whose gateway is the host: judged where a device is left over or other bridges have one, and without a device left over as a warning.",
  sources: [
    "https://bugs.launchpad.net/bugs/1495960",
    "https://bugs.launchpad.net/bugs/1282662",
    "https://docs.openstack.org/neutron/2023.1/admin/deploy-lb-provider.html"
  ],
  severity: "error",
  each: "linuxBridges",
  explainedBy: [],
  applies: ({ taps }) => taps.length > 0,
  judge({ name, isAlone, taps, strays, others }) {
    if (!isAlone) return void 0;
    const [stray, ...more] = strays;
    const isTheOne = stray !== void 0 && more.length === 0 && others.alone === 0;
    if (!isTheOne && others.linked === 0) return void 0;
    return {
      summary: isTheOne ? `${name} has ${counted(taps.length, "tap")} and no uplink, while ${stray.name} is in no bridge.` : `${name} has ${counted(taps.length, "tap")} and no uplink, as the other bridges of the agent have.`,
      severity: isTheOne ? "error" : "warning",
      evidence: [
        {
          command: ["ip", "-br", "link", "show", "master", name],
          where: "host",
          output: taps.map((tap) => tap.name).join("\n")
        }
      ],
      fix: isTheOne ? safeFix(
        `Make ${stray.name} a port of ${name}`,
        [["ip", "link", "set", stray.name, "master", name]],
        [["ip", "link", "set", stray.name, "nomaster"]],
        "The Linux bridge agent does this when it makes the bridge: see its log for why it is undone."
      ) : null
    };
  }
});

// src/engine/fixes/tags.ts
function tagFix(port) {
  const { localVlan, host } = port;
  const { name, tag, vlanMode, trunks } = port.port;
  if (localVlan === void 0) return restartFix(host, "l2-agent", "wires all its ports anew");
  const isParked = vlanMode === "trunk" || trunks.length > 0;
  const park = isParked ? ["--", "set", "Port", name, `vlan_mode=${vlanMode ?? "[]"}`, `trunks=${JSON.stringify(trunks)}`] : [];
  const before = tag === void 0 ? ["clear", "Port", name, "tag"] : ["set", "Port", name, `tag=${tag === "dead" ? 4095 : tag}`];
  return safeFix(
    `Put ${name} on VLAN ${localVlan.tag}, the local VLAN of its network (${localVlan.because === "agent" ? "the agent's own note" : "as the other ports of the network have it"})`,
    [
      ...isParked ? [["ovs-vsctl", "clear", "Port", name, "vlan_mode", "--", "clear", "Port", name, "trunks"]] : [],
      ["ovs-vsctl", "set", "Port", name, `tag=${localVlan.tag}`]
    ],
    [["ovs-vsctl", ...before, ...park]],
    "The Open vSwitch agent owns the tag: if it comes back wrong, see the log of the agent for this port."
  );
}

// checks/vlan/port-dead-vlan.ts
var port_dead_vlan_default = defineCheck({
  id: "port-dead-vlan",
  layer: "vlan",
  title: "Port is on the dead VLAN",
  why: "VLAN 4095 is where the agent parks ports that it has no binding for: the switch drops whatever they send.",
  symptom: "Broadcasts of a VM, router or DHCP server reach no other port of its network; `ovs-vsctl show` has tag 4095.",
  remedy: "Set the local VLAN of the network on the port, and take the trunk of a parked port away; without a known VLAN, restart the Open vSwitch agent.",
  limits: "A port that is being wired is there for seconds, so only one that stays for a second look counts; saved text is one look, and tells no such port apart. Ports of VMs that are shut off rest there without harm.",
  sources: [
    "https://bugs.launchpad.net/bugs/1930414",
    "https://bugs.launchpad.net/bugs/1959564",
    "https://github.com/openstack/neutron/commit/0ddca28454"
  ],
  severity: "error",
  each: "ports",
  explainedBy: ["l2-agent-not-running", "l2-agent-frozen", "port-device-missing"],
  // The port of an instance that is shut off rests there without harm to anybody.
  applies: ({ role, hasGuest }) => role !== "vm" || hasGuest,
  judge(port) {
    if (port.port.tag !== "dead") return void 0;
    return {
      summary: `${port.subject.name} is on the dead VLAN 4095, where the switch drops what it sends.`,
      evidence: [tagEvidence(port), intentEvidence(port)],
      fix: tagFix(port)
    };
  }
});

// checks/vlan/port-mac-duplicate.ts
var port_mac_duplicate_default = defineCheck({
  id: "port-mac-duplicate",
  layer: "vlan",
  title: "Two ports of a network have one MAC",
  why: "The switch sends what is for the MAC to the port where it was heard last, and the agent wires whichever it likes.",
  symptom: "A VM is reached now and then, or its packets go to the plug of an instance that is gone.",
  remedy: "Delete the port that has no guest and forget where the MAC was learned; of two with guests nothing is proposed.",
  limits: "It goes by what nova noted at the ports of this host. One MAC in two networks is legal, and ports whose network is unknown are not compared.",
  sources: [
    "https://github.com/rcbops/chef-cookbooks/issues/790",
    "https://bugs.launchpad.net/bugs/1626010",
    "https://github.com/openstack/neutron/commit/6370a04710"
  ],
  severity: "error",
  each: "networks",
  explainedBy: [],
  judge({ ports, subject }) {
    const twins = ports.map(
      (port) => ports.filter((other) => macOf(port) !== void 0 && macOf(other) === macOf(port))
    );
    const same = twins.find(({ length }) => length > 1);
    const [first] = same ?? [];
    if (same === void 0 || first === void 0) return void 0;
    const names = same.map((port) => port.subject.name);
    const stale = same.filter(({ role, hasGuest }) => role === "vm" && !hasGuest);
    const isLeftOver = stale.length === same.length - 1;
    return {
      summary: `${names.join(" and ")} in ${subject.name} have one MAC, ${macOf(first)}${isLeftOver ? `, and ${stale.map((port) => port.subject.name).join(", ")} has no guest` : ""}.`,
      severity: isLeftOver ? "warning" : "error",
      evidence: [
        {
          command: [
            "ovs-vsctl",
            "--columns=name,external_ids",
            "find",
            "Interface",
            `external_ids:attached-mac="${macOf(first)}"`
          ],
          where: "host",
          output: same.map((port) => `${port.subject.name} iface-id=${port.interface?.externalIds["iface-id"]}`).join("\n")
        }
      ],
      fix: isLeftOver ? {
        summary: `Delete ${stale.map((port) => port.subject.name).join(", ")}`,
        risk: "safe",
        commands: stale.flatMap(({ port }) => [
          ["ovs-vsctl", "--if-exists", "del-port", port.bridge, port.name],
          ["ovs-appctl", "fdb/flush", port.bridge]
        ]),
        undo: [],
        permanent: "nova deletes the port with the instance: see its log for why it could not."
      } : null
    };
  }
});
var macOf = ({ interface: device }) => device?.attachedMac;

// checks/vlan/port-tag-missing.ts
var port_tag_missing_default = defineCheck({
  id: "port-tag-missing",
  layer: "vlan",
  title: "Port has no VLAN tag",
  why: "Ports of one network meet on its local VLAN; a port without a tag is in no network.",
  symptom: "A VM hears broadcasts of all networks or none, and gets no address.",
  remedy: "Set the local VLAN of its network on the port, from the agent's note or the other ports; else restart the Open vSwitch agent.",
  limits: "Ports outside of the integration bridge and those of VMs that are shut off are not asked, nor are those that HA and distributed routers have for themselves.",
  sources: ["https://bugs.launchpad.net/bugs/1240849", "https://github.com/openstack/neutron/commit/60cb091171"],
  severity: "error",
  each: "ports",
  explainedBy: ["l2-agent-not-running", "l2-agent-frozen", "port-device-missing"],
  applies: ({ role, hasGuest, isOnIntegrationBridge }) => isOnIntegrationBridge && role !== "other" && (role !== "vm" || hasGuest),
  judge(port) {
    if (port.port.tag !== void 0) return void 0;
    return {
      summary: `${port.subject.name} has no VLAN tag.`,
      evidence: [tagEvidence(port), intentEvidence(port)],
      fix: tagFix(port)
    };
  }
});

// checks/vlan/port-tag-wrong.ts
var port_tag_wrong_default = defineCheck({
  id: "port-tag-wrong",
  layer: "vlan",
  title: "Port has the tag of another network",
  why: "A port with a foreign tag is cut off from its own network, and may be let into another.",
  symptom: "Two VMs of one network and one host cannot talk, or a VM gets an address of a foreign subnet.",
  remedy: "Set the tag to the local VLAN of the port's network.",
  limits: "The right tag is the note that the agent keeps at the port; older agents keep none, and then what most ports of the network have, in a draw the DHCP port, is taken for right.",
  sources: [
    "https://bugs.launchpad.net/bugs/1252284",
    "https://github.com/openstack/neutron/commit/a5d996e381",
    "https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html"
  ],
  severity: "error",
  each: "ports",
  explainedBy: ["port-device-missing"],
  applies: ({ role, hasGuest, localVlan, isOnIntegrationBridge }) => isOnIntegrationBridge && localVlan !== void 0 && (role !== "vm" || hasGuest),
  judge(port) {
    const { localVlan, subject } = port;
    const { tag } = port.port;
    if (typeof tag !== "number" || localVlan === void 0 || tag === localVlan.tag) return void 0;
    return {
      summary: `${subject.name} has VLAN tag ${tag}; its network has local VLAN ${localVlan.tag} on this host.`,
      evidence: [tagEvidence(port), intentEvidence(port)],
      fix: tagFix(port)
    };
  }
});

// checks/vlan/port-trunk-mode-left.ts
var port_trunk_mode_left_default = defineCheck({
  id: "port-trunk-mode-left",
  layer: "vlan",
  title: "Port has a tag, but is a trunk",
  why: "A trunk takes no notice of its tag: frames without a VLAN from this port land in no network.",
  symptom: "A port has the right tag in `ovs-vsctl show`, and still hears and reaches nobody.",
  remedy: "Clear vlan_mode and trunks of the port.",
  limits: "Ports of trunk bridges are no ports of agents or VMs here, and may be trunks. A trunk without any tag is told of as a port without a tag.",
  sources: [
    "https://bugs.launchpad.net/bugs/1930414",
    "https://www.openvswitch.org/support/dist-docs/ovs-vswitchd.conf.db.5.html"
  ],
  severity: "error",
  each: "ports",
  explainedBy: ["port-dead-vlan", "port-tag-wrong"],
  applies: ({ role, port }) => role !== "other" && typeof port.tag === "number",
  judge(port) {
    const { vlanMode, trunks } = port.port;
    if (vlanMode !== "trunk") return void 0;
    return {
      summary: `${port.subject.name} has the tag of its network, but vlan_mode trunk${trunks.length === 0 ? "" : ` of ${trunks.join(", ")}`}: the tag has no effect.`,
      evidence: [
        {
          command: ["ovs-vsctl", "get", "Port", port.port.name, "vlan_mode", "trunks"],
          where: "host",
          output: `trunk
[${trunks.join(", ")}]`
        },
        tagEvidence(port),
        intentEvidence(port)
      ],
      fix: tagFix(port)
    };
  }
});

// checks/vlan/tag-shared-by-networks.ts
var tag_shared_by_networks_default = defineCheck({
  id: "tag-shared-by-networks",
  layer: "vlan",
  title: "Two networks share a VLAN tag",
  why: "One local VLAN for two networks makes them one: VMs get addresses from the wrong DHCP server.",
  symptom: "VMs of two networks see each other, and get addresses from whichever DHCP server is faster.",
  remedy: "Give the network with fewer ports an unused tag on all its ports and in the notes of the agent.",
  limits: "It knows the networks with a port on this host only. Local VLANs differ from host to host by design; the same segment given to two networks in Neutron is another matter.",
  sources: [
    "https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html",
    "https://www.openvswitch.org/support/dist-docs/ovs-vswitchd.conf.db.5.html"
  ],
  severity: "error",
  each: "networks",
  explainedBy: [],
  applies: ({ localVlan }) => localVlan !== void 0,
  judge(network) {
    const { sharedWith, localVlan, ports, freeTag, subject } = network;
    const other = sharedWith.find((candidate) => isNewer(network, candidate));
    if (other === void 0 || localVlan === void 0) return void 0;
    const names = ports.map((port) => port.subject.name);
    const setTag = (tag) => [
      "ovs-vsctl",
      ...ports.flatMap(({ port, intendedTag }, index) => [
        ...index === 0 ? [] : ["--"],
        "set",
        "Port",
        port.name,
        `tag=${tag}`,
        ...intendedTag === void 0 ? [] : [`other_config:tag=${tag}`]
      ])
    ];
    return {
      summary: `${subject.name} and ${other.subject.name} both have local VLAN ${localVlan.tag}.`,
      evidence: [
        {
          command: ["ovs-vsctl", "--columns=name,tag", "find", "Port", `tag=${localVlan.tag}`],
          where: "host",
          output: [
            ...names.map((name) => `${name} (${subject.name})`),
            ...other.ports.map((port) => `${port.subject.name} (${other.subject.name})`)
          ].join("\n")
        }
      ],
      fix: {
        ...safeFix(
          `Give ${subject.name} a local VLAN of its own, ${freeTag}`,
          [setTag(freeTag)],
          [setTag(localVlan.tag)],
          "Restart the Open vSwitch agent at the next occasion: it hands out the local VLANs and their flows."
        ),
        risk: "disruptive"
      }
    };
  }
});
function isNewer(network, other) {
  if (network.ports.length !== other.ports.length) return network.ports.length < other.ports.length;
  return network.id > other.id;
}

// checks/vm/vm-address-duplicate.ts
var vm_address_duplicate_default = defineCheck({
  id: "vm-address-duplicate",
  layer: "vm",
  title: "Somebody else answers for the VM's address",
  why: "Two in one network with the same address: whose answer comes last gets the traffic, and connections break.",
  symptom: "Connections to a VM break and come back, and `ip neigh` of the router shows now one MAC and now another.",
  remedy: "Find the stranger's port with `ovs-appctl fdb/show`, and take the address from it.",
  limits: "A MAC that the port is allowed, or that another port of the same instance has, is not counted. The other one must answer the ARP of the router.",
  sources: ["https://www.rfc-editor.org/rfc/rfc5227", "https://man7.org/linux/man-pages/man8/arping.8.html"],
  severity: "error",
  each: "reaches",
  explainedBy: [
    "arp-responder-wrong",
    "tag-shared-by-networks",
    "port-tag-wrong",
    "port-tag-missing",
    "vm-mac-changed"
  ],
  applies: ({ vm }) => vm !== void 0,
  judge(reach) {
    const { vm, address } = reach;
    const others = told(reach.answers).filter(
      (mac) => vm !== void 0 && ![...vm.macs, ...vm.strangers].includes(mac)
    );
    const end = farEnd(reach);
    if (vm === void 0 || others.length === 0 || end === void 0) return void 0;
    const strangers = others.filter((mac) => !answersAt(reach, end).includes(mac));
    if (strangers.length === 0) return void 0;
    return {
      summary: `${address} is the address of ${vm.port.subject.name} (${vm.mac}), but ${strangers.join(", ")} answers for it too.`,
      evidence: reachEvidence(reach),
      // Which of the two is to give way, nothing on the host tells.
      fix: null
    };
  }
});

// checks/vm/vm-mac-changed.ts
var vm_mac_changed_default = defineCheck({
  id: "vm-mac-changed",
  layer: "vm",
  title: "Guest uses another MAC than its port",
  why: "Anti-spoofing drops all that the guest sends under a MAC of its own, and the DHCP server knows only the port's.",
  symptom: "A VM is cut off since its NIC was configured in the guest; it sends, and the host drops all of it.",
  remedy: "Give the guest's NIC the MAC of its port, or allow the other one to the port as an address pair.",
  limits: "The guest must answer for its own address, which needs one: without, its MAC is not heard. MACs that the port is allowed, or that the instance has on other ports, are fine.",
  sources: ["https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/iptables_firewall.py"],
  severity: "error",
  each: "reaches",
  explainedBy: [],
  applies: ({ vm }) => vm !== void 0,
  judge(reach) {
    const { vm, address } = reach;
    const end = farEnd(reach);
    if (vm === void 0 || end === void 0 || told(reach.answers).includes(vm.mac)) return void 0;
    const answered = answersAt(reach, end);
    const [other] = answered.filter((mac) => !vm.macs.includes(mac));
    if (other === void 0 || answered.some((mac) => vm.macs.includes(mac))) return void 0;
    return {
      summary: `The guest behind ${end.device} answers for ${address} with the MAC ${other}; its port is for ${vm.mac}.`,
      evidence: [
        ...reachEvidence(reach),
        {
          command: ["ovs-vsctl", "get", "Interface", vm.port.subject.name, "external_ids:attached-mac"],
          where: "host",
          output: `"${vm.mac}"`
        }
      ],
      // In the guest, or as an allowed address pair of the port: neither can be done from the host.
      fix: null
    };
  }
});

// checks/vm/vm-not-answering.ts
var vm_not_answering_default = defineCheck({
  id: "vm-not-answering",
  layer: "vm",
  title: "Guest does not answer",
  why: "The way to the guest is whole: it is the guest itself that is down, hangs, or has lost its address.",
  symptom: "A VM that was reached before is not any more, and nothing on its way has changed.",
  remedy: "Look at the guest itself: `openstack console log show`, its network settings, or restart it.",
  limits: "Judged only of guests that hold a lease or that the router remembers, or that were asked about with --port: others may still be booting.",
  sources: [
    "https://major.io/2016/05/16/troubleshooting-openstack-network-connectivity/",
    "https://techbackground.blogspot.com/2013/05/debugging-quantum-dhcp-and-open-vswitch.html"
  ],
  severity: "error",
  each: "reaches",
  explainedBy: ["dhcp-host-entry-missing"],
  applies: ({ vm }) => vm !== void 0,
  judge(reach) {
    const { address, from, isWanted, traceOfGuest } = reach;
    const end = farEnd(reach);
    if (end === void 0 || told(reach.answers).length > 0) return void 0;
    if (traceOfGuest === void 0 && !isWanted) return void 0;
    if (!isDelivered(reach) || answersAt(reach, end).length > 0) return void 0;
    return {
      summary: `The ARP request of ${from.device} for ${address} comes out at ${end.device}, but the guest does not answer${traceOfGuest === void 0 ? ", and nothing tells that it ever had this address" : ""}.`,
      evidence: [...reachEvidence(reach), ...traceOfGuest === void 0 ? [] : [traceOfGuest]],
      // Its console tells more: `openstack console log show`.
      fix: null
    };
  }
});

// checks/index.ts
var checks = [
  ovsdb_server_not_answering_default,
  ovs_vswitchd_not_answering_default,
  l2_agent_not_running_default,
  dhcp_agent_not_running_default,
  l3_agent_not_running_default,
  l2_agent_frozen_default,
  dhcp_agent_frozen_default,
  l3_agent_frozen_default,
  state_folder_full_default,
  conntrack_table_full_default,
  neighbour_table_full_default,
  bridge_filter_off_default,
  integration_bridge_missing_default,
  integration_bridge_flows_missing_default,
  bridge_fail_mode_standalone_default,
  bridges_share_datapath_id_default,
  mac_table_full_default,
  external_bridge_missing_default,
  external_bridge_down_default,
  external_uplink_missing_default,
  external_bridge_address_missing_default,
  external_nic_gone_default,
  external_nic_down_default,
  external_nic_not_bridged_default,
  external_nic_holds_address_default,
  default_route_looped_default,
  tenant_route_missing_default,
  tenant_route_wrong_next_hop_default,
  tenant_route_wrong_device_default,
  tenant_route_shadowed_default,
  host_forwarding_off_default,
  host_forward_dropped_default,
  host_masquerades_all_default,
  host_masquerades_tenants_default,
  gateway_port_missing_default,
  external_veth_down_default,
  external_patch_missing_default,
  external_patch_peer_wrong_default,
  provider_bridge_flows_missing_default,
  provider_vlan_flow_missing_default,
  router_namespace_missing_default,
  router_empty_default,
  router_gone_default,
  ha_port_down_default,
  ha_keepalived_not_running_default,
  ha_state_outdated_default,
  router_gateway_down_default,
  router_interface_down_default,
  router_gateway_address_missing_default,
  router_interface_address_missing_default,
  router_address_wrong_prefix_default,
  snat_port_address_missing_default,
  router_default_route_missing_default,
  router_default_gateway_off_subnet_default,
  router_forwarding_off_default,
  router_nat_rules_missing_default,
  router_snat_missing_default,
  router_filter_drops_default,
  switch_devices_left_dead_default,
  router_interface_missing_default,
  dhcp_port_missing_default,
  vm_port_missing_default,
  port_device_missing_default,
  port_device_in_wrong_namespace_default,
  dhcp_port_down_default,
  hybrid_bridge_missing_default,
  hybrid_bridge_down_default,
  hybrid_veth_down_default,
  hybrid_veth_unbridged_default,
  hybrid_tap_down_default,
  hybrid_tap_unbridged_default,
  hybrid_plug_mtu_small_default,
  linux_bridge_down_default,
  linux_bridge_tap_unbridged_default,
  port_dead_vlan_default,
  port_tag_missing_default,
  port_tag_wrong_default,
  port_trunk_mode_left_default,
  tag_shared_by_networks_default,
  port_mac_duplicate_default,
  linux_bridge_uplink_down_default,
  linux_bridge_uplink_missing_default,
  tunnel_patch_broken_default,
  tunnel_port_refused_default,
  tunnel_bridge_flows_missing_default,
  tunnel_id_flow_missing_default,
  tunnel_flood_flow_missing_default,
  tunnel_flow_port_gone_default,
  arp_responder_wrong_default,
  tunnel_local_address_missing_default,
  tunnel_device_down_default,
  tunnel_peer_unroutable_default,
  tunnel_mtu_too_small_default,
  dhcp_namespace_missing_default,
  dhcp_namespace_broken_default,
  dhcp_server_not_running_default,
  dhcp_server_outside_namespace_default,
  dhcp_server_not_listening_default,
  dhcp_server_frozen_default,
  dhcp_server_duplicate_default,
  dhcp_pid_file_wrong_default,
  dhcp_interface_wrong_default,
  dhcp_port_address_missing_default,
  dhcp_port_address_wrong_default,
  dhcp_range_wrong_default,
  dhcp_host_entry_missing_default,
  dhcp_host_address_duplicate_default,
  dhcp_host_line_unusable_default,
  dhcp_address_leased_to_other_default,
  dhcp_leases_exhausted_default,
  dhcp_router_option_wrong_default,
  dhcp_mtu_option_too_large_default,
  dhcp_namespace_route_wrong_default,
  dhcp_input_filtered_default,
  dhcp_offer_missing_default,
  dhcp_foreign_offer_default,
  dhcp_offer_outdated_default,
  dhcp_offer_checksum_bad_default,
  dhcp_nak_sent_default,
  port_drop_flow_left_default,
  native_firewall_flows_missing_default,
  native_anti_spoofing_wrong_default,
  hybrid_forward_dropped_default,
  hybrid_rules_flushed_default,
  firewall_of_other_agent_default,
  security_group_drops_dhcp_default,
  bridge_rule_drops_dhcp_default,
  vm_chain_drops_default,
  anti_spoofing_wrong_default,
  dhcp_discover_lost_default,
  dhcp_offer_lost_default,
  arp_request_lost_default,
  arp_answer_lost_default,
  vm_mac_changed_default,
  vm_address_duplicate_default,
  vm_not_answering_default,
  metadata_redirect_missing_default,
  metadata_input_filtered_default,
  metadata_address_missing_default,
  metadata_route_missing_default,
  metadata_proxy_not_running_default,
  metadata_proxy_not_listening_default,
  metadata_proxy_frozen_default,
  metadata_agent_not_running_default,
  metadata_agent_frozen_default,
  metadata_agent_socket_missing_default,
  nova_metadata_not_listening_default,
  floating_ip_on_two_routers_default,
  floating_ip_address_missing_default,
  floating_ip_dnat_missing_default,
  floating_ip_snat_missing_default,
  floating_ip_target_gone_default,
  fip_link_broken_default,
  fip_route_missing_default,
  fip_policy_rule_missing_default,
  fip_proxy_arp_off_default,
  provider_gateway_silent_default
];

// src/engine/layers.ts
var layers = [
  "platform",
  "host-route",
  "external-bridge",
  "router",
  "tap",
  "vlan",
  "overlay",
  "dhcp",
  "security",
  "vm",
  "metadata",
  "floating-ip"
];

export {
  agentName,
  counted,
  wayOf,
  gapOf,
  isOnVmBridge,
  shownWay,
  checks,
  layers
};
