import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  commandLines
} from "./chunk-26XHQ6F4.js";
import {
  printable
} from "./chunk-FQLSMQAT.js";
import {
  UserError
} from "./chunk-6OZUCFDW.js";

// src/fix/journal.ts
import { appendFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
var folder = "/var/log/qdoctor";
var Journal = class {
  file;
  #standing = /* @__PURE__ */ new Map();
  #isOpen = false;
  constructor(file, now = /* @__PURE__ */ new Date()) {
    this.file = file ?? `${folder}/${now.toISOString().replace(/[:.]/g, "-")}.log`;
  }
  /** False as long as nothing was done: then there is no file either. */
  get isOpen() {
    return this.#isOpen;
  }
  get standing() {
    return [...this.#standing].map(([finding, steps]) => ({ finding, steps }));
  }
  /** Before the first command: a fix that can't be written down is not applied. */
  begin(finding) {
    try {
      mkdirSync(dirname(this.file), { recursive: true });
      this.note(`${finding.check}: ${finding.summary}`, `fix: ${finding.fix?.summary}`);
    } catch (cause) {
      throw new UserError(`What is done can't be written to ${this.file}: ${cause.message}.`, {
        cause,
        hint: "Nothing was changed. Name another file with --log.",
        exitCode: 3
      });
    }
    this.#isOpen = true;
  }
  applied(finding, step) {
    this.#standing.set(finding, [...this.#standing.get(finding) ?? [], step]);
    this.#step(step, "$");
  }
  undone(step) {
    this.#step(step, "undo $");
  }
  /** The host was found as it was before the fix. */
  tookBack(finding) {
    this.#standing.delete(finding);
  }
  changed(title, differences) {
    this.note(`${title}:`, ...differenceLines(differences));
  }
  note(...lines) {
    const stamp = (/* @__PURE__ */ new Date()).toISOString();
    const text = lines.map((line) => `${stamp} ${printable(line).replaceAll("\n", `
${" ".repeat(25)}`)}
`).join("");
    appendFileSync(this.file, text, { mode: 384 });
  }
  #step({ command, end }, sign) {
    this.note(`${sign} ${commandLines(command, Number.POSITIVE_INFINITY).join("")}`, `  ${endWords(end)}`);
  }
};
function endWords(end) {
  switch (end.kind) {
    case "exited": {
      const said = `${end.stdout}${end.stderr}`.trim();
      return `exit code ${end.exitCode}${said === "" ? "" : `: ${said}`}`;
    }
    case "tool-missing":
      return "the tool is not installed";
    case "not-permitted":
      return "not permitted";
    case "timed-out":
      return `ended by qdoctor: it took more than ${end.afterMs / 1e3} s`;
    case "aborted":
      return "interrupted";
  }
}
var differenceLines = (differences) => differences.flatMap(({ part, gone, come }) => [
  `  ${part}`,
  ...gone.map((line) => `  - ${line}`),
  ...come.map((line) => `  + ${line}`)
]);

export {
  Journal,
  endWords,
  differenceLines
};
