import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  catalogueWith
} from "./chunk-DDEFG4ZF.js";
import {
  commandsOf
} from "./chunk-RUHDIWMB.js";
import {
  findPlaybook,
  listPlaybooks,
  loadPlaybook,
  overOf,
  playbookSchema,
  readPlaybook,
  sends
} from "./chunk-N32KLSH5.js";
import "./chunk-MPFUDHQR.js";
import "./chunk-O2YEG4PM.js";
import {
  packageRoot
} from "./chunk-MIASDECV.js";
import {
  printableLine
} from "./chunk-FQLSMQAT.js";
import "./chunk-NTGOW6GL.js";
import "./chunk-GSLR6MXQ.js";
import "./chunk-UYFCWSYG.js";
import "./chunk-OEBLMQLW.js";
import "./chunk-EAZ2GJYZ.js";
import "./chunk-MI65KTFX.js";
import "./chunk-XZGLRBJB.js";
import "./chunk-G72MGUHJ.js";
import "./chunk-2XQHUW4B.js";
import {
  toJSONSchema
} from "./chunk-4VOAQWUS.js";
import "./chunk-5RHJENI4.js";
import "./chunk-FFDNO3YR.js";
import {
  UserError
} from "./chunk-6OZUCFDW.js";
import "./chunk-RC2VEXNG.js";

// src/playbook/starter.ts
import { join } from "node:path";
var starter = `# yaml-language-server: $schema=${join(packageRoot, "schemas/qdoctor.playbook-1.schema.json")}
# A playbook of your own. Check it: qdoctor playbook lint FILE. Run it: qdoctor --ci FILE
# Lines that begin with # and no space are examples: take the # away.
version: 1
title: What this playbook is for, in a line
symptom: What a user notices
description: What it looks at, and why.

# Other playbooks, by name or by path from this file. Their steps come first.
include:
  - full

# Send nothing and wait for nothing, as from cron:
#passive: true

# Values of your site, with their defaults; another for one run: --set mtu=1500
#vars:
#  mtu: 9000

# What the wizard asks; in --ci, options answer (--port, --set mtu=1500):
#ask:
#  - {for: port, question: Which VM loses packets?}
#  - {set: mtu, question: How large are your frames?, choices: [1500, 9000]}

# Built-in checks by id, or all checks of a layer: see "qdoctor checks".
steps:
  - check: dhcp
    severity: error # or warning: how much its findings weigh, whatever the checks say

# A command of your own is a list of words, never a line for a shell. It only looks; what changes is for its fix.
#  - id: site-uplink-mtu-small
#    title: The uplink takes small frames only
#    why: Jumbo frames of the VMs are lost.
#    command: [ip, -j, link, show, dev, eth1]
#    reads: true # false: it sends packets, and is left out with --passive
#    expect:
#      - json: $[0].mtu
#        at_least: "{{vars.mtu}}"
#        message: eth1 takes frames of {{found}} bytes.

# "capture" listens.
#  - id: site-uplink-quiet
#    title: Nothing comes in by the uplink
#    why: Floating IPs are cut off.
#    capture: {device: eth1, filter: arp}
#    seconds: 5
#    expect:
#      - {packets: true, at_least: 1, message: No ARP came by eth1 in five seconds.}

# "probe" sends: {ping: ADDRESS}, {tcp: ADDRESS, port: 53}, {arp: ADDRESS} or dhcp. It is left out with --passive.
#  - id: site-name-server-silent
#    title: A router can't reach our name server
#    why: VMs behind it resolve no names.
#    in: router
#    when: {router: pass} # only where a check, a layer or a step before it came to this
#    probe: {tcp: 192.0.2.53, port: 53}
#    expect:
#      - answered: true
#        message: "{{router.namespace}}: {{found}}."

# A sentence for the head of the report, the first that holds:
#conclude:
#  - when: {any: [{dhcp: fail}, {not: {site-name-server-silent: pass}}]}
#    say: Call the people of the DHCP and name servers.

# What is found on this host, but is meant to be so. After its last day it counts again.
#suppress:
#  - check: external-nic-not-bridged
#    subject: br-ex # name or id, as reports tell it; "any" for everything
#    reason: The NIC comes with the new switch.
#    until: 2027-01-31

# What it must find in the private lab, row by row: qdoctor playbook test FILE
#tests:
#  - fault: none # or one of "qdoctor lab faults"
#    set: {mtu: 1400}
#    port: 10.11.12.3
#    roots: [] # the checks and steps that must be named as root causes
`;

