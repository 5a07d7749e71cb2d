import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  cidrOf
} from "./chunk-EAZ2GJYZ.js";
import {
  ip
} from "./chunk-XZGLRBJB.js";

// src/engine/evidence.ts
var whereOf = (namespace) => namespace ?? "host";
function linkEvidence(namespace, name, device) {
  return {
    command: ip(namespace, "-br", "link", "show", "dev", name),
    where: whereOf(namespace),
    output: device === void 0 ? `Device "${name}" does not exist.` : [device.name, device.state ?? "", device.mac ?? "", `<${(device.flags ?? []).join(",")}>`].join(" ").trim()
  };
}
function addressEvidence(namespace, device) {
  const addresses = (device.addresses ?? []).map(cidrOf);
  return {
    command: ip(namespace, "-br", "addr", "show", "dev", device.name),
    where: whereOf(namespace),
    output: [device.name, device.state ?? "", ...addresses].join(" ").trim()
  };
}
function masterEvidence(device) {
  return {
    command: ["ip", "-br", "link", "show", "dev", device.name],
    where: "host",
    output: `${device.name} ${device.master === void 0 || device.master === false ? "has no master" : `has master ${device.master}`}`
  };
}
function routeEvidence(namespace, destination, routes) {
  return {
    command: ip(namespace, "route", "show", destination),
    where: whereOf(namespace),
    output: routes.length === 0 ? "(no route)" : routes.map(spellRoute).join("\n")
  };
}
function spellRoute(route) {
  const words = [
    route.type === "unicast" ? "" : route.type,
    route.destination === "0.0.0.0/0" ? "default" : route.destination,
    route.gateway === void 0 ? "" : `via ${route.gateway}`,
    route.device === void 0 ? "" : `dev ${route.device}`,
    route.table === "main" ? "" : `table ${route.table}`,
    route.metric === 0 ? "" : `metric ${route.metric}`,
    route.isOnlink ? "onlink" : ""
  ];
  return words.filter((word) => word !== "").join(" ");
}
var routeWords = (route) => spellRoute(route).split(" ");
function tagEvidence({ port }) {
  return {
    command: ["ovs-vsctl", "get", "Port", port.name, "tag"],
    where: "host",
    output: port.tag === void 0 ? "[]" : port.tag === "dead" ? "4095" : String(port.tag)
  };
}
function intentEvidence({ port }) {
  const words = Object.entries(port.otherConfig).map(([key, value]) => `${key}="${value}"`);
  return {
    command: ["ovs-vsctl", "get", "Port", port.name, "other_config"],
    where: "host",
    output: `{${words.join(", ")}}`
  };
}
var noPortEvidence = (bridge, name) => ({
  command: ["ovs-vsctl", "port-to-br", name],
  where: "host",
  output: `ovs-vsctl: no port named ${name} (looked for on ${bridge})`
});
function processEvidence(processes, sought) {
  return {
    command: ["pgrep", "-a", "-f", sought],
    where: "host",
    output: processes.length === 0 ? "(no such process)" : processes.map(({ pid, isFrozen, args }) => `${pid} ${isFrozen === true ? "(stopped) " : ""}${args}`).join("\n")
  };
}
var bridgePortsEvidence = (name, bridge) => ({
  command: ["ovs-vsctl", "list-ports", name],
  where: "host",
  output: (bridge?.ports ?? []).map((port) => port.name).filter((port) => port !== name).join("\n")
});

export {
  linkEvidence,
  addressEvidence,
  masterEvidence,
  routeEvidence,
  spellRoute,
  routeWords,
  tagEvidence,
  intentEvidence,
  noPortEvidence,
  processEvidence,
  bridgePortsEvidence
};
