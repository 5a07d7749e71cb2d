import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  ZodISODate,
  ZodISODateTime,
  ZodISODuration,
  ZodISOTime,
  _isoDate,
  _isoDateTime,
  _isoDuration,
  _isoTime
} from "./chunk-4VOAQWUS.js";
import {
  __export
} from "./chunk-RC2VEXNG.js";

// node_modules/zod/v4/classic/iso.js
var iso_exports = {};
__export(iso_exports, {
  ZodISODate: () => ZodISODate,
  ZodISODateTime: () => ZodISODateTime,
  ZodISODuration: () => ZodISODuration,
  ZodISOTime: () => ZodISOTime,
  date: () => date,
  datetime: () => datetime,
  duration: () => duration,
  time: () => time
});
function datetime(params) {
  return _isoDateTime(ZodISODateTime, params);
}
function date(params) {
  return _isoDate(ZodISODate, params);
}
function time(params) {
  return _isoTime(ZodISOTime, params);
}
function duration(params) {
  return _isoDuration(ZodISODuration, params);
}

// src/topology/subject.ts
var hostSubject = (name) => ({ kind: "host", id: name, name, networks: [], routers: [] });
function touches(one, other) {
  if (one.kind === "host" || other.kind === "host" || one.kind === "bridge" || other.kind === "bridge") return true;
  if (one.kind === "port" && other.kind === "port")
    return portKeysOf(one).some((key) => portKeysOf(other).includes(key));
  if (one.kind === other.kind) return one.id === other.id;
  const isOneRouter = routersOf(one).some((id) => routersOf(other).includes(id));
  const isBetweenRouters = [one, other].every(
    ({ kind, routers }) => kind === "router" || kind === "port" && routers.length > 0
  );
  return isOneRouter || !isBetweenRouters && networksOf(one).some((id) => networksOf(other).includes(id));
}
var portKeysOf = ({ portKey, path = [] }) => [portKey, ...path];
var networksOf = (subject) => subject.kind === "network" ? [subject.id] : subject.networks;
var routersOf = (subject) => subject.kind === "router" ? [subject.id] : subject.routers;

export {
  iso_exports,
  hostSubject,
  touches,
  networksOf,
  routersOf
};
