import type { Layer } from '../../engine/layers.ts';
import type { Argv } from '../../host/process.ts';
import type { LabModel } from '../model.ts';

/** What is done on one of the hosts of a lab. */
export interface CloudPart {
  readonly at: string;
  /** Commands to run in order on that host. */
  inject(model: LabModel): readonly Argv[];
  /** The undo; harmless if the fault has been fixed already. */
  heal(model: LabModel): readonly Argv[];
}

/** Something that breaks a healthy lab of several hosts; `at` is the host that has to be named. */
export interface CloudFault extends CloudPart {
  readonly id: string;
  /** What is wrong, as a noun phrase. */
  readonly title: string;
  readonly layer: Layer;
  /** Id of the check that must be the only root cause. */
  readonly expects: string;
  /** A shell command that succeeds there under the fault only. */
  readonly shownBy: string;
  /** No fix is offered: which of the hosts is right, their recordings don't tell. */
  readonly hasNoFix?: true;
  /** What is set up before it, on that host or on others. */
  readonly before?: readonly CloudPart[];
}
