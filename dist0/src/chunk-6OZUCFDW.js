import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);

// src/errors.ts
var UserError = class extends Error {
  place;
  hint;
  /** 2: the call is wrong and nothing was run. 3: the call is right, but this host can't be looked at. */
  exitCode;
  constructor(message, details = {}) {
    super(message, { cause: details.cause });
    this.name = "UserError";
    this.place = details.place;
    this.hint = details.hint;
    this.exitCode = details.exitCode ?? 2;
  }
};

export {
  UserError
};
