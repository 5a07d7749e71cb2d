import { versionCommands } from '../facts/versions.ts';
import type { CommandResult, Host } from '../host/host.ts';
import { LocalHost } from '../host/local-host.ts';

/** The first line of what each tool says of itself. */
export async function versionsOf(host: Host): Promise<Record<string, string>> {
  return Object.fromEntries(
    (await answersOf(host)).flatMap(([name, line]) => (line === undefined ? [] : [[name, line]])),
  );
}

/** The same of this machine, with the tools that it lacks. */
export const versionsHere = async (): Promise<readonly (readonly [name: string, version: string])[]> =>
  (await answersOf(new LocalHost(new AbortController().signal))).map(([name, line]) => [name, line ?? 'missing']);

async function answersOf(host: Host): Promise<readonly (readonly [name: string, line: string | undefined])[]> {
  const results = await host.run(versionCommands.map(([, command]) => command));
  return versionCommands.map(([name], index) => [name, firstLineOf(results[index])]);
}

function firstLineOf(result: CommandResult | undefined): string | undefined {
  const [line = ''] = result?.kind === 'exited' ? `${result.stdout}${result.stderr}`.trim().split('\n') : [];
  return line === '' ? undefined : line;
}