// src/commands/playbook.ts
var say = (line) => void process.stdout.write(`${printableLine(line)}
`);
function addPlaybookCommand(program, interrupt) {
  const paths = () => program.opts().checks;
  const playbook = program.command("playbook").description("what is checked, and a site\u2019s own additions to it");
  playbook.command("list").description("the playbooks that can be named").action(async () => {
    const catalogue = await catalogueWith(paths());
    for (const found of listPlaybooks()) say(lineOf(found, catalogue));
  });
  playbook.command("show").argument("<PLAYBOOK>", "by its name or its path").description("what it would do: every check and every command").action(async (name) => {
    for (const line of plan(loadPlaybook(name, await catalogueWith(paths())))) say(line);
  });
  playbook.command("lint").argument("<FILE...>", "playbooks by name or path").description("every mistake in playbooks, with its place").action(async (names) => {
    process.exitCode = await lint(names, await catalogueWith(paths()));
  });
  playbook.command("test").argument("<PLAYBOOK...>", "playbooks by name or path").description("try the rows of their tests in a private lab: 0 where each finds what it should").action(async (names) => {
    const { testPlaybooks } = await import("./playbook-test-KBHDMQQ5.js");
    process.exitCode = await testPlaybooks(names, paths() ?? [], interrupt, say);
  });
  playbook.command("schema").description("the JSON Schema of playbooks, for editors").action(
    () => void process.stdout.write(`${JSON.stringify(toJSONSchema(playbookSchema, { io: "input" }), null, 2)}
`)
  );
  playbook.command("new").description("a playbook to begin with: qdoctor playbook new >playbooks/ours.yaml").action(() => void process.stdout.write(starter));
}
function lineOf(found, catalogue) {
  const column = found.name.padEnd(24);
  try {
    const { playbook, problems } = readPlaybook(found, catalogue);
    return `${column} ${problems.length === 0 ? playbook.title : `has mistakes: qdoctor playbook lint ${found.file}`}`;
  } catch (error) {
    if (error instanceof UserError) return `${column} ${error.message}`;
    throw error;
  }
}
function plan({
  name,
  title,
  symptom,
  description,
  checks,
  steps,
  vars,
  ask,
  conclude,
  expired
}) {
  return [
    `${name}: ${title}`,
    ...symptom === void 0 ? [] : [`Symptom: ${symptom}`],
    ...description === void 0 ? [] : [description],
    "",
    `Checks (${checks.length}):`,
    ...checks.map(({ layer, id, severity }) => `  ${layer.padEnd(16)} ${id} (${severity})`),
    ...steps.length === 0 ? [] : ["", `Steps of its own (${steps.length}):`, ...steps.flatMap(stepLines)],
    ...Object.entries(vars).map(([variable, value]) => `  ${variable} = ${value}`),
    ...ask.map(
      (asked) => "for" in asked ? `Asks for one ${asked.for} (--${asked.for})` : `Asks: ${asked.question} (--set ${asked.set}=\u2026)`
    ),
    ...conclude.map(({ say: sentence }) => `May conclude: ${sentence}`),
    ...expired.map(({ message }) => message)
  ];
}
var places = {
  host: "once",
  routers: "for each router",
  "dhcp-servers": "for each DHCP server",
  networks: "for each network",
  "vm-ports": "for each VM's port"
};
function stepLines(step) {
  const time = "seconds" in step ? [`at most ${step.seconds} s`] : [];
  const about = [places[overOf(step)], sends(step) ? "sends" : "only reads", ...time].join(", ");
  const { commands = [], undo = [], risk = "safe" } = step.fix ?? {};
  const spelled = (mark, all) => all.map((words) => `    ${mark}${words.map(quoted).join(" ")}`);
  return [
    `  ${step.id} (${about}):`,
    ...spelled("", commandsOf(step)),
    ...spelled(`to heal it, once agreed to (${risk}): `, commands),
    ...spelled("to undo that: ", undo)
  ];
}
var quoted = (word) => /^[\w.:/@%+,={}-]+$/.test(word) ? word : JSON.stringify(word);
async function lint(names, catalogue) {
  const { faults } = await import("./faults-JEDS2ZZ5.js");
  const problems = names.flatMap((name) => {
    const read = readPlaybook(findPlaybook(name), catalogue, [], faults);
    return [...read.problems, ...read.playbook.expired];
  });
  for (const problem of problems) say(spell(problem));
  if (problems.length === 0) say(`No mistakes in ${names.join(", ")}.`);
  return problems.length === 0 ? 0 : 2;
}
var spell = ({ place, message, hint }) => `${place.file}:${place.line}:${place.column}: ${message}${hint === void 0 ? "" : ` ${hint}`}`;
export {
  addPlaybookCommand
};
