import type { Check, Evidence, Fault } from '../engine/check.ts';
import type { CloudItem, CloudSectionName } from './sections/index.ts';

/** A fault between hosts. */
export interface CloudFault extends Fault {
  /** The host that it is on, where its fix is run. */
  readonly host: string;
  /** All hosts that it is between, or that suffer from it. */
  readonly hosts: readonly string[];
}

/** The words of a check of one host, and who is asked. */
type Described = Pick<
  Check,
  | 'id'
  | 'layer'
  | 'title'
  | 'why'
  | 'symptom'
  | 'remedy'
  | 'limits'
  | 'sources'
  | 'severity'
  | 'explainedBy'
  | 'comparesNoAddresses'
  | 'notJudged'
>;

/** One question to several hosts at once, asked of every item of a section: pure and synchronous, like that to one host. */
export interface CloudCheck<Section extends CloudSectionName = CloudSectionName> extends Described {
  readonly each: Section;
  /** Checks of a host whose finding there follows from this one. */
  readonly explains: readonly string[];
  /** Whether the question makes sense for an item at all. */
  applies?(item: CloudItem<Section>): boolean;
  /** Throws `CouldNotTell` (via `required`) where the recordings don't say. */
  judge(item: CloudItem<Section>): CloudFault | undefined;
}

/** Types a check by the section that it judges. */
export const defineCloudCheck = <const Section extends CloudSectionName>(
  check: CloudCheck<Section>,
): CloudCheck<Section> => check;

/** An evidence, and the host on which it is seen. */
export const seenOn = (host: string, evidence: Evidence): Evidence => ({ ...evidence, host });
