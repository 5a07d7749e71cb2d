import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  catalogueWith
} from "./chunk-DDEFG4ZF.js";
import {
  commandLines
} from "./chunk-26XHQ6F4.js";
import {
  wrapAnsi
} from "./chunk-2PPSAOER.js";
import {
  examine,
  heardLines,
  pathLines
} from "./chunk-MTGVRWRJ.js";
import {
  loadPlaybook,
  refuseOpen
} from "./chunk-N32KLSH5.js";
import {
  openHost,
  renderJson,
  withHost
} from "./chunk-M6RIB4O2.js";
import {
  printable,
  printableLine
} from "./chunk-FQLSMQAT.js";
import {
  counted
} from "./chunk-NTGOW6GL.js";
import {
  UserError
} from "./chunk-6OZUCFDW.js";

// src/commands/diagnose.ts
import { writeFile } from "node:fs/promises";

// src/report/markdown.ts
function renderMarkdown(report, checks) {
  const { host, verdict, started, findings } = report;
  const roots = findings.filter(({ cause }) => cause === "root");
  const unknown = report.checks.filter((check) => check.verdict === "unknown");
  const sections = [
    `# ${plain(host.name)}: ${verdict}`,
    `${started}, qdoctor ${report.version}, playbook ${plain(report.playbook)}.`,
    ...report.conclusion === void 0 ? [] : [`**${plain(report.conclusion)}**`],
    `| layer | verdict |
| --- | --- |
${report.layers.map(({ id, verdict: own }) => `| ${id} | ${own} |`).join("\n")}`,
    ...roots.flatMap((root) => [
      `## ${root.id}: ${plain(root.summary)}`,
      `Layer ${root.layer}, ${root.check}, ${root.severity}. ${checks.find(({ id }) => id === root.check)?.why ?? ""}`,
      ...root.evidence.map(({ command, output }) => block(`$ ${shell(command)}
${printable(output)}`)),
      ...fixSections(root.fix),
      ...consequencesOf(report, root.id)
    ]),
    ...unknown.length === 0 ? [] : ["## Could not be checked", unknown.map(({ id, reason }) => `- ${id}: ${plain(reason ?? "")}`).join("\n")]
  ];
  return `${sections.map((section) => section.trimEnd()).join("\n\n")}
`;
}
function fixSections(fix) {
  if (fix === null) return ["**Fix:** nothing on this host tells one."];
  return [
    `**Fix** (${fix.risk}): ${plain(fix.summary)}`,
    block(fix.commands.map(shell).join("\n")),
    ...fix.undo.length === 0 ? ["It has no undo."] : ["Undo:", block(fix.undo.map(shell).join("\n"))],
    `To keep it: ${plain(fix.permanent)}`
  ];
}
function consequencesOf({ findings }, root) {
  const own = findings.filter(({ causedBy }) => causedBy.includes(root));
  return own.length === 0 ? [] : [`From it follows:

${own.map(({ layer, summary }) => `- ${layer}: ${plain(summary)}`).join("\n")}`];
}
var shell = (argv) => commandLines(argv, Number.POSITIVE_INFINITY).join("");
function block(text) {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}console
${text}
${fence}`;
}
var plain = (text) => printableLine(text).replace(/[\\`*_[\]<>|#]/g, (character) => `\\${character}`);

