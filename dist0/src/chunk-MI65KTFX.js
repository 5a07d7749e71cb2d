import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);

// src/engine/check.ts
var wireSections = ["dhcpWatches", "dhcpTalks", "reaches"];
var isOfTheWire = ({ each }) => wireSections.includes(each);
var defineCheck = (check) => check;
var CouldNotTell = class extends Error {
  constructor(reason) {
    super(reason);
    this.name = "CouldNotTell";
  }
};
function told(fact) {
  if (!fact.known) throw new CouldNotTell(fact.reason);
  return fact.value;
}
function toldPart(part, what) {
  if (part === void 0) throw new CouldNotTell(`nothing here tells ${what}`);
  return part;
}

export {
  isOfTheWire,
  defineCheck,
  CouldNotTell,
  told,
  toldPart
};
