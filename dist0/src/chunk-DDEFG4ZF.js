import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  evidenceSchema,
  fixSchema
} from "./chunk-N32KLSH5.js";
import {
  packageRoot
} from "./chunk-MIASDECV.js";
import {
  checks,
  layers
} from "./chunk-NTGOW6GL.js";
import {
  CouldNotTell
} from "./chunk-MI65KTFX.js";
import {
  _enum,
  array,
  custom,
  strictObject,
  string
} from "./chunk-4VOAQWUS.js";
import {
  UserError
} from "./chunk-6OZUCFDW.js";

// src/commands/own-checks.ts
import { readdirSync, statSync } from "node:fs";
import { register } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

// src/topology/sections.ts
var sections = {
  daemons: true,
  agents: true,
  limits: true,
  agentBridges: true,
  providerNetworks: true,
  overlays: true,
  tunnels: true,
  overlayNetworks: true,
  externalBridges: true,
  tenantRanges: true,
  routers: true,
  distributedRouters: true,
  distributedFloatingIps: true,
  fipNamespaces: true,
  haRouters: true,
  routerLegs: true,
  lostRouters: true,
  emptyRouters: true,
  ports: true,
  vmPorts: true,
  hybridFirewalls: true,
  linuxBridges: true,
  bridgedTaps: true,
  networks: true,
  dhcpServers: true,
  dhcpWatches: true,
  dhcpTalks: true,
  metadataPoints: true,
  metadataServices: true,
  floatingIps: true,
  stepRuns: true,
  reaches: true
};

// src/commands/own-checks.ts
var text = string().min(1);
var aFunction = custom((value) => typeof value === "function", "it is no function");
var checkSchema = strictObject({
  id: string().regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/, "it is no id such as uplink-mtu-small"),
  layer: _enum(layers),
  title: text,
  why: text,
  symptom: text,
  remedy: text,
  limits: text,
  sources: array(text),
  severity: _enum(["error", "warning"]),
  each: _enum(Object.keys(sections)),
  explainedBy: array(text),
  applies: aFunction.optional(),
  judge: aFunction
});
var faultSchema = strictObject({
  summary: text,
  evidence: array(evidenceSchema),
  fix: fixSchema.nullable(),
  severity: _enum(["error", "warning"]).optional(),
  shared: text.optional()
}).optional();
async function catalogueWith(paths = []) {
  if (paths.length === 0) return checks;
  const own = pathToFileURL(join(packageRoot, "dist/src/index.js")).href;
  const hook = `export const resolve = (name, context, next) =>
    name === 'qdoctor' ? { url: ${JSON.stringify(own)}, shortCircuit: true } : next(name, context);`;
  register(`data:text/javascript,${encodeURIComponent(hook)}`);
  const all = [...checks];
  for (const file of paths.flatMap(modulesAt)) {
    const content = await contentOf(file);
    for (const one of Array.isArray(content) ? content : [content]) {
      all.push(
        checked(
          one,
          file,
          all.map(({ id }) => id)
        )
      );
    }
  }
  return all;
}
function modulesAt(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === void 0) throw new UserError(`There is no ${path} with checks.`, { hint: "Check the path." });
  if (!stat.isDirectory()) return [path];
  const files = readdirSync(path).filter((name) => /\.m?js$/.test(name));
  if (files.length > 0) return files.sort().map((name) => join(path, name));
  throw new UserError(`${path} holds no check.`, { hint: "Each is a JavaScript module, .js or .mjs." });
}
async function contentOf(file) {
  try {
    return (await import(pathToFileURL(resolve(file)).href)).default;
  } catch (cause) {
    throw broken(file, String(cause), { cause });
  }
}
var broken = (file, reason, details = {}) => new UserError(`The module of checks ${file} can't be used: ${reason.replace(/\.$/, "")}.`, {
  ...details,
  hint: "See docs/own-checks.md."
});
function checked(content, file, before) {
  if (content === void 0) throw broken(file, "it has no default export");
  const result = checkSchema.safeParse(content);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw broken(file, `${issue?.path.join(".") ?? ""}: ${issue?.message}`.replace(/^: /, ""));
  }
  const check = content;
  if (before.includes(check.id)) throw broken(file, `there is a check '${check.id}' already`);
  const unknown = check.explainedBy.find((id) => !before.includes(id));
  if (unknown !== void 0) throw broken(file, `explainedBy names '${unknown}', and no check before it has that id`);
  return guarded(check, file);
}
function guarded(check, file) {
  const guard = (work) => {
    try {
      return work();
    } catch (error) {
      if (error instanceof CouldNotTell) throw error;
      throw new CouldNotTell(`the check ${check.id} of ${file} failed: ${String(error)}`);
    }
  };
  return {
    ...check,
    applies: (item) => guard(() => check.applies?.(item) !== false),
    judge: (item) => guard(() => {
      const fault = check.judge(item);
      const result = faultSchema.safeParse(fault);
      if (result.success) return fault;
      const [issue] = result.error.issues;
      throw new Error(`judge gave no fault: ${issue?.path.join(".")}: ${issue?.message}`);
    })
  };
}

export {
  catalogueWith
};
