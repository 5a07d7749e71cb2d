/** `sysctl -a`, or of some keys. Seen with procps 4.0.2. */
export declare function parseSysctl(text: string): ReadonlyMap<string, string>;
/** Whether all keys are there that begin with `net.`: they are printed in the order of the alphabet. */
export declare function hasAllOfNet(settings: ReadonlyMap<string, string>): boolean;
