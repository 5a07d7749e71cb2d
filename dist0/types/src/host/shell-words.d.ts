/** A word that a POSIX shell takes as it stands. */
export declare const quoted: (word: string) => string;
