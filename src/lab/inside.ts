import type { Argv } from '../host/process.ts';
import { ownCommand } from '../package.ts';

/** This very qdoctor, as it is run inside of a lab. */
export const qdoctorInside: Argv = ownCommand;
