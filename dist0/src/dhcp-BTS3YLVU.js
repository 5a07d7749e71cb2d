import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  isColorful
} from "./chunk-ITDT225X.js";
import {
  wrapAnsi
} from "./chunk-2PPSAOER.js";
import {
  examineDhcp
} from "./chunk-TZBNCHCF.js";
import {
  SniffingReader,
  UnknownFormat,
  dhcpReader,
  failureOf,
  mayBeDhcp,
  ownReader,
  streamBatches
} from "./chunk-O2YEG4PM.js";
import {
  gatherFormats
} from "./chunk-AJPWERR4.js";
import "./chunk-HBDTPUTQ.js";
import {
  printable,
  printableLine
} from "./chunk-FQLSMQAT.js";
import {
  BrokenCapture
} from "./chunk-G72MGUHJ.js";
import {
  framesOf,
  secondsOf
} from "./chunk-2XQHUW4B.js";
import "./chunk-5RHJENI4.js";
import {
  UserError
} from "./chunk-6OZUCFDW.js";
import "./chunk-RC2VEXNG.js";

// src/packets/capture/file.ts
import { readSync } from "node:fs";
import { open } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
var pieceLength = 128 * 1024;
var piecesPerTurn = 16;
async function* readCaptureFile(path, wanted) {
  const file = await openFile(path);
  try {
    yield* batchesOf(file, wanted);
  } catch (error) {
    if (!(error instanceof UnknownFormat)) throw error;
    const { convertedByTcpdump } = await import("./tcpdump-3MUSNBJH.js");
    const converted = await convertedByTcpdump(path);
    if (converted === void 0) throw error;
    yield* streamBatches(converted);
  } finally {
    await file.close();
  }
}
async function openFile(path) {
  try {
    const file = await open(path, "r");
    if (!(await file.stat()).isDirectory()) return file;
    await file.close();
  } catch (cause) {
    throw new UserError("The capture can't be opened.", { cause, hint: messageOf(cause) });
  }
  throw new UserError("This is a directory, not a capture.");
}
async function* batchesOf(file, wanted) {
  const reader = new SniffingReader((magic) => ownReader(magic, wanted));
  const buffer = new Uint8Array(pieceLength);
  for (let length = buffer.length; length > 0; await setImmediate()) {
    const packets = [];
    const failure = failureOf(() => {
      for (let count = 0; count < piecesPerTurn && length > 0; count += 1) {
        length = readPiece(file, buffer);
        if (length > 0) reader.push(buffer.subarray(0, length), packets);
      }
    });
    if (packets.length > 0) yield packets;
    if (failure !== void 0) throw failure.error;
  }
  reader.end();
}
function readPiece(file, buffer) {
  try {
    return readSync(file.fd, buffer, 0, buffer.length, null);
  } catch (cause) {
    throw new UserError("The capture can't be read.", { cause, hint: messageOf(cause) });
  }
}
var messageOf = (error) => error instanceof Error ? error.message : String(error);

