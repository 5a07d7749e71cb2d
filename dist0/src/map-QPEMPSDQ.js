import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  wrapAnsi
} from "./chunk-2PPSAOER.js";
import {
  mapOf,
  portFinder
} from "./chunk-PCC4E5FO.js";
import {
  buildTopology,
  collectFacts,
  toJson,
  withHost
} from "./chunk-M6RIB4O2.js";
import "./chunk-MPFUDHQR.js";
import "./chunk-X27BB6NT.js";
import {
  Option
} from "./chunk-HBDTPUTQ.js";
import {
  printableLine
} from "./chunk-FQLSMQAT.js";
import "./chunk-UYFCWSYG.js";
import "./chunk-EAZ2GJYZ.js";
import "./chunk-XZGLRBJB.js";
import "./chunk-4VOAQWUS.js";
import "./chunk-Z5IQXQWV.js";
import "./chunk-L7SRQQKV.js";
import "./chunk-OMZSPUF2.js";
import "./chunk-FFDNO3YR.js";
import {
  UserError
} from "./chunk-6OZUCFDW.js";
import "./chunk-RC2VEXNG.js";

// src/report/map-graph.ts
function renderMermaid(map) {
  const { places, wires } = map;
  const [idOf, labelOf] = [idsOf(places), labelsOf(map)];
  const lines = [
    "flowchart LR",
    ...places.map((place) => `  ${idOf(place.name)}${mermaidShape(place)}`),
    ...wires.map((wire) => `  ${idOf(wire.from)} ---|"${harmless(labelOf(wire))}"| ${idOf(wire.to)}`)
  ];
  return `${lines.join("\n")}
`;
}
function mermaidShape({ name, kind }) {
  const text2 = `"${harmless(name)}"`;
  if (kind === "vm") return `([${text2}])`;
  if (kind === "router" || kind === "dhcp") return `{{${text2}}}`;
  return `[${text2}]`;
}
var dotShapes = {
  "switch-bridge": "box",
  "linux-bridge": "box",
  router: "hexagon",
  dhcp: "hexagon",
  vm: "oval",
  outside: "plaintext"
};
function renderDot(map) {
  const { places, wires } = map;
  const [idOf, labelOf] = [idsOf(places), labelsOf(map)];
  const lines = [
    "graph qdoctor {",
    "  rankdir=LR;",
    ...places.map(({ name, kind }) => `  ${idOf(name)} [label="${harmless(name)}", shape=${dotShapes[kind]}];`),
    ...wires.map((wire) => `  ${idOf(wire.from)} -- ${idOf(wire.to)} [label="${harmless(labelOf(wire))}"];`),
    "}"
  ];
  return `${lines.join("\n")}
`;
}
function idsOf(places) {
  const ids = new Map(places.map(({ name }, index) => [name, `n${index}`]));
  return (name) => ids.get(name) ?? "unknown";
}
var harmless = (text2) => printableLine(text2).replace(/["\\<>#;|&]/g, "_");
function labelsOf(map) {
  const portOf = portFinder(map);
  return (wire) => {
    const tag = portOf(wire)?.tag ?? null;
    return tag === null ? wire.by : `${wire.by} (tag ${tag === "dead" ? "4095, dead" : tag})`;
  };
}

// src/report/map-measures.ts
var lineHeight = 15;
var padding = 8;
var headHeight = 28;
var fontSize = 11;
var letterWidth = fontSize * 0.61;
var titleScale = 1.3;

// src/report/map-text.ts
function renderMapText({ host, places, ports, wires, unknown }) {
  const bridges = places.filter(({ kind }) => kind === "switch-bridge").map(({ name }) => name);
  const lines = [
    `How ${printableLine(host)} is wired`,
    ...bridges.flatMap((bridge) => [
      "",
      printableLine(bridge),
      ...portLines(ports.filter((port) => port.bridge === bridge))
    ]),
    ...wires.length === 0 ? [] : ["", "Wires", ...wires.map(wireLine)],
    ...unknown.length === 0 ? [] : ["", "Not known", ...unknown.map((reason) => `  ? ${printableLine(reason)}`)]
  ];
  return `${lines.join("\n")}
`;
}
var portLines = (ports) => ports.length === 0 ? ["  no port of an agent or a VM"] : ports.flatMap(({ name, role, tag, network, seenIn, state, addresses }) => [
  `  ${[name, role, tagWords(tag), ...state === null ? [] : [state], ...addresses].map(printableLine).join("  ")}`,
  `      ${printableLine(networkWords(network))}`,
  ...seenLines(seenIn)
]);
function seenLines(seenIn) {
  if (seenIn === null) return ["      where its device is, is not known"];
  return seenIn.length === 0 ? ["      its device is nowhere on this host"] : seenIn.map((place) => `      in ${printableLine(place)}`);
}
var reasons = {
  agent: "agent's note",
  namespace: "namespace",
  dnsmasq: "dnsmasq's command line",
  "host-file": "DHCP server's host file",
  tag: "tag"
};
var networkWords = (network) => network === null ? "network not known" : `network ${network.id} (by its ${reasons[network.because] ?? network.because})`;
var tagWords = (tag) => tag === null ? "no tag" : tag === "dead" ? "dead VLAN 4095" : `tag ${tag}`;
var wireLine = ({ from, to, by, kind }) => `  ${[from, by, to].map(printableLine).join(" \u2500\u2500 ")}${kind === "port" ? "" : ` (${kind})`}`;

// src/report/map-layout.ts
var margin = 24;
var gap = 16;
var leastWireRoom = 160;
var lettersOfNote = 130;
function layoutOf(map) {
  const wiring = wiringOf(map);
  const { outside, bridges, plugged, behind } = columnsOf(map);
  const labelsOf2 = (...kinds) => map.wires.filter(({ kind }) => kinds.includes(kind)).map(({ by }) => by);
  const wireRoom = Math.max(leastWireRoom, widthOf(labelsOf2("veth", "member")) + 2 * margin);
  const title = `How ${printableLine(map.host)} is wired`;
  const left = margin + roomFor(outside.map(({ name }) => name));
  const top = margin + headHeight + gap;
  const first = bridgeColumn(wiring, bridges, plugged, { x: left + margin + roomFor(labelsOf2("patch")), y: top });
  const second = column(wiring, plugged, first, { x: rightOf(first, left) + wireRoom, y: top });
  const third = column(wiring, behind, second, { x: rightOf(second, left) + wireRoom, y: top });
  const inside = [...first, ...second, ...third];
  const boxes = [...column(wiring, outside, first, { x: margin, y: top }), ...inside];
  const right = Math.max(rightOf(inside, left), left + widthOf([title]) * titleScale) + margin;
  const bottom = bottomOf(boxes, top) + margin;
  const notes = map.unknown.flatMap((reason) => linesOfNote(`Not known: ${printableLine(reason)}`)).map((text2, index) => ({ text: text2, y: bottom + margin + (index + 1) * lineHeight }));
  return {
    width: Math.max(right, left + widthOf(notes.map(({ text: text2 }) => text2))) + margin,
    height: (notes.at(-1)?.y ?? bottom) + margin,
    frame: { x: left, y: margin, width: right - left, height: bottom - margin },
    title,
    boxes,
    curves: curvesOf(wiring, boxes),
    notes
  };
}
function wiringOf(map) {
  const byEnd = /* @__PURE__ */ new Map();
  for (const wire of map.wires) byEnd.set(wire.to, [...byEnd.get(wire.to) ?? [], wire]);
  return { map, portOf: portFinder(map), wiresTo: (place) => byEnd.get(place) ?? [] };
}
var ranks = ["router", "dhcp", "outside", "linux-bridge", "vm"];
function columnsOf({ places, wires }) {
  const ends = (wanted) => new Set(wires.filter(({ kind }) => kind === wanted).map(({ to }) => to));
  const [uplinks, members] = [ends("uplink"), ends("member")];
  const columnOf = ({ name, kind }) => {
    if (uplinks.has(name)) return "outside";
    if (kind === "switch-bridge") return "bridges";
    return members.has(name) ? "behind" : "plugged";
  };
  const inColumn = (column2) => places.filter((place) => columnOf(place) === column2);
  return {
    outside: inColumn("outside"),
    bridges: inColumn("bridges"),
    plugged: inColumn("plugged").toSorted((one, other) => ranks.indexOf(one.kind) - ranks.indexOf(other.kind)),
    behind: inColumn("behind")
  };
}
var widthOf = (texts) => Math.ceil(texts.reduce((most, text2) => Math.max(most, [...printableLine(text2)].length), 0) * letterWidth);
var roomFor = (texts) => texts.length === 0 ? 0 : widthOf(texts) + 3 * margin;
var rightOf = (boxes, least) => boxes.reduce((most, { x, width }) => Math.max(most, x + width), least);
var bottomOf = (boxes, least) => boxes.reduce((most, { y, height }) => Math.max(most, y + height), least);
var linesOfNote = (text2) => wrapAnsi(text2, lettersOfNote, { hard: true }).split("\n");
function bridgeColumn({ map, portOf, wiresTo }, bridges, plugged, { x, y }) {
  const inOrder = new Set(plugged.flatMap(({ name }) => wiresTo(name).flatMap((wire) => portOf(wire) ?? [])));
  const ports = [...inOrder, ...map.ports.filter((port) => !inOrder.has(port))];
  const filled = bridges.map((place) => ({ place, ports: ports.filter(({ bridge }) => bridge === place.name) }));
  const boxes = [];
  let start = y;
  for (const { place, ports: ports2 } of filled.toSorted((one, other) => one.ports.length - other.ports.length)) {
    let end = start + headHeight;
    const rows = ports2.map((port) => {
      const row = { port, y: end, lines: linesOf(port) };
      end += row.lines.length * lineHeight + padding;
      return row;
    });
    const width2 = widthOf([place.name, ...rows.flatMap(({ lines }) => lines)]) + 2 * padding;
    boxes.push({ place, rows, x, y: start, width: width2, height: end - start });
    start = end + gap;
  }
  const width = boxes.reduce((most, box) => Math.max(most, box.width), 0);
  return boxes.map((box) => ({ ...box, width }));
}
var linesOf = ({ name, role, tag, state, network, addresses }) => [
  [name, role, tagWords(tag), ...state === null ? [] : [state]].join("  "),
  networkWords(network),
  ...addresses.length === 0 ? [] : [addresses.join("  ")]
].map(printableLine);
function column(wiring, places, before, { x, y }) {
  const sources = byName(before);
  const width = widthOf(places.map(({ name }) => name)) + 2 * padding;
  const boxes = [];
  let free = y;
  for (const place of places) {
    const starts = wiring.wiresTo(place.name).flatMap((wire) => startOf(wire, wiring, sources)?.y ?? []);
    const height = headHeight + Math.max(0, starts.length - 1) * lineHeight;
    const middle = starts.reduce((sum, start) => sum + start, 0) / starts.length;
    const box = {
      place,
      rows: [],
      x,
      width,
      height,
      y: starts.length === 0 ? free : Math.max(free, middle - height / 2)
    };
    boxes.push(box);
    free = box.y + height + gap;
  }
  return boxes;
}
var byName = (boxes) => new Map(boxes.map((box) => [box.place.name, box]));
function startOf(wire, { portOf }, boxes) {
  const box = boxes.get(wire.from);
  if (box === void 0) return void 0;
  const port = portOf(wire);
  const row = port === void 0 ? void 0 : box.rows.find((each) => each.port === port);
  return { x: box.x + box.width, y: row === void 0 ? box.y + headHeight / 2 : row.y + lineHeight / 2 };
}
function curvesOf(wiring, boxes) {
  const sources = byName(boxes);
  return boxes.flatMap((target) => {
    const head = target.y + headHeight / 2;
    return wiring.wiresTo(target.place.name).flatMap((wire) => {
      const start = startOf(wire, wiring, sources);
      return start === void 0 ? [] : [{ wire, start }];
    }).toSorted((one, other) => one.start.y - other.start.y).map(({ wire, start }, index) => {
      const port = wiring.portOf(wire) ?? portBefore(wire, wiring);
      const origin = { x: sources.get(wire.from)?.x ?? 0, y: start.y };
      if (wire.kind === "patch") return { wire, port, from: origin, to: { x: target.x, y: head } };
      if (wire.kind === "uplink") return { wire, port, from: origin, to: { x: target.x + target.width, y: head } };
      return { wire, port, from: start, to: { x: target.x, y: head + index * lineHeight } };
    });
  });
}
var portBefore = ({ from }, { portOf, wiresTo }) => wiresTo(from).flatMap((wire) => wire.kind === "veth" ? portOf(wire) ?? [] : [])[0];

// src/report/map-svg.ts
function renderSvg(map) {
  const { width, height, frame, title, boxes, curves, notes } = layoutOf(map);
  const colorOf = colorsOf(map.ports);
  const canvas = {
    xmlns: "http://www.w3.org/2000/svg",
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    "font-family": "DejaVu Sans Mono, Menlo, Consolas, monospace",
    "font-size": fontSize
  };
  const large = { "font-weight": "bold", "font-size": fontSize * titleScale };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    element("svg", canvas, [
      element("title", {}, [escaped(title)]),
      rectangle({ x: 0, y: 0, width, height }, { fill: "#ffffff" }),
      rectangle(frame, { fill: "#f7f8fa", stroke: grey, rx: 6 }),
      text(frame.x + 2 * padding, frame.y + headHeight, title, large),
      ...curves.map((curve) => drawnCurve(curve, colorOf(curve.port))),
      ...boxes.flatMap((box) => drawnBox(box, colorOf)),
      ...notes.map((note) => text(frame.x, note.y, note.text, { fill: red }))
    ]),
    ""
  ].join("\n");
}
var grey = "#5a6472";
var red = "#d00000";
var palette = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#8c6d1f"];
function colorsOf(ports) {
  const tags = [...new Set(ports.map(({ tag }) => tag))].filter((tag) => typeof tag === "number");
  const colors = new Map(tags.toSorted((a, b) => a - b).map((tag, index) => [tag, palette[index % palette.length]]));
  return (port) => {
    const tag = port?.tag ?? null;
    return tag === "dead" ? red : (tag === null ? void 0 : colors.get(tag)) ?? grey;
  };
}
var isBroken = (port) => port?.state === "down" || port?.tag === "dead";
var fills = {
  "switch-bridge": "#dfe9f5",
  "linux-bridge": "#e9e9ee",
  router: "#fdebd0",
  dhcp: "#e0f2e5",
  vm: "#fff7c9",
  outside: "#ffffff"
};
function drawnBox({ place, rows, ...area }, colorOf) {
  const round = place.kind === "vm" ? headHeight / 2 : 4;
  return [
    rectangle(area, { fill: fills[place.kind], stroke: grey, rx: round }),
    text(area.x + padding, area.y + headHeight / 2 + 4, place.name, { "font-weight": "bold" }),
    ...rows.flatMap((row) => drawnRow(row, area, colorOf(row.port)))
  ];
}
function drawnRow({ port, y, lines }, { x, width }, color) {
  const height = lines.length * lineHeight;
  const [first, other] = [isBroken(port) ? { fill: red } : {}, { fill: grey }];
  return [
    rectangle({ x: x + 1, y, width: width - 2, height }, { fill: "#ffffff" }),
    rectangle({ x: x + width - 4, y, width: 4, height }, { fill: color }),
    ...lines.map(
      (line, index) => text(x + padding, y + (index + 1) * lineHeight - 4, line, index === 0 ? first : other)
    )
  ];
}
function drawnCurve({ wire, port, from, to }, color) {
  const swing = Math.min(60, 20 + Math.abs(to.y - from.y) / 10);
  const [out, back] = wire.kind === "patch" ? [-swing, -swing] : wire.kind === "uplink" ? [-40, 40] : [60, -60];
  const line = element(
    "path",
    {
      d: `M${from.x},${from.y} C${from.x + out},${from.y} ${to.x + back},${to.y} ${to.x},${to.y}`,
      fill: "none",
      stroke: color,
      "stroke-width": 2,
      ...isBroken(port) ? { "stroke-dasharray": "5 4" } : {}
    },
    [element("title", {}, [escaped(wire.by)])]
  );
  const label = { "text-anchor": "end", fill: grey };
  switch (wire.kind) {
    case "patch":
      return line + text(from.x - swing, (from.y + to.y) / 2 + 4, wire.by, label);
    case "veth":
    case "member":
      return line + text(to.x - padding, to.y - 4, wire.by, label);
    // A port has its name in its row, and an uplink in what it leads to.
    case "port":
    case "uplink":
      return line;
  }
}
var rectangle = ({ x, y, width, height }, look) => element("rect", { x, y, width, height, ...look });
var text = (x, y, words, look) => element("text", { x, y, "xml:space": "preserve", ...look }, [escaped(words)]);
function element(name, attributes, content = []) {
  const start = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(String(value))}"`)];
  return content.length === 0 ? `<${start.join(" ")}/>` : `<${start.join(" ")}>${content.join("\n")}</${name}>`;
}
var entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
var escaped = (words) => printableLine(words).replace(/[\p{Surrogate}\ufffe\uffff]/gu, "\uFFFD").replace(/[&<>"]/g, (character) => entities[character] ?? "");

// src/commands/map.ts
var formats = ["text", "json", "mermaid", "dot", "svg"];
var renderers = {
  text: renderMapText,
  json: toJson,
  mermaid: renderMermaid,
  dot: renderDot,
  svg: renderSvg
};
function addMapCommand(program, interrupt) {
  program.command("map").description("show how the host is wired: ports with their networks and tags, and the wires between them").option("--from <RECORDING>", "of a recording instead of this host").option("--host <[USER@]HOST>", "of another host, over ssh").addOption(new Option("--format <FORMAT>", "how to show it").choices(formats).default("text")).action(async (own) => {
    const { from, host: other, timeout = 120 } = { ...program.opts(), ...own };
    const map = await withHost({ from, host: other, timeoutSeconds: timeout }, interrupt, async (host) => {
      const facts = await collectFacts(host, { isInScope: () => true, onProgress: () => void 0 });
      if (interrupt.aborted) throw new UserError("It was interrupted.");
      return mapOf(host.name, buildTopology(facts, host.name), facts.database);
    });
    process.stdout.write(renderers[own.format ?? "text"](map));
    process.exitCode = map.unknown.length === 0 ? 0 : 3;
  });
}
export {
  addMapCommand
};
