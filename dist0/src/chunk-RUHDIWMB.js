import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  dhcpReader,
  streamCapture
} from "./chunk-O2YEG4PM.js";
import {
  failureOf,
  known,
  unknown
} from "./chunk-EAZ2GJYZ.js";
import {
  within
} from "./chunk-XZGLRBJB.js";
import {
  UserError
} from "./chunk-6OZUCFDW.js";

// src/probes/capture.ts
var graceMs = 2e4;
var captureWords = (device, filter) => ["tcpdump", "-i", device, "-n", "-s", "0", "--immediate-mode", "-U", "-w", "-", filter];
function startCapture(host, { device, namespace }, listening) {
  const command = {
    argv: within(namespace, ...captureWords(device, listening.filter)),
    timeoutMs: listening.milliseconds + graceMs
  };
  const stream = host.stream(command, "listening on");
  const packets = [];
  let isStopping = false;
  const reading = (async () => {
    for await (const captured of streamCapture(stream.output)) {
      for (const packet of listening.read(captured)) {
        packets.push(packet);
        listening.onPacket?.(packet);
      }
    }
    return isStopping ? void 0 : `tcpdump on ${device} ended before it was stopped`;
  })().catch((error) => {
    if (error instanceof UserError) return `tcpdump on ${device}: ${error.message}`;
    throw error;
  });
  reading.catch(() => {
  });
  const started = stream.start.then((began) => {
    if (began.kind === "ready") return known(true);
    return unknown(failureOf(command, began) ?? `tcpdump on ${device} ended at once`);
  });
  return {
    started,
    packets,
    async end() {
      isStopping = true;
      const end = await stream.stop();
      const trouble = await reading;
      const began = await started;
      if (!began.known) return began;
      if (end.kind === "aborted") return unknown(failureOf(command, end) ?? "");
      return trouble === void 0 ? known(packets) : unknown(trouble);
    }
  };
}

// src/probes/capture-dhcp.ts
var dhcpFilter = "udp port 67 or udp port 68 or (vlan and (udp port 67 or udp port 68))";
function captureDhcp(host, place, milliseconds, isWanted, onPacket = () => {
}) {
  let offered = () => {
  };
  const sawOffer = new Promise((resolve) => {
    offered = resolve;
  });
  const eventsOf = dhcpReader();
  const capture = startCapture(host, place, {
    filter: dhcpFilter,
    milliseconds,
    read: (captured) => eventsOf(captured).flatMap((event) => event.kind === "dhcp" && isWanted(event.packet) ? [event.packet] : []),
    onPacket: (packet) => {
      if (packet.type === "OFFER") offered();
      onPacket(packet);
    }
  });
  const pointOf = (packets) => ({ ...place, packets });
  return { ...capture, sawOffer, end: async () => pointOf(await capture.end()) };
}

// src/probes/connect.ts
var pingWords = (address) => ["ping", "-n", "-c", "3", "-w", "3", address];
var connectWords = (address, port) => ["timeout", "3", "bash", "-c", 'exec 3<>"/dev/tcp/$0/$1"', address, port];
var refusals = /(?:Connection refused|No route to host|Network is unreachable|Connection timed out)/;
var timeIsOver = 124;
function isAnswered(exitCode, said) {
  if (exitCode === 0) return true;
  if (/^\d+ packets transmitted/m.test(said) || exitCode === timeIsOver || refusals.test(said)) return false;
  return void 0;
}

// src/probes/packet-out.ts
var packetOutWords = (bridge, ofport, frame) => ["ovs-ofctl", "--timeout=5", "packet-out", bridge, `in_port=${ofport},packet=${frame},actions=resubmit(,0)`];

// src/playbook/commands-of.ts
function commandsOf(step) {
  if ("command" in step) {
    const [tool = "", ...args] = step.command;
    return [within(namespaceOf(step), tool, ...args)];
  }
  if ("capture" in step) {
    return [within(namespaceOf(step), ...captureWords(step.capture.device, step.capture.filter))];
  }
  const { probe } = step;
  if (probe === "dhcp") {
    return [
      within("{{dhcp.namespace}}", ...captureWords("{{dhcp.device}}", dhcpFilter)),
      captureWords("{{each of the VM's devices}}", dhcpFilter),
      packetOutWords("{{bridge}}", "{{port}}", "{{a DHCPDISCOVER}}")
    ];
  }
  if ("ping" in probe) return [within(namespaceOf(step), ...pingWords(probe.ping))];
  if ("tcp" in probe) return [within(namespaceOf(step), ...connectWords(probe.tcp, String(probe.port)))];
  return [
    within("{{router.namespace}}", ...captureWords("{{router.device}}", "arp")),
    packetOutWords("{{bridge}}", "{{port}}", `{{an ARP request for ${probe.arp}}}`)
  ];
}
function namespaceOf({ in: where }) {
  if (typeof where === "object") return where.namespace;
  return { host: void 0, router: "{{router.namespace}}", dhcp: "{{dhcp.namespace}}" }[where];
}

export {
  captureWords,
  startCapture,
  dhcpFilter,
  captureDhcp,
  isAnswered,
  packetOutWords,
  commandsOf
};
