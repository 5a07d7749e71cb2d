import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  saidBy
} from "./chunk-5QATCPZZ.js";
import {
  packageRoot
} from "./chunk-MIASDECV.js";
import {
  UserError
} from "./chunk-6OZUCFDW.js";

// src/lab/inside.ts
import { join } from "node:path";
var qdoctorInside = [process.execPath, join(packageRoot, "dist/src/cli.js")];
async function reportInside(lab, playbook, words) {
  const end = await lab.run([...qdoctorInside, "--ci", playbook, "--format", "json", ...words], { timeoutMs: 18e4 });
  if (end.kind === "exited" && end.stdout !== "") return JSON.parse(end.stdout);
  throw new UserError(`In lab '${lab.name}': ${saidBy(end)}`, { exitCode: 3 });
}

export {
  qdoctorInside,
  reportInside
};
