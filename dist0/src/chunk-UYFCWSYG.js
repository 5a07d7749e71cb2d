import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  Unparsable,
  addressesOn,
  failureOf,
  ipv4Of,
  isInRange,
  known,
  mapKnown,
  parsed,
  prefixLengthOf2 as prefixLengthOf,
  prefixLengthOfMask,
  rangeOf,
  refuseNoise,
  subnetAddressesOn,
  tableOf,
  unknown,
  unknownStack,
  valuesOf
} from "./chunk-EAZ2GJYZ.js";

// src/facts/services.ts
var folders = ["/etc/init.d", "/etc/systemd/system", "/lib/systemd/system", "/usr/lib/systemd/system"];
var wants = "/etc/systemd/system/multi-user.target.wants";
var runlevels = ["/etc/rc2.d", "/etc/rc3.d"];
var upstart = "/etc/init";
var servicesCommand = {
  // -H: /etc/rc3.d is itself a link on old Red Hat systems.
  argv: [
    "find",
    "-H",
    "/run/systemd/system",
    ...folders,
    wants,
    ...runlevels,
    upstart,
    "-maxdepth",
    "1",
    "-printf",
    "%p\\n"
  ]
};
var wanted = /^(?:neutron|quantum|openvswitch|devstack@|(?:openstack-)?nova-)/;
function readServices(result) {
  if (result.kind !== "exited" || result.exitCode > 1) {
    return unknown(failureOf(servicesCommand, result) ?? "no services could be listed");
  }
  const paths = result.stdout.split("\n");
  const isSystemd = paths.includes("/run/systemd/system");
  const names = paths.flatMap((path) => {
    const name = path.slice(path.lastIndexOf("/") + 1);
    if (!wanted.test(name)) return [];
    if (isSystemd) return name.endsWith(".service") ? [name.slice(0, -".service".length)] : [];
    return path.startsWith("/etc/init.d/") ? [name] : [];
  });
  const enabled = paths.flatMap((path) => {
    const folder = path.slice(0, path.lastIndexOf("/"));
    const name = path.slice(folder.length + 1);
    if (isSystemd) return folder === wants ? [name.replace(/\.service$/, "")] : [];
    if (folder === upstart)
      return paths.includes(path.replace(/conf$/, "override")) ? [] : [name.replace(/\.conf$/, "")];
    return runlevels.includes(folder) && name.startsWith("S") ? [name.replace(/^S\d\d/, "")] : [];
  });
  return known({ manager: isSystemd ? "systemd" : "sysvinit", names: new Set(names), enabled: new Set(enabled) });
}
var namesOf = {
  "l2-agent": [
    "neutron-openvswitch-agent",
    "neutron-plugin-openvswitch-agent",
    "quantum-openvswitch-agent",
    "quantum-plugin-openvswitch-agent",
    "devstack@q-agt",
    "devstack@neutron-agent"
  ],
  "l3-agent": ["neutron-l3-agent", "quantum-l3-agent", "devstack@q-l3", "devstack@neutron-l3"],
  "dhcp-agent": ["neutron-dhcp-agent", "quantum-dhcp-agent", "devstack@q-dhcp", "devstack@neutron-dhcp"],
  "metadata-agent": [
    "neutron-metadata-agent",
    "quantum-metadata-agent",
    "devstack@q-meta",
    "devstack@neutron-metadata-agent"
  ],
  // Where nova's API serves metadata itself, no service has metadata in its name.
  "nova-metadata": ["nova-api-metadata", "openstack-nova-metadata-api", "devstack@n-api-meta", "nova-api"],
  "open-vswitch": ["openvswitch-switch", "openvswitch"]
};
function serviceName(services, role) {
  if (!services.known) return void 0;
  return namesOf[role].find((candidate) => services.value.names.has(candidate));
}
function restartCommand(services, role) {
  if (!services.known) return void 0;
  const name = serviceName(services, role);
  if (name === void 0) return void 0;
  return services.value.manager === "systemd" ? ["systemctl", "restart", name] : ["service", name, "restart"];
}

// src/topology/uplinks.ts
var uplinksOf = (bridge, patchPeer) => bridge.ports.map(({ name }) => name).filter((name) => name !== bridge.name && name !== patchPeer && !/^(?:qg-|fg-|phy-)/.test(name));

