import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  endGroup,
  endWithUs,
  execa,
  runProcess,
  toolEnvironment
} from "./chunk-L7SRQQKV.js";

// src/host/host.ts
var defaultTimeoutMs = 1e4;
async function runOne(host, command) {
  const [result] = await host.run([command]);
  if (result === void 0) throw new Error("a host gave no result for a command");
  return result;
}

// src/host/stream.ts
import { PassThrough } from "node:stream";

// src/host/way.ts
var whileHeld = `
seconds=$1
shift
"$@" </dev/null & it=$!
exec >/dev/null
timeout "$seconds" cat
kill "$it" 2>/dev/null
wait "$it"`;
var direct = {
  run: (argv) => argv,
  stream: (argv, seconds) => ["sh", "-c", whileHeld, "sh", String(seconds), ...argv],
  isHeld: false,
  failure: () => void 0
};

// src/host/stream.ts
function startStream({ argv, timeoutMs = defaultTimeoutMs }, readySign, signal, way = direct) {
  const [tool, ...words] = way.stream(argv, timeoutMs / 1e3);
  const child = execa(tool, words, {
    env: toolEnvironment,
    reject: false,
    buffer: false,
    encoding: "buffer",
    stdin: "pipe",
    detached: true
  });
  const { pid } = child;
  const letGo = pid === void 0 ? () => {
  } : endWithUs(pid);
  const abort = () => {
    if (pid !== void 0) endGroup(pid);
  };
  if (signal?.aborted === true) abort();
  signal?.addEventListener("abort", abort, { once: true });
  const release = () => child.stdin.end();
  child.stdin.on("error", () => {
  });
  child.stdout.once("end", release);
  const output = child.stdout.pipe(new PassThrough());
  let said = "";
  const gone = child.then((result) => {
    letGo();
    signal?.removeEventListener("abort", abort);
    if (signal?.aborted === true) return { kind: "aborted" };
    const exitCode = result.exitCode ?? 137;
    if (exitCode === 127 && / not found/.test(said)) return { kind: "tool-missing" };
    return { kind: "exited", exitCode, stdout: "", stderr: said };
  });
  const ready = new Promise((resolve) => {
    child.stderr.on("data", (chunk) => {
      said = `${said}${chunk.toString("utf8")}`.slice(-1e4);
      if (said.includes(readySign)) resolve({ kind: "ready" });
    });
  });
  return {
    output,
    start: Promise.race([ready, gone]),
    async stop() {
      release();
      const timer = setTimeout(abort, 1e3);
      const end = await gone;
      clearTimeout(timer);
      return end;
    }
  };
}

// src/host/shell-host.ts
import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

