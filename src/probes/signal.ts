import type { Host } from '../host/host.ts';

/** Something that rings, and a wait for what it rings for, or for time to pass. */
export function signalOnce() {
  let wake = () => {};
  return {
    ring: () => wake(),
    async until(host: Host, milliseconds: number, isEnough: () => boolean): Promise<void> {
      if (isEnough()) return;
      const over = new AbortController();
      const enough = new Promise<void>((resolve) => {
        wake = () => {
          if (isEnough()) resolve();
        };
      });
      await Promise.race([enough, host.wait(milliseconds, over.signal)]);
      over.abort();
    },
  };
}