// src/topology/expectations.ts
function expectedGatewayAddress(neighbours, rules) {
  if (!rules.known) return void 0;
  const address = rules.value.filter((rule) => /^-A \S+-l3-agent-snat /.test(rule)).flatMap((rule) => rule.match(/--to-source (\d+\.\d+\.\d+\.\d+)/)?.[1] ?? [])[0];
  const prefixLength = address === void 0 ? void 0 : externalPrefixOf(neighbours, address);
  if (address === void 0 || prefixLength === void 0) return void 0;
  return { address, prefixLength, because: "the SNAT rule of the L3 agent" };
}
function neighboursOf(facts) {
  const bridges = new Map(
    facts.database.known ? facts.database.value.bridges.map((bridge) => [bridge.name, bridge]) : []
  );
  const holders = /* @__PURE__ */ new Map();
  const own = [];
  for (const stack of [facts.hostStack, ...facts.stacks.values()]) {
    if (!stack.interfaces.known) continue;
    for (const device of stack.interfaces.value) {
      const bridge = bridges.get(device.name);
      if (bridge === void 0 && !device.name.startsWith("qg-")) continue;
      for (const held of addressesOn(device)) {
        if (bridge !== void 0 && uplinksOf(bridge).length === 0) own.push(held.address);
        if (held.prefixLength === 32) continue;
        const range = rangeOf(held);
        holders.set(range, (holders.get(range) ?? /* @__PURE__ */ new Set()).add(held.address));
      }
    }
  }
  const routers = [...facts.stacks].filter(([namespace]) => namespace.startsWith("qrouter-"));
  const hops = routers.flatMap(([, { routes }]) => valuesOf(routes)).flatMap(({ destination, gateway }) => destination === "0.0.0.0/0" && gateway !== void 0 ? [gateway] : []);
  return { holders, hops: [.../* @__PURE__ */ new Set([...hops, ...own])] };
}
function externalPrefixOf({ holders }, address) {
  const lengths = [...holders].filter(([range, held]) => (held.size > 1 || !held.has(address)) && isInRange(address, range)).map(([range]) => prefixLengthOf(range));
  return lengths.length === 0 ? void 0 : Math.min(...lengths);
}
function likelyGatewayOf(neighbours, rules, held) {
  const address = held ?? expectedGatewayAddress(neighbours, rules);
  if (address === void 0) return void 0;
  const range = rangeOf(address);
  return neighbours.hops.find((hop) => isInRange(hop, range));
}
function expectedInterfaceAddress(facts, networkId, mac) {
  if (networkId === void 0 || mac === void 0) return void 0;
  const files = dhcpFilesOf(facts, networkId);
  const address = files?.hosts.find((host) => host.mac === mac)?.address;
  const prefixLength = address === void 0 ? void 0 : subnetPrefixOf(facts, networkId, address);
  if (address === void 0 || prefixLength === void 0) return void 0;
  return { address, prefixLength, because: `${files?.folder}/host` };
}
function expectedDhcpAddress(facts, networkId) {
  const files = dhcpFilesOf(facts, networkId);
  for (const line of files?.options ?? []) {
    const [, address] = line.match(/option:dns-server,(\d+\.\d+\.\d+\.\d+)/) ?? [];
    const prefixLength = address === void 0 ? void 0 : subnetPrefixOf(facts, networkId, address);
    const isOfPort = files?.hosts.some((host) => host.address === address) === true;
    if (address !== void 0 && prefixLength !== void 0 && !isOfPort) {
      return { address, prefixLength, because: `${files?.folder}/opts` };
    }
  }
  return void 0;
}
var allDhcpFiles = ({ agentFiles }) => agentFiles.known ? agentFiles.value.dhcp : [];
var dhcpFilesOf = (facts, networkId) => allDhcpFiles(facts).find((folder) => folder.networkId === networkId);
function subnetPrefixOf(facts, networkId, address) {
  const processes = valuesOf(facts.dnsmasq).filter((process) => process.networkId === networkId);
  for (const { start, netmask } of processes.flatMap(({ ranges }) => ranges)) {
    const prefixLength = netmask === void 0 ? void 0 : prefixLengthOfMask(netmask);
    if (prefixLength !== void 0 && isInRange(address, rangeOf({ address: start, prefixLength })))
      return prefixLength;
  }
  const stack = facts.stacks.get(`qdhcp-${networkId}`);
  const held = stack === void 0 ? [] : valuesOf(stack.interfaces).flatMap(subnetAddressesOn);
  return held.find((one) => isInRange(address, rangeOf(one)))?.prefixLength;
}

