/** A process as a list for people tells it. */
export interface ListedProcess {
    readonly pid: number;
    /** The first letter of its state, as in proc(5); undefined where the list has none. */
    readonly state: string | undefined;
    readonly args: string;
}
/**
 * `ps aux`, `ps alx`, `ps -elf` and their relatives with more letters, as sosreport saves them, and `ps -ef`, which tells
 * no states. Seen with procps 4.0.2.
 */
export declare function parsePs(text: string): readonly ListedProcess[];
