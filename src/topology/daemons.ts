import type { Daemon } from '../facts/daemons.ts';
import { type Known, known } from '../facts/known.ts';
import type { DaemonName } from '../facts/processes.ts';
import { defineSection } from './define-section.ts';
import type { Subject } from './subject.ts';
import { needsNoSwitch } from './switch-database.ts';

export interface DaemonView {
  readonly subject: Subject;
  readonly name: DaemonName;
  readonly daemon: Known<Daemon>;
}

/** The daemons of Open vSwitch; none on a host that needs no switch. */
export const daemons = defineSection({
  name: 'daemons',
  facts: ['daemons', 'database', 'hostStack', 'processes'],
  needs: [],
  build: (facts, _, subject): Known<readonly DaemonView[]> =>
    known(needsNoSwitch(facts) ? [] : facts.daemons.map(({ name, state }) => ({ subject, name, daemon: state }))),
});