// src/facts/flows.ts
var flowsOf = (flows, bridge) => flows.get(bridge) ?? unknown(`the flows of ${bridge} were not read`);
var flowCommands = (bridge) => [
  { argv: ["ovs-ofctl", "--timeout=5", "dump-flows", bridge] },
  { argv: ["ovs-ofctl", "--timeout=5", "dump-aggregate", bridge] }
];
async function readFlows(host, bridges) {
  const first = await readOnce(host, bridges);
  const unsure = bridges.filter((bridge) => first.get(bridge)?.known !== true);
  return unsure.length === 0 ? first : new Map([...first, ...await readOnce(host, unsure)]);
}
async function readOnce(host, bridges) {
  const commands = bridges.flatMap(flowCommands);
  const results = await host.run(commands);
  return new Map(
    bridges.map((bridge, index) => [bridge, readBridge(bridge, results[2 * index], results[2 * index + 1])])
  );
}
var noAnswer = { kind: "aborted" };
function readBridge(bridge, flows = noAnswer, aggregate = noAnswer) {
  const [flowsCommand, countCommand] = flowCommands(bridge);
  const count = parsed(countCommand, aggregate, parseFlowCount);
  const list = parsed(flowsCommand, flows, parseFlows);
  if (!list.known) return list;
  if (!count.known) return count;
  return list.value.length === count.value ? list : unknown(`${bridge} told of ${list.value.length} flows, but counts ${count.value}`);
}
function parseFlowCount(text) {
  refuseNoise(text);
  const count = text.match(/^\w+_AGGREGATE reply .*\bflow_count=(\d+)\s*$/)?.[1];
  if (count === void 0) throw new Unparsable("no number of flows");
  return Number(count);
}
function parseFlows(text) {
  refuseNoise(text);
  return text.split("\n").filter((line) => line !== "" && !/^\w+_FLOW reply /.test(line)).map(parseFlow);
}
var defaultPriority = 32768;
function parseFlow(line) {
  const [, statistics, words = "", actions] = line.match(/^ ?((?:[a-z_]+=[^ ,]+, )*)(?:(.*?) )?actions=(.+)$/) ?? [];
  if (statistics === void 0 || actions === void 0) throw new Unparsable(`no flow: ${line.slice(0, 60)}`);
  const statistic = (name) => statistics.match(new RegExp(`(?:^|, )${name}=([^ ,]+)`))?.[1];
  const matchText = words.slice(words.lastIndexOf(" ") + 1);
  const fields = matchText.split(",").filter((field) => field !== "");
  const match = new Map(fields.map((field) => splitField(field)));
  const priority = match.get("priority");
  match.delete("priority");
  return {
    table: Number(statistic("table") ?? 0),
    priority: priority === void 0 ? defaultPriority : Number(priority),
    cookie: statistic("cookie"),
    packets: Number(statistic("n_packets") ?? 0),
    match,
    actions,
    text: `${matchText === "" ? "" : `${matchText} `}actions=${actions}`
  };
}
function splitField(field) {
  const at = field.indexOf("=");
  return at === -1 ? [field, ""] : [field.slice(0, at), field.slice(at + 1)];
}

// src/facts/switch.ts
var usualIntegrationBridge = "br-int";
var tunnelBridge = "br-tun";

// src/topology/macs.ts
function macBehind(tap) {
  return tap?.mac?.startsWith("fe:") === true ? `fa${tap.mac.slice(2)}` : void 0;
}