// src/host/shell-batch.ts
import { randomUUID } from "node:crypto";
async function runShellBatch(commands, signal, way = direct) {
  const results = [];
  while (results.length < commands.length) {
    if (signal?.aborted === true) return commands.map((_, index) => results[index] ?? { kind: "aborted" });
    results.push(...await runUntilStuck(commands.slice(results.length), signal, way));
  }
  return results;
}
async function runUntilStuck(commands, signal, way) {
  const boundary = randomUUID();
  const frame = frameStart(boundary);
  const { script, words } = shellScript(commands, boundary);
  const stop = new AbortController();
  const abort = () => stop.abort();
  signal?.addEventListener("abort", abort, { once: true });
  const streams = { stdout: "", stderr: "" };
  let done = 0;
  let seen = 0;
  const limitOf = (index) => commands[index]?.timeoutMs ?? defaultTimeoutMs;
  let timer = setTimeout(abort, limitOf(0));
  let longest = 0;
  for (const command of commands) longest += command.timeoutMs ?? defaultTimeoutMs;
  const timeoutMs = longest + defaultTimeoutMs;
  const end = await runProcess(way.run(["sh", "-c", script, "sh", ...words], timeoutMs / 1e3), {
    timeoutMs,
    holdsInput: way.isHeld,
    signal: stop.signal,
    onOutput: (stream, chunk) => {
      streams[stream] += chunk;
      if (stream !== "stdout" || !chunk.includes("\n")) return;
      const before = done;
      for (let at = streams.stdout.indexOf(frame, seen); at !== -1; at = streams.stdout.indexOf(frame, seen)) {
        done += 1;
        seen = at + frame.length;
      }
      if (done === before) return;
      clearTimeout(timer);
      timer = setTimeout(abort, limitOf(done));
    }
  });
  clearTimeout(timer);
  signal?.removeEventListener("abort", abort);
  const stdout = framesOf(streams.stdout, boundary);
  const stderr = framesOf(streams.stderr, boundary);
  const results = stdout.slice(0, stderr.length).map(({ text, exitCode }, index) => {
    const message = stderr[index]?.text ?? "";
    if (exitCode === 127 && / not found/.test(message)) return { kind: "tool-missing" };
    if (exitCode === 126 && /[Pp]ermission denied/.test(message)) return { kind: "not-permitted" };
    return { kind: "exited", exitCode, stdout: text, stderr: message };
  });
  const failure = results.length < commands.length ? way.failure(end) : void 0;
  if (failure !== void 0) throw failure;
  if (results.length < commands.length) results.push(stuck(end.kind, signal, limitOf(results.length)));
  return results;
}
function stuck(kind, signal, limit) {
  if (signal?.aborted === true) return { kind: "aborted" };
  if (kind === "tool-missing" || kind === "not-permitted") return { kind };
  return { kind: "timed-out", afterMs: limit };
}
function shellScript(commands, boundary) {
  const words = [boundary];
  const lines = commands.map(({ argv, input }) => {
    const position = (word) => `"\${${words.push(word)}}"`;
    const call = argv.map(position).join(" ");
    const frame = `r=$?; printf '\\n%s %d\\n' "$1" "$r" >&2; printf '\\n%s %d\\n' "$1" "$r"`;
    if (input === void 0) return `${call} </dev/null; ${frame}`;
    return `${call} <<E
\${${words.push(input)}}
E
${frame}`;
  });
  return { script: lines.join("\n"), words };
}
var frameStart = (boundary) => `
${boundary} `;
function framesOf(output, boundary) {
  const pieces = output.split(frameStart(boundary));
  return pieces.slice(1).map((piece, index) => {
    const before = pieces[index] ?? "";
    const text = index === 0 ? before : before.slice(before.indexOf("\n") + 1);
    return { text: Buffer.from(text, "latin1").toString("utf8"), exitCode: Number.parseInt(piece, 10) };
  });
}

// src/host/shell-host.ts
var commandsPerShell = 64;
var ShellHost = class {
  #way;
  #shells;
  #signal;
  constructor(way, shells, signal) {
    this.#way = way;
    this.#shells = shells;
    this.#signal = signal;
    if (signal !== void 0) setMaxListeners(0, signal);
  }
  async run(commands) {
    const results = [];
    const size = Math.max(1, Math.min(commandsPerShell, Math.ceil(commands.length / this.#shells)));
    const batches = [];
    for (let at = 0; at < commands.length; at += size) batches.push({ at, commands: commands.slice(at, at + size) });
    const worker = async () => {
      for (let batch = batches.shift(); batch !== void 0; batch = batches.shift()) {
        for (const [index, result] of (await runShellBatch(batch.commands, this.#signal, this.#way)).entries()) {
          results[batch.at + index] = result;
        }
      }
    };
    await Promise.all(Array.from({ length: this.#shells }, worker));
    return results;
  }
  stream(command, readySign) {
    return startStream(command, readySign, this.#signal, this.#way);
  }
  async wait(milliseconds, until) {
    const signals = [this.#signal, until].filter((signal) => signal !== void 0);
    await sleep(milliseconds, void 0, { signal: AbortSignal.any(signals) }).catch(() => {
    });
  }
};

export {
  defaultTimeoutMs,
  runOne,
  direct,
  startStream,
  ShellHost
};
