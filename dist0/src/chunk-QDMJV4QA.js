import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  saidBy
} from "./chunk-5QATCPZZ.js";
import {
  UserError
} from "./chunk-6OZUCFDW.js";

// src/lab/faults/apply.ts
async function injectFault(lab, fault) {
  await runAll(lab, fault.inject(lab.model));
}
async function healFault(lab, fault) {
  await runAll(lab, fault.heal(lab.model));
}
async function runAll(lab, commands) {
  for (const argv of commands) {
    const end = await lab.run(argv);
    if (end.kind === "exited" && end.exitCode === 0) continue;
    throw new UserError(`In lab '${lab.name}', ${argv.join(" ")}: ${saidBy(end)}`, { exitCode: 3 });
  }
}

export {
  injectFault,
  healFault
};