// src/topology/ports.ts
var portKeyOf = (device) => device.slice(3);
var agentDevice = /^(?:tap|qvo|qr-|qg-|ha-|sg-|fg-)[0-9a-f]{8}-[0-9a-f]{2}$/;
function portsOf(facts, neighbours, host, database) {
  const integration = integrationBridgeOf(database)?.name;
  const rows = database.bridges.flatMap(({ ports }) => ports.filter(({ name }) => agentDevice.test(name)));
  const sightings = indexSightings(facts);
  const dhcpFiles = allDhcpFiles(facts);
  const isSearchComplete = facts.namespaces.known && facts.namespaces.value.ofAgents.every(({ name }) => facts.stacks.has(name)) && facts.hostStack.interfaces.known && facts.hostStack.isComplete && [...facts.stacks.values()].every(({ interfaces, isComplete }) => interfaces.known && isComplete);
  const hostDevices = new Map(valuesOf(facts.hostStack.interfaces).map((device) => [device.name, device]));
  const networkOfMac = networksByMac(dhcpFiles);
  const first = rows.map((port) => {
    const device = deviceOf(port, sightings);
    const seen = sightings.get(device) ?? [];
    const role = roleOf(port, device, seen);
    const tap = role === "vm" ? hostDevices.get(`tap${portKeyOf(device)}`) : void 0;
    const mac = mainInterface(port)?.attachedMac ?? (role === "vm" ? macBehind(tap) : seen[0]?.interface.mac);
    const network = networkOf(
      facts,
      port,
      device,
      role,
      seen,
      dhcpFiles,
      mac === void 0 ? void 0 : networkOfMac.get(mac)
    );
    return { port, device, seen, role, mac, network };
  });
  const networkOfTag = networksByTag(first);
  const withNetworks = first.map((entry) => {
    const { port, role, network } = entry;
    const byTag = typeof port.tag === "number" && role !== "router-gateway" ? networkOfTag.get(port.tag) : void 0;
    const found = network ?? (byTag === void 0 ? void 0 : { id: byTag, because: "tag" });
    return { ...entry, network: found, intendedTag: intendedTagOf(port) };
  });
  const witnesses = /* @__PURE__ */ new Map();
  for (const entry of withNetworks) {
    if (entry.network !== void 0)
      witnesses.set(entry.network.id, [...witnesses.get(entry.network.id) ?? [], entry]);
  }
  return withNetworks.map(({ port, device, seen, role, mac, network, intendedTag }) => {
    const router = role === "vm" || role === "dhcp" ? void 0 : routerOf(facts, device, seen);
    return {
      subject: {
        kind: "port",
        id: mainInterface(port)?.externalIds["iface-id"] ?? device,
        name: device,
        portKey: portKeyOf(device),
        // Where no way to it is followed, a VM's port still is the end of one.
        ...role === "vm" ? { path: [] } : {},
        networks: network === void 0 ? [] : [network.id],
        routers: router === void 0 ? [] : [router]
      },
      role,
      port,
      interface: mainInterface(port),
      mac,
      intendedTag,
      network,
      localVlan: network === void 0 ? void 0 : localVlanOf(witnesses.get(network.id) ?? []),
      isOnIntegrationBridge: port.bridge === integration,
      hasGuest: role === "vm" && hostDevices.has(`tap${portKeyOf(device)}`),
      home: homeOf(facts, role, network, router),
      expected: expectedOf(facts, neighbours, mac, role, network?.id, router),
      sightings: seen,
      isSearchComplete,
      host,
      flows: flowsOf(facts.flows, port.bridge)
    };
  });
}
var mainInterface = (port) => port.interfaces.find(({ name }) => name === port.name) ?? port.interfaces[0];
function expectedOf(facts, neighbours, mac, role, networkId, router) {
  if (role === "dhcp") return networkId === void 0 ? void 0 : expectedDhcpAddress(facts, networkId);
  if (role === "router-interface") {
    return expectedInterfaceAddress(facts, networkId, mac);
  }
  const rules = role === "router-gateway" && router !== void 0 ? facts.routerRules.get(`qrouter-${router}`) : void 0;
  return rules === void 0 ? void 0 : expectedGatewayAddress(neighbours, rules);
}
function integrationBridgeOf(database) {
  return database.bridges.find(({ name }) => name === usualIntegrationBridge) ?? database.bridges.find(({ ports }) => ports.some(({ name }) => /^(?:qvo|qr-)/.test(name)));
}
var integrationBridgeName = (database) => (database.known ? integrationBridgeOf(database.value)?.name : void 0) ?? usualIntegrationBridge;
function indexSightings(facts) {
  const index = /* @__PURE__ */ new Map();
  for (const [namespace, stack] of [[void 0, facts.hostStack], ...facts.stacks]) {
    if (!stack.interfaces.known) continue;
    for (const found of stack.interfaces.value) {
      const list = index.get(found.name);
      if (list === void 0) index.set(found.name, [{ namespace, interface: found }]);
      else list.push({ namespace, interface: found });
    }
  }
  return index;
}
var innerEndsOf = (tap) => ["ns-", "qr-", "qg-"].map((prefix) => `${prefix}${portKeyOf(tap)}`);
function deviceOf(port, sightings) {
  if (!port.name.startsWith("tap") || mainInterface(port)?.type === "internal") return port.name;
  const isInside = (name) => sightings.get(name)?.some(({ namespace }) => namespace !== void 0) === true;
  return innerEndsOf(port.name).find(isInside) ?? port.name;
}
function roleOf(port, device, seen) {
  if (device.startsWith("qg-")) return "router-gateway";
  if (device.startsWith("qr-")) return "router-interface";
  if (device.startsWith("qvo")) return "vm";
  if (device.startsWith("ns-")) return "dhcp";
  if (!device.startsWith("tap")) return "other";
  const isAgents = mainInterface(port)?.type === "internal" || seen.some(({ namespace }) => namespace?.startsWith("qdhcp-"));
  return isAgents ? "dhcp" : "vm";
}
function intendedTagOf(port) {
  const tag = Number(port.otherConfig["tag"]);
  return Number.isInteger(tag) && tag > 0 && tag < 4095 ? tag : void 0;
}
function networkOf(facts, port, device, role, seen, dhcpFiles, idOfMac) {
  const noted = port.otherConfig["net_uuid"];
  if (noted !== void 0) return { id: noted, because: "agent" };
  if (role === "router-gateway" || role === "other") return void 0;
  if (role === "dhcp") {
    const namespace = seen.find((sighting) => sighting.namespace?.startsWith("qdhcp-"))?.namespace;
    if (namespace !== void 0) return { id: namespace.slice("qdhcp-".length), because: "namespace" };
    const process = facts.dnsmasq.known ? facts.dnsmasq.value.find((served) => served.device === device) : void 0;
    const file = dhcpFiles.find((folder) => folder.device === device);
    const id = process?.networkId ?? file?.networkId;
    return id === void 0 ? void 0 : { id, because: "dnsmasq" };
  }
  return idOfMac === void 0 ? void 0 : { id: idOfMac, because: "host-file" };
}
function networksByMac(dhcpFiles) {
  return new Map(
    dhcpFiles.flatMap(({ hosts, networkId }) => hosts.map(({ mac }) => [mac, networkId]))
  );
}
function networksByTag(ports) {
  const networks = /* @__PURE__ */ new Map();
  for (const { port, network } of ports) {
    if (typeof port.tag !== "number" || network === void 0) continue;
    networks.set(port.tag, (networks.get(port.tag) ?? /* @__PURE__ */ new Set()).add(network.id));
  }
  return new Map(
    [...networks].flatMap(([tag, ids]) => {
      const [id, ...others] = ids;
      return id === void 0 || others.length > 0 ? [] : [[tag, id]];
    })
  );
}
function routerOf(facts, device, seen) {
  const inNamespace = seen.find(({ namespace }) => namespace?.startsWith("qrouter-"))?.namespace;
  if (inNamespace !== void 0) return inNamespace.slice("qrouter-".length);
  for (const [namespace, rules] of facts.routerRules) {
    if (rules.known && rules.value.some((rule) => rule.split(" ").includes(device))) {
      return namespace.slice("qrouter-".length);
    }
  }
  if (!device.startsWith("qr-") || seen.length === 0) return void 0;
  const bare = [...facts.stacks].filter(([namespace, { interfaces }]) => {
    const isBare = interfaces.known && !interfaces.value.some(({ name }) => name.startsWith("qr-"));
    return namespace.startsWith("qrouter-") && isBare;
  });
  return bare.length === 1 ? bare[0]?.[0].slice("qrouter-".length) : void 0;
}
function homeOf(facts, role, network, router) {
  if (role === "vm") return { namespace: "host", exists: true };
  if (!facts.namespaces.known) return void 0;
  const { ofAgents } = facts.namespaces.value;
  const homeIn = (namespace) => ({ namespace, exists: ofAgents.some(({ name }) => name === namespace) });
  if (role === "dhcp" && network !== void 0) return homeIn(`qdhcp-${network.id}`);
  if (router === void 0) return void 0;
  const snat = homeIn(`snat-${router}`);
  return role === "router-gateway" && snat.exists ? snat : homeIn(`qrouter-${router}`);
}
function localVlanOf(ports) {
  const intended = mostCommon(ports.flatMap(({ intendedTag }) => intendedTag ?? []));
  if (intended !== void 0) return { tag: intended, because: "agent" };
  const witnesses = ports.filter(({ network }) => network?.because !== "tag");
  const ordered = [...witnesses].sort((one, other) => Number(other.role === "dhcp") - Number(one.role === "dhcp"));
  const tag = mostCommon(ordered.flatMap(({ port }) => typeof port.tag === "number" ? port.tag : []));
  return tag === void 0 ? void 0 : { tag, because: "majority" };
}
function mostCommon(values) {
  const counts = /* @__PURE__ */ new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}

