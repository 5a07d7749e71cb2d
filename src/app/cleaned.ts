import { type Check, CouldNotTell } from '../engine/check.ts';
import type { CloudCheck } from '../fleet/check.ts';
import type { Host } from '../host/host.ts';

const reason = '`sos clean` replaced the addresses';

/** What a report says of a host whose addresses are stand-ins. */
export const cleanedNote =
  'The addresses, MACs and names here are stand-ins of `sos clean`: qdoctor judges devices, tags, states and processes, and compares no addresses.';

const address = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])|53:4f:53/i;

/**
 * The checks as they hold for a host: of one whose addresses `sos clean` replaced, those that compare addresses are not asked,
 * and no fix names a stand-in.
 */
export const withoutAddresses = (host: Host, checks: readonly Check[]): readonly Check[] =>
  host.isCleaned?.() === true
    ? checks.map((check) =>
        check.comparesNoAddresses === true ? withoutStandIns(check) : { ...check, notJudged: reason },
      )
    : checks;

const withoutStandIns = (check: Check): Check => ({
  ...check,
  judge(item, inputs) {
    // Of a port that is missed for what rules translate, nothing but a range is known.
    if (address.test(item.subject.id)) throw new CouldNotTell(reason);
    const fault = check.judge(item, inputs);
    const isNamed = fault?.fix?.commands.some((words) => words.some((word) => address.test(word))) === true;
    return fault === undefined || !isNamed ? fault : { ...fault, fix: null };
  },
});

/** The checks across hosts as they hold where a report was cleaned: each may have been by a map of its own. */
export const acrossCleaned = (checks: readonly CloudCheck[]): readonly CloudCheck[] =>
  checks.map((check) => (check.comparesNoAddresses === true ? check : { ...check, notJudged: reason }));