// src/report/text.ts
import { styleText } from "node:util";
var width = 80;
function renderText(report, options) {
  const paint = painter(options.hasColor);
  const roots = report.findings.filter(({ cause }) => cause === "root");
  const lines = [
    ...headline(report, roots, paint).flatMap((line) => wrapAnsi(line, width).split("\n")),
    ...report.conclusion === void 0 ? [] : paragraph(`Conclusion: ${report.conclusion}`, 0),
    "",
    ...roots.flatMap((root) => [...rootCause(report, root, options, paint), ""]),
    ...repairLines(report, paint),
    ...suppressedLines(report),
    ...pathLines(report),
    ...heardLines(report),
    ...layerLines(report, paint),
    ...unknownLines(report, options)
  ];
  return `${lines.join("\n").trimEnd()}
`;
}
var painter = (hasColor) => (style, text) => hasColor ? styleText(style, text) : text;
function paragraph(text, indent, isTrimmed = true) {
  const wrapped = wrapAnsi(printableLine(text), width - indent, { hard: false, trim: isTrimmed });
  return wrapped.split("\n").map((line) => `${" ".repeat(indent)}${line}`);
}
function headline(report, roots, paint) {
  const where = `${printableLine(report.host.name)}${report.host.source === "local" ? "" : ` (${report.host.source})`}`;
  const tail = `${where}, ${report.seconds.toFixed(1)} s`;
  const errors = roots.filter(({ severity }) => severity === "error");
  if (report.verdict === "failing") {
    const failing = [...new Set(errors.map(({ layer }) => layer))].join(", ");
    return [
      `${paint(["red", "bold"], "FAILING")}: ${failing}  [${tail}]`,
      ...paragraph(`${counted(roots.length, "root cause")}.`, 0)
    ];
  }
  const warnings = roots.length === 0 ? [] : [`${counted(roots.length, "warning")}.`];
  if (report.verdict === "incomplete") {
    return [
      `${paint(["yellow", "bold"], "INCOMPLETE")}: nothing failed, but not everything could be looked at  [${tail}]`,
      ...warnings
    ];
  }
  return [`${paint(["green", "bold"], "HEALTHY")}  [${tail}]`, ...warnings];
}
function rootCause(report, root, options, paint) {
  const check = options.checks.find(({ id }) => id === root.check);
  const mark = root.severity === "error" ? paint("red", "\u2717") : paint("yellow", "!");
  const consequences = report.findings.filter(({ causedBy }) => causedBy.includes(root.id));
  const [first = "", ...rest] = paragraph(root.summary, 2);
  return [
    `${mark} ${paint("bold", first.trimStart())}`,
    ...rest.map((line) => paint("bold", line)),
    paint("dim", `  ${root.id}, layer ${root.layer}, ${root.check}`),
    "",
    ...check === void 0 ? [] : [...paragraph(check.why, 2), ""],
    ...root.evidence.flatMap((evidence) => evidenceLines(evidence, options, paint)),
    ...fixLines(root, paint),
    ...consequences.length === 0 ? [] : ["", `  Follows from it (${consequences.length}):`],
    ...consequences.flatMap(({ summary, layer }) => hanging("  - ", `${layer}: ${summary}`))
  ];
}
function hanging(mark, text) {
  const [first = "", ...rest] = paragraph(text, mark.length);
  return [`${mark}${first.trimStart()}`, ...rest];
}
var shownLines = 6;
function evidenceLines(evidence, options, paint) {
  const output = printable(evidence.output).replaceAll("	", "  ").split("\n");
  const shown = options.isVerbose ? output : output.slice(0, shownLines);
  const left = output.length - shown.length;
  return [
    ...commandLines(evidence.command, width - 4).map(
      (line, index) => paint("dim", `  ${index === 0 ? "$ " : "  "}${printable(line)}`)
    ),
    ...shown.flatMap((line) => paragraph(line, 4, false)),
    ...left > 0 ? [`    \u2026 ${counted(left, "more line")} (--verbose)`] : []
  ];
}
function fixLines({ fix }, paint) {
  if (fix === null) return ["", "  Fix: nothing on this host tells one."];
  const risk = fix.risk === "safe" ? "" : " (disruptive)";
  return [
    "",
    ...hanging(`  ${paint(["green", "bold"], "Fix")}${risk}: `.length > 20 ? "  " : "  ", `Fix${risk}: ${fix.summary}`),
    ...fix.commands.flatMap(
      (command) => commandLines(command, width - 4).map((line) => `    ${paint("cyan", printable(line))}`)
    ),
    ...paragraph(`To keep it: ${fix.permanent}`, 2)
  ];
}
function suppressedLines({ suppressed = [] }) {
  if (suppressed.length === 0) return [];
  return [
    "Suppressed by the playbook:",
    ...suppressed.flatMap(({ check, summary, reason, until }) => [
      ...hanging("  - ", summary),
      ...paragraph(`${check}: ${reason} (until ${until})`, 4)
    ]),
    ""
  ];
}
var outcomes = {
  planned: ["?", "would be applied with --yes"],
  healed: ["\u2713", "applied, and healed"],
  "rolled-back": ["\u2717", "did not heal; rolled back, the host is as it was before"],
  "not-rolled-back": ["\u2717", "did not heal, and could not be undone wholly"],
  interrupted: ["!", "interrupted; what was applied stands"]
};
function repairLines({ repairs }, paint) {
  if (repairs === void 0) return [];
  if (repairs.length === 0) return ["Fixes: there is none to apply that disturbs nobody.", ""];
  return [
    "Fixes:",
    ...repairs.flatMap(({ summary, fix, commands, outcome, applied, left }) => [
      ...hanging(`  ${outcomes[outcome][0]} `, summary),
      ...paragraph(`${fix}: ${outcomes[outcome][1]}.`, 4),
      ...commands.flatMap(
        (command) => commandLines(command, width - 6).map((line) => `      ${paint("cyan", printable(line))}`)
      ),
      ...applied.filter(({ exitCode }) => exitCode !== 0).flatMap(({ command, output }) => paragraph(`${command[0]}: ${output}`, 4)),
      ...left.flatMap(
        ({ part, gone, come }) => [...gone.map((line) => `- ${line}`), ...come.map((line) => `+ ${line}`)].flatMap(
          (line) => hanging("    ", `${part}: ${line}`)
        )
      )
    ]),
    ""
  ];
}
var marks = { pass: "\u2713", warn: "!", fail: "\u2717", unknown: "?", skipped: "-" };
var styles = { pass: "green", warn: "yellow", fail: "red", unknown: "yellow", skipped: "dim" };
function layerLines({ layers }, paint) {
  const cells = layers.map(({ id, verdict }) => paint(styles[verdict], `${marks[verdict]}\xA0${id}`));
  return [
    "Layers:",
    ...wrapAnsi(cells.join("   "), width - 2).split("\n").map((line) => `  ${line.trim()}`)
  ];
}
function unknownLines({ checks }, { isVerbose }) {
  const unknown = checks.filter(({ reason, verdict }) => reason !== null && verdict !== "skipped");
  if (unknown.length === 0) return [];
  const reasons = /* @__PURE__ */ new Map();
  for (const { id, reason } of unknown) reasons.set(reason ?? "", [...reasons.get(reason ?? "") ?? [], id]);
  return [
    "",
    "Could not be checked:",
    ...[...reasons].flatMap(([reason, ids]) => [
      ...hanging("  ? ", reason),
      ...paragraph(isVerbose || ids.length < 4 ? ids.join(", ") : counted(ids.length, "check"), 4)
    ])
  ];
}

