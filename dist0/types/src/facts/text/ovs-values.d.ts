export declare const atom: string;
export declare function stringOf(value: string, line: string): string;
/** 4095 is where the agent parks a port that must not talk. */
export declare function tagOf(value: string, line: string): number | 'dead';
export declare const numbersOf: (value: string, line: string) => readonly number[];
/** `{peer=patch-tun, remote_ip="10.0.0.1"}` */
export declare function mapOf(value: string, line: string): Readonly<Record<string, string>>;
/** The MAC that whoever plugged a port wrote down for its device. */
export declare function attachedMacOf(externalIds: Readonly<Record<string, string>>): string | undefined;
