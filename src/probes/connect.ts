/** ping of iputils and of busybox: 0 where at least one of three echo requests came back, within three seconds. */
export const pingWords = (address: string) => ['ping', '-n', '-c', '3', '-w', '3', address] as const;

/**
 * A TCP connection that is closed at once. bash opens it by itself ("Redirections", bash(1)), so no tool is needed that a
 * network node may lack; address and port are words of its own, never a part of what it reads.
 */
export const connectWords = (address: string, port: string) =>
  ['timeout', '3', 'bash', '-c', 'exec 3<>"/dev/tcp/$0/$1"', address, port] as const;

/** What a kernel says where a connection fails at once; a refusal comes from the host that was asked. */
const failures = /Connection refused|No route to host|Network is unreachable/;
const timeOut = /Connection timed out/;

/** `timeout`, by which it says that the time was over. */
const timeIsOver = 124;

/** Whether there was an answer, or in words what there was instead; undefined where the tool failed for another reason. */
export function answerIn(exitCode: number, said: string): true | string | undefined {
  if (exitCode === 0) return true;
  const [failure] = failures.exec(said) ?? [];
  if (failure !== undefined) return failure.toLowerCase();
  // ping's own: nothing came back.
  return /^\d+ packets transmitted/m.test(said) || exitCode === timeIsOver || timeOut.test(said)
    ? 'no answer'
    : undefined;
}
