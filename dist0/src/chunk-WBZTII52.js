import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  captureFolder,
  commandKey,
  fileNameOf,
  longestName
} from "./chunk-M6RIB4O2.js";
import {
  version
} from "./chunk-MIASDECV.js";

// src/host/recorder.ts
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

// src/host/redact.ts
var hidden = "(redacted)";
var secretName = "(?:password|passwd|passphrase|pass_phrase|secret|token|credential|api[_-]?key|private[_-]?key|access[_-]?key|auth[_-]?key|auth[_-]?pass|psk)[\\w.-]{0,40}";
var value = String.raw`(?:"[^"\n]*"|'[^'\n]*'|[^\s,;&"'}\]]+)`;
var secretsInLines = [
  // `name = the rest of the line` in settings.
  [
    new RegExp(`^((?:[^\\s=:]{1,200}:)?[ \\t]*[\\w.-]{0,40}${secretName}[ \\t]*=[ \\t]*)[^\\s][^\\n]*`, "gim"),
    `$1${hidden}`
  ],
  // `"name": "value"` and `["name","value"]`, as JSON and the switch's database write it.
  [new RegExp(`(${secretName}"\\s*[,:]\\s*)"(?:[^"\\\\\\n]|\\\\.)*"`, "gi"), `$1"${hidden}"`],
  // `name=value`, `name: value`.
  [new RegExp(`(${secretName}\\s?[=:]\\s?)${value}`, "gi"), `$1${hidden}`],
  // `--name value`, and what keepalived calls its password.
  [new RegExp(`(--[\\w-]{0,40}${secretName}[ \\t]+|\\bauth_pass[ \\t]+)${value}`, "gi"), `$1${hidden}`],
  [/(\bauthorization\s*[:=]\s*(?:bearer|basic|token)?\s*)[^\s"']+/gi, `$1${hidden}`],
  // `scheme://name:password@host`; with several hosts, up to the last of them.
  [/(:\/\/[^\s:/@]{0,200}:)[^\s]{1,2000}@/g, `$1${hidden}@`],
  [/(\b(?:mysql|mariadb)\w*(?:[ \t]+(?:[^\s-]|-[^\sp])[^\s]*){0,20}[ \t]+-p)[^\s]+/g, `$1${hidden}`],
  [/(\bsshpass[ \t]+-p[ \t]*)[^\s]+/g, `$1${hidden}`],
  [
    /(\bcurl(?:[ \t]+(?:[^\s-]|-[^\su-]|--[^\su])[^\s]*){0,40}[ \t]+(?:-u|--user)[ \t=]+[^\s:]{1,200}:)[^\s]+/g,
    `$1${hidden}`
  ],
  [/(\bsecret,[^\s]{0,200}\bdata=)[^\s,]+/g, `$1${hidden}`],
  // Keystone's tokens (Fernet) betray themselves by how they begin.
  [/\bgAAAA[\w-]{40,}={0,2}/g, hidden]
];
var privateKey = /-----BEGIN ([A-Z ]*PRIVATE KEY)-----[^-]*(?:-----END [A-Z ]*-----)?/g;
function redact(text) {
  let clean = text.replace(privateKey, `-----BEGIN $1-----${hidden}`);
  for (const [pattern, replacement] of secretsInLines) clean = clean.replace(pattern, replacement);
  return clean;
}

// src/host/recorder.ts
var redacted = { text: redact, capture: (bytes) => bytes };
var Recorder = class {
  name;
  source;
  listenedSeconds;
  #host;
  #answers = /* @__PURE__ */ new Map();
  /** Two probes of one network have the same capture at its DHCP port, each in its own time. */
  #streams = [];
  constructor(host) {
    this.name = host.name;
    this.source = host.source;
    this.listenedSeconds = host.listenedSeconds;
    this.#host = host;
  }
  async run(commands) {
    const at = /* @__PURE__ */ new Date();
    const begin = performance.now();
    const results = await this.#host.run(commands);
    const milliseconds = Math.round(performance.now() - begin);
    for (const [index, command] of commands.entries()) {
      const result = results[index];
      if (result !== void 0) this.#answers.set(commandKey(command), { command, at, result, milliseconds });
    }
    return results;
  }
  stream(command, readySign) {
    const at = /* @__PURE__ */ new Date();
    const stream = this.#host.stream(command, readySign);
    const pieces = [];
    this.#streams.push({ command, at, start: stream.start, pieces });
    async function* kept() {
      for await (const piece of stream.output) {
        pieces.push(piece);
        yield piece;
      }
    }
    return { ...stream, output: kept() };
  }
  wait(milliseconds, until) {
    return this.#host.wait(milliseconds, until);
  }
  lookAnew() {
    this.#streams = [];
  }
  /** All that was answered so far, as it is. */
  texts() {
    return [...this.#answers.values()].flatMap(({ result }) => result.kind === "exited" ? result.stdout : []);
  }
  /** Writes all answers so far as a bundle, in a disguise; gives back how much that is. */
  async save(folder, about, recorded, disguise = redacted) {
    const hide = (text) => disguise.text(text);
    mkdirSync(folder, { recursive: true });
    const taken = /* @__PURE__ */ new Set();
    const commands = [];
    for (const { command, at, result, milliseconds } of this.#answers.values()) {
      if (result.kind === "not-recorded" || result.kind === "aborted") continue;
      const {
        argv: [tool, ...rest],
        input
      } = command;
      const argv = [tool, ...rest.map(hide)];
      const words = { argv, ...input === void 0 ? {} : { input } };
      const times = { at: at.toISOString(), milliseconds };
      if (result.kind !== "exited") {
        commands.push({ ...words, ...times, end: result });
        continue;
      }
      const file = freeName(fileNameOf(words), taken);
      writeFileSync(join(folder, file), disguise.text(result.stdout, tool));
      const stderr = hide(result.stderr);
      commands.push({ ...words, ...times, end: { kind: "exited", exitCode: result.exitCode, file, stderr } });
    }
    let captures = 0;
    for (const { command, at, start, pieces } of this.#streams) {
      const began = await start;
      if (began.kind !== "ready") continue;
      const bytes = disguise.capture(Buffer.concat(pieces));
      if (bytes === void 0) continue;
      captures += 1;
      mkdirSync(join(folder, captureFolder), { recursive: true });
      const argv = [command.argv[0], ...command.argv.slice(1).map(hide)];
      const file = `${captureFolder}/${freeName(fileNameOf({ argv }), taken)}.pcap`;
      writeFileSync(join(folder, file), bytes);
      commands.push({ argv, at: at.toISOString(), end: { kind: "streamed", file } });
    }
    const manifest = {
      format: "qdoctor.bundle/1",
      version,
      host: hide(this.name),
      recorded: recorded.toISOString(),
      ...about,
      commands
    };
    writeFileSync(join(folder, "manifest.json"), `${JSON.stringify(manifest, null, 2)}
`);
    return { commands: commands.length - captures, captures };
  }
};
var ownNames = ["manifest.json", "report.json", captureFolder];
function freeName(name, taken) {
  const short = name.slice(0, longestName);
  let free = short;
  for (let count = 2; taken.has(free) || ownNames.includes(free); count += 1) free = `${short}.${count}`;
  taken.add(free);
  return free;
}

export {
  secretsInLines,
  redact,
  redacted,
  Recorder
};
