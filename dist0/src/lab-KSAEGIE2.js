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
  findLab,
  labObstacle,
  listLabs,
  startLab
} from "./chunk-2OAHCZ4M.js";
import {
  faults,
  maxNetworks
} from "./chunk-5QATCPZZ.js";
import {
  InvalidArgumentError,
  Option
} from "./chunk-HBDTPUTQ.js";
import {
  nearest
} from "./chunk-GSLR6MXQ.js";
import "./chunk-XZGLRBJB.js";
import "./chunk-L7SRQQKV.js";
import "./chunk-OMZSPUF2.js";
import {
  UserError
} from "./chunk-6OZUCFDW.js";
import "./chunk-RC2VEXNG.js";

// src/commands/lab.ts
function addLabCommand(program) {
  const lab = program.command("lab").description("a private Quantum host on this machine, to learn on and to try playbooks against").enablePositionalOptions();
  named(lab.command("up")).description("bring a lab up").addOption(
    new Option("--layout <layout>", "generation of Quantum").choices(["folsom", "neutron"]).default("neutron")
  ).option("--networks <count>", "further networks, each with router, DHCP and a VM", networkCount, 0).action(up);
  named(lab.command("down")).description("take a lab away").action(down);
  lab.command("status").description("which labs are up").option("--name <name>", "only this lab").action(status);
  lab.command("faults").description("what can be broken").action(listFaults);
  named(lab.command("fault")).description("break a lab").argument("<fault>", 'one of "qdoctor lab faults"').action(inject);
  named(lab.command("heal")).description("undo a fault").argument("<fault>", 'one of "qdoctor lab faults"').action(heal);
  named(lab.command("run")).description("run a command inside a lab; its exit code is passed on").argument("<command...>", "after --, for example: -- ovs-vsctl show").passThroughOptions().action(run);
}
function named(command) {
  return command.option("--name <name>", "name of the lab", "default");
}
function networkCount(text) {
  const count = Number(text);
  if (/^\d+$/.test(text) && count <= maxNetworks) return count;
  throw new InvalidArgumentError(`expected a number from 0 to ${maxNetworks}.`);
}
async function up(options) {
  const controller = new AbortController();
  const abort = () => controller.abort();
  process.on("SIGINT", abort).on("SIGTERM", abort);
  try {
    const progress = (line) => void process.stderr.write(`${line}
`);
    const lab = await startLab({ ...options, signal: controller.signal, progress });
    const name = lab.name === "default" ? "" : ` --name ${lab.name}`;
    print(
      `lab '${lab.name}' is up: layout ${lab.layout}, ${lab.model.networks.length} networks, floating IP ${lab.model.floatingIp}`,
      `  qdoctor lab run${name} -- qdoctor --ci        diagnose it`,
      `  qdoctor lab fault${name} dhcp-no-offer        break it ("qdoctor lab faults" lists what can break)`,
      `  qdoctor lab run${name} -- bash                look around: ip netns, ovs-vsctl show, ip netns exec vm-a1 \u2026`,
      `  qdoctor lab down${name}                       take it away`
    );
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    process.stderr.write("interrupted: the half-made lab was taken away\n");
    process.exitCode = 130;
  } finally {
    process.off("SIGINT", abort).off("SIGTERM", abort);
  }
}
async function down({ name }) {
  const lab = await existingLab(name);
  await lab.down();
  print(`lab '${name}' is gone`);
}
async function status({ name }) {
  await requireLinuxRoot();
  const labs = (await listLabs()).filter((lab) => name === void 0 || lab.name === name);
  if (labs.length === 0) print(name === void 0 ? "no lab is up" : `lab '${name}' is not up`);
  const rows = labs.map(async (lab) => {
    const since = (await lab.since())?.toISOString() ?? "unknown";
    return [lab.name, lab.layout, String(lab.model.networks.length), String(lab.pid), since];
  });
  if (labs.length > 0) print(...table([["NAME", "LAYOUT", "NETWORKS", "PID", "SINCE"], ...await Promise.all(rows)]));
}
function listFaults() {
  const rows = faults.map((fault) => [fault.id, fault.layouts.join(", "), fault.expects, fault.title]);
  print(...table([["FAULT", "LAYOUTS", "EXPECTED ROOT CAUSE", "WHAT IS WRONG"], ...rows]));
}
async function inject(id, { name }) {
  const fault = faultOf(id);
  const lab = await existingLab(name);
  if (!fault.layouts.includes(lab.layout)) {
    throw new UserError(`There is no fault '${id}' in the layout ${lab.layout}.`, {
      hint: `It needs the layout ${fault.layouts.join(" or ")}.`
    });
  }
  await injectFault(lab, fault);
  print(`lab '${name}' is broken: ${fault.title}`);
}
async function heal(id, { name }) {
  const fault = faultOf(id);
  const lab = await existingLab(name);
  await healFault(lab, fault);
  print(`lab '${name}': ${id} is healed`);
}
async function run(command, { name }) {
  const lab = await existingLab(name);
  const [tool, ...args] = command;
  if (tool === void 0) return;
  process.exitCode = await lab.exec([tool, ...args]);
}
async function existingLab(name) {
  await requireLinuxRoot();
  const lab = await findLab(name);
  if (lab !== void 0) return lab;
  const others = (await listLabs()).map((other) => other.name);
  const hint = others.length === 0 ? 'Bring it up with "qdoctor lab up".' : `Up are: ${others.join(", ")}.`;
  throw new UserError(`Lab '${name}' is not up.`, { hint });
}
async function requireLinuxRoot() {
  if (process.platform === "linux" && process.getuid?.() === 0) return;
  const obstacle = await labObstacle() ?? "a lab needs root";
  throw new UserError(`There can be no lab here: ${obstacle}.`, { exitCode: 3 });
}
function faultOf(id) {
  const fault = faults.find((candidate) => candidate.id === id);
  if (fault !== void 0) return fault;
  const near = nearest(
    id,
    faults.map((candidate) => candidate.id)
  );
  throw new UserError(`There is no fault '${id}'.`, {
    hint: near.length > 0 ? `Did you mean ${near.join(", ")}?` : 'See "qdoctor lab faults".'
  });
}
function print(...lines) {
  process.stdout.write(lines.map((line) => `${line}
`).join(""));
}
export {
  addLabCommand
};
