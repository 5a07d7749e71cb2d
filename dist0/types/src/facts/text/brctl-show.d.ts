/**
 * `brctl show`: the ports of each bridge. Seen with bridge-utils 1.5 and 1.7, which prints nothing without a bridge;
 * with the brcompat module of Open vSwitch 1.4, the bridges of Open vSwitch are among them.
 */
export declare function parseBrctlShow(text: string): ReadonlyMap<string, readonly string[]>;
