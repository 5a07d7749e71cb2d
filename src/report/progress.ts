/** What a run is doing now, for a person who waits. */
export interface Progress {
  /** What it is at; the next one takes its place. */
  say(what: string): void;
  /** A line that a log should hold as well: why the run takes longer than usual. */
  note(line: string): void;
}

export const silent: Progress = { say: () => undefined, note: () => undefined };
