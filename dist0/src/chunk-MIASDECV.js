import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);

// src/package.ts
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
var packageRoot = findRoot(dirname(fileURLToPath(import.meta.url)));
function findRoot(folder) {
  try {
    readFileSync(join(folder, "package.json"));
    return folder;
  } catch {
    const parent = dirname(folder);
    if (parent === folder) throw new Error("package.json of qdoctor is missing");
    return findRoot(parent);
  }
}
var version = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")).version;

export {
  packageRoot,
  version
};
