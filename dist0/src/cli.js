#!/usr/bin/env node
import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  symptoms
} from "./chunk-OSVFPLNG.js";
import {
  isColorful
} from "./chunk-ITDT225X.js";
import {
  version
} from "./chunk-MIASDECV.js";
import {
  gather,
  gatherFormats
} from "./chunk-AJPWERR4.js";
import {
  Command,
  CommanderError,
  InvalidArgumentError,
  Option
} from "./chunk-HBDTPUTQ.js";
import {
  printable
} from "./chunk-FQLSMQAT.js";
import {
  UserError
} from "./chunk-6OZUCFDW.js";
import "./chunk-RC2VEXNG.js";

// src/report/formats.ts
var reportFormats = ["text", "json", "markdown"];

// src/cli.ts
var interrupt = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => interrupt.abort());
process.stdout.on("error", (error) => {
  if (error.code === "EPIPE") return;
  const code = explain(new UserError("The output can't be written.", { cause: error, hint: `${error.message}.` }));
  process.once("exit", () => {
    process.exitCode = code;
  });
});
function parseSeconds(text) {
  const seconds = Number(text);
  if (!(seconds > 0 && seconds <= 86400)) throw new InvalidArgumentError("Give a number of seconds above 0.");
  return seconds;
}
var program = new Command("qdoctor").description("Names the layer and the root cause when the VMs of a Quantum/Neutron host can't be reached.").version(version).option(
  "--ci [PLAYBOOK]",
  "run a playbook (default: full) and report; never asks, and changes nothing without --fix --yes"
).option("--network <ID>", "only this network: a unique prefix of its UUID (repeatable)", gather).option("--router <ID>", "only this router: a unique prefix of its UUID (repeatable)", gather).option("--port <WHAT>", "only this port: UUID prefix, interface, MAC or IP (repeatable)", gather).option("--from <RECORDING>", "diagnose a recording instead of this host: a folder, .tar.gz or .tar.xz").option("--host <[USER@]HOST>", "diagnose another host over ssh; nothing is installed there").option(
  "--symptom <SYMPTOM>",
  `what is wrong, where the wizard would ask: ${symptoms.map(({ id }) => id).join(", ")}`
).option("--set <NAME=VALUE>", "a variable of the playbook (repeatable)", gather).option("--checks <FILE|FOLDER>", "JavaScript modules with checks of your own (repeatable)", gather).option("--passive", "send no packet at all").option("--no-passive", "send one DHCPDISCOVER and ARP requests without being asked (--ci does)").option("--plain", "the wizard for screen readers: numbered answers, nothing is redrawn", false).option(
  "--wait <SECONDS>",
  "how long to listen for DHCP where nothing may be sent",
  (text) => text === "0" ? 0 : parseSeconds(text),
  10
).option(
  "--format <FORMAT[=FILE]>",
  "text, json or markdown, repeatable (default: text)",
  gatherFormats(reportFormats)
).addOption(
  new Option("--fail-on <SEVERITY>", "which findings give exit code 1").choices(["error", "warning"]).default("error")
).option("--timeout <SECONDS>", "limit for the whole run; what was not reached is unknown", parseSeconds, 120).option("--fix", "apply the fixes that disturb nobody, look again, and take back what does not heal", false).option("--yes", "with --fix: do it; without, it is only shown what would be done", false).option("--log <FILE>", "with --fix: where to write what was done (default: in /var/log/qdoctor)").option("--no-color", "no colours (also with NO_COLOR set)").option("--quiet", "no progress", false).option("--verbose", "all evidence, and all that could not be checked", false).addHelpText(
  "after",
  `
Exit codes: 0 healthy, 1 a layer fails, 2 the call is wrong, 3 incomplete,
4 a bug in qdoctor, 130 interrupted.

Examples:
  sudo qdoctor --ci                           everything on this host
  sudo qdoctor --ci --port 10.11.12.5         one VM and what it depends on
  sudo qdoctor --ci --fix --yes               and heal what can be healed safely
  sudo qdoctor --ci --format json=report.json --format text
  sudo qdoctor lab up                         a private Quantum host to learn on`
).enablePositionalOptions().exitOverride().action(async (options) => {
  process.exitCode = await (options.ci === void 0 ? startWizard(options) : diagnoseWith(options, options.ci));
});
var commands = {
  checks: async () => (await import("./checks-I4DTEOTZ.js")).addChecksCommand(program),
  diff: async () => (await import("./diff-QBBV7UK7.js")).addDiffCommand(program, interrupt.signal),
  dhcp: async () => (await import("./dhcp-BTS3YLVU.js")).addDhcpCommand(program),
  collect: async () => (await import("./collect-YVMR2LRS.js")).addCollectCommand(program, interrupt.signal),
  lab: async () => (await import("./lab-KSAEGIE2.js")).addLabCommand(program),
  playbook: async () => (await import("./playbook-2ZRZ7L7R.js")).addPlaybookCommand(program, interrupt.signal),
  map: async () => (await import("./map-QPEMPSDQ.js")).addMapCommand(program, interrupt.signal),
  demo: async () => {
    program.command("demo").description("break a private Quantum host, diagnose it, heal it and diagnose it again").action(async () => {
      const { runDemo } = await import("./demo-KDZBXEMD.js");
      process.exitCode = await runDemo(interrupt.signal);
    });
  }
};
var named = Object.keys(commands).filter((name) => process.argv.includes(name, 2));
var isDiagnosis = process.argv[2]?.startsWith("-") === true && !/^(?:-h|--help)$/.test(process.argv[2]);
for (const name of named.length > 0 || isDiagnosis ? named : Object.keys(commands)) await commands[name]?.();
async function diagnoseWith(options, playbook) {
  if (options.fix && options.from !== void 0) {
    throw new UserError("A recording can only be looked at, not fixed.", { hint: "Leave out --fix or --from." });
  }
  if (options.fix && options.host !== void 0) {
    throw new UserError("Another host is only looked at, not fixed.", { hint: "Run qdoctor --ci --fix there." });
  }
  if (options.yes && !options.fix) {
    throw new UserError("--yes says yes to fixes.", { hint: "It needs --fix." });
  }
  if (options.symptom !== void 0) {
    throw new UserError("--symptom is an answer to the wizard.", {
      hint: "With --ci, name a playbook: --ci no-address"
    });
  }
  const { runDiagnosis } = await import("./diagnose-23MUSELG.js");
  return runDiagnosis(
    {
      playbook: playbook === true ? "full" : playbook,
      settings: options.set,
      checks: options.checks,
      networks: options.network ?? [],
      routers: options.router ?? [],
      ports: options.port ?? [],
      from: options.from,
      host: options.host,
      passive: options.passive === true,
      waitSeconds: options.wait,
      timeoutSeconds: options.timeout,
      failOn: options.failOn,
      formats: options.format ?? [{ format: "text", file: void 0 }],
      hasColor: options.color && isColorful(),
      isQuiet: options.quiet,
      isVerbose: options.verbose,
      fix: options.fix ? { isAgreed: options.yes, logFile: options.log } : void 0
    },
    interrupt.signal
  );
}
async function startWizard(options) {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new UserError("The wizard needs a terminal.", { hint: "Without one, use: qdoctor --ci" });
  }
  if (options.host !== void 0) {
    throw new UserError("The wizard looks at this host or at a recording.", {
      hint: `For another host: qdoctor --ci --host ${options.host}`
    });
  }
  if (options.fix || options.yes) {
    throw new UserError("The wizard asks before every fix.", {
      hint: "To fix without questions: qdoctor --ci --fix --yes"
    });
  }
  const { runWizard } = await import("./wizard-LPA6KAO6.js");
  return runWizard(
    {
      symptom: options.symptom,
      target: { networks: options.network ?? [], routers: options.router ?? [], ports: options.port ?? [] },
      settings: options.set ?? [],
      checks: options.checks ?? [],
      from: options.from,
      isPassive: options.passive,
      waitSeconds: options.wait,
      timeoutSeconds: options.timeout,
      failOn: options.failOn,
      logFile: options.log,
      isPlain: options.plain,
      hasColor: options.color && isColorful()
    },
    interrupt.signal
  );
}
function explain(error) {
  if (interrupt.signal.aborted) return 130;
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UserError) {
    const { place, hint } = error;
    const at = place === void 0 ? "" : `${[place.file, place.line, place.column].filter((part) => part !== void 0).join(":")}: `;
    const sentence = `${at}${error.message}${hint === void 0 ? "" : ` ${hint}`}`;
    process.stderr.write(`qdoctor: ${printable(sentence.replace(/\s+/g, " "))}
`);
    return error.exitCode;
  }
  const text = error instanceof Error ? error.stack ?? error.message : String(error);
  process.stderr.write(
    `qdoctor: this is a bug in qdoctor ${version}; please report it with these lines:
${printable(text)}
`
  );
  return 4;
}
try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = explain(error);
}
if (interrupt.signal.aborted) process.exitCode ??= 130;