// src/topology/routing.ts
function lookUp(rules, routes, address) {
  for (const rule of [...rules].sort((one, other) => one.priority - other.priority)) {
    if (rule.table === void 0 || rule.hasOtherSelector || rule.source !== "all") continue;
    if (rule.destination !== "all" && !isInRange(address, withPrefix(rule.destination))) continue;
    const best = bestIn(
      routes.filter(({ table }) => table === rule.table),
      address
    );
    if (best !== void 0 && best.type !== "throw") return best;
  }
  return void 0;
}
var kernelRules = [[0, "local"], [32766, "main"], [32767, "default"]].map(
  ([priority, table]) => ({ priority, table, source: "all", destination: "all", hasOtherSelector: false })
);
var rulesOf = ({ rules, interfaces }) => rules.known || !interfaces.known ? rules : known(kernelRules);
var withPrefix = (destination) => destination.includes("/") ? destination : `${destination}/32`;
function bestIn(routes, address) {
  return routes.filter(({ destination, type }) => type !== "broadcast" && isInRange(address, destination)).sort(
    (one, other) => prefixLengthOf(other.destination) - prefixLengthOf(one.destination) || one.metric - other.metric
  )[0];
}
var isSnatRule = ({ priority, table }) => table === String(priority) && priority > 65535;
var isDefaultRoute = ({ destination, table }) => destination === "0.0.0.0/0" && table === "main";

