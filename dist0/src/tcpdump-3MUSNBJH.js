import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  toolPath
} from "./chunk-L7SRQQKV.js";
import "./chunk-OMZSPUF2.js";
import {
  UserError
} from "./chunk-6OZUCFDW.js";
import "./chunk-RC2VEXNG.js";

// src/packets/capture/tcpdump.ts
import { spawn } from "node:child_process";
import { once } from "node:events";
import { open } from "node:fs/promises";
import { PassThrough } from "node:stream";
async function convertedByTcpdump(path) {
  const input = await open(path, "r");
  try {
    const tcpdump = spawn("tcpdump", ["-n", "-r", "-", "-w", "-"], {
      stdio: [input.fd, "pipe", "pipe"],
      env: { ...process.env, PATH: toolPath, LC_ALL: "C" }
    });
    const output = outputOf(tcpdump);
    try {
      await once(tcpdump, "spawn");
    } catch {
      return void 0;
    }
    return output;
  } finally {
    await input.close();
  }
}
function outputOf(tcpdump) {
  const { stdout, stderr } = tcpdump;
  if (stdout === null || stderr === null) throw new Error("tcpdump was started without pipes");
  const output = stdout.pipe(new PassThrough());
  let said = "";
  stderr.setEncoding("utf8").on("data", (text) => {
    said = `${said}${text}`.slice(-1e3);
  });
  const closed = once(tcpdump, "close");
  closed.catch(() => {
  });
  return pieces();
  async function* pieces() {
    try {
      yield* output;
      const [exitCode] = await closed;
      if (exitCode !== 0) throw new UserError(`tcpdump can't read the capture: ${lastLine(said)}.`);
    } finally {
      tcpdump.kill();
    }
  }
}
var lastLine = (text) => (text.trim().split("\n").at(-1) ?? "").replace(/^tcpdump: /, "");
export {
  convertedByTcpdump
};