// src/commands/diagnose.ts
async function runDiagnosis(options, interrupt) {
  const playbook = loadPlaybook(options.playbook, await catalogueWith(options.checks), options.settings);
  refuseOpen(playbook.ask, options, playbook.vars);
  for (const { message } of playbook.expired) process.stderr.write(`qdoctor: ${printableLine(message)}
`);
  const { report, exitCode } = await withProgress(options, async (progress) => {
    const first = await withHost(options, interrupt, (host) => examine(host, playbook, options, progress));
    return options.fix === void 0 ? first : fixed(first, playbook, options, interrupt, progress);
  });
  if (interrupt.aborted) return 130;
  for (const { format, file } of options.formats) {
    const text = rendered(report, format, playbook, {
      hasColor: options.hasColor && file === void 0,
      isVerbose: options.isVerbose
    });
    if (file === void 0) process.stdout.write(text);
    else await writeReport(file, text);
  }
  return exitCode;
}
function rendered(report, format, { checks }, look) {
  switch (format) {
    case "text":
      return renderText(report, { ...look, checks });
    case "json":
      return renderJson(report);
    case "markdown":
      return renderMarkdown(report, checks);
  }
}
async function fixed(first, playbook, options, interrupt, progress) {
  const [{ repairSafely, tellStanding }, { Journal }, { thisMachine }] = await Promise.all([
    import("./fix-FTYPRIB6.js"),
    import("./journal-5IXMZFOI.js"),
    import("./transaction-J2EU2QPR.js")
  ]);
  const journal = new Journal(options.fix?.logFile);
  const { last, repairs } = await repairSafely(first, {
    machine: thisMachine(),
    journal,
    interrupt,
    isAgreed: options.fix?.isAgreed === true,
    lookAgain: async () => examine(await openHost(options, interrupt), playbook, options, progress),
    say: (what) => progress.say(what)
  });
  if (interrupt.aborted) process.stderr.write(tellStanding(journal));
  return { ...last, report: { ...last.report, repairs } };
}
async function writeReport(file, text) {
  try {
    await writeFile(file, text);
  } catch (cause) {
    throw new UserError(`The report can't be written to ${file}.`, { cause, hint: cause.message });
  }
}
async function withProgress({ isQuiet }, work) {
  if (isQuiet || !process.stderr.isTTY) return work({ say: () => {
  } });
  const { showProgress } = await import("./progress-EM7SG3AR.js");
  return showProgress("Looking at the host", work);
}

export {
  renderMarkdown,
  renderText,
  runDiagnosis,
  writeReport,
  withProgress
};