// src/topology/routers.ts
function routersOf(facts, neighbours, host, ports) {
  if (!facts.namespaces.known) return [];
  return facts.namespaces.value.ofAgents.filter(({ kind, name }) => kind === "qrouter" && facts.stacks.has(name)).flatMap((namespace) => {
    const router = routerOf2(facts, neighbours, host, ports, namespace);
    return router.stack.interfaces.known && router.legs.length === 0 ? [] : [router];
  });
}
function routerOf2(facts, neighbours, host, ports, namespace) {
  const stack = facts.stacks.get(namespace.name) ?? unknownStack("its namespace was not looked into");
  const rules = facts.routerRules.get(namespace.name) ?? unknown("its rules were not read");
  const devices = valuesOf(stack.interfaces);
  const ofRouter = valuesOf(ports).filter(({ subject }) => subject.routers.includes(namespace.id));
  const names = /* @__PURE__ */ new Set([
    ...devices.map(({ name }) => name),
    ...ofRouter.map(({ subject }) => subject.name),
    ...rules.known ? devicesIn(rules.value) : []
  ]);
  const legNames = [...names].filter((name) => /^q[rg]-[0-9a-f]{8}-[0-9a-f]{2}$/.test(name));
  const networks = ofRouter.flatMap(({ network }) => network?.id ?? []);
  const router = {
    subject: { kind: "router", id: namespace.id, name: namespace.name, networks, routers: [] },
    id: namespace.id,
    namespace: namespace.name,
    mode: modeOf(facts, namespace, devices),
    stack,
    rules,
    tables: facts.routerTables.get(namespace.name) ?? unknown("its rules were not read"),
    host,
    likelyGateway: likelyGatewayOf(neighbours, rules, externalAddressOf(devices)),
    legs: []
  };
  const legs = legNames.map((device) => {
    const port = mapKnown(ports, (all) => all.find(({ subject }) => subject.name === device));
    const found = port.known ? port.value : void 0;
    return {
      subject: found?.subject ?? {
        kind: "port",
        id: device,
        name: device,
        portKey: portKeyOf(device),
        networks: [],
        routers: [namespace.id]
      },
      role: device.startsWith("qg-") ? "router-gateway" : "router-interface",
      device,
      router,
      interface: interfaceIn(stack, device),
      port,
      expected: found?.expected ?? (device.startsWith("qg-") ? expectedGatewayAddress(neighbours, rules) : void 0)
    };
  });
  return Object.assign(router, { legs: [...legs, ...namelessLegs(router, legs)] });
}
var externalAddressOf = (devices) => devices.filter(({ name }) => name.startsWith("qg-")).flatMap(subnetAddressesOn)[0];
function namelessLegs(router, legs) {
  const held = legs.filter(({ role }) => role === "router-interface").map((leg) => leg.interface.known && leg.interface.value !== void 0 ? ipv4Of(leg.interface.value) : void 0);
  if (!router.stack.interfaces.known) return [];
  if (!router.rules.known || held.some((addresses) => addresses === void 0 || addresses.length === 0)) return [];
  const ranges = router.rules.value.flatMap(
    (rule) => rule.match(/^-A \S+-l3-agent-snat -s (\S+\/\d+) -j SNAT/)?.[1] ?? []
  );
  const stands = held.flat().flatMap((address) => address ?? []);
  if (stands.some(({ address }) => !ranges.some((range) => isInRange(address, range)))) return [];
  return ranges.filter((range) => !held.flat().some((address) => address !== void 0 && isInRange(address.address, range))).map((range) => ({
    subject: { ...router.subject, kind: "port", id: range, name: range, portKey: range, routers: [router.id] },
    role: "router-interface",
    device: `the qr port for ${range}`,
    router,
    interface: known(void 0),
    port: known(void 0),
    expected: void 0
  }));
}
function interfaceIn(stack, name) {
  if (!stack.interfaces.known) return stack.interfaces;
  const found = stack.interfaces.value.find((device) => device.name === name);
  if (found === void 0 && !stack.isComplete) return unknown(`${name} is not in what is recorded of its namespace`);
  return known(found);
}
var hasOwnAddresses = ({ mode }) => mode === "legacy" || mode === "active";
function modeOf(facts, namespace, devices) {
  const hasSnat = facts.stacks.has(`snat-${namespace.id}`);
  const rules = facts.stacks.get(namespace.name)?.rules;
  const hasSnatRule = rules?.known === true && rules.value.some(isSnatRule);
  if (hasSnat || hasSnatRule || devices.some(({ name }) => name.startsWith("rfp-"))) return "distributed";
  const state = facts.agentFiles.known ? facts.agentFiles.value.haState.get(namespace.id) : void 0;
  if (state === void 0 && !devices.some(({ name }) => name.startsWith("ha-"))) return "legacy";
  return state === "primary" || state === "master" ? "active" : "standby";
}
function devicesIn(rules) {
  return rules.flatMap((rule) => rule.split(" ").filter((word) => word.startsWith("qr-") || word.startsWith("qg-")));
}
function lostRoutersOf(facts, host, ports) {
  const lost = ports.filter(
    ({ role, sightings, subject, isSearchComplete, interface: device }) => (role === "router-interface" || role === "router-gateway") && device?.type === "internal" && isSearchComplete && sightings.length === 0 && subject.routers.length === 0
  );
  if (lost.length === 0 || !facts.namespaces.known) return [];
  const present = new Set(facts.namespaces.value.ofAgents.filter(({ kind }) => kind === "qrouter").map(({ id: id2 }) => id2));
  const known2 = facts.agentFiles.known ? [...facts.agentFiles.value.routerIds] : [];
  const missing = known2.filter((id2) => !present.has(id2));
  const id = missing.length === 1 ? missing[0] : void 0;
  const networks = lost.flatMap(
    ({ network, role }) => role === "router-interface" && network !== void 0 ? [network.id] : []
  );
  return [
    {
      subject: {
        kind: "router",
        id: id ?? lost[0]?.subject.name ?? "",
        name: id === void 0 ? lost[0]?.subject.name ?? "" : `qrouter-${id}`,
        networks,
        routers: []
      },
      id,
      ports: lost,
      host
    }
  ];
}

