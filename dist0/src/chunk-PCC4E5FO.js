import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  cidrOf,
  mapKnown,
  valuesOf
} from "./chunk-EAZ2GJYZ.js";
import {
  _enum,
  array,
  int,
  literal,
  strictObject,
  string,
  union
} from "./chunk-4VOAQWUS.js";

// src/report/map.ts
var placeSchema = strictObject({
  name: string(),
  kind: _enum(["switch-bridge", "linux-bridge", "router", "dhcp", "vm", "outside"])
});
var roles = ["dhcp", "router-interface", "router-gateway", "vm", "other"];
var mapPortSchema = strictObject({
  name: string(),
  role: _enum(roles),
  bridge: string(),
  tag: union([int(), literal("dead")]).nullable(),
  network: strictObject({ id: string(), because: string() }).nullable().describe("Its network, and what told it"),
  seenIn: array(string()).readonly().nullable().describe("Where its device was seen, a namespace or `host`; null where it was not, but not looked for everywhere"),
  state: _enum(["up", "down"]).nullable(),
  addresses: array(string()).readonly()
});
var wireSchema = strictObject({
  from: string(),
  to: string(),
  kind: _enum(["port", "patch", "veth", "member", "uplink"]),
  by: string().describe("The devices that it consists of")
});
var mapSchema = strictObject({
  format: literal("qdoctor.map/1"),
  host: string(),
  places: array(placeSchema).readonly().describe("What wires lead to"),
  ports: array(mapPortSchema).readonly(),
  wires: array(wireSchema).readonly(),
  unknown: array(string()).readonly().describe("What is missing in it, and why")
});
function mapOf(host, topology, database) {
  const ports = valuesOf(topology.ports);
  const vms = valuesOf(topology.vmPorts);
  const bridges = database.known ? database.value.bridges : [];
  const wires = [...ports.flatMap(wireOf), ...vms.flatMap(plugOf), ...patchesOf(bridges), ...uplinksOf(topology)];
  const places = [
    ...bridges.map(({ name }) => ({ name, kind: "switch-bridge" })),
    ...valuesOf(topology.routers).map(({ namespace }) => ({ name: namespace, kind: "router" })),
    ...valuesOf(topology.dhcpServers).map(({ namespace }) => ({ name: namespace, kind: "dhcp" })),
    ...vms.flatMap(placesOfVm)
  ];
  const known = new Set(places.map(({ name }) => name));
  const ends = new Set(wires.flatMap(({ from, to }) => [from, to]).filter((name) => !known.has(name)));
  return {
    format: "qdoctor.map/1",
    host,
    places: [...places, ...[...ends].map((name) => ({ name, kind: kindOf(name) }))],
    ports: valuesOf(mapPortsOf(topology)),
    wires,
    unknown: [database, topology.ports, topology.vmPorts, topology.routers, topology.dhcpServers].flatMap((fact) => fact.known ? [] : [fact.reason]).filter((reason, index, all) => all.indexOf(reason) === index)
  };
}
var mapPortsOf = ({ ports }) => mapKnown(ports, (all) => all.map(portOf));
function portFinder({ ports }) {
  const byName = new Map(ports.map((port) => [port.name, port]));
  return ({ by }) => by.split(" ").flatMap((name) => byName.get(name) ?? [])[0];
}
function kindOf(name) {
  if (name.startsWith("qrouter-")) return "router";
  return name.startsWith("qdhcp-") ? "dhcp" : "outside";
}
function portOf({ port, role, network, sightings, isSearchComplete }) {
  const devices = sightings.map((sighting) => sighting.interface);
  const isUp = devices[0]?.isUp;
  return {
    name: port.name,
    role,
    bridge: port.bridge,
    tag: port.tag ?? null,
    network: network === void 0 ? null : { id: network.id, because: network.because },
    seenIn: sightings.length > 0 || isSearchComplete ? sightings.map(({ namespace }) => namespace ?? "host") : null,
    state: isUp === void 0 ? null : isUp ? "up" : "down",
    addresses: devices.flatMap((device) => (device.addresses ?? []).map(cidrOf))
  };
}
function wireOf({ port, role, sightings, home }) {
  if (role === "vm") return [];
  const namespace = sightings.find((sighting) => sighting.namespace !== void 0)?.namespace ?? home?.namespace;
  return namespace === void 0 || namespace === "host" ? [] : [{ from: port.bridge, to: namespace, kind: "port", by: port.name }];
}
var vmName = ({ portKey }) => `VM ${portKey}`;
function placesOfVm(vm) {
  return [
    ...vm.qbr === void 0 ? [] : [{ name: vm.qbr.name, kind: "linux-bridge" }],
    { name: vmName(vm), kind: "vm" }
  ];
}
function plugOf(vm) {
  const { qbr, qvb, qvo, tap, integrationBridge } = vm;
  const port = vm.port.known ? vm.port.value : void 0;
  if (qbr === void 0) {
    const by = tap?.name ?? qvo?.name ?? port?.port.name;
    return by === void 0 ? [] : [{ from: integrationBridge, to: vmName(vm), kind: "port", by }];
  }
  return [
    ...port === void 0 || qvb === void 0 ? [] : [{ from: integrationBridge, to: qbr.name, kind: "veth", by: `${port.port.name} = ${qvb.name}` }],
    ...tap === void 0 ? [] : [{ from: qbr.name, to: vmName(vm), kind: "member", by: tap.name }]
  ];
}
function patchesOf(bridges) {
  const patches = bridges.flatMap(
    ({ name: bridge, ports }) => ports.flatMap(({ name, interfaces }) => {
      const peer = interfaces.find(({ type }) => type === "patch")?.options["peer"];
      return peer === void 0 ? [] : [{ bridge, name, peer }];
    })
  );
  return patches.flatMap(({ bridge, name, peer }, index) => {
    const other = patches.findIndex((patch) => patch.name === peer && patch.peer === name);
    const end = patches[other];
    return end === void 0 || other < index ? [] : [{ from: bridge, to: end.bridge, kind: "patch", by: `${name} = ${peer}` }];
  });
}
var uplinksOf = ({ externalBridges }) => valuesOf(externalBridges).flatMap(
  ({ name, uplinks }) => uplinks.map((uplink) => ({ from: name, to: `outside (${uplink})`, kind: "uplink", by: uplink }))
);

export {
  mapOf,
  mapPortsOf,
  portFinder
};
