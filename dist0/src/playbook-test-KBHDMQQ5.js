import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  table
} from "./chunk-NYIKIM3I.js";
import {
  healFault,
  injectFault
} from "./chunk-QDMJV4QA.js";
import {
  reportInside
} from "./chunk-6KBN6MH7.js";
import {
  startLab
} from "./chunk-2OAHCZ4M.js";
import {
  catalogueWith
} from "./chunk-DDEFG4ZF.js";
import {
  faults
} from "./chunk-5QATCPZZ.js";
import {
  findPlaybook,
  loadPlaybook
} from "./chunk-N32KLSH5.js";
import "./chunk-MPFUDHQR.js";
import "./chunk-MIASDECV.js";
import "./chunk-NTGOW6GL.js";
import "./chunk-GSLR6MXQ.js";
import "./chunk-UYFCWSYG.js";
import "./chunk-OEBLMQLW.js";
import "./chunk-EAZ2GJYZ.js";
import "./chunk-MI65KTFX.js";
import "./chunk-XZGLRBJB.js";
import "./chunk-2XQHUW4B.js";
import "./chunk-4VOAQWUS.js";
import "./chunk-5RHJENI4.js";
import "./chunk-L7SRQQKV.js";
import "./chunk-OMZSPUF2.js";
import "./chunk-FFDNO3YR.js";
import {
  UserError
} from "./chunk-6OZUCFDW.js";
import "./chunk-RC2VEXNG.js";

// src/commands/playbook-test.ts
import { basename, resolve } from "node:path";
async function testPlaybooks(names, checks, interrupt, say) {
  const catalogue = await catalogueWith(checks);
  const rows = names.flatMap((name) => rowsOf(findPlaybook(name), catalogue));
  const options = checks.flatMap((path) => ["--checks", resolve(path)]);
  const cells = /* @__PURE__ */ new Map();
  for (const layout of new Set(rows.map(({ trial }) => trial.layout))) {
    const own = rows.filter(({ trial }) => trial.layout === layout);
    process.stderr.write(`Bringing up a lab of the layout ${layout} for ${own.length} rows.
`);
    const lab = await startLab({ name: `playbook-${process.pid}`, layout, signal: interrupt });
    const end = () => void lab.down();
    interrupt.addEventListener("abort", end, { once: true });
    try {
      for (const row of own) cells.set(row, await cellsOf(lab, row, options));
    } catch (error) {
      if (!interrupt.aborted) throw error;
      return 130;
    } finally {
      interrupt.removeEventListener("abort", end);
      await lab.down();
    }
  }
  const lines = rows.map((row) => cells.get(row) ?? []);
  for (const line of table([["", "PLAYBOOK", "LAYOUT", "FAULT", "WITH", "EXPECTED", "FOUND"], ...lines])) say(line);
  const wrong = lines.filter(([mark]) => mark !== marks.right).length;
  say("");
  say(wrong === 0 ? `All ${rows.length} rows are as they should be.` : `${wrong} of ${rows.length} rows are not.`);
  return wrong === 0 ? 0 : 1;
}
function rowsOf(found, catalogue) {
  const { tests } = loadPlaybook(found, catalogue, [], faults);
  if (tests.length > 0) return tests.map((trial) => ({ found, trial }));
  throw new UserError(`The playbook ${found.name} has no tests.`, { hint: "Add rows under tests: see the docs." });
}
var marks = { right: "\u2713", wrong: "\u2717" };
async function cellsOf(lab, { found: { name, file }, trial }, options) {
  const { layout, fault, roots, concludes } = trial;
  const report = await reportOf(lab, resolve(file), trial, options);
  const found = [...new Set(report.findings.filter(({ cause }) => cause === "root").map(({ check }) => check))].sort();
  const isSaid = concludes === void 0 || concludes === report.conclusion;
  const mark = isSaid && found.toString() === [...roots].sort().toString() ? marks.right : marks.wrong;
  const said = isSaid ? [] : [`says: ${report.conclusion ?? "nothing"}`];
  const words = wordsOf(trial).filter((word) => !word.startsWith("--"));
  return [mark, basename(name), layout, fault, words.join(" "), spell(roots), [spell(found), ...said].join("; ")];
}
var spell = (ids) => ids.length === 0 ? "nothing" : ids.join(", ");
function wordsOf({ set = {}, network, router, port }) {
  const settings = Object.entries(set).map(([name, value]) => ["--set", `${name}=${value}`]);
  const places = Object.entries({ network, router, port }).map(
    ([name, id]) => id === void 0 ? [] : [`--${name}`, id]
  );
  return [...settings, ...places].flat();
}
async function reportOf(lab, file, trial, options) {
  const fault = faults.find(({ id }) => id === trial.fault);
  if (fault !== void 0) await injectFault(lab, fault);
  try {
    return await reportInside(lab, file, [...options, ...wordsOf(trial), ...fault?.seenWith ?? []]);
  } finally {
    if (fault !== void 0) await healFault(lab, fault);
  }
}
export {
  testPlaybooks
};
