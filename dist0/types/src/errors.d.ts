/** Where in a user's input a mistake stands. */
export interface Place {
    readonly file: string;
    readonly line?: number;
    readonly column?: number;
}
/** A mistake that the user can mend: shown as one sentence with its place and what to do, and never with a stack. */
export declare class UserError extends Error {
    readonly place: Place | undefined;
    readonly hint: string | undefined;
    /** 2: the call is wrong and nothing was run. 3: the call is right, but this host can't be looked at. */
    readonly exitCode: 2 | 3;
    constructor(message: string, details?: {
        place?: Place;
        hint?: string;
        exitCode?: 2 | 3;
        cause?: unknown;
    });
}
