import { readFileSync } from 'node:fs';

/**
 * What Linux counts of a process or thread, by its place below /proc: the fields from the state on (proc(5), /proc/PID/stat,
 * field 3), so that field N of the page is at N - 3. Throws where it has ended, or where there is no /proc.
 */
export const statFieldsOf = (place: string): readonly string[] =>
  // The name in parentheses may hold anything, parentheses too.
  readFileSync(`/proc/${place}/stat`, 'latin1').replace(/^.*\)/s, '').trim().split(' ');
