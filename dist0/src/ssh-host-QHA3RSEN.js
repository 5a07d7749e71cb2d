import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  ShellHost,
  runOne,
  startStream
} from "./chunk-Z5IQXQWV.js";
import "./chunk-L7SRQQKV.js";
import "./chunk-OMZSPUF2.js";
import {
  quoted
} from "./chunk-FFDNO3YR.js";
import {
  UserError
} from "./chunk-6OZUCFDW.js";
import "./chunk-RC2VEXNG.js";

// src/host/ssh-host.ts
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
var options = [
  ...["-T", "-a", "-x"],
  ...["BatchMode=yes", "ConnectTimeout=10", "ServerAliveInterval=5", "ServerAliveCountMax=2"].flatMap(option),
  ...["PermitLocalCommand=no", "RemoteCommand=none", "ClearAllForwardings=yes"].flatMap(option)
];
function option(setting) {
  return ["-o", setting];
}
var stands = "Entering interactive session";
var patienceMs = 25e3;
var shells = 3;
var asRoot = 'if [ "$(id -u)" = 0 ]; then exec "$@"; fi; exec sudo -n -- "$@"';
var whileConnected = [
  'LC_ALL=C LANG=C PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"; export LC_ALL LANG PATH',
  "seconds=$1; shift; exec 3<&0 </dev/null",
  'setsid "$@" 3<&- & it=$!',
  '(timeout "$seconds" cat <&3; kill -- "-$it" || kill "$it") >/dev/null 2>&1 & watch=$!',
  'exec 3<&-; wait "$it"; code=$?; kill "$watch" 2>/dev/null; exit "$code"'
].join("; ").replaceAll("=$!;", "=$!\n");
var withOutput = ["sh", "-c", `trap 'kill "$it"' TERM; "$@" & it=$!; wait "$it"`, "sh"];
var ended = "the connection ended";
var lost = 255;
var Connection = class {
  isHeld = true;
  /**
   * The shared connection is no more. Each further command would try for one of its own, as it does beyond the sessions
   * that a server takes, and wait for it as for a command that hangs.
   */
  isLost = false;
  #destination;
  #socket;
  constructor(destination, socket) {
    this.#destination = destination;
    this.#socket = socket;
  }
  /** ssh joins its words by spaces, for a shell to read: so each is quoted. */
  run(argv, seconds) {
    if (this.isLost) throw unreachable(this.#destination, ended);
    const words = ["sh", "-c", asRoot, "sh", "sh", "-c", whileConnected, "sh", String(seconds), ...argv];
    return ["ssh", ...options, "-S", this.#socket, "--", this.#destination, words.map(quoted).join(" ")];
  }
  stream(argv, seconds) {
    return this.run(argv, seconds);
  }
  failure(end) {
    if (this.isLost) return unreachable(this.#destination, ended);
    if (end.kind !== "exited") return void 0;
    const isRefused = end.exitCode === lost || /^sudo: /m.test(end.stderr);
    return isRefused ? unreachable(this.#destination, end.stderr) : void 0;
  }
};
var SshHost = class extends ShellHost {
  source = "ssh";
  name;
  #end;
  constructor(destination, way, signal, end) {
    super(way, shells, signal);
    this.name = destination;
    this.#end = end;
  }
  /** Asks for its name, and whether it lets us look at all. */
  async meet() {
    const result = await runOne(this, { argv: ["uname", "-sn"] });
    if (result.kind === "exited" && result.exitCode === 0) {
      const [system, name = this.name] = result.stdout.trim().split(" ");
      if (system !== "Linux") throw new UserError(`${this.name} is no Linux host.`, { exitCode: 3 });
      this.name = name;
      return;
    }
    throw unreachable(this.name, wordsOf(result));
  }
  close() {
    return this.#end();
  }
};
async function openSsh(destination, seconds, signal) {
  const folder = mkdtempSync(join(tmpdir(), "qdoctor-ssh-"));
  const socket = join(folder, "s");
  const shared = ["-v", "-M", "-N", "-S", socket, "-o", "ControlPersist=no", "--", destination];
  const argv = [...withOutput, "ssh", ...options, ...shared];
  const master = startStream({ argv, timeoutMs: (seconds + 60) * 1e3 }, stands, signal);
  const end = async () => {
    await master.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const began = await Promise.race([master.start, sleep(patienceMs, void 0, { ref: false })]);
    if (began?.kind !== "ready") {
      throw unreachable(destination, began === void 0 ? void 0 : wordsOf(began));
    }
    const connection = new Connection(destination, socket);
    void endOf(master).then(() => {
      connection.isLost = true;
    });
    const host = new SshHost(destination, connection, signal, end);
    await host.meet();
    return host;
  } catch (error) {
    await end();
    throw error;
  }
}
async function endOf(command) {
  for await (const _ of command.output) ;
}
var wordsOf = (end) => {
  if (end.kind === "tool-missing") return "ssh is not installed here";
  return end.kind === "exited" ? end.stderr : void 0;
};
var hints = [
  [/host key verification failed|host identification has changed/i, "Log in by hand once, and compare its key."],
  [/permission denied/i, "It needs a key that ssh can use without asking."],
  [/sudo/, "There, sudo has to work without a password, or log in as root."]
];
function unreachable(destination, stderr) {
  const lines = (stderr ?? `it gave no answer in ${patienceMs / 1e3} s`).split(/\r?\n/);
  const reason = lines.filter((line) => line.trim() !== "" && !/^(?:debug\d|OpenSSH_|@|Warning)/.test(line)).at(-1);
  const hint = hints.find(([pattern]) => pattern.test(stderr ?? ""))?.[1];
  return new UserError(`${destination} can't be looked at: ${(reason ?? ended).replace(/\.$/, "")}.`, {
    exitCode: 3,
    ...hint === void 0 ? {} : { hint }
  });
}
export {
  openSsh
};
