import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  endWords
} from "./chunk-XT2G2TON.js";
import {
  commandLines
} from "./chunk-26XHQ6F4.js";
import {
  appearedIn,
  applyFix,
  healingOf,
  looksAgainAfterMs,
  rollBack
} from "./chunk-XI533R3N.js";
import {
  printable
} from "./chunk-FQLSMQAT.js";

// src/commands/fix.ts
async function repairSafely(first, repairing) {
  const repairs = [];
  const tried = /* @__PURE__ */ new Set();
  let last = first;
  for (let finding = nextOf(last, tried); finding !== void 0; finding = nextOf(last, tried)) {
    tried.add(keyOf(finding));
    if (!repairing.isAgreed) {
      repairs.push(repairOf(finding, "planned", [], []));
      continue;
    }
    const { repair, after } = await repairOne(finding, last, repairing);
    repairs.push(repair);
    last = after;
    if (repairing.interrupt.aborted) break;
  }
  return { last, repairs };
}
var keyOf = ({ check, subject }) => JSON.stringify([check, subject.kind, subject.id]);
var nextOf = ({ diagnosis }, tried) => diagnosis.findings.find(
  (finding) => finding.cause === "root" && finding.fix?.risk === "safe" && !tried.has(keyOf(finding))
);
async function repairOne(finding, before, { machine, journal, interrupt, lookAgain, say }) {
  const { fix } = finding;
  if (fix === null) throw new Error("a finding without a fix was chosen to be fixed");
  say(fix.summary);
  journal.begin(finding);
  const applied = await applyFix(machine, fix, interrupt, (step) => journal.applied(finding, step));
  journal.changed("what changed", applied.changes);
  const { healing, after } = await seeWhetherItHelped(finding, applied, before, { machine, interrupt, lookAgain });
  if (interrupt.aborted) {
    journal.note("interrupted; what was applied stands");
    return { repair: repairOf(finding, "interrupted", applied.steps, []), after };
  }
  if (healing === "healed") {
    journal.note("healed");
    return { repair: repairOf(finding, "healed", applied.steps, []), after };
  }
  const back = await rollBack(machine, fix, applied.before, (step) => journal.undone(step));
  if (back.left.length === 0) journal.tookBack(finding);
  journal.changed(
    back.left.length === 0 ? "rolled back, the state is equal to before" : "not wholly undone",
    back.left
  );
  const outcome = back.left.length === 0 ? "rolled-back" : "not-rolled-back";
  return { repair: repairOf(finding, outcome, applied.steps, back.steps, back), after: await lookAgain() };
}
async function seeWhetherItHelped(finding, applied, before, { machine, interrupt, lookAgain }) {
  let after = before;
  let healing = "not-healed";
  const waits = applied.outcome === "complete" && finding.fix !== null ? looksAgainAfterMs(finding.fix) : [];
  for (const milliseconds of waits) {
    await machine.host.wait(milliseconds, interrupt);
    if (interrupt.aborted) break;
    after = await lookAgain();
    healing = healingOf(finding, after.diagnosis);
    if (healing === "healed" && appearedIn(before.diagnosis, after.diagnosis).length === 0) break;
  }
  return { healing, after };
}
function repairOf({ check, subject: { kind, id, name }, summary, fix }, outcome, steps, undone, back) {
  return {
    check,
    subject: { kind, id, name },
    summary,
    fix: fix?.summary ?? "",
    commands: fix?.commands ?? [],
    outcome,
    applied: steps.map(published),
    undone: undone.map(published),
    left: (back?.left ?? []).map(({ part, gone, come }) => ({ part, gone, come }))
  };
}
var published = ({ command, end }) => ({
  command,
  exitCode: end.kind === "exited" ? end.exitCode : null,
  output: endWords(end)
});
function tellStanding(journal) {
  const lines = journal.standing.flatMap(({ finding, steps }) => [
    `Interrupted; this fix of ${finding.check} stands as far as it went:`,
    ...steps.flatMap(({ command }) => commandLines(command, 76).map((line) => `  ${line}`)),
    ...finding.fix?.undo.length ? ["To undo it:"] : ["Nothing undoes it."],
    ...(finding.fix?.undo ?? []).flatMap((command) => commandLines(command, 76).map((line) => `  ${line}`))
  ]);
  const end = journal.isOpen ? [`All that was done is in ${journal.file}.`] : ["Interrupted; nothing was changed."];
  return [...lines, ...end].map((line) => `${printable(line)}
`).join("");
}

export {
  repairSafely,
  seeWhetherItHelped,
  tellStanding
};