// src/report/dhcp-output.ts
import { open as open2 } from "node:fs/promises";
var batchLength = 64 * 1024;
var DhcpOutput = class {
  #writer;
  /** Undefined: standard output. */
  #path;
  #isLive;
  #file;
  #batch = "";
  constructor(writer, path, isLive) {
    this.#writer = writer;
    this.#path = path;
    this.#isLive = isLive;
  }
  packet(packet) {
    this.#batch += this.#writer.packet(packet);
  }
  /** Writes what has been gathered, if it is much or somebody may be looking. */
  async relieve() {
    if (this.#isLive || this.#batch.length >= batchLength) await this.#flush();
  }
  async end(examination, skipped) {
    this.#batch += this.#writer.end(examination, skipped);
    await this.#flush();
    await this.#file?.close();
  }
  async #flush() {
    const text = this.#batch;
    if (text === "") return;
    this.#batch = "";
    if (this.#path === void 0) return writeToStdout(text);
    try {
      this.#file ??= await open2(this.#path, "w");
      await this.#file.write(text);
    } catch (cause) {
      const hint = cause instanceof Error ? cause.message : String(cause);
      throw new UserError(`The report can't be written to ${this.#path}.`, { cause, hint });
    }
  }
};
var writeToStdout = (text) => new Promise((resolve) => process.stdout.write(text, () => resolve()));

// src/report/dhcp-text.ts
import { styleText } from "node:util";
var width = 80;
function dhcpTextWriter(hasColor) {
  const paint = (style, text) => hasColor ? styleText(style, text) : text;
  return {
    packet: (packet) => `${packetLine(packet, paint)}
`,
    end: (examination, skipped) => `${summary(examination, skipped, paint).join("\n")}
`
  };
}
function packetLine(packet, paint) {
  const { frame, time, type, op, clientMac, xid, udpChecksum, isChecksumLeftOut, vlan, giaddr, srcMac, incomplete } = packet;
  const name = type ?? (incomplete !== null ? "?" : op === 1 ? "BOOTREQ" : "BOOTREP");
  const cells = `${String(frame).padStart(5)} ${paint("dim", clock(time))} ${paint(typeStyle(name), name.padEnd(8))} ${clientMac ?? "-".padEnd(17)} ${paint("dim", xid)}${says(packet)}`;
  const marks = vlan.map((id) => `vlan ${id}`);
  if (giaddr !== none) marks.push(`relay ${giaddr}`);
  else if (op === 1 && srcMac !== null && srcMac !== clientMac) marks.push(`from ${srcMac}`);
  if (isChecksumLeftOut) marks.push(paint("dim", "udp cksum left out"));
  else if (udpChecksum === "bad") marks.push(paint("yellow", "bad udp cksum"));
  if (incomplete !== null) marks.push(incomplete);
  return marks.length === 0 ? cells : `${cells} [${marks.join("] [")}]`;
}
var typeStyle = (name) => name === "NAK" || name === "DECLINE" ? "red" : name === "ACK" ? "green" : "bold";
function clock(time) {
  if (time === void 0) return "-".padEnd(15);
  return `${timeOfDay(time.seconds)}.${String(time.nanoseconds).padStart(9, "0").slice(0, time.digits)}`;
}
var lastTimeOfDay = [Number.NaN, ""];
function timeOfDay(seconds) {
  if (lastTimeOfDay[0] !== seconds) {
    const date = new Date(seconds * 1e3);
    const parts = [date.getHours(), date.getMinutes(), date.getSeconds()];
    lastTimeOfDay = [seconds, parts.map((part) => String(part).padStart(2, "0")).join(":")];
  }
  return lastTimeOfDay[1];
}
var none = "0.0.0.0";
function says(packet) {
  const { type, op, yiaddr, ciaddr, serverId, srcIp, requestedIp, leaseSeconds, hostName, errorText } = packet;
  let words = "";
  if (op !== 1) {
    if (yiaddr !== none) words += ` ${yiaddr}`;
    words += ` by ${serverId ?? srcIp}`;
    if (leaseSeconds !== null) words += ` ${duration(leaseSeconds)}`;
    return errorText === null ? words : `${words} ${quoted(errorText)}`;
  }
  if (requestedIp !== null && requestedIp !== none) words += ` wants ${requestedIp}`;
  if (ciaddr !== none) words += type === "REQUEST" ? ` renews ${ciaddr}` : ` has ${ciaddr}`;
  if (serverId !== null) words += ` of ${serverId}`;
  return hostName === null || type !== "DISCOVER" ? words : `${words} host ${quoted(hostName)}`;
}
var quoted = (text) => `"${printable(text).replaceAll("\n", "\\n").replaceAll("	", "\\t")}"`;
function duration(seconds) {
  if (seconds === 4294967295) return "for ever";
  if (seconds % 3600 === 0) return `for ${seconds / 3600} h`;
  return seconds % 60 === 0 ? `for ${seconds / 60} min` : `for ${seconds} s`;
}
function summary({ exchanges, problems }, skipped, paint) {
  return [
    ...section(
      `Exchanges (${exchanges.length})`,
      exchanges.map((exchange) => exchangeLine(exchange, paint))
    ),
    ...section(
      `Problems (${problems.length})`,
      problems.flatMap((problem) => problemLines(problem, paint))
    ),
    ...section(`Not read, or not to the end (${skipped.length})`, skippedLines(skipped)),
    ...verdict(exchanges, problems, skipped, paint)
  ];
}
var section = (title, lines) => lines.length === 0 ? [] : ["", `${title}:`, ...lines];
var good = /* @__PURE__ */ new Set(["completed", "inform-answered", "released"]);
var unclear = /* @__PURE__ */ new Set(["server-only", "inform-unanswered"]);
function exchangeLine({ clientMac, xid, outcome, packets }, paint) {
  const style = good.has(outcome) ? "green" : unclear.has(outcome) ? "yellow" : "red";
  const address = packets.findLast(({ type }) => type === "ACK" || type === "OFFER")?.yiaddr;
  const first = packets[0] === void 0 ? void 0 : secondsOf(packets[0]);
  const last = packets.at(-1);
  const end = last === void 0 ? void 0 : secondsOf(last);
  const isLong = packets.length > 1 && first !== void 0 && end !== void 0;
  const given = (address === void 0 || address === none ? "-" : address).padEnd(15);
  const lasted = isLong ? ` ${(end - first).toFixed(3)} s,` : "";
  const frames = `${packets.length === 1 ? "frame" : "frames"} ${ranges(framesOf(packets))}`;
  return ` ${clientMac ?? "-".padEnd(17)} ${paint("dim", xid)} ${paint(style, outcome.padEnd(17))} ${given}${lasted} ${frames}`;
}
function ranges(frames) {
  const spans = [];
  const isInOrder = frames.every((frame, index) => index === 0 || frame > (frames[index - 1] ?? 0));
  for (const frame of isInOrder ? frames : [...new Set(frames)].toSorted((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last !== void 0 && last[1] === frame - 1) last[1] = frame;
    else spans.push([frame, frame]);
  }
  const shown = spans.slice(0, 6).map(([first, last]) => first === last ? `${first}` : `${first}-${last}`);
  return `${shown.join(", ")}${spans.length > 6 ? " \u2026" : ""}`;
}
var signs = { error: ["red", "\u2717"], warning: ["yellow", "!"], note: ["dim", "-"] };
function problemLines({ kind, severity, summary: text, frames }, paint) {
  const [style, sign] = signs[severity];
  const where = `[${kind}, ${frames.length === 1 ? "frame" : "frames"} ${ranges(frames)}]`;
  const [first = "", ...rest] = wrapAnsi(`${printableLine(text)} ${where}`, width - 4).split("\n");
  return [`  ${paint(style, sign)} ${first}`, ...rest.map((line) => `    ${line}`)];
}
var mostSkipped = 20;
function skippedLines(skipped) {
  const shown = skipped.slice(0, mostSkipped).map(({ frame, reason }) => `  frame ${frame}: ${printable(reason)}`);
  return skipped.length > mostSkipped ? [...shown, `  \u2026 and ${skipped.length - mostSkipped} more (--format json)`] : shown;
}
function verdict(exchanges, problems, skipped, paint) {
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    const kinds = [...new Set(errors.map(({ kind }) => kind))].join(", ");
    return ["", `${paint(["red", "bold"], "FAILING")}: ${kinds}.`];
  }
  if (exchanges.length > 0) {
    const limit = skipped.length === 0 ? "" : ", as far as the capture could be read";
    return ["", `${paint(["green", "bold"], "HEALTHY")}: no exchange failed${limit}.`];
  }
  if (skipped.length === 0) return ["", "No DHCP exchange is in this capture."];
  return ["", `${paint(["yellow", "bold"], "INCOMPLETE")}: no DHCP exchange could be read.`];
}

// src/commands/dhcp.ts
var dhcpFormats = ["text", "json"];
function addDhcpCommand(program) {
  program.command("dhcp").description("read the DHCP in a capture, exchange by exchange, and say what went wrong").argument("<file>", "pcap, pcapng or whatever tcpdump reads; - for standard input, also while tcpdump writes it").option("--format <FORMAT[=FILE]>", "text or json, repeatable (default: text)", gatherFormats(dhcpFormats)).option("--no-color", "no colours (also with NO_COLOR set)").addHelpText(
    "after",
    `
Exit codes: 0 no exchange failed, 1 one did, 2 this is no readable capture,
3 none failed, but no exchange could be read, or the capture not to its end.

Examples:
  qdoctor dhcp capture.pcap
  tcpdump -i eth0 -U -w - 'udp port 67 or 68 or (vlan and udp port 67 or 68)' |
    qdoctor dhcp -`
  ).action(async (file, own) => {
    const all = program.opts();
    const formats = own.format ?? all.format ?? [{ format: "text", file: void 0 }];
    process.exitCode = await showDhcp(file, formats, own.color && all.color !== false);
  });
}
async function showDhcp(file, formats, mayColor) {
  const isLive = file === "-";
  if (isLive && process.stdin.isTTY) {
    throw new UserError("Standard input is a terminal; a capture is to come from it.", {
      hint: "For example: tcpdump -U -w - | qdoctor dhcp -"
    });
  }
  const interrupt = stopOnSignal(isLive);
  const outputs = await Promise.all(formats.map((format) => outputFor(format, mayColor, isLive)));
  const packets = [];
  const skipped = [];
  const eventsOf = dhcpReader();
  let isCutOff = false;
  try {
    const batches = isLive ? streamBatches(process.stdin) : readCaptureFile(file, mayBeDhcp);
    for await (const batch of batches) {
      for (const event of batch.flatMap(eventsOf)) {
        if (event.kind === "skipped") {
          skipped.push({ frame: event.frame, reason: event.reason });
          continue;
        }
        packets.push(event.packet);
        for (const output of outputs) output.packet(event.packet);
      }
      for (const output of outputs) await output.relieve();
      if (interrupt.signal.aborted) break;
    }
  } catch (error) {
    if (error instanceof BrokenCapture && error.frame > 1) {
      isCutOff = true;
      skipped.push({ frame: error.frame, reason: error.reason });
    } else if (!interrupt.signal.aborted) {
      throw named(error, file);
    }
  } finally {
    interrupt.release();
  }
  const examination = examineDhcp(packets);
  for (const output of outputs) await output.end(examination, skipped);
  if (examination.problems.some(({ severity }) => severity === "error")) return 1;
  const isUnread = examination.exchanges.length === 0 && skipped.length > 0;
  return isCutOff || isUnread ? 3 : 0;
}
async function outputFor({ format, file }, mayColor, isLive) {
  const hasColor = mayColor && file === void 0 && isColorful();
  if (format === "text") return new DhcpOutput(dhcpTextWriter(hasColor), file, isLive);
  const { dhcpJsonWriter } = await import("./dhcp-json-BIQWJG7V.js");
  return new DhcpOutput(dhcpJsonWriter(), file, isLive);
}
function named(error, file) {
  if (!(error instanceof UserError) || error.place !== void 0) return error;
  const place = { file: file === "-" ? "standard input" : file };
  return new UserError(error.message, {
    place,
    cause: error,
    ...error.hint === void 0 ? {} : { hint: error.hint }
  });
}
function stopOnSignal(isLive) {
  const controller = new AbortController();
  const stop = () => {
    const stopNow = () => {
      controller.abort();
      if (isLive) process.stdin.destroy();
    };
    setTimeout(stopNow, isLive ? 300 : 0).unref();
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.once(signal, stop);
  return {
    signal: controller.signal,
    release: () => {
      for (const signal of signals) process.off(signal, stop);
    }
  };
}
export {
  addDhcpCommand
};