// src/topology/distributed.ts
var fipTable = "16";
var deviceNameOf = (prefix, id) => `${prefix}${id}`.slice(0, 14);
function distributedRoutersOf(facts, host, routers) {
  return routers.filter(({ mode }) => mode === "distributed").map((router) => {
    const pairs = translationsOf(router);
    const link = linkOf(facts, router, pairs.length > 0);
    return {
      subject: router.subject,
      router,
      link,
      snat: snatOf(facts, router),
      floatingIps: link === void 0 ? [] : pairs.map(([address, fixed]) => floatingIpOf(facts, router, link, address, fixed)),
      host
    };
  });
}
function translationsOf({ tables }) {
  const nat = tableOf(tables, "nat");
  if (!nat.known) return [];
  return nat.value.flatMap((rule) => {
    const [, floating, fixed] = rule.match(/-PREROUTING -d (\S+)\/32 -i rfp-\S+ -j DNAT --to-destination (\d[\d.]*)$/) ?? [];
    return floating === void 0 || fixed === void 0 ? [] : [[floating, fixed]];
  });
}
function linkOf(facts, router, isNeeded) {
  const [innerName, outerName] = [deviceNameOf("rfp-", router.id), deviceNameOf("fpr-", router.id)];
  const inner = { namespace: router.namespace, name: innerName, device: interfaceIn(router.stack, innerName) };
  if (!isNeeded && !(inner.device.known && inner.device.value !== void 0)) return void 0;
  const all = [...facts.stacks].filter(([namespace2]) => namespace2.startsWith("fip-"));
  const own = all.find(
    ([, { interfaces }]) => interfaces.known && interfaces.value.some(({ name }) => name === outerName)
  );
  const [namespace, stack] = own ?? (all.length === 1 ? all[0] : void 0) ?? [];
  if (namespace === void 0 || stack === void 0) return { inner, outer: void 0 };
  return { inner, outer: { namespace, name: outerName, device: interfaceIn(stack, outerName) } };
}
function floatingIpOf(facts, router, link, address, fixed) {
  const { outer } = link;
  const stack = outer === void 0 ? void 0 : facts.stacks.get(outer.namespace);
  return {
    subject: { ...router.subject, kind: "port", id: address, name: address, routers: [router.id] },
    address,
    fixed,
    router,
    link,
    hasRule: mapKnown(
      router.stack.rules,
      (rules) => rules.some(({ source, table }) => source === fixed && table === fipTable)
    ),
    hasRoute: stack === void 0 ? unknown("nothing tells the namespace of its floating IPs") : mapKnown(
      stack.routes,
      (routes) => routes.some(({ destination, device }) => destination === `${address}/32` && device === outer?.name)
    ),
    host: router.host
  };
}
function snatOf(facts, { id, stack }) {
  const namespace = `snat-${id}`;
  const devices = facts.stacks.get(namespace)?.interfaces;
  const device = devices?.known ? devices.value.find(({ name }) => name.startsWith("sg-")) : void 0;
  if (device === void 0) return void 0;
  const rules = valuesOf(stack.rules);
  const rule = rules.find(isSnatRule);
  const routes = valuesOf(stack.routes);
  const route = routes.find(({ table, destination }) => table === rule?.table && destination === "0.0.0.0/0");
  return {
    namespace,
    device,
    expected: route?.gateway,
    prefixLength: Number(rule?.source.split("/")[1] ?? Number.NaN)
  };
}
var fipNamespacesOf = (facts, host) => [...facts.stacks].flatMap(([name, stack]) => {
  const id = name.match(/^fip-(.*)$/)?.[1];
  return id === void 0 ? [] : [fipNamespaceOf(host, id, name, stack)];
});
function fipNamespaceOf(host, id, name, stack) {
  const devices = valuesOf(stack.interfaces);
  const gateway = devices.find((device) => device.name.startsWith("fg-"));
  return {
    subject: { kind: "network", id, name, networks: [], routers: [] },
    name,
    gateway: mapKnown(stack.interfaces, () => gateway),
    answersForOthers: mapKnown(stack.arpProxies, (names) => names.has("all") || names.has(gateway?.name ?? "")),
    links: devices.filter((device) => device.name.startsWith("fpr-")).map((device) => device.name),
    host
  };
}
var innerAddressOf = ({ inner: { device } }) => addressesOn(device.known ? device.value : void 0).find(({ prefixLength }) => prefixLength === 31)?.address;

// src/topology/hidden-addresses.ts
function withHiddenAddresses(facts) {
  const stacks = [...facts.stacks].map(([namespace, stack]) => {
    const rules = facts.routerRules.get(namespace);
    return [namespace, rules === void 0 ? stack : withOwnAddress(stack, rules)];
  });
  return { ...facts, stacks: new Map(stacks) };
}
function withOwnAddress(stack, rules) {
  const { routes } = stack;
  if (!routes.known || !rules.known) return stack;
  const sources = rules.value.flatMap((rule) => rule.match(sourceOfAgent)?.[1] ?? []);
  const completed = (device) => {
    const { addresses = [], hasEveryAddress } = device;
    if (hasEveryAddress || addresses.some(isOfSubnet)) return device;
    const hidden = routes.value.filter((route) => route.device === device.name && isToSubnet(route)).flatMap(({ destination }) => {
      const address = sources.find((source) => isInRange(source, destination));
      return address === void 0 ? [] : { family: "inet", address, prefixLength: prefixLengthOf(destination) };
    });
    return hidden.length === 0 ? device : { ...device, addresses: [...addresses, ...hidden] };
  };
  return { ...stack, interfaces: mapKnown(stack.interfaces, (all) => all.map(completed)) };
}
var sourceOfAgent = /^-A \S+-l3-agent-snat .*--to-source (\d+\.\d+\.\d+\.\d+)/;
var isOfSubnet = ({ family, prefixLength }) => family === "inet" && prefixLength < 32;
var isToSubnet = ({ gateway, destination, table }) => gateway === void 0 && table === "main" && prefixLengthOf(destination) > 0 && prefixLengthOf(destination) < 32;

