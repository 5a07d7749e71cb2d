import type { Layer } from '../../engine/layers.ts';
import type { Argv } from '../../host/process.ts';
import type { LabModel } from '../model.ts';

/** Something that breaks a healthy lab of several hosts, by what is done on one of them. */
export interface CloudFault {
  readonly id: string;
  /** What is wrong, as a noun phrase. */
  readonly title: string;
  readonly layer: Layer;
  /** The host on which it is brought about, which is the one to be named. */
  readonly at: string;
  /** Id of the check across hosts that must be the only root cause. */
  readonly expects: string;
  /** A shell command that succeeds there under the fault only. */
  readonly shownBy: string;
  /** No fix is offered: which of the hosts is right, their recordings don't tell. */
  readonly hasNoFix?: true;
  /** Commands to run in order on that host. */
  inject(model: LabModel): readonly Argv[];
  /** The undo; harmless if the fault has been fixed already. */
  heal(model: LabModel): readonly Argv[];
}
