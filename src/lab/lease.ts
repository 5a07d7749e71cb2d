import type { Argv } from '../host/process.ts';
import { labDir } from './intent.ts';
import type { LabVm } from './model.ts';

/** Has a VM ask for its lease as its DHCP client would at boot; exit 0 when one came. Each try waits a second. */
export function askForLease(vm: LabVm, tries = 3): Argv {
  return [`${labDir}/ask-for-lease`, vm.namespace, String(tries)];
}