// src/topology/metadata.ts
var metadataAddress = "169.254.169.254";
function metadataPointsOf(facts, routers, servers) {
  return [
    ...routers.filter(({ mode }) => mode !== "standby").map((router) => routerPoint(facts, router)),
    ...servers.map((server) => networkPoint(facts, server))
  ];
}
function routerPoint(facts, router) {
  const redirect = mapKnown(
    tableOf(router.tables, "nat"),
    (rules) => rules.flatMap((rule) => rule.match(/ -d 169\.254\.169\.254\/32 .*-j REDIRECT --to-ports (\d+)/)?.[1] ?? [])
  );
  return {
    subject: router.subject,
    at: { router },
    port: Number((redirect.known ? redirect.value[0] : void 0) ?? 9697),
    isWanted: mapKnown(redirect, (ports) => ports.length > 0),
    ...proxyOf(facts, router.id, router.namespace),
    host: router.host
  };
}
function networkPoint(facts, server) {
  return {
    subject: server.subject,
    at: { server },
    port: 80,
    isWanted: mapKnown(facts.agentFiles, () => isOwnWay(server)),
    ...proxyOf(facts, server.networkId, server.namespace),
    host: server.host
  };
}
function isOwnWay({ files }) {
  const hops = (files?.options ?? []).flatMap(
    (line) => line.match(/option:classless-static-route,.*\b169\.254\.169\.254\/32,([0-9.]+)/)?.[1] ?? []
  );
  const gateways = (files?.options ?? []).flatMap((line) => line.match(/option:router,([0-9.]+)/)?.[1] ?? []);
  return hops.some((hop) => !gateways.includes(hop) && files?.hosts.every(({ address }) => address !== hop) === true);
}
function proxyOf(facts, id, namespace) {
  const proxies = mapKnown(
    facts.metadata.proxies,
    (all) => all.filter((proxy) => proxy.id === id).map(
      (proxy) => ({
        ...proxy,
        isAtHome: proxy.whereabouts === void 0 || proxy.whereabouts.in === "namespace" && proxy.whereabouts.name === namespace,
        ports: mapKnown(facts.metadata.ports, (ports) => ports.get(proxy.pid))
      })
    )
  );
  const conf = facts.agentFiles.known ? facts.agentFiles.value.metadataConfs.get(id) : void 0;
  return { namespace, proxies, conf };
}
function metadataServicesOf(facts, host, points) {
  const isNeeded = points.some(
    ({ isWanted, proxies }) => isWanted.known && isWanted.value || proxies.known && proxies.value.length > 0
  );
  if (!isNeeded) return [];
  const { agents, listeners, socketFiles, ports, nova } = facts.metadata;
  const [first] = valuesOf(agents);
  const own = mapKnown(ports, (all) => first === void 0 ? void 0 : all.get(first.pid));
  return [
    {
      subject: host.subject,
      agents,
      listeners,
      socketFiles,
      nova: !own.known ? own : mapKnown(
        nova,
        (place) => place === void 0 || own.value === void 0 || !isOwnAddress(host, place.host) ? void 0 : { ...place, isListening: own.value.has(place.port) }
      ),
      host
    }
  ];
}
function isOwnAddress({ stack }, name) {
  if (name === "localhost" || name === "::1" || name.startsWith("127.")) return true;
  return stack.interfaces.known && stack.interfaces.value.some(({ addresses }) => addresses?.some(({ address }) => address === name) === true);
}

export {
  servicesCommand,
  readServices,
  serviceName,
  restartCommand,
  lookUp,
  rulesOf,
  isSnatRule,
  isDefaultRoute,
  uplinksOf,
  neighboursOf,
  expectedDhcpAddress,
  allDhcpFiles,
  dhcpFilesOf,
  flowsOf,
  flowCommands,
  readFlows,
  usualIntegrationBridge,
  tunnelBridge,
  macBehind,
  portKeyOf,
  portsOf,
  integrationBridgeOf,
  integrationBridgeName,
  innerEndsOf,
  localVlanOf,
  routersOf,
  interfaceIn,
  hasOwnAddresses,
  lostRoutersOf,
  fipTable,
  distributedRoutersOf,
  fipNamespacesOf,
  innerAddressOf,
  withHiddenAddresses,
  isToSubnet,
  metadataAddress,
  metadataPointsOf,
  metadataServicesOf
};
