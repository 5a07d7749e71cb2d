/** What a finding is about, in an operator's words, and what it hangs together with. */
export interface Subject {
    readonly kind: 'host' | 'bridge' | 'router' | 'network' | 'port';
    /** UUID where one is known, otherwise the name. */
    readonly id: string;
    /** As it is called on the host: a namespace, a bridge, a device. */
    readonly name: string;
    /** For a port: the first 11 characters of its UUID, which all its devices carry. */
    readonly portKey?: string;
    /** For a VM's port as the end of a way: the keys of the other ports on it. */
    readonly path?: readonly string[];
    readonly networks: readonly string[];
    readonly routers: readonly string[];
}
export declare const hostSubject: (name: string) => Subject;
/** Whether two subjects stand on one path: the same port, network or router, or the host under them. */
export declare function touches(one: Subject, other: Subject): boolean;
/** The networks that a subject belongs to or is. */
export declare const networksOf: (subject: Subject) => readonly string[];
/** The routers that a subject belongs to or is. */
export declare const routersOf: (subject: Subject) => readonly string[];
