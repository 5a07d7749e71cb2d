import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  runDiagnosis
} from "./chunk-L2GOL6EP.js";
import {
  qdoctorInside
} from "./chunk-6KBN6MH7.js";
import {
  labObstacle,
  startLab
} from "./chunk-2OAHCZ4M.js";
import "./chunk-DDEFG4ZF.js";
import {
  commandLines
} from "./chunk-26XHQ6F4.js";
import {
  isColorful
} from "./chunk-ITDT225X.js";
import "./chunk-2PPSAOER.js";
import {
  askForLease,
  faults
} from "./chunk-5QATCPZZ.js";
import "./chunk-MTGVRWRJ.js";
import "./chunk-RUHDIWMB.js";
import "./chunk-N32KLSH5.js";
import "./chunk-M6RIB4O2.js";
import "./chunk-MPFUDHQR.js";
import "./chunk-TZBNCHCF.js";
import "./chunk-O2YEG4PM.js";
import "./chunk-X27BB6NT.js";
import {
  packageRoot
} from "./chunk-MIASDECV.js";
import "./chunk-FQLSMQAT.js";
import "./chunk-NTGOW6GL.js";
import "./chunk-GSLR6MXQ.js";
import "./chunk-UYFCWSYG.js";
import "./chunk-OEBLMQLW.js";
import "./chunk-EAZ2GJYZ.js";
import "./chunk-MI65KTFX.js";
import "./chunk-XZGLRBJB.js";
import "./chunk-G72MGUHJ.js";
import "./chunk-YZOUEH3A.js";
import "./chunk-2XQHUW4B.js";
import "./chunk-4VOAQWUS.js";
import "./chunk-5RHJENI4.js";
import "./chunk-Z5IQXQWV.js";
import "./chunk-L7SRQQKV.js";
import "./chunk-OMZSPUF2.js";
import "./chunk-FFDNO3YR.js";
import "./chunk-6OZUCFDW.js";
import "./chunk-RC2VEXNG.js";

// src/commands/demo.ts
import { join } from "node:path";
var faultId = "dhcp-no-offer";
var say = (text) => void process.stdout.write(`${text}
`);
var heading = (text) => say(`
\u2500\u2500 ${text} ${"\u2500".repeat(Math.max(0, 76 - text.length))}`);
async function runDemo(signal) {
  const obstacle = await labObstacle();
  if (obstacle !== void 0) return replay(obstacle, signal);
  heading("A private Quantum host, with real Open vSwitch, dnsmasq and VMs");
  const lab = await startLab({ name: `demo-${process.pid}`, layout: "folsom", signal, progress: say });
  try {
    return await healLive(lab);
  } finally {
    await lab.down();
    say("The private host is taken away again.");
  }
}
async function healLive(lab) {
  const fault = faults.find(({ id }) => id === faultId);
  if (fault === void 0) throw new Error(`no fault ${faultId}`);
  heading(`Now it breaks: ${fault.title}`);
  for (const argv of fault.inject(lab.model)) await lab.run(argv);
  await showLease(lab);
  heading("qdoctor --ci");
  const file = "/run/qdoctor-demo.json";
  const first = await lab.exec([...qdoctorInside, "--ci", "--format", "text", "--format", `json=${file}`]);
  const saved = await lab.run(["cat", file]);
  if (first !== 1 || saved.kind !== "exited") throw new Error(`the diagnosis of a broken lab ended with ${first}`);
  const report = JSON.parse(saved.stdout);
  const fix = report.findings.find(({ cause }) => cause === "root")?.fix;
  heading("The fix, as printed");
  for (const command of fix?.commands ?? []) {
    say(commandLines(command, 78).join("\n"));
    await lab.run(command, { timeoutMs: 6e4 });
  }
  await showLease(lab);
  heading("qdoctor --ci, once more");
  return lab.exec([...qdoctorInside, "--ci"]);
}
async function showLease(lab) {
  const [vm] = lab.model.vms;
  if (vm === void 0) throw new Error("a lab without VMs");
  const answer = await lab.run(askForLease(vm), { timeoutMs: 3e4 });
  const hasLease = answer.kind === "exited" && answer.exitCode === 0;
  say(`VM ${vm.name} asks for an address: ${hasLease ? `it gets ${vm.address}` : "no answer"}`);
}
async function replay(obstacle, signal) {
  say(`No lab can run here (${obstacle}), so this is a recording of one.`);
  heading("qdoctor --ci, while the VMs get no address");
  await runDiagnosis(optionsFor("broken"), signal);
  heading("qdoctor --ci, after the fix above");
  return runDiagnosis(optionsFor("healed"), signal);
}
var optionsFor = (recording) => ({
  playbook: "full",
  networks: [],
  routers: [],
  ports: [],
  from: join(packageRoot, "recordings/no-offer", recording),
  passive: true,
  waitSeconds: 0,
  timeoutSeconds: 120,
  failOn: "error",
  formats: [{ format: "text", file: void 0 }],
  hasColor: isColorful(),
  isQuiet: true,
  isVerbose: false
});
export {
  runDemo
};
